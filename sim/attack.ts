/** What infected PCs and devices do: each behaviour of the field, with parameters drawn from the seed. */
import type { SimEvent } from './event.ts'
import type { Infection, Play } from './infection.ts'
import { type Pc, ROUTER, SERVERS, sixOf } from './organisation.ts'
import * as c2 from './plays/c2.ts'
import * as inside from './plays/inside.ts'
import * as out from './plays/out.ts'
import * as waiting from './plays/waiting.ts'
import type { Shown } from './products.ts'
import { address6Of, addressOf, type Random } from './random.ts'

/** By which way the behaviour goes: the log of that way shows it, or none. */
export type Way = 'proxy' | 'direct' | 'dns' | 'inside'

interface Behaving {
  way: Way
  /** detectors that must speak; the first tells the behaviour apart from others */
  expected: string[]
  /** the verdict that the logs at hand allow; no-sign: only a person can tell it from everyday life */
  verdict: 'infected' | 'suspected' | 'no-sign'
  /** a name instead of an own domain */
  names?: string[]
  /** names and addresses by which the attacker's place may appear; default: name and address */
  places?: (one: Infection) => string[]
  /** who does it, where that is no PC */
  actor?: (one: Infection) => Pick<Pc, 'name' | 'address'>
  play: Play
}

const byAddress = (one: Infection) => [one.address]
const DYNAMIC = ['ddo.jp', 'mydns.jp', 'hopto.org', 'duckdns.org', 'kozow.com', 'mooo.com']
const DRIVES = ['content.dropboxapi.com', 'g.api.mega.co.nz', 'upload.box.com', 'www.googleapis.com']

