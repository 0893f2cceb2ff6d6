/**
 * Dovecot. The login process's line decides (`login`): it names user, both addresses and how often the password was wrong. What the
 * auth process says of the same try is `attempt`, the end of a session `logout`.
 */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

const LEVEL = '(?:(?:Info|Warning|Error|Debug|Fatal|Panic): )?'
const LOGIN = `(?:dovecot: )?(\\w+)-login(?:\\(\\d+\\))?: ${LEVEL}`
const DATABASE =
  '(?:pam|sql|ldap|passwd-file|passwd|shadow|bsdauth|lua|oauth2|sia|vpopmail|checkpassword|static|ldap-auth|dict|imap)'

const about = {
  vendor: 'Dovecot',
  product: 'Dovecot',
  source:
    'https://doc.dovecot.org/ (logging) and https://github.com/dovecot/core (src/login-common/client-common.c, src/auth)',
  tag: 'dovecot',
  time: 'envelope' as const,
  step: "''",
}
const common = {
  time: 'envelope_time',
  observer_type: "'mail'",
  observer_name: 'envelope_host',
}

const login: Format = {
  ...about,
  id: 'dovecot-login',
  title: 'Dovecot sign-ins (IMAP, POP3, ManageSieve, submission)',
  table: 'auth_event',
  pattern: `${LOGIN}.*\\brip=`,
  columns: () => ({
    ...common,
    ...source(found('.*[, ]rip=([^, ]*)')),
    source_port: `toUInt16OrZero(${found('[, ]rport=(\\d+)')})`,
    destination_ip: `toIPv6OrDefault(${found('.*[, ]lip=([^, ]*)')})`,
    destination_port: `toUInt16OrZero(${found('[, ]lport=(\\d+)')})`,
    user_name: found(': user=<(.*?)>, '),
    event_action: `multiIf(${matches(`^${LOGIN}(?:Login|Logged in): `)} OR ${matches('auth failed, \\d+ attempt|proxy dest auth failed|\\(auth_failed\\)|\\(authentication failed\\)')}, 'login', ${matches('tried to use disal')} OR ${matches('tried to use disabled|user disabled|password expired|account disabled|internal failure')}, 'attempt', 'connect')`,
    event_outcome: `multiIf(${matches(`^${LOGIN}(?:Login|Logged in): `)}, 'success', ${matches('\\(no auth attempts|\\(client didn.t finish|\\(disconnected (?:before|during|while)')}, '', 'failure')`,
    event_reason: firstOf(
      found('\\(((?:auth failed|proxy dest auth failed|tried to use|no auth attempts)[^)]*)\\)'),
      found(', method=([^, ]*)'),
    ),
    event_count: `toUInt32OrZero(${found('auth failed, (\\d+) attempt')})`,
    network_protocol: found(`^${LOGIN}`),
    session_id: found('.*, session=<([^>]*)>'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 dovecot: imap-login: Login: user=<tanaka@example.co.jp>, method=PLAIN, rip=203.0.113.9, lip=198.51.100.25, mpid=22123, TLS, session=<LgDINsQCkttVIMPg>',
        'Oct  5 09:00:02 mx1 dovecot[241]: imap-login: Login aborted: Connection closed (auth failed, 3 attempts in 16 secs) (auth_failed): user=<test>, method=PLAIN, rip=203.0.113.9, lip=198.51.100.25, TLS, session=<9ZHq02g3J8S60fan>',
        'Oct  5 09:00:03 pop3-login: Info: Disconnected (no auth attempts in 10 secs): user=<>, rip=203.0.113.9, TLS handshaking: SSL_accept() failed',
        'Oct  5 09:00:04 mx1 dovecot: pop3-login: Disconnected: Inactivity (auth failed, 1 attempts): user=<info>, method=PLAIN, rip=2001:db8::9, lip=198.51.100.25',
        'Oct  5 09:00:05 mx1 dovecot: imap-login: Logged in: user=<sato>, method=PLAIN, rip=203.0.113.10, lip=198.51.100.25, mpid=22190, TLS, session=<q0ZkVt4B>',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          destination_ip: '198.51.100.25',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'imap',
          session_id: 'LgDINsQCkttVIMPg',
        },
        { user_name: 'test', event_action: 'login', event_outcome: 'failure', event_count: 3 },
        { user_name: '', event_action: 'connect', event_outcome: '', network_protocol: 'pop3' },
        { user_name: 'info', source_ip: '2001:db8::9', event_outcome: 'failure', event_count: 1 },
        { user_name: 'sato', event_action: 'login', event_outcome: 'success' },
      ],
    },
  ],
}

