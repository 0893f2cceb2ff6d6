/** IIS's FTP service: sign-ins. A session's user stands in its USER line, what came of it in its PASS line. */
import type { Format, FormatContext } from './format.ts'
import { firstOf, source } from './pick.ts'
import { DATA, header, reader, STEP, time, unzoned } from './w3c.ts'

function parts({ fields, timezone }: FormatContext) {
  const field = reader(fields)
  const { at } = field
  const method = `upper(replaceRegexpOne(${at('cs-method')}, '^\\\\[\\\\d+\\\\]', ''))`
  return {
    client: unzoned(at('c-ip')),
    server: unzoned(at('s-ip')),
    port: at('s-port'),
    method,
    /** IIS 7 and later name the session, IIS 6 numbers it before the command */
    session: firstOf(at('x-session'), `extract(${at('cs-method')}, '^\\\\[(\\\\d+)\\\\]')`),
    tried: `if(${method} = 'USER', ${at('cs-uri-stem')}, '')`,
    user: at('cs-username'),
    status: at('sc-status'),
    time: time(field, timezone),
    computer: at('s-computername'),
  }
}

export const iisFtp: Format = {
  id: 'iis-ftp',
  title: "IIS's FTP service, sign-ins",
  vendor: 'Microsoft',
  product: 'IIS',
  source: 'https://learn.microsoft.com/en-us/iis/configuration/system.applicationhost/log/ (FTP logging)',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `(?:${DATA}).*[\\t \\]](?:PASS|USER)[\\t ]`,
  header: header(() => false),
  step: STEP,
  columns: (context) => {
    const one = parts(context)
    const who = firstOf('session_user', one.user)
    return {
      time: one.time,
      observer_type: "'server'",
      observer_name: one.computer,
      ...source(one.client),
      destination_ip: `toIPv6OrDefault(${one.server})`,
      destination_port: `toUInt16OrZero(${one.port})`,
      user_name: `replaceRegexpOne(${who}, '^[^\\\\\\\\]*\\\\\\\\', '')`,
      user_domain: `lower(extract(${who}, '^([^\\\\\\\\]+)\\\\\\\\'))`,
      event_action: "'login'",
      event_outcome: `multiIf(${one.method} != 'PASS', '', ${one.status} = '230', 'success', ${one.status} IN ('530', '1326'), 'failure', '')`,
      event_code: one.status,
      network_protocol: "'ftp'",
      session_id: one.session,
    }
  },
  session: {
    carried: (context) => {
      const { session, client, tried } = parts(context)
      return { user: { of: `concat(${client}, ' ', ${session})`, told: tried } }
    },
  },
  required: "source_address != '' AND event_outcome != ''",
  examples: [
    {
      lines: [
        '#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session x-fullpath',
        '2026-10-05 00:00:01 203.0.113.9 - 192.168.1.20 21 ControlChannelOpened - - 0 0 8dfc8000-39ed -',
        '2026-10-05 00:00:01 203.0.113.9 - 192.168.1.20 21 USER Administrator 331 0 0 8dfc8000-39ed -',
        '2026-10-05 00:00:02 203.0.113.9 - 192.168.1.20 21 PASS *** 530 1326 41 8dfc8000-39ed -',
        '2026-10-05 00:00:03 203.0.113.10 - 192.168.1.20 21 USER EXAMPLE\\tanaka 331 0 0 8dfc8001-39ed -',
        '2026-10-05 00:00:04 203.0.113.10 EXAMPLE\\tanaka 192.168.1.20 21 PASS *** 230 0 0 8dfc8001-39ed /',
        '2026-10-05 00:00:05 203.0.113.10 EXAMPLE\\tanaka 192.168.1.20 21 RETR a.xlsx 226 0 0 8dfc8001-39ed /a.xlsx',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '203.0.113.9',
          user_name: 'Administrator',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'ftp',
        },
        { source_ip: '203.0.113.10', user_name: 'tanaka', user_domain: 'example', event_outcome: 'success' },
      ],
    },
  ],
}
