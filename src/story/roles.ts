/** Proxies, resolvers and mail servers, inferred from what others do with them; each with the reason, in numbers. */
import { isIP } from 'node:net'
import type { Role, Roles } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { Config } from './config.ts'
import { devices } from './devices.ts'
import { resolversByNames } from './name-servers.ts'
import type { Network } from './networks.ts'
import { proxiesByNames, proxiesByPeers, proxiesByVolume } from './proxies.ts'
import { sharedAddresses } from './shared.ts'

const PROXY_PORTS = '3128, 8080, 8000, 8888, 9090, 10080'
/** web, file sharing, directory, databases, NAS consoles, remote shells */
const SERVER_PORTS = '21, 22, 80, 88, 139, 389, 443, 445, 548, 636, 1433, 2049, 3306, 5000, 5001, 5432, 8443'
const MANY_USERS = 5 // a shared folder on somebody's PC has fewer
const MANY_CLIENTS = 3 // fewer could be one person's test set-up
const SIGNERS = 20 // domains whose keys and policies it looks up: nobody but a mail server checks them
const READERS = 5 // accounts: two or three read their mail on a test server
const SENDERS = 10 // a device that takes mail for its own notices has fewer

export async function inferRoles(engine: Engine, config: Config, networks: Network[]): Promise<Roles> {
  const found: Role[] = [...configuredRoles(config)]
  const add = (
    role: Role['role'],
    rows: { address: string; n: string; of?: string }[],
    reason: (n: number, of: number) => Text,
  ) => {
    for (const row of rows) {
      if (found.some((one) => one.address === row.address && (one.role === role || role === 'device'))) continue
      found.push({ address: row.address, role, reason: reason(Number(row.n), Number(row.of ?? 0)), configured: false })
    }
  }
  const logs = (await engine.query<{ log: string }>('SELECT DISTINCT log FROM seen_hour')).map((row) => row.log)
  if (logs.length === 0) return summary(networks, found, [], 0)
  const flows = logs.includes('flow')
  add('proxy', flows ? await proxiesByPeers(engine) : [], (n, of) => ({
    ja: `プロキシログの接続先アドレス${of}件のうち${n}件へ、外部との境界でこのアドレスから接続している`,
    en: `at the border it connects to ${n} of the ${of} addresses that the proxy log names as fetched`,
  }))
  if (found.every((one) => one.role !== 'proxy')) {
    add('proxy', flows ? await proxiesByVolume(engine) : [], (n, of) => ({
      ja: `プロキシログの通信元ではなく、境界で${n}個のWebの接続先へ接続している（プロキシログの名前は${of}個）`,
      en: `no client of the proxy log, it connects to ${n} web addresses at the border (the proxy log has ${of} names)`,
    }))
    add('proxy', await proxiesByNames(engine), (n, of) => ({
      ja: `プロキシログの名前${of}個のうち${n}個を自分で引いているが、プロキシログの通信元ではない`,
      en: `no client of the proxy log, it looked up ${n} of the ${of} names in it`,
    }))
  }
  const users = await portUsers(engine)
  add('proxy', servers(users, 'proxy', MANY_CLIENTS), (n) => ({
    ja: `${n}台の端末がプロキシのポートで接続している`,
    en: `${n} hosts connect to it on a proxy's port`,
  }))
  add('resolver', servers(users, 'resolver', MANY_CLIENTS), (n) => ({
    ja: `${n}台の端末がDNSの問合せを送っている`,
    en: `${n} hosts send it DNS questions`,
  }))
  if (logs.includes('dns') && found.every((one) => one.role !== 'resolver'))
    add('resolver', await resolversByNames(engine, MANY_CLIENTS), (n, of) => ({
      ja: `端末が引いた名前${of}個のうち${n}個（抽出）を、このアドレスも引いている`,
      en: `of ${of} names that hosts asked for (a sample) it asked for ${n} as well`,
    }))
  add('mail-server', flows ? await mailServers(engine) : [], (n) => ({
    ja: `外部のメールサーバ${n}台へSMTPで送信し、外部からも受信している`,
    en: `it sends by SMTP to ${n} mail servers outside and receives from outside`,
  }))
  add('mail-server', await mailServersByTheirLog(engine), (n) => ({
    ja: `メールサーバのログで、${n}人の差出人のメールを受け取っている`,
    en: `a mail server's log names it as the one that took the mail of ${n} senders`,
  }))
  add('mail-server', await mailServersByMailboxes(engine), (n) => ({
    ja: `${n}個のアカウントが、ここでメールを読んでいる（メールサーバのログ）`,
    en: `${n} accounts read their mail there (the mail server's log)`,
  }))
  add('mail-server', await mailServersByNames(engine), (n) => ({
    ja: `${n}個のドメインの送信者認証（DKIM、DMARC）の記録を引いている`,
    en: `it looks up the keys and policies of ${n} senders' domains (DKIM, DMARC)`,
  }))
  add('server', flows ? await publishedServers(engine) : [], (n) => ({
    ja: `外部の${n}か所から接続を受けている`,
    en: `it accepts connections from ${n} addresses outside`,
  }))
  add('server', servers(users, 'server', MANY_USERS), (n) => ({
    ja: `${n}台の端末がサーバのポートで接続している`,
    en: `${n} hosts connect to it on a server's port`,
  }))
  for (const { address, is } of await listedMachines(engine, config))
    add(is.kind, [{ address, n: '1' }], () => ({
      ja: `台帳に「${is.words}」とある`,
      en: `the inventory calls it “${is.words}”`,
    }))
  add('device', flows ? await devices(engine) : [], (n, of) => ({
    ja: `${of}台がプロキシを使う中で、使わずに外部へ直接${n}回通信し、アドレスの貸出も受けていない`,
    en: `${of} hosts use the proxy; this one never does, went outside directly ${n} times, and leases no address`,
  }))
  return summary(networks, found, await sharedAddresses(engine, found), await countClients(engine))
}

