/** The mail that tells a recipient what was held and whom to ask. Text alone; what it quotes of the held mail can't be clicked. */
import { createTransport } from 'nodemailer'
import { defangText } from '../../report/safe-text.ts'
import { localTime } from '../../report/time.ts'
import type { Held } from './held-file.ts'

export interface NoticeOptions {
  from: string
  contact: string
  language: 'both' | 'ja' | 'en'
  timezone: string
}

const SUBJECT = {
  ja: '【お知らせ】あなた宛てのメールを保留しました',
  en: 'A mail to you was held',
}

export async function noticeOf(held: Held, to: string, options: NoticeOptions): Promise<Buffer> {
  const languages: ('ja' | 'en')[] = options.language === 'both' ? ['ja', 'en'] : [options.language]
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const sent = await composer.sendMail({
    from: options.from,
    to,
    subject: `${languages.map((language) => SUBJECT[language]).join(' / ')} (${held.id})`,
    text: languages.map((language) => TEXTS[language](held, options)).join('\n--------\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return sent.message as Buffer
}

const MAX_SHOWN = 300 // characters of a line

const shown = (text: string) => defangText(text.slice(0, MAX_SHOWN)) || '—'
const sender = (held: Held) =>
  [defangText(held.from_name.slice(0, MAX_SHOWN)), `<${shown(held.from_address)}>`]
    .filter((part) => part !== '')
    .join(' ')

function facts(held: Held, labels: [string, string, string, string, string], zone: string): string[] {
  const values = [
    sender(held),
    shown(held.subject),
    `${localTime(held.at, zone)} (${zone})`,
    held.attachments.slice(0, 10).map(shown).join(', ') || '—',
    held.id,
  ]
  return labels.map((label, i) => `${label}: ${values[i]}`)
}

const TEXTS: Record<'ja' | 'en', (held: Held, options: NoticeOptions) => string> = {
  ja: (held, { contact, timezone }) =>
    [
      `${OPENING[kindOf(held)].ja}配送せずに保留しました。メールは削除されていません。`,
      '',
      ...facts(held, ['差出人', '件名', '受信日時', '添付', '番号'], timezone),
      '',
      '保留した理由:',
      ...reasons(held, 'ja'),
      ...(held.waits ? ['・パスワードのメールが届き、中身を検査して問題がなければ、自動で配送します。'] : []),
      '',
      '・この差出人のアドレスや、このメールに書かれた連絡先には返信しないでください。',
      '・心当たりがある場合は、以前から知っている電話番号など、メール以外の方法で差出人に確かめてください。',
      '・別の方法でファイルを送り直してもらうことは、確認が済むまで控えてください。',
      `・必要なメールと確かめられたら、上の番号を次の窓口に伝えてください: ${contact || 'システム管理者'}`,
      '',
    ].join('\n'),
  en: (held, { contact, timezone }) =>
    [
      `${OPENING[kindOf(held)].en} It was held instead of delivered; it was not deleted.`,
      '',
      ...facts(held, ['From', 'Subject', 'Received', 'Attached', 'Number'], timezone),
      '',
      'Why it was held:',
      ...reasons(held, 'en'),
      ...(held.waits
        ? ['- When the mail with the password comes and nothing is found inside, it is delivered by itself.']
        : []),
      '',
      '- Do not answer to that address or to any contact named in the mail.',
      '- If you expected it, ask the sender by another way than mail, such as a phone number that you knew before.',
      '- Do not have the file sent by another way until that is settled.',
      `- Once you are sure that you need it, tell the number above to: ${contact || 'your administrator'}`,
      '',
    ].join('\n'),
}

const OPENING = {
  dangerous: { ja: 'あなた宛てのメールに危険な特徴があったため、', en: 'A mail to you has dangerous traits.' },
  locked: {
    ja: 'あなた宛てのメールに、中身を確認できない添付ファイルがあったため、',
    en: 'A mail to you has an attachment that could not be looked into.',
  },
  failed: {
    ja: 'あなた宛てのメールの検査を終えられなかったため、',
    en: 'The examination of a mail to you did not end.',
  },
}

function kindOf(held: Held): keyof typeof OPENING {
  if (held.failed !== '') return 'failed'
  return held.because.every(({ rule }) => rule === 'archive-unreadable') ? 'locked' : 'dangerous'
}

function reasons(held: Held, language: 'ja' | 'en'): string[] {
  if (held.because.length === 0)
    return [language === 'ja' ? '・時間内に検査を終えられませんでした。' : '- It could not be examined in time.']
  return held.because
    .slice(0, 5)
    .map(
      ({ title, explanation }) =>
        `${language === 'ja' ? '・' : '- '}${title[language]}: ${defangText(explanation[language].slice(0, 1000))}`,
    )
}