const PAM = 'pam_\\w+\\(dovecot:auth\\): authentication failure; .*rhost='
const REFUSED =
  '(?:[Uu]nknown user|[Pp]assword mismatch|invalid credentials|pam_a\\w+\\(\\) failed|[Uu]ser not known|Account (?:expired|locked|disabled)|CRYPT|no password)'

const auth: Format = {
  ...about,
  id: 'dovecot-auth',
  title: 'Dovecot, failures that the auth process tells',
  table: 'auth_event',
  tag: '(?:dovecot|dovecot-auth|auth)',
  // one `.*` for all beginnings: each of its own doubles what the pattern costs to compile
  pattern: `(?:(?:dovecot: )?auth(?:-worker)?[(<:]|conn unix:|${DATABASE}\\().*${REFUSED}|${PAM}`,
  columns: () => ({
    ...common,
    ...source(
      firstOf(
        found('.*\\brhost=(\\S+?)(?: +user=.*)?$'),
        found(`${DATABASE}\\([^,]*,([0-9A-Fa-f.:]+)`),
        found('^auth\\([^,]*,([0-9A-Fa-f.:]+),'),
      ),
    ),
    user_name: firstOf(
      found('.*\\brhost=\\S+ +user=(.*)$'),
      found('.*\\bruser=(\\S*) rhost='),
      found(`${DATABASE}\\(([^,]*),`),
      found('^auth\\(([^,]*),'),
    ),
    // the login process's line counts the same try
    event_action: "'attempt'",
    event_outcome: "'failure'",
    event_reason: firstOf(found(`(${REFUSED})`), "'authentication failure'"),
    network_protocol: firstOf(found('^auth\\([^,]*,[^,]*,(?:sasl:)?(imap|pop3|smtp|submission)'), "'mail'"),
    session_id: found(',<([^>]*)>\\): '),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 dovecot: auth: sql(admin@example.co.jp,203.0.113.9,<6rXunFtu493AqJDi>): Password mismatch',
        'Oct  5 09:00:02 mx1 dovecot: auth-worker(3270): conn unix:auth-worker (pid=27359,uid=97): auth-worker<128>: pam(webapps,203.0.113.9): pam_authenticate() failed: Authentication failure (Password mismatch?)',
        'Oct  5 09:00:03 mx1 auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=rhost=192.0.2.1 rhost=203.0.113.9',
        'Oct  5 09:00:04 auth(info@example.co.jp,203.0.113.9,sasl:login)<CvN+E95Uf4e7eEnj>: Info: sql: Password mismatch',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          user_name: 'admin@example.co.jp',
          event_action: 'attempt',
          event_outcome: 'failure',
        },
        { source_ip: '203.0.113.9', user_name: 'webapps' },
        { source_ip: '203.0.113.9' },
        { source_ip: '203.0.113.9', user_name: 'info@example.co.jp' },
      ],
    },
  ],
}

