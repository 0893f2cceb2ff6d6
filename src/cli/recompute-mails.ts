/** `--dns`: the only part of kyumei that asks the network, and only where the user wants it. */
import { isIP } from 'node:net'
import type { Evidence } from '../evidence/evidence.ts'
import { loadLists } from '../lists/index.ts'
import { systemDns } from '../mail/dns-questions.ts'
import { type Recomputed, recompute } from '../mail/recompute.ts'
import type { Engine } from '../store/engine.ts'
import type { Config } from '../story/config.ts'
import { UsageError } from './exit.ts'

export interface DnsOptions {
  dns?: boolean
  dnsServer?: string
}

export function checkDnsOptions({ dns, dnsServer }: DnsOptions): void {
  if (dnsServer === undefined) return
  if (!dns) throw new UsageError('--dns-server names whom to ask; --dns asks.')
  const address = /^\[(.+)\](?::\d{1,5})?$/.exec(dnsServer)?.[1] ?? dnsServer.replace(/^([\d.]+):\d{1,5}$/, '$1')
  if (isIP(address) === 0) throw new UsageError(`--dns-server ${dnsServer} is no address.`)
}

export async function recomputeMails(
  engine: Engine,
  mails: Evidence[],
  config: Config,
  { dns, dnsServer }: DnsOptions,
  on: { progress: (mails: number) => void; error: (error: unknown, evidence: Evidence) => void },
): Promise<Recomputed | null> {
  if (!dns) return null
  return await recompute(engine, loadLists(config.lists), mails, { ask: systemDns(dnsServer), ...config.mail, ...on })
}
