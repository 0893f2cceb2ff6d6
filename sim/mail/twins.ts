/** Harmless mail that looks like an attack: one twin for every trick, as offices really get it. */
import type { Random } from '../random.ts'
import { documentOf, letterText, matter, TYPES } from './business.ts'
import { colleague, type MailSet, officeTime } from './labelled.ts'
import { type Letter, quoted, type Sent } from './letter.ts'
import { excel, FORM_MACROS, pdf } from './office.ts'
import { fromPartner, PASSED } from './partner-letter.ts'
import { program } from './pe.ts'
import { type Company, type Person, stranger } from './people.ts'
import { SERVICE_TWINS } from './service-twins.ts'
import { diskImage, shortcut } from './shell-files.ts'
import { zip } from './zip.ts'

type Twin = (set: MailSet, random: Random) => Sent[]

/** An application form of an authority, with buttons. */
function ministryForm(set: MailSet, random: Random): Sent[] {
  const domain = random.pick(['sangyo-shinko.go.jp', 'pref-tokai.lg.jp', 'hojokin-jimukyoku.go.jp'])
  const from = stranger('補助金事務局', `jimukyoku@${domain}`, { name: '補助金事務局', style: 'exchange' })
  const letter = fromPartner(set, random, [
    {
      name: `様式第${random.whole(1, 9)}号_交付申請書.xlsm`,
      content: excel([['交付申請書'], ['申請者名', '']], { macros: FORM_MACROS }),
      type: TYPES.xlsm ?? '',
    },
  ])
  return [
    set.benign('ministry-form', {
      ...letter,
      from,
      subject: `【ご案内】令和8年度補助金の交付申請様式について`,
      results: PASSED(domain),
    }),
  ]
}

/** An estimate workbook with macros, which the partner has sent for years. */
function estimateWorkbook(set: MailSet, random: Random): Sent[] {
  return [
    set.benign(
      'estimate-macro',
      fromPartner(set, random, [
        {
          name: '見積シート.xlsm',
          content: excel([['見積'], ['品名', '数量']], { macros: FORM_MACROS }),
          type: TYPES.xlsm ?? '',
        },
      ]),
      { at_most: 'suspicious' },
    ),
  ]
}

/** The partner's encryption product sends an EXE that asks for the password; it did so before. */
function selfDecrypting(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const company = world.partners[7] as Company
  return Array.from({ length: 3 }, (_, i) => {
    const content = program({
      icon: 'program',
      company: '株式会社日立ソリューションズ',
      overlay: Buffer.from(Array.from({ length: 3000 }, () => random.whole(0, 255))),
      filling: Buffer.from('hibun self-decrypting stub'),
    })
    const about = matter(random, world.from)
    const exe = { name: `${about.stem}.exe`, content, type: 'application/octet-stream' }
    return set.benign(
      'self-decrypting',
      fromPartner(
        set,
        random,
        i === 1 ? [{ name: `${about.stem}.zip`, content: zip([exe]), type: 'application/zip' }] : [exe],
        ['', '添付は秘文で暗号化した自己復号型ファイルです。パスワードは別途お電話でお伝えします。'],
        company,
      ),
      { at_most: 'suspicious' },
    )
  })
}

/** A patch from the IT supplier. */
function vendorPatch(set: MailSet, random: Random): Sent[] {
  const exe = {
    name: `update_${random.whole(100, 999)}.exe`,
    content: program({ icon: 'program', company: '株式会社システム保守' }),
  }
  return [
    set.benign(
      'vendor-patch',
      fromPartner(
        set,
        random,
        [{ name: 'patch.zip', content: zip([exe]), type: 'application/zip' }],
        ['ご依頼の修正モジュールをお送りします。'],
      ),
      { at_most: 'suspicious' },
    ),
  ]
}

/** Firmware and a manual on a disk image. */
function firmware(set: MailSet, random: Random): Sent[] {
  const content = diskImage(
    [
      { name: '取扱説明書.pdf', content: pdf(['取扱説明書']) },
      { name: 'FW0124.BIN', content: Buffer.from(Array.from({ length: 6000 }, () => random.whole(0, 255))) },
    ],
    'FIRMWARE',
  )
  return [
    set.benign(
      'firmware-image',
      fromPartner(set, random, [
        { name: `firmware_v${random.whole(1, 4)}.iso`, content, type: 'application/octet-stream' },
      ]),
      { at_most: 'suspicious' },
    ),
  ]
}

/** A shortcut to the own file server, sent inside. */
function insideShortcut(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const from = random.pick(world.own.staff)
  const to = colleague(world, from, random)
  return [
    set.benign(
      'inside-shortcut',
      {
        from,
        to: [to],
        subject: '共有フォルダへのショートカット',
        text: letterText(from, to, ['共有フォルダへのショートカットを添付します。'], random),
        attachments: [
          {
            name: '総務共有.lnk',
            content: shortcut('\\\\fileserver\\kyoyu\\soumu', ''),
            type: 'application/octet-stream',
          },
        ],
        time: officeTime(world, random),
      },
      { at_most: 'suspicious' },
    ),
  ]
}

