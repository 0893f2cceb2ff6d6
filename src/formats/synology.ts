/** Synology DSM's Log Center: who signed in to the NAS and which files were moved, by syslog. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

const SOURCE =
  'https://kb.synology.com/en-global/DSM/help/LogCenter/logcenter_client and the lines that public decoders (Wazuh, QRadar, template_log_parser) show'

/** `[name(address)]` or `[address]` */
const FROM = 'from \\[[^\\]]*\\]'
const SAID = [
  `User \\[[^\\]]*\\] ${FROM} (?:(?:has )?(?:signed|logged|successfully passed|failed)|via \\[[^\\]]*\\] (?:accessed|failed))`,
  `User \\[[^\\]]*\\] (?:logged in|failed to log in|failed to sign in) (?:${FROM} via|via \\[[^\\]]*\\] from) \\[`,
  'Host \\[[^\\]]*\\] (?:failed to connect|was blocked) via \\[',
].join('|')
const FILE_EVENT = 'Event: [A-Za-z][A-Za-z _-]*, Path: .*, User: .*, IP: '
const ACCOUNT = [
  'User \\[[^\\]]*\\] was (?:created|(?:added to|removed from) the group \\[)',
  'System successfully deleted (?:User|user) \\[',
  '(?:The )?[Pp]assword of (?:the )?user \\[[^\\]]*\\] was changed',
].join('|')

export const about = { vendor: 'Synology', product: 'DSM', source: SOURCE, table: 'auth_event' as const }

/** What a message says, whatever carries it. */
export function told(text: string) {
  const at = (pattern: string) => found(pattern, text)
  const is = (pattern: string) => matches(pattern, text)
  const address = firstOf(at('(?:from|Host) \\[[^\\]]*\\(([^()\\]]+)\\)\\]'), at('(?:from|Host) \\[([^\\]]*)\\]'))
  const service = firstOf(at('(?:signed in to|sign in to|out of|out from) \\[([^\\]]*)\\]'), at(' via \\[([^\\]]*)\\]'))
  return {
    observer_type: "'server'",
    ...source(address),
    source_domain: at('from \\[([^\\]()]+)\\('),
    user_name: at('User \\[([^\\]]*)\\]'),
    destination_address: service,
    event_action: `multiIf(${is('accessed shared folder')}, 'share-access', ${is('(?:logged|signed) out')}, 'logout', ${is('first authentication of 2FA')}, 'attempt', ${is('^Host .* was blocked')}, 'block', ${is('failed to connect')}, 'connect', 'login')`,
    event_outcome: `if(${is('failed to|was blocked')}, 'failure', 'success')`,
    event_reason: firstOf(
      at(' due to \\[?(.*?)\\]?\\.?$'),
      at('(?:sign in to|signed in to) \\[[^\\]]*\\].* via \\[([^\\]]*)\\]'),
    ),
    network_protocol: bound(service, 's', protocol),
    event_details: at('accessed shared folder \\[([^\\]]*)\\]'),
  }
}

const protocol = (service: string) =>
  `multiIf(match(${service}, '^SSH'), 'ssh', match(${service}, '^(?:CIFS|SMB)'), 'smb', match(${service}, '^FTP'), 'ftp', match(${service}, '^SFTP'), 'sftp', match(${service}, '(?i)^(?:AFP|NFS|WebDAV|rsync|Telnet)'), lower(${service}), match(${service}, '(?i)vpn'), 'vpn', 'web')`

/** of `System admin:#011…`, `Connection: …`, and of the IETF's header, which leaves only `admin: …` */
const HEAD = '(?:[A-Z][A-Za-z_]*:? )?(?:[^ \\t:\\[\\]]+:(?:#011|\\t| ))?'
/** behind the name of the log and of whoever wrote it */
const MESSAGE = found('((?:User \\[|Host \\[|System successfully deleted|(?:The )?[Pp]assword of).*)$')
const carried = { envelope: 'syslog' as const, time: 'envelope' as const }

