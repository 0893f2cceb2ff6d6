/**
 * Windows' events as agents send them by syslog, with the message in words: Snare's columns parted by tabs (NXLog writes them, too), and one
 * line of text (Eventlog to Syslog, NXLog).
 */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { found } from './pick.ts'
import { ctime } from './time.ts'
import { linesOf, securityColumns } from './windows-message.ts'
import { ACTIONS, chosen } from './windows-security.ts'

const IDS = Object.keys(ACTIONS).join('|')
const about = { vendor: 'Microsoft', product: 'Windows', table: 'auth_event' as const }
const OTHERS = {
  ja: 'サインイン・アカウント以外のWindowsの記録',
  en: "Windows' events that tell of no sign-in or account",
}

/** rsyslog and others write a tab as its number */
const TAB = '(?:\\t|#011)'
const COLUMN = '[^\\t#]*'
const DATE = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}'
const SNARE = `(?:[0-9A-Za-z_.-]+(?:${TAB}| ))?MSWinEventLog${TAB}\\d${TAB}`
/** without the checksum at the end */
const PARTS =
  "splitByChar('\\t', replaceRegexpOne(extract(replaceAll(payload, '#011', '\\t'), 'MSWinEventLog\\t.*'), '\\t-?\\\\d+\\\\s*$', ''))"

const snare: Format = {
  ...about,
  id: 'windows-security-snare',
  title: 'Windows Security log, Snare (Snare agents, NXLog)',
  source:
    'https://prophecyinternational.atlassian.net/wiki/spaces/WADOC/pages/1233224043 (Windows event output format), https://docs.nxlog.co/refman/current/xm/syslog.html (to_syslog_snare)',
  time: 'payload',
  pattern: `${SNARE}Security${TAB}\\d*${TAB}${DATE}${TAB}(?:${IDS})${TAB}${COLUMN}${TAB}${COLUMN}${TAB}${COLUMN}${TAB}(?:Success|Failure) Audit${TAB}`,
  // behind the computer stand category, data and message, and the data's column may be missing
  step: `arrayMap(parts -> arrayPushBack(arraySlice(parts, 1, 12), ${linesOf("arrayStringConcat(arraySlice(parts, 13), ' ')")}), [${PARTS}])[1]`,
  columns: ({ timezone }) => ({
    time: ctime(timezone, 'step[5]'),
    observer_type: "'endpoint'",
    observer_name: 'step[11]',
    ...securityColumns({ message: 'step[13]', code: 'step[6]', failed: "step[10] = 'Failure Audit'" }),
  }),
  required: "observer_name != '' AND user_name != ''",
  ignore: [{ pattern: SNARE, reason: OTHERS }],
  examples: [
    {
      lines: [
        '<13>Oct  5 09:00:01 FS01 MSWinEventLog\t1\tSecurity\t802301\tMon Oct 05 09:00:01 2026\t4624\tMicrosoft-Windows-Security-Auditing\tN/A\tN/A\tSuccess Audit\tFS01.example.local\tLogon\t\tAn account was successfully logged on.    Subject:   Security ID:  S-1-0-0   Account Name:  -   Account Domain:  -   Logon ID:  0x0    Logon Information:   Logon Type:  3   Restricted Admin Mode: -    New Logon:   Security ID:  S-1-5-21-1-2-3-1105   Account Name:  tanaka   Account Domain:  EXAMPLE   Logon ID:  0x52F1A    Process Information:   Process ID:  0x0   Process Name:  -    Network Information:   Workstation Name:  PC-21   Source Network Address: 192.168.10.21   Source Port:  51022    Detailed Authentication Information:   Logon Process:  NtLmSsp   \t-802301',
        'DC01#011MSWinEventLog#0113#011Security#01177#011Mon Oct  5 09:00:02 2026#0114625#011Microsoft-Windows-Security-Auditing#011N/A#011N/A#011Failure Audit#011DC01#011Logon#011#011An account failed to log on.    Subject:   Security ID:  S-1-0-0   Account Name:  -    Logon Type:   3    Account For Which Logon Failed:   Security ID:  S-1-0-0   Account Name:  x Source Network Address: 192.0.2.1   Account Domain:  EXAMPLE    Failure Information:   Failure Reason:  %%2313   Status:   0xC000006D   Sub Status:  0xC000006A    Network Information:   Workstation Name: KALI   Source Network Address: 203.0.113.9   Source Port:  51023    Detailed Authentication Information:   Logon Process:  NtLmSsp',
        '<14>1 2026-10-05T00:00:03.120Z DC01 - - - - MSWinEventLog\t1\tSecurity\t78\tMon Oct 05 09:00:03 2026\t4776\tMicrosoft-Windows-Security-Auditing\tN/A\tN/A\tSuccess Audit\tDC01\tCredential Validation\t\tThe computer attempted to validate the credentials for an account.    Authentication Package: MICROSOFT_AUTHENTICATION_PACKAGE_V1_0  Logon Account: sato  Source Workstation: PC-22  Error Code: 0x0\t79',
        'Oct  5 09:00:04 app1 myapp[3]: sent MSWinEventLog\t1\tSecurity\t78\tMon Oct 05 09:00:03 2026\t4624\tx\tN/A\tN/A\tSuccess Audit\tDC01\tLogon\t\tAccount Name: x',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'FS01.example.local',
          source_ip: '192.168.10.21',
          source_port: 51022,
          source_domain: 'PC-21',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'login',
          event_outcome: 'success',
          event_code: '4624',
          network_protocol: 'network',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          observer_name: 'DC01',
          source_ip: '203.0.113.9',
          source_domain: 'KALI',
          event_outcome: 'failure',
          event_reason: 'wrong password',
        },
        {
          event_action: 'credential-check',
          event_outcome: 'success',
          network_protocol: 'ntlm',
          user_name: 'sato',
          source_domain: 'PC-22',
        },
      ],
    },
  ],
}

