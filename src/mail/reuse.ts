/**
 * `reuse`: which messages use the text or the attachments' names of an earlier one. The text is compared as sets of hashed character
 * n-grams, of which those are kept whose hash falls under a fixed bar, the same for all: A. Broder, "On the resemblance and containment of
 * documents" (1997). Such sketches show containment as well as likeness, so that text added above a re-used body hides nothing.
 *
 * A gram weighs by how few organisations write it (document frequency): what many write (greetings, the sentences of business letters, a
 * bill's form) joins no pair and adds nothing to a likeness; the list business-phrase says so where the archive is too small to know.
 * Only messages that could be a re-work are looked up, against all; only pairs that share enough are compared.
 */
import type { ReferenceList } from '../lists/list.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { nameKey } from './attachment-kind.ts'

/** characters: a clause of Japanese, two words of English. Shorter ones meet by chance in an archive of 100,000 */
const GRAM = 10
/** one gram of so many is kept */
const SAMPLE = 4
/** a gram that more organisations use is everybody's wording */
const TELLING_SENDERS = 5
/** or so small a share of all of them: in a large archive chance alone brings phrases together */
const TELLING_SHARE = 0.004
const MANY_SENDERS = 50
/** grams of a message by which others are looked up, the rarest first */
const LOOKED_UP = 80
/** telling grams that two messages must share: two sentences */
const SHARED = 6
/** bytes of own text below which there is nothing to compare */
const SHORT = 90
/** messages of one gram: a newsletter of years */
const SERIES = 3000

/** the marks that are neither ASCII nor made so by the NFKC that `core` went through */
const MARKS = '、。「」『』【】〈〉《》〔〕・…‥―—–〜※→←↓↑■□◆◇●○◎★☆▼▽▲△‘’“”　'

/** Without what is changed anyway: case, spaces, punctuation, figures. Sampled n-grams of the rest. */
const gramsOf = (text: string) => `
  arrayDistinct(arrayFilter(one -> one % ${SAMPLE} = 0,
    arrayMap(one -> toUInt32(bitShiftRight(cityHash64(one), 32)),
      ngrams(substringUTF8(translate(replaceRegexpAll(lower(toValidUTF8(${text})), '[[:punct:][:space:]${MARKS}]+', ''), '123456789', '000000000'), 1, 20000), ${GRAM}))))`

/** Whether any message uses an earlier one. `any`: whether there is any mail at all. */
export async function buildReuse(engine: Engine, phrases: ReferenceList, any = true): Promise<boolean> {
  await makeAnew(
    engine,
    `CREATE OR REPLACE TABLE reuse
     (
       fake String, -- id of the later message; whether it is one is for the detector to say
       original String,
       telling UInt32, -- grams of few senders that both hold
       shared Float32, -- weight of the grams that both hold
       fake_weight Float32,
       original_weight Float32,
       names Array(String) -- attachments of one name, whatever their extension
     )
     ENGINE = MergeTree ORDER BY (fake, original)`,
    any,
  )
  if (!any) return false
  const [messages] = await engine.query<{ n: string }>('SELECT count() AS n FROM message')
  const onDisk = Number(messages?.n ?? 0) > FEW
  await build(engine, 'questionable', QUESTIONABLE, onDisk)
  const asked = await engine.query<{ n: string }>('SELECT count() AS n FROM questionable')
  if (Number(asked[0]?.n ?? 0) === 0) return false
  await build(engine, 'numbered', NUMBERED, onDisk)
  const [all] = await engine.query<{ n: string }>('SELECT uniq(sender) AS n FROM numbered')
  const limit = Math.min(MANY_SENDERS, Math.max(TELLING_SENDERS, Math.floor(Number(all?.n ?? 0) * TELLING_SHARE)))
  await buildPhrases(engine, phrases, onDisk)
  await buildFileNames(engine, onDisk)
  for (const [table, sql] of stepsOf(limit)) await build(engine, table, sql, onDisk)
  await buildPairs(engine, onDisk)
  await build(engine, 'weighed', weighed(limit), onDisk)
  const [pairs] = await engine.query<{ n: string }>('SELECT count() AS n FROM pair')
  const slices = Math.max(1, Math.ceil(Number(pairs?.n ?? 0) / COMPARED_AT_ONCE))
  for (let slice = 0; slice < slices; slice++) await engine.command(`INSERT INTO reuse ${COMPARED}`, { slices, slice })
  for (const table of Object.keys(TABLES)) await engine.command(`DROP TABLE ${table}`)
  return (await engine.query('SELECT fake FROM reuse LIMIT 1')).length > 0
}

