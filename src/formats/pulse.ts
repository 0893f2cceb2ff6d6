/** Pulse Connect Secure, Ivanti Connect Secure (formerly Juniper SA): sign-ins and VPN sessions, in its own form and as WELF. */
import type { Format } from './format.ts'
import { pairsOf } from './pairs.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, isoTime, withOffset } from './time.ts'

const DATE = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
/** a relay may leave an inner header before the program's name */
const RELAYED = '(?:1 \\d{4}-\\d\\d-\\d\\dT\\S+ \\S+ )?(?:[A-Za-z]+: )?(?:- - - )?'
/** its own date is taken for a header where nothing stands before it */
const WHO = `(?:${DATE} - )?[A-Za-z0-9_.-]+ - \\[[0-9A-Fa-f.:]*\\] [^\\[\\]]*\\([^()]*\\)(?:\\[[^\\]]*\\])+ - `
const STATUS =
  '(?:(?:Primary|Secondary) authentication (?:successful|failed) for |(?:Agent )?[Ll]ogin succeeded for |Login failed\\b|Logout from |Session timed out for |VPN Tunneling: Session (?:started|ended) for |Max session timeout for )'

const about = {
  vendor: 'Ivanti',
  product: 'Connect Secure (Pulse Secure, Juniper SA)',
  source: 'https://help.ivanti.com/ps/help/en_US/ICS/22.x/22.7R2/ag/logging_n_monitoring.htm',
  table: 'auth_event' as const,
  time: 'payload' as const,
}
const IGNORED = {
  ja: 'VPN装置のその他の記録（サインインではない）',
  en: "the VPN gateway's other records: no sign-in",
}

/** What a message says; `client` and `user` as its head has them. One failed attempt writes up to three lines: one counts. */
const columns = (message: string, client: string, user: string, realm: string) => {
  const is = (pattern: string) => matches(pattern, message)
  const at = (pattern: string) => found(pattern, message)
  return {
    observer_type: "'vpn'",
    ...source(firstOf(at(' from ([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*[0-9A-Fa-f])(?: |$)'), client)),
    source_domain: at(', hostname (\\S+)$'),
    user_name: user,
    user_domain: `lower(${realm})`,
    event_action: `multiIf(${is('^(?:Primary|Secondary) authentication failed|[Ll]ogin succeeded for ')}, 'login', ${is('^(?:Logout|Session timed out|Max session|VPN Tunneling: Session ended)')}, 'logout', ${is('^VPN Tunneling: Session started')}, 'session', 'attempt')`,
    event_outcome: `if(${is('^(?:(?:Primary|Secondary) authentication failed|Login failed)')}, 'failure', 'success')`,
    event_reason: firstOf(
      at('Reason: (.*?)\\.?$'),
      `if(${is('^Secondary authentication')}, 'second factor', '')`,
      `if(${is('^Primary authentication failed')}, 'password', '')`,
    ),
    network_protocol: "'vpn'",
    session_id: at('\\(session: ?([0-9A-Za-z]+)'),
    user_agent_original: at(' with ([A-Za-z].*?)\\.?$'),
    // the address that the gateway gave the user inside
    event_details: at(' with IPv[46] address ([0-9A-Fa-f.:]+)'),
  }
}

