/**
 * Drafts of the notices that an organisation may have to send, with their deadlines. To the Personal Information Protection Commission: a first report
 * within three to five days of knowing, a full one within 30, or 60 where the access was unauthorised (Act on the Protection of Personal Information,
 * Article 26; Enforcement Rules, Article 8). What is not known yet is left to fill in, never made up.
 */
import { type Desk, today } from '../../desk/desk.ts'
import { DETECTORS } from '../../detect/index.ts'
import { withoutLinks } from '../attacks.ts'
import type { Block, Document } from '../document.ts'
import { localTime } from '../time.ts'
import type { CaseFacts } from './facts.ts'

export const ADDRESSEES = ['commission', 'police', 'partners', 'staff'] as const
export type Addressee = (typeof ADDRESSEES)[number]

export interface NoticeOptions {
  to: Addressee
  /** the day on which the organisation came to know of it, YYYY-MM-DD */
  known: string
}

export function notice(desk: Desk, facts: CaseFacts, lang: 'ja' | 'en', { to, known }: NoticeOptions): Document {
  const titles: Record<Addressee, [string, string]> = {
    commission: [
      '個人データの漏えい等のおそれに関する報告（案）',
      'Report on a possible leak of personal data (draft)',
    ],
    police: ['標的型サイバー攻撃の被害に関する相談（案）', 'Report of a targeted attack to the police (draft)'],
    partners: ['不審なメールに関するお詫びとお知らせ（案）', 'Notice to partners about suspicious mail (draft)'],
    staff: ['不審なメールへの注意（案）', 'Warning to staff about suspicious mail (draft)'],
  }
  const [ja, en] = titles[to]
  const body: Record<Addressee, () => Block[]> = {
    commission: () => commission(facts, lang, known),
    police: () => police(facts, lang),
    partners: () => partners(facts, lang),
    staff: () => staff(facts, lang),
  }
  return {
    lang,
    short: true,
    title: lang === 'ja' ? ja : en,
    subtitle: facts.view.organisation?.name ?? '',
    cover: [
      today(desk),
      lang === 'ja'
        ? '【案】送付の前に、内容と要否を確認してください。'
        : 'DRAFT: check the contents, and whether it is due, before it goes out.',
    ],
    blocks: body[to](),
  }
}

const told = ([first]: CaseFacts['attacks']) => (first ? withoutLinks(first) : '')

const FILL = { ja: '（記入してください）', en: '(to be filled in)' }