/** What acts for nobody else: a contact of theirs is their own. */
const FOR_THEMSELVES: Role['role'][] = ['server', 'device', 'scanner']

function summary(internal: Network[], roles: Role[], shared: string[], clients: number): Roles {
  return {
    internal,
    roles,
    addresses: (role) => roles.filter((one) => one.role === role).map((one) => one.address),
    infrastructure: [
      ...new Set(
        roles
          .filter((one) => !FOR_THEMSELVES.includes(one.role) && !shared.includes(one.address))
          .map((one) => one.address),
      ),
    ],
    shared,
    clients,
  }
}

function configuredRoles({ roles }: Config): Role[] {
  const reason = { ja: 'kyumei.yamlの指定', en: 'set in kyumei.yaml' }
  const all = (addresses: string[], role: Role['role']) =>
    addresses.map((address) => ({ address, role, reason, configured: true }))
  return [
    ...all(roles.proxies, 'proxy'),
    ...all(roles.resolvers, 'resolver'),
    ...all(roles.mail_servers, 'mail-server'),
    ...all(roles.gateways, 'gateway'),
    ...all(roles.servers, 'server'),
  ]
}

interface PortUsers {
  address: string
  proxy: string
  resolver: string
  server: string
}

/** How many hosts connect to each address inside on a proxy's port, a name server's, a server's. */
async function portUsers(engine: Engine): Promise<PortUsers[]> {
  const users = (ports: string) => `uniqExactIf(source_ip, destination_port IN (${ports}))`
  return await engine.query<PortUsers>(
    `SELECT address(destination_ip) AS address, ${users(PROXY_PORTS)} AS proxy, ${users('53')} AS resolver, ${users(SERVER_PORTS)} AS server
     FROM
     (
       SELECT destination_ip, source_ip, destination_port FROM flow WHERE internal = 1 AND external = 0
       UNION ALL
       SELECT destination_ip, source_ip, destination_port FROM dns WHERE internal = 1 AND external = 0
       UNION ALL
       SELECT destination_ip, source_ip, destination_port FROM web WHERE internal = 1 AND external = 0 AND observer_type = 'sensor' AND http_request_method = 'CONNECT'
     )
     WHERE destination_ip != toIPv6('::') AND destination_port IN (${PROXY_PORTS}, 53, ${SERVER_PORTS})
     GROUP BY destination_ip
     HAVING greatest(proxy, resolver, server) >= ${MANY_CLIENTS}`,
  )
}

