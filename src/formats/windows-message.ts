/**
 * What Windows writes about an event of the Security log in words, in Japanese and English: sections and labels, a line each, here joined
 * with ⏎. The event viewer's CSV holds it, and so does what agents send by syslog.
 */
import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import { firstOf, found } from './pick.ts'
import { ACTIONS, chosen, LOGON_TYPES, REASONS, ticketDetails } from './windows-security.ts'

/** SQL of the columns that the message of an event tells. */
export function securityColumns({ message, code, failed }: { message: string; code: string; failed: string }) {
  const said = labelsOf(message)
  // the names that a client gives itself stand before its address, and could hold the same words
  const last = (label: string) => said(label, '', '.*')
  const address = bound(
    firstOf(
      last('ソース ネットワーク アドレス|Source Network Address|クライアント アドレス|Client Address'),
      last('ソース アドレス|Source Address'),
    ),
    'a',
    no,
  )
  const status = `lower(${firstOf(said('サブ ステータス|Sub Status'), said('エラー コード|Error Code|結果コード|Result Code|失敗コード|Failure Code'))})`
  return {
    source_ip: `toIPv6OrDefault(${address})`,
    source_address: address,
    source_port: `toUInt16OrZero(${last('ソース ポート|Source Port|クライアント ポート|Client Port')})`,
    source_domain: named(said('ワークステーション名|Workstation Name|ソース ワークステーション|Source Workstation')),
    destination_address: said('ターゲット サーバー名|Target Server Name|サービス名|Service Name|共有名|Share Name'),
    user_name: firstOf(said(ACCOUNT, OWN), said('ログオン アカウント|Logon Account'), said(ACCOUNT)),
    user_domain: `lower(${firstOf(said(DOMAIN, OWN), said(DOMAIN))})`,
    user_target_name: firstOf(
      found(
        `(?:${MEMBER}) ?: ?⏎.*?(?:セキュリティ ID|Security ID):[ \\t]*(S-1-[0-9-]+|[^⏎\\t"\\\\]+\\\\[^⏎\\t"]*[^⏎\\t" ])`,
        message,
      ),
      said(ACCOUNT, TARGET),
    ),
    event_action: chosen(code, ACTIONS, "'other'"),
    event_outcome: `if(${code} IN ('4625', '4771') OR ${failed} OR (${code} IN ('4768', '4769', '4776') AND ${status} NOT IN ('', '0x0')), 'failure', 'success')`,
    event_reason: `if(${status} IN ('', '0x0'), ${chosen(said('ログオン タイプ|Logon Type'), LOGON_TYPES, "''")}, ${chosen(status, REASONS, status)})`,
    event_code: code,
    network_protocol: `multiIf(${code} IN ('4768', '4769', '4770', '4771'), 'kerberos', ${code} = '4776', 'ntlm', ${code} IN ('5140', '5145'), 'smb', ${chosen(said('ログオン タイプ|Logon Type'), LOGON_TYPES, "''")})`,
    application_name: named(said('プロセス名|Process Name')),
    rule_name: `if(${code} IN ('4728', '4729', '4732', '4733', '4756', '4757'), ${firstOf(said('グループ名|Group Name'), said(ACCOUNT, 'グループ|Group'))}, '')`,
    event_details: `if(${code} IN ('4768', '4769'), ${ticketDetails(said('チケット暗号化の種類|Ticket Encryption Type'), said('事前認証の種類|Pre-Authentication Type'))}, '')`,
  }
}

/** SQL of a label's value in a message, behind a section's heading where the same label stands in several. */
export const labelsOf =
  (message: string) =>
  (label: string, section = '', before = '') =>
    found(
      `${before}${section === '' ? '' : `(?:${section}) ?: ?⏎.*?`}(?:${label}) ?:[ \\t]*([^⏎\\t"]*[^⏎\\t" ])`,
      message,
    )

