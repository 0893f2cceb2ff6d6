/** Findings, what the organisation says of itself, and what its logs know → what is to be blocked. */
import ipaddr from 'ipaddr.js'
import { familyOf } from '../lists/family.ts'
import { loadLists } from '../lists/index.ts'
import { RFC_1918 } from '../lists/private-address.ts'
import type { Engine } from '../store/engine.ts'
import type { Config } from '../story/config.ts'
import type { FindingsFile } from '../story/findings.ts'
import { judgeBy } from './allow.ts'
import type { OwnMachines, Selection } from './entry.ts'
import { type SelectOptions, select } from './select.ts'
import { knownTo, NOTHING_KNOWN } from './workspace.ts'

/** With the workspace's knowledge where it is at hand. */
export async function choose(
  findings: FindingsFile,
  config: Config,
  engine: Engine | null,
  options: Pick<SelectOptions, 'minConfidence' | 'days'>,
): Promise<Selection> {
  const mails = [...new Set(findings.findings.flatMap((finding) => finding.mails))]
  const known = engine
    ? await knownTo(engine, mails, [...new Set(findings.findings.flatMap((finding) => finding.destinations))])
    : {
        ...NOTHING_KNOWN,
        own: recipientsDomains(findings),
        addresses: new Set(findings.hosts.flatMap((host) => host.addresses)),
      }
  const today = new Date().toISOString().slice(0, 10)
  return select(findings, {
    minConfidence: options.minConfidence,
    days: options.days,
    judge: judgeBy(config, loadLists(config.lists), known, today),
    machines: machinesOf(findings, config, known.own),
    links: known.links,
  })
}

const OWN_SHARE = 0.3 // of the mails' recipients

/** Without the workspace: whoever got the attack's mails is of the organisation. */
function recipientsDomains({ mails }: FindingsFile): string[] {
  const domains = mails
    .flatMap((row) => row.recipients)
    .map((address) => familyOf(address.replace(/.*@/, '').toLowerCase()))
  return [...new Set(domains)].filter(
    (one) => domains.filter((other) => other === one).length >= domains.length * OWN_SHARE,
  )
}

const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)

function machinesOf({ coverage }: FindingsFile, { networks, roles, mail }: Config, own: string[]): OwnMachines {
  const inferred = (role: string) =>
    coverage.filter((fact) => fact.kind === 'role' && fact.value === role).map((fact) => fact.subject)
  const all = (configured: string[], role: string) =>
    [...new Set([...configured, ...inferred(role)])].filter(isAddress).sort()
  return {
    domains: [...new Set([...mail.own_domains.map((one) => familyOf(one.toLowerCase())), ...own])].sort(),
    networks: [...RFC_1918, ...networks.internal],
    mail_servers: all(roles.mail_servers, 'mail-server'),
    proxies: all(roles.proxies, 'proxy'),
    infrastructure: [
      ...all(roles.proxies, 'proxy'),
      ...all(roles.resolvers, 'resolver'),
      ...all(roles.gateways, 'gateway'),
    ],
  }
}
