import { type WhoseNetwork, whoseNetworks } from '../../lists/whose-network.ts'
import { within } from '../../store/ranges.ts'
import type { Detector, Role, Sign } from '../detector.ts'
import { grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { DEVICES } from './appliance.ts'
import { edgeRows, type Row, unmatchedProxies } from './edge-device-rows.ts'

export const edgeDevice: Detector = {
  id: 'edge-device',
  title: { ja: '機器・サーバ自身からの不審な通信', en: "A device's or server's own traffic" },
  explanation: {
    ja: '{{role}} {{host}} が、どの端末の要求でも説明できない通信を {{destination}}（ポート{{port}}）へ自ら行っています（{{contacts}}回、{{days}}日間）。{{bursts}}VPN装置・ファイアウォール・NAS・Webサーバなどの機器自体が侵入されると、こうした通信が現れます。',
    en: "{{role}} {{host}} contacts {{destination}} (port {{port}}) of its own accord: no client's request explains it ({{contacts}} times on {{days}} days). {{bursts}}When a VPN appliance, firewall, NAS or web server is broken into, this is what shows.",
  },
  next_steps: {
    ja: [
      '機器の保守・更新・バックアップの通信でないか、導入業者に確認する',
      '機器のファームウェアの版と、管理画面への不審なログインを調べる',
      '心当たりがなければ、機器のログと設定を保存してから、通信を遮断する',
    ],
    en: [
      'Ask the supplier whether maintenance, updates or backup explain it',
      "Check the device's firmware version and the sign-ins to its console",
      "If not, save the device's logs and settings, then block the destination",
    ],
  },
  attack: ['T1190', 'T1133', 'T1584.008'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event'],
    without: {
      ja: '機器自身の通信を記録するファイアウォールやセンサーのログがないと見えません。',
      en: "Without a firewall's or sensor's log of the devices' own connections it is not visible.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'connections',
      default: 8,
      reason: { ja: '一度きりの確認と、続く通信を分ける', en: 'tells a single check from lasting contact' },
    },
    {
      name: 'explained_share',
      unit: 'share of addresses',
      default: 0.5,
      reason: {
        ja: 'プロキシの通信のうち、要求と照合できる割合がこれより低ければ、照合自体ができていない',
        en: "below this share of matched addresses the proxy's log and the firewall's don't fit together, and nothing is said",
      },
    },
  ],
  false_positives: [
    {
      ja: '機器の更新・ライセンス確認・遠隔保守（ログの初日から続く）',
      en: "a device's updates, licence checks and remote maintenance (there since the first day)",
    },
    {
      ja: 'メールサーバとExchange Onlineの連携（そのサービスだけのアドレス帯）',
      en: "a mail server's link with Exchange Online (a range of that service alone)",
    },
    {
      ja: 'サーバのバックアップ、監視、メールの送受信、名前の問合せ',
      en: "a server's backup, monitoring, mail and look-ups",
    },
  ],
  async run(context) {
    const edges = context.roles.roles.filter((one) => one.role !== 'resolver' || one.configured)
    if (edges.length === 0) return []
    const rows = await edgeRows(context, [...new Set(edges.map((one) => one.address))])
    const blind = await unmatchedProxies(context)
    const mailServices = context.lists.network.networks.filter(({ kind }) => kind === 'mail-fetch')
    const isMailService = (address: string) => mailServices.some(({ entry }) => within(address, entry))
    const turns = takingTurns(rows, whoseNetworks(context.lists))
    return rows
      .filter((row) => !blind.has(row.address))
      .map((row) =>
        toSign(
          row,
          edges.find((one) => one.address === row.address),
          row.destinations.every(isMailService) ? [MAIL_SERVICE] : turns.has(row) ? [TAKES_TURNS, DEVICES] : [],
        ),
      )
  },
}

/**
 * Addresses without a name of a network that only stands before others' sites, where the device used other addresses of the same network since
 * the logs begin: such a network hands out the next one from day to day.
 */
function takingTurns(rows: Row[], whose: (address: string) => WhoseNetwork): Set<Row> {
  const networkOf = (row: Row) => {
    const owner = EDGES.exec(whose(row.destinations[0] ?? '').as_name)?.[0].toLowerCase()
    return row.names.length > 0 || owner === undefined ? '' : `${row.address} ${row.port} ${owner}`
  }
  const old = new Set(rows.filter((row) => row.routine === 1).map(networkOf))
  return new Set(
    rows.filter((row) => {
      const network = networkOf(row)
      return row.routine === 0 && Number(row.bursts) === 0 && network !== '' && old.has(network)
    }),
  )
}
/** as they call themselves, by whatever number */
const EDGES = /akamai|cloudflare|fastly|edgecast|limelight|edgio|cdnetworks|cdn77|stackpath/i

function toSign(row: Row, role: Role | undefined, ofItsNetwork: Reason[]): Sign {
  const [n, days, sharing, bursts] = [Number(row.n), Number(row.days), Number(row.sharing), Number(row.bursts)]
  const lasting = days >= 2 || Number(row.hours) >= 4
  const nobodys = row.names.length === 0 && !ofItsNetwork.includes(MAIL_SERVICE)
  const strength: Strength = !lasting ? 'weak' : nobodys || role?.role === 'proxy' ? 'strong' : 'plain'
  const reasons: Reason[] = [
    ...(row.vendor !== '' ? [VENDOR] : []),
    // calls home are steady: parts that are sent out in a few nights are not
    ...(row.routine === 1 ? [ROUTINE, ...(bursts > 0 ? [] : [DEVICES])] : []),
    ...ofItsNetwork,
    ...(sharing >= 3 ? [SHARED] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [...row.destinations, ...row.names.slice(0, 3)],
    count: n,
    metrics: {
      connections: n,
      days,
      hours: Number(row.hours),
      port: row.port,
      ...(row.sized ? { bytes_sent: Number(row.bytes) } : {}),
      hosts_sharing: sharing,
      ...(bursts > 0 ? { nights_with_bursts: bursts } : {}),
    },
    words: {
      host: row.host,
      destination: row.names[0] ?? row.destinations[0] ?? '',
      port: row.port,
      contacts: n,
      days,
      role: ROLE_NAMES[role?.role ?? 'server'],
      bursts: bursts > 0 ? BURSTS(bursts) : { ja: '', en: '' },
    },
  }
}

const BURSTS = (nights: number) => ({
  ja: `普段はまれな通信が、${nights}夜だけ急に増えています（小分けの持ち出しに見られる形）。`,
  en: `Seldom otherwise, it suddenly came many times on ${nights} nights, as data does that is taken out in parts. `,
})

const ROLE_NAMES: Record<Role['role'], { ja: string; en: string }> = {
  proxy: { ja: 'プロキシ', en: 'The proxy' },
  resolver: { ja: 'DNSサーバ', en: 'The resolver' },
  'mail-server': { ja: 'メールサーバ', en: 'The mail server' },
  gateway: { ja: 'ゲートウェイ', en: 'The gateway' },
  server: { ja: 'サーバ', en: 'The server' },
  device: { ja: '機器', en: 'The device' },
  scanner: { ja: '脆弱性検査の機器', en: 'The vulnerability scanner' },
}

const VENDOR: Reason = {
  effect: 'explains',
  text: {
    ja: '通信先は、更新や保守で知られた製品のものです。',
    en: 'The destination belongs to a product known for updates and maintenance.',
  },
}
const MAIL_SERVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: '接続先は、大手のメールサービスだけが使うアドレス帯（Exchange Onlineなど）です。ほかの誰もサーバを置けません。',
    en: 'The addresses are of a range that a large mail service keeps to itself (such as Exchange Online): nobody else can run a server there.',
  },
}
const TAKES_TURNS: Reason = {
  effect: 'weakens',
  text: {
    ja: '接続先は、多くのサイトの前に立つ配信網（CDN）のアドレスです。この機器は、ログの初日から同じ配信網の別のアドレスへ通信しており、アドレスは日々交代します。',
    en: 'The address is of a network that stands before many sites (CDN). The device has contacted others of the same network since the logs begin, and they take turns.',
  },
}
const SHARED: Reason = {
  effect: 'explains',
  text: { ja: '多くの端末も同じアドレスへ通信しています。', en: 'Several hosts contact the same address.' },
}
