/** What is said of a strange sign-in: of each of its parts, and of what explains it. */
import { amount, type Text } from '../../i18n/text.ts'
import type { Reason } from '../grade.ts'
import type { Part } from './strange-part.ts'

export const WHY: Record<Part, (number: number) => Text> = {
  abroad: () => ({ ja: 'このアカウントが使ったことのない国です。', en: 'The account never used this country before.' }),
  hosting: () => ({
    ja: '人が直接使う回線ではなく、貸しサーバやVPNサービスの網です。',
    en: 'No access line: a network of rented servers or VPN services.',
  }),
  protocol: () => ({
    ja: 'この方式でのサインインも、これまでありませんでした。',
    en: 'It never signed in by this protocol either.',
  }),
  client: () => ({ ja: 'これまでと違う種類の端末・ソフトです。', en: 'The client is of another kind than before.' }),
  device: () => ({
    ja: 'このアカウントが使ったことのない端末（SSHでは鍵）で、組織の端末の名前の付け方でもありません。',
    en: "The device (with SSH, the key) is one that the account never used, and is not named as the organisation's are.",
  }),
  travel: (minutes) => ({
    ja: `別の国での操作から${minutes}分しかたっておらず、移動できる時間ではありません。`,
    en: `Only ${amount(minutes, 'minute')} lie between it and another country: nobody travels so fast.`,
  }),
  second: () => ({
    ja: '職場の外で使ったことのないメールソフトのサインインが、職場のものと同じ時間に国外からも続いています。',
    en: 'Its mail programs never signed in outside the office; now one does abroad, in the same hours as the one in the office.',
  }),
  changed: () => ({
    ja: 'そこから転送設定・ルール・同意・認証方法などが変えられています。',
    en: 'From there, forwarding, a rule, a consent or a second factor was changed.',
  }),
  guessed: () => ({
    ja: '同じ網から、入る前にパスワードの失敗が続いています。',
    en: 'From the same network tries with wrong passwords came before the one that got in.',
  }),
  sprayed: () => ({
    ja: '入る前に、同じアドレス範囲からほかの人のパスワードも次々に試されています。',
    en: "Before it got in, others' passwords too were tried from the same range of addresses.",
  }),
  machine: () => ({
    ja: 'これまでは決まった場所からの送信（SMTP認証）だけに使われており、複合機やサーバのアカウントと見られます。人のように移動はしません。',
    en: 'It only ever sent, by SMTP sign-in from one place: the account of a copier or a server, which does not travel.',
  }),
  warned: () => ({
    ja: 'サービスの提供者も、このサインインを危険と判定しています。',
    en: 'The provider itself called this sign-in risky.',
  }),
  asleep: (days) => ({
    ja: `${days}日間使われていなかったアカウントが、夜間か休日に使われ始めました。退職・休職した人のものか確認してください。`,
    en: `Nobody had used it for ${days} days when it came in at night or at a weekend: is it of somebody who left, or is on leave?`,
  }),
  night: (nights) => ({
    ja: `夜にこの方式でサインインしたことのないアカウントが、この網からは夜中（0時〜5時）にだけ、${nights}晩使われています。`,
    en: `The account never signed in so by night; from there it does by night only (midnight to five), on ${amount(nights, 'night')}.`,
  }),
  nocturnal: (nights) => ({
    ja: `ほかの所からも昼間にも一度も使われず、そこから夜間（22時〜6時）にだけ、${nights}晩使われています。退職した人や外部の人のアカウントか確認してください。`,
    en: `It was never used by day nor from anywhere else, only from there by night (22 to 6), on ${amount(nights, 'night')}: is it of somebody who left, or of a contractor?`,
  }),
  countries: () => ({ ja: '短い間に多くの国から使われています。', en: 'It was used from many countries.' }),
  networks: () => ({
    ja: '一週間に多くの新しい網から使われています。他人の家の回線を経由する攻撃に見られます。',
    en: "It was used from many new networks in one week, as attacks do that go through strangers' homes.",
  }),
}

export const RELAY: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ブラウザや端末の中継サービス、またはクラウドプロキシの網です。',
    en: "It is a network of browsers' or companies' relays.",
  },
}
export const KNOWN_DEVICE: Reason = {
  effect: 'weakens',
  text: { ja: '以前から使っている端末です。', en: 'The device is one that the account used before.' },
}
export const HOUSE_DEVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: '端末の名前が、ほかの人が使う組織のPCと同じ付け方です（組織のPCを持って出張していると見られます）。',
    en: "The device is named as the organisation's own computers are: somebody seems to travel with one.",
  },
}
export const FROM_THE_BEGINNING: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めの数日に始まっています。以前からの使い方か、ログより前に始まった悪用かは、これだけでは分かりません。',
    en: "It began in the first days of the logs: usual, or an abuse older than the logs. This sign alone can't tell.",
  },
}
export const NO_HISTORY: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアカウントには比べられる履歴がありません。',
    en: 'The account has no history to compare with.',
  },
}
export const EVERYBODYS: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じサーバが、メールソフトで読まれているアカウントの半数以上を、一度も拒否されずに読んでいます。移行やバックアップと見られます。管理者に確認してください。',
    en: 'The same server reads more than half of the mailboxes that programs read, and was never refused: it looks like a migration or a backup. Ask the administrator.',
  },
}
export const EVERYBODY_JOURNEYS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'アカウントの一割以上が、同じように短い間に外国からも使われています。アドレスの国が実際と違うか、通信事業者の出口が外国にあると見られます。一人か二人に、その時刻にどこにいたかを確認してください。',
    en: 'A tenth of the accounts or more is used from abroad within moments like this: the addresses seem to lie elsewhere than their registers say, or the carriers lead out abroad. Ask one or two people where they were.',
  },
}
export const EVERYBODY_COMES_SO: Reason = {
  effect: 'weakens',
  text: {
    ja: '外部からサインインするアカウントの一割以上が、別々の週に、同じように外国や貸しサーバの網から使われています。出張の多い組織か、アドレスの国・網の登録が実際と違うと見られ、それだけではこのアカウントの異常とは言えません。',
    en: 'A tenth of the accounts that come from outside or more do so from foreign countries or rented servers like this, in different weeks: people travel much here, or the addresses are not what registers say. It sets this account apart from nobody.',
  },
}
