/** Who writes to whom: our own people, the organisations they deal with, and what their mail looks like. */
import type { Pc } from '../organisation.ts'
import { addressOf, Random } from '../random.ts'

const STYLES = ['outlook', 'thunderbird', 'becky', 'gmail', 'garoon', 'exchange', 'roundcube'] as const
export type Style = (typeof STYLES)[number]

export interface Person {
  /** 田中 太郎 */
  name: string
  family: string
  romaji: string
  address: string
  title: string
  phone: string
  style: Style
  company: Company
  /** where the own people's PC is */
  pc: Pc | null
}

export interface Company {
  name: string
  domain: string
  /** the server that sends its mail */
  host: string
  ip: string
  /** signs with DKIM and publishes DMARC */
  signs: boolean
  /** how it sends files: the password in the same mail, in the next one, by an agreed rule, or no password */
  ppap: 'same' | 'next' | 'rule' | 'none'
  staff: Person[]
}

export interface World {
  seed: number
  own: Company
  partners: Company[]
  /** seconds since 1970; mails lie between */
  from: number
  to: number
  random: Random
}

const FAMILIES =
  'sato 佐藤 suzuki 鈴木 takahashi 高橋 tanaka 田中 ito 伊藤 watanabe 渡辺 yamamoto 山本 nakamura 中村 kobayashi 小林 kato 加藤 yoshida 吉田 yamada 山田 sasaki 佐々木 yamaguchi 山口 matsumoto 松本 inoue 井上 kimura 木村 hayashi 林 shimizu 清水 saito 斎藤 yamazaki 山崎 mori 森 abe 阿部 ikeda 池田 hashimoto 橋本 ishikawa 石川 maeda 前田 fujita 藤田 goto 後藤 okada 岡田 hasegawa 長谷川 murakami 村上 kondo 近藤 ishii 石井'
const GIVEN =
  'taro 太郎 kenji 健二 hiroshi 浩 yoko 洋子 keiko 恵子 makoto 誠 naoki 直樹 yumi 由美 daisuke 大輔 akiko 明子 shota 翔太 misaki 美咲 takashi 隆 kazuko 和子 ryo 亮 tomoko 智子 yuji 雄二 emi 恵美 koichi 浩一 mayumi 真由美'
const pairs = (text: string) => {
  const words = text.split(' ')
  return Array.from({ length: words.length / 2 }, (_, i) => [words[i * 2], words[i * 2 + 1]] as [string, string])
}
const [FAMILY_NAMES, GIVEN_NAMES] = [pairs(FAMILIES), pairs(GIVEN)]
const TITLES = ['総務課', '経理課', '営業部', '企画部 主任', '人事課', '技術部 課長', '研究員', '事務局', '調査部長']

const PLACES = pairs(
  'minato みなと kita 北 chuo 中央 higashi 東 sakura さくら musashino 武蔵野 hakuba 白馬 tokai 東海 setouchi 瀬戸内 miyagi みやぎ asahi あさひ hokuto 北斗 shirakaba 白樺 tsubame つばめ',
)
const TRADES = [
  ['keizai', '経済研究所', 'or.jp'],
  ['seiki', '精機株式会社', 'co.jp'],
  ['kagaku', '化学工業株式会社', 'co.jp'],
  ['system', 'システム株式会社', 'jp'],
  ['shoji', '商事株式会社', 'co.jp'],
  ['daigaku', '大学', 'ac.jp'],
  ['kyokai', '協会', 'or.jp'],
  ['butsuryu', '物流株式会社', 'com'],
  ['sekkei', '設計事務所', 'jp'],
] as const

export function worldOf(seed: number, pcs: Pc[], from: number, to: number): World {
  const random = new Random(seed * 48271 + 11)
  const used = new Set<string>()
  const company = (): Company => {
    for (;;) {
      const [place, placeName] = random.pick(PLACES)
      const [trade, tradeName, zone] = random.pick(TRADES)
      const domain = `${place}-${trade}.${zone}`
      if (used.has(place)) continue
      used.add(place)
      return {
        name: `${placeName}${tradeName}`,
        domain,
        host: `${random.pick(['mail', 'mx1', 'smtp', 'gw'])}.${domain}`,
        ip: addressOf(`mail ${domain}`),
        signs: random.next() < 0.65,
        ppap: random.pick(['same', 'same', 'next', 'next', 'rule', 'none']),
        staff: [],
      }
    }
  }
  const own = company()
  const taken = new Set<string>()
  for (const pc of pcs) person(own, random, pc, taken)
  const partners = Array.from({ length: 9 }, company)
  for (const [i, one] of partners.entries()) {
    if (i < 3) one.ppap = (['same', 'next', 'rule'] as const)[i] ?? 'same'
    for (let n = random.whole(3, 6); n > 0; n--) person(one, random, null, taken)
  }
  return { seed, own, partners, from, to, random }
}

/** Namesakes are rare: a name that is in use is drawn again, but for one time in fifty. */
function freeName(random: Random, used: Set<string>) {
  for (;;) {
    const [romaji, family] = random.pick(FAMILY_NAMES)
    const [givenRomaji, given] = random.pick(GIVEN_NAMES)
    if (used.has(`${family} ${given}`) && used.size < FAMILY_NAMES.length * 10 && random.next() > 0.02) continue
    used.add(`${family} ${given}`)
    return { romaji, family, givenRomaji, given }
  }
}

export function person(company: Company, random: Random, pc: Pc | null, taken: Set<string>): Person {
  const { romaji, family, givenRomaji, given } = freeName(random, taken)
  const forms = [romaji, `${givenRomaji[0]}-${romaji}`, `${romaji}.${givenRomaji}`, `${romaji}${company.staff.length}`]
  const local = forms.find((form) => !company.staff.some((one) => one.address.startsWith(`${form}@`))) ?? romaji
  const isUsed = company.staff.some((one) => one.address === `${local}@${company.domain}`)
  const one: Person = {
    name: `${family} ${given}`,
    family,
    romaji,
    address: `${isUsed ? `${local}${random.whole(10, 99)}` : local}@${company.domain}`,
    title: random.pick(TITLES),
    phone: `0${random.whole(3, 9)}-${random.whole(2000, 6999)}-${random.whole(1000, 9999)}`,
    style: random.pick(STYLES),
    company,
    pc,
  }
  company.staff.push(one)
  return one
}

/** Somebody outside who is no partner: a service, a free mail account, an attacker's own domain. */
export function stranger(name: string, address: string, more: Partial<Company> & { style?: Style } = {}): Person {
  const domain = address.slice(address.indexOf('@') + 1)
  const { style, ...rest } = more
  return {
    name,
    family: name.split(' ')[0] ?? name,
    romaji: '',
    address,
    title: '',
    phone: '',
    style: style ?? 'gmail',
    pc: null,
    company: {
      name: '',
      domain,
      host: `out.${domain}`,
      ip: addressOf(`mail ${domain}`),
      signs: true,
      ppap: 'none',
      staff: [],
      ...rest,
    },
  }
}
