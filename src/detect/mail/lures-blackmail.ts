/** Threats to publish or to attack, for coins. */
import { isStrange, type Lure, type LureMail } from './lure.ts'
import { blackmailWallet, extorts, speaksForGang } from './pretext.ts'

/** Goes to everybody whose address was ever sold; nothing was recorded. */
export function blackmail(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  const wallet = blackmailWallet(text)
  if (row.bulk === 1 || !isStrange(row)) return null
  if (wallet === '')
    return extorts(text) && (row.links.length === 0 || (row.links.length === 1 && speaksForGang(text)))
      ? {
          kind: 'blackmail',
          strength: 'plain',
          what: {
            ja: 'データの公開や攻撃をほのめかし、支払いや連絡を迫っています。多くは不特定多数への脅しですが、侵入の跡がないか調べてください',
            en: 'it threatens to publish data or to attack, and wants payment or an answer: mostly a threat sent to many, but look for traces of a break-in',
          },
        }
      : null
  return watched(wallet)
}

/** From one's own address, as it seems, to show that it was taken over: it is forged, and nothing else is true either. */
export function blackmailInside(row: LureMail): Lure | null {
  const wallet = row.bulk === 1 ? '' : blackmailWallet(`${row.subject}\n${row.text}`)
  return wallet === '' ? null : watched(wallet)
}

const watched = (wallet: string): Lure => ({
  kind: 'blackmail',
  strength: 'strong',
  what: {
    ja: `録画や監視をしたと脅し、暗号資産（${wallet.slice(0, 12)}…）での支払いを求めています。不特定多数に送られる偽の脅迫です`,
    en: `it claims to have watched the reader and asks for coins (${wallet.slice(0, 12)}…): a threat sent to many, with nothing behind it`,
  },
})
