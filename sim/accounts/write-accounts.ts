/** The accounts of a simulated organisation: their logs beside the others, and the truth about who abuses which. */
import { createWriteStream } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../src/store/output.ts'
import type { Pc } from '../organisation.ts'
import { Random } from '../random.ts'
import { accountLife } from './account-life.ts'
import { ACCOUNT_FILES, ACCOUNT_HEADERS, type AccountLine, accountLines } from './account-lines.ts'
import { ACCOUNT_PLAYS, type AccountBehaviour } from './account-plays.ts'
import { directoryLife } from './directory-life.ts'
import { exchangeLife } from './exchange-life.ts'
import { type Directory, houseOf, mailOf } from './house.ts'
import { mailboxLife } from './mailbox-life.ts'
import type { Play } from './play.ts'
import { type Employee, staffOf } from './staff.ts'

export interface AccountTruth {
  /** '' where a server is abused and no account */
  account: string
  host: string
  /** accounts that whoever abuses it made */
  made: string[]
  behaviour: AccountBehaviour
  /** where the organisation's accounts are made */
  directory: Directory
  addresses: string[]
  first: string
  last: string
  expected_detectors: string[]
  expected_verdict: Play['verdict']
}

export async function writeAccounts(options: {
  out: string
  seed: number
  people: Pc[]
  first: number
  last: number
  behaviours: readonly AccountBehaviour[]
}): Promise<AccountTruth[]> {
  const { seed, first, last } = options
  const staff = staffOf(options.people, seed)
  const house = houseOf(staff, seed)
  house.exchange ||= options.behaviours.some((behaviour) => (ACCOUNT_PLAYS[behaviour] as Play).exchange)
  const random = new Random(seed * 67867967 + 13)
  const victims = [...staff].sort(() => random.next() - 0.5)
  const lines: AccountLine[] = []
  let serial = 0
  const take = (events: Iterable<Parameters<typeof accountLines>[0]>) => {
    const seen = { addresses: new Set<string>(), made: new Set<string>(), first: last, last: first }
    for (const event of events) {
      if (event.time < first || event.time >= last) continue
      if (event.address !== '') seen.addresses.add(event.address)
      if (event.kind === 'administration')
        seen.made.add(event.target.includes('@') ? event.target : mailOf(event.target))
      seen.first = Math.min(seen.first, event.time)
      seen.last = Math.max(seen.last, event.time)
      lines.push(...accountLines(event, ++serial))
    }
    return seen
  }
  take(accountLife(staff, { first, last, seed }))
  take(directoryLife(staff, house, { first, last, seed }))
  take(mailboxLife(staff, { first, last, seed }))
  if (house.exchange) take(exchangeLife(staff, { first, last, seed }))
  const truth = options.behaviours.map((behaviour, i): AccountTruth => {
    const victim = victims[i % victims.length] as Employee
    const { play, expected, verdict, whose, quiet = 0, begins = [0.65, 0.75] }: Play = ACCOUNT_PLAYS[behaviour]
    // the owner's own history comes first, and office hours begin it
    const start = first + Math.floor((last - first) * random.between(...begins))
    const abuse = { victim, staff, house, start, end: last, random }
    const { account, host } = whose?.(abuse) ?? { account: victim.mail, host: victim.pc.name }
    const seen = take(play(abuse))
    return {
      account: verdict === '' ? '' : account,
      host,
      made: [...seen.made],
      behaviour,
      directory: house.directory,
      addresses: [...seen.addresses],
      first: new Date(seen.first * 1000).toISOString(),
      last: new Date(seen.last * 1000).toISOString(),
      expected_detectors: [...expected],
      expected_verdict: start - first < quiet * 86_400 ? '' : verdict,
    }
  })
  lines.sort((a, b) => a.time - b.time)
  for (const [log, own] of Map.groupBy(lines, (line) => line.log))
    await write(join(options.out, 'logs', ACCOUNT_FILES[log]), texts(ACCOUNT_HEADERS[log] ?? [], own, last))
  return truth
}

/** Sessions that last beyond the end are in no log yet. */
function* texts(header: string[], lines: AccountLine[], end: number): Generator<string> {
  yield* header
  for (const { time, text } of lines) if (time < end) yield text
}

async function write(path: string, lines: Iterable<string>): Promise<void> {
  makeFolder(dirname(path))
  const stream = createWriteStream(path)
  for (const text of lines)
    if (!stream.write(`${text}\n`)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
  await new Promise<void>((resolve) => stream.end(() => resolve()))
}
