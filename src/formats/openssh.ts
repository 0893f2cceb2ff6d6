/**
 * OpenSSH's server. `login` is the line that decides (Accepted, Failed); what stands around it (PAM, invalid user, disconnects) is
 * `attempt`, `session`, `connect` or `logout`, so that one try is counted once.
 */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

const about = {
  vendor: 'OpenBSD project',
  product: 'OpenSSH',
  source: 'https://github.com/openssh/openssh-portable (auth.c, packet.c, sshd-session.c)',
  table: 'auth_event' as const,
  tag: 'sshd(?:-session|-auth)?',
  time: 'envelope' as const,
  step: "''",
}

const REPEATED = '(?:message repeated \\d+ times: \\[ )?'
/** the user stands before the address, so a user's name that imitates one is passed over by taking the last */
const DECIDED = ` *${REPEATED}(?:Accepted|Failed|Postponed|Partial) \\S+ for (?:(?:invalid|illegal) user )?(?:.*) from \\S+ port \\d+`
const END = '(?: ssh\\d?)?(?: \\[preauth\\])?(?:: .*)?\\]? *$'

const login: Format = {
  ...about,
  id: 'openssh-login',
  title: 'OpenSSH sign-ins (Accepted, Failed)',
  pattern: DECIDED,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(found(`.* from (\\S+) port \\d+${END}`)),
    source_port: `toUInt16OrZero(${found(`.* from \\S+ port (\\d+)${END}`)})`,
    user_name: found(`^ *${REPEATED}\\S+ \\S+ for (?:(?:invalid|illegal) user )?(.*) from \\S+ port \\d+${END}`),
    event_action: `if(${matches(`^ *${REPEATED}(?:Accepted|Failed) (?:none|gssapi-keyex)? ?`)} AND NOT ${matches(`^ *${REPEATED}(?:Failed none|Postponed|Partial) `)}, 'login', 'attempt')`,
    event_outcome: `multiIf(${matches(`^ *${REPEATED}Accepted `)}, 'success', ${matches(`^ *${REPEATED}Failed `)}, 'failure', '')`,
    event_reason: firstOf(
      found(`^ *${REPEATED}\\S+ \\S+ for ((?:invalid|illegal) user) `),
      found(`^ *${REPEATED}\\S+ (\\S+) for `),
    ),
    event_count: `toUInt32OrZero(${found('^ *message repeated (\\d+) times')})`,
    network_protocol: "'ssh'",
    // the key's fingerprint: who signs in with it holds it
    device_id: found(`^ *${REPEATED}Accepted publickey for .* from \\S+ port \\d+ ssh2: \\S+ (SHA256:\\S+)`),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '2026-10-05 09:00:03.250000+0900  mac1 sshd[2519]: Failed password for tanaka from 203.0.113.9 port 43042 ssh2',
      ],
      events: [
        { time: '2026-10-05T00:00:03.250Z', source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'failure' },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:03 <auth.info> bsd1 sshd[2519]: Failed password for tanaka from 203.0.113.9 port 43042 ssh2',
      ],
      events: [{ time: '2026-10-05T00:00:03.000Z', source_ip: '203.0.113.9', user_name: 'tanaka' }],
    },
    {
      lines: [
        'Oct  5 09:00:01 gw sshd[24200]: Failed password for invalid user test9 from 203.0.113.9 port 42393 ssh2',
        'Oct  5 09:00:02 gw sshd[24200]: message repeated 5 times: [ Failed password for root from 203.0.113.9 port 42393 ssh2]',
        'Oct  5 09:00:03 gw sshd-session[7]: Accepted publickey for tanaka from 2001:db8::7 port 51826 ssh2: ED25519 SHA256:AbpHGcgLb',
        'Oct  5 09:00:04 gw sshd[9]: Failed password for invalid user root from 198.51.100.1 port 22 ssh2 from 203.0.113.9 port 5 ssh2',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'gw',
          source_ip: '203.0.113.9',
          source_port: 42393,
          user_name: 'test9',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'invalid user',
        },
        { user_name: 'root', event_count: 5, event_outcome: 'failure', event_reason: 'password' },
        {
          source_ip: '2001:db8::7',
          user_name: 'tanaka',
          event_outcome: 'success',
          event_reason: 'publickey',
          device_id: 'SHA256:AbpHGcgLb',
        },
        { source_ip: '203.0.113.9', user_name: 'root from 198.51.100.1 port 22 ssh2' },
      ],
    },
  ],
}

