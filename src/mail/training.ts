/** Patterns of the headers that services for phishing exercises set on their baits. They can be forged. */
export const TRAINING_HEADERS = [
  'x-phishtest',
  'x-threatsim-header',
  'x-threatsim-id',
  'x-phishme',
  'x-phishmetracking',
  'x-kunren[a-z0-9-]*',
]
