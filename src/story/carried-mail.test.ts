import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Mailbox, mailbox, OURS } from '../detect/mail/test-mailbox.ts'
import { carriedMails } from './carried-mail.ts'
import type { MailRow } from './findings.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const accused = (mail: string): MailRow => ({
  mail,
  verdict: 'malicious',
  kind: 'ばらまき',
  confidence: 0.9,
  reasons: ['f1'],
  why: 'signs',
  subject: 'Fattura',
  from: 'a@fornitore.example',
  recipients: [],
  time: '2026-10-01T00:00:00Z',
  message_id: 'inner',
  tell: '',
  next_steps: [],
})

/** what is said of a mail that holds an accused one */
async function carrierOf(outer: Omit<Parameters<Mailbox['mail']>[0], 'day'>, own?: MailRow['verdict']) {
  const file = await office.mail({ ...outer, day: 1 })
  await office.learn()
  await office.engine.insert('examined', [{ evidence_id: 'e' }])
  const [row] = await office.engine.query<{ mail_id: string }>('SELECT mail_id FROM mail WHERE file = {file:String}', {
    file,
  })
  const inner = `${file}!/postacert.eml`
  await office.engine.insert('mail', [
    { mail_id: `in-${row?.mail_id}`, file: inner, inside: row?.mail_id, evidence_id: 'e', line: 1, origin_ip: '::' },
  ])
  const { carriers, inside } = await carriedMails(
    office.engine,
    [accused(inner), ...(own ? [{ ...accused(file), verdict: own }] : [])],
    'en',
  )
  assert.deepEqual([...inside], [inner])
  return carriers.map(({ row }) => [row.mail === file, row.verdict, row.recipients, row.from === outer.from])
}
const LETTER =
  'We received the attached message in your name this morning and think that your account may have been abused.'

test('certified mail and a mail from outside that says nothing of its own share the verdict of what they bring', async () => {
  const told = [[true, 'malicious', [`sato@${OURS}`], true]]
  const certified = { headers: [['X-Trasporto', 'posta-certificata']] as [string, string][], core: LETTER }
  assert.deepEqual(await carrierOf({ from: 'posta-certificata@legalmail.it', ...certified }), told)
  assert.deepEqual(await carrierOf({ from: 'a@fornitore.example', core: 'Vedi allegato.' }), told)
})

test("a letter that reports what it carries, and a colleague's forward, share nothing", async () => {
  assert.deepEqual(await carrierOf({ from: 'a@fornitore.example', core: LETTER }), [])
  assert.deepEqual(await carrierOf({ from: `suzuki@${OURS}`, core: '' }), [])
})

test('what is accused itself takes the verdict of what it brings only where that is worse', async () => {
  const certified = { headers: [['X-Trasporto', 'posta-certificata']] as [string, string][], core: LETTER }
  const from = 'posta-certificata@pecposta.example'
  assert.equal((await carrierOf({ from, ...certified }, 'suspicious'))[0]?.[1], 'malicious')
  assert.deepEqual(await carrierOf({ from, ...certified }, 'malicious'), [])
})
