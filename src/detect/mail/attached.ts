/**
 * Messages whose attachments show certain traits, each with everything attached to it, and what is known of its sender: from the tables
 * of attached-table.ts.
 */
import type { DetectorContext, Sign } from '../detector.ts'
import { shownSubject } from './mail-row.ts'

/** One item of an attachment's tree (src/mail/attachment-tree.ts), as its table keeps it. */
export interface AttachedItem {
  item: number
  parent: number
  path: string
  name: string
  extension: string
  type: string
  bytes: number
  sha256: string
  encrypted: boolean
  password: string
  password_from: string
  unreadable: string
  /** trait → what shows it */
  traits: Map<string, string>
}

export interface AttachedMail {
  files: string[]
  evidence_id: string
  line: number
  seen: string
  subject: string
  from_name: string
  from_address: string
  from_domain: string
  /** whose mailboxes it was laid into, else whom it names */
  readers: string[]
  items: AttachedItem[]
  /** DKIM passed for the sender's own domain, as our own server noted */
  genuine: boolean
  /** sent by our own side to our own side, without passing the internet */
  inside: boolean
  /** days before this message on which the sender wrote */
  days_before: number
  /** what the sender's earlier attachments had, trait → days */
  habits: Map<string, number>
  /** we wrote to him about a program or a defect shortly before */
  asked: boolean
}

/** At least one item of these traits or types, or one that could not be read. */
export interface Wanted {
  traits?: string[]
  types?: string[]
  unreadable?: boolean
}

/** Messages that hold it; every copy once. */
export async function attachedMails(context: DetectorContext, wanted: Wanted): Promise<AttachedMail[]> {
  const rows = await context.query<Row>(SQL, {
    traits: wanted.traits ?? [],
    types: wanted.types ?? [],
    unreadable: wanted.unreadable ? 1 : 0,
  })
  return rows.map(fromRow)
}

type ItemRow = Omit<AttachedItem, 'encrypted' | 'traits'> & { encrypted: number; traits: string[]; details: string[] }

interface Row {
  files: string[]
  evidence_id: string
  line: number
  seen: string
  day: string
  subject: string
  from_name: string
  from_address: string
  from_domain: string
  readers: string[]
  items: ItemRow[]
  genuine: number
  inside: number
  days: string[]
  habits: { day: string; habit: string }[]
  asked: string[]
}

const SQL = `
WITH once AS
  (
    SELECT argMin(copy.evidence_id, tuple(copy.file, copy.mail_id)) AS cited_evidence,
      argMin(copy.line, tuple(copy.file, copy.mail_id)) AS cited_line, argMin(copy.items, tuple(copy.file, copy.mail_id)) AS items,
      arraySort(groupUniqArray(100)(copy.file)) AS files, min(copy.time) AS taken, any(copy.subject) AS subject,
      any(copy.from_name) AS from_name, any(copy.from_address) AS sender, any(copy.from_domain) AS domain,
      arraySort(groupUniqArrayArray(copy.readers)) AS readers, max(copy.genuine) AS genuine, min(copy.inside) AS inside
    FROM attached_copy AS copy
    WHERE hasAny(copy.traits, {traits:Array(String)}) OR hasAny(copy.types, {types:Array(String)})
      OR ({unreadable:UInt8} = 1 AND copy.unreadable = 1)
    GROUP BY copy.message
  )
SELECT files, cited_evidence AS evidence_id, cited_line AS line, formatDateTime(taken, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS seen,
  toString(toDate(taken)) AS day, subject, from_name, sender AS from_address, domain AS from_domain, readers, items, genuine, inside, days, habits, asked
FROM once
LEFT JOIN attached_sender ON attached_sender.from_address = once.sender
ORDER BY taken, files[1]
LIMIT 5000`

