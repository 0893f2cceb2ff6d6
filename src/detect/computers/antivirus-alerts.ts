/** What an antivirus found: by the product's own naming class, by whether it was removed, and by where it lay. */
import type { Text } from '../../i18n/text.ts'
import type { DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Reason, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

interface Row extends SeenRow {
  threat: string
  product: string
  paths: string[]
  accounts: string[]
  n: string
  days: string
  /** places where the last word was: not removed, removed, nothing said */
  open: string
  removed: string
  untold: string
  sharing: string
  computers: string
}

/** Unwanted rather than an attack; tests; what cracks software. By the vendors' naming classes. */
const UNWANTED =
  /eicar|amtso|test[._ -]?(?:file|virus)|adware|\badw_|\bpua\b|\bpup\b|pu[ap][._:/]|not-a-virus|riskware|unwanted|cookie|\bjoke|hoax|toolbar|browsermodifier|bundler|gr[ae]yware|keygen|\bkms|autokms|crack|\bcrck_|tracking|coinhive|phish/i
/** What somebody uses who is inside already, or what lets him in: hacking tools, backdoors, stealers of passwords, ransomware. */
const HANDS_ON =
  /hack[._ -]?tool|\bhktl|htool|backdoor|\bbkdr|\brat\b|webshell|web[._ -]shell|chopper|china ?chopper|godzilla|behinder|mimikatz|cobalt|\bbeacon|meterpreter|metasploit|\bempire|sliver|brute ?ratel|havoc|impacket|rubeus|bloodhound|sharphound|lazagne|credential|\bpws[:._]|pwdump|lsass|password ?stealer|\bransom|filecoder|lockbit|emdivi|plugx|korplug|poison ?ivy|redleaves|lodeinfo|anel|chches|blacktech|tscookie|asyncrat|quasar|remcos|gh0st|zegost|shadowpad|winnti|emotet|qakbot|qbot|icedid|trickbot|bumblebee/i
/** Where something starts by itself, runs, or waits for others. */
const ACTIVE =
  /startup|スタートアップ|\\currentversion\\run|memory|メモリ|\bpid[:_ ]|^process|\\windows\\(?:system32|syswow64|tasks|temp)\\|\\programdata\\|\\users\\public\\|inetpub|wwwroot|\\sysvol\\|\\netlogon\\|^\\\\|amsi/i
/** Where something lies before anybody runs it. */
const PASSING =
  /inetcache|temporary internet|\\cache|cache2|https?:\/\/|content\.outlook|\.(?:eml|msg|pst|ost|mbox)\b|inbox|smtp|pop3|imap|\$recycle|quarantine|検疫/i

const REMOVED =
  '(?i)quarantin|clean|remov|delet|block|denied|deny|isolat|prevent|terminat|bereinigt|gelöscht|quarantäne|blockiert|隔離|駆除|削除|遮断|ブロック|拒否|検疫|クリーン|修復|無害化|nettoy|supprim'
const NOT_REMOVED =
  '(?i)fail|unable|cannot|could ?n|\\bnot |no action|^none$|allow|ignor|pass|left alone|log(?:ged)? only|report only|失敗|できません|できない|放置|許可|無視|未処理|記録のみ|対応なし|処理なし|nicht|keine|erlaub'
/** the first action failed, the second did it: 「駆除失敗（隔離）」 */
const REMOVED_AT_LAST =
  '(?i)(?:clean|駆除|修復)[^,、/(（]{0,14}(?:fail|失敗|できません)[^a-z]*(?:quarantined|deleted|隔離|削除)(?:しました|済み?|成功)?[^失敗a-z]*$'
const NOTHING_SAID = '(?i)not applicable|n/a|該当なし|適用なし|適用外'

const STATE = `multiIf(match(event_reason, '${NOTHING_SAID}'), 0, match(event_reason, '${REMOVED_AT_LAST}'), 1, event_outcome = 'failure' OR match(event_reason, '${NOT_REMOVED.replaceAll('\\', '\\\\')}'), 2, match(event_reason, '${REMOVED}'), 1, 0)`

const SQL = `
WITH
  alert AS
  (
    SELECT *, ${STATE} AS state, uniqExact(host) OVER (PARTITION BY lower(threat_name)) AS sharing
    FROM endpoint
    WHERE threat_name != '' AND host != '' AND event_action != 'rule-match'
  ),
  (SELECT uniqExact(host) FROM endpoint WHERE host != '') AS computers,
  -- the last word on each place counts; found first and removed a second later is removed
  place AS
  (
    SELECT host, lower(threat_name) AS threat, file_path AS at, argMaxIf(state, (time, line), state > 0) AS last_state
    FROM alert
    GROUP BY host, threat, at
  ),
  fate AS (SELECT host, threat, countIf(last_state = 2) AS open, countIf(last_state = 1) AS removed, countIf(last_state = 0) AS untold FROM place GROUP BY host, threat),
  found AS
  (
    SELECT host, lower(threat_name) AS threat_key, any(threat_name) AS threat, any(observer_name) AS product, groupUniqArrayIf(10)(file_path, file_path != '') AS paths,
      groupUniqArrayIf(5)(account, user_name NOT IN ('', '-', 'SYSTEM') AND NOT endsWith(user_name, '$')) AS accounts, count() AS n,
      uniqExact(toDate(time, {zone:String})) AS days, max(alert.sharing) AS sharing,${SEEN_COLUMNS}
    FROM alert
    GROUP BY host, threat_key
  )
SELECT found.host AS host, found.threat AS threat, product, arraySort(paths) AS paths, arraySort(accounts) AS accounts, n, days, sharing, computers, open, removed, untold, first, last, lines
FROM found
INNER JOIN fate ON fate.host = found.host AND fate.threat = found.threat_key
ORDER BY first, host, threat
LIMIT 2000`

export async function antivirusSigns(context: DetectorContext): Promise<Sign[]> {
  const rows = await context.query<Row>(SQL, { zone: context.timezone })
  return rows.map((row) => toSign(row, context))
}

function toSign(row: Row, context: DetectorContext): Sign {
  const [open, removed] = [Number(row.open), Number(row.removed)]
  const unwanted = UNWANTED.test(row.threat)
  const handsOn = !unwanted && HANDS_ON.test(row.threat)
  const active = row.paths.some((path) => ACTIVE.test(path))
  const passing = row.paths.length > 0 && row.paths.every((path) => PASSING.test(path))
  const again = Number(row.days) >= 2 && !passing
  const stays = open > 0
  const strength: Strength =
    (stays && (active || handsOn)) || (handsOn && active) || (handsOn && again)
      ? 'strong'
      : stays || handsOn || active || again
        ? 'plain'
        : 'weak'
  const reasons: Reason[] = [
    ...(unwanted ? [UNWANTED_CLASS] : []),
    ...(passing && !stays && removed > 0 ? [STOPPED] : []),
    ...(isCommon(Number(row.sharing), Number(row.computers), context.parameter('common_share')) ? [widely(row)] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    accounts: row.accounts,
    destinations: [],
    count: Number(row.n),
    metrics: {
      threat: row.threat,
      paths: row.paths.slice(0, 3).join(' '),
      days: Number(row.days),
      not_removed: open,
      removed,
      computers_alike: Number(row.sharing),
    },
    words: {
      host: row.host,
      product: row.product,
      threat: row.threat,
      where: row.paths[0] ?? { ja: '場所の記録なし', en: 'no place recorded' },
      state: stays ? LEFT : removed > 0 ? (again ? CAME_BACK : GONE) : UNKNOWN,
    },
  }
}

const LEFT: Text = { ja: '駆除・隔離できていません。', en: 'It was not removed.' }
const GONE: Text = { ja: '駆除・隔離されています。', en: 'It was removed.' }
const CAME_BACK: Text = {
  ja: '駆除・隔離の後、別の日にも検知されています（作り出すものが残っている可能性）。',
  en: 'It was removed and found again on another day: what makes it may still be there.',
}
const UNKNOWN: Text = { ja: '処置の結果は記録にありません。', en: 'What became of it is not recorded.' }
const UNWANTED_CLASS: Reason = {
  effect: 'explains',
  text: {
    ja: '不要なソフトや試験用ファイルなど、攻撃とは別の分類の名前です。',
    en: "By its name it belongs to unwanted software, test files or the like, not to attackers' tools.",
  },
}
const STOPPED: Reason = {
  effect: 'explains',
  text: {
    ja: 'メールやブラウザのキャッシュなど、実行される前の場所で取り除かれています。',
    en: 'It was removed where nothing had run it yet: mail, or a browser cache.',
  },
}
const widely = (row: Row): Reason => ({
  effect: 'weakens',
  text: {
    ja: `${row.computers}台中${row.sharing}台で同じ名前が検知されています。製品の誤検知か、広く配られたファイルの可能性があります。`,
    en: `The same name was found on ${row.sharing} of ${row.computers} computers: a false alarm of the product, or a file given to all.`,
  },
})
