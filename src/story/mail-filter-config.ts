/** `mail_filter:` of kyumei.yaml: where the filter stands between two services of Postfix, and what it does with what it finds. */
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { ATTACHED_DETECTORS } from '../detect/mail/attached-detectors.ts'

/** From the mildest: untouched, a header, a mark in the subject (breaks DKIM), held, refused. */
export const ACTIONS = ['pass', 'header', 'subject', 'quarantine', 'reject'] as const
export type Action = (typeof ACTIONS)[number]

export const RULES = [...ATTACHED_DETECTORS.map(({ id }) => id), 'impersonated-sender', 'lookalike-domain']

/** What is done with a sign of each severity; what detectors call informational is passed. */
export interface Rule {
  high: Action
  medium: Action
  low: Action
}

const USUAL: Rule = { high: 'quarantine', medium: 'header', low: 'pass' }
/** What runs when it is opened is held whoever sends it; partners' self-decrypting files come out as low. */
const HELD: Rule = { high: 'quarantine', medium: 'quarantine', low: 'header' }

/** Where an ordinary office never needs the thing in mail, it is held at medium already. */
export const DEFAULT_RULES: Record<string, Rule> = {
  ...Object.fromEntries(RULES.map((id) => [id, USUAL])),
  'double-extension': HELD,
  'bidi-filename': HELD,
  'executable-attachment': HELD,
  'encrypted-archive-executable': HELD,
  'disguised-icon': HELD,
  // bombs are medium; an archive that no known password opens is low: PPAP's password comes later
  'archive-unreadable': HELD,
}

const place = z.string().regex(/^(?:[\w.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i, 'a place like 127.0.0.1:10025')
const network = z
  .string()
  .refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), 'an address or a network like 10.0.0.0/8')
const address = z.string().regex(/^[^\s@<>,]+@[^\s@<>,]+$/, 'a mail address')
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day like 2027-03-31'),
)
const action = z.enum(ACTIONS)
const whole = (least: number, most: number) => z.number().int().min(least).max(most)

const rule = z.union([
  action.transform((all): Partial<Rule> => ({ high: all, medium: all })),
  z.strictObject({ high: action, medium: action, low: action }).partial(),
])

const allowed = z
  .strictObject({
    /** an address or a domain; counts only where DKIM proves it */
    sender: z.string().optional(),
    client: network.optional(),
    rule: z.enum(RULES).optional(),
    reason: z.string().min(1),
    expires: day,
  })
  .refine((entry) => entry.sender || entry.client, 'at least one of sender and client')

export const mailFilterSchema = z.strictObject({
  listen: place.default('127.0.0.1:10025'),
  next_hop: place.default('127.0.0.1:10026'),
  clients: z.array(network).default(['127.0.0.0/8', '::1']),
  max_connections: whole(1, 1000).default(20),
  max_message_bytes: whole(1000, 500_000_000).default(50_000_000),
  memory_bytes: whole(1_000_000, 100_000_000_000).default(400_000_000),
  workers: whole(0, 64).default(0),
  judge_seconds: whole(1, 90).default(30),
  queue_seconds: whole(1, 90).default(30),
  idle_seconds: whole(5, 3600).default(300),
  worker_memory_megabytes: whole(64, 16_000).default(512),
  on_failure: z.enum(['quarantine', 'pass', 'defer']).default('quarantine'),
  authenticate: z.enum(['own', 'all', 'off']).default('own'),
  dns_server: z.string().optional(),
  gateways: z.array(network).default([]),
  rules: z.partialRecord(z.enum(RULES), rule).default({}),
  allow: z.array(allowed).default([]),
  subject_tag: z.string().min(1).max(20).default('[要注意]'),
  passwords: z.strictObject({ days: whole(0, 60).default(7), mails: whole(0, 100_000).default(5000) }).prefault({}),
  quarantine: z
    .strictObject({
      folder: z.string().default('/var/lib/kyumei/quarantine'),
      key_file: z.string().default('/var/lib/kyumei/quarantine.key'),
      keep_days: whole(1, 3650).default(30),
      max_bytes: whole(1_000_000, 10_000_000_000_000).default(10_000_000_000),
      max_mails: whole(1, 10_000_000).default(20_000),
    })
    .prefault({}),
  notice: z
    .strictObject({
      enabled: z.boolean().default(true),
      from: address.optional(),
      also: z.array(address).default([]),
      contact: z.string().max(200).default(''),
      language: z.enum(['both', 'ja', 'en']).default('both'),
      per_hour: whole(0, 1000).default(10),
    })
    .prefault({}),
})

export type MailFilterConfig = z.infer<typeof mailFilterSchema>

/** The rule of kyumei.yaml over the usual one. */
export const ruleOf = (id: string, rules: MailFilterConfig['rules']): Rule => ({
  ...(DEFAULT_RULES[id] ?? USUAL),
  ...Object.fromEntries(Object.entries(rules[id] ?? {}).filter(([, one]) => one !== undefined)),
})
