import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileScan } from '../attach.ts'
import type { Desk } from '../desk.ts'
import { importTable } from '../import.ts'
import { joinCampaign } from '../join.ts'
import { testCase, testDesk } from '../test-desk.ts'
import { testFinding, testScan } from '../test-scan.ts'
import { closeCase, voidCase } from '../work.ts'
import { verisExport } from './export.ts'
import { INCIDENT, type Incident } from './incident.ts'

const EXAMPLE = join(import.meta.dirname, '../../../examples/desk/cases.csv')

async function example(): Promise<Desk> {
  const desk = testDesk()
  await importTable(desk, EXAMPLE, { onRefusal: () => assert.fail() })
  return desk
}

/** Each of another organisation. */
function company(desk: Desk, given: Parameters<typeof testCase>[1] = {}): string {
  return testCase(desk, { organisation: `例示工業${Math.random()}`, employees: 300, ...given })
}

const only = ({ incidents }: { incidents: Incident[] }) => incidents[0] as Incident

test('a fiscal year has as many incidents as the desk published consultations, and none names anybody', async () => {
  const desk = await example()
  const { incidents, withheld } = verisExport(desk, 2015)
  assert.equal(incidents.length + withheld, 537)
  assert.equal(new Set(incidents.map((one) => one.incident_id)).size, incidents.length)
  const text = JSON.stringify(incidents)
  const names = desk.db.prepare('SELECT name FROM organisation UNION SELECT number FROM consultation').all()
  assert.ok(names.length > 600)
  for (const { name } of names) assert.ok(!text.includes(String(name)), String(name))
  assert.doesNotMatch(text, /[ぁ-ん一-龠]/)
})

test('what the logs prove is confirmed, with its hosts and its days; what is only feared is suspected', () => {
  const desk = testDesk()
  const number = company(desk, { attack_kind: 'targeted-mail', discovery: 'log-review' })
  const mail = testFinding({ id: 'f2', detector: 'double-extension', attack: ['T1036.007', 'T1566.001'] })
  const story = {
    kind: 'attack' as const,
    id: 's',
    text: '',
    confidence: 0.9,
    hosts: [],
    accounts: [],
    destinations: [],
    probed: [],
    mails: [],
    first: '2015-09-28T01:00:00Z',
    last: '2015-10-03T05:00:00Z',
    phases: [],
    gaps: [],
    damage: { infected: 1, suspected: 0, reached: 0, bytes_sent: 0, bytes_complete: true },
  }
  fileScan(desk, number, '/nowhere', testScan([testFinding({}), mail], { stories: [story] }))
  closeCase(desk, number, '2015-10-15', '')
  const confirmed = only(verisExport(desk, 2015))
  assert.equal(confirmed.security_incident, 'Confirmed')
  assert.equal(confirmed.targeted, 'Targeted')
  assert.deepEqual(confirmed.action, {
    social: { variety: ['Phishing'], vector: ['Email'], target: ['Unknown'] },
    malware: { variety: ['C2'], vector: ['Email attachment'] },
  })
  assert.deepEqual(confirmed.asset.assets, [
    { variety: 'P - End-user' },
    { variety: 'U - Desktop or laptop', amount: 1 },
  ])
  assert.deepEqual(confirmed.timeline, {
    incident: { year: 2015, month: 9 },
    discovery: { unit: 'Days', value: 7 },
    containment: { unit: 'Days', value: 10 },
  })
  assert.deepEqual(confirmed.discovery_method, { internal: { variety: ['Log review'] } })
  assert.equal(confirmed.attribute.confidentiality?.data_disclosure, 'Potentially')
  assert.deepEqual(confirmed.plus.attack_technique, ['T1036.007', 'T1071.001', 'T1566.001'])

  const feared = testDesk()
  company(feared, { attack_kind: 'targeted-mail' })
  const suspected = only(verisExport(feared, 2015))
  assert.equal(suspected.security_incident, 'Suspected')
  assert.equal(suspected.action.malware, undefined)
  assert.equal(suspected.attribute.confidentiality?.data_disclosure, 'Unknown')
  assert.deepEqual(suspected.discovery_method, { unknown: true })
  assert.deepEqual(suspected.timeline.discovery, { unit: 'Unknown' })
})

test('a false alarm is one, a fraud is for money, an abused mail account is no malware', () => {
  const desk = testDesk()
  company(desk, { attack_kind: 'none', received_at: '2015-10-01' })
  company(desk, { attack_kind: 'business-mail-fraud', received_at: '2015-10-02' })
  company(desk, { attack_kind: 'account-abuse', received_at: '2015-10-03' })
  company(desk, { received_at: '2015-10-04' })
  const [alarm, fraud, account, unknown] = verisExport(desk, 2015).incidents as [Incident, Incident, Incident, Incident]
  assert.equal(alarm.security_incident, 'False positive')
  assert.deepEqual([alarm.actor, alarm.action], [{ unknown: { notes: 'It was no attack.' } }, { unknown: {} }])
  assert.equal(alarm.attribute.confidentiality?.data_disclosure, 'No')
  assert.deepEqual(fraud.action.social?.variety, ['Pretexting'])
  assert.ok('external' in fraud.actor && fraud.actor.external.motive[0] === 'Financial')
  assert.deepEqual(account.action.hacking?.variety, ['Use of stolen creds'])
  assert.equal(account.action.malware, undefined)
  assert.deepEqual(unknown.action, { unknown: {} })
})

