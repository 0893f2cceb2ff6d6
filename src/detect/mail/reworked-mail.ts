import type { Text } from '../../i18n/text.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason } from '../grade.ts'
import { mailWords, placeOf, seenMail, shownSender } from './mail-row.ts'
import { exchanged, type Rework, reworks } from './rework.ts'

export const reworkedMail: Detector = {
  id: 'reworked-mail',
  title: { ja: '業務メールの再加工（本物のメールの使い回し）', en: 'A genuine mail, re-worked' },
  explanation: {
    ja: '「{{subject}}」（差出人 {{from}}）は、{{original_day}} の本物のメール「{{original_subject}}」（差出人 {{original_from}}）を使い回しています。同じもの：{{same}}。変わったもの：{{changed}}。元のメールを読めた人のメールボックスまたはPCから読まれた可能性があります。',
    en: '“{{subject}}” from {{from}} uses a genuine mail of {{original_day}}, “{{original_subject}}” from {{original_from}}. The same: {{same}}. Changed: {{changed}}. The original may have been read in a mailbox or on a PC of one who had it.',
  },
  next_steps: {
    ja: [
      '添付やリンクを開いた人がいないか、受け取った全員に電話で確かめる',
      '元のメールを受け取っていた人のPCとメールアカウントを調べる（leaked-mailboxの結果）',
      '差出人とされた本人に、別の手段（電話）で知らせる',
    ],
    en: [
      'Ask everybody who got it, by telephone, whether the attachment or link was opened',
      'Examine the PCs and accounts of those who had the original (see leaked-mailbox)',
      'Tell the person it pretends to come from, by another way than mail',
    ],
  },
  attack: ['T1566.001', 'T1566.002', 'T1114'],
  references: [
    'J-CRAT activity report, second half of fiscal 2015: genuine business mail, re-worked',
    'A. Broder: On the resemblance and containment of documents (1997)',
  ],
  needs: {
    tables: ['mail'],
    prepared: ['reuse'],
    without: {
      ja: '本物のメールの保管分（受信・送信済み）がないと、元のメールは見つかりません。',
      en: 'Without an archive of genuine mail no original can be found.',
    },
  },
  parameters: [
    {
      name: 'likeness',
      unit: 'share of one of the two texts',
      default: 0.5,
      reason: {
        ja: '文章を足しても削っても、半分は元のまま残る。定型文はもともと数えない',
        en: 'text is added or cut, half stays; standard phrases are not counted anyway',
      },
    },
  ],
  false_positives: [
    {
      ja: '返信・転送・再送（元のメールの当事者が送ったもの）',
      en: 'replies, forwards and repeats by those who had the original',
    },
    { ja: '毎月の案内など、同じ差出人の定型のメール', en: "monthly notices and one sender's other standard mails" },
    { ja: 'メーリングリストの再配送、メールマガジン', en: 'lists and newsletters' },
    { ja: '標的型メールの訓練', en: 'exercises with harmless attack mails' },
  ],
  async run(context) {
    return (await reworks(context, context.parameter('likeness'))).map((rework) => toSign(rework, context))
  },
}

function toSign(rework: Rework, context: DetectorContext): Sign {
  const { row, changes, of_original, of_this, added_links } = rework
  const { original } = row
  const [own, was] = [seenMail(row), { evidence_id: original.evidence_id, line: Number(original.line) }]
  const reasons: Reason[] = [...(rework.answers ? [ANSWER] : []), ...(rework.training ? [TRAINING] : [])]
  const names = (list: { name: string }[]) => list.map(({ name }) => name).join(', ')
  return {
    ...own,
    ...grade(rework.strength, reasons),
    mails: [row.file, original.file, ...row.copy_files.slice(1)],
    destinations: [
      ...new Set([...(changes.includes('sender') ? [placeOf(row.from_address, context)] : []), ...added_links]),
    ].slice(0, 20),
    lines: [...own.lines, was],
    metrics: {
      text_of_original: percent(of_original),
      text_of_this: percent(of_this),
      telling_passages: Number(row.telling),
      days_after_original: Math.round((Date.parse(row.seen) - Date.parse(original.seen)) / 86_400_000),
      same_attachment_names: row.names.join(', '),
      sender_before: shownSender(original),
      sender_now: shownSender(row),
      attachments_before: names(original.attachments),
      attachments_now: names(row.attachments),
      links_added: added_links.slice(0, 10).join(', '),
      changes: changes.join(', '),
    },
    words: {
      ...mailWords(row),
      original_from: shownSender(original),
      original_subject: original.subject === '' ? '—' : original.subject,
      original_day: original.seen.slice(0, 10),
      same: list(sameParts(rework)),
      changed: list(changedParts(rework)),
    },
  }
}