/**
 * Each step is kept in a table: the engine works a WITH out again wherever it is named. Grams are 32 bits and messages numbers, as there
 * are many millions of them.
 */
async function build(engine: Engine, table: keyof typeof TABLES, sql: string, onDisk: boolean): Promise<void> {
  await create(engine, table, onDisk)
  await engine.command(`INSERT INTO ${table} ${sql}`)
}

async function create(engine: Engine, table: keyof typeof TABLES, onDisk: boolean): Promise<void> {
  const [columns, order] = TABLES[table]
  await makeAnew(engine, `CREATE OR REPLACE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY ${order}`, onDisk)
}

const FEW = 5_000 // messages whose grams may stand in memory

const TABLES = {
  questionable: ["id String, time DateTime64(3, 'UTC'), from_address String, every UInt8", 'id'],
  phrase: ['text String', 'text'],
  file_name: ['name String, key String', 'name'],
  numbered: ['id String, number UInt32, moment UInt32, sender UInt32, every Int8', 'id'],
  sketch: ['id String, grams Array(UInt32)', 'tuple()'],
  asked_gram: ['gram UInt32', 'gram'],
  spread: ['gram UInt32, number UInt32, moment UInt32, sender UInt32, every Int8', 'gram'],
  told: ['gram UInt32, senders UInt32', 'gram'],
  asked: ['gram UInt32, number UInt32, moment UInt32, sender UInt32, every Int8', 'gram'],
  pair: ['fake String, original String, telling UInt32, names Array(String)', 'fake'],
  weighed: ['id String, grams Array(UInt32), weights Array(Float32)', 'id'],
} as const

/** `limit` (a literal, as the engine asks) is how many organisations may use a telling gram. */
const stepsOf = (limit: number): [keyof typeof TABLES, string][] => [
  ['sketch', SKETCH],
  ['asked_gram', askedGrams(limit)],
  ['spread', SPREAD],
  ['told', told(limit)],
  ['asked', ASKED],
]

/** Grams at a time: all that is alike to them stands in memory. */
const ASKED_AT_ONCE = 100_000

async function buildPairs(engine: Engine, onDisk: boolean): Promise<void> {
  await create(engine, 'pair', onDisk)
  const [asked] = await engine.query<{ n: string }>('SELECT count() AS n FROM asked')
  const slices = Math.max(1, Math.ceil(Number(asked?.n ?? 0) / ASKED_AT_ONCE))
  for (let slice = 0; slice < slices; slice++) await engine.command(`INSERT INTO pair ${PAIRS}`, { slices, slice })
}

async function buildPhrases(engine: Engine, { names }: ReferenceList, onDisk: boolean): Promise<void> {
  await create(engine, 'phrase', onDisk)
  await engine.insert(
    'phrase',
    [...names.keys()].map((text) => ({ text })),
  )
}

/**
 * Messages that could be a re-work: not sent from our side, and from somebody not known yet, or not proven, or with something that can
 * run, can't be looked into, or leads to a place that this sender never named before. `every`: the same sender's mails count as originals, too.
 */
