/** The organisation's networks and machines in the words of firewalls, for rules that let only some of them out. */
import ipaddr from 'ipaddr.js'
import type { OwnMachines } from '../entry.ts'

export interface Rule {
  id: 'op25b' | 'only-proxy'
  /** who may, by address */
  may: string[]
  ports: { protocol: 'tcp' | 'udp'; port: number }[]
}

/** nft, iptables, Cisco ASA, FortiGate and YAMAHA RTX commands; IPv4, as the rest of such rules are. */
export function ruleParts(rule: Rule, { networks }: OwnMachines, revoke: boolean, comments: string[]) {
  const inside = networks.filter((cidr) => ipaddr.IPv4.isValidCIDR(cidr))
  const may = rule.may.filter((address) => ipaddr.IPv4.isValid(address))
  const name = `kyumei_${rule.id.replace('-', '_')}`
  return [
    {
      name: `kyumei-${rule.id}.nft`,
      lines: [...comments.map((one) => `# ${one}`), ...nft(name, rule, inside, may, revoke)],
    },
    {
      name: `kyumei-${rule.id}-iptables.sh`,
      lines: ['#!/bin/sh', ...comments.map((one) => `# ${one}`), ...iptables(name, rule, inside, may, revoke)],
    },
    {
      name: `kyumei-${rule.id}-asa.txt`,
      lines: [...comments.map((one) => `! ${one}`), ...asa(name, rule, inside, may, revoke)],
    },
    {
      name: `kyumei-${rule.id}-rtx.txt`,
      lines: [...comments.map((one) => `# ${one}`), ...rtx(rule, inside, may, revoke)],
    },
  ]
}

function nft(name: string, rule: Rule, inside: string[], may: string[], revoke: boolean): string[] {
  const ports = (protocol: string) => rule.ports.filter((one) => one.protocol === protocol).map((one) => one.port)
  const reject = (['tcp', 'udp'] as const).flatMap((protocol) =>
    ports(protocol).length > 0
      ? [
          `    ip saddr @inside ip daddr != @inside ${protocol} dport { ${ports(protocol).join(', ')} } counter log prefix "${name} " reject`,
        ]
      : [],
  )
  const gone = [`table inet ${name}`, `delete table inet ${name}`]
  if (revoke) return gone
  return [
    ...gone,
    `table inet ${name} {`,
    `  set inside { type ipv4_addr; flags interval; auto-merge; elements = { ${inside.join(', ')} } }`,
    ...(may.length > 0 ? [`  set may { type ipv4_addr; elements = { ${may.join(', ')} } }`] : []),
    '  chain forward {',
    '    type filter hook forward priority -10; policy accept;',
    ...(may.length > 0 ? ['    ip saddr @may accept'] : []),
    ...reject,
    '  }',
    '}',
  ]
}

function iptables(name: string, rule: Rule, inside: string[], may: string[], revoke: boolean): string[] {
  if (revoke) return [`iptables -D FORWARD -j ${name}`, `iptables -F ${name}`, `iptables -X ${name}`]
  return [
    `iptables -N ${name} 2>/dev/null || iptables -F ${name}`,
    ...may.map((address) => `iptables -A ${name} -s ${address} -j RETURN`),
    ...inside.map((cidr) => `iptables -A ${name} -d ${cidr} -j RETURN`),
    ...inside.flatMap((cidr) =>
      rule.ports.map(({ protocol, port }) => `iptables -A ${name} -s ${cidr} -p ${protocol} --dport ${port} -j REJECT`),
    ),
    `iptables -C FORWARD -j ${name} 2>/dev/null || iptables -I FORWARD -j ${name}`,
  ]
}

function asa(name: string, rule: Rule, inside: string[], may: string[], revoke: boolean): string[] {
  const list = name.toUpperCase()
  const own = `${list}_INSIDE`
  const rules = [
    ...rule.ports.flatMap(({ protocol, port }) => [
      ...may.map((address) => `extended permit ${protocol} host ${address} any eq ${port}`),
      `extended permit ${protocol} object-group ${own} object-group ${own} eq ${port}`,
      `extended deny ${protocol} object-group ${own} any eq ${port} log`,
    ]),
  ]
  if (revoke)
    return [
      '! with the name of your inside access-list in the place of INSIDE_IN:',
      ...rules.map((one) => `no access-list INSIDE_IN ${one}`),
      `no object-group network ${own}`,
    ]
  return [
    `object-group network ${own}`,
    ...inside.map((cidr) => ` network-object ${cidr.split('/')[0]} ${maskOf(cidr)}`),
    '! with the name of your inside access-list in the place of INSIDE_IN:',
    ...rules.map((one, i) => `access-list INSIDE_IN line ${i + 1} ${one}`),
  ]
}

function maskOf(cidr: string): string {
  return ipaddr.IPv4.subnetMaskFromPrefixLength(Number(cidr.split('/')[1])).toString()
}

const FIRST = { op25b: 925001, 'only-proxy': 980001 }

function rtx(rule: Rule, inside: string[], may: string[], revoke: boolean): string[] {
  const all = rule.ports.flatMap(({ protocol, port }) => [
    ...may.map((address) => `pass ${address} * ${protocol} * ${port}`),
    ...inside.map((cidr) => `reject ${cidr} * ${protocol} * ${port}`),
  ])
  const filters = all.map((one, i) => `${FIRST[rule.id] + i} ${one}`)
  const list = `# ip lan2 secure filter out ${filters.map((one) => one.split(' ')[0]).join(' ')} ...`
  if (revoke)
    return [
      '# first take these numbers out of the list of your outer interface:',
      list,
      ...filters.map((one) => `no ip filter ${one}`),
    ]
  return [
    ...filters.map((one) => `ip filter ${one}`),
    '# then put these numbers before the others in the list of your outer interface:',
    list,
  ]
}
