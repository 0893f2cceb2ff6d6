/** The incident in words, as VERIS asks. In English like its vocabulary, from codes alone: what a person typed could name the victim. */
import type { Seen } from './actions.ts'

export function summaryOf({ attack_kind, infected, abused }: Seen): string {
  if (attack_kind === 'none') return 'An organisation asked a rescue desk for help. It was no attack.'
  const proof = [
    ...(infected > 0 ? ['infected computers'] : []),
    ...(abused > 0 ? ['accounts that somebody else used'] : []),
  ]
  return [
    `An organisation asked a rescue desk for help: ${KINDS[attack_kind ?? ''] ?? 'an attack of a kind that is not known'}.`,
    proof.length > 0
      ? `Its logs show ${proof.join(' and ')}.`
      : 'No log that the desk examined shows an infection or an abused account.',
  ].join(' ')
}

/** Of the kinds that every desk has; a desk's own are told as not known. */
const KINDS: Record<string, string> = {
  'targeted-mail': 'malicious mail aimed at it',
  'bulk-mail': 'malicious mail that many got',
  'watering-hole': 'a web site that infects its visitors',
  'account-abuse': 'an account that somebody else used',
  'edge-device': 'an exploited device at the edge of its network',
  phishing: 'mail that asks for passwords',
  'business-mail-fraud': 'mail that asks for money in the name of somebody else',
}
