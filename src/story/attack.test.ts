import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attackStory } from './attack.ts'
import { attackParts, type Known } from './attack-parts.ts'
import type { Finding, HostRow, MailRow, MailStory } from './findings.ts'

const finding = (id: string, detector: string, host: string, values: Partial<Finding> = {}): Finding => ({
  id,
  detector,
  severity: 'high',
  confidence: 0.65,
  title: detector,
  explanation: '',
  next_steps: [],
  hosts: [host],
  accounts: [],
  destinations: ['c2.example'],
  mails: [],
  first_seen: '2026-10-06T01:00:00Z',
  last_seen: '2026-10-08T01:00:00Z',
  count: 10,
  attack: [],
  evidence: [{ file: 'access.log', line: 7, text: 'a line' }],
  metrics: {},
  ...values,
})
const host = (name: string, verdict: HostRow['verdict'], score: number): HostRow => ({
  host: name,
  addresses: [],
  score,
  verdict,
  reasons: [],
  visible: { requests: 1, direct: 0.2, lookups: 1 },
})
const known = (values: Partial<Known>): Known => ({
  findings: [],
  hosts: [],
  mails: [],
  mailStories: [],
  range: { first: '2026-10-01T00:00:00Z', last: '2026-10-31T00:00:00Z' },
  examined: 0,
  timezone: 'Asia/Tokyo',
  lang: 'en',
  ...values,
})

test('hosts that share a place are one attack; others have their own; who is not accused has none', () => {
  const parts = attackParts(
    known({
      findings: [
        finding('1', 'beacon', 'a'),
        finding('2', 'beacon', 'b'),
        finding('3', 'beacon', 'c', { destinations: ['other.example'] }),
        finding('4', 'beacon', 'd', { severity: 'low' }),
      ],
      hosts: [
        host('a', 'infected', 0.9),
        host('b', 'suspected', 0.6),
        host('c', 'suspected', 0.7),
        host('d', 'no-sign', 0.3),
      ],
    }),
  )
  assert.deepEqual(
    parts.map((one) => one.hosts.map((row) => row.host)),
    [['a', 'b'], ['c']],
  )
})

test('a sweep joins nobody, and says which accused hosts it touched', () => {
  const all = known({
    findings: [
      finding('1', 'beacon', 'a'),
      finding('2', 'internal-scan', 'a', { destinations: ['b', '10.0.0.9'], first_seen: '2026-10-07T00:00:00Z' }),
      finding('3', 'beacon', 'b', { destinations: ['other.example'] }),
    ],
    hosts: [host('a', 'infected', 0.9), host('b', 'suspected', 0.6)],
  })
  const [first, second] = attackParts(all).map((parts) => attackStory(parts, all))
  assert.deepEqual([first?.hosts, second?.hosts], [['a'], ['b']])
  assert.deepEqual([first?.probed, first?.destinations], [['b'], ['c2.example']])
  assert.deepEqual(
    first?.phases.map((phase) => phase.tactic),
    ['TA0011', 'TA0007'],
  )
  assert.match(first?.text ?? '', /may have spread there/)
})

test('the way in is named where a mail leads there, and said to be unknown where none does', () => {
  const mail = { mail: 'box/1.eml', verdict: 'malicious', from: 'a@evil.example', subject: 'Invoice' } as MailRow
  const story: MailStory = {
    kind: 'mail',
    id: 's',
    mail: 'box/1.eml',
    subject: 'Invoice',
    host: 'a',
    recipient: 'tanaka@example.co.jp',
    destinations: ['c2.example'],
    link: 'named-place',
    confidence: 0.9,
    text: '',
    steps: [
      {
        time: '2026-10-06T00:50:00Z',
        what: 'delivered',
        host: '',
        destination: '',
        text: '',
        evidence: [{ file: 'box/1.eml', line: 1, text: 'From: a@evil.example' }],
      },
    ],
  }
  const base = { findings: [finding('1', 'beacon', 'a')], hosts: [host('a', 'infected', 0.9)] }
  const tell = (values: Partial<Known>) => {
    const all = known({ ...base, ...values })
    const [parts] = attackParts(all)
    assert.ok(parts)
    return attackStory(parts, all)
  }
  const withMail = tell({ mails: [mail], mailStories: [story], examined: 100 })
  assert.equal(withMail.phases[0]?.tactic, 'TA0001')
  assert.match(withMail.text, /way in seems to be the mail “Invoice” from a@evil\.example/)
  assert.ok(withMail.phases.every((phase) => phase.steps.every((step) => step.evidence.length > 0)))
  assert.ok(tell({}).gaps.some((gap) => /no mails were handed in/.test(gap)))
  assert.ok(tell({ examined: 100 }).gaps.some((gap) => /None of the 100 mails/.test(gap)))
})

