/** What was seen in a case → VERIS actions, assets and attributes. Only what a sign or the desk's own word says: nothing is guessed. */
import type { Incident } from './incident.ts'

export interface Seen {
  attack_kind: string | null
  signs: string[]
  techniques: string[]
  /** hosts that the scans judge infected, accounts that they judge abused */
  infected: number
  abused: number
}

type Action = Incident['action']
type Malware = NonNullable<Action['malware']>
type Hacking = NonNullable<Action['hacking']>

/** Mail that deceives somebody. */
const DECEIT = [
  'impersonated-sender',
  'lookalike-domain',
  'authentication-failure',
  'phishing-lure',
  'reworked-mail',
  'double-extension',
  'bidi-filename',
  'disguised-icon',
  'download-link',
]
const CARRIERS = [
  'double-extension',
  'bidi-filename',
  'executable-attachment',
  'encrypted-archive-executable',
  'disguised-icon',
  'disk-image',
  'shortcut-attachment',
  'macro-document',
  'excel-addin',
  'html-smuggling',
]
/** Traffic of a program that obeys somebody outside. */
const CONTROLLED = [
  'proxy-bypass',
  'direct-ip',
  'unresolved-destination',
  'dynamic-dns',
  'paas-destination',
  'beacon',
  'dns-beacon',
  'parked-domain',
  'dga-domain',
  'dns-tunnel',
  'direct-dns',
  'tunnel-service',
  'trusted-service',
]
const ACCOUNT = [
  'login-from-new-network',
  'borrowed-computer',
  'borrowed-account',
  'strayed-service',
  'kerberos-roasting',
  'third-party-fetch',
  'mailbox-rule',
  'oauth-consent',
  'device-code',
  'stolen-session',
  'left-account',
  'new-administrator',
  'mass-download',
  'mailbox-download',
  'leaked-mailbox',
]
const ABUSED_SERVER = ['relay-abuse', 'mass-sending', 'direct-smtp']

export function actionsOf(seen: Seen): Action {
  const any = (list: string[]) => list.some((sign) => seen.signs.includes(sign))
  // T1566 stands for T1566.001 as well
  const technique = (...wanted: string[]) =>
    wanted.some((id) => seen.techniques.some((one) => one === id || one.startsWith(`${id}.`)))
  const kind = (...wanted: string[]) => seen.attack_kind !== null && wanted.includes(seen.attack_kind)
  if (kind('none')) return { unknown: {} }

  const isDeceit = any(DECEIT) || kind('targeted-mail', 'bulk-mail', 'phishing') || technique('T1566')
  const isFraud = kind('business-mail-fraud')
  const carried = any(CARRIERS) || technique('T1566.001')
  const linked = any(['download-link']) && !kind('phishing')
  const controlled = any(CONTROLLED)
  const exported = any(['upload-volume']) || technique('T1041', 'T1567')
  const scanned = any(['internal-scan']) || technique('T1046')
  const hasMalware = carried || linked || controlled || seen.infected > 0 || kind('watering-hole')

  const malware: Malware = {
    variety: orUnknown([
      ...(controlled ? ['C2' as const] : []),
      ...(exported && hasMalware ? ['Export data' as const] : []),
      ...(scanned && hasMalware ? ['Scan network' as const] : []),
    ]),
    vector: orUnknown([
      ...(carried ? ['Email attachment' as const] : []),
      ...(linked ? ['Email link' as const] : []),
      ...(kind('watering-hole') ? ['Web application - drive-by' as const] : []),
    ]),
  }
  const hacking: Hacking['variety'] = [
    ...(any(['password-attack']) || technique('T1110') ? ['Brute force' as const] : []),
    ...(any(ACCOUNT) || kind('account-abuse') || seen.abused > 0 ? ['Use of stolen creds' as const] : []),
    ...(any(['edge-device']) || kind('edge-device') || technique('T1190') ? ['Exploit vuln' as const] : []),
    ...(any(ABUSED_SERVER) ? ['Abuse of functionality' as const] : []),
  ]
  const action: Action = {
    ...(isDeceit || isFraud
      ? {
          social: {
            variety: [...(isDeceit ? ['Phishing' as const] : []), ...(isFraud ? ['Pretexting' as const] : [])],
            vector: ['Email' as const],
            target: ['Unknown' as const],
          },
        }
      : {}),
    ...(hasMalware ? { malware } : {}),
    ...(hacking.length > 0
      ? { hacking: { variety: hacking, vector: [any(['oauth-consent']) ? 'Web application' : 'Unknown'] } }
      : {}),
  }
  return Object.keys(action).length > 0 ? action : { unknown: {} }
}

const orUnknown = <Word extends string>(words: Word[]): (Word | 'Unknown')[] => (words.length > 0 ? words : ['Unknown'])

export function assetsOf(action: Action, { infected }: Seen): Incident['asset'] {
  const hacked = action.hacking?.variety ?? []
  const assets: Incident['asset']['assets'] = [
    ...(action.social ? [{ variety: 'P - End-user' as const }] : []),
    ...(action.malware
      ? [{ variety: 'U - Desktop or laptop' as const, ...(infected > 0 ? { amount: infected } : {}) }]
      : []),
    ...(hacked.some((one) => one !== 'Exploit vuln') ? [{ variety: 'S - Mail' as const }] : []),
    ...(hacked.includes('Exploit vuln') ? [{ variety: 'N - Unknown' as const }] : []),
  ]
  return { assets: assets.length > 0 ? assets : [{ variety: 'Unknown' }], cloud: ['Unknown'] }
}

/** An abused account's password and mail are known to somebody; that something was sent out says not what. */
export function attributesOf(action: Action, seen: Seen): Incident['attribute'] {
  const sent = (action.malware?.variety ?? []).includes('Export data')
  const integrity = [
    ...(action.social ? ['Alter behavior' as const] : []),
    ...(action.malware ? ['Software installation' as const] : []),
    ...(seen.signs.includes('mailbox-rule') ? ['Modify configuration' as const] : []),
    ...((action.hacking?.variety ?? []).includes('Abuse of functionality') ? ['Repurpose' as const] : []),
  ]
  return {
    confidentiality:
      seen.attack_kind === 'none'
        ? { data_disclosure: 'No' }
        : seen.abused > 0
          ? { data_disclosure: 'Yes', data: [{ variety: 'Credentials' }] }
          : { data_disclosure: sent || seen.infected > 0 ? 'Potentially' : 'Unknown' },
    ...(integrity.length > 0 ? { integrity: { variety: integrity } } : {}),
  }
}
