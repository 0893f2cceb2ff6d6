/** Outbound Port 25 Blocking: only the mail server may speak to port 25 outside. An infected PC that sends mail by itself can't. */
import { head, lines, type Target } from '../target.ts'
import { ruleParts } from './own-networks.ts'

export const op25b: Target = {
  id: 'op25b',
  title: {
    ja: 'OP25B：外部の25番ポートへはメールサーバだけ',
    en: 'OP25B: only the mail server may speak to port 25 outside',
  },
  group: 'firewall',
  kinds: [],
  blocks: 'direct-mail',
  render(selection, options) {
    const rule = {
      id: 'op25b' as const,
      may: selection.machines.mail_servers,
      ports: [{ protocol: 'tcp' as const, port: 25 }],
    }
    const comments = [head(op25b, selection, [], options)[1] ?? '', `may: ${rule.may.join(' ') || 'nobody'}`]
    const parts = ruleParts(rule, selection.machines, options.revoke, comments)
    return parts.map((part) => ({ name: part.name, text: lines(part.lines) }))
  },
}