/** Days after the day of knowing, the first day not counted. */
export function deadline(known: string, days: number): string {
  return new Date(Date.parse(`${known}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function commission({ attacks, findings, hosts, timezone }: CaseFacts, lang: 'ja' | 'en', known: string): Block[] {
  const first = findings.map((finding) => finding.first_seen).sort()[0]
  const accused = hosts.filter((host) => ['infected', 'suspected'].includes(host.verdict)).length
  const rows: [string, string, string, string][] = [
    ['概要', 'What happened', told(attacks), told(attacks)],
    [
      '発生日（最初の兆候）',
      'When it began (first sign)',
      first ? localTime(first, timezone) : '',
      first ? localTime(first, timezone) : '',
    ],
    ['知った日', 'Known since', known, known],
    ['漏えい等した個人データの項目', 'Kinds of personal data', '', ''],
    ['本人の数', 'Persons concerned', '', ''],
    ['原因', 'Cause', '標的型攻撃（不正アクセス）のおそれ', 'A targeted attack (unauthorised access) is feared'],
    ['影響のある端末', 'Hosts affected', `${accused}台`, String(accused)],
    ['二次被害', 'Further damage', '', ''],
    ['本人への対応', 'Told to the persons', '', ''],
    ['公表', 'Made public', '', ''],
    ['再発防止策', 'Against a repetition', '', ''],
  ]
  return [
    {
      kind: 'paragraph',
      id: 'notice.deadlines',
      text:
        lang === 'ja'
          ? `期限：速報は知った日（${known}）からおおむね3～5日以内（${deadline(known, 3)}～${deadline(known, 5)}）、確報は30日以内（${deadline(known, 30)}）、不正アクセスなど不正の目的によるおそれがある場合は60日以内（${deadline(known, 60)}）です。`
          : `Deadlines: the first report within about 3–5 days of knowing, ${known} (${deadline(known, 3)} – ${deadline(known, 5)}); the full one within 30 days (${deadline(known, 30)}), or 60 where unauthorised access is feared (${deadline(known, 60)}).`,
    },
    {
      kind: 'table',
      caption: lang === 'ja' ? '報告事項' : 'What is reported',
      head: lang === 'ja' ? ['事項', '内容'] : ['Item', 'Contents'],
      rows: rows.map(([ja, en, inJa, inEn]) => [lang === 'ja' ? ja : en, (lang === 'ja' ? inJa : inEn) || FILL[lang]]),
      numeric: [],
      notes: [
        lang === 'ja'
          ? '注：その時点で把握している内容で速報し、残りは確報で補います。判明していないことは「調査中」と書いてください。'
          : 'Note: report first what is known, and complete it later. Write “under investigation” where it is not known.',
      ],
    },
  ]
}

function police({ view, attacks, findings, indicators, timezone }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const first = findings.map((finding) => finding.first_seen).sort()[0]
  return [
    {
      kind: 'paragraph',
      id: 'notice.police',
      text:
        lang === 'ja'
          ? `当組織は標的型サイバー攻撃を受けたおそれがあり、ご相談します。最初の兆候は${first ? localTime(first, timezone) : FILL.ja}です。${told(attacks)}`
          : `We fear that we were the target of a cyber attack. The first sign is of ${first ? localTime(first, timezone) : FILL.en}. ${told(attacks)}`,
    },
    {
      kind: 'list',
      items: [
        lang === 'ja'
          ? `保全した証拠：${view.evidence.length}点（ハッシュ値と受渡しの記録があります）`
          : `Evidence kept: ${view.evidence.length} pieces, with hashes and chain of custody`,
        lang === 'ja' ? `痕跡情報：${indicators.length}件（別紙）` : `Indicators: ${indicators.length} (annex)`,
        lang === 'ja' ? `連絡先：${FILL.ja}` : `Whom to call: ${FILL.en}`,
      ],
    },
  ]
}

function partners({ findings }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const isReworked = findings.some(
    (finding) => finding.detector === 'reworked-mail' || finding.detector === 'leaked-mailbox',
  )
  return [
    {
      kind: 'paragraph',
      id: 'notice.partners',
      text:
        lang === 'ja'
          ? `当組織の名をかたる不審なメールが送られている、または送られるおそれがあることを確認しました。${isReworked ? '過去にやり取りしたメールの文面や添付ファイル名が再利用されている可能性があります。' : ''}ご迷惑をおかけし、お詫び申し上げます。`
          : `Suspicious mail in our name has been sent, or may be. ${isReworked ? 'It may use the text and attachment names of genuine mail that we exchanged. ' : ''}We apologise for the trouble.`,
    },
    {
      kind: 'list',
      items:
        lang === 'ja'
          ? [
              '差出人のメールアドレスと、添付ファイルの拡張子を確かめてください。',
              '不審な点があれば開かずに、電話で当組織の担当者に確認してください。',
              '開いてしまった場合は、LANケーブルを抜いて（電源は切らずに）、ご連絡ください。',
              `お問い合わせ先：${FILL.ja}`,
            ]
          : [
              'Check the sender’s address and the attachment’s extension.',
              'Where anything is odd, do not open it: call the person you know here.',
              'If it was opened, unplug the LAN cable (leave the power on) and tell us.',
              `Contact: ${FILL.en}`,
            ],
    },
  ]
}

function staff({ findings }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const ways = [...new Set(findings.filter((finding) => finding.mails.length > 0).map((finding) => finding.detector))]
  const titles = ways.map((id) => DETECTORS.find((one) => one.id === id)?.title[lang] ?? id).slice(0, 5)
  return [
    {
      kind: 'paragraph',
      id: 'notice.staff',
      text:
        lang === 'ja'
          ? `業務のメールを装った攻撃メールが届いています。${titles.length > 0 ? `特徴：${titles.join('、')}。` : ''}文面が自然でも、添付ファイルの拡張子と差出人のアドレスを確かめてください。`
          : `Attack mails that look like business mail are arriving. ${titles.length > 0 ? `What marks them: ${titles.join('; ')}. ` : ''}However natural the text, check the attachment’s extension and the sender’s address.`,
    },
    {
      kind: 'list',
      items:
        lang === 'ja'
          ? [
              '開いてしまっても、責めません。すぐに知らせてください。',
              'LANケーブルを抜き、無線を切ってください。電源は切らないでください。',
              'メールは削除せず、転送もしないでください。',
              `連絡先：${FILL.ja}`,
            ]
          : [
              'Nobody is blamed for having opened one: say so at once.',
              'Unplug the LAN cable and switch Wi-Fi off. Leave the power on.',
              'Do not delete or forward the mail.',
              `Contact: ${FILL.en}`,
            ],
    },
  ]
}
