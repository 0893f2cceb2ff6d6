/**
 * Cisco ASA, FortiGate and YAMAHA RTX. Syntax: ASA command reference (access-list extended, object-group network: IPv4 and IPv6 in one since
 * 9.0), FortiOS CLI reference (firewall policy, addrgrp, addrgrp6, service custom), RTX command reference (ip filter, ipv6 filter).
 */
import ipaddr from 'ipaddr.js'
import type { Families, Family, Rule } from './own-networks-rule.ts'

export function asa(name: string, rule: Rule, { four, six }: Families, revoke: boolean): string[] {
  const list = name.toUpperCase()
  const own = `${list}_INSIDE`
  const rules = rule.ports.flatMap(({ protocol, port }) => [
    ...[...four.may, ...six.may].map((address) => `extended permit ${protocol} host ${address} any eq ${port}`),
    `extended permit ${protocol} object-group ${own} object-group ${own} eq ${port}`,
    `extended deny ${protocol} object-group ${own} any eq ${port} log`,
  ])
  if (revoke)
    return [
      '! with the name of your inside access-list in the place of INSIDE_IN:',
      ...rules.map((one) => `no access-list INSIDE_IN ${one}`),
      `no object-group network ${own}`,
    ]
  return [
    `object-group network ${own}`,
    ...four.inside.map((cidr) => ` network-object ${cidr.split('/')[0]} ${maskOf(cidr)}`),
    ...six.inside.map((cidr) => ` network-object ${cidr}`),
    '! with the name of your inside access-list in the place of INSIDE_IN:',
    ...rules.map((one, i) => `access-list INSIDE_IN line ${i + 1} ${one}`),
  ]
}

function maskOf(cidr: string): string {
  return ipaddr.IPv4.subnetMaskFromPrefixLength(Number(cidr.split('/')[1])).toString()
}

/** Of filters and policies: far from those that people and setup pages number. */
const FIRST = { op25b: 925001, 'only-proxy': 980001 }
const PP = '(ip pp … where the line is PPPoE)'

export function rtx(rule: Rule, { four, six }: Families, revoke: boolean): string[] {
  const of = (kind: 'ip' | 'ipv6', { inside, may }: Family) => {
    const all = rule.ports.flatMap(({ protocol, port }) => [
      ...may.map((address) => `pass ${address} * ${protocol} * ${port}`),
      ...inside.map((cidr) => `reject ${cidr} * ${protocol} * ${port}`),
    ])
    const filters = all.map((one, i) => `${FIRST[rule.id] + i} ${one}`)
    const numbers = filters.map((one) => one.split(' ')[0]).join(' ')
    return {
      filters: filters.map((one) => `${kind} filter ${one}`),
      use: `# ${kind} lan2 secure filter out ${numbers} ...`,
    }
  }
  const both = [of('ip', four), of('ipv6', six)]
  const [filters, uses] = [both.flatMap((one) => one.filters), both.map((one) => one.use)]
  if (revoke)
    return [
      `# first take these numbers out of the lists of your outer interface ${PP}:`,
      ...uses,
      ...filters.map((one) => `no ${one}`),
    ]
  return [...filters, `# then put these numbers before the others in the lists of your outer interface ${PP}:`, ...uses]
}

/**
 * Policies of its own, to the outer interface only, that come disabled: where they stand is the administrator's to say. Up to FortiOS 7.0
 * srcaddr-negate covers IPv6 too and srcaddr6-negate is refused as unknown; later versions have one for each.
 */
export function fortigate(rule: Rule, { four, six }: Families, revoke: boolean): string[] {
  const base = `kyumei-${rule.id}`
  const services = rule.ports.map(({ protocol, port }) => ({ name: `${base}-${protocol}-${port}`, protocol, port }))
  const families = [
    { path: 'address', group: 'addrgrp', field: 'srcaddr', name: `${base}-may`, ...four },
    { path: 'address6', group: 'addrgrp6', field: 'srcaddr6', name: `${base}-may6`, ...six },
  ]
  const [some, none] = [families.filter((one) => one.may.length > 0), families.filter((one) => one.may.length === 0)]
  const policies = [
    { name: base, families: some, negate: true },
    { name: `${base}-others`, families: none, negate: false },
  ].flatMap((one, i) => (one.families.length > 0 ? [{ ...one, id: FIRST[rule.id] + i }] : []))
  const objectOf = (address: string) => `${base}-${address}`
  if (revoke)
    return [
      'config firewall policy',
      ...policies.map(({ id }) => `    delete ${id}`),
      'end',
      ...some.flatMap(({ path, group, name, may }) => [
        `config firewall ${group}`,
        `    delete "${name}"`,
        'end',
        `config firewall ${path}`,
        ...may.map((address) => `    delete "${objectOf(address)}"`),
        'end',
      ]),
      'config firewall service custom',
      ...services.map(({ name }) => `    delete "${name}"`),
      'end',
    ]
  return [
    '# with the name of your outer interface in the place of wan1 (SD-WAN: virtual-wan-link)',
    ...some.flatMap(({ path, group, name, may }) => [
      `config firewall ${path}`,
      ...may.flatMap((address) => [
        `    edit "${objectOf(address)}"`,
        path === 'address' ? `        set subnet ${address} 255.255.255.255` : `        set ip6 ${address}/128`,
        '    next',
      ]),
      'end',
      `config firewall ${group}`,
      `    edit "${name}"`,
      `        set member ${may.map((address) => `"${objectOf(address)}"`).join(' ')}`,
      '    next',
      'end',
    ]),
    'config firewall service custom',
    ...services.flatMap(({ name, protocol, port }) => [
      `    edit "${name}"`,
      `        set ${protocol}-portrange ${port}`,
      '    next',
    ]),
    'end',
    'config firewall policy',
    ...policies.flatMap(({ id, name, families: held, negate }) => [
      `    edit ${id}`,
      `        set name "${name}"`,
      '        set status disable',
      '        set srcintf "any"',
      '        set dstintf "wan1"',
      ...held.flatMap((one) => [
        `        set ${one.field} "${negate ? one.name : 'all'}"`,
        `        set ${one.field.replace('src', 'dst')} "all"`,
        ...(negate ? [`        set ${one.field}-negate enable`] : []),
      ]),
      `        set service ${services.map((one) => `"${one.name}"`).join(' ')}`,
      '        set schedule "always"',
      '        set action deny',
      '        set logtraffic all',
      '    next',
    ]),
    'end',
    ...(some.length > 0
      ? [
          '# review them (show firewall policy): without "negate enable" they would stop those who may. FortiOS',
          '# up to 7.0 knows no srcaddr6-negate: there srcaddr-negate stands for both.',
        ]
      : []),
    '# then put them before the policies that let the PCs out, and switch them on:',
    ...policies.flatMap(({ id }) => [`# move ${id} before FIRST-ID`, `# edit ${id}`, '# set status enable', '# next']),
  ]
}
