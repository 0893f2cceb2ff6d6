/**
 * What today's DNS may say of a mail of then. A pass is one. A failure may only mean that the record has changed since, that the key is gone,
 * or that a gateway of ours stands between: such a failure is not claimed.
 */
import type { Claim, Proof } from './proof.ts'

export interface DatedProof extends Proof {
  /** ms since 1970 */
  time: number
  /** network that it came from (/24, /48), and the registrable domain of the sender */
  network: string
  family: string
}

/** So fresh a mail was sent under the records of today. */
const FRESH = 30 * 86_400_000
/** One network that brings mail of so many senders, so large a share of all, mostly against their SPF: a gateway in front of ours. */
const GATEWAY_SENDERS = 5
const GATEWAY_SHARE = 0.2
/** Anybody can seal (ARC) what he forged: who forwards for so many senders is a forwarder. */
const SEALED_SENDERS = 3

export function settled(proofs: DatedProof[], now: number): Claim[][] {
  const proven = new Map<string, number>()
  for (const { claims, time } of proofs)
    for (const { result, record } of claims)
      if (result === 'pass') proven.set(record, Math.min(time, proven.get(record) ?? time))
  const relays = gateways(proofs)
  const forwarders = sealers(proofs)
  return proofs.map((proof) => {
    const fresh = proof.time >= now - FRESH
    // the record that explains an earlier mail was there already
    const stands = (claim: Claim) =>
      claim.result === 'pass' || fresh || proof.time >= (proven.get(claim.record) ?? Number.POSITIVE_INFINITY)
    const relayed = relays.has(proof.network)
    const claims = proof.claims.filter(({ method, domain }) => method !== 'arc' || forwarders.has(domain))
    const kept = claims.filter((claim) => stands(claim) && !(relayed && blames(claim)))
    const whole = kept.length === claims.length && (fresh || !proof.lost_key)
    return whole ? kept : kept.filter(({ method, result }) => method !== 'dmarc' || result === 'pass')
  })
}

const blames = ({ method, result }: Claim) => method === 'spf' && result !== 'pass'

function sealers(proofs: DatedProof[]): Set<string> {
  const senders = new Map<string, Set<string>>()
  for (const { claims, family } of proofs) {
    for (const { method, domain } of claims)
      if (method === 'arc') senders.set(domain, (senders.get(domain) ?? new Set()).add(family))
  }
  return new Set([...senders].flatMap(([domain, families]) => (families.size >= SEALED_SENDERS ? [domain] : [])))
}

function gateways(proofs: DatedProof[]): Set<string> {
  const withSpf = proofs.filter(
    ({ claims, network }) => network !== '' && claims.some(({ method }) => method === 'spf'),
  )
  const found = [...Map.groupBy(withSpf, ({ network }) => network)].filter(([, mails]) => {
    const against = mails.filter(({ claims }) => claims.some(blames))
    return (
      mails.length >= withSpf.length * GATEWAY_SHARE &&
      against.length * 2 > mails.length &&
      new Set(against.map(({ family }) => family)).size >= GATEWAY_SENDERS
    )
  })
  return new Set(found.map(([network]) => network))
}
