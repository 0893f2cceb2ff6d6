/** The products whose logs an organisation keeps, drawn from the seed so that no detector is tuned to one of them. */
import { Random } from './random.ts'

export type LogKind = 'proxy' | 'firewall' | 'dns' | 'dhcp'
export const LOG_KINDS: LogKind[] = ['proxy', 'firewall', 'dns', 'dhcp']

/** What may be of each kind, and the file it writes. squid-full: with request size, agent and referrer, as kyumei recommends. */
export const FILES = {
  proxy: {
    'squid-native': 'proxy/access.log',
    'squid-full': 'proxy/access.log',
    'squid-combined': 'proxy/access.log',
    bluecoat: 'proxy/SG_main.log',
  },
  firewall: {
    fortigate: 'firewall/fortigate.log',
    yamaha: 'firewall/rtx.log',
    asa: 'firewall/asa.log',
    paloalto: 'firewall/paloalto.log',
  },
  dns: {
    dnsmasq: 'dns/dnsmasq.log',
    bind: 'dns/named.log',
    unbound: 'dns/unbound.log',
    windows: 'dns/dns.log',
  },
  dhcp: { isc: 'dhcp/dhcpd.log', windows: 'dhcp/DhcpSrvLog.log' },
} as const

export type Products = { [Kind in LogKind]: keyof (typeof FILES)[Kind] }

/** Squid, FortiGate, dnsmasq, ISC DHCP; whether Squid's log is its own or a full one is drawn from the seed. */
export const usual = (seed: number): Products => ({
  proxy: seed % 2 === 0 ? 'squid-full' : 'squid-native',
  firewall: 'fortigate',
  dns: 'dnsmasq',
  dhcp: 'isc',
})

export function drawn(seed: number): Products {
  const random = new Random(seed * 2654435761)
  random.next()
  return {
    proxy: random.pick(['squid-native', 'squid-full', 'squid-full', 'squid-combined', 'bluecoat']),
    firewall: random.pick(['fortigate', 'fortigate', 'yamaha', 'asa', 'paloalto']),
    dns: random.pick(['dnsmasq', 'dnsmasq', 'bind', 'unbound', 'windows']),
    dhcp: random.pick(['isc', 'windows']),
  }
}

export function fileOf(kind: LogKind, products: Products): string {
  return (FILES[kind] as Record<string, string>)[products[kind]] as string
}

/** What a log of the product tells, beside who and where. */
export type Shown = 'proxy' | 'proxy-bytes' | 'flow' | 'flow-bytes' | 'dns' | 'dns-codes' | 'dns-addresses'

export function shownBy(products: Products, without: LogKind[]): Set<Shown> {
  const has = (kind: LogKind) => !without.includes(kind)
  const shown: [boolean, Shown][] = [
    [has('proxy'), 'proxy'],
    [has('proxy') && ['squid-full', 'bluecoat'].includes(products.proxy), 'proxy-bytes'],
    [has('firewall'), 'flow'],
    [has('firewall') && ['fortigate', 'paloalto'].includes(products.firewall), 'flow-bytes'],
    [has('dns'), 'dns'],
    [has('dns') && products.dns !== 'bind', 'dns-codes'],
    [has('dns') && products.dns === 'dnsmasq', 'dns-addresses'],
  ]
  return new Set(shown.filter(([is]) => is).map(([, what]) => what))
}
