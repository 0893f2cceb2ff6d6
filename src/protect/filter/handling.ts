/** From a whole message to what becomes of it: judged, decided, and where it is held, on disk before anything is said. */
import { decide } from './decision.ts'
import type { Handed, Handling } from './dialogue.ts'
import { envelopeOf } from './envelope.ts'
import { conversationOf } from './head.ts'
import type { Held } from './held-file.ts'
import type { Envelope, Judged, MailFacts, Seen } from './judge.ts'
import { failedHeader, markHeader, withSubjectTag } from './mark.ts'
import type { Parts } from './parts.ts'

export async function handle(message: Handed, parts: Parts): Promise<Handling> {
  const { config, pool, memory } = parts
  const envelope = envelopeOf(message, config)
  const known = memory.recall(conversationOf(message.content), message.recipients, Date.now())
  const outcome = await pool.judge({ bytes: message.content, envelope, known })
  if ('failed' in outcome) return notJudged(message, envelope, outcome, parts)
  const { judged } = outcome
  memory.remember(judged.facts, message.recipients, judged.passwords, Date.now())
  if (judged.passwords.length > 0) parts.waiting.told(judged.facts)
  const decision = decide(judged, envelope, config.mail_filter, new Date().toISOString().slice(0, 10))
  for (const { rule, reason } of decision.allowed) parts.log({ event: 'allowed', rule, reason })
  // what hangs behind the reader's bounds was not judged: whoever makes a mail so large must not get past
  if (judged.cut !== '' && decision.action !== 'quarantine' && decision.action !== 'reject')
    return notJudged(message, envelope, { failed: judged.cut, detail: 'a bound of the reader' }, parts)
  switch (decision.action) {
    case 'pass':
      return { pass: [message.content], log: 'passed' }
    case 'header':
      return { pass: [markHeader(decision.because), message.content], log: 'header' }
    case 'subject':
      return {
        pass: [markHeader(decision.because), ...withSubjectTag(message.content, config.mail_filter.subject_tag)],
        log: 'subject',
      }
    case 'reject':
      parts.quarantine.audit('rejected', about(message, decision.because))
      return { answer: `554 5.7.1 Refused by content: ${rulesOf(decision.because)}`, log: 'rejected' }
    case 'quarantine':
      return hold(message, envelope, { judged, because: decision.because, failed: '' }, parts)
  }
}

interface Failed {
  failed: string
  detail: string
}

function notJudged(message: Handed, envelope: Envelope, outcome: Failed, parts: Parts): Handling {
  parts.log({ event: 'not-judged', why: outcome.failed, detail: outcome.detail })
  // no thread was free: the sender tries again, whatever the rule for failures is
  if (outcome.failed === 'busy') return { answer: '451 4.3.2 Busy; try again later', log: 'deferred' }
  switch (parts.config.mail_filter.on_failure) {
    case 'pass':
      return { pass: [failedHeader(outcome.failed), message.content], log: 'passed-not-judged' }
    case 'defer':
      return { answer: '451 4.3.0 Could not be examined; try again later', log: 'deferred' }
    case 'quarantine':
      return hold(message, envelope, { judged: null, because: [], failed: outcome.failed }, parts)
  }
}

interface Holding {
  judged: Judged | null
  because: Seen[]
  failed: string
}

function hold(message: Handed, envelope: Envelope, holding: Holding, parts: Parts): Handling {
  try {
    const held = heldOf(message, envelope, holding)
    const { id, again } = parts.quarantine.hold(held, [message.content])
    parts.notices.tell(id)
    parts.waiting.add(id, held)
    return { answer: `250 2.0.0 Ok: held as ${id}`, log: again ? 'held-again' : 'held' }
  } catch (error) {
    parts.log({ event: 'quarantine-failed', error: error instanceof Error ? error.message : String(error) })
    return { answer: '452 4.3.1 Could not be stored; try again later', log: 'deferred' }
  }
}

function heldOf(message: Handed, envelope: Envelope, { judged, because, failed }: Holding): Omit<Held, 'id'> {
  const facts = judged?.facts
  const short = (text = '') => text.slice(0, 1000)
  return {
    at: new Date().toISOString(),
    sender: message.sender,
    recipients: message.recipients,
    client: message.client.address,
    mail_parameters: message.mail_parameters,
    recipient_parameters: message.recipient_parameters,
    from_name: short(facts?.from_name),
    from_address: short(facts?.from_address ?? message.sender),
    subject: short(facts?.subject),
    date: facts?.date ?? '',
    message_id: short(facts?.message_id),
    attachments: (facts?.attachments ?? []).map((name) => short(name)),
    bytes: message.content.length,
    because: because.slice(0, 20).map((one) => ({ ...one, explanation: cut(one.explanation) })),
    failed,
    inside: envelope.inside,
    waits:
      facts && judged.locked && because.every(({ rule }) => rule === 'archive-unreadable') ? conversation(facts) : null,
  }
}

const conversation = ({ from_address, from_domain, message_id, thread, subject_key }: MailFacts): Held['waits'] => ({
  from_address,
  from_domain,
  message_id,
  thread,
  subject_key,
})

const cut = (text: Seen['explanation']) => ({ ja: text.ja.slice(0, 5000), en: text.en.slice(0, 5000) })

const rulesOf = (because: Seen[]) => [...new Set(because.map(({ rule }) => rule))].slice(0, 5).join(', ')

const about = (message: Handed, because: Seen[]) => ({
  sender: message.sender,
  recipients: message.recipients.slice(0, 100),
  client: message.client.address,
  rules: because.map(({ rule }) => rule),
})
