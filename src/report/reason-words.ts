/** Why two cases belong together, in words. */
import type { ReasonKind, Relation } from '../desk/relation.ts'
import type { Text } from '../i18n/text.ts'
import { defangText } from './safe-text.ts'

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

/** Each kind of reason with its first value, spelled so that nothing can be clicked. */
export function reasonsInWords({ reasons }: Pick<Relation, 'reasons'>, lang: 'ja' | 'en'): string {
  return [...Map.groupBy(reasons, ({ kind }) => kind)]
    .slice(0, MOST)
    .map(([kind, ones]) => {
      const value = ones[0]?.value ?? ''
      const shown =
        kind === 'text'
          ? `${value} %`
          : kind === 'file'
            ? value.slice(0, 12)
            : defangText(value, kind === 'subject' || kind === 'file-name' ? [] : [value])
      return `${REASON_WORDS[kind][lang]} ${shown}${ones.length > 1 ? ` (+${ones.length - 1})` : ''}`
    })
    .join(lang === 'ja' ? '、' : ', ')
}
