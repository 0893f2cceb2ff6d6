/** Tables about accounts that consoles export: message traces, and sign-ins (Entra ID, Google Workspace, VPN devices and others). */
import type { Format } from './format.ts'
import { addressOf, portOf } from './json.ts'
import { about, header, reader, SOURCE, time } from './table-columns.ts'

const FAILED = '(?i)fail|failure|denied|invalid|error|reject|block|失敗|拒否|エラー|不成功|ng$|false'
/** of a status; what is done to others may be called so, too */
const REFUSED = '(?i)incorrect|wrong|locked|frozen|無効|ロック|不正|誤り'

const trace: Format = {
  ...about,
  id: 'table-mail',
  title: "Message traces and mail gateways' exports, columns named by the first line",
  product: 'mail gateways, Exchange Online',
  source: SOURCE,
  table: 'mail_event',
  header: header(
    (columns) =>
      columns.sender !== undefined &&
      columns.recipient !== undefined &&
      (columns.subject !== undefined || columns.messageId !== undefined || columns.size !== undefined),
  ),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at } = read
    return {
      time: time(read, timezone),
      observer_type: "'mail'",
      source_ip: `toIPv6OrDefault(${at('address')})`,
      source_address: at('address'),
      email_from_address: `trim(BOTH '<>' FROM ${at('sender')})`,
      email_to_address: `arrayFilter(x -> x != '', arrayMap(x -> trim(BOTH ' <>' FROM replaceRegexpOne(x, '##.*$', '')), splitByRegexp('[;,]', ${at('recipient')})))`,
      email_subject: at('subject'),
      email_message_id: `trim(BOTH '<>' FROM ${at('messageId')})`,
      email_size: `if(${at('size')} = '', -1, toInt64OrZero(replaceAll(${at('size')}, ',', '')))`,
      event_action: `multiIf(match(${at('status')}, '(?i)fail|失敗|bounce|不達'), 'bounce', match(${at('status')}, '(?i)quarantin|spam|検疫|隔離|迷惑'), 'quarantine', match(${at('status')}, '(?i)reject|block|拒否|ブロック'), 'reject', match(${at('status')}, '(?i)pending|defer|保留'), 'defer', 'deliver')`,
      event_outcome: `multiIf(match(${at('status')}, '(?i)fail|失敗|bounce|不達'), 'failure', match(${at('status')}, '(?i)quarantin|spam|検疫|隔離|reject|block|拒否|ブロック'), 'denied', 'success')`,
      event_reason: at('status'),
    }
  },
  required: "email_from_address != '' OR length(email_to_address) > 0",
  examples: [
    {
      lines: [
        '受信済み,送信者アドレス,受信者アドレス,件名,状態,メッセージ ID,送信元 IP,サイズ',
        '2026/10/05 9:00:01,x@partner.example,tanaka@example.co.jp,"請求書, 至急",配信済み,<a1@partner.example>,203.0.113.25,"158,042"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.25',
          email_from_address: 'x@partner.example',
          email_to_address: ['tanaka@example.co.jp'],
          email_subject: '請求書, 至急',
          email_size: 158042,
          event_action: 'deliver',
        },
      ],
    },
    {
      // Microsoft Defender XDR
      lines: [
        'Timestamp,NetworkMessageId,InternetMessageId,SenderMailFromAddress,SenderFromAddress,SenderIPv4,RecipientEmailAddress,Subject,DeliveryAction,DeliveryLocation',
        '2026-10-05T00:00:01Z,aa,<a1@partner.example>,x@partner.example,x@partner.example,203.0.113.25,tanaka@example.co.jp,請求書,Blocked,Quarantine',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.25',
          email_from_address: 'x@partner.example',
          email_message_id: 'a1@partner.example',
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

const signIn: Format = {
  ...about,
  id: 'table-signin',
  title: 'Sign-ins, columns named by the first line (Entra ID, Google Workspace, VPN devices and others)',
  product: 'Entra ID and others',
  source: SOURCE,
  table: 'auth_event',
  header: header(
    (columns) =>
      columns.user !== undefined &&
      columns.address !== undefined &&
      (columns.status !== undefined || columns.code !== undefined || columns.activity !== undefined),
  ),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at } = read
    const told = `concat(${at('status')}, ' ', ${at('activity')})`
    return {
      time: time(read, timezone),
      observer_type: "'cloud'",
      source_ip: `toIPv6OrDefault(${addressOf(at('address'))})`,
      source_address: addressOf(at('address')),
      source_port: portOf(at('address')),
      user_name: at('user'),
      event_action: `multiIf(match(${at('activity')}, '(?i)log ?out|sign ?out|log ?off|logged[ -]?out|signed[ -]?out|ログアウト|サインアウト|ログオフ|切断'), 'logout', match(${at('activity')}, '(?i)inbox ?rule|受信トレイ ?ルール'), 'mailbox-rule', match(${at('activity')}, '(?i)consent|同意'), 'consent', match(${at('activity')}, '(?i)password|パスワード') AND NOT match(${at('activity')}, '(?i)log ?in|sign|ログイン|サインイン|認証'), 'password-change', ${at('activity')} = '' OR match(${at('activity')}, '(?i)log ?in|log ?on|sign-? ?in|login|logged[ -]?(?:in|on)|signed[ -]?in|ログイン|ログオン|サインイン|認証|接続|connect|auth'), 'login', ${at('activity')})`,
      // a status of five digits and more is Entra ID's error code
      event_outcome: `multiIf(match(${told}, '(?i)interrupt|中断'), '', match(${told}, '${FAILED}') OR match(${at('status')}, '^[1-9][0-9]{4,6}$|${REFUSED}'), 'failure', 'success')`,
      event_reason: at('reason'),
      event_code: at('code'),
      event_id: at('session'),
      network_protocol: `multiIf(match(${at('flow')}, '(?i)^device ?code$'), 'device-code', match(${at('client')}, '(?i)imap'), 'imap', match(${at('client')}, '(?i)pop'), 'pop3', match(${at('client')}, '(?i)smtp'), 'smtp', 'web')`,
      source_geo_country_iso_code: `extract(${at('country')}, '([A-Z]{2})$')`,
      source_as_number: `toUInt32OrZero(${at('asn')})`,
      user_agent_original: at('agent'),
      session_id: at('session'),
      device_id: at('device'),
      application_name: at('application'),
      event_details: `if(${at('details')} = '', ${at('client')}, ${at('details')})`,
    }
  },
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '日付 (UTC),要求 ID,ユーザー エージェント,ユーザー,ユーザー名,アプリケーション,IP アドレス,場所,状態,サインイン エラー コード,失敗の理由,クライアント アプリ',
        '2026-10-05T00:00:01Z,r1,BAV2ROPC,田中 太郎,tanaka@example.co.jp,Office 365 Exchange Online,203.0.113.9,"Amsterdam, Noord-Holland, NL",失敗,50126,Error validating credentials,IMAP4',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_code: '50126',
          network_protocol: 'imap',
          source_geo_country_iso_code: 'NL',
        },
      ],
    },
    {
      lines: [
        'Date (UTC),Request ID,User agent,User,Username,Authentication Protocol,Application,IP address,Location,Status,Sign-in error code,Client app',
        '2026-10-05T00:00:01Z,r1,,Taro Tanaka,tanaka@example.co.jp,deviceCode,Microsoft Authentication Broker,203.0.113.9,"Hannover, Niedersachsen, DE",Success,,Mobile Apps and Desktop clients',
      ],
      events: [
        {
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'success',
          network_protocol: 'device-code',
          source_geo_country_iso_code: 'DE',
        },
      ],
    },
    {
      lines: [
        'CreatedDateTime,UserPrincipalName,AppDisplayName,IPAddress,Country,Status',
        '2026-10-05T00:00:01Z,tanaka@example.co.jp,OfficeHome,203.0.113.9,NL,50126',
        '2026-10-05T00:00:02Z,tanaka@example.co.jp,OfficeHome,203.0.113.9,NL,0',
      ],
      events: [{ event_outcome: 'failure' }, { event_outcome: 'success' }],
    },
    {
      // Log Analytics
      lines: [
        'TimeGenerated [UTC],OperationName,ResultType,ResultDescription,UserPrincipalName,AppDisplayName,IPAddress,ClientAppUsed',
        '"10/5/2026, 12:00:01.250 AM",Sign-in activity,50126,Invalid username or password,tanaka@example.co.jp,Office 365 Exchange Online,203.0.113.9,IMAP4',
        '"10/5/2026, 12:00:02.250 AM",Sign-in activity,0,,tanaka@example.co.jp,OfficeHome,203.0.113.9,Browser',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', event_action: 'login', event_outcome: 'failure', network_protocol: 'imap' },
        { event_outcome: 'success' },
      ],
    },
    {
      // Microsoft Sentinel, OfficeActivity
      lines: [
        'TimeGenerated [UTC],RecordType,Operation,OfficeWorkload,ResultStatus,OfficeObjectId,UserId,ClientIP',
        '"10/5/2026, 12:00:01.250 AM",ExchangeAdmin,New-InboxRule,Exchange,True,tanaka\\rule1,tanaka@example.co.jp,203.0.113.9:51022',
        '"10/5/2026, 12:00:02.250 AM",SharePointFileOperation,FileDownloaded,SharePoint,,https://example.sharepoint.com/a.xlsx,tanaka@example.co.jp,[2001:db8::9]:51022',
      ],
      events: [
        { source_ip: '203.0.113.9', source_port: 51022, event_action: 'mailbox-rule', event_outcome: 'success' },
        {
          source_ip: '2001:db8::9',
          event_action: 'FileDownloaded',
          event_details: 'https://example.sharepoint.com/a.xlsx',
          application_name: 'SharePoint',
        },
      ],
    },
    {
      // Dropbox, Box
      lines: [
        'Timestamp,Name,Email,Event type,Event category,Info,IP address,Country,City,Region',
        '2026-10-05T00:00:01Z,Taro Tanaka,tanaka@example.co.jp,Signed in,logins,,203.0.113.9,NL,Amsterdam,',
        '2026-10-05T00:00:02Z,Taro Tanaka,tanaka@example.co.jp,Failed to sign in,logins,,203.0.113.9,NL,Amsterdam,',
      ],
      events: [
        {
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
          source_geo_country_iso_code: 'NL',
        },
        { event_action: 'login', event_outcome: 'failure' },
      ],
    },
    {
      lines: [
        'Date,User Name,User Email,IP Address,Action,Parent Folder,Affected,Details,Size',
        '2026-10-05 09:00:01,Taro Tanaka,tanaka@example.co.jp,203.0.113.9,Login,,,,',
      ],
      events: [{ user_name: 'tanaka@example.co.jp', event_action: 'login', event_outcome: 'success' }],
    },
    {
      // Salesforce
      lines: [
        '"ユーザー名","ログイン日時","送信元 IP","ログイン種別","状況","ブラウザー","プラットフォーム","アプリケーション","ログイン URL"',
        '"tanaka@example.co.jp","2026/10/05 9:00:01 JST","203.0.113.9","アプリケーション","無効なパスワード","Chrome 120","Windows 10","ブラウザー","login.salesforce.com"',
        '"tanaka@example.co.jp","2026/10/05 9:00:02 JST","203.0.113.9","アプリケーション","成功","Chrome 120","Windows 10","ブラウザー","login.salesforce.com"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          user_agent_original: 'Chrome 120',
        },
        { event_outcome: 'success' },
      ],
    },
    {
      lines: [
        'Date,Event Name,Actor,IP Address,Description',
        '2026-10-05T09:00:01+09:00,Successful login,tanaka@example.co.jp,203.0.113.9,tanaka logged in',
        '2026-10-05 00:00:02 UTC,Successful login,tanaka@example.co.jp,203.0.113.9,tanaka logged in',
      ],
      events: [
        { event_action: 'login', event_outcome: 'success', user_name: 'tanaka@example.co.jp' },
        { time: '2026-10-05T00:00:02.000Z' },
      ],
    },
  ],
}

export const TABLE_ACCOUNT_FORMATS: Format[] = [trace, signIn]
