import { adminSignIns } from './admin-sign-ins.ts'
import { type Behaviour, behaviourSigns, COMMON_SHARE, STARTED } from './behaviour.ts'
import type { Detector, DetectorContext, Sign } from './detector.ts'
import { isSerious } from './detector.ts'
import { FETCHES, named, PASSING_FOLDER, RUNNER, SHELL, USER_FOLDER } from './program-patterns.ts'

/** Parents under which a command from another computer runs: WMI, PowerShell remoting, remote shell, DCOM. */
const REMOTE_PARENT = named('wmiprvse|wsmprovhost|winrshost|mmc')
/** What distributes software by a service of its own, from its vendor's folder. */
const DISTRIBUTION =
  'adminarsenal|pdqdeploy|pdqinventory|\\\\ccmsetup|\\\\ccm\\\\|skysea|lanscope|motex|lansweeper|\\\\program files'

const BEHAVIOURS: Behaviour[] = [
  {
    id: 'command-output-on-share',
    what: {
      ja: '遠隔からの命令が、出力を管理共有に書きながら実行された（Impacketなどの道具の形）',
      en: "a command from another computer ran and wrote its output to an administrative share (as Impacket's tools do)",
    },
    strength: 'strong',
    spreads: true,
    command: '> *\\\\\\\\(?:127\\.0\\.0\\.1|localhost|[a-z0-9-]+)\\\\[a-z]+\\$\\\\|\\\\__output\\b',
  },
  {
    id: 'service-runs-command',
    what: {
      ja: '命令そのものをサービスとして登録し、実行した（攻撃の道具の形）',
      en: "a command was installed as a service to run it (as attackers' tools do)",
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: `= *(?:%comspec%|(?:[^ ]*\\\\)?cmd(?:\\.exe)?) .*(?:/[qbc]\\b|echo|powershell)|= .*(?:powershell|pwsh|mshta|regsvr32)(?:\\.exe)? .*(?:${FETCHES})|= .*rundll32(?:\\.exe)? .*(?:${USER_FOLDER})`,
    except: '\\\\program files',
  },
  {
    id: 'service-from-share',
    what: {
      ja: '管理共有（ADMIN$など）に置かれたプログラムがサービスとして登録された',
      en: 'a program on an administrative share (ADMIN$ …) was installed as a service',
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: '= *\\\\\\\\[^\\\\]+\\\\(?:admin|[a-z]|ipc)\\$\\\\',
    except: DISTRIBUTION,
  },
  {
    id: 'service-random-name',
    what: {
      ja: 'でたらめな名前のサービスが、Windowsフォルダ直下のプログラムを登録した（PsExec系の攻撃の道具の形）',
      en: 'a service of a random name was installed with a program at the root of the Windows folder (as tools like PsExec of attackers do)',
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: '^service [a-z]{4} = *(?:%systemroot%|%windir%|[a-z]:\\\\windows)\\\\[a-z]{8}\\.exe$',
  },
  {
    id: 'task-runs-command',
    what: {
      ja: '遠隔から登録されたタスクが、出力を一時ファイルに書いて実行された（攻撃の道具の形）',
      en: "a task that writes its output to a temporary file was created from another computer (as attackers' tools do)",
    },
    strength: 'strong',
    spreads: true,
    child: '^task$',
    command: '/c .*> *(?:%windir%|%systemroot%|[a-z]:\\\\windows)\\\\temp\\\\[^ ]+ 2>&1',
  },
  {
    id: 'psexec-service',
    what: {
      ja: '遠隔実行の道具（PsExec等）のサービスが登録された',
      en: 'the service of a remote execution tool (PsExec and the like) was installed',
    },
    strength: 'plain',
    spreads: true,
    child: '^service$',
    command: 'psexesvc|paexec|remcomsvc|csexecsvc|winexesvc|xcmdsvc',
  },
  {
    id: 'service-passing-folder',
    what: {
      ja: '利用者の書けるフォルダのプログラムがサービスとして登録された',
      en: 'a program in a folder that users write to was installed as a service',
    },
    strength: 'plain',
    child: '^service$',
    command: `= .*(?:${PASSING_FOLDER}|\\\\appdata\\\\).*`,
    except: `\\.sys\\b|${DISTRIBUTION}`,
  },
  {
    id: 'remote-fetch',
    what: {
      ja: 'WMI・WinRM経由で、外部から取得する・隠れて動く命令が実行された',
      en: 'by WMI or WinRM a command ran that fetches, hides or is encoded',
    },
    strength: 'plain',
    spreads: true,
    parent: REMOTE_PARENT,
    child: `${SHELL}|${RUNNER}|${named('rundll32')}`,
    command: FETCHES,
    except: DISTRIBUTION,
  },
  {
    id: 'service-starts-shell',
    what: {
      ja: 'サービスの管理プログラムから直接コマンドが実行された',
      en: 'the service manager itself started a command',
    },
    strength: 'plain',
    spreads: true,
    parent: named('services'),
    child: SHELL,
    except: '\\\\program files',
  },
  {
    id: 'command-to-others',
    what: {
      ja: '他の端末で実行させる命令（PsExec、WMI、sc、schtasks）が実行された',
      en: 'a command that makes other computers run something (PsExec, WMI, sc, schtasks) was given',
    },
    strength: 'plain',
    spreads: true,
    command:
      '\\b(?:psexec(?:64)?|paexec)(?:\\.exe)? +.*\\\\\\\\[a-z0-9]|wmic(?:\\.exe)? .*/node:[^ ]+ .*process +call +create|schtasks(?:\\.exe)? .*/create .*/s +[^ ]+|\\bsc(?:\\.exe)? +\\\\\\\\[^ ]+ +create|\\bwinrs(?:\\.exe)? .*[-/]r[a-z]*:|\\bcopy .*\\\\\\\\[^\\\\ ]+\\\\(?:admin|[a-z])\\$\\\\',
    except: '127\\.0\\.0\\.1|localhost',
  },
  {
    id: 'service-windows-root',
    what: {
      ja: 'Windowsフォルダ直下のプログラムがサービスとして登録された',
      en: 'a program at the root of the Windows folder was installed as a service',
    },
    strength: 'weak',
    child: '^service$',
    command: '= *(?:%systemroot%|%windir%|[a-z]:\\\\windows)\\\\[^\\\\ ]+\\.exe$',
    except: '\\\\sysmon(?:64)?\\.exe',
  },
  {
    id: 'remote-shell',
    what: {
      ja: 'WMI・WinRM経由でコマンドが実行された',
      en: 'by WMI or WinRM a command ran',
    },
    strength: 'weak',
    spreads: true,
    parent: REMOTE_PARENT,
    child: SHELL,
    except: DISTRIBUTION,
  },
]

const EVENTS = `${STARTED}
  UNION ALL
  SELECT time, host, user_name AS account, if(event_action = 'service-installed', 'service', 'task') AS child, '' AS parent,
    if(event_action = 'service-installed', concat('service ', file_path, ' = ', process_executable),
      concat('task ', file_path, ' = ', extract(event_details, '<Command>([^<]*)<'), ' ', decodeXMLComponent(extract(event_details, '<Arguments>([^<]*)<')))) AS shown,
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
    ran && sign.severity !== 'informational'
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
      accounts: [...new Set([...sources.map((one) => one.account), ...(ran ? [] : sign.accounts)])],
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

const SIGNED_IN = `
SELECT host AS source, account, arrayMap(cited -> (cited.2, cited.3), groupArraySorted(3)((time, evidence_id, line))) AS lines
FROM auth
WHERE machine = {machine:String} AND event_action = 'login' AND event_outcome = 'success' AND network_protocol = 'network' AND internal = 1
  AND host NOT IN ('', {machine:String}) AND NOT endsWith(user_name, '$') AND account != ''
  AND time BETWEEN toDateTime64({at:String}, 3, 'UTC') - INTERVAL 2 MINUTE AND toDateTime64({at:String}, 3, 'UTC') + INTERVAL 5 SECOND
GROUP BY source, account
ORDER BY max(time) DESC, source, account
LIMIT 3`

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
