/** Names for rent that carry the organisation's own: sites of its own, as a rule. */
import { familyOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { registered } from './language.ts'

const SHORTEST = 5 // characters: shorter ones are in other names by chance
const LONG = 6 // … and still more are the beginning of others by chance; `hakutobackup` begins with a long one

/** domains of many of the accounts that sign in, Windows' short ones (`SAKURA\sato`) too */
const DOMAINS = `
SELECT if(position(account, '@') > 0, splitByChar('@', account)[2], lower(splitByChar('\\\\', account)[1])) AS domain
FROM (SELECT DISTINCT account FROM auth WHERE event_action = 'login' AND event_outcome = 'success' AND (position(account, '@') > 0 OR position(account, '\\\\') > 0))
GROUP BY domain
HAVING count() >= 3 AND count() * 5 >= (SELECT uniqExact(account) FROM auth WHERE event_action = 'login' AND event_outcome = 'success')
LIMIT 10`

/** Whether a name's first label holds the word by which the organisation's domain begins. */
export async function ownNames(context: DetectorContext): Promise<(name: string) => boolean> {
  const rows = await context.query<{ domain: string }>(DOMAINS)
  const words = rows
    .filter(({ domain }) => find(context.lists.freemail, domain) === null)
    .map(({ domain }) => registered(familyOf(domain)).split('-')[0] ?? '')
    .filter((word) => word.length >= SHORTEST)
  return (name) =>
    registered(name)
      .split('-')
      .some((part) => words.some((word) => part === word || (word.length >= LONG && part.startsWith(word))))
}

export const OWN_NAME: Reason = {
  effect: 'weakens',
  text: {
    ja: '名前に組織自身の名が入っており、自社で作ったサイトや自社の拠点と見られます（攻撃者がまねて付けることもあります）。',
    en: "The name carries the organisation's own: a site or an office of its own, it seems, though attackers choose such names too.",
  },
}
