/** Mail triage as a user runs it: the labelled set, an archive without an attack, a whole organisation, and real samples. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { mailSet } from '../sim/mail/mail-set.ts'
import { type MailTruth, writeMails } from '../sim/mail/write.ts'
import { simulate } from '../sim/simulate.ts'
import { hasMetricName } from '../src/i18n/metrics.ts'
import type { FindingsFile, MailRow } from '../src/story/findings.ts'
import { accused } from '../src/story/mail-verdict.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const SAMPLES = process.env.KYUMEI_SAMPLES ? join(process.env.KYUMEI_SAMPLES, 'mail') : ''
const folder = mkdtempSync(join(tmpdir(), 'kyumei-e2e-mail-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const FOUND = 0.95 // of the malicious mails
const FALSE_ALARMS = 0.01 // of benign PPAP and newsletters
const KINDS_RIGHT = 0.9 // of each kind's mails that were found
const OFFICE = /^(ppap-|newsletter)/

function scan(out: string, ...paths: string[]): FindingsFile {
  const result = spawnSync(KYUMEI, ['scan', ...paths, '--out', out, '--lang', 'en'], { encoding: 'utf8', cwd: folder })
  assert.ok([0, 3].includes(result.status ?? -1), result.stderr)
  return JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile
}

interface Judged {
  truth: MailTruth
  row: MailRow | undefined
  detectors: string[]
}

function judgedOf(place: string, truth: MailTruth[], findings: FindingsFile): Judged[] {
  const rows = new Map(findings.mails.map((row) => [row.mail, row]))
  const said = new Map<string, Set<string>>()
  for (const finding of findings.findings)
    for (const mail of finding.severity === 'informational' ? [] : accused(finding))
      said.set(mail, (said.get(mail) ?? new Set()).add(finding.detector))
  return truth.map((one) => {
    const file = `${join(place, one.mbox)}!/${one.number}`
    return { truth: one, row: rows.get(file), detectors: [...(said.get(file) ?? [])] }
  })
}

test('the labelled set: malicious mails are found, PPAP and newsletters are left alone', () => {
  const judged = [101, 202].flatMap((seed) => {
    const place = join(folder, `set-${seed}`)
    const truth = writeMails(mailSet({ seed }).mails, place)
    return judgedOf(place, truth, scan(join(place, 'report'), join(place, 'mail/mbox')))
  })
  const malicious = judged.filter((one) => one.truth.malicious)
  const found = malicious.filter((one) => one.row)
  const office = judged.filter((one) => !one.truth.malicious && OFFICE.test(one.truth.play))
  const alarms = office.filter((one) => one.row)
  const tooStrong = judged.filter(
    (one) =>
      !one.truth.malicious &&
      (one.truth.at_most === 'no-sign'
        ? one.row
        : one.truth.at_most === 'suspicious' && one.row?.verdict === 'malicious'),
  )
  console.log(
    `malicious ${found.length}/${malicious.length}, benign PPAP and newsletters flagged ${alarms.length}/${office.length}`,
  )
  console.log(`missed: ${names(malicious.filter((one) => !one.row))}; flagged beyond what is fair: ${names(tooStrong)}`)
  perDetector(judged)
  const wrong = found.filter(({ truth, row }) => row?.kind !== truth.kind)
  console.log(`kinds: ${found.length - wrong.length}/${found.length} right; ${kindsOf(wrong)}`)
  for (const [kind, list] of Map.groupBy(found, ({ truth }) => truth.kind)) {
    const right = list.filter(({ row }) => row?.kind === kind).length
    assert.ok(right >= list.length * KINDS_RIGHT, `${kind}: ${right} of ${list.length} are called so`)
  }
  assert.ok(found.length >= malicious.length * FOUND, 'malicious mails found')
  assert.ok(alarms.length <= office.length * FALSE_ALARMS, 'PPAP and newsletters flagged')
  assert.ok(tooStrong.length <= (judged.length - malicious.length) * FALSE_ALARMS, 'benign mail flagged')
})

const kindsOf = (list: Judged[]) =>
  list.map(({ truth, row }) => `${truth.play}: ${truth.kind} called ${row?.kind}`).join(', ') || 'none wrong'

const names = (list: Judged[]) => list.map((one) => one.truth.play).join(', ') || 'none'

/** Recall among the mails that should make a detector speak, precision among all that it spoke of. */
function perDetector(judged: Judged[]): void {
  const ids = new Set(judged.flatMap((one) => [...one.detectors, ...one.truth.expected_detectors]))
  for (const id of [...ids].sort()) {
    const expected = judged.filter((one) => one.truth.expected_detectors.includes(id))
    const spoke = judged.filter((one) => one.detectors.includes(id))
    const right = spoke.filter((one) => one.truth.malicious)
    const hit = expected.filter((one) => one.detectors.includes(id))
    console.log(
      `${id.padEnd(30)} recall ${hit.length}/${expected.length}  precision ${right.length}/${spoke.length}  wrong: ${names(spoke.filter((one) => !one.truth.malicious)).slice(0, 120)}`,
    )
  }
}

