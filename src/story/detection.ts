/** Asks the detectors, and keeps of their signs what no allow list hides: told once, and together where a known reason explains them. */

import type { Detector, DetectorContext, Roles, Sign } from '../detect/detector.ts'
import { isSerious } from '../detect/detector.ts'
import { weakened } from '../detect/grade.ts'
import { together } from '../detect/together.ts'
import type { Text } from '../i18n/text.ts'
import type { Lists } from '../lists/index.ts'
import type { Suspected } from '../mail/leak.ts'
import type { Engine } from '../store/engine.ts'
import { keeping, remembering } from '../store/kept.ts'
import { within } from '../store/ranges.ts'
import { OF_ACCOUNTS } from './account-verdict.ts'
import type { Allow, Config } from './config.ts'
import type { Owner } from './inventory.ts'
import { hostsOfReaders } from './mail-readers.ts'
import { hostsApart, ofApart } from './network-apart.ts'
import type { Present } from './present.ts'
import { toldOnce } from './told-once.ts'
import { hostRows, isAccused } from './verdict.ts'
import { inTheNameOf, vpnAccounts } from './vpn-session.ts'

export interface Detected {
  detector: Detector
  sign: Sign
}

export async function runDetectors(
  engine: Engine,
  detectors: Detector[],
  config: Config,
  { present, ...known }: { roles: Roles; lists: Lists; hasLeases: boolean; present: Present },
  options: {
    timezone: string
    atOnce: number
    /** there are so many rows that steps are kept on the disk */
    onDisk: boolean
    reuse?: Promise<boolean>
    onProgress: (text: string) => void
  },
) {
  const kept: Detected[] = []
  const hidden = new Map<Allow, number>()
  const today = new Date().toISOString().slice(0, 10)
  const allow = config.allow.filter((entry) => entry.expires >= today)
  const sessions = await vpnAccounts(engine)
  const apart = await hostsApart(engine, present)
  const keep = (detector: Detector, signs: Sign[]) => {
    for (const sign of explainedTogether(toldOnce(signs))) {
      const entry = allow.find((one) => hides(one, detector, sign))
      if (entry) hidden.set(entry, (hidden.get(entry) ?? 0) + 1)
      else kept.push({ detector, sign })
    }
  }
  /** the signs of all detectors so far are kept */
  let before = Promise.resolve()
  const running = new Set<Promise<Sign[]>>()
  const queryOnce = remembering(engine)
  for (const detector of detectors) {
    if (running.size >= options.atOnce) await Promise.race(running)
    options.onProgress(detector.id)
    const earlier = before
    const { keep: keepRows, forget } = keeping(engine, options.onDisk)
    const context: DetectorContext = {
      query: (sql, parameters) => engine.query(sql, parameters),
      queryOnce,
      keep: keepRows,
      parameter: (name) => config.parameters[detector.id]?.[name] ?? declared(detector, name),
      ...known,
      timezone: options.timezone,
      convicted: async () => {
        await earlier
        return highMails(kept)
      },
      suspects: async (addresses) => {
        await earlier
        return await suspectsAmong(engine, addresses, kept, { ...known, present, inventory: config.inventory })
      },
    }
    const waits = detector.needs.prepared?.includes('reuse') ? options.reuse : true
    const asked = Promise.resolve(waits).then((any = true) => (any ? detector.run(context).finally(forget) : []))
    const ended = () => running.delete(asked)
    asked.then(ended, ended)
    running.add(asked)
    before = asked.then(async (signs) => {
      await earlier
      keep(
        detector,
        signs.map((sign) => inTheNameOf(ofApart(behindOthers(sign, known.roles), apart), sessions)),
      )
    })
    before.catch(() => {}) // thrown where it is awaited
  }
  await before
  return { kept, hidden }
}

const highMails = (kept: Detected[]) => [
  ...new Set(
    kept.flatMap(({ detector, sign }) =>
      sign.severity === 'high' ? (sign.mails ?? []).slice(0, detector.id === 'reworked-mail' ? 1 : undefined) : [],
    ),
  ),
]

