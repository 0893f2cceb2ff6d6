/** Hosts in a mesh or personal VPN (Tailscale, ZeroTier, WARP …), which tunnel-service judges: its peers and relays are anybody's addresses. */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'

/** For WITH; needs `meshEntries` as the parameter `mesh`. */
export const MESHED = `meshed AS
  (
    SELECT DISTINCT host
    FROM (SELECT host, name FROM contact WHERE name != '' UNION ALL SELECT host, name FROM question)
    WHERE name IN (SELECT name FROM known_name WHERE has({mesh:Array(String)}, lists['tunnel']))
  )`

export const meshEntries = ({ lists }: Pick<DetectorContext, 'lists'>): string[] =>
  [...lists.tunnel.names.values()]
    .filter(({ kind }) => kind === 'mesh' || kind === 'telework')
    .map(({ entry }) => entry)

export const MESH: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この端末はメッシュVPN等を使っており、この通信は、その相手や中継と見られます（使ってよい道具かは tunnel-service の指摘で確かめてください）。',
    en: 'The host is in a mesh VPN or the like, and this looks like its peers or relays (tunnel-service tells whether it was approved).',
  },
}