test('an archive without an attack has no mail that is judged an attack', () => {
  const place = join(folder, 'benign')
  const truth = writeMails(mailSet({ seed: 303, attacks: false }).mails, place)
  const findings = scan(join(place, 'report'), join(place, 'mail/mbox'))
  const flagged = judgedOf(place, truth, findings).filter((one) => one.row)
  assert.deepEqual(
    flagged.filter((one) => one.row?.verdict === 'malicious').map((one) => one.truth.play),
    [],
  )
  assert.deepEqual(
    flagged.filter((one) => one.truth.at_most === 'no-sign').map((one) => one.truth.play),
    [],
  )
  assert.equal(findings.mail_counts.examined, findings.mail_counts.no_sign + findings.mails.length)
})

test('mail and logs of one organisation: the way in is told, from the mail to the host to the place', async () => {
  const place = join(folder, 'org')
  const truth = await simulate({
    out: place,
    seed: 41,
    hosts: 30,
    days: 4,
    attack: true,
    mail: true,
    behaviours: ['dyndns-proxy', 'bypass-beacon', 'own-domain-proxy'],
  })
  const findings = scan(join(place, 'report'), join(place, 'logs'), join(place, 'mail/mbox'))
  const infected = new Set(truth.infected.map((one) => one.host))
  const opened = findings.stories.filter((story) => story.kind === 'mail')
  const told = new Set(opened.map((story) => story.host))
  assert.deepEqual(
    [...told].filter((host) => !infected.has(host)),
    [],
    'nobody else is told to have opened anything',
  )
  assert.ok([...infected].filter((host) => told.has(host)).length >= 2, `told of ${[...told].join(', ')}`)
  for (const story of opened) {
    const mail = truth.mails?.find((one) => `${join(place, one.mbox)}!/${one.number}` === story.mail)
    assert.ok(mail?.malicious, `${story.mail} is an attack`)
    assert.ok(story.steps.every((step) => step.what === 'found' || step.evidence.length > 0))
  }
  const metrics = new Set(findings.findings.flatMap((finding) => Object.keys(finding.metrics)))
  assert.deepEqual(
    [...metrics].filter((id) => !hasMetricName(id)),
    [],
  )
})

test("real messages of another project's tests are read to the end; what is flagged is printed", {
  skip: SAMPLES !== '' && existsSync(SAMPLES) ? false : 'KYUMEI_SAMPLES names no folder with mail/',
}, () => {
  const findings = scan(join(folder, 'samples'), SAMPLES)
  console.log(JSON.stringify(findings.mail_counts))
  for (const row of findings.mails)
    console.log(
      `${row.verdict} ${row.kind} ${row.confidence} ${row.mail.slice(SAMPLES.length)} ${row.from} “${row.subject}”`,
    )
  assert.ok(findings.mail_counts.examined > 50)
})