/** SQL of a message whose lines an agent has joined with blanks: each label begins a line again. */
export const linesOf = (text: string) =>
  `replaceRegexpAll(${text}, ${literal(`\\s+(${LABELS.join('|')}) ?:`)}, ' ⏎ \\\\1:')`

const LABELS = [
  'Subject|Security ID|Account Name|Account Domain|Logon ID|Logon Information|Logon Type|Restricted Admin Mode|Remote Credential Guard',
  'Virtual Account|Elevated Token|Impersonation Level|New Logon|Linked Logon ID|Network Account Name|Network Account Domain|Logon GUID',
  'Process Information|Caller Process ID|Caller Process Name|Process ID|Process Name|Network Information|Workstation Name',
  'Source Network Address|Source Address|Source Port|Detailed Authentication Information|Logon Process|Authentication Package',
  'Transited Services|Package Name \\(NTLM only\\)|Key Length|Account For Which Logon Failed|Failure Information|Failure Reason|Status|Sub Status',
  'Account Information|Supplied Realm Name|User ID|Service Information|Service Name|Service ID|Client Address|Client Port',
  'Additional Information|Ticket Options|Result Code|Failure Code|Ticket Encryption Type|Pre-Authentication Type|Certificate Information',
  'Logon Account|Source Workstation|Error Code|Target Account|Target Server|Target Server Name|Member|Group|Group Name|Group Domain|New Account',
  'Account Whose Credentials Were Used|Account That Was Locked Out|Caller Computer Name|Privileges|Attributes|SAM Account Name|Object Type',
  'Share Information|Share Name|Share Path|Relative Target Name|Access Request Information|Access Mask|Accesses',
  'サブジェクト|セキュリティ ID|アカウント名|アカウント ドメイン|ログオン ID|ログオン情報|ログオン タイプ|制限付き管理モード|仮想アカウント|昇格されたトークン|偽装レベル',
  '新しいログオン|リンクされたログオン ID|ネットワーク アカウント名|ネットワーク アカウント ドメイン|ログオン GUID|プロセス情報|呼び出し側プロセス ID|呼び出し側プロセス名',
  'プロセス ID|プロセス名|ネットワーク情報|ワークステーション名|ソース ネットワーク アドレス|ソース アドレス|ソース ポート|詳細な認証情報|ログオン プロセス|認証パッケージ',
  '移行されたサービス|パッケージ名 \\(NTLM のみ\\)|キーの長さ|ログオンを失敗したアカウント|エラー情報|エラーの原因|状態|サブ ステータス|アカウント情報|ユーザー ID',
  'サービス情報|サービス名|サービス ID|クライアント アドレス|クライアント ポート|追加情報|チケット オプション|結果コード|失敗コード|エラー コード|チケット暗号化の種類',
  '事前認証の種類|ログオン アカウント|ソース ワークステーション|ターゲット アカウント|ターゲット サーバー|ターゲット サーバー名|メンバー|グループ|グループ名|グループ ドメイン|新しいアカウント',
  '資格情報が使用されたアカウント|特権|属性|共有情報|共有名|共有パス|アクセス要求情報',
]

const ACCOUNT = 'アカウント名|Account Name'
const DOMAIN = 'アカウント ドメイン|Account Domain'
const OWN =
  '新しいログオン|New Logon|ログオンを失敗したアカウント|Account For Which Logon Failed|アカウント情報|Account Information'
const TARGET =
  'ターゲット アカウント|Target Account|対象のアカウント|新しいアカウント|New Account|資格情報が使用されたアカウント|Account Whose Credentials Were Used|メンバー|Member'
const MEMBER = 'メンバー|Member'
const named = (text: string) => bound(text, 'n', (n) => `if(${n} = '-', '', ${n})`)
const no = (text: string) => `if(${text} IN ('-', '::1', '127.0.0.1'), '', replaceRegexpOne(${text}, '^::ffff:', ''))`
