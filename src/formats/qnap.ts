/** QNAP QTS and QuTS hero (QuLog Center): who signed in to the NAS, which files were moved, and which users were made. */
import { bound } from './bound.ts'
import { type Format, fieldAt } from './format.ts'
import { found, matches, source } from './pick.ts'
import { headerCells, rowCells } from './separated.ts'
import { writtenTime } from './written-time.ts'

const about = {
  vendor: 'QNAP',
  product: 'QTS, QuTS hero',
  source:
    'https://docs.qnap.com/operating-system/qts/5.2.x/en-us/ (QuLog Center), https://www.elastic.co/docs/reference/integrations/qnap_nas, and the Turbo NAS user manual (codes of connection types and actions)',
  table: 'auth_event' as const,
}
/** some relays lose the colon, some the program's name, and where no host is named the first word is taken for it */
const PROGRAM = '(?:qu?logd(?:\\[\\d+\\])?:? ?)?'
const KEPT = ', Source IP: [^,]*, Computer name: [^,]*, '
const unless = (text: string) => `if(${text} IN ('---', '--', '-'), '', ${text})`
const said = (name: string, ends: string) => bound(found(`${name}: (.*?)${ends}`), 'v', unless)

/** what is done to a file, or a sign-in */
const actionOf = (action: string) =>
  `multiIf(match(${action}, '(?i)^login'), 'login', match(${action}, '(?i)^logout'), 'logout', match(${action}, '(?i)mount'), 'share-access', concat('file-', replaceRegexpAll(lower(${action}), '[^a-z]+', '-')))`
const outcomeOf = (action: string) => `if(match(${action}, '(?i)fail|error|denied'), 'failure', 'success')`
const protocolOf = (type: string) =>
  `multiIf(match(${type}, '(?i)^samba|^smb'), 'smb', match(${type}, '(?i)^ssh'), 'ssh', match(${type}, '(?i)^http'), 'web', match(${type}, '(?i)^ftp'), 'ftp', lower(${type}))`

const connection: Format = {
  ...about,
  id: 'qnap-connection',
  title: 'QNAP connection (access) log, by syslog: sign-ins and files',
  envelope: 'syslog',
  time: 'envelope',
  pattern: `${PROGRAM}(?:conn )?log: Users: [^,]*${KEPT}Connection type: [^,]*, Accessed resources: .*, Action: `,
  step: 'payload',
  columns: () => {
    const action = found(', Action: (.*?)\\.?$')
    return {
      time: 'envelope_time',
      observer_type: "'server'",
      observer_name: 'envelope_host',
      ...source(said('Source IP', ', Computer name')),
      source_domain: said('Computer name', ', Connection type'),
      destination_address: found('Accessed resources: (Administration|\\[[^\\]]*\\])'),
      user_name: said('Users', ', Source IP'),
      event_action: bound(action, 'a', actionOf),
      event_outcome: bound(action, 'a', outcomeOf),
      event_code: action,
      network_protocol: bound(said('Connection type', ', Accessed'), 'c', protocolOf),
      event_details: said('Accessed resources', ', Action: [^,]*$'),
    }
  },
  required: "source_address != '' OR user_name != ''",
  examples: [
    {
      lines: [
        '<28>Oct  5 09:00:01 NAS2 qulogd[15278]: conn log: Users: admin, Source IP: 203.0.113.9, Computer name: ---, Connection type: HTTPS, Accessed resources: Administration, Action: Login Fail',
        '<30>Oct  5 09:00:02 NAS2 qulogd[15278]: conn log: Users: tanaka, Source IP: 192.168.10.21, Computer name: pc-21, Connection type: SAMBA, Accessed resources: ---, Action: Login OK',
        '<30>Oct  5 09:00:03 NAS2 qulogd[15278]: conn log: Users: EXAMPLE\\tanaka, Source IP: 192.168.10.21, Computer name: pc-21, Connection type: Samba, Accessed resources: 営業/見積, 最終.xlsx -> 営業/old.xlsx, Action: Rename',
        '<30>Oct  5 09:00:04 NAS2 qulogd[3936] conn log: Users: tanaka, Source IP: 192.168.10.21, Computer name: ---, Connection type: SSH/SFTP, Accessed resources: ---, Action: Logout.',
      ],
      events: [
        {
          observer_name: 'NAS2',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'web',
          source_domain: '',
        },
        {
          source_ip: '192.168.10.21',
          source_domain: 'pc-21',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'smb',
        },
        {
          user_name: 'EXAMPLE\\tanaka',
          event_action: 'file-rename',
          event_details: '営業/見積, 最終.xlsx -> 営業/old.xlsx',
        },
        { event_action: 'logout', network_protocol: 'ssh' },
      ],
    },
  ],
}

