import { countryName } from '../../i18n/country.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { aroundSignIns } from './around-sign-in.ts'
import { HISTORY_DAYS } from './history-days.ts'
import { homeCountries, isOffice, usualNetworks } from './house.ts'
import { keyOf, PLACED, type Use, usesByAccount } from './sign-in-use.ts'
import { type Suspicion, suspicious } from './strange-sign-in.ts'

export const loginFromNewNetwork: Detector = {
  id: 'login-from-new-network',
  title: { ja: '使ったことのない国・網からのサインイン', en: 'Sign-in from a country or network never used before' },
  explanation: {
    ja: '{{account}} に、{{where}} から {{protocols}} のサインインが{{count}}回ありました（{{days}}日間）。{{why}}',
    en: '{{account}} was signed in to from {{where}} by {{protocols}}, {{count}} times on {{days}} days. {{why}}',
  },
  next_steps: {
    ja: [
      '本人に、その日時・場所・端末でサインインしたか確認する（kyumei account 名前 で履歴が見られる）',
      '身に覚えがなければ、パスワードの変更とすべてのセッションの失効を行い、転送設定と送信済みメールを調べる',
      '使わない方式（POP・IMAP・SMTP認証）を止め、多要素認証にする',
    ],
    en: [
      'Ask the owner about the times, places and device (kyumei account NAME shows the history)',
      'If it was not theirs: change the password, end all sessions, look into forwarding and sent mail',
      'Switch off protocols that nobody needs (POP, IMAP, SMTP sign-in), and ask for a second factor',
    ],
  },
  attack: ['T1078', 'T1114.002', 'T1133'],
  references: ['MITRE ATT&CK T1078', 'RouteViews, DB-IP and NRO through ip-location-db (networks and countries)'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'サインインのログ（メールサーバ、VPN、クラウド）がないと見えません。',
      en: 'Without logs of sign-ins (mail server, VPN, cloud) it is not visible.',
    },
  },
  parameters: [
    HISTORY_DAYS,
    {
      name: 'travel_hours',
      unit: 'hours',
      default: 3,
      reason: {
        ja: '日本から最も近い国へも、空港までを含めればこれより長い',
        en: 'with the ways to and from the airport no country is nearer',
      },
    },
    {
      name: 'asleep_days',
      unit: 'days',
      default: 21,
      reason: {
        ja: '休暇はたいてい二週間まで。三週間使われないのは、退職・休職した人か、たまにしか使わないアカウント',
        en: 'holidays last two weeks at most: after three weeks of silence somebody left, is on leave, or seldom uses it',
      },
    },
    {
      name: 'networks',
      unit: 'networks in 7 days',
      default: 8,
      reason: {
        ja: '職場・自宅・携帯・出先を合わせても、新しい網は週に数個',
        en: 'office, home, telephone and hotels are a few new networks a week',
      },
    },
    {
      name: 'countries',
      unit: 'countries',
      default: 3,
      reason: { ja: '続けてこれだけの国を訪れる人は少ない', en: 'few people visit so many countries' },
    },
  ],
  false_positives: [
    {
      ja: '出張・旅行（いつもの方式と端末、接続事業者の網）',
      en: 'a journey: the usual protocol and device, from an access provider',
    },
    {
      ja: '携帯電話・自宅・職場の行き来、自宅回線の変更（同じ国の接続事業者: 対象外）',
      en: 'office, home and telephone, or a new line at home: access providers of the same country (left out)',
    },
    {
      ja: '会社のVPNやクラウドプロキシの出口（以前から複数の人が使う: 対象外）',
      en: "the company's VPN or cloud proxy exit, which several people used before (left out)",
    },
    {
      ja: 'メールを取りに来るクラウドサービス（third-party-fetch が伝える）',
      en: 'cloud services that fetch mail (told by third-party-fetch)',
    },
    {
      ja: 'ブラウザやスマートフォンの中継サービス、個人で契約したVPN',
      en: "browsers' and telephones' relays, a person's own VPN service",
    },
    {
      ja: '休職からの復帰、季節の職員（自宅や職場から: 対象外）、以前からたまにしか使わないアカウント、クラウド上のデスクトップの出口（ほかの人も使う）',
      en: 'a return from leave and seasonal staff, from home or office (left out); accounts that always were used seldom; the exit of cloud desktops, which others use too',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const uses = await usesByAccount(context)
    const home = homeCountries(uses, context.timezone)
    const limits = {
      history: context.parameter('history_days') * DAY,
      networks: context.parameter('networks'),
      countries: context.parameter('countries'),
    }
    const before = suspicious(uses, home, limits, new Map())
    if (before.length === 0) return []
    const usual = usualNetworks(uses, limits)
    const own = before.flatMap((one) => uses.get(one.account) ?? [])
    const more = await aroundSignIns(
      before.map((one) => one.account),
      own.filter((use) => isOffice(use, usual)).map(keyOf),
      context,
    )
    const found = suspicious(uses, home, limits, more)
    const rows = await context.query<SeenRow & { account: string }>(CITED, {
      uses: found.flatMap((one) => one.uses.map(keyOf)),
    })
    const cited = new Map(rows.map((row) => [row.account, row]))
    return found.flatMap((one) => {
      const row = cited.get(one.account)
      return row ? [toSign(one, row)] : []
    })
  },
}

const DAY = 86_400

const CITED = `
WITH${PLACED}
SELECT account, '' AS host,${SEEN_COLUMNS}
FROM signed
WHERE use IN {uses:Array(String)}
GROUP BY account`

function toSign(one: Suspicion, row: SeenRow): Sign {
  const count = one.uses.reduce((sum, use) => sum + use.sign_ins, 0)
  const days = Math.max(...one.uses.map((use) => use.days))
  const protocols = [...new Set(one.uses.flatMap((use) => use.protocols))].filter((name) => name !== '')
  return {
    ...seen(row),
    ...grade(one.strength, one.reasons),
    hosts: [],
    accounts: [one.account],
    destinations: one.uses.flatMap((use) => use.addresses).slice(0, 20),
    count,
    metrics: {
      successes: count,
      networks: one.uses
        .map((use) => `${use.network}${use.owner && use.owner !== use.network ? ` ${use.owner}` : ''}`)
        .slice(0, 5)
        .join(', '),
      countries: [...new Set(one.uses.map((use) => use.country))].filter((code) => code !== '').join(', '),
      protocols: protocols.join(', '),
      clients: [...new Set(one.uses.flatMap((use) => use.clients))].slice(0, 3).join(', '),
      days,
      score: one.points,
      parts: one.parts.join(', '),
    },
    words: {
      account: one.account,
      where: { ja: placesIn(one.uses, 'ja'), en: placesIn(one.uses, 'en') },
      protocols: protocols.map((name) => name.toUpperCase()).join(', ') || '-',
      count,
      days,
      why: one.why,
    },
  }
}

function placesIn(uses: Use[], lang: 'ja' | 'en'): string {
  const places = uses.map((use) => {
    const country = use.country === '' ? '' : countryName(use.country, lang)
    const owner = use.owner || (use.country === '' ? use.addresses[0] : '') || ''
    return owner === ''
      ? country
      : country === ''
        ? owner
        : lang === 'ja'
          ? `${country}（${owner}）`
          : `${country} (${owner})`
  })
  const distinct = [...new Set(places)]
  const more =
    distinct.length > 3 ? (lang === 'ja' ? ` ほか${distinct.length - 3}か所` : ` and ${distinct.length - 3} more`) : ''
  return `${distinct.slice(0, 3).join(lang === 'ja' ? '、' : ', ')}${more}`
}
