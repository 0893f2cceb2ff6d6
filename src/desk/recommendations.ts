/** What the desk recommends: reusable texts, each chosen by the signs that it would have stopped or shown. A desk may word them anew in its report. */
import { createHash } from 'node:crypto'
import type { Text } from '../i18n/text.ts'

export interface Recommendation {
  id: string
  title: Text
  text: Text
  /** detectors whose signs it would have prevented, stopped or shown earlier */
  signs: string[]
  /** items of the check-list whose gap it closes */
  gaps?: string[]
  /** it helps where the kind of attack could not be told */
  unknown?: boolean
}

export const RECOMMENDATIONS: Recommendation[] = [
  {
    id: 'whole-system',
    title: { ja: 'システム全体の把握と担当者の任命', en: 'Know the whole system, and appoint its owner' },
    text: {
      ja: 'インターネットとの接続点、機器の設置場所、ファイルサーバと認証サーバ、端末の台数、メールとウェブの構成を一覧にし、これを把握する担当者を1名決めてください。被害の範囲と、対策に漏れがないことは、一覧がなければ判断できません。',
      en: 'List the Internet connections, where devices stand, the file and authentication servers, the number of PCs, and the set-up of mail and web, and appoint one person whose job this is. Without the list nobody can tell the scope of the damage, or whether the countermeasures are complete.',
    },
    gaps: ['owner', 'inventory'],
    signs: ['proxy-bypass', 'edge-device', 'internal-scan', 'unresolved-destination', 'tunnel-service'],
  },
  {
    id: 'firewall-log',
    title: {
      ja: 'ファイアウォールでの通信制御と、許可した通信の記録',
      en: 'Control and log connections at the firewall, permitted ones included',
    },
    text: {
      ja: 'ファイアウォールでは、内部からインターネットへの通信を業務に必要なものに限り、拒否した通信だけでなく許可した通信も記録してください。プロキシを通らないウイルスの通信は、許可した通信の記録でしか見つかりません。',
      en: 'Let the firewall permit only the outbound connections that the work needs, and log the permitted ones as well as the denied. Malware that passes by the proxy shows in the log of permitted connections only.',
    },
    gaps: ['firewall', 'firewall-control', 'firewall-log'],
    signs: ['proxy-bypass', 'direct-ip', 'unresolved-destination', 'long-connection', 'direct-smtp', 'upload-volume'],
  },
  {
    id: 'proxy-url',
    title: { ja: 'プロキシでのURLによる通信制御と記録', en: 'Control and log by URL at the proxy' },
    text: {
      ja: 'インターネットへの通信はプロキシに集め、URLで制御し、記録を残してください。攻撃者のサーバはIPアドレスを変えますが、URLによる制御ならそれに追随できます。通信量の記録は、持ち出しの有無を判断する材料になります。',
      en: 'Send all web traffic through a proxy, control it by URL and keep its log. Attackers move between IP addresses; control by URL follows them. The volumes in the log help to tell whether anything was taken.',
    },
    gaps: ['proxy', 'proxy-control', 'proxy-log', 'url-control'],
    signs: [
      'dynamic-dns',
      'paas-destination',
      'beacon',
      'rare-destination',
      'dga-domain',
      'trusted-service',
      'upload-volume',
      'download-link',
    ],
  },
  {
    id: 'dns-log',
    title: { ja: '名前解決（DNS）の記録', en: 'Log the name look-ups (DNS)' },
    text: {
      ja: '端末からの名前の問合せを、問合せ元の端末が分かる形で記録してください。活動を休んでいるウイルスは、127.0.0.1や0.0.0.0、存在しない名前への問合せを繰り返すだけのことがあり、他の記録には現れません。',
      en: 'Log the look-ups of PCs so that the asking PC can be told. Malware that sleeps may do nothing but ask again and again for names that answer 127.0.0.1, 0.0.0.0 or do not exist; no other log shows it.',
    },
    signs: ['dns-beacon', 'parked-domain', 'dns-tunnel', 'direct-dns', 'dga-domain', 'unresolved-destination'],
  },
  {
    id: 'log-retention',
    title: { ja: 'ログの保存期間の確保（3～6か月以上）', en: 'Keep logs for at least three to six months' },
    text: {
      ja: 'ファイアウォール、プロキシ、メール、認証のログを、少なくとも3～6か月保存してください。潜伏は数か月に及ぶことがあり、記録が残っていないと、侵入の経路も被害の範囲も確認できません。機器を更新するときは、業務の重要度に応じて保存期間を決めてください。',
      en: 'Keep the logs of firewall, proxy, mail and sign-ins for at least three to six months. Attackers stay hidden for months; where the logs are gone, neither the way in nor the scope can be told. Choose the period of new devices by the importance of the work.',
    },
    gaps: ['retention'],
    signs: ['beacon', 'parked-domain', 'leaked-mailbox', 'long-connection'],
    unknown: true,
  },
  {
    id: 'reworked-mail',
    title: { ja: '再加工された業務メールへの備え', en: 'Be ready for genuine mail that was re-worked' },
    text: {
      ja: '実際にやり取りされた業務メールの本文や添付ファイル名を再利用したメールは、文面では見分けられません。差出人のメールアドレスと添付ファイルの拡張子を確かめ、少しでも不審な点があれば、電話など別の手段で相手に確認してください。受け取った側で見つかったら、元のメールを読める立場にあった組織にも知らせてください。',
      en: 'A mail that uses the text and attachment name of a genuine one again can’t be told by its wording. Check the sender’s address and the attachment’s extension; where anything is odd, ask the sender by telephone. Where one is found, tell those as well who could read the original.',
    },
    signs: ['reworked-mail', 'impersonated-sender', 'lookalike-domain', 'leaked-mailbox'],
  },
  {
    id: 'mail-account',
    title: { ja: 'メールアカウントの保護', en: 'Protect mail accounts' },
    text: {
      ja: '推測されにくいパスワードと多要素認証を使い、提供者の分からない無線LANからは利用しないでください。利用者自身がサインインと送信の履歴を確認できるようにし、パスワード攻撃を止める設定を入れてください。機密のメールを暗号化せずにサーバやメールソフトに残さないでください。',
      en: 'Use passwords that can’t be guessed and a second factor, and no Wi-Fi of unknown owners. Let users see their own history of sign-ins and sent mail, and stop password attacks. Do not leave sensitive mail unencrypted on the server or in the mail program.',
    },
    gaps: ['password', 'password-attack', 'wifi', 'own-history', 'mail-at-rest'],
    signs: [
      'password-attack',
      'leaked-mailbox',
      'mailbox-rule',
      'oauth-consent',
      'device-code',
      'stolen-session',
      'left-account',
      'new-administrator',
      'mass-download',
      'mailbox-download',
      'mass-sending',
    ],
  },
  {
    id: 'mail-server',
    title: { ja: 'メールサーバの不正利用の防止', en: 'Keep the mail server from being abused' },
    text: {
      ja: '第三者中継を禁止し、送信にはSMTP認証を必須としてください（POP before SMTPは認証として不十分です）。内部から外部への25番ポートの直接の通信は遮断し（OP25B）、サーバの資源と接続の数を監視してください。',
      en: 'Forbid relaying for third parties and require SMTP AUTH for sending (POP before SMTP is not enough). Block direct outbound connections to port 25 (OP25B), and watch the server’s resources and sessions.',
    },
    gaps: ['op25b', 'smtp-auth', 'open-relay', 'monitoring'],
    signs: ['relay-abuse', 'direct-smtp', 'mass-sending', 'authentication-failure'],
  },
  {
    id: 'attachment-filter',
    title: {
      ja: '添付ファイルの拡張子による遮断（パスワード付きZIPの中も）',
      en: 'Filter attachments by extension, inside password-protected ZIPs too',
    },
    text: {
      ja: '実行されるファイル（exe、scr、lnk、jsなど）が添付されたメールは、拡張子で遮断してください。パスワード付きZIPでも中のファイル名は読めるため、展開せずに判定できます。',
      en: 'Block mails with attachments that Windows runs (exe, scr, lnk, js and others) by their extension. The names inside a password-protected ZIP can be read without the password.',
    },
    gaps: ['extension-filter'],
    signs: [
      'encrypted-archive-executable',
      'executable-attachment',
      'double-extension',
      'disguised-icon',
      'bidi-filename',
      'shortcut-attachment',
      'disk-image',
      'excel-addin',
      'html-smuggling',
    ],
  },
  {
    id: 'show-extension',
    title: { ja: 'ファイルの拡張子の表示', en: 'Show file extensions' },
    text: {
      ja: 'Windowsで拡張子を表示する設定にしてください（Active Directoryのグループポリシーで一括して設定できます）。文書のアイコンを付けた実行ファイルや「.txt.exe」のような名前は、拡張子が見えなければ気付けません。',
      en: 'Let Windows show file extensions (a group policy of Active Directory sets it for all). Nobody notices a program with a document’s icon, or a name like “.txt.exe”, while the extension is hidden.',
    },
    gaps: ['show-extension'],
    signs: ['double-extension', 'disguised-icon', 'bidi-filename'],
  },
  {
    id: 'macro',
    title: { ja: '文書のマクロの制限', en: 'Restrict macros in documents' },
    text: {
      ja: 'インターネットから届いた文書のマクロを、グループポリシーで無効にしてください。業務に必要なものは、署名または置き場所で許可してください。',
      en: 'Disable macros in documents that came from the Internet by group policy; allow those that the work needs by signature or place.',
    },
    signs: ['macro-document', 'excel-addin'],
  },
]

/** Of the text as it is printed: tells a revised recommendation from one printed again. */
export function textHash(title: string, text: string): string {
  return createHash('sha256').update(`${title}\n${text}`).digest('hex').slice(0, 16)
}
