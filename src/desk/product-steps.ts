/**
 * The next step in the words of the product that an organisation has: by the log formats that were read, and by what its inventory
 * names. Settings as the vendors' own documents have them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { RECOMMENDED } from '../formats/squid-logformat.ts'
import type { Text } from '../i18n/text.ts'
import { type Desk, rows } from './desk.ts'

interface Product {
  name: Text
  /** of a format's id, or of what the inventory says */
  known: RegExp
  steps: Record<string, Text>
}

const PRODUCTS: Product[] = [
  {
    name: { ja: 'FortiGate', en: 'FortiGate' },
    known: /forti(gate|os|net)/i,
    steps: {
      'firewall-log': {
        ja: '内部からの許可ポリシーごとに set logtraffic all（GUIでは「許可トラフィックをログ」を「すべてのセッション」に）',
        en: 'set logtraffic all in every outbound policy (GUI: Log Allowed Traffic, All Sessions)',
      },
      op25b: {
        ja: '内部から外部へのSMTP（25番）を、メールサーバからだけ許可し、その下にdenyのポリシーを置く',
        en: 'permit SMTP (25) outbound from the mail server alone, with a deny policy below it',
      },
    },
  },
  {
    name: { ja: 'YAMAHA RTX', en: 'YAMAHA RTX' },
    known: /yamaha|\brtx|\bnvr\d/i,
    steps: {
      'firewall-log': {
        ja: '内部からの通信を通す ip filter を pass-log にし、syslog notice on と syslog host で外のサーバへ送る',
        en: 'use pass-log in the ip filter that passes outbound traffic, syslog notice on, and syslog host to send it away',
      },
      op25b: {
        ja: 'ip filter で、メールサーバ以外からの宛先ポート smtp を reject-log にする',
        en: 'an ip filter with reject-log for destination port smtp from all but the mail server',
      },
    },
  },
  {
    name: { ja: 'Palo Alto', en: 'Palo Alto' },
    known: /palo ?alto|\bpa-\d{3,}/i,
    steps: {
      'firewall-log': {
        ja: '許可ルールごとに Actions の「Log at Session End」を有効にし、ログ転送プロファイルを付ける',
        en: 'Log at Session End in the actions of every allow rule, with a log forwarding profile',
      },
    },
  },
  {
    name: { ja: 'Cisco ASA', en: 'Cisco ASA' },
    known: /cisco[- ]asa|\basa ?55/i,
    steps: {
      'firewall-log': {
        ja: 'logging trap informational と logging host で、通信の開始と終了（302013～302016）を送る',
        en: 'logging trap informational and logging host send what was built and torn down (302013–302016)',
      },
    },
  },
  {
    name: { ja: 'Juniper SRX', en: 'Juniper SRX' },
    known: /juniper|\bsrx/i,
    steps: {
      'firewall-log': {
        ja: '許可ポリシーの then log に session-close を加える',
        en: 'then log session-close in every permitting policy',
      },
    },
  },
  {
    name: { ja: 'Squid', en: 'Squid' },
    known: /squid/i,
    steps: {
      'proxy-log': {
        ja: `squid.conf に logformat kyumei ${RECOMMENDED} と access_log daemon:/var/log/squid/access.log kyumei を書く`,
        en: `in squid.conf: logformat kyumei ${RECOMMENDED} and access_log daemon:/var/log/squid/access.log kyumei`,
      },
      'url-control': {
        ja: 'kyumei export squid で遮断リストを作り、squid.conf に読み込ませる',
        en: 'make the list of blocked names with kyumei export squid and include it in squid.conf',
      },
      retention: {
        ja: 'logfile_rotate と logrotate の世代数を180日分以上にする',
        en: 'keep 180 days or more by logfile_rotate and logrotate',
      },
    },
  },
  {
    name: { ja: 'Postfix', en: 'Postfix' },
    known: /postfix/i,
    steps: {
      'smtp-auth': {
        ja: 'submission（587番）で smtpd_sasl_auth_enable = yes、smtpd_tls_security_level = encrypt とし、POP before SMTPをやめる',
        en: 'smtpd_sasl_auth_enable = yes and smtpd_tls_security_level = encrypt on submission (587), and no POP before SMTP',
      },
      'open-relay': {
        ja: 'smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination とし、mynetworks を自組織に限る',
        en: 'smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, with mynetworks of your own only',
      },
      'password-attack': {
        ja: 'smtpd_client_auth_rate_limit で1分当たりの認証回数を制限する（Postfix 3.1以降）',
        en: 'limit sign-ins a minute by smtpd_client_auth_rate_limit (Postfix 3.1 on)',
      },
      'extension-filter': {
        ja: 'kyumei export postfix の mime_header_checks を使う。パスワード付きZIPの中は kyumei mail-filter が見る',
        en: 'use the mime_header_checks of kyumei export postfix; kyumei mail-filter looks inside password-protected ZIPs',
      },
    },
  },
  {
    name: { ja: 'Microsoft 365', en: 'Microsoft 365' },
    known: /m365|microsoft ?365|office ?365|entra|exchange online/i,
    steps: {
      'password-attack': {
        ja: '条件付きアクセスで多要素認証を必須にし、レガシ認証を遮断する',
        en: 'require a second factor by Conditional Access, and block legacy authentication',
      },
      'own-history': {
        ja: '利用者に「自分のサインイン」（mysignins.microsoft.com）の見方を知らせる',
        en: 'show users where their own sign-ins stand (mysignins.microsoft.com)',
      },
      'extension-filter': {
        ja: 'Defenderのマルウェア対策ポリシーで「一般的な添付ファイルのフィルター」を有効にする',
        en: 'switch on the common attachments filter in the anti-malware policy',
      },
    },
  },
]

const evidenceShape = z.object({ files: z.array(z.object({ formats: z.array(z.string()) })) })

/** For each item the steps of the products that the organisation has. */
export function productSteps(desk: Desk, organisation: number): Map<string, Text> {
  const said = rows<{ text: string }>(
    desk,
    "SELECT concat_ws(' ', name, note) AS text FROM inventory_item WHERE organisation_id = ? AND kind IN ('firewall', 'proxy', 'mail', 'server', 'device', 'web')",
    organisation,
  ).map((one) => one.text)
  const folders = rows<{ folder: string }>(
    desk,
    'SELECT s.folder FROM scan s JOIN consultation c ON c.id = s.consultation_id WHERE c.organisation_id = ?',
    organisation,
  ).map((one) => one.folder)
  const texts = [...said, ...folders.flatMap(formatsIn)]
  const steps = new Map<string, Text>()
  for (const product of PRODUCTS.filter(({ known }) => texts.some((text) => known.test(text))))
    for (const [item, step] of Object.entries(product.steps)) {
      const before = steps.get(item)
      const own = { ja: `${product.name.ja}：${step.ja}`, en: `${product.name.en}: ${step.en}` }
      steps.set(item, before ? { ja: `${before.ja}。${own.ja}`, en: `${before.en}. ${own.en}` } : own)
    }
  return steps
}

/** A scan's folder may be gone: then the inventory must say it. */
function formatsIn(folder: string): string[] {
  const path = join(folder, 'evidence.json')
  if (!existsSync(path)) return []
  try {
    return evidenceShape.parse(JSON.parse(readFileSync(path, 'utf8'))).files.flatMap((file) => file.formats)
  } catch {
    return [] // not ours any more: somebody wrote into it
  }
}
