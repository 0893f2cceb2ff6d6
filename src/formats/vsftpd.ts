/** vsftpd's own log (dual_log_enable, or xferlog_std_format=NO): sign-ins to an FTP server, and what was moved in whose name. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { found, source } from './pick.ts'
import { ctime } from './time.ts'

const STAMP = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4} \\[pid \\d+\\] '
const USER = '\\[[^\\]]*\\] '
const MOVED = '(?:OK|FAIL) (?:UPLOAD|DOWNLOAD|DELETE|RENAME|MKDIR|RMDIR|CHMOD)'

const vsftpd = (carrier: 'file' | 'syslog'): Format => ({
  id: `vsftpd${carrier === 'file' ? '' : '-syslog'}`,
  title: `vsftpd, its own log${carrier === 'file' ? '' : ' in syslog'}: sign-ins, files moved`,
  vendor: 'vsftpd',
  product: 'vsftpd',
  source: 'https://security.appspot.com/vsftpd/vsftpd_conf.html (vsftpd_log_file, syslog_enable)',
  table: 'auth_event',
  ...(carrier === 'file'
    ? { envelope: 'none' as const, time: 'payload' as const }
    : { envelope: 'syslog' as const, time: 'envelope' as const, tag: 'vsftpd' }),
  pattern: `${carrier === 'file' ? STAMP : ''}${USER}(?:(?:OK|FAIL) LOGIN|${MOVED}): Client "`,
  step: carrier === 'file' ? `replaceRegexpOne(payload, ${literal(`^${STAMP}`)}, '')` : 'payload',
  columns: ({ timezone }) => {
    const at = (pattern: string) => found(pattern, 'step')
    return {
      time: carrier === 'syslog' ? 'envelope_time' : ctime(timezone),
      observer_type: "'server'",
      observer_name: 'envelope_host',
      ...source(at('Client "(?:::ffff:)?([^"]*)"')),
      user_name: at('^\\[([^\\]]*)\\]'),
      event_action: `if(${at('^\\S+ (?:OK|FAIL) (LOGIN)')} != '', 'login', concat('file-', lower(${at('^\\S+ (?:OK|FAIL) (\\w+)')})))`,
      event_outcome: `if(${at('^\\S+ (OK|FAIL) ')} = 'OK', 'success', 'failure')`,
      event_reason: at('LOGIN: Client "[^"]*", "([^"]*)"'),
      event_details: at('(?:UPLOAD|DOWNLOAD|DELETE|RENAME|MKDIR|RMDIR|CHMOD): Client "[^"]*", (.*)$'),
      network_protocol: "'ftp'",
    }
  },
  ignore: [
    {
      pattern: `${carrier === 'file' ? STAMP : ''}(?:${USER})?(?:CONNECT: Client |FTP (?:command|response): |DEBUG: )`,
      reason: {
        ja: '接続と命令の記録（サインインとファイルの行が別にある）',
        en: 'connections and commands: sign-ins and files have lines of their own',
      },
    },
  ],
  examples: [
    carrier === 'file'
      ? {
          lines: [
            'Mon Oct  5 09:00:00 2026 [pid 2] CONNECT: Client "203.0.113.9"',
            'Mon Oct  5 09:00:01 2026 [pid 15019] [guest] FAIL LOGIN: Client "::ffff:203.0.113.9", "User is not in the allow user list."',
            'Mon Oct  5 09:00:02 2026 [pid 3] [tanaka] OK LOGIN: Client "198.51.100.7"',
            'Mon Oct  5 09:00:03 2026 [pid 5] [tanaka] OK UPLOAD: Client "198.51.100.7", "/www/見積.zip", 24512 bytes, 101.20Kbyte/sec',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '203.0.113.9',
              user_name: 'guest',
              event_action: 'login',
              event_outcome: 'failure',
              event_reason: 'User is not in the allow user list.',
              network_protocol: 'ftp',
            },
            { source_ip: '198.51.100.7', user_name: 'tanaka', event_outcome: 'success' },
            {
              event_action: 'file-upload',
              event_details: '"/www/見積.zip", 24512 bytes, 101.20Kbyte/sec',
              event_outcome: 'success',
            },
          ],
        }
      : {
          lines: [
            '2026-10-05T09:00:01.645577+09:00 ftp1 vsftpd[1658]: [tanaka] FAIL LOGIN: Client "203.0.113.9"',
            'Oct  5 09:00:02 ftp1 vsftpd[1658]: [tanaka] OK LOGIN: Client "198.51.100.7"',
          ],
          events: [
            {
              source_ip: '203.0.113.9',
              user_name: 'tanaka',
              event_action: 'login',
              event_outcome: 'failure',
              observer_name: 'ftp1',
            },
            { event_outcome: 'success', source_ip: '198.51.100.7' },
          ],
        },
  ],
})

export const VSFTPD_FORMATS: Format[] = [vsftpd('file'), vsftpd('syslog')]
