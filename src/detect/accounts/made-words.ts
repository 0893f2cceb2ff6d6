/** What is said of each thing that speaks against an account's making. */
import type { Text } from '../../i18n/text.ts'
import type { Part } from './made-account.ts'

export const WHY: Record<Part, (accused?: Text) => Text> = {
  power: () => ({ ja: '管理者の権限です。', en: 'It has an administrator’s rights.' }),
  'at-once': () => ({ ja: '作られてすぐに権限が与えられました。', en: 'The rights came right after it was made.' }),
  first: () => ({
    ja: '作ったアカウントは、これまで管理者としての操作をしていません。',
    en: 'Whoever did it never acted as an administrator before.',
  }),
  night: () => ({
    ja: 'このアカウントが普段は使われない夜間・休日です。',
    en: 'It was at night or at a weekend, when that account is not used.',
  }),
  used: () => ({ ja: '新しいアカウントはすぐに使われました。', en: 'The new account was used at once.' }),
  deleted: () => ({ ja: '数日のうちに削除されました。', en: 'It was deleted again within days.' }),
  program: () => ({
    ja: '人ではなく、端末やサービスのアカウントが作っています。',
    en: 'No person did it but a machine’s or a service’s account.',
  }),
  hidden: () => ({
    ja: '名前の最後の「$」で、一覧に出ないようにされています。',
    en: 'A “$” at the end of its name hides it from lists.',
  }),
  imitates: () => ({ ja: '既存のアカウントに似せた名前です。', en: 'Its name imitates one that exists.' }),
  away: () => ({
    ja: '作ったアカウントは、使ったことのない国や貸しサーバの網から操作しています。',
    en: 'It was done from a country or from rented servers where that account never was.',
  }),
  accused: (why) => ({
    ja: `作ったアカウントには、ほかの兆候があります（${why?.ja ?? ''}）。`,
    en: `Other signs accuse the account that did it (${why?.en ?? ''}).`,
  }),
}
