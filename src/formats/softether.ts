/** SoftEther (PacketiX) VPN Server: who connects to which Virtual Hub, in the words of its English and Japanese messages. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { isoTime } from './time.ts'

const STAMP = '\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?'
/** as a file the line begins with its time; by syslog a head names machine and hub before it */
const HEADS = {
  file: `(${STAMP}) (?:\\[HUB "[^"]*"\\] )?`,
  syslog: `\\[[^\\]]*/VPN(?:/[^\\]]*)?\\] \\((${STAMP})\\) <[A-Z_]+>: (?:\\[HUB "[^"]*"\\] )?`,
}
const plain = (pattern: string) => pattern.replaceAll('(\\d{4}', '(?:\\d{4}')

const TRIED = '(?:The connection|コネクション) "[^"]+" ?\\(IP (?:address|アドレス):? '
const BEGINS = '(?:Connection|コネクション) "[^"]+": '
const ACCEPTED = '(?:Successfully authenticated as user|ユーザー "[^"]*" として正しく認証されました)'
const REFUSED = '(?:User authentication failed\\.|ユーザー認証に失敗しました|Access has beens? refused to user)'
const STARTED = '(?:The new session|新しいセッション) "[^"]+" ?(?:has been created\\.|が作成されました。)'
const ENDED = '(?:Session|セッション) "[^"]+": (?:The session has been terminated|セッションが終了しました)'
const MANAGED =
  '(?:Connection "[^"]+" successfully logged in using administration mode|コネクション "[^"]+" が管理モードでのログインに成功しました)'
const UNMANAGED =
  '(?:Connection "[^"]+" was unable to log in using administration mode|コネクション "[^"]+" は管理モードにログインできませんでした)'
const CLIENT =
  '(?:For the client \\(IP address: |クライアント \\(IP アドレス )[^)]*\\)[^"]*"[^"]+" (?:has been created|が作成されました)'
const SAID = `(?:${TRIED}|${BEGINS}(?:${ACCEPTED}|${REFUSED}|${STARTED})|${ENDED}|${MANAGED}|${UNMANAGED}|${CLIENT})`

const ADDRESS = '([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+)'
const CONNECTION = firstOf(
  found('対応するコネクション "([^"]+)"', 'step'),
  found(', connection "([^"]+)" has been created', 'step'),
  found('^(?:The )?(?:[Cc]onnection|コネクション) "([^"]+)"', 'step'),
)
const NAMED = firstOf(
  found('the user name is "([^"]*)"\\.$', 'step'),
  found('ユーザー名は "([^"]*)" です。$', 'step'),
  found(`^${BEGINS}Successfully authenticated as user "([^"]*)"`, 'step'),
  found(`^${BEGINS}ユーザー "([^"]*)" として正しく`, 'step'),
  found(`^${BEGINS}User authentication failed\\. The user name that has been provided was "([^"]*)"`, 'step'),
  found(`^${BEGINS}ユーザー認証に失敗しました。提示されたユーザー名は "([^"]*)"`, 'step'),
  found(`^${BEGINS}Access has beens? refused to user "([^"]*)"`, 'step'),
)
const TOLD = firstOf(found(`\\(IP (?:address|アドレス):? ${ADDRESS}`, 'step'), found(`, from ${ADDRESS}\\.$`, 'step'))

