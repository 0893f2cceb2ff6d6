/**
 * An archive as an office of years has it, as rows of `mail`: the same greetings and business phrases in all of them, letters of each
 * firm's own template, threads that quote nothing, newsletters, strangers; and three mails re-worked from genuine ones.
 */
import { createHash } from 'node:crypto'

export const OURS = 'kobogiken.co.jp'
const BORDER = `mx.${OURS}`
const DAYS = 900
const START = Date.parse('2024-04-01T00:00:00Z')

export interface Archive {
  mail: Record<string, unknown>[]
  mail_attachment: Record<string, unknown>[]
  mail_url: Record<string, unknown>[]
  /** file of a re-worked mail → file of its original */
  reworked: Map<string, string>
}

export function archive(mails: number): Archive {
  const draw = drawn(20_240_401)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(draw() * items.length)] as Item
  const rows: Archive = { mail: [], mail_attachment: [], mail_url: [], reworked: new Map() }
  const firms = Array.from({ length: 900 }, (_, i) => ({
    domain: `${pick(['sangyo', 'kogyo', 'shoji', 'giken', 'denki'])}${i}.${pick(['co.jp', 'co.jp', 'or.jp', 'example.com'])}`,
    template: Array.from({ length: 3 }, () => sentence(pick)),
  }))
  const staff = Array.from({ length: 60 }, (_, i) => `staff${i}@${OURS}`)
  const letter = (template: string[]) =>
    [
      pick(GREETINGS),
      ...Array.from({ length: 2 + Math.floor(draw() * 5) }, () => sentence(pick)),
      ...(draw() < 0.4 ? template : []),
      ...PHRASES.filter(() => draw() < 0.3),
      pick(CLOSINGS),
    ].join('\n')
  for (let i = 0; i < mails; i++) {
    const firm = pick(firms)
    const kind = draw()
    const person = Math.floor(draw() * draw() * 12)
    const [ours, stranger] = [kind < 0.3, kind > 0.93]
    const from = ours ? pick(staff) : stranger ? `p${i}@new${i % 7000}.example.net` : `person${person}@${firm.domain}`
    const to = ours ? [`person${person}@${firm.domain}`] : [pick(staff)]
    const auth = ours ? null : stranger && draw() < 0.3 ? 'fail' : 'pass'
    const one = { from, to, auth, day: (i / mails) * DAYS, subject: `${pick(SUBJECTS)}（${pick(THINGS)}）` }
    const id = plant(rows, { ...one, core: letter(stranger ? [] : firm.template) })
    if (draw() < 0.25) attach(rows, id, `${pick(THINGS)}${pick(FILES)}.xlsx`, 'ooxml')
    if (draw() < 0.2) link(rows, id, draw() < 0.1 ? `share${Math.floor(draw() * 3000)}.example.org` : firm.domain)
  }
  rework(rows, mails)
  return rows
}

/** Three genuine mails of the first year, used again at the end: all of it, half of it with text above, and a link in the attachment's place. */
function rework(rows: Archive, mails: number): void {
  const genuine = rows.mail.filter(
    (row, i) => i < mails / 2 && String(row.core).length > 220 && !String(row.from_address).endsWith(OURS),
  )
  const [first, second, third] = [0.2, 0.5, 0.8].map((share) => genuine[Math.floor(genuine.length * share)])
  const again = (original: (typeof rows.mail)[number] | undefined, core: string) => {
    if (!original) throw new Error('too few mails')
    const from = `${String(original.from_address).split('@')[0]}.office@webmail${rows.reworked.size}.example`
    const planted = {
      from,
      to: [`staff7@${OURS}`],
      auth: 'pass',
      day: DAYS + 1,
      subject: String(original.subject),
      core,
    }
    const id = plant(rows, planted)
    rows.reworked.set(`${id}.eml`, String(original.file))
    return id
  }
  attach(rows, again(first, String(first?.core)), '資料.exe', 'pe')
  const half = String(second?.core)
  link(
    rows,
    again(second, `至急ご確認ください。\n差替え版です。\n${half.slice(0, half.length * 0.7)}`),
    'files.example',
  )
  link(rows, again(third, `${third?.core}\n下記より取得してください。`), 'dl.example')
}

function plant(
  rows: Archive,
  mail: { from: string; to: string[]; auth: string | null; day: number; subject: string; core: string },
): string {
  const number = rows.mail.length + 1
  const id = createHash('sha256').update(String(number)).digest('hex').slice(0, 16)
  const domain = mail.from.slice(mail.from.indexOf('@') + 1)
  const time = new Date(START + mail.day * 86_400_000).toISOString().replace('T', ' ').replace('Z', '')
  const noted = mail.auth === null ? [] : ['spf', 'dkim', 'dmarc']
  const holder = mail.auth === null ? mail.from : mail.to[0]
  rows.mail.push({
    mail_id: id,
    content_id: id,
    file: `${id}.eml`,
    mailbox: holder,
    time,
    date: time,
    message_id: `${number}@${domain}`,
    from_address: mail.from,
    from_domain: domain,
    from_count: 1,
    return_path: mail.from,
    to_address: mail.to,
    delivered_to: mail.auth === null ? [] : mail.to,
    subject: mail.subject,
    subject_key: mail.subject,
    text: mail.core,
    core: mail.core,
    hops: '[]',
    headers: '[]',
    origin_ip: mail.auth === null ? '::ffff:192.168.1.20' : '::ffff:203.0.113.25',
    auth_server: noted.map(() => BORDER),
    auth_method: noted,
    auth_result: noted.map(() => mail.auth),
    auth_domain: noted.map(() => domain),
    lines: 40,
    evidence_id: 'e',
    line: number * 100,
  })
  return id
}

