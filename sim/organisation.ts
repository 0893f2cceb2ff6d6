/** PCs, servers and the places they go to. */
import type { Random } from './random.ts'

export interface Pc {
  name: string
  address: string
  mac: string
  accounting: boolean
}

export const PROXY = '192.168.1.8'
export const RESOLVER = '192.168.1.53'
export const ROUTER = '192.168.1.254'
export const COPIER = '192.168.1.60'
export const SERVERS = {
  files: '192.168.1.10',
  directory: '192.168.1.11',
  mail: '192.168.1.25',
  web: '192.168.1.30',
  nas: '192.168.1.40',
  asset: '192.168.1.45',
  monitor: '192.168.1.46',
}

const DEPARTMENTS = ['SOUMU', 'KEIRI', 'EIGYO', 'KIKAKU', 'JINJI', 'GIJUTSU']

export function pcs(count: number, random: Random): Pc[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `PC-${DEPARTMENTS[i % DEPARTMENTS.length]}-${String(Math.floor(i / DEPARTMENTS.length) + 1).padStart(2, '0')}`,
    address: `192.168.${10 + Math.floor(i / 200)}.${20 + (i % 200)}`,
    mac: `00:1b:${[0, 0, 0, 0].map(() => random.whole(0, 255).toString(16).padStart(2, '0')).join(':')}`,
    accounting: i === 1,
  }))
}

/** Sites that people read: a few popular ones, and many that only some know. */
export function sites(random: Random): string[] {
  const syllables = ['ka', 'mi', 'to', 'ya', 'no', 'sa', 'ki', 'ha', 'na', 'ro', 'shi', 'tsu', 'ma', 'ko', 're']
  const word = () => Array.from({ length: random.whole(2, 4) }, () => random.pick(syllables)).join('')
  return Array.from(
    { length: 260 },
    () => `www.${word()}.${random.pick(['co.jp', 'jp', 'com', 'or.jp', 'ne.jp', 'go.jp'])}`,
  )
}

/** Products that call home on every PC: seconds between two calls, and whether they start with the PC. */
export const AGENTS = [
  { name: 'ctldl.windowsupdate.com', seconds: 5400, bytes: 900 },
  { name: 'groupware.kaisha-portal.co.jp', seconds: 300, bytes: 412 },
  { name: 'safebrowsing.googleapis.com', seconds: 1800, bytes: 2300 },
  { name: 'agent.asset-kanri.co.jp', seconds: 900, bytes: 640 },
]
export const ACCOUNTING = { name: 'update.yayoi-kk.co.jp', seconds: 3600, bytes: 1500 }
export const BREAKOUT = ['teams.microsoft.com', 'outlook.office365.com']

/** The PC's address of a line with IPv6 (IPoE): of the Internet, past every NAT. */
export const sixOf = ({ address }: Pick<Pc, 'address'>) => `2409:10:2f40:100::${address.split('.').slice(2).join(':')}`