test('what limits it is told: the edge of the logs, hours without a log, bytes that nobody counts', () => {
  const all = known({
    findings: [finding('1', 'beacon', 'a', { first_seen: '2026-10-01T03:00:00Z' })],
    hosts: [host('a', 'infected', 0.9)],
  })
  const [parts] = attackParts(all)
  assert.ok(parts)
  const story = attackStory(parts, all, { bytes_sent: 12_000_000, bytes_complete: false, reached: 0 })
  assert.ok(story.gaps.some((gap) => /may be older/.test(gap)))
  assert.ok(story.gaps.some((gap) => /^a: .*past the proxy/.test(gap)))
  assert.ok(!story.gaps.some((gap) => /look-ups/.test(gap)))
  assert.match(story.text, /isn't known.*12 MB where/)
  const complete = attackStory(parts, all, { bytes_sent: 12_000_000, bytes_complete: true, reached: 0 })
  assert.match(complete.text, /At most 12 MB/)
})

test('an attack without contact outside is told in a whole sentence, in both languages', () => {
  const tell = (lang: 'ja' | 'en') => {
    const all = known({
      findings: [finding('1', 'internal-scan', 'a', { destinations: ['10.0.0.9'] })],
      hosts: [host('a', 'suspected', 0.65)],
      lang,
    })
    const [parts] = attackParts(all)
    assert.ok(parts)
    return attackStory(parts, all).text
  }
  assert.match(tell('ja'), /^a に、2026-10-06から兆候があります。/)
  assert.match(tell('en'), /^Signs at a since 2026-10-06\./)
})

test('an upload to elsewhere after the first sign belongs to the story, one before it and a habit do not', () => {
  const upload = (id: string, values: Partial<Finding>) =>
    finding(id, 'upload-volume', 'a', { severity: 'low', destinations: ['drive.example'], ...values })
  const all = known({
    findings: [
      finding('1', 'beacon', 'a'),
      upload('2', { first_seen: '2026-10-07T01:00:00Z' }),
      upload('3', { first_seen: '2026-10-02T01:00:00Z' }),
      upload('4', { severity: 'informational', first_seen: '2026-10-07T01:00:00Z' }),
    ],
    hosts: [host('a', 'suspected', 0.65)],
  })
  assert.deepEqual(
    attackParts(all)[0]?.findings.map((one) => one.id),
    ['1', '2'],
  )
})

test('a sweep from a VPN session came in by it: no mailbox is asked for, and nothing is said of bytes sent', () => {
  const sweep = finding('1', 'internal-scan', 'tanaka (VPN)', { accounts: ['tanaka'], destinations: ['10.0.0.9'] })
  const all = known({ findings: [sweep], hosts: [host('tanaka (VPN)', 'suspected', 0.65)] })
  const [parts] = attackParts(all)
  assert.ok(parts)
  const story = attackStory(parts, all, { bytes_sent: 0, bytes_complete: true, reached: 3 })
  assert.match(story.text, /VPN session of tanaka/)
  assert.doesNotMatch(story.text, /sent to these places/)
  assert.ok(!story.gaps.some((gap) => /mails/.test(gap)))
})

test('who made others run something, and they, are one attack; its phases are told in order, its entry as proven', () => {
  const none: Partial<Finding> = { destinations: [] }
  const all = known({
    findings: [
      finding('1', 'suspicious-execution', 'PC-1', none),
      finding('2', 'credential-theft', 'PC-1', { ...none, first_seen: '2026-10-06T02:00:00Z' }),
      finding('3', 'remote-execution', 'FS01', { destinations: ['PC-1'], first_seen: '2026-10-06T03:00:00Z' }),
      finding('4', 'malware-alert', 'PC-9', none),
    ],
    hosts: [host('PC-1', 'infected', 0.88), host('FS01', 'suspected', 0.65), host('PC-9', 'suspected', 0.65)],
    mails: [{ mail: 'a.eml', from: 'x@evil.example', subject: '資料' } as MailRow],
    mailStories: [
      {
        kind: 'mail',
        id: 'm',
        mail: 'a.eml',
        subject: '資料',
        host: 'PC-1',
        recipient: '',
        destinations: [],
        link: 'attachment-opened',
        confidence: 0.98,
        text: '',
        steps: (['delivered', 'ran'] as const).map((what) => ({
          time: '2026-10-06T00:00:00Z',
          what,
          host: '',
          destination: '',
          text: what,
          evidence: [],
        })),
      },
    ],
    recorded: new Set(['PC-1']),
  })
  const [parts, other] = attackParts(all)
  assert.ok(parts)
  assert.deepEqual(
    other?.hosts.map((row) => row.host),
    ['PC-9'],
  )
  const story = attackStory(parts, all)
  assert.deepEqual(story.hosts, ['PC-1', 'FS01'])
  assert.deepEqual(
    story.phases.map((phase) => phase.tactic),
    ['TA0001', 'TA0002', 'TA0006', 'TA0008'],
  )
  assert.match(story.text, /^The way in was the mail “資料”.*PC-1's own events.*it spread: .*\(FS01\)/)
  assert.doesNotMatch(story.text, /were sent to these places/)
  assert.ok(story.gaps.some((gap) => /^FS01: no record of started programs/.test(gap)))
})

test('where it spread to several machines the story names five and counts the others, in the order of time', () => {
  const named = (count: number) => Array.from({ length: count }, (_, i) => `SV0${i + 1}`)
  const told = (machines: string[], lang: 'ja' | 'en') => {
    const all = known({
      lang,
      findings: [
        finding('1', 'beacon', 'PC-1'),
        finding('2', 'remote-execution', 'PC-1', {
          destinations: machines,
          metrics: { computers_reached: machines.length },
          first_seen: '2026-10-06T02:00:00Z',
        }),
        // the machine that was reached tells of itself, and where it came from
        finding('3', 'remote-execution', 'SV01', { destinations: ['PC-1'], first_seen: '2026-10-06T02:00:00Z' }),
      ],
      hosts: [host('SV01', 'infected', 0.95), host('PC-1', 'infected', 0.88)],
    })
    const [parts] = attackParts(all)
    assert.ok(parts)
    return attackStory(parts, all).text
  }
  assert.match(told(named(1), 'en'), /on another \(SV01\)\./)
  assert.match(told(named(5), 'en'), /on others \(SV01, SV02, SV03, SV04, SV05\)\./)
  assert.match(told(named(9), 'en'), /on others \(SV01, SV02, SV03, SV04, SV05 and 4 more\)\./)
  assert.match(told(named(2), 'ja'), /他の端末（SV01、SV02）への/)
  assert.match(told(named(9), 'ja'), /他の端末（SV01、SV02、SV03、SV04、SV05 ほか4台）への/)
})