function attach(rows: Archive, mail_id: string, name: string, type: string): void {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  const place = { evidence_id: 'e', line: 1 }
  rows.mail_attachment.push({ ...place, mail_id, item: 0, parent: -1, path: name, name, extension, type, bytes: 9000 })
}

function link(rows: Archive, mail_id: string, host: string): void {
  const url = `https://${host}/${mail_id}`
  rows.mail_url.push({ mail_id, url, url_domain: host, source: 'text', evidence_id: 'e', line: 1 })
}

/** mulberry32: the same archive on every machine */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Pick = <Item>(items: readonly Item[]) => Item

/** What a letter is about has a name of its own; the rest of a sentence is everybody's. */
const sentence = (pick: Pick) => {
  const [object, firm] = [pick(PARTS) + pick(PARTS), pick(PARTS) + pick(PARTS)]
  return `${pick(WHEN)}${pick(PLACES)}の${object}${pick(THINGS)}${pick(ABOUT)}、${firm}${pick(WHO)}と${pick(HOW)}${pick(WHAT)}${pick(DONE)}。`
}

const words = (text: string) => text.split(' ')
const GREETINGS = [
  'いつも大変お世話になっております。',
  '平素より格別のご高配を賜り、厚く御礼申し上げます。',
  '先日はお忙しいところお時間を頂戴し、誠にありがとうございました。',
]
const CLOSINGS = [
  'お忙しいところ恐れ入りますが、ご確認のほどよろしくお願い申し上げます。',
  'ご不明な点がございましたら、お気軽にお問い合わせください。',
  '以上、何卒よろしくお願いいたします。',
]
const PHRASES = [
  '標記の件につきまして、下記のとおりご連絡いたします。',
  '詳細につきましては添付の資料をご覧くださいますようお願いいたします。',
  '誠に恐縮ですが、今週中にご回答いただけますと幸いです。',
  '本件に関するお問い合わせは担当者までお願いいたします。',
  '日程のご都合が悪い場合は、お早めにお知らせください。',
]
const WHEN = words(
  '先週 今週 来週の火曜日に 昨日 本日午後 月末までに 十月の連休明けに 年度内に 次回の会議で 先月の点検時に',
)
const PLACES = words(
  '第一工場 第二工場 本社三階 札幌支店 大阪営業所 試験棟 名古屋倉庫 研究所 食堂 駐車場 福岡事業所 展示会場 東棟 サーバ室 受付',
)
const THINGS = words(
  '配管更新 空調設備 見積書 図面 契約書 納品予定 検査成績書 部品在庫 研修計画 監査資料 会議室 発注一覧 保守点検 電気工事 防災訓練 人員配置 安全教育 製品仕様 梱包材 塗装工程 予算案 棚卸し 採用面接 輸送経路 試作品 校正記録 廃棄物処理 屋根補修 名刺作成 出張旅費',
)
const PARTS = words(
  '山城 葛西 東雲 三笠 白鳥 天竜 常磐 緑川 高砂 若松 筑後 瀬戸 石狩 飛鳥 有明 浜名 十勝 最上 北上 球磨 吉野 多摩 木曽 庄内 能登 伊豆 佐渡 備前 日向 新型 旧式 海外 共用 予備 北側 地下 屋外 輸出 医療 夜間 冷却 制御 搬送 排水 耐震 消防 会計 広報 通信 作業',
)
const WHAT = words(
  '費用の内訳を 作業の手順を 引渡しの日を 担当の割振りを 不具合の原因を 代替の案を 書類の不足を 試運転の結果を 数量の違いを 保証の範囲を 許可の申請を 搬入の経路を',
)
const ABOUT = words('について に関しまして の件で の変更を受け の遅れにより の追加分は の内訳ですが の手順を見直し')
const WHO = words(
  '製造部 品質保証課 総務 購買担当 協力会社 設計の高橋 現場責任者 経理課 顧客の窓口 情報システム室 監査法人 運送会社',
)
const HOW = words(
  'あらためて 電話で 書面で 現地で 早急に 二度にわたり 一覧表をもとに 前回の議事録どおり 写真を添えて 費用を含めて',
)
const DONE = words(
  '確認いたしました 調整しております 打ち合わせる予定です 取り決めました 再検討することになりました 伺いました 確かめました 直していただきました まとめております 見直しています',
)
const SUBJECTS = words('ご連絡 ご確認のお願い 打ち合わせの件 資料送付 ご報告 お問い合わせ')
const FILES = words('見積書 一覧 報告書 議事録 仕様書 予定表')