export const UNTOLD = {
  ja: 'NAS自身の動作の記録（サインイン・ファイル操作ではない）',
  en: 'what the NAS itself does: no sign-in and no file',
}
const REMARKS: Format['ignore'] = [
  {
    pattern:
      '(?:[A-Z][A-Za-z_]*(?: [A-Z][a-z]+)?:? [^ \\t:]+:(?:#011|\\t)|(?:Connection|WinFileService|FileStation|System|Backup|Hyper_Backup):? SYSTEM: |(?:System )?(?:SYSTEM: ?)?Test message from Synology Syslog Client|(?:System|Storage Manager|Package Center): (?:System successfully|\\[))',
    reason: UNTOLD,
  },
]

const CONNECTIONS = [
  {
    lines: [
      '<12>Oct  5 09:00:01 NAS1 Connection: User [admin] from [203.0.113.9] failed to sign in to [DSM] via [password] due to authorization failure.',
      '<14>Oct  5 09:00:02 NAS1 Connection: User [tanaka] from [192.168.10.21] signed in to [DSM] successfully via [password].',
      '<14>Oct  5 09:00:03 NAS1 Connection: User [EXAMPLE\\tanaka] from [PC-21(192.168.10.21)] via [CIFS(SMB3)] accessed shared folder [営業].',
      '<14>Oct  5 09:00:04 NAS1 Connection: User [tanaka] from [192.168.10.21] logged in successfully via [SSH].',
      '<14>Oct  5 09:00:05 NAS1 Connection: User [tanaka] from [192.168.10.21] logged out the server via [FTP] with totally [1.2 MB] uploaded and [0 Bytes] downloaded.',
      '<12>Oct  5 09:00:06 NAS1 System SYSTEM:#011Host [203.0.113.9] was blocked via [DSM].',
    ],
    events: [
      {
        observer_name: 'NAS1',
        source_ip: '203.0.113.9',
        user_name: 'admin',
        event_action: 'login',
        event_outcome: 'failure',
        event_reason: 'authorization failure',
        network_protocol: 'web',
        destination_address: 'DSM',
      },
      { user_name: 'tanaka', event_action: 'login', event_outcome: 'success', event_reason: 'password' },
      {
        source_ip: '192.168.10.21',
        source_domain: 'PC-21',
        user_name: 'EXAMPLE\\tanaka',
        event_action: 'share-access',
        event_details: '営業',
        network_protocol: 'smb',
      },
      { event_action: 'login', event_outcome: 'success', network_protocol: 'ssh' },
      { event_action: 'logout', network_protocol: 'ftp' },
      { event_action: 'block', event_outcome: 'failure', source_ip: '203.0.113.9' },
    ],
  },
  {
    lines: [
      '<14>1 2026-10-05T09:00:01+09:00 NAS1 Connection - - [synolog@6574 event_id="0x0001" synotype="Connection" luser="tanaka" event="User [tanaka\\] from [192.168.10.21\\] logged in successfully via [SSH\\]." arg_4="SSH"][meta sequenceId="7"] User [tanaka] from [192.168.10.21] logged in successfully via [SSH].',
      '<14>1 2026-10-05T09:00:02+09:00 NAS1 Connection - - [synolog@6574 synotype="Connection" luser="tanaka" event="User [tanaka\\] logged in from [192.168.10.21\\] via [DSM\\]."][meta sequenceId="8"] tanaka: User [tanaka] logged in from [192.168.10.21] via [DSM].',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.000Z',
        observer_name: 'NAS1',
        source_ip: '192.168.10.21',
        user_name: 'tanaka',
        event_outcome: 'success',
        network_protocol: 'ssh',
      },
      { source_ip: '192.168.10.21', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
    ],
  },
]
const connection: Format = {
  ...about,
  id: 'synology-connection',
  title: 'Synology DSM connection log, by syslog: sign-ins, shared folders',
  ...carried,
  pattern: `${HEAD}(?:${SAID})`,
  step: MESSAGE,
  columns: () => ({ time: 'envelope_time', observer_name: 'envelope_host', ...told('step') }),
  required: "source_address != ''",
  ignore: REMARKS,
  examples: CONNECTIONS,
}

