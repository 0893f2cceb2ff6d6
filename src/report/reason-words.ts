/** Why two cases belong together, in words. */
import type { ReasonKind, Relation } from '../desk/relation.ts'
import type { Text } from '../i18n/text.ts'
import { defangLine } from './safe-text.ts'

export const REASON_WORDS: Record<ReasonKind, Text> = {
  file: { ja: '同じ添付ファイル', en: 'Same attachment' },
  place: { ja: '同じ通信先', en: 'Same place contacted' },
  'reply-to': { ja: '同じ返信先', en: 'Same address for answers' },
  original: { ja: '同じ業務メールの再加工', en: 'Same genuine mail re-worked' },
  text: { ja: '本文が同じメール', en: 'Mails of one text' },
  sender: { ja: '同じ差出人', en: 'Same sender' },
  origin: { ja: '同じ送信元サーバ', en: 'Same sending server' },
  address: { ja: '同じ通信先アドレス', en: 'Same address contacted' },
  subject: { ja: '同じ件名', en: 'Same subject' },
  'file-name': { ja: '同じ添付ファイル名', en: 'Same attachment name' },
}

const MOST = 3

/** The first reasons with their values, spelled so that nothing can be clicked. */
export function reasonsInWords({ reasons }: Pick<Relation, 'reasons'>, lang: 'ja' | 'en'): string {
  const told = reasons
    .slice(0, MOST)
    .map(({ kind, value }) => `${REASON_WORDS[kind][lang]} ${kind === 'text' ? `${value} %` : defangLine(value)}`)
  const left = reasons.length - told.length
  return told.join(lang === 'ja' ? '、' : ', ') + (left > 0 ? ` (+${left})` : '')
}
