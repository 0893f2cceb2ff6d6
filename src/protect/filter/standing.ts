/** What SPF, DKIM and DMARC say of a mail's sender at the moment it comes in, in the words of the table `message` (src/mail/messages.ts). */
import { familyOf } from '../../lists/family.ts'
import type { Questions } from '../../mail/dns-questions.ts'
import { type Claim, proofOf } from '../../mail/proof.ts'
import type { Row } from '../../mail/rows.ts'

export interface Standing {
  /** pass: the domain in From is proven; fail; none: it was asked and proves nothing, or nothing was asked */
  auth: 'pass' | 'fail' | 'none'
  /** a DKIM signature of the sender's own domain is good */
  genuine: boolean
  signed_by: string[]
}

export const NOT_ASKED: Standing = { auth: 'none', genuine: false, signed_by: [] }

export async function standingOf(
  bytes: Buffer,
  mail: Row,
  envelope: { client: string; helo: string; sender: string },
  questions: Questions,
): Promise<Standing> {
  const { claims } = await proofOf(
    bytes,
    { ip: envelope.client, helo: envelope.helo, sender: envelope.sender, original: true },
    questions,
  )
  return standing(claims, String(mail.from_domain))
}

function standing(claims: Claim[], fromDomain: string): Standing {
  const family = familyOf(fromDomain)
  const results = (method: Claim['method']) => claims.filter((claim) => claim.method === method)
  const ofSender = ({ domain }: Claim) => family !== '' && (domain === family || domain.endsWith(`.${family}`))
  const signed = results('dkim').filter(({ result }) => result === 'pass')
  const [spf] = results('spf')
  const [dmarc] = results('dmarc')
  const aligned = signed.some(ofSender) || (spf?.result === 'pass' && ofSender(spf))
  const failed = /^(fail|softfail)$/.test(spf?.result ?? '') || (signed.length === 0 && results('dkim').length > 0)
  return {
    auth:
      dmarc?.result === 'pass'
        ? 'pass'
        : dmarc?.result === 'fail'
          ? 'fail'
          : aligned
            ? 'pass'
            : failed
              ? 'fail'
              : 'none',
    genuine: signed.some(ofSender),
    signed_by: signed.map(({ domain }) => domain),
  }
}
