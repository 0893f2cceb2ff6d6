/** ProFTPD and Pure-FTPd: sign-ins. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { addressOf } from './json.ts'
import { found, matches, source } from './pick.ts'

const about = { table: 'auth_event' as const, time: 'envelope' as const, required: "user_name != ''" }

/** 1 the client's address, 2 user, 3 what came of it */
const PROFTPD = literal(
  '^\\S+ \\([^ \\[]*\\[([^\\]]*)\\]\\) - (?:USER|ANON) (\\S+?)(?:: | )(\\(Login failed\\).*|Login successful\\.?|no such user found.*|Limit access denies login.*)$',
)
const proftpd: Format = {
  ...about,
  id: 'proftpd',
  title: 'ProFTPD, sign-ins',
  vendor: 'ProFTPD',
  product: 'ProFTPD',
  source: 'http://www.proftpd.org/docs/howto/Logging.html (SystemLog, syslog)',
  tag: 'proftpd',
  pattern:
    '\\S+ \\([^ \\[]*\\[[^\\]]*\\]\\) - (?:USER|ANON) \\S+ ?(?:: )?(?:\\(Login failed\\)|Login successful|no such user found|Limit access denies login)',
  step: `extractGroups(payload, ${PROFTPD})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(addressOf('step[1]')),
    user_name: 'step[2]',
    event_action: "'login'",
    event_outcome: "if(startsWith(step[3], 'Login successful'), 'success', 'failure')",
    event_reason: `if(startsWith(step[3], 'Login successful'), '', replaceRegexpOne(step[3], ${literal('^\\(Login failed\\):? ?')}, ''))`,
    network_protocol: "'ftp'",
  }),
  ignore: [
    {
      pattern: '\\S+ \\([^ \\[]*\\[[^\\]]*\\]\\) - ',
      reason: { ja: 'サインイン以外のProFTPDの記録', en: "ProFTPD's notes that are no sign-ins" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 ftp1 proftpd[812]: ftp1.example.co.jp (203.0.113.9[203.0.113.9]) - USER tanaka (Login failed): Incorrect password',
        'Oct  5 09:00:02 ftp1 proftpd[813]: 10.0.0.5 (pc21.example.co.jp[::ffff:192.168.10.21]) - USER tanaka: Login successful.',
        'Oct  5 09:00:03 ftp1 proftpd[814]: ftp1.example.co.jp (203.0.113.9[203.0.113.9]) - USER admin: no such user found from 203.0.113.9 [203.0.113.9] to ::ffff:10.0.0.5:21',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_reason: 'Incorrect password',
        },
        { source_ip: '192.168.10.21', event_outcome: 'success', event_reason: '' },
        { user_name: 'admin', event_outcome: 'failure' },
      ],
    },
  ],
}

const pureFtpd: Format = {
  ...about,
  id: 'pure-ftpd',
  title: 'Pure-FTPd, sign-ins',
  vendor: 'Pure-FTPd',
  product: 'Pure-FTPd',
  source: 'https://www.pureftpd.org/project/pure-ftpd/doc/ (syslog)',
  tag: 'pure-ftpd',
  pattern:
    '\\([^@)]*@[^)]*\\) \\[(?:INFO|WARNING)\\] (?:\\S+ is now logged in|Authentication failed for user \\[|Logout)',
  step: '1',
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(found('^\\([^@)]*@([^)]*)\\)')),
    user_name: `multiIf(${matches('Authentication failed')}, ${found('failed for user \\[([^\\]]*)\\]')}, ${matches('is now logged in')}, ${found('\\] (\\S+) is now logged in')}, ${found('^\\(([^@)?]*)@')})`,
    event_action: `if(${matches('\\] Logout')}, 'logout', 'login')`,
    event_outcome: `if(${matches('Authentication failed')}, 'failure', 'success')`,
    network_protocol: "'ftp'",
  }),
  ignore: [
    {
      pattern: '\\([^@)]*@[^)]*\\) \\[[A-Z]+\\] ',
      reason: { ja: 'サインイン以外のPure-FTPdの記録', en: "Pure-FTPd's notes that are no sign-ins" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 ftp1 pure-ftpd: (?@203.0.113.9) [WARNING] Authentication failed for user [tanaka]',
        'Oct  5 09:00:02 ftp1 pure-ftpd[813]: (?@192.168.10.21) [INFO] tanaka is now logged in',
        'Oct  5 09:00:03 ftp1 pure-ftpd[813]: (tanaka@192.168.10.21) [INFO] Logout.',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'failure' },
        { source_ip: '192.168.10.21', user_name: 'tanaka', event_outcome: 'success', event_action: 'login' },
        { user_name: 'tanaka', event_action: 'logout' },
      ],
    },
  ],
}

export const FTP_FORMATS: Format[] = [proftpd, pureFtpd]
