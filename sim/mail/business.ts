/** What Japanese offices write about: subject, text and the file that goes with it, different for each seed. */
import type { Random } from '../random.ts'
import type { MimeAttachment } from './mime.ts'
import { excel, pdf, word } from './office.ts'
import type { Person } from './people.ts'

export interface Matter {
  subject: string
  /** without greeting and signature */
  lines: string[]
  /** file name without extension */
  stem: string
  document: 'docx' | 'xlsx' | 'pdf'
}

const AREAS = [
  '令和8年度',
  '第二期',
  '次世代',
  '北関東',
  '東アジア',
  '海洋',
  '医療',
  '地域',
  '省エネ',
  '半導体',
  '水素',
  '防災',
  '観光',
  '食品',
  '鉄道',
  '航空',
  '農業',
  '教育',
]
const THEMES = [
  '基幹システム',
  '工場建設',
  '動向調査',
  '振興事業',
  'シンポジウム',
  '品質改善',
  '共同研究',
  '人材育成',
  '展開支援',
  '設備更新',
  '標準化検討',
  '実証実験',
  '広報業務',
  '統計整備',
  '安全評価',
  '部材調達',
  '制度検討',
  '交流事業',
]
const KINDS = ['', 'プロジェクト', '委員会', '業務', '（その2）', '分科会', '部会', '計画']

/** What a matter is about: hardly ever the same twice. */
const project = (random: Random) => `${random.pick(AREAS)}${random.pick(THEMES)}${random.pick(KINDS)}`

const MORE: ((random: Random, time: number) => string)[] = [
  (random) => `なお、当日の出席者は弊社から${random.whole(2, 6)}名を予定しております。`,
  (random, time) => `前回ご指摘の${random.whole(2, 9)}点については、${dayNear(time, random)}までに反映いたします。`,
  (random) =>
    `図${random.whole(1, 12)}の凡例に誤記がありましたので、${random.whole(3, 40)}ページを差し替えております。`,
  (random) => `先方の${random.pick(['高木', '浅野', '野口', '三宅', '桜井'])}部長にも同じものをお送りしています。`,
  (random) =>
    `契約番号は${random.pick(['K', 'R8', 'JT', 'No.'])}-${random.whole(1000, 99999)}です。お問い合わせの際にお知らせください。`,
  (random) =>
    `台風の影響で${random.pick(['搬入', '現地調査', '試験', '撮影'])}が${random.whole(1, 4)}日ほど遅れる見込みです。`,
  (random) =>
    `先週お電話でご相談した${random.pick(['保守費', '旅費', '再委託先', '検収条件', '納入場所', '工程表'])}の件も、この中に含めました。`,
  (random, time) =>
    `${dayNear(time, random)}は終日外出しておりますので、携帯（080-${random.whole(1000, 9999)}-${random.whole(1000, 9999)}）までお願いいたします。`,
  (random) =>
    `参考として、${random.pick(['昨年度', '他県', '欧州', '同業他社', '試行時'])}の数値（${random.whole(12, 97)}.${random.whole(0, 9)}％）を併記しております。`,
  (random) =>
    `${random.pick(['駐車場', '昼食', '同時配信', '通訳', '託児'])}のご希望がございましたら、あわせてお知らせください。`,
  (random) =>
    `本件の担当が${random.pick(['小野', '岩崎', '原田', '上田', '菊地'])}に代わりましたので、次回ご挨拶に伺います。`,
  (random) =>
    `${random.pick(['役員会', '理事会', '部内', '監査法人', '評価委員'])}から${random.whole(1, 5)}件の質問が出ており、別紙に回答をまとめました。`,
]

const VENUES = [
  '本館3階 第二会議室',
  '市民会館 会議室A',
  '弊社5階応接室',
  'オンライン（Teams）',
  '東京国際フォーラム G502',
  '研修センター 講義室1',
]

