/** The people with accounts: what each uses from where, drawn from the seed. */
import type { Pc } from '../organisation.ts'
import { Random } from '../random.ts'
import { anyIn, HOMES, MOBILES } from './network.ts'

export const DOMAIN = 'kaisha.example.co.jp'

export interface Employee {
  name: string
  mail: string
  pc: Pc
  /** address of the line at home, and the telephone's carrier */
  home: string
  mobile: string
  /** what fetches the mail */
  protocol: 'imap' | 'pop3' | 'none'
  /** works at home on some days, through the VPN */
  remote: boolean
  device: string
}

const FAMILIES =
  'sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto inoue kimura hayashi shimizu saito mori abe ikeda hashimoto ishikawa maeda fujita goto okada hasegawa'.split(
    ' ',
  )

export function staffOf(people: Pc[], seed: number): Employee[] {
  const random = new Random(seed * 49979687 + 11)
  return people.map((pc, i) => {
    const name = `${FAMILIES[i % FAMILIES.length]}${i < FAMILIES.length ? '' : Math.floor(i / FAMILIES.length) + 1}`
    return {
      name,
      mail: `${name}@${DOMAIN}`,
      pc,
      home: anyIn(HOMES, random),
      mobile: anyIn(MOBILES, random),
      protocol: random.pick(['imap', 'imap', 'pop3', 'none'] as const),
      remote: random.next() < 0.35,
      device: `${seed}-${i}`,
    }
  })
}
