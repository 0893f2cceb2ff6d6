/** kyumei.yaml: what the organisation knows of itself. Every error names the key and what is allowed there. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Detector } from '../detect/detector.ts'
import { LIST_IDS } from '../lists/index.ts'
import { type Inventory, InventoryError, type Machine, type Owner, readInventory } from './inventory.ts'
import { mailFilterSchema } from './mail-filter-config.ts'

export class ConfigError extends Error {
  override name = 'ConfigError'
}

const address = z.string().refine((text) => ipaddr.isValid(text), 'an IP address')
const cidr = z.string().refine((text) => ipaddr.isValidCIDR(text), 'a network like 10.0.0.0/8')
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day like 2027-03-31'),
)

const allowEntry = z
  .strictObject({
    host: z.string().optional(),
    destination: z.string().optional(),
    detector: z.string().optional(),
    reason: z.string().min(1),
    expires: day,
  })
  .refine(
    (entry) => entry.host || entry.destination || entry.detector,
    'at least one of host, destination and detector',
  )

const schema = z.strictObject({
  timezone: z.string().optional(),
  networks: z.strictObject({ internal: z.array(cidr).default([]) }).default({ internal: [] }),
  roles: z
    .strictObject({
      proxies: z.array(address).default([]),
      resolvers: z.array(address).default([]),
      mail_servers: z.array(address).default([]),
      gateways: z.array(address).default([]),
      servers: z.array(address).default([]),
    })
    .default({ proxies: [], resolvers: [], mail_servers: [], gateways: [], servers: [] }),
  direct_access: z.enum(['blocked', 'open']).default('open'),
  mail: z
    .strictObject({ own_domains: z.array(z.string()).default([]), auth_servers: z.array(z.string()).default([]) })
    .default({ own_domains: [], auth_servers: [] }),
  inventory: z
    .array(
      z.union([z.string(), z.strictObject({ person: z.string().min(1), hosts: z.array(z.string().min(1)).min(1) })]),
    )
    .default([]),
  mail_filter: mailFilterSchema.prefault({}),
  allow: z.array(allowEntry).default([]),
  squid_logformat: z.array(z.string()).default([]),
  lists: z.partialRecord(z.enum(LIST_IDS), z.array(z.string())).default({}),
  parameters: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})

type Written = z.infer<typeof schema>
/** As written, with the inventory's files read. */
export type Config = Omit<Written, 'inventory'> & { inventory: Owner[]; machines: Machine[] }
export type Allow = Config['allow'][number]

/** The named file, or ./kyumei.yaml where it exists. */
export const configFile = (named: string | undefined): string | null =>
  named ?? (existsSync('kyumei.yaml') ? 'kyumei.yaml' : null)

/** What `configFile` says, or the defaults. `detectors`: those that may have parameters in it. */
export function loadConfig(path: string | null, detectors: Detector[]): Config {
  if (path === null) return { ...schema.parse({}), inventory: [], machines: [] }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  return parseConfig(text, path, detectors)
}

