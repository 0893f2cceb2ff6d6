/**
 * Exchange Server's sign-ins, as IIS on the server logs the requests of Outlook on the web, ActiveSync, EWS, Outlook and the rest. HTTP
 * knows no session: of the requests of one client that follow each other, one in a quarter of an hour is the sign-in.
 */
import { INSIDE_TEXT } from '../lists/private-address.ts'
import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import type { Format, FormatContext } from './format.ts'
import { firstOf, found, source } from './pick.ts'
import { DATA, header, reader, STEP, time, unzoned } from './w3c.ts'

/** Virtual directories that a client signs in to, and the service behind each. */
const SERVICES: [string, string][] = [
  ['owa', '^/owa(?:/|$)'],
  ['ecp', '^/ecp(?:/|$)'],
  ['ews', '^/ews/'],
  ['activesync', '^/microsoft-server-activesync(?:/|$)'],
  ['mapi', '^/(?:mapi|rpc|rpcwithcert)/'],
  ['powershell', '^/powershell(?:/|$)'],
  ['autodiscover', '^/autodiscover/'],
]
const PATHS =
  '(?i)[\\t ]/(?:owa|ecp|ews|microsoft-server-activesync|mapi|rpc|rpcwithcert|powershell|autodiscover)(?:[/\\t ])'

/** Win32 and SSPI codes of a refused sign-in; the others with 401 are steps of a negotiation. */
const REFUSED = {
  '1326': 'wrong user or password',
  '2148074252': 'wrong user or password',
  '1327': 'account restriction',
  '1328': 'outside permitted hours',
  '1329': 'machine not permitted',
  '1330': 'password expired',
  '1331': 'account disabled',
  '1385': 'logon type not granted',
  '1793': 'account expired',
  '1907': 'password must change',
  '1909': 'account locked out',
}
const CODES = Object.keys(REFUSED).map(literal).join(', ')
const NEGOTIATES = "'2148074254', '2148074245', '590610'"

const IP = '^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$'
/** names under which IIS is told to log whom a proxy speaks for */
const FORWARDED = /^(?:cs\()?(?:x-forwarded-for|x-original-forwarded-for|originalip|x-real-ip|x-client-ip)\)?$/i

/** A proxy adds its client at the end, what stands before may be the client's own invention: the last outside address, else the last. */
function clientOf({ at }: ReturnType<typeof reader>, forwardedField: string | undefined): string {
  const own = unzoned(at('c-ip'))
  if (!forwardedField) return own
  const hops = `arrayFilter(x -> match(x, ${literal(IP)}), arrayMap(x -> replaceRegexpOne(replaceRegexpOne(trim(BOTH '+ []' FROM x), '^(\\\\d+\\\\.\\\\d+\\\\.\\\\d+\\\\.\\\\d+):\\\\d+$', '\\\\1'), '\\\\]:\\\\d+$', ''), splitByChar(',', ${at(forwardedField)})))`
  const nearest = bound(hops, 'h', (h) =>
    firstOf(`arrayLast(x -> NOT match(x, ${literal(INSIDE_TEXT)}), ${h})`, `arrayElement(${h}, -1)`),
  )
  return firstOf(`if(match(${own}, ${literal(INSIDE_TEXT)}), ${nearest}, '')`, own)
}

/** The service's requests by which somebody makes or changes a rule of an inbox: Outlook on the web's, and those of its older options. */
const RULE_ACTION = '(?i)(?:^|[?&])action=((?:New|Set|Update|Remove|Enable|Disable)InboxRules?)(?:&|$)'
const RULE_OBJECT = '(?i)^/ecp/(?:[^/]+/)?(?:RulesEditor/InboxRules|DDI/DDIService)\\.svc/(New|Set|Remove)Objects?$'

const QUARTER = 900 // seconds, as long as a session of Outlook on the web lasts on a public computer

