/** An attack told in sentences: what happened, and what nobody could see of it. */
import { localDay } from '../i18n/clock.ts'
import type { Known } from './attack-parts.ts'
import type { AttackStory, Finding, HostRow, MailStory } from './findings.ts'
import { isVpnHost } from './identity.ts'
import { machineList } from './machine-list.ts'

type Told = Omit<AttackStory, 'text' | 'gaps'>

const SHOWN = 3 // names in a sentence
const EDGE_HOURS = 24 // a first sign so soon after the logs begin may have a history
const BLIND = 0.9 // share of the active hours below which a question has a gap worth telling

export function summary(story: Told, { findings, lang, mails, mailStories, timezone }: Known): string {
  const day = dayIn(timezone)
  const ja = lang === 'ja'
  const list = (names: string[]) =>
    names.length > SHOWN
      ? `${names.slice(0, SHOWN).join(ja ? '、' : ', ')}${ja ? ` ほか（全${names.length}）` : ` and others (${names.length})`}`
      : names.join(ja ? '、' : ', ')
  const has = (tactic: string) => story.phases.find((phase) => phase.tactic === tactic)
  const entry = mailStories.find((one) => story.mails.includes(one.mail))
  const sender = mails.find((row) => row.mail === entry?.mail)?.from ?? ''
  const c2 = has('TA0011')
  const discovery = has('TA0007')
  const spread = has('TA0008')
  const reached = spread ? reachedIn(spread, findings) : []
  const sentences = [
    isBySession(story) &&
      (ja
        ? `入口は、アカウント ${list(story.accounts)} によるVPN接続です。`
        : `It came through the VPN session of ${list(story.accounts)}.`),
    entry &&
      (isProven(entry)
        ? ja
          ? `侵入の入口は、${sender}からのメール「${entry.subject}」です。その添付が${entry.host}で開かれたことが、端末の記録で確認できます。`
          : `The way in was the mail “${entry.subject}” from ${sender}: ${entry.host}'s own events show its attachment opened.`
        : ja
          ? `侵入の入口は、${sender}からのメール「${entry.subject}」と見られます。`
          : `The way in seems to be the mail “${entry.subject}” from ${sender}.`),
    contact(list(story.hosts), c2 ? list(story.destinations) : '', day(c2?.first ?? story.first), ja),
    discovery &&
      (ja
        ? `${day(discovery.first)}から組織内の機器を探索し、${story.damage.reached}台から応答を得ています。`
        : `From ${day(discovery.first)} on hosts inside were probed; ${story.damage.reached} answered.`),
    spread &&
      (ja
        ? `${day(spread.first)}から、他の端末（${machineList(reached, lang)}）への遠隔実行やサインインがあります（横展開）。`
        : `From ${day(spread.first)} on it spread: run or signed in from one computer on ${reached.length > 1 ? 'others' : 'another'} (${machineList(reached, lang)}).`),
    story.probed.length > 0 &&
      (ja
        ? `探索した先には、別に疑いのある ${machineList(story.probed, lang)} が含まれます（横展開の可能性）。`
        : `Among those probed ${story.probed.length > 1 ? 'are' : 'is'} ${machineList(story.probed, lang)}, accused for other signs: it may have spread there.`),
    story.accounts.length > 0 &&
      !isBySession(story) &&
      (ja ? `関係するアカウント: ${list(story.accounts)}。` : `Accounts concerned: ${list(story.accounts)}.`),
    placesOf(story).length > 0 && sent(story, ja),
  ]
  return sentences.filter((sentence) => typeof sentence === 'string').join(ja ? '' : ' ')
}

/** All that was done came from sessions of the VPN: how they came in is known. */
const isBySession = ({ hosts, accounts }: Told) => accounts.length > 0 && hosts.every(isVpnHost)

const isProven = ({ link, steps }: MailStory) =>
  link === 'attachment-opened' && steps.some((step) => step.what === 'opened' || step.what === 'ran')

/** What it spread to, in the order of time: a finding of the computer from which it came names them all, one of a computer that it reached is of that one. */
function reachedIn({ steps }: Told['phases'][number], findings: Finding[]): string[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const own = steps.flatMap((step) => byId.get(step.finding ?? '') ?? [])
  return [
    ...new Set(
      own.flatMap(({ hosts, destinations, metrics }) =>
        metrics.computers_reached !== undefined && destinations.length > 0 ? destinations : hosts,
      ),
    ),
  ]
}

/** Places outside that steps of the story name; sweeps and what spreads name hosts inside. */
const placesOf = ({ phases }: Told) =>
  phases
    .filter((phase) => phase.tactic !== 'TA0007' && phase.tactic !== 'TA0008')
    .flatMap((phase) => phase.steps.map((step) => step.destination).filter((place) => place !== ''))