const softether = (carrier: 'file' | 'syslog'): Format => ({
  id: `softether${carrier === 'file' ? '' : '-syslog'}`,
  title: `SoftEther VPN Server: sign-ins, sessions, administrators${carrier === 'file' ? ' (server_log, security_log)' : ', by syslog'}`,
  vendor: 'SoftEther',
  product: 'SoftEther VPN Server, PacketiX VPN Server',
  source:
    'https://www.softether.org/4-docs/1-manual/3/3.10 and https://github.com/SoftEtherVPN/SoftEtherVPN (strtable_en.stb, strtable_ja.stb: LH_, LS_, LA_)',
  table: 'auth_event',
  time: 'payload',
  ...(carrier === 'file' ? { envelope: 'none' as const } : {}),
  pattern: `${plain(HEADS[carrier])}${SAID}`,
  step: `replaceRegexpOne(payload, ${literal(`^${HEADS[carrier]}`)}, '')`,
  // only the line of the attempt names the address (and that of the connection, for administrators)
  session: { carried: { address: { of: CONNECTION, told: TOLD }, user: { of: CONNECTION, told: NAMED } } },
  columns: ({ timezone }) => {
    const is = (pattern: string) => matches(pattern, 'step')
    const name = firstOf(NAMED, `if(${is(`^${BEGINS}${STARTED}`)}, session_user, '')`)
    return {
      time: isoTime(found(`^${carrier === 'file' ? '' : '\\[[^\\]]*\\] \\('}(${STAMP})`), timezone),
      observer_type: "'vpn'",
      observer_name: carrier === 'file' ? 'envelope_host' : firstOf(found('^\\[([^/\\]]*)/VPN'), 'envelope_host'),
      ...source(firstOf(TOLD, 'session_address')),
      source_port: `toUInt16OrZero(${found('(?:Port number(?: of TCP connection)?:?|ポート番号:?) (\\d+)', 'step')})`,
      destination_address: firstOf(found('^\\[[^\\]]*/VPN/([^\\]]+)\\]'), found('\\[HUB "([^"]*)"\\] ')),
      user_name: firstOf(name, `if(${is(`^(?:${MANAGED}|${UNMANAGED})`)}, 'administrator', '')`),
      event_action: `multiIf(${is(`^(?:${TRIED}|${CLIENT})`)}, 'connect', ${is(`^${BEGINS}${STARTED}`)}, 'session', ${is(`^${ENDED}`)}, 'logout', 'login')`,
      event_outcome: `multiIf(${is(`^(?:${TRIED}|${CLIENT})`)}, '', ${is(`^(?:${BEGINS}${REFUSED}|${UNMANAGED})`)}, 'failure', 'success')`,
      event_reason: firstOf(
        `if(${is(`^${BEGINS}(?:User authentication failed|ユーザー認証に失敗)`)}, 'password', '')`,
        found('(Access has .*)$', 'step'),
        found('auth type provided is "([^"]*)"', 'step'),
        found('認証方法は "([^"]*)"', 'step'),
      ),
      network_protocol: `if(${is(`^(?:${MANAGED}|${UNMANAGED})`)}, 'admin', 'vpn')`,
      application_name: firstOf(found('Client name: "([^"]*)"', 'step'), found('クライアント名:? "([^"]*)"', 'step')),
      session_id: CONNECTION,
      event_details: firstOf(
        found('(?:[Ss]ession|セッション) "([^"]+)"', 'step'),
        found('(Total outgoing .*|合計送信.*)$', 'step'),
      ),
    }
  },
  required: "source_address != '' OR user_name != '' OR event_action = 'logout'",
  ignore: [
    {
      // what its messages begin with, so that no other program's file of such times is taken for it
      pattern: `${plain(HEADS[carrier])}(?:Connection "|コネクション "|Session "|セッション "|SSL communication for connection|Virtual Hub "|仮想 HUB|On the TCP Listener|TCP リスナー|Administration mode \\[|管理モード \\[|IPsec |L2TP |PPP |OpenVPN |SSTP |The Virtual Hub|The SecureNAT|SecureNAT|Dynamic DNS|ダイナミック DNS|HTTPS API client|VPN Server|The SoftEther VPN)`,
      reason: {
        ja: 'VPNサーバの補足の記録（サインインではない）',
        en: "the VPN server's remarks: no sign-in",
      },
    },
  ],
  examples: carrier === 'file' ? FILE : SYSLOG,
})

