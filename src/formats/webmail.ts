/** Webmail that many Japanese mail servers offer: Roundcube, SquirrelMail, Horde. Who signed in, and from where: the mail server sees only the webmail. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { clfTime, digits, localTime } from './time.ts'

const IP = '[0-9A-Fa-f.:]*[0-9A-Fa-f]'
const columns = {
  observer_type: "'mail'",
  observer_name: 'envelope_host',
  event_action: "'login'",
  network_protocol: "'web'",
}

/** 30-Dec-2014 13:02:34 -0500 in brackets: its parts stand where those of web servers' logs do */
const bracketed = (timezone: string) => clfTime(found('^\\[([^\\]]+)\\]'), timezone)

const OWN_TIME = '\\[\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d[^\\]]*\\]: '
const LOGIN = '(?:IMAP Error: Login failed|(?:Failed|FAILED|Successful) login) for '

const roundcube: Format = {
  id: 'roundcube',
  title: 'Roundcube, sign-ins (userlogins, errors, syslog)',
  vendor: 'Roundcube',
  product: 'Roundcube Webmail',
  source:
    'https://github.com/roundcube/roundcubemail (program/lib/Roundcube/rcube.php, program/include/rcmail.php: log_login)',
  table: 'auth_event',
  tag: 'roundcube(?:mail)?',
  time: 'payload',
  pattern: `(?:${OWN_TIME})?(?:<\\w+> )?${LOGIN}.* from ${IP}`,
  step: "''",
  columns: ({ timezone }) => ({
    ...columns,
    time: `if(${matches(`^${OWN_TIME}`)}, ${bracketed(timezone)}, envelope_time)`,
    // a user may be called "x from 127.0.0.1": the address is the last before what the program adds
    ...source(
      firstOf(
        found(`${LOGIN}.* from (${IP})\\. AUTHENTICATE [A-Z0-9-]+: `),
        found(`${LOGIN}.* from (${IP})(?:\\(X-[^)]*\\))?(?: in session |\\. |\\.?$| *\\()`),
      ),
    ),
    user_name: firstOf(
      found(`${LOGIN}(.*?) \\(ID: \\d+\\) from `),
      found(`${LOGIN}(.*?)(?: against \\S+)? from ${IP}`),
    ),
    event_outcome: `if(${matches('Successful login for ')}, 'success', 'failure')`,
    event_reason: firstOf(found('\\. (AUTHENTICATE [^.]*)'), found('(\\(error: \\d+\\))')),
    session_id: found(' in session (\\w+)'),
  }),
  required: "source_address != ''",
  ignore: [
    {
      pattern: `(?:${OWN_TIME})(?:<\\w+> )?(?:[A-Z]+ (?:Error|Warning)|DB Error|Plugin|Sending|Delivery|Session)|roundcube(?:mail)?(?:\\[\\d+\\])?: `,
      reason: { ja: 'Roundcubeのその他の記録', en: 'other records of Roundcube' },
    },
  ],
  examples: [
    {
      lines: [
        '[05-Oct-2026 09:00:01 +0900]: <8b1c2d3e> Successful login for tanaka@example.co.jp (ID: 12) from 203.0.113.9 in session 1z506z6rvddstv6k',
        '[05-Oct-2026 09:00:02 +0900]: Failed login for tanaka from 203.0.113.9 in session 1z506z6rvddstv6k (error: 0)',
        'Oct  5 09:00:03 web1 roundcube: IMAP Error: Login failed for admin from 127.0.0.1 from 203.0.113.9. AUTHENTICATE PLAIN: A0002 NO Login failed. user=admin from 127.0.0.1 in /usr/share/roundcube/program/include/rcube_imap.php on line 205 (POST /wmail/?_task=login&_action=login)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'success',
          session_id: '1z506z6rvddstv6k',
        },
        { user_name: 'tanaka', event_outcome: 'failure', source_ip: '203.0.113.9' },
        { source_ip: '203.0.113.9', event_outcome: 'failure', observer_name: 'web1' },
      ],
    },
  ],
}

const SQUIRREL = '\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d \\[(?:LOGIN|LOGIN_ERROR|LOGOUT)\\] '
const squirrelmail: Format = {
  id: 'squirrelmail',
  title: 'SquirrelMail, sign-ins (Squirrel Logger plug-in)',
  vendor: 'SquirrelMail',
  product: 'SquirrelMail',
  source: 'https://squirrelmail.org/plugin_view.php?id=52 (Squirrel Logger)',
  table: 'auth_event',
  time: 'payload',
  pattern: `${SQUIRREL}.* from ${IP}`,
  step: "''",
  columns: ({ timezone }) => ({
    ...columns,
    // month first, as the plug-in writes it
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
    ...source(firstOf(found(`.* from (${IP}): `), found(`.* from (${IP})`))),
    user_name: found('\\] (.*?) \\([^()]*\\) from '),
    event_action: `if(${matches('\\[LOGOUT\\]')}, 'logout', 'login')`,
    event_outcome: `if(${matches('\\[LOGIN_ERROR\\]')}, 'failure', 'success')`,
    event_reason: found(`from ${IP}: (.*)$`),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '10/05/2026 09:00:01 [LOGIN_ERROR] tanaka (example.co.jp) from 203.0.113.9: Unknown user or password incorrect.',
        '10/05/2026 09:00:02 [LOGIN] tanaka (example.co.jp) from 203.0.113.9: ',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_reason: 'Unknown user or password incorrect.',
        },
        { event_outcome: 'success' },
      ],
    },
  ],
}

const horde: Format = {
  id: 'horde',
  title: 'Horde, sign-ins',
  vendor: 'Horde',
  product: 'Horde Groupware, IMP',
  source: 'https://github.com/horde/Core (lib/Horde/Core/Auth/Application.php: login messages)',
  table: 'auth_event',
  tag: 'HORDE',
  time: 'envelope',
  pattern: '(?:HORDE )?\\[\\w+\\] \\[\\w+\\] (?:FAILED LOGIN|Login success) for .* ?\\[[0-9A-Fa-f.:]+\\]',
  step: "''",
  columns: () => ({
    ...columns,
    time: 'envelope_time',
    observer_name: "''",
    ...source(found('(?:LOGIN|success) for [^\\[]*\\[([0-9A-Fa-f.:]+)\\]')),
    user_name: found('(?:LOGIN|success) for (.*?) (?:\\(|\\[)'),
    event_outcome: `if(${matches('FAILED LOGIN')}, 'failure', 'success')`,
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 HORDE [error] [imp] FAILED LOGIN for tanaka@example.co.jp [203.0.113.9] to {mx.example.co.jp:993 [imap/ssl/novalidate-cert]} [pid 68394 on line 139 of /var/www/horde/imp/lib/Auth/imp.php"]',
        'Oct  5 09:00:02 HORDE [notice] [imp] Login success for tanaka [203.0.113.9] to {mx.example.co.jp:993 [imap/ssl]} [pid 1 on line 2 of "/var/www/horde/imp/lib/Auth.php"]',
      ],
      events: [
        { source_ip: '203.0.113.9', user_name: 'tanaka@example.co.jp', event_outcome: 'failure' },
        { source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'success' },
      ],
    },
  ],
}

export const WEBMAIL_FORMATS: Format[] = [roundcube, squirrelmail, horde]