const account: Format = {
  ...about,
  id: 'synology-account',
  title: 'Synology DSM system log, by syslog: users made, deleted, put into groups',
  ...carried,
  pattern: `${HEAD}(?:${ACCOUNT})`,
  step: MESSAGE,
  columns: () => {
    const is = (pattern: string) => matches(pattern, 'step')
    return {
      time: 'envelope_time',
      observer_type: "'server'",
      observer_name: 'envelope_host',
      user_name: found('^(?:[A-Z][A-Za-z_]*:? )?([^ \\t:\\[\\]]+):(?:#011|\\t| )'),
      user_target_name: found('[Uu]ser \\[([^\\]]*)\\]', 'step'),
      event_action: `multiIf(${is('^User .* was created')}, 'account-create', ${is('deleted [Uu]ser')}, 'account-delete', ${is(' the group ')}, 'group-change', 'password-change')`,
      event_outcome: "'success'",
      event_code: `multiIf(${is('added to the group')}, 'Add to group', ${is('removed from the group')}, 'Remove from group', '')`,
      rule_name: found(' the group \\[([^\\]]*)\\]', 'step'),
      network_protocol: "'web'",
    }
  },
  required: "user_target_name != ''",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 NAS1 System admin:#011User [support] was created.',
        '<14>Oct  5 09:00:02 NAS1 System admin:#011User [support] was added to the group [administrators].',
        '<14>Oct  5 09:00:03 NAS1 System admin:\tSystem successfully deleted User [support].',
        '<14>Oct  5 09:00:04 NAS1 Backup SYSTEM:#011[Network][Daily] Backup task finished successfully.',
      ],
      events: [
        { observer_name: 'NAS1', user_name: 'admin', user_target_name: 'support', event_action: 'account-create' },
        { event_action: 'group-change', event_code: 'Add to group', rule_name: 'administrators' },
        { event_action: 'account-delete', user_target_name: 'support' },
      ],
    },
  ],
}

/** WinFileService, FileStation, FTP, WebDAV, AFP: one line a file, where file transfers are logged. */
const transfer: Format = {
  ...about,
  id: 'synology-transfer',
  title: 'Synology DSM file transfer log, by syslog: who read, wrote, moved or deleted which file',
  envelope: 'syslog',
  time: 'envelope',
  pattern: `(?:[A-Z][A-Za-z]*:? )?(?:[^ \\t:]+:(?:#011|\\t| ))?${FILE_EVENT}`,
  step: 'payload',
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(found(', IP: (?:::ffff:)?([^ ,]+?)\\.?$')),
    user_name: found(', User: (.*), IP: '),
    event_action: `concat('file-', replaceAll(lower(${found('Event: ([^,]*),')}), ' ', '-'))`,
    event_outcome: "'success'",
    event_details: found(', Path: (.*?), (?:File/Folder|Size|User): '),
    network_protocol: `multiIf(startsWith(payload, 'WinFile'), 'smb', startsWith(payload, 'FileStation'), 'web', lower(${found('^([A-Z][A-Za-z]*):? (?:[^ :]+: )?Event:')}))`,
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 NAS1 WinFileService Event: read, Path: /営業/見積, 最終.xlsx, File/Folder: File, Size: 24.23 KB, User: EXAMPLE\\tanaka, IP: 192.168.10.21',
        '<14>Oct  5 09:00:02 NAS1 WinFileService Event: rename, Path: /a/b -> /a/c, File/Folder: Folder, Size: NA, User: tanaka, IP: 192.168.10.21',
        '<14>Oct  5 09:00:03 NAS1 FileStation Event: download, Path: /営業/見積.xlsx, Size: 24810 Bytes, User: tanaka, IP: 203.0.113.9',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          user_name: 'EXAMPLE\\tanaka',
          event_action: 'file-read',
          event_details: '/営業/見積, 最終.xlsx',
          network_protocol: 'smb',
          observer_name: 'NAS1',
        },
        { event_action: 'file-rename', event_details: '/a/b -> /a/c' },
        { event_action: 'file-download', source_ip: '203.0.113.9', network_protocol: 'web' },
      ],
    },
  ],
}

export const SYNOLOGY_FORMATS: Format[] = [connection, transfer, account]
