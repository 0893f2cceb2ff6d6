/** How long the attack has lasted, as far as the logs reach: a first sign at their beginning means that it may be older. */
import { isSerious } from '../detect/detector.ts'
import { amount } from '../i18n/text.ts'
import type { Finding } from './findings.ts'
import type { Fact } from './logging.ts'

const DAY = 86_400_000
const EDGE = 0.05 // of the logs' length …
const LEAST = DAY // … and no less, in which a first sign stands at their beginning

export function dwellFacts(
  findings: Pick<Finding, 'severity' | 'first_seen' | 'last_seen' | 'mails'>[],
  range: { first: string | null; last: string | null },
): Fact[] {
  // mails have dates of their own, and an archive of them reaches back further than any log
  const signs = findings.filter((one) => isSerious(one) && one.mails.length === 0)
  const first = signs.map((one) => one.first_seen).sort()[0]
  const last = signs
    .map((one) => one.last_seen)
    .sort()
    .at(-1)
  if (!first || !last || !range.first || !range.last) return []
  const [begin, end] = [Date.parse(range.first), Date.parse(range.last)]
  const days = (ms: number) => Math.max(1, Math.round(ms / DAY))
  const [lasted, kept] = [days(Date.parse(last) - Date.parse(first)), days(end - begin)]
  const edge = Date.parse(first) - begin < Math.max(LEAST, (end - begin) * EDGE)
  return [
    {
      id: 'dwell',
      kind: edge ? 'blind' : 'assumption',
      subject: first,
      value: lasted,
      text: edge
        ? {
            ja: `最初の兆候はログの始まりにあります。兆候は${lasted}日間、ログは${kept}日分です。攻撃はこれより前に始まった可能性があります。バックアップ、機器の内蔵ログ、サーバのイベントログ、通信事業者・クラウドの記録など、より古い記録を探してください。`,
            en: `The first sign is at the edge of the logs: signs of ${amount(lasted, 'day')} in logs of ${kept}. The attack may be older. Look for older records: backups, the devices' own logs, servers' event logs, records of providers and clouds.`,
          }
        : {
            ja: `兆候のある期間は${lasted}日間で、ログ（${kept}日分）はその${days(Date.parse(first) - begin)}日前から始まっています。その間に兆候は見つかっていません。`,
            en: `Signs lasted ${amount(lasted, 'day')}; the logs (${amount(kept, 'day')}) begin ${amount(days(Date.parse(first) - begin), 'day')} before the first, and show none in that time.`,
          },
      first,
      last,
    },
  ]
}