function fromRow(row: Row): AttachedMail {
  const earlier = row.from_address === '' ? [] : row.habits.filter(({ day }) => day < row.day)
  const habits = new Map<string, number>()
  for (const { habit } of earlier) habits.set(habit, (habits.get(habit) ?? 0) + 1)
  return {
    ...row,
    line: Number(row.line),
    items: row.items.map(itemOf),
    genuine: Number(row.genuine) === 1,
    inside: Number(row.inside) === 1,
    days_before: row.from_address === '' ? 0 : row.days.filter((day) => day < row.day).length,
    habits,
    asked: row.asked.some((day) => day <= row.day && Date.parse(row.day) - Date.parse(day) <= SHORTLY),
  }
}

const SHORTLY = 30 * 86_400_000

function itemOf({ traits, details, ...row }: ItemRow): AttachedItem {
  return {
    ...row,
    bytes: Number(row.bytes),
    encrypted: row.encrypted === 1,
    traits: new Map(traits.map((trait, i) => [trait, details[i] ?? ''])),
  }
}

/** The item and everything that holds it, innermost first. */
export function chain(mail: AttachedMail, item: AttachedItem): AttachedItem[] {
  const found = [item]
  for (let one: AttachedItem | undefined = item; one && found.length < 20; ) {
    const parent: AttachedItem | undefined = mail.items.find((other) => other.item === one?.parent)
    if (parent) found.push(parent)
    one = parent
  }
  return found
}

export const below = (mail: AttachedMail, item: AttachedItem) =>
  mail.items.filter((one) => one.item !== item.item && chain(mail, one).includes(item))

export const has = (item: AttachedItem, ...traits: string[]) => traits.some((trait) => item.traits.has(trait))

/** What every sign of an attachment carries. `items` are what it speaks of, most telling first. */
export function seenAttached(
  mail: AttachedMail,
  items: AttachedItem[],
): Pick<
  Sign,
  'hosts' | 'accounts' | 'mails' | 'destinations' | 'first_seen' | 'last_seen' | 'lines' | 'count' | 'metrics'
> {
  return {
    hosts: [],
    accounts: mail.readers.filter((reader) => reader !== mail.from_address).slice(0, 100),
    mails: mail.files,
    destinations: destinations(items),
    first_seen: mail.seen,
    last_seen: mail.seen,
    lines: [{ evidence_id: mail.evidence_id, line: mail.line }],
    count: mail.files.length,
    metrics: {
      attachments: items.length,
      attachment: items[0]?.path ?? '',
      content: items[0]?.type ?? '',
      sha256: items[0]?.sha256 ?? '',
      traits: [...new Set(items.flatMap((item) => [...item.traits.keys()]))].join(', '),
      sender_days: mail.days_before,
    },
  }
}

export const attachedWords = (mail: AttachedMail, item: AttachedItem | undefined): Sign['words'] => ({
  from: mail.from_name === '' ? mail.from_address || '—' : `${mail.from_name} <${mail.from_address}>`,
  subject: shownSubject(mail.subject),
  attachment: item?.name ?? '',
  path: visible(item?.path ?? ''),
})

/** Controls that turn text round are named instead of obeyed. */
const visible = (text: string) =>
  text.replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (one) => `[${CONTROLS[one] ?? one.charCodeAt(0).toString(16)}]`,
  )

const CONTROLS: Record<string, string> = {
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
}

/** Hosts in links and shares that the items' details name. */
function destinations(items: AttachedItem[]): string[] {
  const text = items
    .flatMap((item) => [...item.traits].filter(([trait]) => LEADS.has(trait)).map(([, detail]) => detail))
    .join('\n')
  const urls = [...text.matchAll(/(?:https?|ftp|file|rdp):\/\/+([^/\s\\"'?#:@]+)/gi)].map((one) => one[1] ?? '')
  const shares = [...text.matchAll(/(?:^|[\s"'=])\\\\([\w.-]+)[\\@]/gm)].map((one) => one[1] ?? '')
  const forms = items.map((item) => item.traits.get('html-form') ?? '')
  return [...new Set([...urls, ...shares, ...forms].map((host) => host.toLowerCase()))]
    .filter((host) => host.includes('.'))
    .slice(0, 20)
}

const LEADS = new Set([
  'remote-template',
  'dde',
  'lnk-command',
  'lnk-program',
  'lnk-file',
  'shortcut-url',
  'pdf-action',
])
