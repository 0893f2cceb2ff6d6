/** Who travels tells the colleagues before: mails of a sender, written before the first from elsewhere, that speak of a journey. */
import { countryName } from '../../i18n/country.ts'
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'

export interface Told {
  sender: string
  /** YYYY-MM-DD */
  day: string
  said: string
}

const JOURNEY =
  '(?i)出張|海外|渡航|赴任|business trip|\\bon (?:a )?trip\\b|\\btravel(?:l?ing)?\\b|out of (?:the )?office|dienstreise|voyage d.affaires|déplacement|viaje de (?:negocios|trabajo)|出差'
const BEFORE = 31 // days

export async function journeysTold(context: DetectorContext, senders: string[]): Promise<Told[]> {
  return await context.query<Told>(
    `
SELECT message.from_address AS sender, toString(toDate(message.time)) AS day, concat(message.subject, '\\n', letter.text) AS said
FROM message
INNER JOIN
(
  SELECT mail_id, substringUTF8(text, 1, 3000) AS text
  FROM mail
  WHERE mail_id IN (SELECT id FROM message WHERE from_address IN {senders:Array(String)} AND bulk = 0)
) AS letter ON letter.mail_id = message.id
WHERE match(said, {journey:String})
ORDER BY sender, day, said
LIMIT 5000`,
    { senders, journey: JOURNEY },
  )
}

/** `first`: the first day on which the sender wrote from that country. */
export function toldReasons(told: Told[], sender: string, country: string, first: string): Reason[] {
  const before = told.filter(
    (one) => one.sender === sender && one.day < first && Date.parse(first) - Date.parse(one.day) <= BEFORE * 86_400_000,
  )
  if (before.length === 0) return []
  const names = (['ja', 'en'] as const).map((lang) => countryName(country, lang).toLowerCase())
  return before.some(({ said }) => names.some((name) => said.toLowerCase().includes(name))) ? [THERE] : [SOMEWHERE]
}

const THERE: Reason = {
  effect: 'explains',
  text: {
    ja: 'この人は事前のメールで、この国への出張や旅行を知らせています。',
    en: 'Mail that the sender wrote before tells of a journey to this country.',
  },
}
const SOMEWHERE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この人は事前のメールで、出張や旅行について書いています。',
    en: 'Mail that the sender wrote before speaks of a journey.',
  },
}
