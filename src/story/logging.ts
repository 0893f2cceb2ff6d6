/** What the logs carry and what they don't: each a fact with its number, the lines that show it, the setting that changes it, and what it limits. */
import type { EvidenceLine } from '../detect/detector.ts'
import { RECOMMENDED } from '../formats/squid-logformat.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { CoverageFact } from './findings.ts'
import { type HidingLog, hidingLogs } from './shared.ts'

/** A fact before its lines' texts are read. */
export type Fact = Omit<CoverageFact, 'text' | 'evidence'> & { text: Text; lines?: EvidenceLine[] }

/** `encrypted`: hosts whose look-ups no log shows (encryptedHosts). */
export async function loggingFacts(engine: Engine, encrypted: Encrypted[], proxies: string[] = []): Promise<Fact[]> {
  return [
    ...(await permitted(engine, proxies)),
    ...(await sentBytes(engine)),
    ...(await requestBytes(engine)),
    ...(await dnsAnswers(engine)),
    ...(await hiddenClients(engine)),
    ...(await ipv6(engine)),
    ...encryptedDns(encrypted),
  ]
}

async function permitted(engine: Engine, proxies: string[]): Promise<Fact[]> {
  const row = (
    await engine.query<{ n: string; allowed: string; direct: string; lines: Cited }>(
      `SELECT count() AS n, countIf(event_action = 'allowed') AS allowed,
         countIf(event_action = 'allowed' AND internal = 1 AND address(source_ip) NOT IN {proxies:Array(String)}) AS direct,
         ${cited("event_action != 'allowed'")} AS lines
       FROM flow`,
      { proxies },
    )
  )[0]
  if (Number(row?.n) === 0) return []
  const value = Number(row?.direct) > 0
  return [
    {
      id: 'logging-permitted',
      kind: 'logging',
      subject: 'flow',
      value,
      text: value ? PERMITTED : Number(row?.allowed) > 0 ? PROXY_ALONE : DENIED_ONLY,
      ...(value ? {} : { lines: lines(row?.lines) }),
    },
  ]
}

const PERMITTED = {
  ja: 'ファイアウォールは許可した通信を記録しています。',
  en: 'The firewall logs permitted connections.',
}
const PROXY_ALONE = {
  ja: 'ファイアウォールが記録した許可済みの通信は、プロキシのものと外からのものだけです。ほかの端末の許可された通信が記録されるかどうかは分かりません（FortiGateではポリシーごとに logtraffic all、YAMAHAでは ip filter の pass-log。直接の通信を禁止しているなら kyumei.yaml に direct_access: blocked）。プロキシを通らない通信の判定が限られます。',
  en: "The permitted connections that the firewall logged are the proxy's and those from outside alone: whether it logs those of other hosts can't be told (FortiGate: logtraffic all in each policy; YAMAHA: pass-log in ip filter; where direct access is forbidden: direct_access: blocked in kyumei.yaml). This limits what can be said of traffic past the proxy.",
}
const DENIED_ONLY = {
  ja: 'ファイアウォールは拒否した通信だけを記録しています。許可された通信は確認できません（FortiGateでは logtraffic all、YAMAHAでは ip filter の pass-log）。プロキシを通らない通信、問合せのない通信、内部の探索の判定が限られます。',
  en: 'The firewall logs only denied connections: permitted ones are not visible (FortiGate: logtraffic all; YAMAHA: pass-log in ip filter). This limits what can be said of traffic past the proxy, of addresses without a look-up, and of sweeps inside.',
}

/** Several firewalls write no bytes of a connection, or the sum of both ways only. */
async function sentBytes(engine: Engine): Promise<Fact[]> {
  const row = (
    await engine.query<{ n: string; sizes: string; lines: Cited }>(
      `SELECT count() AS n, countIf(source_bytes >= 0) AS sizes, ${cited('source_bytes < 0')} AS lines
       FROM flow
       WHERE event_action = 'allowed' AND external = 1`,
    )
  )[0]
  if (Number(row?.n) === 0 || Number(row?.sizes) > 0) return []
  return [
    {
      id: 'logging-sent-bytes',
      kind: 'logging',
      subject: 'flow',
      value: false,
      text: {
        ja: 'ファイアウォールのログに送信バイト数がない（または送受信の合計だけの）ため、プロキシを通らない持ち出し（アップロード）は確認できません。NetFlowなど、送信と受信を分けて残す記録があれば見えます。',
        en: "The firewall's log has no sent bytes (or only the sum of both ways): uploads past the proxy are not visible. NetFlow, or another record that counts each way, would show them.",
      },
      lines: lines(row?.lines),
    },
  ]
}

