import { isPublicBody } from '../../lists/public-body.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { officeKey, setAtOffice } from './set-at-office.ts'
import { unseenRules } from './unseen-rule.ts'

interface Row extends SeenRow {
  /** who did it, and the mailbox where that is another's */
  account: string
  mailbox: string
  action: string
  code: string
  rule: string
  details: string
  sources: string[]
  n: string
}

/** What a rule does, read from its parameters as the product logs them. */
interface Rule {
  /** addresses that it sends copies to */
  forwards: string[]
  hides: boolean
  /** it names whom or what it is for */
  narrow: boolean
  /** words of money and security that it waits for */
  sought: boolean
  /** its name is a dot or the like */
  nameless: boolean
}

export const mailboxRule: Detector = {
  id: 'mailbox-rule',
  title: { ja: '外部への転送・メールを隠すルール', en: 'A rule that forwards outside or hides mail' },
  explanation: {
    ja: '{{account}} のメールボックスに、{{what}}設定が作られました（ルール名「{{rule}}」）。乗っ取ったアカウントで盗み見を続け、本人に気付かせないためによく使われます。',
    en: 'In the mailbox of {{account}} a setting was made that {{what}} (rule “{{rule}}”). Who took over an account does this to go on reading, unnoticed.',
  },
  next_steps: {
    ja: [
      '本人に、自分で作ったルールか確認する',
      '身に覚えがなければ、ルールの内容を保存してから消し、パスワードの変更とセッションの失効を行う',
      '外部への自動転送を、組織の設定で禁止する',
    ],
    en: [
      'Ask the owner whether the rule is theirs',
      'If not, save the rule, remove it, change the password and end all sessions',
      'Forbid automatic forwarding to the outside for the whole organisation',
    ],
  },
  attack: ['T1114.003', 'T1564.008'],
  references: ['MITRE ATT&CK T1114.003, T1564.008'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'Microsoft 365・Google Workspaceの監査ログがないと見えません。Exchange ServerのIISのログでは、ルールを作った事実だけが分かり、内容は分かりません。',
      en: "Without Microsoft 365's or Google Workspace's audit log it is not visible. IIS's log of an Exchange Server tells only that a rule was made, not what it does.",
    },
  },
  parameters: [
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くのメールボックスに共通する転送先は、組織の仕組み',
        en: 'where many mailboxes forward to one domain, the organisation arranged it',
      },
    },
  ],
  false_positives: [
    {
      ja: '自分の別アドレスや携帯電話への転送（職場の回線から設定されたものは弱める）',
      en: "forwarding to one's own other address or telephone (one step weaker where it was set from the office's line)",
    },
    {
      ja: 'メールマガジンなど、差出人や件名を決めて消す・移すルール（対象外）',
      en: 'rules that delete or move newsletters by sender or subject (left out)',
    },
    {
      ja: '官公庁・自治体（go.jp、lg.jpなど）への転送（弱める）',
      en: 'forwarding to a public body (go.jp, lg.jp, .gov …): one step weaker',
    },
    {
      ja: '内容の分からないルールが、職場・自宅・携帯電話から、または何人もが使うVPNやクラウド上のデスクトップから作られたもの（対象外）',
      en: 'rules of unknown content made from office, home or telephone, or through a VPN or cloud desktops that several use (left out)',
    },
    {
      ja: '退職者・共有メールボックスの転送（管理者が設定）',
      en: 'forwarding of leavers and shared mailboxes, set by administrators',
    },
  ],
  async run(context) {
    const own = new Set((await context.query<{ domain: string }>(OWN_DOMAINS)).map((row) => row.domain))
    const rules = (await context.query<Row>(SQL)).map((row) => ({ row, rule: readRule(row, own) }))
    const sharing = new Map<string, Set<string>>()
    for (const { row, rule } of rules)
      for (const domain of rule.forwards.map(domainOf)) {
        const mailboxes = sharing.get(domain) ?? new Set()
        sharing.set(domain, mailboxes.add(row.mailbox || row.account))
      }
    const office = rules.some(({ rule }) => rule.forwards.length > 0) ? await setAtOffice(context) : new Set<string>()
    const told = rules.flatMap(({ row, rule }) => {
      const strength = strengthOf(rule)
      const shared = Math.max(0, ...rule.forwards.map((one) => sharing.get(domainOf(one))?.size ?? 0))
      return strength ? [toSign(row, rule, strength, shared, office, context)] : []
    })
    return [...told, ...(await unseenRules(context))]
  },
}

