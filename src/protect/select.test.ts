import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLists } from '../lists/index.ts'
import { parseConfig } from '../story/config.ts'
import { judgeBy } from './allow.ts'
import { finding, selected } from './test-findings.ts'
import { type Known, NOTHING_KNOWN } from './workspace.ts'

const config = (yaml: string) => parseConfig(yaml, 'kyumei.yaml', [])
const judge = (known: Partial<Known> = {}, yaml = '') =>
  judgeBy(config(yaml), loadLists(), { ...NOTHING_KNOWN, ...known }, '2026-10-10')
const values = (selection: ReturnType<typeof selected>) => selection.entries.map((entry) => entry.value)
const refused = (selection: ReturnType<typeof selected>) =>
  selection.refusals.map((one) => `${one.value}: ${one.why.en}`)

test('a place is chosen where a serious finding and the confidence of all together say so', () => {
  const medium = (over: object) => finding({ severity: 'medium', confidence: 0.5, ...over })
  const selection = selected([
    finding({ id: '1', destinations: ['alone-high.com'] }),
    medium({ id: '2', destinations: ['alone-medium.com'] }),
    medium({ id: '3', destinations: ['two-medium.com'] }),
    medium({ id: '4', detector: 'dynamic-dns', destinations: ['two-medium.com'] }),
    medium({ id: '5', destinations: ['twice-the-same.com'] }),
    medium({ id: '6', destinations: ['twice-the-same.com'] }),
    ...['a', 'b', 'c', 'd', 'e'].map((detector) =>
      finding({ id: detector, detector, severity: 'low', confidence: 0.3, destinations: ['only-weak.com'] }),
    ),
    finding({ id: '7', severity: 'informational', confidence: 0.9, destinations: ['explained.com'] }),
  ])
  assert.deepEqual(values(selection), ['alone-high.com', 'two-medium.com'])
  assert.deepEqual(selection.entries[1]?.findings, ['3', '4'])
  assert.equal(selection.entries[1]?.confidence, 0.75)
  assert.equal(selection.entries[1]?.expires, '2027-01-08')
})

test('an address is chosen only where no name is known for it', () => {
  const selection = selected([
    finding({ id: '1', destinations: ['c2.evil-example.com', '198.51.101.7'] }),
    finding({ id: '2', detector: 'direct-ip', destinations: ['198.51.101.8'] }),
    finding({ id: '3', detector: 'direct-ip', destinations: ['198.51.101.9'] }),
    finding({ id: '4', severity: 'low', confidence: 0.2, destinations: ['weak-example.com', '198.51.101.9'] }),
  ])
  assert.deepEqual(values(selection), ['c2.evil-example.com', '198.51.101.8'])
  assert.deepEqual(refused(selection), ['198.51.101.9: known by name (weak-example.com): decide about the name'])
})

test('targets of a sweep inside, sources of sign-ins and applications are no places to block', () => {
  const kinds = ['internal-scan', 'password-attack', 'oauth-consent', 'mailbox-rule']
  const selection = selected(
    kinds.map((detector) => finding({ detector, destinations: ['198.51.101.7', 'x.example.com'] })),
  )
  assert.deepEqual([values(selection), refused(selection)], [[], []])
})

test('own, partners, everybody and kyumei.yaml speak for a place, also for what is above and below it', () => {
  const selection = selected(
    [
      'www.our-example.jp',
      'our-example.jp',
      'mail.partner-example.co.jp',
      'www.amazon.co.jp',
      'drive.google.com',
      'zoom.us',
      'supplier-example.com',
      'd111111abcdef8.cloudfront.net',
      'x.azurefd.net',
      'evil-example.com',
    ].map((place, i) => finding({ id: String(i), destinations: [place] })),
    {
      judge: judge(
        { own: ['our-example.jp'], partners: ['partner-example.co.jp'] },
        'allow: [{destination: update.supplier-example.com, reason: accounting package, expires: 2099-01-01}, {destination: evil-example.com, reason: long ago, expires: 2020-01-01}]',
      ),
    },
  )
  assert.deepEqual(values(selection), ['d111111abcdef8.cloudfront.net', 'evil-example.com', 'x.azurefd.net'])
  assert.equal(selection.refusals.length, 7)
  assert.ok(selection.refusals.every((one) => one.allowed))
  assert.match(refused(selection).join('\n'), /supplier-example\.com: allowed in kyumei\.yaml: accounting package/)
})

test('addresses that others share are never chosen; one that a single site has is', () => {
  const places = ['104.16.1.2', '198.51.101.7', '198.51.101.8', '2606:4700::1', '198.51.101.9']
  const selection = selected(
    places.map((place, i) => finding({ id: String(i), detector: 'direct-ip', destinations: [place] })),
    {
      judge: judge({
        names: new Map([
          ['198.51.101.7', ['a.one-example.com', 'two-example.jp']],
          ['198.51.101.8', ['a.one-example.com', 'b.one-example.com']],
        ]),
        addresses: new Set(['198.51.101.9']),
      }),
    },
  )
  assert.deepEqual(values(selection), ['198.51.101.8'])
  assert.deepEqual(
    selection.refusals.map((one) => one.allowed),
    [true, false, true, true],
  )
})

test("of a service that stays open the mail's exact link is chosen", () => {
  const mail = finding({ detector: 'download-link', destinations: ['www.dropbox.com'], mails: ['a.eml'] })
  const links = [
    { mail: 'a.eml', url: 'https://www.dropbox.com/s/abc/seikyu.zip?dl=1' },
    { mail: 'a.eml', url: 'https://www.dropbox.com/' },
    { mail: 'a.eml', url: 'https://www.example.org/elsewhere' },
    { mail: 'another.eml', url: 'https://www.dropbox.com/s/colleague/plan.pdf' },
  ]
  const selection = selected([mail], { judge: judge(), links })
  assert.deepEqual(values(selection), ['https://www.dropbox.com/s/abc/seikyu.zip?dl=1'])
  assert.match(refused(selection)[0] ?? '', /^www\.dropbox\.com: a service that many use/)
})

test("a page of a brand's own site, which a mail shows as a decoy, is not chosen", () => {
  const mail = finding({ detector: 'phishing-lure', destinations: ['www.microsoft.com'], mails: ['a.eml'] })
  const links = [{ mail: 'a.eml', url: 'https://www.microsoft.com/signin' }]
  const selection = selected([mail], { judge: judge(), links })
  assert.deepEqual(values(selection), [])
})

test('a free mail address is chosen alone; a known correspondent, and a brand that is spoofed, are not', () => {
  const senders = ['yamada_829@gmail.com', 'friend@gmail.com', 'no-reply@amazon.co.jp']
  const selection = selected(
    senders.map((place, i) => finding({ id: String(i), detector: 'impersonated-sender', destinations: [place] })),
    { judge: judge({ correspondents: ['friend@gmail.com'] }) },
  )
  assert.deepEqual(values(selection), ['yamada_829@gmail.com'])
})

test('what can not be read is told with the reason, where it would have been chosen', () => {
  const selection = selected([
    finding({ id: '1', destinations: ['0.0.0.0/0', 'evil-example.com\nallow all', '*.jp'] }),
    finding({ id: '2', severity: 'low', confidence: 0.2, destinations: ['*.com'] }),
  ])
  assert.equal(selection.entries.length, 0)
  assert.deepEqual(
    selection.refusals.map((one) => [one.value, one.allowed]),
    [
      ['*.jp', false],
      ['0.0.0.0/0', false],
      ['evil-example.com\nallow all', false],
    ],
  )
})