/** A day near, as offices write it. */
export function dayNear(time: number, random: Random): string {
  const day = new Date((time + (9 + 24 * random.whole(3, 25)) * 3600) * 1000)
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日(${'日月火水木金土'[day.getUTCDay()]})`
}

const MATTERS: ((random: Random, time: number) => Matter)[] = [
  (random, time) => {
    const about = project(random)
    const n = random.whole(2, 14)
    return {
      subject: `第${n}回${about}打合せ議事録の送付`,
      lines: [
        `先日は${about}の打合せにご出席いただき、ありがとうございました。`,
        `第${n}回の議事録を作成しましたので、添付にてお送りいたします。`,
        `内容をご確認いただき、修正がございましたら${dayNear(time, random)}までにご連絡ください。`,
        `次回は${dayNear(time, random)} ${random.whole(10, 16)}時から、${random.pick(VENUES)}を予定しております。`,
      ],
      stem: `第${n}回${about}議事録`,
      document: 'docx',
    }
  },
  (random, time) => {
    const about = project(random)
    const amount = random.whole(12, 980) * 10_000
    return {
      subject: `【御見積書】${about}に関する件`,
      lines: [
        `ご依頼いただきました${about}の件、御見積書をお送りいたします。`,
        `見積金額は税込${amount.toLocaleString('en')}円、有効期限は${dayNear(time, random)}でございます。`,
        'ご不明な点がございましたら、お気軽にお問い合わせください。',
      ],
      stem: `御見積書_${about}`,
      document: 'xlsx',
    }
  },
  (random, time) => {
    const month = new Date((time + 9 * 3600) * 1000).getUTCMonth() + 1
    return {
      subject: `${month}月分ご請求書送付のご案内`,
      lines: [
        `${month}月分のご請求書（No.${random.whole(10000, 99999)}）をお送りいたします。`,
        `お手数ですが、${dayNear(time, random)}までにお振込みくださいますようお願いいたします。`,
        '行き違いの節はご容赦ください。',
      ],
      stem: `請求書_${month}月分`,
      document: 'pdf',
    }
  },
  (random, time) => {
    const about = project(random)
    return {
      subject: `${about}に関するアンケートご協力のお願い`,
      lines: [
        `このたび${about}に関する実態調査を行うこととなりました。`,
        `ご多忙のところ恐縮ですが、添付の調査票にご記入のうえ、${dayNear(time, random)}までにご返送ください。`,
        'ご回答は統計的に処理し、個別の内容を公表することはございません。',
      ],
      stem: `${about}_調査票`,
      document: 'xlsx',
    }
  },
  (random, time) => {
    const about = project(random)
    return {
      subject: `${about}講演会のご案内`,
      lines: [
        `${about}をテーマとする講演会を下記のとおり開催いたします。`,
        `日時: ${dayNear(time, random)} ${random.whole(13, 15)}:30～17:00`,
        `場所: ${random.pick(VENUES)}`,
        `定員: ${random.whole(3, 20) * 10}名（先着順）`,
        '詳細は添付の開催要項をご覧ください。',
      ],
      stem: `${about}講演会_開催要項`,
      document: 'pdf',
    }
  },
  (random, time) => {
    const about = project(random)
    return {
      subject: `${about} 納品書類一式`,
      lines: [
        `${about}の成果物を納品いたします。`,
        `検収は${dayNear(time, random)}までにお願いできますでしょうか。`,
        `差し替えの場合は版数を${random.whole(2, 5)}版として再送いたします。`,
      ],
      stem: `${about}_成果報告書.ver${random.whole(1, 4)}`,
      document: 'docx',
    }
  },
  (random, time) => ({
    subject: `${dayNear(time, random)}の日程調整`,
    lines: [
      `お打合せの件、${dayNear(time, random)}の${random.whole(10, 12)}時か${random.whole(13, 17)}時ではいかがでしょうか。`,
      `場所は${random.pick(VENUES)}を考えております。`,
      'ご都合の悪い場合は、別の候補をお知らせください。',
    ],
    stem: '会議次第',
    document: 'docx',
  }),
  (random, time) => {
    const about = project(random)
    return {
      subject: `${about}の契約書案について`,
      lines: [
        `${about}の契約書案を法務で確認いたしました。`,
        `第${random.whole(3, 18)}条の期間と第${random.whole(19, 30)}条の秘密保持についてコメントを入れております。`,
        `${dayNear(time, random)}を目途に締結できればと存じます。`,
      ],
      stem: `${about}_契約書案_コメント入`,
      document: 'docx',
    }
  },
]

export function matter(random: Random, time: number): Matter {
  const one = random.pick(MATTERS)(random, time)
  const more = [...MORE].sort(() => random.next() - 0.5).slice(0, random.whole(1, 4))
  const [first = '', ...rest] = one.lines
  const lines = [first, ...more.map((say) => say(random, time)), ...rest]
  return { ...one, lines: lines.map((line) => reworded(line, random)) }
}

/** Everybody has words of their own for the same thing. */
const WORDINGS = [
  ['お送りいたします', 'お送りします', '送付いたします', 'お届けいたします', 'ご送付申し上げます'],
  ['作成しましたので', 'まとめましたので', '取りまとめましたので', 'ができましたので'],
  ['ご確認いただき', 'お目通しいただき', 'ご一読のうえ', 'ご査収いただき'],
  ['予定しております', '考えております', '予定です', '計画しています'],
  ['ご連絡ください', 'お知らせください', 'ご一報ください', 'お申し付けください'],
  ['ご不明な点がございましたら', 'ご質問がございましたら', '何かございましたら', 'ご不明点等ありましたら'],
  ['お願いできますでしょうか', 'お願いできれば幸いです', 'お願いしたく存じます', 'お願いいたします'],
  ['ご多忙のところ恐縮ですが', 'お忙しい折とは存じますが', 'お手数をおかけしますが', '年度末の折恐れ入りますが'],
  ['下記のとおり開催いたします', '次の要領で催します', '以下のとおり執り行います', '下記要領にて開きます'],
  ['ご都合の悪い場合は', 'ご都合がつかない場合は', '難しいようでしたら', 'ご予定と重なる場合は'],
  ['についてコメントを入れております', 'に朱を入れました', 'に意見を付しました', 'について修正案を書き込みました'],
  ['なお、', 'また、', 'あわせて、', 'ちなみに、', ''],
] as const

function reworded(line: string, random: Random): string {
  return WORDINGS.reduce((text, words) => text.replace(words[0], () => random.pick(words)), line)
}

export const TYPES: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xlsm: 'application/vnd.ms-excel.sheet.macroEnabled.12',
  docm: 'application/vnd.ms-word.document.macroEnabled.12',
  pdf: 'application/pdf',
  zip: 'application/zip',
  html: 'text/html',
}

export function documentOf({ stem, lines, document }: Matter): MimeAttachment {
  const content =
    document === 'docx'
      ? word([stem, ...lines])
      : document === 'xlsx'
        ? excel([[stem], ...lines.map((line) => [line])])
        : pdf([stem, ...lines])
  return { name: `${stem}.${document}`, content, type: TYPES[document] ?? '' }
}

/** Greeting, the matter, closing, signature. */
export function letterText(from: Person, to: Person | null, lines: string[], random: Random): string {
  const inside = to !== null && from.company === to.company
  const address = to === null ? '各位' : inside ? `${to.family}さん` : `${to.company.name} ${to.title}\n${to.family}様`
  const greeting = inside
    ? random.pick(['お疲れさまです。', 'お疲れ様です。'])
    : random.pick([
        'いつもお世話になっております。',
        'お世話になっております。',
        '平素より大変お世話になっております。',
      ])
  const closing = inside
    ? '以上、よろしくお願いします。'
    : random.pick([
        'よろしくお願いいたします。',
        '何卒よろしくお願い申し上げます。',
        'ご確認のほど、よろしくお願いいたします。',
      ])
  const self = inside ? `${from.family}です。` : `${from.company.name}の${from.family}です。`
  return [address, '', `${greeting}${self}`, '', ...lines, '', closing, '', signature(from)].join('\n')
}

export function signature(from: Person): string {
  if (from.company.name === '') return from.name
  const rule =
    ['--', '━━━━━━━━━━━━━━━━━━━━', '----------------------------------------', '*************************'][
      from.phone.length % 2 === 0 ? Number(from.phone.at(-1)) % 4 : 0
    ] ?? '--'
  return [
    rule,
    `${from.company.name} ${from.title}`,
    `${from.name}`,
    `TEL: ${from.phone}`,
    `E-mail: ${from.address}`,
    `https://www.${from.company.domain}/`,
    ...(rule === '--' ? [] : [rule]),
  ].join('\n')
}
