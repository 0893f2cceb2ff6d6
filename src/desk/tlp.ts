/** Who may be told what: the Traffic Light Protocol 2.0 (FIRST). */
import type { Text } from '../i18n/text.ts'
import { TLP, type Tlp } from './rows.ts'

/** In the words of the protocol, as a desk says them. */
export const AUDIENCES: Record<Tlp, Text> = {
  RED: { ja: '直接受け取った本人だけ', en: 'only the persons who were told' },
  'AMBER+STRICT': {
    ja: '受け取った組織の中で、知る必要のある人だけ',
    en: 'inside the organisation that was told, as needed',
  },
  AMBER: {
    ja: '受け取った組織と、その顧客・委託先のうち対策に必要な人',
    en: 'the organisation that was told and its clients, as needed',
  },
  GREEN: { ja: '同じ業界や情報共有の仲間（公開はしない）', en: 'the community of those who share; not in public' },
  CLEAR: { ja: 'だれにでも（公開してよい）', en: 'anybody; may be published' },
}

/** The stricter of two. */
export const stricter = (a: Tlp, b: Tlp): Tlp => (TLP.indexOf(a) < TLP.indexOf(b) ? a : b)

/** Markings of cases whose attack may be told as far as `most` goes: AMBER takes in AMBER, GREEN and CLEAR. */
export const upTo = (most: Tlp): Tlp[] => TLP.filter((one) => TLP.indexOf(one) >= TLP.indexOf(most))
