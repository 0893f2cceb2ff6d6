/** What people type at the desk's commands, checked. */
import { existsSync, readFileSync } from 'node:fs'
import type { Desk } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { day, moment } from '../desk/moment.ts'
import { type Channel, type Discovery, TLP, type Tlp } from '../desk/rows.ts'
import { CHANNEL_TERMS, DISCOVERY_TERMS, termCode, terms } from '../desk/vocabulary.ts'

export function dayTyped(text: string): string {
  const found = day(text)
  if (found) return found
  throw new DeskError({
    ja: `${JSON.stringify(text)} という日はありません。2015-10-05 のように書いてください。`,
    en: `there is no day ${JSON.stringify(text)}: write it like 2015-10-05`,
  })
}

export function momentTyped(text: string): string {
  const found = moment(text)
  if (found) return found
  throw new DeskError({
    ja: `${JSON.stringify(text)} という日時はありません。2015-10-05 か "2015-10-05 09:30" のように書いてください。`,
    en: `there is no time ${JSON.stringify(text)}: write it like 2015-10-05 or "2015-10-05 09:30"`,
  })
}

export const kindTyped = (desk: Desk, text: string) =>
  termCode(terms(desk, 'organisation_kind'), text, { ja: '組織の種別', en: 'kind of organisation' })
export const industryTyped = (desk: Desk, text: string) =>
  termCode(terms(desk, 'industry'), text, { ja: '業種', en: 'industry' })
export const attackTyped = (desk: Desk, text: string) =>
  termCode(terms(desk, 'attack_kind'), text, { ja: '攻撃の種類', en: 'kind of attack' })
export const channelTyped = (text: string) =>
  termCode(CHANNEL_TERMS, text, { ja: '受付方法', en: 'channel' }) as Channel // by the list of terms

export const discoveryTyped = (text: string) =>
  termCode(DISCOVERY_TERMS, text, { ja: '発見の経緯', en: 'way of discovery' }) as Discovery // by the list of terms

export function tlpTyped(text: string): Tlp {
  const wanted = text.toUpperCase().replace(/^TLP:\s*/, '')
  const found = TLP.find((one) => one === wanted)
  if (found) return found
  throw new DeskError({
    ja: `${text} はTLPではありません（${TLP.join('、')}）。`,
    en: `${text} is no TLP; there are ${TLP.join(', ')}`,
  })
}

export function keyFrom(path: string): Buffer {
  const key = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  if (key.length >= 32) return key
  throw new DeskError({
    ja: `${path} は鍵になりません。32バイト以上の乱数のファイルを用意してください（例: head -c 32 /dev/urandom > key）。`,
    en: `${path} is no key: it takes a file of at least 32 random bytes (head -c 32 /dev/urandom > key)`,
  })
}
