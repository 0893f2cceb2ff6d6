/** Names that are given to ministries, municipalities and other public bodies, and to nobody else. */
const PUBLIC_BODY =
  /(?:^|\.)(?:(?:go|lg)\.jp|gov|mil|(?:gov|gob|gouv|govt)\.[a-z]{2}|admin\.ch|gv\.at|bund\.de|europa\.eu)$/

export const isPublicBody = (domain: string) => PUBLIC_BODY.test(domain)

/** … or to schools and universities. */
const SCHOOL = /(?:^|\.)(?:edu|(?:ac|ed|edu)\.[a-z]{2})$/
export const isInstitution = (domain: string) => isPublicBody(domain) || SCHOOL.test(domain)