/** Domains in which at least two accounts sign in are the organisation's. */
const OWN_DOMAINS = `
SELECT lower(splitByChar('@', user_name)[2]) AS domain
FROM auth
WHERE position(user_name, '@') > 0 AND event_outcome = 'success' AND position(user_name, '#') = 0
GROUP BY domain
HAVING uniqExact(lower(user_name)) >= 2`

/** One rule each: a portal's export and the API tell the same one twice. Removed and switched off ones are none. */
const SQL = `
SELECT '' AS host, account, if(match(user_target_name, '^[^@\\\\s]+@[^@\\\\s\\\\\\\\]+$'), lower(user_target_name), '') AS mailbox,
  any(event_action) AS action, any(event_code) AS code, rule_name AS rule, event_details AS details,
  arrayFilter(one -> one NOT IN ('', '::'), arraySort(groupUniqArray(10)(if(source_ip = toIPv6('::'), source_address, address(source_ip))))) AS sources,
  count() AS n,${SEEN_COLUMNS}
FROM auth
WHERE event_action IN ('mailbox-rule', 'mail-forwarding') AND event_outcome != 'failure' AND NOT match(event_code, '(?i)^(Remove|Disable|Get)-?')
GROUP BY account, mailbox, rule, details
ORDER BY first, account, rule, details
LIMIT 2000`

const ADDRESS = /[\w.+=-]{1,64}@[\w-]+(?:\.[\w-]+)+/g
/** Microsoft's parameters (New-InboxRule, Set-Mailbox) and the client's own record (UpdateInboxRules, JSON) */
const FORWARDS =
  /(?:ForwardTo|RedirectTo|ForwardAsAttachmentTo|ForwardingSmtpAddress|ForwardingAddress)=([^=]*?)(?=; \w+=|$)|"ActionType" ?: ?"(?:Forward|Redirect)[^}]*/g
const HIDES =
  /(?:DeleteMessage|SoftDeleteMessage|PermanentDelete)=True|MoveToFolder=[^;]*(?:RSS|Conversation History|会話の履歴|Archive|アーカイブ|Junk|迷惑|Deleted|削除済み|Sync Issues|同期の失敗)|"ActionType" ?: ?"(?:Delete|PermanentDelete)/i
const CONDITION =
  /(?:From|FromAddressContainsWords|SubjectContainsWords|SubjectOrBodyContainsWords|BodyContainsWords|HeaderContainsWords|SentTo|RecipientAddressContainsWords|MessageTypeMatches|WithImportance|HasClassification)=[^;]|"ConditionType" ?: ?"(?!All)/i
const SOUGHT =
  /ContainsWords=[^=]*(?:invoice|payment|wire|bank|remit|iban|phish|hack|spam|security|suspicious|password|mfa|virus|請求|振込|送金|入金|口座|支払|不正|乗っ取|なりすまし|セキュリティ|パスワード|ウイルス|迷惑メール)/i

function readRule({ account, mailbox, action, code, rule, details }: Row, own: Set<string>): Rule {
  const told = action === 'mail-forwarding' && !details.includes('=') ? [details] : (details.match(FORWARDS) ?? [])
  const home = domainOf(mailbox || account)
  const outside = (address: string) => {
    const domain = domainOf(address)
    return domain !== home && !own.has(domain) && (home !== '' || own.size > 0 || /out_of_domain/i.test(code))
  }
  return {
    forwards: [...new Set(told.flatMap((text) => text.toLowerCase().replace(/^\w+=/, '').match(ADDRESS) ?? []))].filter(
      outside,
    ),
    hides: HIDES.test(details),
    narrow: CONDITION.test(details),
    sought: SOUGHT.test(details),
    nameless: action === 'mailbox-rule' && /^[\p{P}\p{S}\s]{1,5}$/u.test(rule),
  }
}

