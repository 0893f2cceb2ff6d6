/** A business letter of some partner to some of our people, to be varied. */
import type { Random } from '../random.ts'
import { letterText, matter } from './business.ts'
import { type MailSet, officeTime } from './labelled.ts'
import type { Letter } from './letter.ts'
import type { Company } from './people.ts'

export const PASSED = (signed: string) => ({ spf: 'pass', dkim: 'pass', dmarc: 'pass', signed })

/** What a partner sends, with the file that matters. */
export function fromPartner(
  set: MailSet,
  random: Random,
  attachment: Letter['attachments'],
  lines: string[] = [],
  company?: Company,
) {
  const { world } = set
  const from = random.pick((company ?? random.pick(world.partners)).staff)
  const own = random.pick(world.own.staff)
  const time = officeTime(world, random)
  const about = matter(random, time)
  return {
    from,
    to: [own],
    subject: about.subject,
    text: letterText(from, own, [...about.lines, ...lines], random),
    attachments: attachment ?? [],
    time,
  }
}
