/**
 * `successor`: addresses that somebody's former office announced: the same name, or the same part before the @, at another domain, which a
 * mail from the former domain named before the new address wrote. Firms change their names and domains; a letter says so. The new address is
 * as known as the former one.
 */
import type { Engine } from '../store/engine.ts'
import { isNamed, namedIn } from './named.ts'

export const SUCCESSOR = `CREATE OR REPLACE TABLE successor (address String, former String, since DateTime64(3, 'UTC'))
 ENGINE = MergeTree ORDER BY address`

/** Fills the table of SUCCESSOR; `correspondent` is filled already. */
export async function buildSuccessors(engine: Engine): Promise<void> {
  await engine.command(`INSERT INTO successor ${SUCCESSORS}`)
  const heirs = await engine.query<{ address: string; known: string }>(
    `SELECT successor.address AS address, toString(min(greatest(since, known_from))) AS known
     FROM successor
     INNER JOIN correspondent ON correspondent.address = successor.former
     GROUP BY address`,
  )
  if (heirs.length === 0) return
  await engine.command(
    `ALTER TABLE correspondent UPDATE known_from = least(known_from, toDateTime64(transform(address, {heirs:Array(String)}, {known:Array(String)}, toString(known_from)), 3, 'UTC'))
     WHERE address IN {heirs:Array(String)}
     SETTINGS mutations_sync = 1`,
    { heirs: heirs.map(({ address }) => address), known: heirs.map(({ known }) => known) },
  )
}

/** SQL: one of the two addresses announced the other. */
export const oneAnnouncedTheOther = (one: string, other: string) =>
  `((${one}, ${other}) IN (SELECT address, former FROM successor) OR (${other}, ${one}) IN (SELECT address, former FROM successor))`

const NAMESAKES = 50 // addresses: info@ and a frequent name are no person

const SUCCESSORS = `
WITH
  keyed AS
  (
    SELECT arrayJoin(arrayConcat([concat('@', splitByChar('@', address)[1])], arrayFilter(name -> lengthUTF8(name) >= 3, names))) AS key, address, family, freemail, first
    FROM
    (
      SELECT from_address AS address, any(toString(from_family)) AS family, any(mail_domain.freemail) AS freemail, min(message.time) AS first,
        groupUniqArray(5)(replaceRegexpAll(lowerUTF8(from_name), '[\\\\s　]+', '')) AS names
      FROM message
      LEFT JOIN mail_domain ON mail_domain.domain = message.from_domain
      WHERE position(from_address, '@') > 1 AND message.own = 0 AND auth != 'fail'
      GROUP BY address
    )
  ),
  few AS (SELECT key FROM keyed GROUP BY key HAVING count() BETWEEN 2 AND ${NAMESAKES}),
  pair AS
  (
    SELECT DISTINCT former.address AS former, former.family AS former_family, former.first AS former_first, new.address AS address, new.first AS began,
      if(new.freemail = '', splitByChar('@', new.address)[2], new.address) AS needle
    FROM (SELECT * FROM keyed WHERE key IN (SELECT key FROM few) AND freemail = '') AS former
    INNER JOIN (SELECT * FROM keyed WHERE key IN (SELECT key FROM few)) AS new ON new.key = former.key
    WHERE former.family != new.family AND former.first < new.first
  ),
  letter AS
  (
    SELECT toString(message.from_family) AS family, message.time AS time, named
    FROM message
    INNER JOIN
    (
      SELECT mail_id, ${namedIn('text')} AS named
      FROM mail
      WHERE mail_id IN (SELECT id FROM message WHERE from_family IN (SELECT former_family FROM pair) AND auth != 'fail')
    ) AS told ON told.mail_id = message.id
  )
SELECT pair.address, pair.former, min(letter.time) AS since
FROM pair
INNER JOIN letter ON letter.family = pair.former_family
WHERE letter.time > pair.former_first AND letter.time < pair.began
  AND ${isNamed('needle', 'named')}
GROUP BY pair.address, pair.former`
