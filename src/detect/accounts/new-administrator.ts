/** An account that was made, or made an administrator, in a way in which an organisation's administrators do not. */
import type { Text } from '../../i18n/text.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { isEmpty } from '../row.ts'
import { type Act, accountActs, isMachine } from './account-acts.ts'
import { sessionSources } from './actor-past.ts'
import { accusation, type JudgedMade, judgeMade, type Known } from './made-account.ts'
import { accountNames, accountsMade, knownOf } from './made-accounts.ts'
import { WHY } from './made-words.ts'

export const newAdministrator: Detector = {
  id: 'new-administrator',
  title: { ja: '新しいアカウント・管理者の作成', en: 'A new account or administrator' },
  explanation: {
    ja: '{{actor}} が {{targets}} を{{what}}（{{from}}）。{{why}}侵入した攻撃者は、入口を失わないように自分のアカウントを作り、管理者にします。',
    en: '{{actor}} {{what}} {{targets}} ({{from}}). {{why}} Attackers make themselves an account and give it an administrator’s rights, so that a changed password does not shut them out.',
  },
  next_steps: {
    ja: [
      '作った人（{{actor}}）に、その日時に何のために作ったか、申請や作業の記録とともに確認する',
      '身に覚えがなければ、作られたアカウントを無効にし（削除せず証拠を残す）、作ったアカウントのパスワードも変える',
      '作られたアカウントのサインインと、その権限でされたことを調べる（kyumei account 名前）',
      '同じ時期に、ほかのアカウント、グループ、アプリの資格情報、転送設定が作られていないか調べる',
    ],
    en: [
      'Ask {{actor}} what it was made for at that time, and look for the request or the record of the work',
      'If nobody knows of it: disable the account (do not delete it, it is evidence) and change the password of the one that made it',
      'Look at the sign-ins of the new account and at what was done with its rights (kyumei account NAME)',
      'Look for other accounts, groups, application credentials and forwarding that were made at the same time',
    ],
  },
  attack: ['T1136', 'T1098'],
  references: [
    'MITRE ATT&CK T1136.001, T1136.002, T1136.003, T1098.001, T1098.003, T1098.007',
    'Microsoft: events 4720, 4728, 4732 and 4756; Entra ID audit activities',
    'Google: Admin audit activity events',
  ],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'ドメインコントローラやサーバのセキュリティログ（4720、4728、4732、4756）、またはEntra ID・Microsoft 365・Google Workspaceの監査ログがないと見えません。',
      en: 'Without the Security log of domain controllers and servers (4720, 4728, 4732, 4756), or the audit log of Entra ID, Microsoft 365 or Google Workspace, it is not visible.',
    },
  },
  parameters: [
    {
      name: 'history_days',
      unit: 'days',
      default: 7,
      reason: {
        ja: 'ログの初めの一週間では、初めてのことか、いつものことか分からない',
        en: 'in the logs’ first week what is new can’t be told from what is usual',
      },
    },
    {
      name: 'soon_minutes',
      unit: 'min',
      default: 60,
      reason: {
        ja: '作成から権限の付与・最初のサインインまで。新入社員のアカウントは数日前に作られる',
        en: 'from the making to the rights and to the first sign-in: a new hire’s account is made days before',
      },
    },
  ],
  false_positives: [
    {
      ja: '新入社員のアカウント、異動によるグループの変更（権限のないもの: 対象外）',
      en: 'accounts of new hires, groups that change with a department: nothing with an administrator’s rights (left out)',
    },
    {
      ja: '管理者が勤務時間内に同僚を管理者にした（低）、移行などでまとめて行った（参考）',
      en: 'an administrator who makes a colleague one in working hours (low), or many at once in a migration (informational)',
    },
    {
      ja: 'ヘルプデスクが利用者をその端末の管理者にした（対象外）',
      en: 'a helpdesk that makes somebody the administrator of his own computer (left out)',
    },
    {
      ja: 'LAPS、クラスタ（CLIUSR）、Exchange（HealthMailbox）、同期（MSOL_）、端末の初期設定（対象外または参考）',
      en: 'LAPS, clusters (CLIUSR), Exchange (HealthMailbox), synchronisation (MSOL_), a computer that is being set up (left out or informational)',
    },
    {
      ja: 'PIMでの管理者権限の有効化（対象外）',
      en: 'administrators who activate their role by PIM (left out)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const acts = await accountActs(context)
    if (acts.length === 0) return []
    const made = await accountsMade(acts, context)
    const known = await knownOf(acts, context)
    const judged = made.flatMap((one) => judgeMade(one, known) ?? [])
    if (judged.length === 0) return []
    const sources = await sessionSources(
      judged.flatMap((one) => one.acts),
      context,
    )
    const names = await accountNames(judged, context)
    const explained = (one: JudgedMade) => one.reasons.some(({ effect }) => effect === 'explains')
    const groups = Map.groupBy(judged, (one) => `${one.actor}\n${one.acts[0]?.day}\n${one.strength}\n${explained(one)}`)
    return [...groups.values()].slice(0, MOST).map((group) => toSign(group, known, { sources, names }))
  },
}

