/** Whose VPN session a host is: what comes from an address of the VPN's pool was done in the name of the account that signed in. */
import type { Sign } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'
import { vpnHost } from './identity.ts'

/** Hosts that are VPN sessions, with their accounts. */
export async function vpnAccounts(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const rows = await engine.query<{ user: string; account: string }>(
    `SELECT DISTINCT user_name AS user, account
     FROM auth
     WHERE network_protocol = 'vpn' AND event_action IN ('login', 'session') AND event_outcome != 'failure' AND user_name != '' AND account != ''
       AND toIPv6OrDefault(event_details) != toIPv6('::')`,
  )
  return new Map(rows.map(({ user, account }) => [vpnHost(user), account]))
}

/** The sign names the account too, where every host of it is a session of one. */
export function inTheNameOf(sign: Sign, accounts: ReadonlyMap<string, string>): Sign {
  const own = sign.hosts.map((host) => accounts.get(host))
  if (own.length === 0 || sign.accounts.length > 0 || own.some((account) => account === undefined)) return sign
  return { ...sign, accounts: [...new Set(own.filter((account) => account !== undefined))] }
}