function sameParts({ row, of_original }: Rework): Text[] {
  const { original } = row
  return [
    ...(row.telling > 0
      ? [{ ja: `元の本文の${percent(of_original)}%`, en: `${percent(of_original)} % of the original's text` }]
      : []),
    ...(row.subject_key === original.subject_key && row.subject_key !== '' ? [{ ja: '件名', en: 'the subject' }] : []),
    ...(row.from_name === original.from_name && row.from_name !== ''
      ? [{ ja: '差出人の表示名', en: "the sender's shown name" }]
      : []),
    ...(row.names.length > 0
      ? [{ ja: `添付の名前（${bare(row.names)}）`, en: `the attachment's name (${bare(row.names)})` }]
      : []),
  ]
}

/** the name that is the same, without what follows it */
const bare = (names: string[]) => names.map((name) => name.replace(/(?:\.[a-z0-9]{1,5})+$/i, '')).join(', ')

function changedParts({ row, changes, added_links }: Rework): Text[] {
  const { original } = row
  const parts: Partial<Record<Rework['changes'][number], Text>> = {
    sender: {
      ja: `差出人のアドレス（${original.from_address} → ${row.from_address}）`,
      en: `the sender's address (${original.from_address} → ${row.from_address})`,
    },
    unproven: {
      ja: `差出人の認証（${row.from_address} から送られたことを受信側が確かめられなかった）`,
      en: `the proof of the sender (our border could not confirm ${row.from_address})`,
    },
    'reply-to': { ja: `返信先（${row.reply_to.join('、')}）`, en: `where answers go (${row.reply_to.join(', ')})` },
    runs: {
      ja: `実行できる添付（${row.runs.slice(0, 3).join('、')}）`,
      en: `an attachment that runs (${row.runs.slice(0, 3).join(', ')})`,
    },
    extension: exchangedText(row),
    locked: { ja: '添付に中を確認できないもの（暗号化など）', en: 'an attachment that cannot be looked into' },
    link: {
      ja: `リンク先（${added_links.slice(0, 3).join('、')}）`,
      en: `links (${added_links.slice(0, 3).join(', ')})`,
    },
  }
  return changes.flatMap((change) => parts[change] ?? [])
}

function exchangedText(row: Rework['row']): Text {
  const pairs = exchanged(row)
    .map(([before, now]) => `${before.name} → ${now.name}`)
    .join(', ')
  return { ja: `添付の種類（${pairs}）`, en: `the attachment's kind (${pairs})` }
}

const list = (parts: Text[]): Text => ({
  ja: parts.map((part) => part.ja).join('、') || 'なし',
  en: parts.map((part) => part.en).join('; ') || 'nothing',
})
const percent = (share: number) => Math.round(share * 100)

const ANSWER: Reason = {
  effect: 'weakens',
  text: {
    ja: '元のメールの当事者からの返信の形をしています（アカウントが悪用された場合も同じ形になります）。',
    en: 'It is written as an answer by one who had the original (an abused account looks the same).',
  },
}
const TRAINING: Reason = {
  effect: 'explains',
  text: {
    ja: '一つの差出人から多くの職員へ同時に届いています。訓練メールと見られます（担当者に確かめてください）。',
    en: 'One sender sent it to many of the staff at the same time: it looks like an exercise (ask whoever runs them).',
  },
}