async function requestBytes(engine: Engine): Promise<Fact[]> {
  const row = (
    await engine.query<{ n: string; sizes: string; agents: string; lines: Cited }>(
      `SELECT count() AS n, countIf(http_request_bytes >= 0) AS sizes, countIf(user_agent_original != '') AS agents, ${cited('http_request_bytes < 0')} AS lines
       FROM web
       WHERE observer_type = 'proxy'`,
    )
  )[0]
  if (Number(row?.n) === 0) return []
  const value = Number(row?.sizes) > Number(row?.n) / 2
  return [
    {
      id: 'logging-request-bytes',
      kind: 'logging',
      subject: 'web',
      value,
      text: value
        ? { ja: 'プロキシのログに送信量があります。', en: 'The proxy log has request sizes.' }
        : {
            ja: `プロキシのログに送信量がないため、プロキシ経由の持ち出し（アップロード）は確認できません。${(await isSquid(engine)) ? `Squidでは squid.conf に次を書くと見えるようになります: logformat kyumei ${RECOMMENDED}` : 'アクセスログの出力項目に、要求の送信バイト数を加えると見えるようになります。'}`,
            en: `The proxy log has no request sizes: uploads through the proxy are not visible. ${(await isSquid(engine)) ? `In squid.conf this line shows them: logformat kyumei ${RECOMMENDED}` : 'They are once the bytes of requests are among the fields of its access log.'}`,
          },
      ...(value ? {} : { lines: lines(row?.lines) }),
    },
    ...(Number(row?.agents) > 0
      ? []
      : [
          {
            id: 'logging-user-agent',
            kind: 'logging' as const,
            subject: 'web',
            value: false,
            text: {
              ja: 'プロキシのログにユーザーエージェントがないため、スクリプトや道具による通信とブラウザの閲覧を区別できません。',
              en: "The proxy log has no user agents: scripts and tools can't be told from browsers.",
            },
          },
        ]),
  ]
}

/** No other product is told how to set up Squid. */
async function isSquid(engine: Engine): Promise<boolean> {
  const rows = await engine.query(
    `SELECT 1 FROM evidence
     WHERE arrayExists(format -> startsWith(format, 'squid'), formats) AND evidence_id IN (SELECT DISTINCT evidence_id FROM web WHERE observer_type = 'proxy')
     LIMIT 1`,
  )
  return rows.length > 0
}

async function dnsAnswers(engine: Engine): Promise<Fact[]> {
  const row = (
    await engine.query<{ n: string; answers: string; addresses: string; lines: Cited }>(
      `SELECT count() AS n, countIf(event_type != 'query') AS answers, countIf(notEmpty(dns_resolved_ip)) AS addresses, ${cited('1')} AS lines FROM dns`,
    )
  )[0]
  if (Number(row?.n) === 0) return []
  const value = Number(row?.addresses) > 0
  const codes = Number(row?.answers) > 0
  return [
    {
      id: 'logging-dns-answers',
      kind: 'logging',
      subject: 'dns',
      value,
      text: value
        ? { ja: 'DNSのログに応答があります。', en: 'The DNS log has answers.' }
        : codes
          ? {
              ja: 'DNSのログには応答の成否（NXDOMAINなど）だけがあり、アドレスがありません。問合せなしの通信、127.0.0.1などを返して休眠する名前は判断できません（dnsmasqでは log-queries=extra、ほかはZeekのdns.logなど応答のアドレスを残すもの）。',
              en: "The DNS log has only the codes of answers (NXDOMAIN …), no addresses: connections without a look-up and names that sleep at 127.0.0.1 can't be told (dnsmasq: log-queries=extra; elsewhere a log with the addresses, such as Zeek's dns.log).",
            }
          : {
              ja: 'DNSのログに応答がないため、問合せなしの通信、行き先のない名前、休眠する名前は判断できません（BINDでは responses、Unboundでは log-replies と log-local-actions、dnsmasqでは log-queries=extra）。',
              en: "The DNS log has no answers: connections without a look-up, names that lead nowhere and names that sleep can't be told (BIND: the responses category; Unbound: log-replies; dnsmasq: log-queries=extra).",
            },
      ...(value ? {} : { lines: lines(row?.lines) }),
    },
  ]
}