const ACCOUNT =
  '\\[Users?\\] (?:Created user|Deleted user|Changed the password of user|Edited the account profile of user|(?:Enabled|Disabled) user)|\\[User Groups?\\] (?:Added|Removed) '

const account: Format = {
  ...about,
  id: 'qnap-account',
  title: 'QNAP event log, by syslog: users made, deleted, put into groups',
  envelope: 'syslog',
  time: 'envelope',
  pattern: `${PROGRAM}(?:event )?log: Users: [^,]*${KEPT}.*Content: (?:${ACCOUNT})`,
  step: 'payload',
  columns: () => {
    const is = (pattern: string) => matches(`Content: \\[[^\\]]*\\] ${pattern}`)
    return {
      time: 'envelope_time',
      observer_type: "'server'",
      observer_name: 'envelope_host',
      ...source(said('Source IP', ', Computer name')),
      user_name: said('Users', ', Source IP'),
      user_target_name: found('[Uu]ser "([^"]*)"'),
      event_action: `multiIf(${is('Created user')}, 'account-create', ${is('Deleted user')}, 'account-delete', ${is('Changed the password')}, 'password-change', ${is('(?:Added|Removed)')}, 'group-change', 'account-change')`,
      event_outcome: "'success'",
      event_code: `if(${is('Added')}, 'Add to group', ${found('Content: \\[[^\\]]*\\] ([^"]*?) ?"')})`,
      rule_name: found('(?:group|Group) "([^"]*)"'),
      network_protocol: "'web'",
    }
  },
  required: "user_target_name != ''",
  ignore: [
    {
      pattern: `${PROGRAM}(?:event )?log: Users: [^,]*${KEPT}`,
      reason: {
        ja: 'NAS自身の動作の記録（サインイン・ファイル操作は別の行にある）',
        en: 'what the NAS itself does: sign-ins and files have lines of their own',
      },
    },
  ],
  examples: [
    {
      lines: [
        '<30>Oct  5 09:00:01 NAS2 qulogd[14387]: event log: Users: admin, Source IP: 203.0.113.9, Computer name: ---, Application: Users, Category: General, Content: [Users] Created user "support".',
        '<30>Oct  5 09:00:02 NAS2 qulogd[14387]: event log: Users: ---, Source IP: ---, Computer name: ---, Application: Storage & Snapshots, Category: Snapshot, Content: [Storage & Snapshots] Deleted snapshot "a". Volume: Smb.',
      ],
      events: [
        {
          observer_name: 'NAS2',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          user_target_name: 'support',
          event_action: 'account-create',
        },
      ],
    },
  ],
}