const PLAYS = {
  'bypass-beacon': {
    way: 'direct',
    expected: ['proxy-bypass', 'unresolved-destination', 'beacon'],
    verdict: 'infected',
    places: byAddress,
    play: c2.bypass,
  },
  'dyndns-proxy': {
    way: 'proxy',
    expected: ['dynamic-dns', 'beacon'],
    verdict: 'infected',
    names: DYNAMIC,
    play: c2.proxied,
  },
  'dyndns-direct': {
    way: 'direct',
    expected: ['dynamic-dns', 'proxy-bypass', 'beacon'],
    verdict: 'infected',
    names: ['ddo.jp', 'dip.jp', 'zapto.org', 'ddns.net', 'dynv6.net'],
    play: c2.named,
  },
  'own-domain-proxy': { way: 'proxy', expected: ['beacon'], verdict: 'suspected', play: c2.proxied },
  'direct-ip-proxy': {
    way: 'proxy',
    expected: ['direct-ip', 'beacon'],
    verdict: 'infected',
    places: byAddress,
    play: c2.bare,
  },
  'paas-proxy': {
    way: 'proxy',
    expected: ['paas-destination', 'beacon'],
    verdict: 'infected',
    names: ['herokuapp.com', 'azurewebsites.net', 'workers.dev', 'run.app', 'vercel.app', 'appspot.com'],
    play: c2.proxied,
  },
  'sleeper-dns': {
    way: 'dns',
    expected: ['dns-beacon', 'parked-domain'],
    verdict: 'infected',
    play: waiting.sleeperDirect,
  },
  'sleeper-proxy': { way: 'proxy', expected: ['dns-beacon'], verdict: 'suspected', play: waiting.sleeperProxied },
  'sleeper-suffixes': { way: 'dns', expected: ['dns-beacon'], verdict: 'suspected', play: waiting.sleeperSuffixes },
  'upload-night': {
    way: 'direct',
    expected: ['upload-volume', 'proxy-bypass'],
    verdict: 'infected',
    places: byAddress,
    play: out.nightUpload,
  },
  'upload-drip': {
    way: 'direct',
    expected: ['upload-volume', 'proxy-bypass', 'beacon'],
    verdict: 'infected',
    places: byAddress,
    play: out.drip,
  },
  'upload-drip-proxy': {
    way: 'proxy',
    expected: ['upload-volume', 'beacon'],
    verdict: 'infected',
    play: out.dripProxied,
  },
  'upload-slices': {
    way: 'direct',
    expected: ['upload-volume', 'proxy-bypass'],
    verdict: 'infected',
    places: byAddress,
    play: out.slices,
  },
  'upload-drive': {
    way: 'proxy',
    expected: ['trusted-service', 'upload-volume'],
    verdict: 'suspected',
    names: DRIVES,
    play: out.cloudDrive,
  },
  sweep: { way: 'inside', expected: ['internal-scan', 'beacon'], verdict: 'infected', play: inside.sweep },
  'sweep-slow': { way: 'inside', expected: ['internal-scan', 'beacon'], verdict: 'infected', play: inside.slowSweep },
  'vpn-lateral': {
    way: 'inside',
    expected: ['internal-scan'],
    verdict: 'suspected',
    actor: (one) => ({ name: '', address: `192.168.250.${20 + (one.bytes % 60)}` }),
    play: inside.vpnLateral,
  },
  'controller-task': {
    way: 'inside',
    expected: ['internal-scan'],
    verdict: 'no-sign',
    actor: () => ({ name: '', address: SERVERS.directory }),
    play: inside.controllerTask,
  },
  'long-c2': {
    way: 'direct',
    expected: ['long-connection', 'proxy-bypass'],
    verdict: 'infected',
    places: byAddress,
    play: c2.longConnection,
  },
  'long-sleep': { way: 'proxy', expected: ['beacon'], verdict: 'suspected', play: c2.longSleep },
  'signed-in': { way: 'proxy', expected: ['beacon'], verdict: 'suspected', play: c2.signedIn },
  'two-stages': {
    way: 'proxy',
    expected: ['dynamic-dns', 'beacon'],
    verdict: 'infected',
    names: DYNAMIC,
    play: c2.twoStages,
  },
  'japanese-site': {
    way: 'proxy',
    expected: ['beacon'],
    verdict: 'suspected',
    places: (one) => [c2.japaneseName(one)],
    play: c2.japaneseSite,
  },
  'cdn-front': {
    way: 'proxy',
    expected: ['beacon'],
    verdict: 'no-sign',
    places: () => [c2.FRONT],
    play: c2.fronted,
  },
  'ipv6-direct': {
    way: 'direct',
    expected: ['proxy-bypass', 'beacon'],
    // no log ties the address to a PC: it may as well be a printer that calls its maker
    verdict: 'suspected',
    places: (one) => [address6Of(one.label)],
    actor: (one) => ({ name: one.pc.name, address: sixOf(one.pc) }),
    play: c2.ipv6,
  },
  dga: {
    way: 'dns',
    expected: ['dga-domain', 'proxy-bypass'],
    verdict: 'infected',
    places: (one) => [waiting.dgaName(one), one.address],
    play: waiting.dga,
  },
  'dga-proxy': {
    way: 'proxy',
    expected: ['dga-domain', 'beacon'],
    verdict: 'infected',
    places: (one) => [waiting.dgaName(one), one.address],
    play: waiting.dgaProxied,
  },
  'dns-tunnel': {
    way: 'dns',
    expected: ['dns-tunnel'],
    verdict: 'suspected',
    places: (one) => [waiting.tunnelName(one)],
    play: waiting.dnsTunnel,
  },
  'dns-direct': {
    way: 'direct',
    expected: ['direct-dns'],
    verdict: 'suspected',
    places: byAddress,
    play: waiting.dnsDirect,
  },
  edge: {
    way: 'direct',
    expected: ['edge-device'],
    verdict: 'suspected',
    places: byAddress,
    actor: () => ({ name: '', address: ROUTER }),
    play: c2.edge,
  },
  tunnel: {
    way: 'proxy',
    expected: ['tunnel-service'],
    verdict: 'suspected',
    names: ['ngrok.com', 'argotunnel.com', 'devtunnels.ms', 'trycloudflare.com', 'loca.lt'],
    play: c2.proxied,
  },
  'spam-bot': {
    way: 'direct',
    expected: ['direct-smtp'],
    verdict: 'suspected',
    places: out.mailServers,
    play: out.spamBot,
  },
  trusted: {
    way: 'proxy',
    expected: ['trusted-service'],
    verdict: 'suspected',
    names: [
      'api.telegram.org',
      'content.dropboxapi.com',
      'hooks.slack.com',
      'raw.githubusercontent.com',
      'graph.microsoft.com',
    ],
    play: c2.proxied,
  },
} as const satisfies Record<string, Behaving>

