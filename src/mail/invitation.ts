/** What an invitation says (RFC 5545), as a calendar shows it in the mail's place: its subject, where it is, and what is written below. */

/** Lines are folded; line ends, commas and semicolons escaped. */
export const unfolded = (text: string): string => text.replace(/\r?\n[ \t]/g, '')
export const unescapedText = (value: string): string =>
  value.replace(/\\([\s\S])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))

const SAYS = /^(?:SUMMARY|LOCATION|DESCRIPTION)(?:;(?:"[^"]{0,500}"|[^":]){0,500})?:(.*)$/i
/** A person reads no more of it. */
const MOST = 100_000 // characters

export function invitationText(calendar: string): string {
  if (!/^\s*BEGIN:VCALENDAR\b/i.test(calendar)) return ''
  const said: string[] = []
  let reminds = false // an alarm has words of its own, which nobody wrote
  for (const line of unfolded(calendar.slice(0, MOST)).split(/\r?\n/)) {
    if (/^(?:BEGIN|END):VALARM\s*$/i.test(line)) reminds = line.toUpperCase().startsWith('BEGIN')
    const value = reminds ? undefined : SAYS.exec(line)?.[1]
    if (value !== undefined && value.trim() !== '') said.push(unescapedText(value).trim())
  }
  return said.join('\n')
}
