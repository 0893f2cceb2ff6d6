/**
 * What the genuine archive knows, worked out once a scan, before the detectors of mail run: `mail_domain`, `mail_address`, `message`
 * (messages.ts), `correspondent`, `partner` and `person_name` (people.ts), `successor` (successors.ts). `reuse` is built from them (reuse.ts).
 */
import { familyOf } from '../lists/family.ts'
import type { Lists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { buildMessages, MESSAGE, type MessageOptions } from './messages.ts'
import { domainOf, type OwnSide, ownSide } from './own-side.ts'
import { buildPeople, NAMES, PEOPLE } from './people.ts'
import { buildSuccessors, SUCCESSOR } from './successors.ts'

export interface CorrespondentOptions extends MessageOptions {
  /** rows of `mail`; default: nobody counted them */
  mails?: number
  own_domains: string[]
  auth_servers: string[]
}

export async function buildCorrespondents(
  engine: Engine,
  lists: Lists,
  options: CorrespondentOptions,
): Promise<OwnSide> {
  const { mails: count = Number.POSITIVE_INFINITY } = options
  await Promise.all([
    ...[MESSAGE, ...PEOPLE].map((sql) => makeAnew(engine, sql, count > 0)),
    ...[...ADDRESSES, NAMES, SUCCESSOR].map((sql) => makeAnew(engine, sql, count > FEW)),
  ])
  if (count === 0) return NOBODY
  const mails = `(SELECT * FROM mail WHERE evidence_id IN (SELECT evidence_id FROM ${options.examined}))`
  const own = await ownSide(engine, mails, lists, options)
  await buildAddresses(engine, mails, lists, own)
  await buildMessages(engine, own, options)
  await buildPeople(engine)
  await buildSuccessors(engine)
  return own
}

/** messages whose addresses may stand in memory: nobody asks for them after the scan */
const FEW = 20_000

const NOBODY: OwnSide = { families: [], domain: '', addresses: [], servers: [] }

const ADDRESSES = [
  `CREATE OR REPLACE TABLE mail_domain (domain String, family String, freemail String, service String, own UInt8)
   ENGINE = MergeTree ORDER BY domain`,
  `CREATE OR REPLACE TABLE mail_address (address String, family String, freemail String, own UInt8)
   ENGINE = MergeTree ORDER BY address`,
]

/** `mail_address` and `mail_domain`: every one that a message names, with its registrable domain. */
async function buildAddresses(engine: Engine, mails: string, lists: Lists, own: OwnSide): Promise<void> {
  const rows = await engine.query<{ address: string }>(
    `SELECT DISTINCT address
     FROM ${mails}
     ARRAY JOIN arrayConcat(to_address, cc_address, bcc_address, delivered_to, reply_to, [from_address, return_path, sender_address, toString(mailbox)]) AS address
     WHERE position(address, '@') > 1
     ORDER BY address`,
  )
  const domains = new Map<string, { family: string; freemail: string; own: number }>()
  const known = (domain: string) => {
    const found = domains.get(domain)
    if (found) return found
    const family = familyOf(domain)
    const row = {
      family,
      freemail: find(lists.freemail, domain)?.kind ?? '',
      own: own.families.includes(family) ? 1 : 0,
    }
    domains.set(domain, row)
    return row
  }
  const addresses = rows.map(({ address }) => {
    const domain = known(domainOf(address))
    return { address, ...domain, own: domain.own === 1 || own.addresses.includes(address) ? 1 : 0 }
  })
  await engine.insert('mail_address', addresses)
  const senders = await engine.query<{ domain: string }>(
    `SELECT DISTINCT from_domain AS domain FROM ${mails} ORDER BY domain`,
  )
  for (const { domain } of senders) known(domain)
  await engine.insert(
    'mail_domain',
    [...domains].map(([domain, row]) => ({ domain, ...row, service: find(lists['mail-service'], domain)?.kind ?? '' })),
  )
}
