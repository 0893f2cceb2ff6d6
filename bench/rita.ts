/**
 * RITA's published beacon scores beside ours, on RITA's own data where it is at hand (KYUMEI_SAMPLES names the folder of samples). RITA's
 * numbers are those that its integration test (integration/beacons_test.go, version 5) expects within 0.05.
 */
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beacon, scorePairs } from '../src/detect/network/beacon.ts'
import { organisation } from '../src/detect/test-organisation.ts'
import { readEvidence } from '../src/evidence/read.ts'
import { FORMATS } from '../src/formats/index.ts'
import { ingestAll } from '../src/store/ingest.ts'

const PUBLISHED = [
  { host: '10.55.100.111', place: 'tile-service.weather.microsoft.com', score: 1 },
  { host: '10.55.100.109', place: 'www.alexa.com', score: 0.896 },
  { host: '10.55.100.103', place: 'www.bankofamerica.com', score: 0.465 },
  { host: '10.55.100.111', place: '165.227.216.194', score: 1 },
]

const sample = resolve(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../shared/data'),
  'zeek/rita/valid_tsv/http.log.gz',
)
if (!existsSync(sample)) {
  console.log('The samples are not here (KYUMEI_SAMPLES names their folder): nothing was compared.')
  process.exit(0)
}
const office = await organisation()
await office.clear()
const { evidence } = await readEvidence([sample], { spool: mkdtempSync(join(tmpdir(), 'kyumei-rita-')) })
await ingestAll(
  office.engine,
  evidence,
  FORMATS,
  { timezone: 'UTC' },
  {
    error: (error) => {
      throw error
    },
  },
)
const pairs = await scorePairs(await office.context(beacon))
console.log('| pair | RITA | here | rank here | interval | regularity | size | persistence |')
console.log('| --- | --: | --: | --: | --: | --: | --: | --: |')
for (const { host, place, score } of PUBLISHED) {
  const index = pairs.findIndex((pair) => pair.host === host && pair.destination === place)
  const pair = pairs[index]
  console.log(
    pair
      ? `| ${host} → ${place} | ${score} | ${pair.score} | ${index + 1} of ${pairs.length} | ${pair.interval} s | ${pair.regularity} | ${pair.size} | ${pair.persistence} |`
      : `| ${host} → ${place} | ${score} | – | no pair of this log | | | | |`,
  )
}
await office.close()