const SESSION = `(?:dovecot: )?(?:imap|pop3|managesieve|submission)(?:\\([^)]*\\))(?:<[^>]*>)*: ${LEVEL}`
const session: Format = {
  ...about,
  id: 'dovecot-session',
  title: 'Dovecot, the end of a session and the bytes that were read',
  table: 'auth_event',
  pattern: `${SESSION}(?:Disconnected|Connection closed|Logged out|Server shutting down)`,
  columns: () => ({
    ...common,
    user_name: found('^(?:dovecot: )?\\w+\\(([^)]*)\\)'),
    event_action: "'logout'",
    event_outcome: "'success'",
    event_reason: found(`^${SESSION}(.*?)(?: in=\\d| top=\\d|$)`),
    event_details: found('((?:in=\\d+|top=\\d+/\\d+).*)$'),
    network_protocol: found('^(?:dovecot: )?(\\w+)\\('),
    session_id: found('^(?:dovecot: )?\\w+\\([^)]*\\)(?:<\\d+>)?<([^>]*)>'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 dovecot: imap(tanaka@example.co.jp)<22123><LgDINsQCkttVIMPg>: Logged out in=1234 out=98765432 deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=812 body_bytes=98765000',
        'Oct  5 09:00:02 mx1 dovecot: pop3(tanaka): Disconnected: Logged out top=0/0, retr=1200/98765432, del=0/1200, size=98765000',
      ],
      events: [
        {
          user_name: 'tanaka@example.co.jp',
          session_id: 'LgDINsQCkttVIMPg',
          event_details:
            'in=1234 out=98765432 deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=812 body_bytes=98765000',
        },
        { user_name: 'tanaka', network_protocol: 'pop3', event_action: 'logout' },
      ],
    },
  ],
}

const STORE = `(?:dovecot: )?(?:lmtp|lda|deliver|imap|imap-sieve)\\([^)]*\\)(?:<[^>]*>)*: ${LEVEL}(?:sieve: )?`
const delivery: Format = {
  ...about,
  id: 'dovecot-delivery',
  title: 'Dovecot, messages stored or forwarded (LMTP, LDA, Sieve)',
  table: 'mail_event',
  pattern: `${STORE}(?:\\S+: )?msgid=.*: (?:saved mail to|stored mail into|forwarded to|discarded|marked message|rejected|save failed|refused)`,
  columns: () => ({
    ...common,
    email_size: '-1',
    email_message_id: found('msgid=<?([^>,: ]*)'),
    email_to_address: `arrayFilter(x -> x != '', [${firstOf(found('forwarded to <?([^>]*)'), found(`^(?:dovecot: )?\\w+\\(([^),]*@[^),]*)\\)`))}])`,
    user_name: "''",
    email_from_address: `if(${matches('forwarded to')}, ${found('^(?:dovecot: )?\\w+\\(([^),]*)')}, '')`,
    event_action: `multiIf(${matches(': forwarded to')}, 'forward', ${matches(': (?:saved|stored)')}, 'deliver', ${matches(': (?:rejected|refused)')}, 'reject', ${matches('discarded')}, 'discard', 'store')`,
    event_outcome: `if(${matches('failed|refused|rejected')}, 'failure', 'success')`,
    event_reason: found('msgid=.*: ((?:saved|stored|forwarded|discarded|marked|rejected|save failed|refused).*)$'),
  }),
  ignore: [
    {
      pattern:
        'dovecot(?:\\[\\d+\\])?: |(?:imap|pop3|managesieve|submission|lmtp|lda|master|anvil|stats|log|config|ssl-params|indexer(?:-worker)?|doveadm|imap-hibernate)[^ ]*: (?:Info|Warning|Error|Debug|Fatal|Panic): |Dovecot v\\S+ ',
      reason: { ja: 'Dovecotのその他の記録', en: 'other records of Dovecot' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 dovecot: lmtp(tanaka@example.co.jp)<22123><aB>: sieve: msgid=<a1@partner.example>: forwarded to <x123@mail.example.net>',
        'Oct  5 09:00:02 mx1 dovecot: lda(tanaka): msgid=<a1@partner.example>: saved mail to INBOX',
      ],
      events: [
        {
          event_action: 'forward',
          email_message_id: 'a1@partner.example',
          email_to_address: ['x123@mail.example.net'],
          email_from_address: 'tanaka@example.co.jp',
        },
        { event_action: 'deliver', event_outcome: 'success' },
      ],
    },
  ],
}

export const DOVECOT_FORMATS: Format[] = [login, auth, session, delivery]