const MOST = 300
const STRENGTHS = ['weak', 'plain', 'strong'] as const

/** What one account did on one day and is as strange, the strangest first: who was made by the way is not accused with what was made at night. */
function toSign(
  group: JudgedMade[],
  known: Known,
  { sources, names }: { sources: Map<string, string>; names: Map<Act, string> },
): Sign {
  const byStrength = group.toSorted(
    (a, b) =>
      STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength) ||
      b.points - a.points ||
      (a.target < b.target ? -1 : 1),
  )
  const [worst] = byStrength as [JudgedMade, ...JudgedMade[]]
  const acts = group.flatMap((one) => one.acts).toSorted((a, b) => a.at - b.at)
  const machine = worst.acts.every(({ actorName }) => isMachine(actorName))
  const targets = [...new Set(byStrength.map(({ target }) => target))]
  const all = byStrength.flatMap((one) => one.acts)
  const accounts = [...new Set(all.flatMap((act) => names.get(act) ?? []))]
  const applications = [...new Set(all.filter(({ kind }) => kind === 'secret').map(({ target }) => target))].slice(
    0,
    20,
  )
  const powers = [...new Set(acts.map(({ power }) => power))].filter((one) => one !== '')
  const from = [
    ...new Set(
      acts.map((act) => act.source || sources.get(`${act.machine}\n${act.session}`) || (act.local ? act.machine : '')),
    ),
  ].filter((one) => one !== '')
  const list = (names: string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ` … (${names.length})` : '')
  const time = (at: number | undefined) => new Date((at ?? 0) * 1000).toISOString().replace('.000', '')
  const why = worst.parts.map((part) => WHY[part](accusation(worst, known)))
  return {
    ...grade(worst.strength, worst.reasons),
    hosts: machine ? [...new Set(worst.acts.map((act) => act.machine))] : [],
    accounts: [...(machine ? [] : [worst.actor]), ...accounts].slice(0, 20),
    destinations: applications,
    first_seen: time(acts[0]?.at),
    last_seen: time(acts.at(-1)?.at),
    count: acts.length,
    lines: acts.slice(0, 10).map(({ evidence_id, line }) => ({ evidence_id, line })),
    metrics: {
      groups_and_roles: list(powers),
      set_from: list(from),
      score: worst.points,
      parts: worst.parts.join(', '),
    },
    words: {
      actor: machine
        ? { ja: `${worst.acts[0]?.machine} 自身（SYSTEM）`, en: `${worst.acts[0]?.machine} itself (SYSTEM)` }
        : worst.actor,
      targets: list(targets),
      what: whatWasDone(group, powers),
      from: from.length > 0 ? list(from) : { ja: '元の端末は不明', en: 'from an unknown computer' },
      why: { ja: why.map(({ ja }) => ja).join(''), en: why.map(({ en }) => en).join(' ') },
    },
  }
}

function whatWasDone(group: JudgedMade[], powers: string[]): Text {
  const has = (kind: Act['kind']) => group.some(({ acts }) => acts.some((act) => act.kind === kind))
  const named = powers.slice(0, 3).join(', ')
  if (has('create') && has('grant'))
    return { ja: `作り、権限（${named}）を与えました`, en: `made, and gave rights (${named}) to,` }
  if (has('grant')) return { ja: `管理者（${named}）にしました`, en: `gave an administrator’s rights (${named}) to` }
  if (has('create')) return { ja: '作りました', en: 'made the account' }
  return { ja: '資格情報の追加先にしました', en: 'added a credential to the application' }
}