/** Columns as SQL over the fields that the log has. */
function parts({ fields, timezone }: FormatContext) {
  const field = reader(fields)
  const { at } = field
  const stem = at('cs-uri-stem')
  const query = at('cs-uri-query')
  const queried = (name: string) => `decodeURLComponent(extract(${query}, ${literal(`(?i)(?:^|[?&])${name}=([^&]*)`)}))`
  const named = `decodeURLComponent(${firstOf(at('cs-username'), queried('User'))})`
  const status = `toUInt16OrZero(${at('sc-status')})`
  const win32 = at('sc-win32-status')
  const client = clientOf(
    field,
    fields.find((name) => FORWARDED.test(name)),
  )
  const user = userIn(named)
  const rule = firstOf(
    found(RULE_ACTION, query),
    `if(match(concat(${stem}, ${query}), '(?i)InboxRule'), replaceRegexpOne(extract(${stem}, ${literal(RULE_OBJECT)}), '(.)$', '\\\\1InboxRule'), '')`,
  )
  return {
    client,
    named,
    user,
    time: time(field, timezone),
    server: firstOf(at('cs-host'), unzoned(at('s-ip'))),
    computer: at('s-computername'),
    service: `multiIf(${SERVICES.map(([name, path]) => `match(lower(${stem}), ${literal(path)}), '${name}'`).join(', ')}, '')`,
    agent: `replaceAll(${at('cs(User-Agent)')}, '+', ' ')`,
    queried,
    rule,
    done: `${status} BETWEEN 200 AND 399`,
    /** the page that asks for name and password, shown to everybody, and what it sends them to */
    form: `match(${stem}, '(?i)^/owa/auth(?:[./]|$)')`,
    sentByForm: `if(match(${stem}, '(?i)^/owa/auth\\\\.owa$'), ${named}, '')`,
    /** it is shown again, because they were wrong */
    refusedByForm: `(match(${stem}, '(?i)^/owa/auth/logon\\\\.aspx$') AND match(${query}, '(?i)(?:^|[?&])reason=2(?:&|$)'))`,
    refused: `(${status} = 401 AND (${win32} IN (${CODES}) OR (${at('cs-username')} != '' AND ${win32} NOT IN (${NEGOTIATES}) AND ${at('sc-substatus')} IN ('', '1'))))`,
    reason: `transform(${win32}, [${CODES}], [${Object.values(REFUSED).map(literal).join(', ')}], 'refused')`,
    /** the server that asks itself: its own health, and what its front end hands to its back end */
    itself: `(${at('s-port')} = '444' OR match(${client}, '^(?:127\\\\.|::1$)') OR ${client} = ${unzoned(at('s-ip'))} OR endsWith(${user}, '$') OR (match(${user}, '(?i)^(?:HealthMailbox|SystemMailbox|extest_)') AND match(${client}, ${literal(INSIDE_TEXT)})))`,
  }
}

const userIn = (named: string) => `replaceRegexpOne(${named}, '^[^\\\\\\\\]*\\\\\\\\', '')`

