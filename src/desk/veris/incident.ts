/**
 * An incident in VERIS, Verizon's vocabulary for incidents (verisframework.org), version 1.4.0: the part of it that a rescue desk can
 * answer. Every value that kyumei writes is one of the vocabulary's own; what is not known says so in its words.
 */
import { z } from 'zod'
import { COUNTRIES } from './country.ts'

export const SCHEMA_VERSION = '1.4.0'

const some = <Values extends readonly [string, ...string[]]>(...values: Values) =>
  z
    .array(z.enum(values))
    .min(1)
    .refine((list) => new Set(list).size === list.length, 'a value stands twice')

const span = z.strictObject({
  unit: z.enum(['Days', 'NA', 'Unknown']),
  value: z.number().nonnegative().optional(),
})
const nothing = z.strictObject({})

export const INCIDENT = z
  .strictObject({
    schema_version: z.literal(SCHEMA_VERSION),
    incident_id: z.uuid(),
    source_id: z.string().min(1),
    summary: z.string().min(1),
    security_incident: z.enum(['Confirmed', 'Suspected', 'False positive']),
    confidence: z.enum(['High', 'Medium', 'Low']).optional(),
    targeted: z.enum(['Opportunistic', 'Targeted', 'NA', 'Unknown']),
    campaign_id: z.uuid().optional(),
    victim: z.strictObject({
      country: z
        .array(z.string().refine((one) => one === 'Unknown' || COUNTRIES.has(one), 'no country of ISO 3166-1'))
        .length(1),
      employee_count: z.enum([
        '1 to 10',
        '11 to 100',
        '101 to 1000',
        '1001 to 10000',
        '10001 to 25000',
        '25001 to 50000',
        '50001 to 100000',
        'Over 100000',
        'Unknown',
      ]),
      industry: z
        .string()
        .regex(/^(00|11|2[1-3]|3[1-3]|4[24589]|5[1-6]|6[12]|7[12]|81|92)\d{0,4}$/, 'no sector of NAICS'),
      government: some('Unknown', 'NA'),
    }),
    actor: z.union([
      z.strictObject({
        external: z.strictObject({
          variety: some('Unknown'),
          motive: some('Financial', 'Unknown'),
          country: some('Unknown'),
        }),
      }),
      z.strictObject({ unknown: z.strictObject({ notes: z.string().min(1) }) }),
    ]),
    action: z
      .strictObject({
        social: z
          .strictObject({
            variety: some('Phishing', 'Pretexting'),
            vector: some('Email'),
            target: some('Unknown'),
          })
          .optional(),
        malware: z
          .strictObject({
            variety: some('C2', 'Export data', 'Scan network', 'Unknown'),
            vector: some('Email attachment', 'Email link', 'Web application - drive-by', 'Unknown'),
          })
          .optional(),
        hacking: z
          .strictObject({
            variety: some('Brute force', 'Use of stolen creds', 'Exploit vuln', 'Abuse of functionality', 'Unknown'),
            vector: some('Web application', 'Unknown'),
          })
          .optional(),
        unknown: nothing.optional(),
      })
      .refine((action) => Object.keys(action).length > 0, 'no action'),
    asset: z.strictObject({
      assets: z
        .array(
          z.strictObject({
            variety: z.enum(['P - End-user', 'U - Desktop or laptop', 'S - Mail', 'N - Unknown', 'Unknown']),
            amount: z.int().positive().optional(),
          }),
        )
        .min(1),
      cloud: some('Unknown'),
    }),
    attribute: z
      .strictObject({
        confidentiality: z
          .strictObject({
            data_disclosure: z.enum(['Yes', 'Potentially', 'No', 'Unknown']),
            data: z.array(z.strictObject({ variety: z.enum(['Credentials', 'Unknown']) })).optional(),
          })
          .optional(),
        integrity: z
          .strictObject({
            variety: some('Alter behavior', 'Software installation', 'Modify configuration', 'Repurpose'),
          })
          .optional(),
      })
      .refine((attribute) => Object.keys(attribute).length > 0, 'no attribute'),
    discovery_method: z.union([
      z.strictObject({
        internal: z.strictObject({
          variety: some('Reported by employee', 'Antivirus', 'Log review', 'Infrastructure monitoring'),
        }),
      }),
      z.strictObject({
        external: z.strictObject({
          variety: some(
            'Customer',
            'Emergency response team',
            'Law enforcement',
            'Actor disclosure',
            'Unrelated 3rd party',
          ),
        }),
      }),
      z.strictObject({ partner: z.strictObject({ variety: some('Monitoring service') }) }),
      z.strictObject({ unknown: z.literal(true) }),
    ]),
    timeline: z.strictObject({
      incident: z.strictObject({
        year: z.int().min(1950).max(2050),
        month: z.int().min(1).max(12).optional(),
      }),
      discovery: span.optional(),
      containment: span.optional(),
    }),
    plus: z.strictObject({ attack_technique: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).optional() }),
  })
  // the vocabulary's own rules between its parts
  .refine(
    ({ action, attribute }) =>
      !action.malware || (attribute.integrity?.variety ?? []).includes('Software installation'),
    'malware without a changed integrity: Software installation',
  )
  .refine(
    ({ action, attribute }) => !action.social || (attribute.integrity?.variety ?? []).includes('Alter behavior'),
    'a social action without a changed integrity: Alter behavior',
  )
  .refine(
    ({ action, asset }) => !action.social || asset.assets.some((one) => one.variety.startsWith('P - ')),
    'a social action without a person',
  )

export type Incident = z.infer<typeof INCIDENT>