const PAM_FAILURE =
  '(?:pam_\\w+\\(sshd?[^)]*\\): authentication failure; |PAM \\d+ more authentication failures?; ).*\\brhost='
const PAM_SESSION = 'pam_\\w+\\(sshd?[^)]*\\): session (?:opened|closed) for user \\S+'
/** the peer's own words stand behind the address: the first address counts */
const ADDRESS_FIRST =
  '(?:(?:error: )?Received disconnect from|(?:fatal: )?(?:ssh_dispatch_run_fatal: )?Connection from|Did not receive identification string from|(?:fatal: )?Unable to negotiate with|(?:fatal: )?Timeout before authentication for(?: connection from)?|(?:error: )?banner exchange: Connection from) '
/** the peer's own words (a user's name) stand before it: the last one counts */
const ADDRESS_LAST =
  '(?:(?:input_userauth_request: )?(?:[Ii]nvalid|[Ii]llegal) user .*from |Connection (?:closed|reset) by |Disconnected from |Disconnecting |Disconnecting: |(?:error: )?maximum authentication attempts exceeded for |User \\S+ from \\S+ not allowed because |(?:error: )?PAM: .* for .* from |Starting session: .* for \\S+ from |Bad protocol version identification .* from |(?:error: )?Bad remote protocol version identification: |Close session: user |Postponed )'
const IP = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+(?:%\\w+)?'

const ADDRESS = firstOf(
  found(`^ *(?:${ADDRESS_FIRST})(\\S+?):?(?: port |: | |$)`),
  found(`^ *${PAM_FAILURE}(\\S*)(?:  ?user=[^=]*)? *$`), // elsewhere it is a user's word
  found('^ *User .* from (\\S+) not allowed because '),
  found(`.* (\\S+) port \\d+(?: id \\d+)?(?: ssh\\d?)?(?::.*)?(?: \\[preauth\\])?$`),
  found(`.* (${IP})(?: \\[preauth\\])?$`),
)
const USER = firstOf(
  found('^ *(?:input_userauth_request: )?(?i:invalid|illegal) user (.*) from \\S+(?: port \\d+)?$'),
  found('^ *User (.*) from \\S+ not allowed because '),
  found('Too many authentication failures for (?:invalid user )?(\\S+)'),
  found('exceeded for (?:(?:invalid|illegal) user )?(.*) from \\S+ port \\d+'),
  found('(?:authenticating|invalid|illegal|by|from) user (.*) \\S+ port \\d+'),
  found('^ *Disconnecting (?:(?:authenticating|invalid) )?user (.*) \\S+ port \\d+'),
  found('^ *(?:error: )?PAM: .* for (?:illegal user )?(.*) from \\S+(?: \\[preauth\\])?$'),
  found(`^ *${PAM_FAILURE}\\S*  ?user=(.*)$`),
  found('session (?:opened|closed) for user ([^ (]+)'),
  found('^ *Starting session: .* for (\\S+) from '),
  found('^ *Close session: user (\\S+) from '),
)