/** A log that shows one or two clients, where another log shows many, sees them through a proxy, a NAT or a resolver. */
async function hiddenClients(engine: Engine): Promise<Fact[]> {
  return await Promise.all(
    (await hidingLogs(engine)).map(async ({ log, addresses, others }): Promise<Fact> => {
      const name = LOG_NAMES[log]
      const shown = await engine.query<{ lines: Cited }>(`SELECT ${cited('internal = 1')} AS lines FROM ${log}`)
      return {
        id: `hidden-${log}`,
        kind: 'hidden',
        subject: addresses[0] ?? '',
        value: addresses.length,
        text: {
          ja: `${name.ja}の通信元は${addresses.length}個のアドレス（${addresses.join('、')}）だけです（他のログには${others}台）。本当の端末はその後ろに隠れ、このログからは確認できません（プロキシならX-Forwarded-For、DNSなら各端末の問合せの記録が必要です）。`,
          en: `In ${name.en} only ${addresses.length} addresses appear as clients (${addresses.join(', ')}); other logs show ${others}. The real clients are hidden behind them and not visible in this log (a proxy needs X-Forwarded-For, a resolver its clients' queries).`,
        },
        lines: lines(shown[0]?.lines),
      }
    }),
  )
}

const LOG_NAMES: Record<HidingLog['log'], Text> = {
  web: { ja: 'プロキシのログ', en: 'the proxy log' },
  flow: { ja: 'ファイアウォールのログ', en: "the firewall's log" },
  dns: { ja: 'DNSのログ', en: 'the DNS log' },
}

async function ipv6(engine: Engine): Promise<Fact[]> {
  const row = (
    await engine.query<{ n: string; six: string }>(
      `SELECT count() AS n, countIf(position(address(destination_ip), ':') > 0 AND external = 1) AS six FROM flow WHERE external = 1`,
    )
  )[0]
  if (Number(row?.n) === 0) return []
  const value = Number(row?.six) > 0
  return [
    {
      id: 'logging-ipv6',
      kind: 'logging',
      subject: 'flow',
      value,
      text: value
        ? {
            ja: `ファイアウォールはIPv6の通信も記録しています（${row?.six}件）。`,
            en: `The firewall logs IPv6 too (${row?.six} connections).`,
          }
        : {
            ja: 'ファイアウォールのログにIPv6の通信がありません。回線がIPv6（フレッツのIPoEなど）を使えるなら、IPv6での通信は確認できていません。',
            en: "The firewall's log has no IPv6 connections. If the line carries IPv6, what goes over it is not visible.",
          },
    },
  ]
}

function encryptedDns(rows: Encrypted[]): Fact[] {
  if (rows.length === 0) return []
  const names = rows.slice(0, 10).map((row) => row.host)
  return [
    {
      id: 'blind-doh',
      kind: 'blind',
      subject: names.join(', '),
      value: rows.length,
      text: {
        ja: `${rows.length}台（${names.join('、')}）が暗号化されたDNS（DoH）を使っています。これらの端末の名前の問合せは確認できません（ブラウザのポリシーでDoHを切ると見えます）。`,
        en: `${rows.length} hosts (${names.join(', ')}) use encrypted DNS (DoH): their look-ups are not visible. A browser policy can switch it off.`,
      },
      lines: lines(rows[0]?.lines),
    },
  ]
}

/** Hosts whose browser, or something else, asks for names where no log of the organisation's sees it. */
export async function encryptedHosts(engine: Engine): Promise<Encrypted[]> {
  return await engine.query<Encrypted>(
    `SELECT host, ${cited('1')} AS lines
     FROM contact
     WHERE name IN (SELECT name FROM known_name WHERE lists['doh'] != '')
     GROUP BY host
     HAVING count() >= ${DOH_USED}
     ORDER BY host`,
  )
}

export interface Encrypted {
  host: string
  lines: Cited
}

const DOH_USED = 3 // contacts

type Cited = [string, number][]

/** SQL: the earliest three lines for which a condition holds. */
const cited = (condition: string) =>
  `arrayMap(one -> (one.2, one.3), arraySlice(arraySort(groupArraySortedIf(3)((time, evidence_id, line), ${condition})), 1, 3))`

const lines = (rows: Cited | undefined): EvidenceLine[] =>
  (rows ?? []).map(([evidence_id, line]) => ({ evidence_id, line: Number(line) }))
