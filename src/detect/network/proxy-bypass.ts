import type { Detector, DetectorContext } from '../detector.ts'
import { mostUncommon } from '../grade.ts'
import { resolverRanges } from './encrypted-dns.ts'
import { CONNECTIONS, DIRECT, PAST_THE_PROXY, type Row } from './proxy-bypass-rows.ts'
import { signs } from './proxy-bypass-signs.ts'
import { addressesWatched } from './watched.ts'

export const proxyBypass: Detector = {
  id: 'proxy-bypass',
  title: { ja: 'プロキシを通らない外部への通信', en: 'Connection to the Internet past the proxy' },
  explanation: {
    ja: '{{host}} が、プロキシを通らずに {{destination}} へ直接通信しました（{{contacts}}回、{{days}}日間、ポート{{port}}）。プロキシを知らないウイルスや、記録を避けるウイルスに見られる通信です。',
    en: '{{host}} connected to {{destination}} directly, past the proxy ({{contacts}} connections on {{days}} days, port {{port}}). Malware that does not know the proxy, or avoids its log, does this.',
  },
  next_steps: {
    ja: [
      '接続先が、直接通信を許可した業務サービスか確認する',
      '端末のLANケーブルを抜き（電源は切らない）、通信したプロセスを調べる',
      'ファイアウォールで、プロキシ以外から外部の80/443番への通信を止める',
    ],
    en: [
      'Check whether the destination is a service that may go direct',
      'Unplug the network (leave the power on) and look for the process',
      'Let only the proxy reach ports 80 and 443 outside',
    ],
  },
  attack: ['T1071.001', 'T1090'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['flow_event', 'web_event'],
    without: {
      ja: 'ファイアウォールの許可通信のログと、プロキシのログ（または設定ファイルでの指定）がないと判断できません。',
      en: "Needs the firewall's log of permitted connections, and the proxy's log or its address in kyumei.yaml.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'connections',
      default: 8,
      reason: { ja: '一度きりの接続と、続く通信を分ける', en: 'tells a single connection from lasting contact' },
    },
    {
      name: 'long_hours',
      unit: 'h',
      default: 4,
      reason: {
        ja: '回数が少なくても、何時間もつながったままの接続が別の日にもあれば続く通信',
        en: 'few connections are lasting contact too, where they stay open for hours, on several days',
      },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末が直接使う先は、許可された例外（ローカルブレイクアウト）',
        en: 'what many hosts use directly is a permitted exception (local breakout)',
      },
    },
    {
      name: 'outage_hosts',
      unit: 'hosts in 5 minutes',
      default: 5,
      reason: {
        ja: 'プロキシ停止中は多くの端末が一斉に直接通信へ切り替わる',
        en: 'while the proxy is down many hosts fall back at once',
      },
    },
    {
      name: 'many_destinations',
      unit: 'destinations',
      default: 8,
      reason: {
        ja: '閲覧全体が直接通信なら、プロキシ設定の漏れを疑う',
        en: 'where all browsing goes direct the proxy setting is missing',
      },
    },
  ],
  false_positives: [
    {
      ja: 'プロキシ停止中のPACの自動切替、Microsoft 365などのローカルブレイクアウト',
      en: 'PAC fail-over while the proxy is down, local breakout for Microsoft 365',
    },
    {
      ja: 'テザリングから戻ったノートPC。覚えている多くの接続先へ、設定が戻るまでの数分だけ直接通信する',
      en: 'laptops back from tethering: for minutes they go direct to the many places they know',
    },
    {
      ja: '拠点のカメラの映像を、日中にときどき人が見る',
      en: "a branch's camera, which a person watches now and then by day",
    },
    {
      ja: 'サーバの夜間バックアップ。専用の規則で、または毎晩同じ時間帯に、保存先サービスのいくつものアドレスを交代で使う',
      en: "a server's nightly backup, which by a rule of its own, or at the same hours of every night, uses a storage service's many addresses in turn",
    },
    {
      ja: 'DNSを暗号化（DoH）するブラウザの、公開リゾルバへの通信',
      en: "a browser's encrypted look-ups (DoH) at a public resolver",
    },
    { ja: 'プロキシを使わない複合機・NAS・IP電話', en: 'copiers, NAS and IP phones that never use a proxy' },
  ],
  async run(context) {
    if (!(await hasFlows(context)) || !(await hasProxy(context))) return []
    await context.keep(DIRECT, CONNECTIONS)
    const rows = await context.query<Row>(PAST_THE_PROXY, {
      outage: context.parameter('outage_hosts'),
      zone: context.timezone,
      machines: [...context.roles.addresses('server'), ...context.roles.addresses('device')],
      uncommon: mostUncommon(context.roles.clients, context.parameter('common_share')),
    })
    const isResolver = await resolverRanges(context)
    const watched = await addressesWatched(context, rows, WITHOUT_PACE)
    return signs(
      rows.map((row) => ({
        ...row,
        resolver: isResolver(row.host, row.range),
        watched: watched.has(`${row.host} ${row.destination}`),
      })),
      context,
    )
  },
}

const WITHOUT_PACE = 0.65 // regularity: a person's intervals are less regular

async function hasFlows(context: DetectorContext): Promise<boolean> {
  return (await context.query("SELECT 1 FROM contact WHERE via = 'flow' LIMIT 1")).length > 0
}

async function hasProxy(context: DetectorContext): Promise<boolean> {
  if (context.roles.addresses('proxy').length > 0) return true
  return (await context.query("SELECT 1 FROM contact WHERE via = 'proxy' LIMIT 1")).length > 0
}
