/**
 * What a computer is called: its own events write `PC-01.example.local`, antivirus consoles `pc-01`, leases `PC-01`, firewalls an address. One
 * computer is one host in the report: the one by which the network knows it, else its name without domain.
 */
import { computerExpression, shortName } from '../detect/computer-name.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'

/** SQL of the computer behind an event: the viewer's own CSV doesn't name it, then its file stands for it. */
export const ownComputer = (name: string): string =>
  `if(${name} = '', dictGetOrDefault('computer_of', 'host', tuple(concat('/', evidence_id)), ''), ${computerExpression(name)})`

/** Creates the dictionary `computer_of`, which the views need, from the names that computers' events bear. */
export async function buildComputers(engine: Engine, known: { hasLeases: boolean; filled: boolean }): Promise<void> {
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE computer (name String, host String) ENGINE = MergeTree ORDER BY name',
    known.filled,
  )
  if (known.filled) {
    await engine.command(`INSERT INTO computer ${NAMES(known.hasLeases)}`)
    await engine.command(`INSERT INTO computer ${FILES(known.hasLeases)}`)
  }
  await engine.command(
    `CREATE OR REPLACE DICTIONARY computer_of (name String, host String)
     PRIMARY KEY name SOURCE(CLICKHOUSE(TABLE 'computer')) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`,
  )
}

/** SQL of the names that computers' own events bear, as spelled there. */
export const OWN_NAMES = `
        SELECT DISTINCT ${shortName('host_name')} AS short FROM endpoint_event WHERE host_name != ''
        UNION DISTINCT
        SELECT DISTINCT ${shortName('observer_name')} AS short FROM auth_event WHERE observer_type = 'endpoint' AND observer_name != ''
        UNION DISTINCT
        SELECT DISTINCT ${shortName('source_address')} AS short FROM dns_event WHERE observer_type = 'endpoint' AND source_address != ''`

/** One spelling of each name; the network's own where it has one. Two cards of one name are two hosts: neither is meant by the name alone. */
const NAMES = (hasLeases: boolean) => `
  WITH
    network AS (${hasLeases ? 'SELECT DISTINCT host FROM identity' : "SELECT '' AS host WHERE 0"}),
    spelled AS
    (
      SELECT lower(short) AS name, min(short) AS spelling
      FROM (${OWN_NAMES})
      GROUP BY name
    ),
    named AS (SELECT lower(${shortName('host')}) AS bare, min(host) AS known FROM network GROUP BY bare HAVING uniqExact(host) = 1)
  SELECT spelled.name, if(named.known = '', spelled.spelling, named.known)
  FROM spelled
  LEFT JOIN named ON named.bare = spelled.name`

/** By the file's own name: 「FS01_System.csv」 is FS01's where some log knows a computer of that name, and tells at least which of several it is. */
const FILES = (hasLeases: boolean) => `
  WITH
    known AS
    (
      SELECT name, min(spelled.host) AS host
      FROM (SELECT name, host FROM computer${hasLeases ? ` UNION ALL SELECT lower(${shortName('host')}) AS name, host FROM (SELECT DISTINCT host FROM identity)` : ''}) AS spelled
      GROUP BY name
      HAVING uniqExact(spelled.host) = 1
    ),
    named AS (SELECT evidence_id, any(splitByRegexp('[/\\\\\\\\!]', path)[-1]) AS file FROM evidence GROUP BY evidence_id)
  SELECT concat('/', named.evidence_id), if(known.host = '', named.file, known.host)
  FROM named
  LEFT JOIN known ON known.name = lower(splitByRegexp('[_ .]', named.file)[1])
  WHERE evidence_id IN
  (
    SELECT evidence_id FROM endpoint_event WHERE host_name = '' AND source_ip = toIPv6('::')
    UNION DISTINCT
    SELECT evidence_id FROM auth_event WHERE observer_type = 'endpoint' AND observer_name = ''
  )`
