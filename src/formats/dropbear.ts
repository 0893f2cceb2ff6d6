/** Dropbear, the SSH server of OpenWrt and other small devices: who signed in and who was refused. */
import type { Format } from './format.ts'
import { found, matches, source } from './pick.ts'

const PEER = '[0-9A-Fa-f.:]+:\\d{1,5}'

export const dropbear: Format = {
  id: 'dropbear',
  title: 'Dropbear SSH sign-ins (OpenWrt and other small devices)',
  vendor: 'Matt Johnston',
  product: 'Dropbear',
  source: 'https://github.com/mkj/dropbear (src/svr-auth.c, svr-authpasswd.c, svr-authpubkey.c)',
  table: 'auth_event',
  tag: 'dropbear',
  time: 'envelope',
  pattern: `(?:(?:Password|PAM password|Pubkey) auth succeeded for '[^']*' .*from ${PEER}|[Bb]ad (?:PAM )?password attempt for '[^']*' from ${PEER}|[Ll]ogin attempt (?:for nonexistent user(?: '[^']*')?|with wrong user \\S+) from ${PEER}|[Mm]ax auth tries reached - user '[^']*' from ${PEER})`,
  step: "''",
  columns: () => ({
    time: 'envelope_time',
    observer_name: 'envelope_host',
    ...source(found('from ([0-9A-Fa-f.:]+):\\d{1,5}')),
    source_port: `toUInt16OrZero(${found('from [0-9A-Fa-f.:]+:(\\d{1,5})')})`,
    user_name: found("(?:for|user) '([^']*)'"),
    event_action: "'login'",
    event_outcome: `if(${matches('auth succeeded')}, 'success', 'failure')`,
    event_reason: `if(${matches('auth succeeded')}, '', ${found("^([A-Za-z ]+?)(?: for '| from |$)")})`,
    network_protocol: "'ssh'",
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: 'dropbear(?:\\[\\d+\\])?: ',
      reason: { ja: '接続・終了などの記録（サインインではない）', en: 'connections and ends: no sign-in' },
    },
  ],
  examples: [
    {
      lines: [
        "Mon Oct  5 09:00:01 2026 authpriv.notice dropbear[812]: Password auth succeeded for 'root' from 203.0.113.9:51022",
        "Mon Oct  5 09:00:02 2026 authpriv.warn dropbear[812]: Bad password attempt for 'root' from 203.0.113.9:51023",
        'Mon Oct  5 09:00:03 2026 authpriv.warn dropbear[813]: Login attempt for nonexistent user from 2001:db8::9:51024',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_port: 51022,
          user_name: 'root',
          event_outcome: 'success',
          network_protocol: 'ssh',
        },
        { user_name: 'root', event_outcome: 'failure' },
        { source_ip: '2001:db8::9', source_port: 51024, user_name: '', event_outcome: 'failure' },
      ],
    },
    {
      lines: [
        "Oct  5 09:00:04 router authpriv.notice dropbear[812]: Pubkey auth succeeded for 'root' with key sha1!! 00:11 from 192.168.10.21:51025",
      ],
      events: [{ user_name: 'root', source_ip: '192.168.10.21', observer_name: 'router', event_outcome: 'success' }],
    },
  ],
}