export type Behaviour = keyof typeof PLAYS
export const BEHAVIOURS = Object.keys(PLAYS) as Behaviour[]
const playOf = (behaviour: Behaviour): Behaving => PLAYS[behaviour]
export const wayOf = (behaviour: Behaviour): Way => PLAYS[behaviour].way

/** An infection of the behaviour, and who does it as the logs name him. */
export interface Attack extends Infection {
  behaviour: Behaviour
  actor: Pick<Pc, 'name' | 'address'>
}

export function infection(
  pc: Pc,
  behaviour: Behaviour,
  start: number,
  end: number,
  people: Pc[],
  random: Random,
): Attack {
  const label = Array.from({ length: random.whole(5, 9) }, () => random.pick([...'abcdefghkmnoprstuwy'])).join('')
  const { names, actor } = playOf(behaviour)
  const own = `${random.pick(['cdn', 'api', 'news', 'img'])}.${label}-${random.pick(['service', 'news', 'media'])}.${random.pick(['com', 'net', 'info'])}`
  const given = names ? random.pick(names) : ''
  const whole = behaviour === 'trusted' || behaviour === 'upload-drive'
  const one: Infection = {
    pc,
    label,
    name: given === '' ? own : whole ? given : `${label}.${given}`,
    address: addressOf(`c2 ${label}`),
    port: random.pick([443, 443, 80, 8080]),
    seconds: random.pick([60, 180, 300, 600, 900]),
    jitter: random.between(0, 0.5),
    bytes: random.whole(200, 900),
    officeHours: random.next() < 0.4,
    start: start + (end - start) * random.between(0.25, 0.4),
    end,
    targets: [...people]
      .sort(() => random.next() - 0.5)
      .slice(0, random.whole(15, 60))
      .map((other) => other.address),
  }
  const who = actor?.(one) ?? pc
  // a device or a server acts itself; a PC's other address is still the PC
  return { ...one, behaviour, actor: who, pc: who.name === '' ? { ...pc, ...who } : pc }
}

/** The infection's events of one day. */
export function* contacts(one: Attack, from: number, to: number, random: Random): Generator<SimEvent> {
  yield* playOf(one.behaviour).play(one, Math.max(one.start, from), Math.min(one.end, to), random)
}

/** Names and addresses by which the attacker's place may appear. */
export function placesOf(one: Attack): string[] {
  return playOf(one.behaviour).places?.(one) ?? [one.name, one.address]
}

/** What each detector must be shown, by the way that the behaviour goes. */
const NEEDS: Record<string, Partial<Record<Way, Shown[]>>> = {
  'upload-volume': { proxy: ['proxy-bytes'], direct: ['flow-bytes'] },
  'unresolved-destination': { direct: ['flow', 'dns-addresses'] },
  'proxy-bypass': { direct: ['flow', 'proxy'], dns: ['flow', 'proxy'] },
  'dynamic-dns': { proxy: ['proxy'], direct: ['dns'] },
  'dns-beacon': { proxy: ['proxy'], dns: ['dns-addresses'] },
  'parked-domain': { dns: ['dns-addresses'] },
  'dga-domain': { proxy: ['proxy'], dns: ['dns-codes'] },
  'dns-tunnel': { dns: ['dns'] },
  'internal-scan': { inside: ['flow'] },
  beacon: { proxy: ['proxy'], direct: ['flow'], inside: ['proxy'] },
}
const OF_THE_WAY: Record<Way, Shown[]> = { proxy: ['proxy'], direct: ['flow'], dns: ['dns'], inside: ['flow'] }

/** Which detectors can speak, and which verdict can be given, where the logs show only so much. */
export function expectedOf(
  behaviour: Behaviour,
  shown: ReadonlySet<Shown>,
): { detectors: string[]; verdict: 'infected' | 'suspected' | 'no-sign' | 'not-visible' } {
  const { way, expected, verdict } = playOf(behaviour)
  const detectors = expected.filter((detector) =>
    (NEEDS[detector]?.[way] ?? OF_THE_WAY[way]).every((what) => shown.has(what)),
  )
  if (detectors.length === 0) return { detectors, verdict: 'not-visible' }
  if (detectors.length < expected.length && detectors.length < 2 && verdict === 'infected')
    return { detectors, verdict: 'suspected' }
  return { detectors, verdict }
}
