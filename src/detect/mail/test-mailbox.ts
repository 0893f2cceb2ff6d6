/** Mail for the small office of detectors' tests: messages as a scan would have read them, in plain calls. */
import { createHash } from 'node:crypto'
import { loadLists } from '../../lists/index.ts'
import { buildCorrespondents } from '../../mail/correspondents.ts'
import { hostOf } from '../../mail/links.ts'
import type { OwnSide } from '../../mail/own-side.ts'
import { buildReuse } from '../../mail/reuse.ts'
import { realUrl } from '../../mail/wrapped-link.ts'
import type { Detector, Sign } from '../detector.ts'
import { type Organisation, organisation } from '../test-organisation.ts'

/** The organisation's own domain, and a partner's. */
export const OURS = 'kobogiken.co.jp'
export const PARTNER = 'torihiki.co.jp'
const BORDER = `mx.${OURS}`
const LISTS = loadLists()

/** Detectors that hold each mail against all others. */
const COMPARE_MAILS = ['reworked-mail', 'leaked-mailbox']

/** Thursday 1 October 2026, 9:00 in Japan */
const START = Date.parse('2026-10-01T00:00:00Z')

export interface PlantedMail {
  /** `田中 太郎 <tanaka@…>` */
  from: string
  /** the same way; default: the office's sato */
  to?: string | string[]
  cc?: string[]
  bcc?: string[]
  /** days after 1 October 2026, fractions allowed */
  day: number
  subject?: string
  core?: string
  text?: string
  /** what the border found; default pass for everybody. `none`: checked and nothing proven; `absent`: no server noted anything */
  auth?: 'pass' | 'fail' | 'none' | 'absent'
  /** [server, method, result, domain] in place of what `auth` makes */
  noted?: [string, string, string, string][]
  message_id?: string
  in_reply_to?: string
  references?: string[]
  reply_to?: string[]
  return_path?: string
  list_id?: string
  hidden_orders?: string
  html_script?: string
  mailer?: string
  origin?: string
  headers?: [string, string][]
  /** steps of its path, the newest first */
  hops?: { from?: string; ip: string; by: string; protocol: string }[]
  /** whose mailbox; default: the first recipient of ours, else the sender */
  mailbox?: string
  delivered_to?: string[]
  attachments?: {
    name: string
    type?: string
    traits?: string[]
    encrypted?: boolean
    unreadable?: string
    /** file of the mail whose password opened it */
    opened_by?: string
    /** what its pages say */
    text?: string
    inside?: { name: string; type?: string }[]
  }[]
  links?: { url: string; shown?: string; source?: string }[]
}

export interface Mailbox extends Organisation {
  /** plants one message; gives its file */
  mail(mail: PlantedMail): Promise<string>
  /** builds what the archive knows */
  learn(): Promise<OwnSide>
  /** what the detector says after the correspondents have been learnt */
  judge(detector: Detector): Promise<Sign[]>
}

export async function mailbox(): Promise<Mailbox> {
  const office = await organisation()
  let [count, rows]: [number, Rows] = [0, { mail: [], mail_attachment: [], mail_url: [] }]
  const flush = async () => {
    for (const [table, planted] of Object.entries(rows)) await office.engine.insert(table, planted)
    rows = { mail: [], mail_attachment: [], mail_url: [] }
  }
  const learn = async () => {
    await flush()
    return await buildCorrespondents(office.engine, LISTS, { examined: 'evidence', own_domains: [], auth_servers: [] })
  }
  return {
    ...office,
    learn,
    async clear() {
      await office.clear()
      rows = { mail: [], mail_attachment: [], mail_url: [] }
    },
    async mail(planted) {
      const file = `mail-${++count}.eml`
      plant(rows, planted, count, file)
      return file
    },
    async judge(detector) {
      await learn()
      if (COMPARE_MAILS.includes(detector.id)) await buildReuse(office.engine, LISTS['business-phrase'])
      return await detector.run(await office.context(detector))
    },
  }
}

type Rows = Record<'mail' | 'mail_attachment' | 'mail_url', Record<string, unknown>[]>