const FILE = [
  {
    lines: [
      '2026-10-05 09:00:01.250 The connection "CID-31" (IP address: 203.0.113.9, Host name: 203.0.113.9, Port number: 51022, Client name: "SoftEther VPN Client", Version: 4.38, Build: 9760) is attempting to connect to the Virtual Hub. The auth type provided is "Password authentication" and the user name is "tanaka".',
      '2026-10-05 09:00:01.300 Connection "CID-31": User authentication failed. The user name that has been provided was "tanaka".',
      '2026-10-05 09:00:02.250 The connection "CID-32" (IP address: 203.0.113.9, Host name: x, Port number: 51023, Client name: "SoftEther VPN Client", Version: 4.38, Build: 9760) is attempting to connect to the Virtual Hub. The auth type provided is "Password authentication" and the user name is "tanaka".',
      '2026-10-05 09:00:02.300 Connection "CID-32": Successfully authenticated as user "tanaka".',
      '2026-10-05 09:00:02.400 Connection "CID-32": The new session "SID-TANAKA-16" has been created. (IP address: 203.0.113.9, Port number: 51023, Physical underlying protocol: "Standard TCP/IP (IPv4)")',
      '2026-10-05 09:00:03.000 Connection "CID-40": User authentication failed. The user name that has been provided was "sato", from 198.51.100.7.',
      '2026-10-05 09:00:04.000 Connection "CID-41" was unable to log in using administration mode. Access has been denied. (Error code 12)',
      '2026-10-05 09:30:00.000 Session "SID-TANAKA-16": The session has been terminated. The statistical information is as follows: Total outgoing data size: 1234 bytes, Total incoming data size: 5678 bytes.',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.250Z',
        source_ip: '203.0.113.9',
        user_name: 'tanaka',
        event_action: 'connect',
        event_outcome: '',
        session_id: 'CID-31',
      },
      {
        source_ip: '203.0.113.9',
        user_name: 'tanaka',
        event_action: 'login',
        event_outcome: 'failure',
        event_reason: 'password',
      },
      { event_action: 'connect', source_port: 51023 },
      { source_ip: '203.0.113.9', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
      { event_action: 'session', user_name: 'tanaka', event_details: 'SID-TANAKA-16' },
      { source_ip: '198.51.100.7', user_name: 'sato', event_outcome: 'failure' },
      { event_action: 'login', event_outcome: 'failure', network_protocol: 'admin', source_address: '' },
      { event_action: 'logout', event_details: 'SID-TANAKA-16' },
    ],
  },
  {
    lines: [
      '2026-10-05 09:00:01.250 コネクション "CID-7" (IP アドレス 203.0.113.9, ホスト名 x.example.net, ポート番号 51022, クライアント名 "SoftEther VPN Client", バージョン 4.38 ビルド 9760) が仮想 HUB への接続を試行しています。提示している認証方法は "パスワード認証" でユーザー名は "tanaka" です。',
      '2026-10-05 09:00:01.300 コネクション "CID-7": ユーザー "tanaka" として正しく認証されました。',
      '2026-10-05 09:00:01.400 コネクション "CID-7": 新しいセッション "SID-TANAKA-3" が作成されました。(IP アドレス 203.0.113.9, ポート番号 51022, 物理レイヤのプロトコル: "Standard TCP/IP (IPv4)")',
      '2026-10-05 09:00:02.000 クライアント (IP アドレス 192.168.10.5, ホスト名 "pc5", ポート番号 50000) に対応するコネクション "CID-8" が作成されました。',
      '2026-10-05 09:00:02.100 コネクション "CID-8" が管理モードでのログインに成功しました。',
    ],
    events: [
      { event_action: 'connect', user_name: 'tanaka', source_port: 51022 },
      { source_ip: '203.0.113.9', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
      { event_action: 'session', user_name: 'tanaka' },
      { event_action: 'connect', source_ip: '192.168.10.5', user_name: '' },
      { source_ip: '192.168.10.5', user_name: 'administrator', event_outcome: 'success', network_protocol: 'admin' },
    ],
  },
]

const SYSLOG = [
  {
    lines: [
      '<134>Oct  5 09:00:02 vpn1 [VPNSV/VPN/OFFICE] (2026-10-05 09:00:01.250) <SECURITY_LOG>: The connection "CID-31" (IP address: 203.0.113.9, Host name: x, Port number: 51022, Client name: "L2TP VPN Client", Version: 4.38, Build: 9760) is attempting to connect to the Virtual Hub. The auth type provided is "External server authentication" and the user name is "tanaka".',
      '<134>Oct  5 09:00:02 vpn1 [VPNSV/VPN/OFFICE] (2026-10-05 09:00:01.300) <SECURITY_LOG>: Connection "CID-31": Successfully authenticated as user "tanaka".',
    ],
    events: [
      { event_action: 'connect', application_name: 'L2TP VPN Client' },
      {
        time: '2026-10-05T00:00:01.300Z',
        source_ip: '203.0.113.9',
        user_name: 'tanaka',
        event_outcome: 'success',
        observer_name: 'VPNSV',
        destination_address: 'OFFICE',
      },
    ],
  },
]

export const SOFTETHER_FORMATS: Format[] = [softether('file'), softether('syslog')]
