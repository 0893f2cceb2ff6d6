/** What password-attack says of how it ended. */
import { localDay } from '../../i18n/clock.ts'
import type { Text } from '../../i18n/text.ts'
import type { Reason } from '../grade.ts'
import type { Later } from './later-entry.ts'
import type { SlowGuess } from './slow-guessing.ts'

export function enteredOutcome({ entered, way }: { entered: string[]; way: string }): Text {
  const names = entered.slice(0, 3).join(', ')
  return way === 'stuffed'
    ? {
        ja: `多数のアドレスから狙われている ${names} が、ここから初めて成功しています。本人の操作でなければ、パスワードが破られています。`,
        en: `${names}, which many addresses try, signed in from here for the first time. Unless that was its owner, the password is known to others.`,
      }
    : {
        ja: `その後 ${names} のサインインが成功しており、パスワードが破られたと見られます。`,
        en: `Then ${names} signed in: the password looks broken.`,
      }
}

export function slowOutcome({ entry, sittings }: SlowGuess, timezone: string): Text {
  const day = dayOf(entry.came_in, timezone)
  return {
    ja: `少しずつ${sittings}回に分けて試され、本人が他の場所から使い続けている間に、${day} に ${entry.account} のサインインが、使ったことのないこの網から成功しています。パスワードを当てられたと見られます。`,
    en: `They came a few at a time, in ${sittings} sittings; and while its owner went on signing in elsewhere, ${entry.account} signed in on ${day} from this network, which it had never used: the password looks guessed.`,
  }
}

/** "None got in" is no all-clear where an account that was tried is entered from elsewhere within days. */
export function enteredLater(none: Text, later: Later[], timezone: string): Text {
  if (later.length === 0) return none
  const told = later.slice(0, 3)
  const places = (lang: 'ja' | 'en') =>
    told.map(({ entry }) => {
      const from = `${entry.addresses[0] ?? ''}${entry.owner === '' ? '' : lang === 'ja' ? `（${entry.owner}）` : ` (${entry.owner})`}`
      const day = dayOf(entry.came_in, timezone)
      return lang === 'ja'
        ? `${entry.account} に ${day}、${from} から`
        : `${entry.account} was entered from ${from} on ${day}`
    })
  const more = later.length - told.length
  return {
    ja: `${none.ja}ただし、試されたアカウントのうち、${places('ja').join('、')}${more > 0 ? `（ほか${more}件）` : ''}、使ったことのない網からのサインインが成功しています。本人に確認してください。`,
    en: `${none.en} But of the accounts they tried, ${places('en').join(', ')}${more > 0 ? ` (and ${more} more)` : ''}, a network never used before: ask the owner.`,
  }
}

const dayOf = (seconds: number, timezone: string) => localDay(seconds * 1000, timezone)

export const NONE_IN = {
  ja: 'これらの試行の中に、成功したものはありません。',
  en: 'None of these tries got in.',
}
export const AIMED = {
  ja: '成功したものはありませんが、試された名前のほとんどが実在し、名簿を持つ相手に狙われています。',
  en: 'None got in, but nearly all names tried exist: somebody has a list of your accounts.',
}
export const STEADY: Reason = {
  effect: 'weakens',
  text: {
    ja: '失敗が一定の間隔で起きており、古いパスワードの残った機器が後で直されたのかもしれません。',
    en: 'It failed in a fixed interval: perhaps a device with an old password that was put right.',
  },
}
export const GOES_ON: Reason = {
  effect: 'weakens',
  text: {
    ja: '成功した後も、同じ間隔で失敗が続いています。パスワードを当てた相手は試し続けないので、利用者の別の機器に古いパスワードが残っているのかもしれません。',
    en: 'It goes on failing in the same interval after the success: who has found a password tries no more, so another device of the user may keep the old one.',
  },
}