/** What the columns are called; Japanese as QTS shows them. */
const COLUMNS = {
  date: ['date', '日付'],
  clock: ['time', '時刻', '時間'],
  user: ['users', 'user', 'user name', 'ユーザー', 'ユーザ', 'ユーザー名'],
  address: ['source ip', 'source ip address', 'ソースip', 'ソース ip', '送信元ip'],
  computer: ['computer name', 'computer', 'コンピュータ名', 'コンピューター名'],
  type: ['connection type', '接続タイプ', '接続の種類'],
  resource: [
    'accessed resources',
    'accessed resource',
    'アクセス済みリソース',
    'アクセスしたリソース',
    'アクセスされたリソース',
  ],
  action: ['action', 'アクション', '動作', '処理'],
}
/** exported with numbers instead of words, as the Turbo NAS manual lists them */
const TYPES = ['unknown', 'samba', 'ftp', 'http', 'nfs', 'afp', 'telnet', 'ssh', 'iscsi']
const ACTIONS = [
  'unknown',
  'delete',
  'read',
  'write',
  'open',
  'create directory',
  'mount success',
  'mount fail',
  'rename',
  'login fail',
  'login success',
  'logout',
  'unmount',
  'copy',
  'move',
  'add',
]
const worded = (text: string, words: string[]) =>
  `if(match(${text}, '^\\\\d{1,2}$'), [${words.map((word) => `'${word}'`).join(', ')}][toUInt8OrZero(${text}) + 1], ${text})`

const table: Format = {
  ...about,
  id: 'qnap-connection-csv',
  title: 'QNAP connection (access) log, exported CSV',
  envelope: 'none',
  time: 'payload',
  pattern: '[^,;\\t]*(?:[,;\\t][^,;\\t]*){5,}',
  header: {
    pattern: '(?:[^:0-9][^:]*)?(?:[Ss]ource IP|ソース ?IP|送信元IP)[^:]*(?:[Aa]ccessed [Rr]esource|アクセス)[^:]*$',
    fields: (line) => headerCells(line).map((name) => name.toLowerCase()),
    step: rowCells,
    accepts: (fields) =>
      (['user', 'address', 'type', 'resource', 'action'] as const).every((one) =>
        COLUMNS[one].some((name) => fields.includes(name)),
      ),
    headerless: null,
  },
  step: rowCells(','),
  columns: ({ fields, timezone }) => {
    const at = (column: keyof typeof COLUMNS) => {
      const name = COLUMNS[column].find((one) => fields.includes(one)) ?? ''
      return bound(`trim(BOTH '"' FROM ${fieldAt(fields, name)})`, 'c', unless)
    }
    const action = worded(at('action'), ACTIONS)
    const both = `if(match(${at('date')}, ':'), ${at('date')}, concat(${at('date')}, ' ', ${at('clock')}))`
    return {
      time: bound(both, 't', (t) => writtenTime(t, timezone)),
      observer_type: "'server'",
      ...source(at('address')),
      source_domain: at('computer'),
      user_name: at('user'),
      event_action: bound(action, 'a', actionOf),
      event_outcome: bound(action, 'a', outcomeOf),
      event_code: action,
      network_protocol: bound(worded(at('type'), TYPES), 'p', protocolOf),
      event_details: at('resource'),
    }
  },
  required: "source_address != '' OR user_name != ''",
  examples: [
    {
      lines: [
        'Severity Level,Date,Time,Users,Source IP,Computer name,Connection type,Accessed resources,Action',
        'Warning,2026-10-05,09:00:01,admin,203.0.113.9,---,HTTPS,Administration,Login Fail',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'web',
        },
      ],
    },
    {
      lines: [
        'Type,Date,Time,Users,Source IP,Computer name,Connection type,Accessed resources,Action',
        '0,2026-10-05,09:00:01,tanaka,192.168.10.21,pc-21,1,---,10',
        '0,2026-10-05,09:00:02,tanaka,192.168.10.21,pc-21,1,Public/a.txt,1',
      ],
      events: [
        { user_name: 'tanaka', event_action: 'login', event_outcome: 'success', network_protocol: 'smb' },
        { event_action: 'file-delete', event_details: 'Public/a.txt' },
      ],
    },
  ],
}

export const QNAP_FORMATS: Format[] = [connection, account]
export const QNAP_TABLES: Format[] = [table]