function contact(hosts: string, places: string, since: string, ja: boolean): string {
  if (ja)
    return places === ''
      ? `${hosts} に、${since}から兆候があります。`
      : `${hosts} が、${since}から ${places} と通信しています。`
  return places === '' ? `Signs at ${hosts} since ${since}.` : `Contact of ${hosts} with ${places} since ${since}.`
}

/** An upper bound where the logs count bytes, and a plain word where they don't. */
function sent({ damage }: Told, ja: boolean): string {
  const little = damage.bytes_sent < 50_000
  const megabytes = `${(damage.bytes_sent / 1e6).toFixed(damage.bytes_sent < 1e7 ? 1 : 0)}${ja ? 'MB' : ' MB'}`
  if (damage.bytes_complete)
    return ja
      ? `これらの接続先へ送ったのは、記録の範囲で${little ? '0.1MB未満' : `最大でも${megabytes}`}です。`
      : `${little ? 'Less than 0.1 MB' : `At most ${megabytes}`} were sent to these places in the time that the logs cover.`
  const counted = damage.bytes_sent === 0 ? '' : little ? (ja ? '0.1MB未満' : 'less than 0.1 MB') : megabytes
  return ja
    ? `これらの接続先への送信量は、ログに送信バイト数がない通信があるため分かりません${counted && `（記録された分は${counted}）`}。`
    : `How much was sent to these places isn't known: some logs don't count sent bytes${counted && ` (${counted} where they do)`}.`
}

/** The date on the organisation's calendar. */
const dayIn = (timezone: string) => (iso: string) => localDay(iso, timezone)

/** What limits the story, each with what would have shown it. */
export function blindSpots(
  story: Told,
  hosts: HostRow[],
  { lang, range, examined, recorded, timezone }: Known,
): string[] {
  const day = dayIn(timezone)
  const ja = lang === 'ja'
  const gaps: string[] = []
  const hours = (Date.parse(story.first) - Date.parse(range.first ?? story.first)) / 3_600_000
  if (range.first && hours < EDGE_HOURS)
    gaps.push(
      ja
        ? `最初の兆候はログの始まり（${day(range.first)}）の直後にあります。攻撃はもっと前からかもしれません。さらに古いログを探してください。`
        : `The first sign comes right after the logs begin (${day(range.first)}): the attack may be older. Look for older logs.`,
    )
  if (story.mails.length === 0 && !isBySession(story))
    gaps.push(
      examined > 0
        ? ja
          ? `調べたメール${examined}通の中に、入口と結び付くものはありません。USBメモリ、Web、VPNなど他の入口か、渡されていないメールボックスが考えられます。`
          : `None of the ${examined} mails examined fits as the way in: another way (USB, web, VPN) or a mailbox that wasn't handed in.`
        : ja
          ? '侵入の入口は分かりません。メールが渡されていないためです。該当端末の利用者のメールボックスを調べてください。'
          : "The way in isn't known: no mails were handed in. Look into the mailboxes of the people who use these hosts.",
    )
  for (const [question, text] of QUESTIONS) {
    const blind = hosts.filter((host) => host.visible && host.visible[question] < BLIND)
    if (blind.length > 0)
      gaps.push(
        `${blind
          .map((host) => host.host)
          .slice(0, SHOWN)
          .join(', ')}${blind.length > SHOWN ? ` … (${blind.length})` : ''}: ${text[lang]}`,
      )
  }
  const unrecorded = recorded ? hosts.map((host) => host.host).filter((host) => !recorded.has(host)) : []
  if (unrecorded.length > 0)
    gaps.push(
      `${unrecorded.slice(0, SHOWN).join(', ')}${unrecorded.length > SHOWN ? ` … (${unrecorded.length})` : ''}: ${
        ja
          ? 'プログラムの起動の記録がなく、何が実行されたかは確認できません（Sysmon、またはコマンドラインを含む4688）。'
          : 'no record of started programs: what ran there is not visible (Sysmon, or event 4688 with command lines).'
      }`,
    )
  if (!story.phases.some((phase) => phase.tactic === 'TA0007' || phase.tactic === 'TA0008'))
    gaps.push(
      ja
        ? '組織内の端末どうしの通信は、境界のログには残りません。横展開がないとは言えません。サーバのイベントログ（ログオンの記録）を調べてください。'
        : 'Traffic between hosts inside leaves no trace in logs of the border: spread inside is not ruled out. Look at the servers’ event logs (sign-ins).',
    )
  return gaps
}

const QUESTIONS = [
  [
    'requests',
    { ja: 'プロキシへの要求を確認できない時間があります。', en: 'for part of the time no log shows its requests.' },
  ],
  [
    'direct',
    {
      ja: 'プロキシを通らない通信を確認できない時間があります。',
      en: 'for part of the time no log shows connections past the proxy.',
    },
  ],
  [
    'lookups',
    { ja: '名前の問合せを確認できない時間があります。', en: 'for part of the time no log shows its look-ups.' },
  ],
] as const
