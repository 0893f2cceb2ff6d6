/** Only the proxy may speak to 80 and 443 outside, UDP 443 (QUIC) included: then what passes it is logged, and what goes past it stands out. */
import { head, lines, type Target } from '../target.ts'
import { ruleParts } from './own-networks.ts'

export const onlyProxy: Target = {
  id: 'only-proxy',
  title: { ja: '外部の80・443番ポートへはプロキシだけ', en: 'only the proxy may speak to 80 and 443 outside' },
  group: 'firewall',
  kinds: [],
  blocks: 'direct-web',
  render(selection, options) {
    const ports = [
      { protocol: 'tcp' as const, port: 80 },
      { protocol: 'tcp' as const, port: 443 },
      { protocol: 'udp' as const, port: 443 },
    ]
    const rule = { id: 'only-proxy' as const, may: selection.machines.proxies, ports }
    const comments = [head(onlyProxy, selection, [], options)[1] ?? '', `may: ${rule.may.join(' ') || 'nobody'}`]
    const parts = ruleParts(rule, selection.machines, options.revoke, comments)
    return parts.map((part) => ({ name: part.name, text: lines(part.lines) }))
  },
}