export const exchangeIis: Format = {
  id: 'exchange-iis',
  title: "Exchange Server, sign-ins in IIS's log (Outlook on the web, ActiveSync, EWS, Outlook)",
  vendor: 'Microsoft',
  product: 'Exchange Server',
  source:
    'https://learn.microsoft.com/en-us/exchange/architecture/client-access/client-access, https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging, https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--1300-1699-',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `(?:${DATA}).*${PATHS}`,
  header: header(() => false),
  step: STEP,
  columns: (context) => {
    const one = parts(context)
    const who = firstOf(one.named, `if(${one.refusedByForm}, session_tried, '')`)
    const ofDevice = (name: string) => `if(${one.service} = 'activesync', ${one.queried(name)}, '')`
    return {
      time: one.time,
      observer_type: "'mail'",
      observer_name: one.computer,
      ...source(one.client),
      destination_address: one.server,
      user_name: userIn(who),
      user_domain: `lower(extract(${who}, '^([^\\\\\\\\@]+)\\\\\\\\'))`,
      event_action: `if(${one.rule} != '', 'mailbox-rule', 'login')`,
      event_outcome: `multiIf(${one.itself} OR ${one.service} = '', '', ${one.refused} OR ${one.refusedByForm}, 'failure', ${one.done} AND ${one.user} != '' AND NOT ${one.form}, 'success', '')`,
      event_reason: `multiIf(${one.refusedByForm}, 'wrong user or password', ${one.refused}, ${one.reason}, '')`,
      event_code: one.rule,
      network_protocol: one.service,
      user_agent_original: one.agent,
      device_id: ofDevice('DeviceId'),
      application_name: ofDevice('DeviceType'),
    }
  },
  session: {
    carried: (context) => {
      const { client, user, agent, service, done, form, rule, sentByForm, ...one } = parts(context)
      const signedIn = `${user} != '' AND ${done} AND NOT ${form} AND ${rule} = ''`
      const quarter = `toString(intDiv(toUnixTimestamp(ifNull(${one.time}, toDateTime64(0, 3, 'UTC'))), ${QUARTER}))`
      return {
        fresh: {
          of: `if(${signedIn}, concat(lower(${user}), '\\n', ${client}, '\\n', ${agent}, '\\n', ${service}, '\\n', ${quarter}), '')`,
          told: 'toString(_row_number)',
          first: true,
        },
        tried: { of: `if(${form}, concat(${client}, '\\n', ${agent}), '')`, told: sentByForm },
      }
    },
  },
  required:
    "source_address != '' AND (event_outcome = 'failure' OR (event_outcome = 'success' AND (event_action = 'mailbox-rule' OR session_fresh = toString(_row_number))))",
  examples: [
    {
      lines: [
        '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
        '2026-10-05 00:00:09 192.168.1.20 GET /owa/ &ClientId=A&CorrelationID=<empty>; 443 EXAMPLE\\tanaka 203.0.113.9 Mozilla/5.0+(Windows+NT+10.0) - 200 0 0 38',
        '2026-10-05 00:01:10 192.168.1.20 POST /owa/service.svc action=NewInboxRule&EP=1&ID=-33&AC=1 443 EXAMPLE\\tanaka 203.0.113.9 Mozilla/5.0+(Windows+NT+10.0) - 200 0 0 52',
        '2026-10-05 00:02:00 192.168.1.20 POST /EWS/Exchange.asmx &CorrelationID=<empty>; 443 sato@example.co.jp 203.0.113.10 ExchangeServicesClient/15.00.0913.015 - 200 0 0 20',
        '2026-10-05 00:03:00 192.168.1.20 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User=EXAMPLE%5Csuzuki&DeviceId=ApplF17&DeviceType=iPhone 443 EXAMPLE\\suzuki 203.0.113.11 Apple-iPhone14C3/2001.50 - 200 0 0 900',
        '2026-10-05 00:04:00 192.168.1.20 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Ping&User=suzuki%40example.co.jp&DeviceId=ApplF18&DeviceType=iPad 443 - 203.0.113.11 Apple-iPad13C1/2001.50 - 401 1 1326 15',
        '2026-10-05 00:05:00 192.168.1.20 POST /mapi/emsmdb/ mailboxId=a@example.co.jp 443 EXAMPLE\\sato 192.168.10.21 Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.4266) - 200 0 0 900',
      ],
      events: [
        {
          time: '2026-10-05T00:00:09.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'owa',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        },
        { user_name: 'tanaka', event_action: 'mailbox-rule', event_code: 'NewInboxRule' },
        {
          user_name: 'sato@example.co.jp',
          network_protocol: 'ews',
          user_agent_original: 'ExchangeServicesClient/15.00.0913.015',
        },
        { user_name: 'suzuki', network_protocol: 'activesync', device_id: 'ApplF17', application_name: 'iPhone' },
        {
          user_name: 'suzuki@example.co.jp',
          event_outcome: 'failure',
          event_reason: 'wrong user or password',
          device_id: 'ApplF18',
        },
        { user_name: 'sato', source_ip: '192.168.10.21', network_protocol: 'mapi', event_outcome: 'success' },
      ],
    },
    {
      // behind a proxy: who it speaks for stands last, what stands before may be invented
      lines: [
        '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken X-Forwarded-For',
        '2026-10-05 00:00:01 192.168.1.20 POST /ecp/RulesEditor/InboxRules.svc/NewObject msExchEcpCanary=x 443 EXAMPLE\\tanaka 192.168.1.9 Mozilla/5.0 200 0 0 9 192.0.2.1,+203.0.113.9',
        '2026-10-05 00:00:02 192.168.1.20 GET /owa - 443 EXAMPLE\\sato 192.168.1.9 Mozilla/5.0 301 0 0 9 203.0.113.10:51234',
        '2026-10-05 00:00:03 192.168.1.20 GET /owa/ - 443 EXAMPLE\\suzuki 203.0.113.12 Mozilla/5.0 200 0 0 9 198.51.100.7',
        '2026-10-05 00:00:04 192.168.1.20 GET /owa/ - 443 EXAMPLE\\ito 192.168.10.22 Mozilla/5.0 200 0 0 9 -',
      ],
      events: [
        { source_ip: '203.0.113.9', event_action: 'mailbox-rule', event_code: 'NewInboxRule', network_protocol: 'ecp' },
        { source_ip: '203.0.113.10', user_name: 'sato' },
        { source_ip: '203.0.113.12', user_name: 'suzuki' },
        { source_ip: '192.168.10.22', user_name: 'ito' },
      ],
    },
  ],
}
