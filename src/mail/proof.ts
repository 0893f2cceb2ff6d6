/** SPF, DKIM, DMARC and ARC of one message, worked out with what DNS answers today. */
import type { AuthenticateResult } from 'mailauth'
import { familyOf } from '../lists/family.ts'
import { domainOf } from './authentication.ts'
import type { Questions } from './dns-questions.ts'

/** What was found, and by which published record: a record of today may not be the one of then (settled-proof.ts). */
export interface Claim {
  method: 'spf' | 'dkim' | 'dmarc' | 'arc'
  result: string
  domain: string
  record: string
}

export interface Proof {
  claims: Claim[]
  /** a signature of the sender's own domain whose key is not published any more: DMARC may have passed with it */
  lost_key: boolean
}

export interface Envelope {
  /** the address from which our side took it; '' where that can't be told: no SPF then */
  ip: string
  helo: string
  /** null: no server noted it */
  sender: string | null
  /** false: the bytes are not those that were sent (Outlook's stores): signatures can't be checked */
  original: boolean
}

const MILLISECONDS = 20_000 // a mail
const MAX_BYTES = 30_000_000
const MAX_SIGNATURES = 10
const NOTHING: Proof = { claims: [], lost_key: false }

export async function proofOf(message: Buffer, envelope: Envelope, questions: Questions): Promise<Proof> {
  if (message.length > MAX_BYTES || signatures(message) > MAX_SIGNATURES) return NOTHING
  const { authenticate } = await import('mailauth') // large: only where it is asked for
  const mail = questions.forMail()
  const withSpf = envelope.ip !== '' && envelope.sender !== null
  const work = authenticate(withCrlf(message), {
    ...(withSpf ? { ip: envelope.ip, helo: envelope.helo || envelope.ip, sender: envelope.sender ?? '' } : {}),
    mta: 'kyumei',
    resolver: mail.ask,
    trustReceived: false,
    disableBimi: true, // it would fetch pictures and certificates
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const limit = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), MILLISECONDS)
    })
    const result = await Promise.race([work, limit])
    if (result === null) return NOTHING
    const proof = claimsOf(result, envelope.original, withSpf)
    // without all answers a failure may be a success that nobody could confirm
    return mail.incomplete() ? { ...proof, claims: proof.claims.filter(({ result }) => result === 'pass') } : proof
  } catch {
    return NOTHING // a message that it can't read
  } finally {
    clearTimeout(timer)
    mail.end()
    work.catch(() => {})
  }
}

function claimsOf(found: AuthenticateResult, original: boolean, withSpf: boolean): Proof {
  const claims: Claim[] = []
  const from = found.dmarc ? (found.dmarc.status.header?.from ?? '') : ''
  if (withSpf && found.spf && SPF.has(found.spf.status.result)) {
    const domain = found.spf.domain.toLowerCase()
    claims.push({ method: 'spf', result: found.spf.status.result, domain, record: `spf ${domain}` })
  }
  let lost_key = false
  for (const one of found.dkim.results) {
    const domain = (one.signingDomain ?? '').toLowerCase()
    const { result, comment } = one.status
    const broken = result === 'fail' || comment === 'body hash did not verify'
    if (result === 'pass' || (broken && original))
      claims.push({
        method: 'dkim',
        result: result === 'pass' ? 'pass' : 'fail',
        domain,
        record: `dkim ${one.selector} ${domain}`,
      })
    else if (domain !== '' && familyOf(domain) === familyOf(domainOf(from))) lost_key = true
  }
  if (found.arc && found.arc.status.result === 'pass') {
    const domain = found.arc.signature ? (found.arc.signature.signingDomain ?? '') : ''
    claims.push({ method: 'arc', result: 'pass', domain, record: 'arc' })
  }
  const dmarc = found.dmarc ? found.dmarc.status.result : ''
  if (dmarc === 'pass' || ((dmarc === 'fail' || dmarc === 'none') && original && withSpf))
    claims.push({ method: 'dmarc', result: dmarc, domain: from, record: `dmarc ${from}` })
  return { claims, lost_key }
}

const SPF = new Set(['pass', 'fail', 'softfail', 'neutral', 'none'])

function signatures(message: Buffer): number {
  const head = headOf(message)
  return head.match(/^(?:dkim-signature|arc-seal|arc-message-signature)[ \t]*:/gim)?.length ?? 0
}

/** Return-Path as the last server noted it; null where none did, '' for a bounce */
export function envelopeSender(message: Buffer): string | null {
  const found = /^return-path[ \t]*:\s*<?([^\s<>]*)>?/im.exec(headOf(message))
  return found ? (found[1] ?? '') : null
}

function headOf(message: Buffer): string {
  const text = message.subarray(0, 1_000_000).toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  return end ? text.slice(0, end.index) : text
}

/** A file with LF alone was received with CRLF. */
function withCrlf(message: Buffer): Buffer {
  const first = message.indexOf(10)
  if (first < 1 || message[first - 1] === 13) return message
  return Buffer.from(message.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}
