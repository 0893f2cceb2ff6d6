/** Sign-ins to webmail: Roundcube, Horde and IMP, SquirrelMail. A stolen password is tried there first, because a browser is enough. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { clfTime, digits, localTime } from './time.ts'

const about = { table: 'auth_event' as const, step: "''" }
const common = { observer_type: "'mail'", event_action: "'login'", network_protocol: "'http'" }

/** the user stands before the address and may imitate one; what the IMAP server answered stands behind it and may repeat the user */
const ROUNDCUBE =
  '(?:<\\w+> )?(?:IMAP Error: Login failed|(?i:failed|successful) login) for .* from [0-9A-Fa-f.:]+(?:[ .(]|$)'
const BEFORE_ANSWER = '^(?:\\[[^\\]]+\\]: )?(.*?)(?:\\. AUTHENTICATE .*| in session .*)?$'
const ADDRESS = '\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+'
const TRIED = found(BEFORE_ANSWER)
const roundcubeColumns = (time: string, observer: string) => ({
  ...common,
  time,
  observer_name: observer,
  ...source(found(`.* from (${ADDRESS})(?:[ .(]|$)`, TRIED)),
  user_name: found(
    '[Ll]ogin(?: failed)? for (.*?)(?: \\(ID: \\d+\\))?(?: against \\S+)? from [0-9A-Fa-f.:]+(?:\\([^)]*\\))?\\.?$',
    TRIED,
  ),
  event_outcome: `if(${matches('^(?:\\[[^\\]]+\\]: )?(?:<\\w+> )?(?i:successful) ')}, 'success', 'failure')`,
})

const roundcube: Format = {
  ...about,
  id: 'roundcube',
  title: 'Roundcube webmail, sign-ins (userlogins, errors)',
  time: 'payload',
  vendor: 'Roundcube',
  product: 'Roundcube Webmail',
  source: 'https://github.com/roundcube/roundcubemail (rcmail::log_login, rcube_imap)',
  pattern: `\\[\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\]: ${ROUNDCUBE}`,
  columns: ({ timezone }) => roundcubeColumns(clfTime(found('^\\[([^\\]]+)\\]'), timezone), "''"),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '[05-Oct-2026 09:00:01 +0900]: <3z506z6r> Failed login for tanaka@example.co.jp from 203.0.113.9 in session 4z506z6rvddstv6k7jz08hxo27 (error: 0)',
        '[05-Oct-2026 09:00:02 +0900]: <3z506z6r> Successful login for tanaka@example.co.jp (ID: 12) from 203.0.113.9 in session 4z506z6rvddstv6k7jz08hxo27',
        '[05-Oct-2026 09:00:03 +0900]: IMAP Error: Login failed for admin from 127.0.0.1 from 203.0.113.9. AUTHENTICATE PLAIN: Authentication failed. in /srv/rcube_imap.php on line 184 (POST /?_task=login)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'failure',
        },
        { source_ip: '203.0.113.9', user_name: 'tanaka@example.co.jp', event_outcome: 'success' },
        { source_ip: '203.0.113.9', user_name: 'admin from 127.0.0.1', event_outcome: 'failure' },
      ],
    },
  ],
}

const roundcubeSyslog: Format = {
  ...roundcube,
  id: 'roundcube-syslog',
  title: 'Roundcube webmail, sign-ins by syslog',
  tag: 'roundcube',
  time: 'envelope',
  pattern: ROUNDCUBE,
  columns: () => roundcubeColumns('envelope_time', 'envelope_host'),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 web roundcube[21296]: <crk9n97i> IMAP Error: Login failed for test from 203.0.113.9. AUTHENTICATE PLAIN: Authentication failed. in /usr/share/rcube_imap.php on line 193 (POST /mail/?_task=login)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'web',
          source_ip: '203.0.113.9',
          user_name: 'test',
          event_outcome: 'failure',
        },
      ],
    },
  ],
}

const HORDE = '(?:HORDE )?\\[\\w+\\] \\[(?:horde|imp)\\] (?:FAILED LOGIN|Login success) for .* \\[[0-9A-Fa-f.:]+\\] to '
const horde: Format = {
  ...about,
  id: 'horde',
  title: 'Horde and IMP webmail, sign-ins',
  vendor: 'Horde',
  product: 'Horde Groupware Webmail',
  source: 'https://github.com/horde/imp and /horde/base (FAILED LOGIN, Login success)',
  tag: '(?:HORDE|horde)',
  time: 'envelope',
  pattern: HORDE,
  columns: () => ({
    ...common,
    time: 'envelope_time',
    observer_name: 'envelope_host',
    ...source(found('.* \\[([0-9A-Fa-f.:]+)\\] to ')),
    user_name: found('(?:FAILED LOGIN|Login success) for (.*) \\[[0-9A-Fa-f.:]+\\] to '),
    event_outcome: `if(${matches('\\] FAILED LOGIN for ')}, 'failure', 'success')`,
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 HORDE [error] [imp] FAILED LOGIN for tanaka@example.co.jp [203.0.113.9] to {mx.example.co.jp:993 [imap/ssl]} [pid 68394 on line 139 of /srv/imp.php"]',
      ],
      events: [{ source_ip: '203.0.113.9', user_name: 'tanaka@example.co.jp', event_outcome: 'failure' }],
    },
  ],
}

const squirrelmail: Format = {
  ...about,
  id: 'squirrelmail',
  title: 'SquirrelMail webmail, sign-ins (squirrel_logger)',
  time: 'payload',
  vendor: 'SquirrelMail',
  product: 'SquirrelMail',
  source: 'https://squirrelmail.org/plugin_view.php?id=51 (squirrel_logger)',
  pattern: '\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d \\[LOGIN(?:_ERROR)?\\] .* from [0-9A-Fa-f.:]+[0-9A-Fa-f](?::|$)',
  columns: ({ timezone }) => ({
    ...common,
    time: localTime(
      {
        month: digits('payload', 1, 2),
        day: digits('payload', 4, 2),
        year: digits('payload', 7, 4),
        hour: digits('payload', 12, 2),
        minute: digits('payload', 15, 2),
        second: digits('payload', 18, 2),
      },
      timezone,
    ),
    ...source(firstOf(found('.* from (\\d+\\.\\d+\\.\\d+\\.\\d+)(?::|$)'), found('.* from ([0-9A-Fa-f:]+?):?(?: |$)'))),
    user_name: found('\\[LOGIN(?:_ERROR)?\\] (.*) \\([^()]*\\) from '),
    event_outcome: `if(${matches('\\[LOGIN_ERROR\\]')}, 'failure', 'success')`,
    event_reason: found(' from \\d+\\.\\d+\\.\\d+\\.\\d+: (.*)'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '10/05/2026 09:00:01 [LOGIN_ERROR] tanaka (example.co.jp) from 203.0.113.9: Unknown user or password incorrect.',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_reason: 'Unknown user or password incorrect.',
        },
      ],
    },
  ],
}

export const WEBMAIL_FORMATS: Format[] = [roundcube, roundcubeSyslog, horde, squirrelmail]
