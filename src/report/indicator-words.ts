/** Kinds of indicators, in words. */
import type { Indicator } from '../desk/rows.ts'
import type { Text } from '../i18n/text.ts'

export const INDICATOR_WORDS: Record<Indicator['kind'], Text> = {
  domain: { ja: 'ドメイン名', en: 'domain' },
  address: { ja: 'IPアドレス', en: 'address' },
  url: { ja: 'URL', en: 'URL' },
  mail: { ja: 'メールアドレス', en: 'mail address' },
  sha256: { ja: 'SHA-256', en: 'SHA-256' },
  subject: { ja: '件名', en: 'subject' },
}
