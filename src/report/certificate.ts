/** The certificate of erasure, as text that can be signed and filed. */
import type { Certificate } from '../desk/erase.ts'
import { visible } from './safe-text.ts'

export function certificateText(certificate: Certificate, lang: 'ja' | 'en'): string {
  const counts = [...Map.groupBy(certificate.erased, (one) => one.record)].map(
    ([record, ones]) => `${record} ${ones.length}`,
  )
  const rows = [
    [lang === 'ja' ? '受付番号' : 'Case', certificate.case],
    [lang === 'ja' ? '消去日時（UTC）' : 'Erased at (UTC)', certificate.erased_at],
    [lang === 'ja' ? '実施者' : 'Erased by', certificate.who],
    [lang === 'ja' ? '根拠' : 'Ground', certificate.reason],
    [lang === 'ja' ? '消去した内容' : 'Contents erased', counts.join(', ')],
    [
      lang === 'ja' ? '報告書の文章から伏せた箇所' : 'Texts of reports blacked',
      lang === 'ja' ? `${certificate.redacted}段落` : `${certificate.redacted} paragraphs`,
    ],
    [lang === 'ja' ? '消去前の履歴' : 'History before', certificate.head_before],
    [lang === 'ja' ? '消去後の履歴' : 'History after', certificate.head_after],
  ]
  const note =
    lang === 'ja'
      ? '履歴には、だれがいつ何を変更したかと、次のハッシュ値だけが残ります。元の内容は復元できません。\n既に取ったバックアップと、発行済みの文書からは消えていません。別に廃棄してください。'
      : 'The history keeps who changed what and when, and these hashes only. The contents can’t be restored.\nBackups taken before and documents already issued still hold them: dispose of those separately.'
  const named = [...new Set(certificate.still_named.map(({ number, record, id }) => `${number} (${record} ${id})`))]
  const rest =
    named.length === 0
      ? []
      : [
          lang === 'ja'
            ? `次の案件の記述には、まだ名称が残っています。必要なら個別に直すか消去してください: ${named.join('、')}`
            : `The words of these cases still name it; correct or erase them where needed: ${named.join(', ')}`,
          '',
        ]
  return [
    lang === 'ja' ? '消去証明書' : 'Certificate of erasure',
    '',
    ...rows.map(([name, value]) => `${name}: ${visible(value ?? '')}`),
    '',
    note,
    '',
    ...rest.map(visible),
    ...certificate.erased.map((one) => `${one.record} ${one.id}  ${one.hash}`),
    '',
  ].join('\n')
}
