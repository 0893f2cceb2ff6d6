/** The check-list: what every organisation should have, in the words of J-CRAT's recommendations; how much each counts; the next step where it is missing. */
import type { Text } from '../i18n/text.ts'

export interface PostureItem {
  id: string
  /** ① to ⑥ of the source, where it is one of them */
  mark?: string
  question: Text
  next: Text
  weight: 1 | 2 | 3
  /** detectors whose signs show that it is missing or does not hold */
  broken_by?: string[]
}

export const POSTURE_ITEMS: PostureItem[] = [
  {
    id: 'owner',
    question: {
      ja: 'システム全体を把握する担当者を1名決めている',
      en: 'One person is appointed to know the whole system',
    },
    next: { ja: '担当者を1名任命し、名前をこの台帳に登録する', en: 'Appoint one person and enter the name here' },
    weight: 3,
  },
  {
    id: 'inventory',
    question: {
      ja: 'インターネット接続点、設置場所、サーバ、端末、メールとウェブの構成を一覧にしている',
      en: 'Internet connections, places, servers, PCs, mail and web set-up are listed',
    },
    next: {
      ja: '一覧をCSVで作り、kyumei desk inventory で登録して、ログに現れた機器と照合する',
      en: 'Write the list as CSV, enter it with kyumei desk inventory, and compare it with the logs',
    },
    weight: 3,
  },
  {
    id: 'firewall',
    mark: '①',
    question: { ja: 'ファイアウォールを設置している', en: 'There is a firewall' },
    next: {
      ja: 'すべてのインターネット接続点にファイアウォールを置く',
      en: 'Put a firewall at every Internet connection',
    },
    weight: 3,
  },
  {
    id: 'firewall-control',
    mark: '②',
    question: {
      ja: 'ファイアウォールで内部からの通信も制御している',
      en: 'The firewall controls outbound connections too',
    },
    next: {
      ja: '内部からの通信を、プロキシとメールサーバなど必要なものだけ許可する',
      en: 'Permit outbound connections of the proxy, the mail server and what else is needed only',
    },
    weight: 3,
    broken_by: ['proxy-bypass'],
  },
  {
    id: 'firewall-log',
    mark: '③',
    question: {
      ja: 'ファイアウォールのログを、許可した内部からの通信も含めて残している',
      en: 'The firewall logs, permitted outbound connections included',
    },
    next: {
      ja: '許可ポリシーごとにログを有効にする（多くの機器では既定で無効）',
      en: 'Switch logging on for every permitting policy (off by default on many devices)',
    },
    weight: 3,
  },
  {
    id: 'proxy',
    mark: '④',
    question: { ja: 'プロキシサーバを設置している', en: 'There is a proxy' },
    next: { ja: 'ウェブの通信をプロキシに集める', en: 'Send web traffic through a proxy' },
    weight: 2,
  },
  {
    id: 'proxy-control',
    mark: '⑤',
    question: { ja: 'プロキシで通信を制御している', en: 'The proxy controls access' },
    next: {
      ja: 'プロキシで、未分類や新しいドメイン、ダイナミックDNSへの通信を制限する',
      en: 'Restrict uncategorised and new domains and dynamic DNS at the proxy',
    },
    weight: 2,
    broken_by: ['dynamic-dns', 'paas-destination'],
  },
  {
    id: 'proxy-log',
    mark: '⑥',
    question: { ja: 'プロキシのログを残している', en: 'The proxy logs' },
    next: {
      ja: 'プロキシのアクセスログを、URL、送信量、ユーザーエージェントを含めて残す',
      en: 'Keep the access log with URL, bytes sent and user agent',
    },
    weight: 3,
  },
  {
    id: 'url-control',
    question: {
      ja: 'IPアドレスではなくURLで通信を制御している',
      en: 'Access is controlled by URL, not by address alone',
    },
    next: { ja: 'URLの遮断リストをプロキシに設定する', en: 'Set a list of blocked URLs at the proxy' },
    weight: 1,
  },
  {
    id: 'retention',
    question: { ja: 'ログを3～6か月以上保存している', en: 'Logs are kept for at least three to six months' },
    next: {
      ja: '保存先の容量を増やし、保存期間を6か月にする（更新時は業務の重要度に応じて決める）',
      en: 'Enlarge the storage and keep six months; for new devices choose by the importance of the work',
    },
    weight: 3,
  },
  {
    id: 'op25b',
    question: {
      ja: '内部から外部への25番ポートの直接の通信を遮断している（OP25B）',
      en: 'Direct outbound connections to port 25 are blocked (OP25B)',
    },
    next: {
      ja: 'メールサーバ以外からの25番ポートへの通信を遮断する',
      en: 'Block port 25 outbound for all but the mail server',
    },
    weight: 1,
    broken_by: ['direct-smtp'],
  },
  {
    id: 'smtp-auth',
    question: {
      ja: '送信にSMTP認証を必須としている（POP before SMTPは含まない）',
      en: 'Sending requires SMTP AUTH (POP before SMTP does not count)',
    },
    next: {
      ja: 'POP before SMTPをやめ、587番または465番ポートのSMTP認証に切り替える',
      en: 'Replace POP before SMTP by SMTP AUTH on port 587 or 465',
    },
    weight: 2,
  },
  {
    id: 'open-relay',
    question: { ja: 'メールサーバが第三者中継を許していない', en: 'The mail server relays for nobody else' },
    next: {
      ja: '中継を許す範囲を自組織のネットワークと認証済みの利用者に限る',
      en: 'Relay for your own networks and authenticated users only',
    },
    weight: 2,
    broken_by: ['relay-abuse'],
  },
  {
    id: 'password',
    question: {
      ja: '推測されにくいパスワードを使い、使い回しを禁止している',
      en: 'Passwords can’t be guessed and are not used twice',
    },
    next: {
      ja: '長さ12文字以上を必須とし、外部から使うものは多要素認証にする',
      en: 'Require 12 characters, and a second factor for what is reached from outside',
    },
    weight: 2,
  },
  {
    id: 'password-attack',
    question: { ja: 'パスワード攻撃を止める設定をしている', en: 'Password attacks are stopped' },
    next: {
      ja: '連続した失敗を制限し、海外など使わない場所からのサインインを遮断する',
      en: 'Limit failures, and block sign-ins from where nobody works',
    },
    weight: 2,
    broken_by: ['password-attack'],
  },
  {
    id: 'wifi',
    question: { ja: '提供者の分からない無線LANの利用を禁止している', en: 'Wi-Fi of unknown owners is forbidden' },
    next: {
      ja: '規程に明記し、外出先ではスマートフォンの通信かVPNを使う',
      en: 'Say so in the rules; use the phone’s connection or a VPN outside',
    },
    weight: 1,
  },
  {
    id: 'own-history',
    question: {
      ja: '利用者が自分のサインインと送信の履歴を見られる',
      en: 'Users can see their own sign-ins and sent mail',
    },
    next: {
      ja: '履歴の画面を案内する。ない場合は kyumei account の結果を本人に配る',
      en: 'Show users the page; where there is none, hand them the result of kyumei account',
    },
    weight: 1,
  },
  {
    id: 'monitoring',
    question: {
      ja: 'メールサーバの資源と接続の数を監視している',
      en: 'The mail server’s resources and sessions are watched',
    },
    next: { ja: '送信待ちの数と接続数の警告を設定する', en: 'Set an alarm on the queue and the number of sessions' },
    weight: 1,
    broken_by: ['mass-sending'],
  },
  {
    id: 'mail-at-rest',
    question: {
      ja: '機密のメールを暗号化せずにサーバやメールソフトに残していない',
      en: 'Sensitive mail is not left unencrypted on the server or in the mail program',
    },
    next: {
      ja: '保存期間を決めて古いメールを移し、機密の添付は暗号化して保管する',
      en: 'Move old mail away after a fixed time, and keep sensitive attachments encrypted',
    },
    weight: 2,
    broken_by: ['leaked-mailbox'],
  },
  {
    id: 'extension-filter',
    question: {
      ja: '実行されるファイルの添付を拡張子で遮断している（パスワード付きZIPの中も）',
      en: 'Attachments that run are blocked by extension, inside password-protected ZIPs too',
    },
    next: {
      ja: 'kyumeiのメール保護の設定か、メールゲートウェイの拡張子フィルタを有効にする',
      en: 'Switch on the extension filter of the mail gateway, or kyumei’s own',
    },
    weight: 3,
    broken_by: [
      'executable-attachment',
      'encrypted-archive-executable',
      'double-extension',
      'shortcut-attachment',
      'disk-image',
    ],
  },
  {
    id: 'show-extension',
    question: { ja: 'Windowsでファイルの拡張子を表示している', en: 'Windows shows file extensions' },
    next: {
      ja: 'グループポリシーの基本設定で HideFileExt を 0 にする',
      en: 'Set HideFileExt to 0 by a group policy preference',
    },
    weight: 1,
  },
]