const QUESTIONABLE = `
WITH named AS
  (
    SELECT from_address, link, min(time) AS first_named
    FROM message
    ARRAY JOIN link_domains AS link
    GROUP BY from_address, link
  ),
  new_place AS
  (
    SELECT DISTINCT id
    FROM (SELECT id, time, from_address, link FROM message ARRAY JOIN link_domains AS link WHERE judged = 1) AS linked
    INNER JOIN named ON named.from_address = linked.from_address AND named.link = linked.link
    WHERE linked.time = named.first_named
  )
SELECT id, time, from_address, toUInt8(auth = 'fail' OR notEmpty(runs) OR locked = 1 OR (own = 1 AND inside = 0) OR id IN (SELECT id FROM new_place)) AS every
FROM message
LEFT JOIN correspondent ON correspondent.address = message.from_address
WHERE judged = 1
  AND (inside = 0 OR notEmpty(runs))
  AND (every = 1 OR NOT (correspondent.address != '' AND (lasting = 1 OR known_from <= time)))
  AND NOT (bulk = 1 AND auth = 'pass' AND empty(runs) AND locked = 0 AND sent >= 5)`

/** `moment`: its rank in time; `sender`: the organisation, or who writes from a free address; `every`: as in `questionable`, -1 = it is none */
const NUMBERED = `
SELECT message.id AS id, toUInt32(row_number() OVER (ORDER BY message.time, message.id)) AS number, toUInt32(dense_rank() OVER (ORDER BY message.time)) AS moment,
  
  toUInt32(cityHash64(if(mail_address.freemail != '' OR message.from_family = '', message.from_address, toString(message.from_family))) % 4294967291) AS sender, if(asking.id = '', toInt8(-1), toInt8(asking.every)) AS every
FROM message
LEFT JOIN questionable AS asking ON asking.id = message.id
LEFT JOIN mail_address ON mail_address.address = message.from_address
SETTINGS join_use_nulls = 0`

/**
 * Few mails at a time and nothing joined: the n-grams of a block stand in memory as text. The conditions stand inside the expression: as
 * filters of so small blocks they take longer than all the rest.
 */
const SKETCH = `
SELECT mail_id AS id, ${gramsOf(`if(length(core) >= ${SHORT} AND mail_id IN (SELECT id FROM message), core, '')`)} AS grams
FROM mail
SETTINGS max_block_size = 256`

const PHRASES = `SELECT arrayJoin(${gramsOf('text')}) FROM phrase`

/** What many of the few that are looked up share tells nothing already. */
const askedGrams = (limit: number) => `
SELECT gram
FROM (SELECT id, arrayJoin(grams) AS gram FROM sketch WHERE id IN (SELECT id FROM questionable)) AS asking
INNER JOIN numbered ON numbered.id = asking.id
WHERE gram NOT IN (${PHRASES})
GROUP BY gram
HAVING uniqUpTo(${limit})(sender) <= ${limit}`

const SPREAD = `
SELECT gram, number, moment, sender, every
FROM (SELECT id, gram FROM (SELECT id, arrayJoin(grams) AS gram FROM sketch) WHERE gram IN (SELECT gram FROM asked_gram)) AS written
INNER JOIN numbered ON numbered.id = written.id`

const told = (limit: number) => `
SELECT gram, uniqUpTo(${limit})(sender) AS senders
FROM spread
GROUP BY gram
HAVING senders <= ${limit} AND count() BETWEEN 2 AND ${SERIES}`

const ASKED = `
SELECT spread.gram AS gram, number, moment, sender, every
FROM spread
INNER JOIN told ON told.gram = spread.gram
WHERE every >= 0
ORDER BY number, senders, gram
LIMIT ${LOOKED_UP} BY number`

async function buildFileNames(engine: Engine, onDisk: boolean): Promise<void> {
  await create(engine, 'file_name', onDisk)
  const rows = await engine.query<{ name: string }>(
    `SELECT DISTINCT name
     FROM mail_attachment
     WHERE parent = -1 AND inline = 0 AND name != ''
     ORDER BY name
     LIMIT 500000`,
  )
  await engine.insert(
    'file_name',
    rows.map(({ name }) => ({ name, key: nameKey(name) })).filter(({ key }) => key !== ''),
  )
}

/** of the later messages */
const IN_SLICE = 'cityHash64(id) % {slices:UInt32} = {slice:UInt32}'

