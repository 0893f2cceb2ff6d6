/** What `kyumei export` says, in Japanese and English. */
import type { Selection } from '../protect/entry.ts'
import { only } from '../protect/entry.ts'
import { type Simulation, shareOf } from '../protect/simulate.ts'
import type { Target } from '../protect/target.ts'
import { visible } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'

type Lang = 'ja' | 'en'

const GROUPS: Record<Target['group'], Record<Lang, string>> = {
  proxy: { ja: 'プロキシ', en: 'Proxies' },
  dns: { ja: 'DNS', en: 'DNS' },
  firewall: { ja: 'ファイアウォール・ルータ', en: 'Firewalls and routers' },
  detection: { ja: '検知', en: 'Detection' },
  mail: { ja: 'メール・クラウド', en: 'Mail and cloud' },
  exchange: { ja: '情報共有', en: 'Exchange' },
  endpoint: { ja: '端末の設定', en: 'Endpoints' },
}

export function targetList(targets: Target[], lang: Lang): string {
  const width = Math.max(...targets.map(({ id }) => id.length))
  return [...Map.groupBy(targets, ({ group }) => group)]
    .map(([group, all]) => {
      const rows = all.map(({ id, title }) => `  ${id.padEnd(width)}  ${title[lang]}\n`)
      return `${GROUPS[group][lang]}\n${rows.join('')}`
    })
    .join('')
}

const SHOWN = 20

/** What is in it, and what was left out and why: on standard error, beside the file. */
export function refusalLines(selection: Selection, target: Target, lang: Lang): string {
  if (target.kinds.length === 0) return ''
  const held = only(selection, ...target.kinds).length
  const other = selection.entries.length - held
  const { refusals } = selection
  const ja = lang === 'ja'
  const first = ja
    ? `${target.id}：${held}件${other > 0 ? `（この製品では扱えないもの${other}件は除く）` : ''}`
    : `${target.id}: ${held} entries${other > 0 ? ` (${other} more are of a kind that it can't hold)` : ''}`
  const left = ja ? `遮断しないもの：${refusals.length}件` : `left out: ${refusals.length}`
  const rows = refusals
    .slice(0, SHOWN)
    .map(
      (one) =>
        `  ${one.allowed ? '○' : '－'} ${visible(one.value.slice(0, 80))}  ${visible(one.why[lang])}  [${one.findings[0] ?? ''}]`,
    )
  return [first, ...(refusals.length > 0 ? [left, ...rows] : []), ...(refusals.length > SHOWN ? ['  …'] : [])]
    .map((line) => `kyumei: ${line}\n`)
    .join('')
}

const WHAT: Record<Simulation['what'], Record<Lang, string>> = {
  contacts: { ja: '通信', en: 'contacts' },
  lookups: { ja: '名前の問合せ', en: 'look-ups' },
  mails: { ja: 'メール', en: 'mails' },
  'direct-mail': { ja: '外部25番ポートへの通信', en: 'connections to port 25 outside' },
  'direct-web': { ja: 'プロキシを通らない80・443番ポートへの通信', en: 'connections to 80 and 443 past the proxy' },
  nothing: { ja: '', en: '' },
}

export function inWords(simulation: Simulation, timezone: string, lang: Lang): string {
  const ja = lang === 'ja'
  const { effects, first, last, normal, blocked, what } = simulation
  const time = (iso: string | null) => (iso ? localTime(iso, timezone) : '')
  const all = effects.reduce((sum, effect) => sum + effect.count, 0)
  const noticed = new Set(effects.flatMap((effect) => effect.noticed))
  const rows = effects.map((effect) => {
    const who = effect.noticed.slice(0, 5).map(visible).join(', ')
    const more = effect.noticed.length > 5 ? ` … (${effect.noticed.length})` : ''
    const noticing = effect.noticed.length === 0 ? (ja ? 'なし' : 'nobody') : `${who}${more}`
    return ja
      ? `  ${visible(effect.value)}\t${effect.count}件（うち疑いのないもの${effect.normal}件）\t${time(effect.first)}～${time(effect.last)}\t気づく人・端末：${noticing}`
      : `  ${visible(effect.value)}\t${effect.count} (${effect.normal} of them normal)\t${time(effect.first)} – ${time(effect.last)}\twould have noticed: ${noticing}`
  })
  const share = (shareOf(simulation) * 100).toFixed(3)
  const summary = ja
    ? `${time(first)}～${time(last)}（${timezone}）のログでは、${WHAT[what].ja}${all}件を遮断したはずです。そのうち疑いのない端末・メールのものは${blocked}件（疑いのない${WHAT[what].ja}${normal}件の${share} %）、気づいたはずの端末・受信者は${noticed.size}。`
    : `In the logs of ${time(first)} – ${time(last)} (${timezone}) it would have blocked ${all} ${WHAT[what].en}. Of these ${blocked} are normal (${share} % of ${normal} normal ones), and ${noticed.size} hosts or recipients would have noticed.`
  return [summary, ...rows].map((line) => `${line}\n`).join('')
}