test('cases that may not be told stay at home, and an industry that points at one victim is not named', () => {
  const desk = testDesk()
  for (const received_at of ['2015-10-01', '2015-10-02', '2015-10-03']) company(desk, { received_at })
  company(desk, { received_at: '2015-10-04', employees: 90_000 })
  company(desk, { received_at: '2015-10-05', industry: 'defence' })
  company(desk, { received_at: '2015-10-06', tlp: 'RED' })
  company(desk, { received_at: '2015-10-07', tlp: 'AMBER+STRICT' })
  voidCase(desk, company(desk, { received_at: '2015-10-08' }), '2015-10-09', '重複')
  company(desk, { received_at: '2015-03-31' })
  const { incidents, withheld } = verisExport(desk, 2015)
  assert.equal(withheld, 2)
  assert.deepEqual(
    incidents.map(({ victim }) => `${victim.industry} ${victim.employee_count} ${victim.government}`),
    ['31 101 to 1000 NA', '31 101 to 1000 NA', '31 101 to 1000 NA', '31 Unknown NA', '000000 Unknown Unknown'],
  )
})

test('a case has the same id in every export of its desk, and another in another desk; a campaign joins its cases', () => {
  const [desk, other] = [testDesk(), testDesk()]
  for (const one of [desk, other]) joinCampaign(one, company(one, { number: '2015-0001' }), '例示作戦')
  joinCampaign(desk, company(desk, { received_at: '2015-11-01' }), '例示作戦')
  const [first, second] = verisExport(desk, 2015).incidents as [Incident, Incident]
  assert.equal(first.incident_id, only(verisExport(desk, 2015)).incident_id)
  assert.notEqual(first.incident_id, only(verisExport(other, 2015)).incident_id)
  assert.ok(first.campaign_id)
  assert.equal(first.campaign_id, second.campaign_id)
  assert.notEqual(first.campaign_id, only(verisExport(other, 2015)).campaign_id)
})

test('an incident has all that VERIS asks for, in words that nobody typed', () => {
  const desk = testDesk()
  desk.db.exec(
    "INSERT INTO attack_kind VALUES ('甲乙工業への攻撃', '甲乙工業への攻撃', 'Attack on Example Industries', 20)",
  )
  company(desk, { received_at: '2015-10-01', attack_kind: 'watering-hole', discovery: 'employee' })
  company(desk, { received_at: '2015-10-02', attack_kind: '甲乙工業への攻撃' })
  for (const day of ['03', '04', '05']) company(desk, { received_at: `2015-10-${day}`, industry: 'government' })
  const [hole, own, office] = verisExport(desk, 2015).incidents as [Incident, Incident, Incident]
  assert.deepEqual(hole.action.malware?.vector, ['Web application - drive-by'])
  assert.match(hole.summary, /a web site that infects its visitors.+No log that the desk examined shows an infection/)
  assert.deepEqual(hole.asset.cloud, ['Unknown'])
  assert.match(own.summary, /an attack of a kind that is not known/)
  assert.doesNotMatch(JSON.stringify(own), /Example|甲乙/)
  assert.deepEqual([own.victim.industry, own.victim.government], ['000000', ['Unknown']])
  assert.deepEqual([office.victim.industry, office.victim.government], ['92', ['Unknown']])
})

test('what is no VERIS is refused with the field', () => {
  const desk = testDesk()
  company(desk)
  desk.db.exec("UPDATE setting SET value = 'Japan' WHERE name = 'country'")
  assert.throws(() => verisExport(desk, 2015), /victim\.country/)
  desk.db.exec("UPDATE setting SET value = 'UK' WHERE name = 'country'")
  assert.throws(() => verisExport(desk, 2015), /victim\.country/)
  desk.db.exec("UPDATE setting SET value = 'JP' WHERE name = 'country'")
  const good = only(verisExport(desk, 2015))
  const malware = { malware: { variety: ['C2'], vector: ['Unknown'] } }
  assert.ok(!INCIDENT.safeParse({ ...good, action: malware }).success, 'malware needs its attribute')
  assert.ok(!INCIDENT.safeParse({ ...good, victim: { ...good.victim, industry: '99' } }).success)
  assert.ok(!INCIDENT.safeParse({ ...good, victim: { ...good.victim, victim_id: '甲乙工業' } }).success)
})
