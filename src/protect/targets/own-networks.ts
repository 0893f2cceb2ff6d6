/** The organisation's networks and machines, IPv4 and IPv6, in the words of firewalls, for rules that let only some of them out. */

import ipaddr from 'ipaddr.js'
import type { OwnMachines } from '../entry.ts'
import { asa, fortigate, rtx } from './own-networks-devices.ts'
import { iptables, nft } from './own-networks-linux.ts'
import type { Families, Rule } from './own-networks-rule.ts'

/** Unique local addresses (RFC 4193): what IPv6 has in the place of the private ranges. */
const LOCAL_SIX = 'fc00::/7'

/** nft, iptables, Cisco ASA, FortiGate and YAMAHA RTX commands. */
export function ruleParts(rule: Rule, { networks }: OwnMachines, revoke: boolean, comments: string[]) {
  const name = `kyumei_${rule.id.replace('-', '_')}`
  const six = networks.filter((cidr) => ipaddr.IPv6.isValidCIDR(cidr))
  const families: Families = {
    four: {
      inside: networks.filter((cidr) => ipaddr.IPv4.isValidCIDR(cidr)),
      may: rule.may.filter((address) => ipaddr.IPv4.isValid(address)),
    },
    six: {
      inside: [...new Set([LOCAL_SIX, ...six])],
      may: rule.may.filter((address) => ipaddr.IPv6.isValid(address)),
    },
  }
  const said = six.length === 0 && !revoke ? [...comments, ...NO_PREFIX] : comments
  const part = (file: string, mark: string, lines: string[], first: string[] = []) => ({
    name: `kyumei-${rule.id}${file}`,
    lines: [...first, ...said.map((one) => `${mark} ${one}`), ...lines],
  })
  return [
    part('.nft', '#', nft(name, rule, families, revoke)),
    part('-iptables.sh', '#', iptables(name, rule, families, revoke), ['#!/bin/sh']),
    part('-asa.txt', '!', asa(name, rule, families, revoke)),
    part('-fortigate.txt', '#', fortigate(rule, families, revoke)),
    part('-rtx.txt', '#', rtx(rule, families, revoke)),
  ]
}

const NO_PREFIX = [
  'IPv6: no network of yours is named in kyumei.yaml (networks: internal). Where PCs have IPv6 from the provider, name its prefix there',
  'and export again: otherwise what they send by IPv6 goes past the rules of nftables, iptables, ASA and RTX.',
]
