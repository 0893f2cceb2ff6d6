/** Days and times as people and spreadsheets write them → the desk's own spelling. What can't be, is refused, never guessed. */

/** 2015-10-05, or 2015-10-05T09:30 where a time stands beside it; null where there is no such moment. */
export function moment(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  const match =
    /^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日)(?:\([月火水木金土日]\))?(?:[T\s]+(\d{1,2})(?::|時)(\d{2})(?::\d{2}(?:\.\d+)?|分)?)?$/.exec(
      plain,
    ) ?? eraMoment(plain)
  if (!match) return null
  const [year, month, day] = [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]].map(Number)
  const date = `${year}-${two(month)}-${two(day)}`
  if (new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) return null
  if (match[7] === undefined) return date
  const [hour, minute] = [Number(match[7]), Number(match[8])]
  return hour < 24 && minute < 60 ? `${date}T${two(hour)}:${two(minute)}` : null
}

/** A day; null where there is no such day. */
export function day(text: string): string | null {
  return moment(text)?.slice(0, 10) ?? null
}

/** First days of the eras that a desk's records can lie in (Cabinet orders on era names). */
const ERAS: Record<string, { first: string; year: number }> = {
  平成: { first: '1989-01-08', year: 1988 },
  H: { first: '1989-01-08', year: 1988 },
  令和: { first: '2019-05-01', year: 2018 },
  R: { first: '2019-05-01', year: 2018 },
}

/** 平成27年10月5日, H27.10.5, 令和元年5月1日: as the same groups as a plain date. */
function eraMoment(text: string): RegExpExecArray | null {
  const era = /^(平成|令和|[HR])(\d{1,2}|元)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(.*)$/.exec(text)
  const known = ERAS[era?.[1] ?? '']
  if (!era || !known) return null
  const year = known.year + (era[2] === '元' ? 1 : Number(era[2]))
  const date = `${year}-${two(Number(era[3]))}-${two(Number(era[4]))}`
  if (date < known.first) return null
  return /^(\d{4})-(\d\d)-(\d\d)()()()(?:\s+(\d{1,2})(?::|時)(\d{2})分?)?$/.exec(`${date}${era[5] ?? ''}`)
}

const two = (n: number | undefined) => String(n).padStart(2, '0')
