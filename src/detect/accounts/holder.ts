/** Whose an account is, as far as its name tells: a person's second one, an administrator's, a program's. */

/** adm.kuroda, kuroda-adm, a-kuroda and r.kuroda are one person's; so are e012345 and adm012345; sales-01 and sales-02 are two's. */
export function isSameHolder(a: string, b: string): boolean {
  const [one, other] = [numbersOf(a), numbersOf(b)]
  if (one.length > 0 && other.length > 0 && !one.some((number) => other.includes(number))) return false
  const others = partsOf(b)
  return partsOf(a).some((part) =>
    others.some((known) => part === known || part.startsWith(known) || known.startsWith(part)),
  )
}

const numbersOf = (name: string): string[] => name.match(/\d+/g) ?? []

const SHORTEST = 4 // letters of a part that tells a person: shorter ones are initials and departments

function partsOf(name: string): string[] {
  const parts = name.split(/[^\p{Letter}\p{Number}]+/u).flatMap((part) => [part, ...numbersOf(part)])
  return parts
    .map((part) => part.replace(RIGHTS, ''))
    .filter((part) => part.length >= SHORTEST && !RIGHTS_ALONE.test(part))
}

const RIGHTS = /^(?:adm|admin|da|sa|su)(?=\p{Letter}{4}|\d{4})|(?<=\p{Letter}{4}|\d{4})(?:adm|admin)$/u
const RIGHTS_ALONE =
  /^(?:admins?|administrator|root|user|users|domain|server|service|svc\w*|sql\w*|backup\w*|test|kanri|system)$/

/** A program's own account: nobody sits in front of a computer with it. */
export const isService = (name: string): boolean =>
  /^(?:svc|service|srv|sql|mssql|oracle|backup|bkup|batch|sa)(?:[^a-z]|$)|^(?:svc|sql|backup)|[^a-z](?:svc|service|batch)$/.test(
    name,
  )

/** An administrator's account, where the logs hold no 4672 that would tell it. */
export const isAdministrator = (name: string): boolean =>
  /^(?:adm|admin|administrator|root|domainadmin|kanri)(?:[^a-z]|$)|[^a-z](?:adm|admin|da)$/.test(name)