const domainOf = (address: string) => (/@([^@]+)$/.exec(address)?.[1] ?? '').toLowerCase()

function strengthOf({ forwards, hides, narrow, sought, nameless }: Rule): Strength | null {
  if (forwards.length > 0) return nameless || hides ? 'strong' : 'plain'
  if (!hides) return null
  if (nameless) return 'strong'
  return sought || !narrow ? 'plain' : null
}

function toSign(
  row: Row,
  rule: Rule,
  strength: Strength,
  shared: number,
  office: ReadonlySet<string>,
  context: DetectorContext,
): Sign {
  const mailbox = row.mailbox || row.account
  const byAnother = row.mailbox !== '' && row.mailbox !== row.account
  const reasons: Reason[] = [
    ...(rule.forwards.length > 0 && !rule.nameless ? common(shared, context) : []),
    ...(!rule.hides &&
    !rule.nameless &&
    rule.forwards.length > 0 &&
    rule.forwards.every((address) => isPublicBody(domainOf(address)))
      ? [TO_PUBLIC_BODY]
      : []),
    ...(!rule.hides &&
    !rule.nameless &&
    rule.forwards.length > 0 &&
    row.sources.length > 0 &&
    row.sources.every((source) => office.has(officeKey(row.account, source)))
      ? [AT_OFFICE]
      : []),
    ...(byAnother && rule.forwards.length > 0 && row.action === 'mail-forwarding' ? [BY_ADMINISTRATOR] : []),
  ]
  const forwards = rule.forwards.slice(0, 3).join(', ')
  return {
    ...seen(row),
    ...grade(strength, reasons),
    hosts: [],
    accounts: byAnother ? [mailbox, row.account] : [mailbox],
    destinations: rule.forwards.length > 0 ? rule.forwards.slice(0, 10) : row.sources,
    count: Number(row.n),
    metrics: {
      forwards_to: forwards,
      hides_mail: rule.hides ? 1 : 0,
      mailboxes_sharing: shared,
      set_from: row.sources.join(', '),
    },
    words: {
      account: mailbox,
      rule: row.rule || '-',
      what:
        forwards !== ''
          ? { ja: `外部（${forwards}）へ転送する`, en: `forwards to the outside (${forwards})` }
          : {
              ja: '届いたメールを消すか人目に付かない場所へ移す',
              en: 'deletes incoming mail or moves it out of sight',
            },
    },
  }
}

const TO_PUBLIC_BODY: Reason = {
  effect: 'weakens',
  text: {
    ja: '転送先は官公庁・自治体のドメイン（go.jp、lg.jpなど）で、ほかの人は取得できません。職務上の転送か確認してください。',
    en: 'It forwards to a public body (go.jp, lg.jp, .gov …), whose names nobody else is given: perhaps a forwarding that belongs to the work.',
  },
}
const AT_OFFICE: Reason = {
  effect: 'weakens',
  text: {
    ja: '職場の回線から設定されています。アカウントを乗っ取った相手は別の場所にいるのが普通で、本人が自分の別アドレスへ転送していると見られます。組織の決まりに合うか確認してください。',
    en: 'It was set from the office’s own line, and who took over an account sits elsewhere: it looks like its owner, who forwards to another address of their own. Ask whether that is allowed.',
  },
}
const BY_ADMINISTRATOR: Reason = {
  effect: 'weakens',
  text: {
    ja: '本人ではないアカウントが設定しています。管理者による転送（退職者など）か確認してください。',
    en: "Another account than the mailbox's set it: perhaps an administrator, for a leaver.",
  },
}