/** Mail that a gateway encrypted into a page: the reader types a password there. */
function encryptedPage(set: MailSet, random: Random): Sent[] {
  const data = Buffer.from(Array.from({ length: 900 }, () => random.whole(0, 255))).toString('base64')
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Encrypted message</title></head><body><form method="post" action="https://outlook.office365.com/Encryption/default.aspx"><input type="hidden" name="rpmsg" value="${data}"><input type="submit" value="メッセージを読む"></form></body></html>`
  return [
    set.benign(
      'encrypted-page',
      fromPartner(
        set,
        random,
        [{ name: 'message_v2.html', content: Buffer.from(page), type: 'text/html' }],
        ['', 'このメッセージは Office 365 Message Encryption で保護されています。'],
      ),
      { at_most: 'suspicious' },
    ),
  ]
}

function invitation(set: MailSet, random: Random): Sent[] {
  const letter = fromPartner(set, random, [])
  const stamp = new Date((letter.time + 3 * 86_400) * 1000).toISOString().replace(/[-:]/g, '').slice(0, 13)
  const calendar = `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nORGANIZER;CN=${letter.from.name}:mailto:${letter.from.address}\r\nSUMMARY:${letter.subject}\r\nDTSTART:${stamp}0000Z\r\nDTEND:${stamp}3000Z\r\nUID:${random.whole(1e9, 9e9)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
  return [
    set.benign('invitation', {
      ...letter,
      calendar,
      style: 'exchange',
      text: `${letter.text}\n\n________________\nMicrosoft Teams 会議\nhttps://teams.microsoft.com/l/meetup-join/19%3ameeting_${random.whole(1e9, 9e9)}`,
    }),
  ]
}

/** Names with several dots, archives of archives, signed mail, a partner who writes from right to left. */
function oddNames(set: MailSet, random: Random): Sent[] {
  const about = matter(random, set.world.from)
  const inner = zip(
    [{ name: `${about.stem}.ver2.docx`, content: documentOf({ ...about, document: 'docx' }).content }],
    { names: 'shift_jis' },
  )
  const files: Letter['attachments'] = random.pick([
    [{ name: '株式会社A.B.御見積.xlsx', content: excel([['見積']]), type: TYPES.xlsx ?? '' }],
    [
      {
        name: `${about.stem}.ver2.docx`,
        content: documentOf({ ...about, document: 'docx' }).content,
        type: TYPES.docx ?? '',
      },
    ],
    [
      {
        name: `${about.stem}.xlsx.zip`,
        content: zip([{ name: `${about.stem}.xlsx`, content: excel([['a']]) }]),
        type: 'application/zip',
      },
    ],
    [{ name: `${about.stem}.zip`, content: inner, type: 'application/zip' }],
    [
      {
        name: 'smime.p7s',
        content: Buffer.from(`308006092a864886f70d010702a080${'00'.repeat(200)}`, 'hex'),
        type: 'application/pkcs7-signature',
      },
    ],
    [
      {
        name: '\u200fعرض الأسعار\u200f.pdf',
        content: pdf(['offer']),
        type: 'application/pdf',
        naming: 'rfc2231' as const,
      },
    ],
    [{ name: '表示ソフト①.pdf', content: pdf(['表示']), type: 'application/pdf', naming: 'raw' as const }],
  ])
  return [set.benign('odd-names', fromPartner(set, random, files))]
}

/** A bank account that really changed. */
function genuineBankChange(set: MailSet, random: Random): Sent[] {
  const letter = fromPartner(
    set,
    random,
    [{ name: '振込先口座変更のお知らせ.pdf', content: pdf(['振込先口座変更のお知らせ']), type: 'application/pdf' }],
    [],
    set.world.partners.find((one) => one.signs),
  )
  const own = letter.to[0] as Person
  return [
    set.benign(
      'bank-change',
      {
        ...letter,
        subject: '振込先口座変更のお知らせ',
        text: letterText(
          letter.from,
          own,
          [
            'このたび弊社の振込先口座を変更いたしますので、添付のとおりご案内いたします。',
            'ご不明な点は、従来よりご存じの弊社代表番号までお電話でご確認ください。',
          ],
          random,
        ),
      },
      { at_most: 'suspicious' },
    ),
  ]
}

/** The same again: an earlier mail sent once more with a corrected file. */
function resent(set: MailSet, random: Random): Sent[] {
  const about = matter(random, set.world.from)
  const letter = fromPartner(set, random, [documentOf(about)])
  const first = set.benign('resent', letter)
  return [
    first,
    set.benign('resent', {
      ...letter,
      subject: `【再送】${letter.subject}`,
      text: `先ほどの添付に誤りがありましたので、差し替えて再送いたします。\n\n${letter.text}`,
      attachments: [documentOf({ ...about, stem: `${about.stem}_修正` })],
      time: letter.time + 1900,
    }),
    set.benign('resent', {
      ...letter,
      subject: `Fw: ${letter.subject}`,
      from: letter.to[0] as Person,
      to: [colleague(set.world, letter.to[0] as Person, random)],
      text: `共有します。\n${quoted(first, 'outlook')}`,
      time: letter.time + 4000,
      answers: first,
    }),
  ]
}

export const TWINS: Twin[] = [
  ...SERVICE_TWINS,
  ministryForm,
  estimateWorkbook,
  selfDecrypting,
  vendorPatch,
  firmware,
  insideShortcut,
  encryptedPage,
  invitation,
  oddNames,
  genuineBankChange,
  resent,
]
