/** Applications that a firewall itself recognised, where that tells whose place an address is: no name need have been looked up. */
import { type Entry, readList } from '../lists/list.ts'
import type { Engine } from '../store/engine.ts'

const APPLICATIONS = readList(
  'application',
  { ja: 'ファイアウォールが識別した通信', en: 'applications that firewalls name' },
  [new URL('../lists/application.txt', import.meta.url)],
)

/** As logged → what is known of it. “zoom-meeting” begins with “zoom”; “zoominfo” does not. */
export function applicationOf(logged: string): Entry | null {
  const parts = logged
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
  for (let length = parts.length; length > 0; length--) {
    const found = APPLICATIONS.names.get(parts.slice(0, length).join('-'))
    if (found) return found
  }
  return null
}

/** Of those in the logs: their names, the list each puts its address on, and the entry; null where none is known. */
export async function recognisedApplications(engine: Engine): Promise<{
  apps: string[]
  ids: string[]
  owners: string[]
} | null> {
  const rows = await engine.query<{ app: string }>(
    "SELECT DISTINCT network_application AS app FROM flow WHERE network_application != '' LIMIT 10000",
  )
  const known = rows.flatMap(({ app }) => {
    const found = applicationOf(app)
    return found ? [{ app, id: found.kind, owner: found.owner }] : []
  })
  if (known.length === 0) return null
  return { apps: known.map(({ app }) => app), ids: known.map(({ id }) => id), owners: known.map(({ owner }) => owner) }
}
