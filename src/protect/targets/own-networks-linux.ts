/**
 * nftables and iptables: a chain of its own, so that it comes and goes as a whole (nft(8), iptables(8), ip6tables(8)). TCP is answered with a
 * reset: a program hears at once that it may not, where after an ICMP message it would try for minutes.
 */
import type { Families, Rule } from './own-networks-rule.ts'

export function nft(name: string, rule: Rule, { four, six }: Families, revoke: boolean): string[] {
  const ports = (protocol: string) => rule.ports.filter((one) => one.protocol === protocol).map((one) => one.port)
  const gone = [`table inet ${name}`, `delete table inet ${name}`]
  if (revoke) return gone
  const families = [
    { ip: 'ip', n: 4, type: 'ipv4_addr', ...four },
    { ip: 'ip6', n: 6, type: 'ipv6_addr', ...six },
  ]
  const reject = families.flatMap(({ ip, n }) =>
    (['tcp', 'udp'] as const)
      .filter((protocol) => ports(protocol).length > 0)
      .map(
        (protocol) =>
          `    ${ip} saddr @inside${n} ${ip} daddr != @inside${n} ${protocol} dport { ${ports(protocol).join(', ')} } counter log prefix "${name} " ${protocol === 'tcp' ? 'reject with tcp reset' : 'reject'}`,
      ),
  )
  return [
    ...gone,
    `table inet ${name} {`,
    ...families.flatMap(({ n, type, inside, may }) => [
      `  set inside${n} { type ${type}; flags interval; auto-merge; elements = { ${inside.join(', ')} } }`,
      ...(may.length > 0 ? [`  set may${n} { type ${type}; elements = { ${may.join(', ')} } }`] : []),
    ]),
    '  chain forward {',
    '    type filter hook forward priority -10; policy accept;',
    ...families.flatMap(({ ip, n, may }) => (may.length > 0 ? [`    ${ip} saddr @may${n} accept`] : [])),
    ...reject,
    '  }',
    '}',
  ]
}

export function iptables(name: string, rule: Rule, { four, six }: Families, revoke: boolean): string[] {
  return [
    { tool: 'iptables', ...four },
    { tool: 'ip6tables', ...six },
  ].flatMap(({ tool, inside, may }) =>
    revoke
      ? [`${tool} -D FORWARD -j ${name}`, `${tool} -F ${name}`, `${tool} -X ${name}`]
      : [
          `${tool} -N ${name} 2>/dev/null || ${tool} -F ${name}`,
          ...may.map((address) => `${tool} -A ${name} -s ${address} -j RETURN`),
          ...inside.map((cidr) => `${tool} -A ${name} -d ${cidr} -j RETURN`),
          ...inside.flatMap((cidr) =>
            rule.ports.map(
              ({ protocol, port }) =>
                `${tool} -A ${name} -s ${cidr} -p ${protocol} --dport ${port} -j REJECT${protocol === 'tcp' ? ' --reject-with tcp-reset' : ''}`,
            ),
          ),
          `${tool} -C FORWARD -j ${name} 2>/dev/null || ${tool} -I FORWARD -j ${name}`,
        ],
  )
}
