/** QR codes: a telephone opens the page, where no filter of the office sees the link. */
import { familyOf } from '../../lists/family.ts'
import { isInCode, isInDocument } from '../../mail/message.ts'
import { inLetter } from './letter-quote.ts'
import { isOurs, isStrange, type Lure, type LureMail } from './lure.ts'
import {
  asksToScan,
  carriesAddress,
  isBrands,
  isCaretaker,
  namesQrCode,
  promisesPay,
  threatensAccount,
} from './pretext.ts'
import { pressesForTime, wantsSignIn } from './pretext-demands.ts'
import { wantsOtherNetwork } from './pretext-telephone.ts'
import { wantsOthersPassword } from './pretext-threats.ts'

/** An account about to be lost and the like, where a code to be photographed stands in the link's place. */
export function picture(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  if (row.bulk === 1) return null
  if (!isStrange(row)) return codeOfPartner(row, text)
  // a ticket's code leads to the place that sent it
  const coded = row.links.find(
    ([url, domain, source]) =>
      isInCode(source) &&
      carriesAddress(url, row.readers) &&
      // … a paper to sign or an account about to end has no need of a telephone
      !(
        row.auth !== 'fail' &&
        familyOf(domain) === row.from_family &&
        !(promisesPay(text) || threatensAccount(text) || wantsSignIn(text))
      ),
  )
  if (coded) {
    const inDocument = isInDocument(coded[2])
    return {
      kind: 'picture',
      strength: row.auth === 'pass' ? 'plain' : 'strong',
      what: {
        ja: `${inDocument ? '添付文書' : '画像'}のQRコードの中のリンク（${coded[1]}）に、受信者のアドレスが入っています。携帯電話で読み取らせ、リンクの検査を避けて、この人のパスワードを入力させる手口です`,
        en: `the link in ${inDocument ? "its document's" : 'its'} QR code (${coded[1]}) carries the reader's own address: a telephone is to open a page for this person's password, where no filter sees the link`,
      },
    }
  }
  // a code in a paper that has the reader sign in with another's account, to nobody's own place
  const behind = strangeCode(row)
  const paper = row.letters.find(([, letter]) => wantsAccount(`${text}\n${letter}`))
  if (behind && (paper || wantsAccount(text))) {
    const what = {
      ja: `QRコード（リンク先 ${behind[1]}）を読み取らせ、会社などのアカウントでサインインさせようとしています（リンクの検査を避ける手口です）`,
      en: `its QR code (${behind[1]}) is to be photographed and an account of the office's signed in with, where no filter sees the link`,
    }
    const strength = row.auth === 'pass' ? 'plain' : 'strong'
    if (!paper || wantsAccount(text)) return { kind: 'picture', strength, what }
    return { kind: 'picture', strength, what: inLetter(what, paper, [wantsAccount]), file: paper[0] }
  }
  if (row.pictures === 0) return null
  if (
    !namesQrCode(text) ||
    !(
      threatensAccount(text) ||
      isCaretaker(row.from_name) ||
      (wantsSignIn(text) && (pressesForTime(text) || row.auth === 'fail')) ||
      (promisesPay(text) && asksToScan(text))
    )
  )
    return null
  return {
    kind: 'picture',
    strength: row.auth === 'pass' && !isCaretaker(row.from_name) ? 'plain' : 'strong',
    what: {
      ja: 'アカウントの停止や給与の通知などを口実に、画像や文書のQRコードを読み取らせようとしています（リンクの検査を避ける手口です）',
      en: 'with an account about to be lost or a notice of wages it wants a QR code in a picture or document photographed, where no filter sees the link',
    },
  }
}

/** A partner's account may have been taken over: the office's own account behind a code is nothing that partners ask for. */
const codeOfPartner = (row: LureMail, text: string): Lure | null =>
  row.pictures > 0 && namesQrCode(text) && wantsOthersPassword(text)
    ? {
        kind: 'picture',
        strength: 'strong', // acquaintance takes one step off
        what: {
          ja: 'QRコードを読み取らせ、受信者の組織のアカウントでサインインさせようとしています（リンクの検査を避ける手口です）',
          en: "a QR code is to be photographed and the reader's own office account signed in with, where no filter sees the link",
        },
      }
    : pastOurNetwork(row, text)

/** From one of our own addresses: a code to nobody's place, for an account of the office or for wages, or past what watches the office's network. */
export function codeInside(row: LureMail): Lure | null {
  const text = `${row.subject}\n${row.text}`
  const behind = strangeCode(row)
  if (row.bulk === 1 || !behind) return null
  const letters = [text, ...row.letters.map(([, letter]) => letter)]
  if (!letters.some(wantsAccount)) return pastOurNetwork(row, text)
  return {
    kind: 'picture',
    strength: 'plain',
    what: {
      ja: `職員のアドレスから、QRコード（リンク先 ${behind[1]}、組織のものではありません）を読み取らせ、サインインさせようとしています。そのアカウントが乗っ取られていないか、本人に電話で確かめてください`,
      en: `from one of the staff's own addresses, its QR code (${behind[1]}, not the organisation's) is to be photographed and an account signed in with: ask by telephone, the account may have been taken over`,
    },
  }
}

/** A page that the office's network does not open, or must not: nobody asks for that but who is stopped there. */
function pastOurNetwork(row: LureMail, text: string): Lure | null {
  const behind = strangeCode(row)
  if (!(behind || (row.pictures > 0 && namesQrCode(text))) || !wantsOtherNetwork(text)) return null
  return {
    kind: 'picture',
    strength: row.inside === 1 ? 'plain' : 'strong', // acquaintance takes one step off
    what: {
      ja: `組織のネットワークやPCではなく、携帯電話（の回線）でQRコード${behind ? `（リンク先 ${behind[1]}）` : ''}を開くよう求めています。組織の検査と記録を避ける手口です`,
      en: `it wants its QR code${behind ? ` (${behind[1]})` : ''} opened by a telephone and not through the office's network or computers: so neither a filter nor a log of the office sees it`,
    },
  }
}

const wantsAccount = (words: string) => wantsOthersPassword(words) || wantsSignIn(words)

/** a code that leads to nobody's own place */
const strangeCode = (row: LureMail) => row.links.find(([, domain, source]) => isInCode(source) && leadsOut(domain, row))

const leadsOut = (domain: string, row: LureMail) =>
  !isOurs(domain, row) && !isBrands(domain) && familyOf(domain) !== row.from_family
