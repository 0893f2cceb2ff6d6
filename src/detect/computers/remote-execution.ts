import { adminSignIns } from '../accounts/admin-sign-ins.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { isSerious } from '../detector.ts'
import { behaviourSigns, COMMON_SHARE, RUN_BY_TASK, STARTED } from './behaviour.ts'
import { BEHAVIOURS } from './remote-behaviours.ts'

const EVENTS = `${STARTED}
  UNION ALL
  SELECT time, host, account, if(event_action = 'service-installed', 'service', 'task') AS child, '' AS parent,
    if(event_action = 'service-installed', concat('service ', file_path, ' = ', process_executable),
      ${RUN_BY_TASK}) AS shown,
    evidence_id, line
  FROM endpoint
  WHERE event_action IN ('service-installed', 'task-created')`

/** What is seen where the command was given, not where it ran. */
const GIVEN = 'command-to-others'

export const remoteExecution: Detector = {
  id: 'remote-execution',
  title: { ja: '他の端末からの遠隔実行（横展開）', en: 'Run from another computer (lateral movement)' },
  explanation: {
    ja: '{{host}}: {{what}}。{{from}}侵入した攻撃者は、管理者の権限でこのように他の端末へ広がります。記録: {{command}}',
    en: '{{host}}: {{what}}. {{from}}With an administrator’s rights attackers spread like this. Record: {{command}}',
  },
  next_steps: {
    ja: [
      '実行元と実行先の端末のLANケーブルを抜く（電源は切らない）',
      '使われたアカウントの持ち主（管理者）に、その時刻の作業を確認する',
      '同じアカウント・同じ実行元によるほかの端末へのサインインを調べる',
    ],
    en: [
      'Unplug both computers: where it came from and where it ran (leave the power on)',
      "Ask the account's owner (an administrator) whether this was their work",
      'Look for other sign-ins of this account and from this computer',
    ],
  },
  attack: ['T1021.002', 'T1569.002', 'T1047', 'T1053.005', 'T1550.002'],
  references: [
    'MITRE ATT&CK T1021, T1569.002, T1047',
    'JPCERT/CC: Detecting Lateral Movement through Tracking Event Logs',
  ],
  needs: {
    tables: ['endpoint_event', 'auth_event'],
    without: {
      ja: '端末とサーバのイベント（System 7045、Security 4697・4698・4688・4624、Sysmon 1）がないと見えません。',
      en: "Without computers' and servers' own events (System 7045; Security 4697, 4698, 4688, 4624; Sysmon 1) it is not visible.",
    },
  },
  parameters: [
    COMMON_SHARE,
    {
      name: 'machines',
      unit: 'computers an hour',
      default: 5,
      reason: {
        ja: '管理者の権限での新しいサインインが、一時間にこれだけの端末へ。個別の対応は数台',
        en: 'new sign-ins with administrator rights in an hour; a case of support concerns one or two',
      },
    },
    {
      name: 'times_before',
      unit: 'times',
      default: 3,
      reason: {
        ja: 'その実行元の、それまでの最多の日との比',
        en: 'against the largest day before of the same computer',
      },
    },
  ],
  false_positives: [
    {
      ja: '配布・資産管理（SCCM、PDQ、LANSCOPE、SKYSEA、Intune）、ウイルス対策やバックアップの導入（製品のフォルダから）',
      en: "software distribution and asset management (SCCM, PDQ, LANSCOPE, SKYSEA, Intune), antivirus or backup agents: from the product's own folder",
    },
    {
      ja: '管理者のPCからのPsExecや監視（ログの始まりから続くものは弱める）',
      en: "PsExec and monitoring from an administrator's PC: one step weaker where it was there when the logs begin",
    },
  ],
  async run(context) {
    const found = await behaviourSigns(EVENTS, BEHAVIOURS, context)
    const seenFrom = await Promise.all(found.map((sign) => withSources(sign, context)))
    return [...seenFrom.map(({ sign }) => sign), ...sourceSigns(seenFrom), ...(await adminSignIns(context))]
  },
}

interface Source {
  source: string
  account: string
  lines: [string, number][]
}
interface From {
  sign: Sign
  sources: Source[]
}