const PAIRS = `
WITH
  alike AS
  (
    SELECT asked.number AS later, spread.number AS earlier, count() AS telling
    FROM spread
    INNER JOIN (SELECT * FROM asked WHERE number IN (SELECT number FROM numbered WHERE ${IN_SLICE})) AS asked ON asked.gram = spread.gram
    WHERE spread.moment < asked.moment AND (asked.every = 1 OR spread.sender != asked.sender)
    GROUP BY later, earlier
    HAVING telling >= ${SHARED}
  ),
  near AS
  (
    SELECT fakes.id AS fake, originals.id AS original, telling
    FROM alike
    INNER JOIN numbered AS fakes ON fakes.number = later
    INNER JOIN numbered AS originals ON originals.number = earlier
    ORDER BY fake, telling DESC, original
    LIMIT 12 BY fake
  ),
  called AS
  (
    SELECT id, time, from_address, from_family, key, attached.1 AS name
    FROM message
    ARRAY JOIN attachments AS attached
    INNER JOIN file_name ON file_name.name = attached.1
  ),
  -- a name that many send is a form's or a habit
  own_names AS (SELECT key FROM called GROUP BY key HAVING uniqExact(from_family) <= ${TELLING_SENDERS} AND count() BETWEEN 2 AND 200),
  same_name AS
  (
    SELECT later.id AS fake, called.id AS original, groupUniqArray(5)(later.name) AS names
    FROM called
    INNER JOIN (SELECT called.*, every FROM called INNER JOIN questionable ON questionable.id = called.id WHERE ${IN_SLICE.replace('id', 'called.id')}) AS later ON later.key = called.key
    WHERE key IN (SELECT key FROM own_names) AND called.time < later.time AND called.id != later.id
      AND (every = 1 OR called.from_address != later.from_address)
    GROUP BY fake, original
    ORDER BY fake, max(called.time) DESC, original
    LIMIT 12 BY fake
  )
SELECT fake, original, sum(telling) AS telling, groupUniqArrayArray(names) AS names
FROM
(
  SELECT fake, original, telling, [] AS names FROM near
  UNION ALL
  SELECT fake, original, 0 AS telling, names FROM same_name
)
GROUP BY fake, original`

/**
 * Each message of a pair with its grams' weights: 1 for what nobody else writes, down to 0 for what more than `limit` organisations do. An
 * organisation counts once, however often it writes its own phrases.
 */
const weighed = (limit: number) => `
WITH
  own AS (SELECT id, grams FROM sketch WHERE id IN (SELECT fake FROM pair UNION ALL SELECT original FROM pair)),
  frequency AS
  (
    SELECT gram, uniqUpTo(${limit})(sender) AS senders
    FROM (SELECT id, arrayJoin(grams) AS gram FROM sketch WHERE gram IN (SELECT arrayJoin(grams) FROM own)) AS written
    INNER JOIN numbered ON numbered.id = written.id
    GROUP BY gram
  ),
  weight AS
  (
    SELECT gram, 1 - log(least(senders, ${limit + 1})) / log(${limit + 1}) AS weight
    FROM frequency
    WHERE senders <= ${limit} AND gram NOT IN (${PHRASES})
  )
SELECT id, groupArray(gram) AS grams, groupArray(weight) AS weights
FROM (SELECT id, arrayJoin(grams) AS gram FROM own) AS held
INNER JOIN weight ON weight.gram = held.gram
GROUP BY id`

/** Few pairs at a time: the arrays of both stand in memory for each. */
const COMPARED_AT_ONCE = 10_000

const COMPARED = `
WITH some AS (SELECT * FROM pair WHERE cityHash64(fake) % {slices:UInt32} = {slice:UInt32})
SELECT fake, original, telling,
  arraySum((gram, weight) -> if(has(originals.grams, gram), weight, 0), fakes.grams, fakes.weights) AS shared,
  arraySum(fakes.weights) AS fake_weight, arraySum(originals.weights) AS original_weight, names
FROM some
LEFT JOIN (SELECT * FROM weighed WHERE id IN (SELECT fake FROM some)) AS fakes ON fakes.id = some.fake
LEFT JOIN (SELECT * FROM weighed WHERE id IN (SELECT original FROM some)) AS originals ON originals.id = some.original
SETTINGS max_block_size = 1024`
