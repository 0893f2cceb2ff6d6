/**
 * What computers' own events tell of a mail's attachments: that a file of that name or content was saved, opened or run on a computer within
 * two weeks after the mail came. Names within its archives count, too. A name that was about before the mail, or on many computers, is nobody's.
 */
import type { EvidenceLine } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'
import type { MailFacts } from './told-mail.ts'

const DAYS = 14 // a mail is opened within two weeks, or by its recipient never
const CROWD = 5 // computers: a name that as many have is no attachment's alone
const NAMES = 60
const ROWS = 500

export type Happened = 'saved' | 'opened' | 'ran'

export interface Opened {
  host: string
  /** what the computer did with it, in order; each once per file */
  steps: { time: string; what: Happened; name: string; program: string; lines: EvidenceLine[] }[]
  /** its content was recognised, not only its name */
  same: boolean
  /** users that the events name, lower case */
  users: string[]
}

interface Row {
  host: string
  time: string
  action: string
  user: string
  program: string
  command: string
  parent: string
  parent_command: string
  path: string
  sha256: string
  evidence_id: string
  line: number
}

export async function openedOn(engine: Engine, mail: MailFacts): Promise<Opened[]> {
  const names = namesOf(mail)
  const hashes = mail.items.flatMap((item) => (item.sha256 ? [item.sha256.toLowerCase()] : [])).slice(0, NAMES)
  if (names.length === 0 && hashes.length === 0) return []
  const rows = await engine.query<Row>(SQL, { names, hashes, delivered: mail.time.replace('T', ' ').replace('Z', '') })
  const happened = rows.flatMap((row) => {
    const found = whatHappened(row, names, hashes)
    return found ? [{ ...found, row }] : []
  })
  const early = new Set(happened.filter(({ row, same }) => !same && row.time < mail.time).map((one) => one.name))
  const crowded = new Set(
    [...Map.groupBy(happened, (one) => one.name)].flatMap(([name, own]) =>
      new Set(own.map((one) => one.row.host)).size > CROWD ? [name] : [],
    ),
  )
  const told = happened.filter(
    (one) => one.row.time >= mail.time && (one.same || (!early.has(one.name) && !crowded.has(one.name))),
  )
  return [...Map.groupBy(told, (one) => one.row.host)].map(([host, own]) => ({
    host,
    same: own.some((one) => one.same),
    users: [...new Set(own.map((one) => one.row.user.toLowerCase()))].filter((user) => user !== ''),
    steps: [...Map.groupBy(own, (one) => `${one.what} ${one.name}`).values()].flatMap((same) => {
      const [first] = same
      if (!first) return []
      return [
        {
          time: first.row.time,
          what: first.what,
          name: first.name,
          program: first.program,
          lines: same.slice(0, 3).map(({ row }) => ({ evidence_id: row.evidence_id, line: Number(row.line) })),
        },
      ]
    }),
  }))
}

/** Pictures of signatures, and names that everybody gives, tell nothing. */
const EVERYBODYS =
  /^(?:image\d*|logo|banner|untitled|無題|scan\d*|document\d*|資料|添付|新規.*|book\d+|文書 ?\d+|invoice|見積書?|請求書|readme|attachment|file)\.[a-z0-9]{1,5}$/i
const PICTURE = /\.(?:png|gif|jpe?g|bmp|svg|ico|p7s|asc|ics|vcf)$/i
const SHORTEST = 6

function namesOf({ items }: MailFacts): string[] {
  const names = items.flatMap((item) => item.name.split(/[\\/]/).slice(-1)).map(plain)
  return [...new Set(names)]
    .filter((name) => name.length >= SHORTEST && /\.[a-z0-9]{1,5}$/i.test(name) && !PICTURE.test(name))
    .filter((name) => !EVERYBODYS.test(name))
    .slice(0, NAMES)
}

/** As a file system may call it: 「請求書 (1).zip」 is the second copy of 「請求書.zip」. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ ?\(\d{1,3}\)(?=\.[a-z0-9]{1,5}\b)/g, '')

const RUNS = /(?:^|[\\/])(?:cmd|powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32|msiexec|conhost)\.exe$/i

function whatHappened(row: Row, names: string[], hashes: string[]) {
  const base = (path: string) => plain(path.split(/[\\/]/).at(-1) ?? '')
  const hash = hashes.includes(row.sha256)
  const started = row.action === 'process-start'
  const ran = names.find((name) => started && base(row.program) === name)
  const child = names.find((name) => started && (base(row.parent) === name || holds(row.parent_command, name)))
  const given = names.find((name) => started && holds(row.command, name))
  const saved = names.find((name) => holds(row.path, name))
  const told = (what: Happened, name: string) => ({ what, name, program: base(row.program), same: hash })
  if (ran) return told('ran', ran)
  if (hash && started) return told('ran', base(row.program))
  if (given) return told(RUNS.test(row.program) ? 'ran' : 'opened', given)
  if (child) return told('ran', child)
  if (saved) return told('saved', saved)
  if (hash) return told('saved', base(row.path))
  return null
}

/** The whole name, not the end or the beginning of another. */
function holds(text: string, name: string): boolean {
  const lower = plain(text)
  const at = lower.indexOf(name)
  if (at < 0) return false
  const [before, after] = [lower[at - 1] ?? ' ', lower[at + name.length] ?? ' ']
  return /[\\/"' :=(]/.test(before) && /[\\/"' :,;)?\r\n]/.test(after)
}

const HAS = (column: string) =>
  `arrayExists(name -> position(replaceRegexpAll(lowerUTF8(${column}), ' ?\\\\([0-9]{1,3}\\\\)', ''), name) > 0, {names:Array(String)})`

const SQL = `
SELECT host, formatDateTime(endpoint.time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS time, event_action AS action, user_name AS user, process_executable AS program,
  process_command_line AS command, process_parent_executable AS parent, process_parent_command_line AS parent_command, file_path AS path,
  if(file_hash_sha256 = '', process_hash_sha256, file_hash_sha256) AS sha256, evidence_id, line
FROM endpoint
WHERE host != '' AND endpoint.time < toDateTime64({delivered:String}, 3, 'UTC') + INTERVAL ${DAYS} DAY
  AND (event_action IN ('process-start', 'file-create', 'file-stream', 'file-executable', 'file-access') OR threat_name != '')
  AND (lower(file_hash_sha256) IN {hashes:Array(String)} OR lower(process_hash_sha256) IN {hashes:Array(String)}
    OR ${HAS("concat(process_executable, '|', process_command_line, '|', process_parent_executable, '|', process_parent_command_line, '|', file_path)")})
ORDER BY endpoint.time, line
LIMIT ${ROWS}`
