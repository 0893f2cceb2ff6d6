/** What `kyumei export` says, in Japanese and English. */
import { amount } from '../i18n/text.ts'
import type { Selection } from '../protect/entry.ts'
import { only } from '../protect/entry.ts'
import { type Effect, type Simulation, shareOf } from '../protect/simulate.ts'
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

export const EXPORT_WORDS = {
  noMailServer: {
    ja: 'メールサーバが分かりません。このままでは誰もメールを送れなくなります。kyumei.yamlのroles: mail_serversに書いてください',
    en: 'no mail server is known: name it in kyumei.yaml (roles: mail_servers), or nobody could send mail',
  },
  noProxy: {
    ja: 'プロキシが分かりません。このままでは誰もWebを見られなくなります。kyumei.yamlのroles: proxiesに書いてください',
    en: 'no proxy is known: name it in kyumei.yaml (roles: proxies), or nobody could reach the web',
  },
  tooWide: {
    ja: (share: number, most: number, worst: Effect | undefined) =>
      `ログの期間の疑いのない通信の${share.toFixed(2)} %を遮断することになります（上限${most} %、--max-share）。最も多いのは ${visible(worst?.value ?? '')}（${worst?.normal ?? 0}件）。--simulateで確かめ、それでよければ--forceを付けてください`,
    en: (share: number, most: number, worst: Effect | undefined) =>
      `this would have blocked ${share.toFixed(2)} % of normal traffic in your logs, more than ${most} % (--max-share); most of it ${visible(worst?.value ?? '')} (${worst?.normal ?? 0}). Look at it with --simulate, then --force if it is meant`,
  },
  blocksNothing: {
    ja: (id: string) => `${id}はそれ自体では何も遮断しません。試すものがありません`,
    en: (id: string) => `${id} blocks nothing by itself: there is nothing to simulate`,
  },
  noWorkspace: {
    ja: '調査時の作業フォルダーがありません。kyumei scanをもう一度実行してください',
    en: 'the workspace of the scan is gone: run kyumei scan again',
  },
  nothingToTry: {
    ja: 'kyumei: この調査には、この製品が遮断する種類の記録がないので、何が遮断されるかをログで試していません\n',
    en: 'kyumei: the scan has no records of what this product blocks: what it would block was not tried on your logs\n',
  },
  notTried: {
    ja: 'kyumei: 調査時の作業フォルダーがないので、何が遮断されるかをログで試していません\n',
    en: 'kyumei: the workspace of the scan is gone: what this would block was not tried on your logs\n',
  },
  notKept: {
    ja: (path: string) =>
      `kyumei: ${path} に書けません。元に戻すときは、今と同じ設定とオプションで--revokeを実行してください\n`,
    en: (path: string) =>
      `kyumei: ${path} can't be written: to take this back, run --revoke with the same settings and options as now\n`,
  },
  notRemembered: {
    ja: 'kyumei: この報告書からここへ書き出した記録がありません。今の設定とオプションで選び直したものを元に戻します\n',
    en: "kyumei: this report has no record of such an export: what today's settings and options choose is taken back\n",
  },
  noneReaches: {
    ja: (least: number) =>
      `kyumei: 確からしさ${least}に届く通信先がありません。一つの兆候だけなら人が確かめてから、--min-confidenceで下げて書き出せます\n`,
    en: (least: number) =>
      `kyumei: no place reaches the confidence of ${least}: one sign alone is for a person to look at; then --min-confidence lowers it\n`,
  },
  takesBack: {
    ja: (count: number) => `kyumei: ${count}件を元に戻します\n`,
    en: (count: number) => `kyumei: taken back: ${amount(count, 'entry', 'entries')}\n`,
  },
  unreadable: {
    ja: (path: string) => `${path} が読めません（書き換えられた、または壊れています）`,
    en: (path: string) => `${path} can't be read: it was changed, or is damaged`,
  },
} as const

/** An old report chooses what has run out. */
export function expiredLine(selection: Selection, target: Target, today: string, lang: Lang): string {
  const entries = only(selection, ...target.kinds).filter(({ expires }) => expires < today)
  if (entries.length === 0) return ''
  return lang === 'ja'
    ? `kyumei: ${entries.length}件は期限（${entries[0]?.expires}）が過ぎています。新しいログでkyumei scanを実行してください\n`
    : `kyumei: ${amount(entries.length, 'entry', 'entries')} have run out (${entries[0]?.expires}): run kyumei scan on newer logs\n`
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
    : `${target.id}: ${amount(held, 'entry', 'entries')}${other > 0 ? ` (${other} more are of a kind that it can't hold)` : ''}`
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
  if (normal === 0 && effects.length === 0)
    return ja
      ? `この調査には${WHAT[what].ja}の記録がありません。何が遮断されるかは試せていません。\n`
      : `This scan has no ${WHAT[what].en}: what would be blocked was not tried.\n`
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