export function parseConfig(text: string, path: string, detectors: Detector[]): Config {
  let raw: unknown
  try {
    raw = parse(text) ?? {}
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
  const result = schema.safeParse(raw)
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'top level'}: ${issue.message}`)
    throw new ConfigError(`${path}: ${issues.join('; ')}`)
  }
  checkParameters(result.data, path, detectors)
  const { lists, inventory } = result.data
  const { owners, machines } = inventoryOf(path, inventory)
  return { ...result.data, lists: beside(path, lists), inventory: owners, machines }
}

/** Read at once: a wrong file is an error of kyumei.yaml, told before hours of work. */
function inventoryOf(path: string, inventory: Written['inventory']): Inventory {
  try {
    return readInventory(
      inventory.map((entry) => (typeof entry === 'string' ? resolve(dirname(resolve(path)), entry) : entry)),
    )
  } catch (error) {
    throw error instanceof InventoryError ? new ConfigError(`${path}: inventory: ${error.message}`) : error
  }
}

/** Lists are named as seen from kyumei.yaml. */
function beside(path: string, lists: Config['lists']): Config['lists'] {
  const folder = dirname(resolve(path))
  return Object.fromEntries(
    Object.entries(lists).map(([id, files]) => [id, files.map((file) => resolve(folder, file))]),
  )
}

function checkParameters(config: Written, path: string, detectors: Detector[]): void {
  for (const [id, values] of Object.entries(config.parameters)) {
    const detector = detectors.find((one) => one.id === id)
    if (!detector) throw new ConfigError(`${path}: parameters.${id}: no such detector (kyumei detectors lists them)`)
    for (const name of Object.keys(values)) {
      if (detector.parameters.some((parameter) => parameter.name === name)) continue
      const known = detector.parameters.map((parameter) => parameter.name).join(', ')
      throw new ConfigError(`${path}: parameters.${id}.${name}: no such parameter; there are ${known}`)
    }
  }
}

export const INIT_TEXT = `# kyumei.yaml: what your organisation knows of itself. Everything is optional. / 組織の設定。すべて任意です。

# Zone of log times that carry none / 時刻にタイムゾーンがないログの読み方
timezone: Asia/Tokyo

networks:
  # Address ranges that are yours, besides the private ones / プライベートアドレス以外の自組織の範囲
  internal: []            # e.g. [203.0.113.0/24]

roles:
  # What kyumei can't infer from the logs / ログから推定できない役割
  proxies: []             # e.g. [192.168.1.8]
  resolvers: []
  mail_servers: []
  gateways: []
  servers: []             # web servers, NAS

# Can PCs reach the Internet without the proxy? / 端末はプロキシを通らずにインターネットへ出られるか（open または blocked）
direct_access: open       # blocked: the firewall forbids it; then proxy logs alone can show "no sign"
mail:
  # Domains whose mail is your own; inferred where empty / 自組織のメールのドメイン（空なら推定）
  own_domains: []         # e.g. [example.co.jp]
  # Names with which your mail servers begin Authentication-Results / 自組織のメールサーバが書く認証結果の名前（authserv-id）
  auth_servers: []        # e.g. [mx.example.co.jp]

# Whose PC is whose, where sign-ins and proxy user names don't tell: an asset tool's CSV, or people and their hosts (names, IP, MAC)
# 誰のPCか（ログで分からないとき）：資産管理ソフト等のCSV、または人とPC（名前・IP・MAC）
inventory: []
#  - assets.csv            # columns such as メールアドレス or ユーザー名, and コンピューター名 or IPアドレス
#  - person: sato@example.co.jp
#    hosts: [PC-KEIRI-01, 192.168.10.21]
# kyumei mail-filter: a filter between two services of Postfix (docs/mail-filter.md) / Postfix用の添付ファイル検査
mail_filter: {}
#  listen: 127.0.0.1:10025
#  next_hop: 127.0.0.1:10026
#  on_failure: quarantine  # or pass (fail open), defer (fail closed) / 検査できないとき: 保留・通過・一時拒否
#  rules: { executable-attachment: reject, disk-image: quarantine }
#  quarantine: { folder: /var/lib/kyumei/quarantine, key_file: /var/lib/kyumei/quarantine.key, keep_days: 30 }
#  notice: { from: postmaster@example.co.jp, contact: 情報システム係 内線123 }

# Known and accepted. What these hide is counted in the report. / 確認済みの除外設定（件数は報告書に出ます）
allow: []
#  - host: PC-KEIRI-01
#    destination: update.example.co.jp
#    detector: beacon
#    reason: accounting package, checked with the vendor / 会計ソフト、開発元に確認済み
#    expires: 2027-03-31

# Squid's own logformat lines, as they stand in squid.conf after the name / squid.confのlogformatの定義（名前の後ろの部分）
squid_logformat: []
#  - '%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %un %Sh/%<a %mt %>st "%{User-Agent}>h"'

# Your own reference lists, added to ours (kyumei lists shows them): text as ours, or a MISP warning list
# 参照リストへの追加（kyumei lists で一覧）。形式は同じテキスト、またはMISPのwarninglist
lists: {}
#  dynamic-dns: [lists/dynamic-dns.json]

# Detectors' parameters: kyumei detectors lists them with their reasons
parameters: {}
#  beacon:
#    minimum_contacts: 12
`