/** NXLog's line of text has no number: what its message begins with tells it. */
const SENTENCES: Record<string, string> = {
  'An account was successfully logged on.': '4624',
  'An account failed to log on.': '4625',
  'An account was logged off.': '4634',
  'A logon was attempted using explicit credentials.': '4648',
  'A Kerberos authentication ticket (TGT) was requested.': '4768',
  'A Kerberos service ticket was requested.': '4769',
  'Kerberos pre-authentication failed.': '4771',
  'A user account was created.': '4720',
  'A user account was locked out.': '4740',
  'アカウントが正常にログオンしました。': '4624',
  'アカウントがログオンに失敗しました。': '4625',
}
const SAID = Object.keys(SENTENCES)
  .map((one) => one.replace(/[.()]/g, '\\$&'))
  .join('|')
const AGENT = '(?:Microsoft-Windows-)?Security-Auditing(?:\\[\\d+\\])?: '
const NUMBER = found(`^${AGENT}(\\d{4}): `)
const CODE = `if(${NUMBER} != '', ${NUMBER}, ${chosen(found(`^${AGENT}(${SAID})`), SENTENCES, "''")})`

const text: Format = {
  ...about,
  id: 'windows-security-syslog',
  title: 'Windows Security log, a line of text in syslog (Eventlog to Syslog, NXLog)',
  source:
    'https://code.google.com/archive/p/eventlog-to-syslog/, https://docs.nxlog.co/refman/current/xm/syslog.html (to_syslog_bsd)',
  time: 'envelope',
  pattern: `${AGENT}(?:(?:${IDS}): (?:AUDIT_(?:SUCCESS|FAILURE) )?|(?:${SAID}) )`,
  step: `[${CODE}, ${linesOf(`replaceRegexpOne(payload, ${literal(`^${AGENT}`)}, '')`)}]`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'endpoint'",
    observer_name: 'envelope_host',
    ...securityColumns({ message: 'step[2]', code: 'step[1]', failed: "match(step[2], '^\\\\d+: AUDIT_FAILURE ')" }),
  }),
  required: "event_action != 'other' AND user_name != ''",
  ignore: [{ pattern: AGENT, reason: OTHERS }],
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 PC-21 Security-Auditing: 4624: AUDIT_SUCCESS An account was successfully logged on. Subject: Security ID: S-1-5-18 Account Name: PC-21$ Account Domain: EXAMPLE Logon ID: 0x3e7 Logon Type: 10 New Logon: Security ID: S-1-5-21-1-2-3-1001 Account Name: tanaka Account Domain: EXAMPLE Logon ID: 0x8b32b5 Logon GUID: {0} Process Information: Process ID: 0x820 Process Name: C:\\Windows\\System32\\winlogon.exe Network Information: Workstation Name: PC-21 Source Network Address: 203.0.113.9 Source Port: 51022 Detailed Authentication Information: Logon Process: User32',
        '<13>Oct  5 09:00:02 DC01 Microsoft-Windows-Security-Auditing[632]: An account failed to log on.  Subject:  Security ID: S-1-0-0  Account Name: -  Logon Type: 3  Account For Which Logon Failed:  Security ID: S-1-0-0  Account Name: sato  Account Domain: EXAMPLE  Failure Information:  Failure Reason: Unknown user name or bad password.  Status: 0xC000006D  Sub Status: 0xC0000064  Network Information:  Workstation Name: -  Source Network Address: 203.0.113.9  Source Port: 0',
        'Oct  5 09:00:03 DC01 Microsoft-Windows-Security-Auditing: 4769: A Kerberos service ticket was requested. Account Information: Account Name: tanaka@EXAMPLE.LOCAL Account Domain: EXAMPLE.LOCAL Logon GUID: {0} Service Information: Service Name: FS01$ Service ID: S-1-5-21-1 Network Information: Client Address: ::ffff:192.168.10.21 Client Port: 51023 Additional Information: Ticket Options: 0x40810000 Ticket Encryption Type: 0x17 Failure Code: 0x0 Transited Services: -',
        'Oct  5 09:00:04 app1 myapp[632]: Security-Auditing: 4624: An account was successfully logged on. New Logon: Account Name: x',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'PC-21',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'success',
          network_protocol: 'rdp',
        },
        {
          user_name: 'sato',
          source_ip: '203.0.113.9',
          event_code: '4625',
          event_outcome: 'failure',
          event_reason: 'unknown user',
        },
        {
          user_name: 'tanaka@EXAMPLE.LOCAL',
          source_ip: '192.168.10.21',
          event_action: 'service-ticket',
          event_outcome: 'success',
          destination_address: 'FS01$',
          event_details: '0x17',
        },
      ],
    },
  ],
}

export const WINDOWS_SYSLOG_FORMATS: Format[] = [snare, text]