/** Mail addresses whose PC, or which themselves, are accused by what was found so far. */
async function suspectsAmong(
  engine: Engine,
  addresses: string[],
  kept: Detected[],
  { roles, ...known }: { roles: Roles; hasLeases: boolean; inventory: Owner[]; present: Present },
): Promise<Suspected[]> {
  const signs = kept.map(({ detector, sign }) => ({ ...sign, id: detector.id, detector: detector.id }))
  const accused = new Map(
    hostRows(signs, [], roles.shared)
      .filter(isAccused)
      .map((row) => [row.host, row.verdict]),
  )
  const abused = new Map(
    kept
      .filter(
        ({ detector, sign }) =>
          (sign.hosts.length === 0 || OF_ACCOUNTS.includes(detector.id)) && sign.mails === undefined && isSerious(sign),
      )
      .flatMap(({ detector, sign }) =>
        sign.accounts.map((account) => ({
          account: account.toLowerCase(),
          why: detector.title,
          since: sign.first_seen,
        })),
      )
      .sort((a, b) => (a.since < b.since ? 1 : -1))
      .map(({ account, ...one }) => [account, one] as const),
  )
  const firstSign = (host: string) =>
    signs.flatMap((sign) => (sign.hosts.includes(host) && isSerious(sign) ? [sign.first_seen] : [])).sort()[0] ?? ''
  const readers = await hostsOfReaders(engine, addresses, known)
  return addresses.flatMap((account): Suspected[] => [
    ...(readers.get(account) ?? []).flatMap((host) => {
      const verdict = accused.get(host)
      return verdict
        ? [{ account, host, why: ACCUSED[verdict === 'infected' ? 'infected' : 'suspected'], since: firstSign(host) }]
        : []
    }),
    ...[account, account.replace(/@.*/, '')].flatMap((name) => {
      const one = abused.get(name)
      return one ? [{ account, ...one }] : []
    }),
  ])
}

const ACCUSED: Record<'infected' | 'suspected', Text> = {
  infected: { ja: '使っている端末は感染と判断', en: 'its PC is judged infected' },
  suspected: { ja: '使っている端末に感染の疑い', en: 'its PC is suspected' },
}

/** What an address does that stands for others is what many do together: it tells less, and never who. */
function behindOthers(sign: Sign, roles: Roles): Sign {
  if (sign.hosts.length === 0 || !sign.hosts.every((host) => roles.shared.includes(host))) return sign
  return { ...sign, ...weakened(sign, BEHIND) }
}

const BEHIND: Text = {
  ja: 'このアドレスは後ろの端末の代わりに通信しています。実際の端末は、このログからは確認できません。',
  en: "This address acts for clients behind it: the real client isn't visible in these logs.",
}

/** What many do for a known reason is told once, with all who do it. */
function explainedTogether(signs: Sign[]): Sign[] {
  const [explained, notable] = [signs.filter(isExplained), signs.filter((sign) => !isExplained(sign))]
  const groups = Map.groupBy(explained, (sign) => sign.destinations[0] ?? '')
  return [
    ...notable,
    ...[...groups.values()].map((group): Sign => {
      if (group.length === 1) return group[0] as Sign
      const one = together(group as [Sign, ...Sign[]])
      const { hosts } = one
      return {
        ...one,
        words: {
          ...one.words,
          host: hosts.length > 3 ? `${hosts.slice(0, 3).join(', ')} … (${hosts.length})` : hosts.join(', '),
        },
      }
    }),
  ]
}

const isExplained = (sign: Sign) => sign.severity === 'informational'

function declared(detector: Detector, name: string): number {
  const parameter = detector.parameters.find((one) => one.name === name)
  if (!parameter) throw new Error(`${detector.id} declares no parameter ${name}`)
  return parameter.default
}

function hides(entry: Allow, detector: Detector, sign: Sign): boolean {
  if (entry.detector && entry.detector !== detector.id) return false
  if (entry.host && !sign.hosts.every((host) => host === entry.host)) return false
  return !entry.destination || sign.destinations.some((destination) => covers(entry.destination ?? '', destination))
}

function covers(pattern: string, destination: string): boolean {
  if (pattern.includes('/')) return within(destination, pattern)
  return destination === pattern || destination.endsWith(`.${pattern}`)
}