const LOCAL = isoTime(found(`(${DATE}) - [A-Za-z0-9_.-]+ - \\[`), 'ZONE')
const own: Format = {
  ...about,
  id: 'pulse-secure',
  title: 'Pulse and Ivanti Connect Secure, sign-ins and VPN sessions',
  pattern: `${RELAYED}${WHO}${STATUS}`,
  // 1 node, 2 client, 3 user, 4 realm, 5 message
  step: `extractGroups(payload, '([A-Za-z0-9_.-]+) - \\\\[([0-9A-Fa-f.:]*)\\\\] (?:[^\\\\[\\\\]()]*::)?([^\\\\[\\\\]]*)\\\\(([^()]*)\\\\)(?:\\\\[[^\\\\]]*\\\\])+ - (.*?) *$')`,
  columns: ({ timezone }) => {
    const local = LOCAL.replaceAll('ZONE', timezone)
    const inner = isoTime(found('^1 (\\d{4}-\\d\\d-\\d\\dT\\S+?(?:Z|[+-]\\d\\d:\\d\\d)) '), timezone)
    return {
      // the header, where it has a zone, tells the moment; its year may be missing
      time: `multiIf(isNotNull(${inner}), ${inner}, isNull(${local}), envelope_time, isNull(envelope_time) OR abs(dateDiff('hour', assumeNotNull(envelope_time), assumeNotNull(${local}))) > 14, ${local}, envelope_time)`,
      observer_name: 'step[1]',
      ...columns('step[5]', 'step[2]', 'step[3]', 'step[4]'),
    }
  },
  // a user name that holds a head of its own is none of this log's
  required:
    "user_name NOT IN ('', 'System') AND (source_address != '' OR event_action = 'logout') AND countSubstrings(payload, '] - ') = 1",
  ignore: [{ pattern: `${RELAYED}${WHO}`, reason: IGNORED }],
  examples: [
    {
      lines: [
        '<134>1 2026-10-05T02:00:01+02:00 10.5.2.3 PulseSecure: - - - 2026-10-05 02:00:01 - pcs-node1 - [203.0.113.9] tanaka(Users)[] - Primary authentication failed for tanaka/Users from 203.0.113.9',
        '<134>1 2026-10-05T02:00:01+02:00 10.5.2.3 PulseSecure: - - - 2026-10-05 02:00:01 - pcs-node1 - [203.0.113.9] tanaka(Users)[] - Login failed. Reason: Wrong Password',
        '<134>1 2026-10-05T02:00:02+02:00 pcs-node1 PulseSecure: - - - 2026-10-05 02:00:02 - pcs-node1 - [203.0.113.9] Default Network::tanaka(Users)[VPN][30f317948f] - Agent login succeeded for tanaka/Users (session:sid74fa8e) from 203.0.113.9 with Pulse-Secure/9.1.13.11723 (Windows 10) Pulse/9.1.13.11723.',
        '<134>1 2026-10-05T02:00:03+02:00 pcs-node1 PulseSecure: - - - 2026-10-05 02:00:03 - pcs-node1 - [203.0.113.9] Default Network::tanaka(Users)[VPN][30f317948f] - VPN Tunneling: Session started for user  (session: sid74fa8e) with IPv4 address 10.1.204.79, hostname PC-9',
        'Oct  5 02:00:04 pcs-node1 1 2026-10-05T02:00:04+02:00 10.5.2.3 PulseSecure: - - - 2026-10-05 02:00:04 - pcs-node1 - [203.0.113.9] tanaka()[] - Logout from 203.0.113.9 (session:sid74fa8e)',
        '2026-10-05 09:00:05 - ive - [203.0.113.9] sato(Users)[VPN] - Login succeeded for sato/Users from 203.0.113.9.',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'password',
          observer_name: 'pcs-node1',
        },
        { event_action: 'attempt', event_outcome: 'failure', event_reason: 'Wrong Password' },
        {
          time: '2026-10-05T00:00:02.000Z',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
          session_id: 'sid74fa8e',
        },
        { event_action: 'session', event_details: '10.1.204.79', source_domain: 'PC-9', source_ip: '203.0.113.9' },
        { time: '2026-10-05T00:00:04.000Z', event_action: 'logout', user_name: 'tanaka' },
        { time: '2026-10-05T00:00:05.000Z', user_name: 'sato', event_outcome: 'success', observer_name: 'ive' },
      ],
    },
  ],
}

const KV = (key: string) => `step['${key}']`
const MESSAGE = `replaceRegexpOne(${KV('msg')}, '^[A-Z]{3}\\\\d{5}: ', '')`
const WELF =
  'id=firewall time="\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d" pri=\\d+ fw=\\S* vpn=\\S* (?:ivs=(?:"[^"]*"|\\S*) )?user=(?:"[^"]*"|\\S*) realm="'
const welf: Format = {
  ...about,
  id: 'pulse-secure-welf',
  title: 'Pulse and Ivanti Connect Secure, sign-ins and VPN sessions (WELF)',
  pattern: `(?:[A-Za-z]+: )?${WELF}.* msg="[A-Z]{3}\\d{5}: ${STATUS}`,
  step: pairsOf("replaceRegexpOne(payload, '^[A-Za-z]+: ', '')"),
  columns: ({ timezone }) => ({
    time: withOffset(
      {
        year: digits(KV('time'), 1, 4),
        month: digits(KV('time'), 6, 2),
        day: digits(KV('time'), 9, 2),
        hour: digits(KV('time'), 12, 2),
        minute: digits(KV('time'), 15, 2),
        second: digits(KV('time'), 18, 2),
      },
      "''",
      timezone,
    ),
    observer_name: firstOf(KV('vpn'), KV('fw')),
    ...columns(MESSAGE, KV('src'), `replaceRegexpOne(${KV('user')}, '^.*::', '')`, KV('realm')),
    event_code: `extract(${KV('msg')}, '^([A-Z]{3}\\\\d{5}):')`,
  }),
  required: "user_name NOT IN ('', 'System') AND (source_address != '' OR event_action = 'logout')",
  ignore: [{ pattern: `(?:[A-Za-z]+: )?${WELF}`, reason: IGNORED }],
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 gw Juniper: id=firewall time="2026-10-05 09:00:01" pri=6 fw=10.5.2.3 vpn=ive user=tanaka realm="Users" roles="" proto= src=203.0.113.9 dst= dstname= type=vpn op= arg="" result= sent= rcvd= agent="" duration= msg="AUT24327: Primary authentication failed for tanaka/Users from 203.0.113.9"',
        'Oct  5 09:00:03 gw PulseSecure: id=firewall time="2026-10-05 09:00:02" pri=6 fw=10.5.2.3 vpn=ive ivs=Default user=tanaka realm="Users" roles="VPN" proto= src=203.0.113.9 dst= dstname= type=vpn op= arg="" result= sent= rcvd= agent="" duration= msg="AUT22670: Login succeeded for tanaka/Users from 203.0.113.9."',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_code: 'AUT24327',
        },
        { event_action: 'login', event_outcome: 'success', observer_name: 'ive', user_domain: 'users' },
      ],
    },
  ],
}

export const PULSE_FORMATS: Format[] = [own, welf]