const around: Format = {
  ...about,
  id: 'openssh',
  title: 'OpenSSH, what stands around a sign-in (PAM, invalid users, connections, disconnects)',
  pattern: ` *(?:${PAM_FAILURE}|${PAM_SESSION}|${ADDRESS_FIRST}|${ADDRESS_LAST})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(ADDRESS),
    source_port: `toUInt16OrZero(${firstOf(found(`^ *(?:${ADDRESS_FIRST})\\S+ port (\\d+)`), found('.* port (\\d+)(?: id \\d+)?(?: ssh\\d?)?(?::.*)?(?: \\[preauth\\])?$'))})`,
    user_name: USER,
    event_action: `multiIf(${matches('session opened|^ *Starting session')}, 'session', ${matches('session closed|Close session|disconnected by user|^ *Disconnected from (?:user|[^ ]+ port \\d+$)')}, 'logout', ${matches(`^ *(?:${PAM_FAILURE}|(?:\\w+: )?(?i:invalid|illegal) user |User |(?:error: )?PAM|(?:error: )?maximum auth|Disconnecting|Connection (?:closed|reset) by (?:authenticating|invalid|illegal) user|Disconnected from (?:authenticating|invalid|illegal) user)`)}, 'attempt', 'connect')`,
    event_outcome: `multiIf(${matches('session (?:opened|closed)|^ *(?:Starting|Close) session|Connection closed by|^ *Disconnected from|Received disconnect from')}, 'success', ${matches('^ *(?:fatal: )?Connection from \\S+ port \\d+(?: on|$)')}, '', 'failure')`,
    event_reason: firstOf(
      found('not allowed because (.*)$'),
      found('(Too many authentication failures|authentication failure|maximum authentication attempts exceeded)'),
      `if(${matches('(?i)(?:invalid|illegal) user')}, 'invalid user', '')`,
      found('(Unable to negotiate|Did not receive identification string|Timeout before authentication)'),
    ),
    event_count: `toUInt32OrZero(${found('^ *PAM (\\d+) more')})`,
    network_protocol: "'ssh'",
  }),
  required: "source_address != '' OR user_name != ''",
  ignore: [
    {
      pattern: '(?:CRON|crond?|sudo|su|systemd-logind|polkitd)(?:\\[\\d+\\])?: ',
      reason: {
        ja: '同じファイルに書くほかのプログラムの記録（SSHのサインインではない）',
        en: 'other programs that write to the same file: no sign-in by SSH',
      },
    },
    {
      pattern:
        ' *(?:Accepted (?:key|certificate) \\S+|Accepted \\S+ for \\S+$|pam_\\w+\\(sshd?[^)]*\\): |PAM service\\(sshd\\) |input_userauth_request: |fatal: (?:userauth_finish|Write failed|Read from socket)|message repeated \\d+ times: \\[ PAM |reverse mapping checking |Server listening on |main: sshd: |Address \\S+ maps to )',
      reason: {
        ja: 'SSHサーバの補足の記録（サインインの成否は別の行にある）',
        en: "the SSH server's remarks: another line tells how the sign-in went",
      },
    },
    {
      pattern: 'sshd(?:-session|-auth)?(?:\\[\\d+\\])?: ',
      reason: {
        ja: 'SSHサーバのその他の記録（サインインではない）',
        en: 'other records of the SSH server: no sign-in',
      },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 gw sshd[24200]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root',
        'Oct  5 09:00:01 gw sshd[24200]: Invalid user webmaster from 203.0.113.9 port 51894',
        'Oct  5 09:00:02 gw sshd[24200]: Received disconnect from 203.0.113.9 port 33980:11: Bye Bye from 192.0.2.1 port 5',
        'Oct  5 09:00:02 gw sshd[24200]: Connection closed by authenticating user backup 203.0.113.9 port 49424 [preauth]',
        'Oct  5 09:00:03 gw sshd[24200]: pam_unix(sshd:session): session opened for user tanaka(uid=1000) by (uid=0)',
        'Oct  5 09:00:04 gw sshd[24200]: User root from 203.0.113.9 not allowed because not listed in AllowUsers',
      ],
      events: [
        { source_ip: '203.0.113.9', user_name: 'root', event_action: 'attempt', event_outcome: 'failure' },
        { source_ip: '203.0.113.9', user_name: 'webmaster', source_port: 51894, event_reason: 'invalid user' },
        { source_ip: '203.0.113.9', source_port: 33980, event_action: 'connect' },
        { source_ip: '203.0.113.9', source_port: 49424, user_name: 'backup', event_action: 'attempt' },
        { user_name: 'tanaka', event_action: 'session', event_outcome: 'success' },
        { source_ip: '203.0.113.9', user_name: 'root', event_reason: 'not listed in AllowUsers' },
      ],
    },
  ],
}

export const OPENSSH_FORMATS = [login, around]