const MOST_SERVERS = 30

function servers(rows: PortUsers[], kind: 'proxy' | 'resolver' | 'server', clients: number) {
  return rows
    .map((row) => ({ address: row.address, n: row[kind] }))
    .filter((row) => Number(row.n) >= clients)
    .sort((a, b) => Number(b.n) - Number(a.n))
    .slice(0, MOST_SERVERS)
}

/** What the inventory calls a device or a scanner, of addresses in the logs that no server gave out: an inventory grows old. */
async function listedMachines(engine: Engine, { machines }: Config) {
  const known = machines.flatMap(({ address, is }) => (is && isIP(address) !== 0 ? [{ address, is }] : []))
  if (known.length === 0) return []
  const rows = await engine.query<{ address: string }>(
    `SELECT DISTINCT address(source_ip) AS address
     FROM seen_hour
     WHERE internal = 1 AND source_ip NOT IN (SELECT source_ip FROM lease_event)`,
  )
  const seen = new Set(rows.map(({ address }) => address))
  return known.filter(({ address }) => seen.has(address))
}

async function publishedServers(engine: Engine) {
  return await engine.query<{ address: string; n: string }>(
    `SELECT address(destination_ip) AS address, uniqExact(source_ip) AS n
     FROM flow
     WHERE internal = 0 AND external = 0 AND event_action = 'allowed' AND destination_bytes > 0
     GROUP BY destination_ip
     HAVING n >= 3
     ORDER BY n DESC
     LIMIT 30`,
  )
}

async function mailServers(engine: Engine) {
  return await engine.query<{ address: string; n: string }>(
    `SELECT address(source_ip) AS address, uniqExact(destination_ip) AS n
     FROM flow
     WHERE internal = 1 AND external = 1 AND destination_port = 25
       AND source_ip IN (SELECT destination_ip FROM flow WHERE internal = 0 AND destination_port = 25)
     GROUP BY source_ip
     HAVING n >= 3`,
  )
}

/** A log of mail names the server that took it: its own address. */
async function mailServersByTheirLog(engine: Engine) {
  return await engine.query<{ address: string; n: string }>(
    `SELECT address(destination_ip) AS address, uniqExact(email_from_address) AS n
     FROM mailflow
     WHERE event_action = 'accept' AND external = 0 AND destination_ip != toIPv6('::')
     GROUP BY destination_ip
     HAVING n >= ${SENDERS}
     ORDER BY n DESC
     LIMIT 10`,
  )
}

/** Dovecot names the address of its own that was signed in to (`lip=`). */
async function mailServersByMailboxes(engine: Engine) {
  return await engine.query<{ address: string; n: string }>(
    `SELECT address(destination_ip) AS address, uniqExact(user_name) AS n
     FROM auth_event
     WHERE event_action = 'login' AND event_outcome = 'success' AND network_protocol IN ('imap', 'pop3') AND destination_ip != toIPv6('::')
     GROUP BY destination_ip
     HAVING n >= ${READERS}
     ORDER BY n DESC
     LIMIT 10`,
  )
}

/** Without a border's log: who checks signatures receives mail. */
async function mailServersByNames(engine: Engine) {
  return await engine.query<{ address: string; n: string }>(
    `SELECT address(source_ip) AS address, uniqExact(cutToFirstSignificantSubdomain(name)) AS n
     FROM looked_up
     WHERE internal = 1 AND match(name, '(^|\\\\.)(_dmarc|_domainkey)\\\\.')
       AND source_ip NOT IN (SELECT destination_ip FROM dns WHERE destination_port = 53)
     GROUP BY source_ip
     HAVING n >= ${SIGNERS}
     ORDER BY n DESC
     LIMIT 10`,
  )
}

async function countClients(engine: Engine): Promise<number> {
  const rows = await engine.query<{ n: string }>('SELECT uniqExact(host) AS n FROM seen_hour WHERE internal = 1')
  return Number(rows[0]?.n ?? 0)
}