/** Who signed in over the network just before: the computer it came from, and the account. */
async function withSources(sign: Sign, context: DetectorContext): Promise<From> {
  const ran = String(sign.metrics.behaviours) !== GIVEN
  const sources =
    ran && isSerious(sign)
      ? await context.query<Source>(SIGNED_IN, {
          machine: sign.hosts[0] ?? '',
          at: sign.first_seen.replace('T', ' ').replace('Z', ''),
        })
      : []
  const names = [...new Set(sources.map((one) => one.source))]
  return {
    sources,
    sign: {
      ...sign,
      // an administrator's everyday work is no sign of his account
      accounts: isSerious(sign)
        ? [...new Set([...sources.map((one) => one.account), ...(ran ? [] : sign.accounts)])]
        : [],
      destinations: names,
      lines: [
        ...sign.lines.slice(0, 7),
        ...sources
          .slice(0, 3)
          .flatMap((one) => one.lines.slice(0, 1).map(([evidence_id, line]) => ({ evidence_id, line: Number(line) }))),
      ],
      words: {
        ...sign.words,
        from:
          names.length > 0
            ? {
                ja: `直前に ${names.join('、')} から ${[...new Set(sources.map((one) => one.account))].join('、')} でネットワーク経由のサインインがあります。`,
                en: `Just before, ${[...new Set(sources.map((one) => one.account))].join(', ')} signed in over the network from ${names.join(', ')}. `,
              }
            : { ja: '', en: '' },
      },
    },
  }
}

/**
 * On a file server somebody signs in every second: only one with administrator rights can have done it, the last before. Where the logs tell
 * of no rights at all, only somebody who was alone.
 */
const SIGNED_IN = `
WITH
  near AS
  (
    SELECT *
    FROM auth
    WHERE machine = {machine:String} AND observer_type = 'endpoint'
      AND time BETWEEN toDateTime64({at:String}, 3, 'UTC') - INTERVAL 1 MINUTE AND toDateTime64({at:String}, 3, 'UTC') + INTERVAL 2 SECOND
      AND NOT endsWith(user_name, '$') AND account != ''
  ),
  rights AS (SELECT account, session_id, time FROM near WHERE event_action = 'privilege'),
  (SELECT count() FROM auth WHERE event_action = 'privilege') AS told,
  signed AS
  (
    SELECT host AS source, account, max(near.time) AS last,
      max((session_id != '' AND session_id IN (SELECT session_id FROM rights)) OR (session_id = '' AND account IN (SELECT account FROM rights))) AS admin,
      arrayMap(cited -> (cited.2, cited.3), groupArraySorted(3)((near.time, evidence_id, line))) AS lines
    FROM near
    WHERE event_action = 'login' AND event_outcome = 'success' AND network_protocol = 'network' AND internal = 1 AND host NOT IN ('', {machine:String})
    GROUP BY source, account
  )
SELECT source, account, lines
FROM signed
WHERE admin = 1 OR (told = 0 AND (SELECT count() FROM signed) = 1)
ORDER BY last DESC, source, account
LIMIT 1`

/** The computer from which others were made to run something is told too: it is where the attacker sits. */
function sourceSigns(found: From[]): Sign[] {
  const serious = found.filter(({ sign }) => isSerious(sign))
  const bySource = Map.groupBy(
    serious.flatMap(({ sign, sources }) => sources.slice(0, 1).map(({ source }) => ({ sign, source }))),
    ({ source }) => source,
  )
  return [...bySource].map(([source, own]): Sign => {
    const signs = own.map((one) => one.sign).toSorted((a, b) => b.confidence - a.confidence)
    const [best] = signs as [Sign]
    const targets = [...new Set(signs.flatMap((sign) => sign.hosts))]
    const list = targets.slice(0, 5).join(', ')
    return {
      ...best,
      hosts: [source],
      accounts: [...new Set(signs.flatMap((sign) => sign.accounts))].slice(0, 10),
      destinations: targets,
      first_seen: signs.map((sign) => sign.first_seen).sort()[0] ?? best.first_seen,
      last_seen:
        signs
          .map((sign) => sign.last_seen)
          .sort()
          .at(-1) ?? best.last_seen,
      count: signs.reduce((sum, sign) => sum + sign.count, 0),
      lines: signs.flatMap((sign) => sign.lines.slice(-3)).slice(0, 10),
      metrics: { ...best.metrics, computers_reached: targets.length },
      words: {
        ...best.words,
        host: source,
        what: {
          ja: `この端末から ${list} にサインインし、遠隔で実行させた`,
          en: `from this computer somebody signed in to ${list} and made ${targets.length > 1 ? 'them' : 'it'} run something`,
        },
        from: { ja: '', en: '' },
      },
    }
  })
}
