/** Patterns of the headers that services for phishing exercises set on their baits. They can be forged. */
export const TRAINING_HEADERS = [
  'x-phishtest',
  'x-threatsim-header',
  'x-threatsim-id',
  'x-phishme',
  'x-phishmetracking',
  'x-kunren[a-z0-9-]*',
]

/** Who trains says so in his domain: kunren-mail.example, phish-test.example. Whoever attacks seldom names himself so, and both are asked about. */
export const TRAINER =
  /(?:^|[.-])(?:[a-z]*kunren[a-z]*|phish(?:ing)?-?(?:sim|test|train|drill)[a-z]*|mail-?training|sec(?:ur(?:e|ity))?-?(?:training|awareness)|trainsec[a-z-]*|awareness|(?:mail|cyber|security|awareness|resilience)-(?:[a-z]+-)?(?:sim|drill|exercise|übung))(?:[.-]|$)/i