function plant(rows: Rows, mail: PlantedMail, number: number, file: string): void {
  const mail_id = idOf(String(number))
  const place = { evidence_id: 'e', line: number * 100 }
  const from = person(mail.from)
  const to = [mail.to ?? `佐藤 花子 <sato@${OURS}>`].flat().map(person)
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  const ours = from.address.endsWith(OURS) && mail.auth === undefined
  const holder =
    mail.mailbox ??
    [...to.map((one) => one.address), ...(mail.cc ?? [])].find((one) => one.endsWith(OURS)) ??
    from.address
  const noted = mail.noted ?? (ours ? [] : authentication(mail.auth ?? 'pass', domain))
  const subject = mail.subject ?? 'ご連絡'
  rows.mail.push({
    ...place,
    mail_id,
    content_id: mail_id,
    file,
    mailbox: holder,
    time: sqlTime(mail.day),
    date: sqlTime(mail.day),
    message_id: mail.message_id ?? `${number}@${domain}`,
    in_reply_to: mail.in_reply_to ?? '',
    reference_ids: mail.references ?? (mail.in_reply_to ? [mail.in_reply_to] : []),
    from_name: from.name,
    from_address: from.address,
    from_domain: domain,
    from_count: 1,
    reply_to: mail.reply_to ?? [],
    return_path: mail.return_path ?? from.address,
    to_address: to.map((one) => one.address),
    to_name: to.map((one) => one.name),
    cc_address: mail.cc ?? [],
    bcc_address: mail.bcc ?? [],
    delivered_to: mail.delivered_to ?? (ours && holder === from.address ? [] : [holder]),
    subject,
    subject_key: subject
      .replace(/^(?:(?:re|fwd?)\s*:\s*)+/i, '')
      .normalize('NFKC')
      .toLowerCase(),
    text: mail.text ?? mail.core ?? '',
    core: (mail.core ?? mail.text ?? '').normalize('NFKC'), // as coreText leaves it
    origin_ip: `::ffff:${mail.origin ?? (ours ? '192.168.1.20' : '203.0.113.25')}`,
    auth_server: noted.map((one) => one[0]),
    auth_method: noted.map((one) => one[1]),
    auth_result: noted.map((one) => one[2]),
    auth_domain: noted.map((one) => one[3]),
    dkim_domains: noted.filter((one) => one[1] === 'dkim').map((one) => one[3]),
    list_id: mail.list_id ?? '',
    hidden_orders: mail.hidden_orders ?? '',
    html_script: mail.html_script ?? '',
    mailer: mail.mailer ?? '',
    hops: JSON.stringify(mail.hops ?? []),
    headers: JSON.stringify((mail.headers ?? []).map(([name, value], i) => [name, value, i])),
    lines: 50,
  })
  rows.mail_attachment.push(...items(mail, mail_id, place))
  rows.mail_url.push(
    ...(mail.links ?? []).map(({ url, shown, source }) => ({
      ...place,
      mail_id,
      url: realUrl(url),
      url_domain: hostOf(realUrl(url)),
      shown: shown ?? '',
      source: source ?? 'html',
    })),
  )
}

const idOf = (number: string) => createHash('sha256').update(number).digest('hex').slice(0, 16)

function items(mail: PlantedMail, mail_id: string, place: Record<string, unknown>): Record<string, unknown>[] {
  let item = 0
  return (mail.attachments ?? []).flatMap((one) => {
    const parent = item++
    const row = (name: string, of: number, more: Record<string, unknown>) => ({
      ...place,
      mail_id,
      item: of === -1 ? parent : item++,
      parent: of,
      depth: of === -1 ? 0 : 1,
      path: of === -1 ? name : `${one.name}!/${name}`,
      name,
      extension: /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '',
      bytes: 1000,
      ...more,
    })
    return [
      row(one.name, -1, {
        type: one.type ?? 'unknown',
        traits: one.traits ?? [],
        encrypted: one.encrypted ? 1 : 0,
        unreadable: one.unreadable ?? '',
        password_from: one.opened_by ? idOf(/\d+/.exec(one.opened_by)?.[0] ?? '') : '',
        text: one.text ?? '',
      }),
      ...(one.inside ?? []).map(({ name, type }) => row(name, parent, { type: type ?? 'unknown' })),
    ]
  })
}

const authentication = (auth: NonNullable<PlantedMail['auth']>, domain: string): [string, string, string, string][] =>
  auth === 'absent'
    ? []
    : [
        [BORDER, 'spf', auth, domain],
        [BORDER, 'dkim', auth, domain],
        [BORDER, 'dmarc', auth, domain],
      ]

function person(text: string): { name: string; address: string } {
  const found = /^(.*?)\s*<([^>]*)>$/.exec(text)
  return found ? { name: found[1] ?? '', address: found[2] ?? '' } : { name: '', address: text }
}

const sqlTime = (day: number) => new Date(START + day * 86_400_000).toISOString().replace('T', ' ').replace('Z', '')

/** Two months of business with the partner's Tanaka, Suzuki and the office's own people: days 0 to 60. */
export async function history(office: Mailbox): Promise<void> {
  const people = [`田中 太郎 <tanaka@${PARTNER}>`, `鈴木 一郎 <suzuki@${PARTNER}>`]
  for (let week = 0; week < 9; week++) {
    for (const [i, partner] of people.entries()) {
      const day = week * 7 + i
      const asked = `q${week}-${i}@${OURS}`
      await office.mail({
        from: `佐藤 花子 <sato@${OURS}>`,
        to: partner,
        day,
        subject: `第${week}回の確認`,
        core: `第${week}回の件で確認したい点があります。${TOPICS[week % TOPICS.length]}について、いつまでにご回答いただけるでしょうか。`,
        message_id: asked,
      })
      await office.mail({
        from: partner,
        day: day + 0.5,
        subject: `Re: 第${week}回の確認`,
        core: `お問い合わせの${TOPICS[week % TOPICS.length]}ですが、社内で調べまして来週の${'月火水木金'[week % 5]}曜日までに回答いたします。`,
        in_reply_to: asked,
        attachments: week % 3 === 0 ? [{ name: `回答${week}.xlsx`, type: 'ooxml' }] : [],
      })
    }
    await office.mail({
      from: `山田 次郎 <yamada@${OURS}>`,
      to: `佐藤 花子 <sato@${OURS}>`,
      cc: [`kato@${OURS}`],
      day: week * 7 + 3,
      subject: `週報 ${week}`,
      core: `今週の作業の報告です。${TOPICS[(week + 2) % TOPICS.length]}を進めました。来週は残りの確認を行います。`,
    })
  }
}

const TOPICS = ['図面の寸法', '納品の時期', '検査の手順', '部品の在庫', '契約書の条文']
