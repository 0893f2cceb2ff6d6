/** What the desk refuses, said in both languages: what is wrong, where, and what to do. */
import type { Text } from '../i18n/text.ts'

export class DeskError extends Error {
  override name = 'DeskError'
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/** The tables refuse as well, whoever writes to them; their words become the desk's. */
const REFUSED: [RegExp, Text][] = [
  [
    /rescue before its consultation/,
    {
      ja: 'レスキュー開始日が相談受付日より前か、訪問日より後です。日付を確かめてください。',
      en: 'the rescue would begin before its consultation or after its visit: check the dates',
    },
  ],
  [
    /consultation after its rescue/,
    {
      ja: '相談受付日がレスキュー開始日より後になります。日付を確かめてください。',
      en: 'the consultation would come in after its rescue began: check the dates',
    },
  ],
  [
    /visit before its rescue/,
    {
      ja: '訪問日がレスキュー開始日より前です。日付を確かめてください。',
      en: 'the visit is before the rescue began: check the dates',
    },
  ],
  [
    /closed before its consultation/,
    {
      ja: '完了日が相談受付日より前です。日付を確かめてください。',
      en: 'the case would be closed before it came in: check the dates',
    },
  ],
  [/append-only/, { ja: '履歴は変更も削除もできません。', en: 'the history can neither be changed nor deleted' }],
  [
    /UNIQUE constraint failed: organisation\.name/,
    { ja: '同じ名前の組織がすでにあります。', en: 'there is an organisation of that name already' },
  ],
  [
    /UNIQUE constraint failed: consultation\.number/,
    { ja: '同じ受付番号の相談がすでにあります。', en: 'there is a consultation of that number already' },
  ],
  [
    /UNIQUE constraint failed: rescue\.consultation_id/,
    { ja: 'この相談はすでにレスキュー支援に移行しています。', en: 'this consultation is a rescue already' },
  ],
  [
    /UNIQUE constraint failed: closure\.consultation_id/,
    { ja: 'この相談はすでに完了しています。', en: 'this case is closed already' },
  ],
  [/UNIQUE constraint failed/, { ja: '同じものがすでに登録されています。', en: 'the same is entered already' }],
  [
    /database is locked|SQLITE_BUSY/,
    {
      ja: '別の作業が台帳に書き込んでいます。少し待ってからもう一度実行してください。',
      en: 'somebody else is writing to the desk: wait a moment and try again',
    },
  ],
  [
    /not a database|malformed/,
    {
      ja: '台帳のファイルが壊れているか、kyumeiの台帳ではありません。バックアップから戻してください（kyumei desk restore）。',
      en: 'the file is damaged or no desk of kyumei: restore a backup (kyumei desk restore)',
    },
  ],
]

/** An error of SQLite as the desk says it; any other error as it is. */
export function asDeskError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DeskError) return error
  const known = REFUSED.find(([pattern]) => pattern.test(error.message))
  if (known) return new DeskError(known[1])
  if (!/constraint failed/.test(error.message)) return error
  const what = error.message.replace(/^.*constraint failed:? ?/, '').slice(0, 120)
  return new DeskError({
    ja: `台帳が受け付けない値です（${what}）。`,
    en: `the desk does not take this value (${what})`,
  })
}
