/** What a file can do to the one who opens it, by its last extension and by its content, for comparing and for raising other signs. */

/** Runs when it is opened on Windows, or makes the reader run it. By extension where the content can't be read. */
const RUNS =
  'exe scr com pif cpl msi msp dll bat cmd ps1 vbs vbe js jse wsf wsh hta lnk url scf library-ms search-ms jar chm hlp xll wll iso img vhd vhdx one onepkg appref-ms application msc reg inf gadget settingcontent-ms ade mde xbap svg'.split(
    ' ',
  )
const RUNS_BY_CONTENT = ['pe', 'elf', 'script', 'lnk', 'chm', 'msi', 'jar', 'iso', 'img', 'vhd', 'vhdx']
const RUNS_BY_TRAIT = [
  'executable',
  'runs',
  'xlm-macro',
  'ole-package',
  'equation',
  'double-extension',
  'bidi-name',
  'lnk-command',
  'lnk-file',
  'macro-autorun',
  'macro-suspicious-call',
  'remote-template',
  'html-smuggling',
  'html-clipboard',
  'svg-script',
  'onenote-embedded',
  'xll',
  'dde',
]
const ARCHIVES = 'zip 7z rar lzh cab tar gz tgz bz2 xz z ace arj zipx'.split(' ')
const MACRO = 'docm dotm xlsm xlam xltm xlsb pptm ppam'.split(' ')

const quoted = (words: string[]) => words.map((word) => `'${word}'`).join(', ')

/** SQL over a row of `mail_attachment`: it can run. An .svg or .url counts only for what is in it. */
export const CAN_RUN = `(
  type IN (${quoted(RUNS_BY_CONTENT)})
  OR (extension IN (${quoted(RUNS.filter((one) => one !== 'svg' && one !== 'url'))}))
  OR hasAny(traits, [${quoted(RUNS_BY_TRAIT)}])
)`

export type Kind = 'runs' | 'archive' | 'macro' | 'web' | 'document' | 'other'

/** The kind that an extension stands for; what can be exchanged for another of its kind without changing what opening it means. */
export function kindOf(extension: string): Kind {
  if (RUNS.includes(extension) && extension !== 'svg') return 'runs'
  if (ARCHIVES.includes(extension)) return 'archive'
  if (MACRO.includes(extension)) return 'macro'
  if (/^(?:s?html?|svg|mht|mhtml|xht(?:ml)?)$/.test(extension)) return 'web'
  if (/^(?:docx?|xlsx?|pptx?|pdf|rtf|odt|ods|odp|txt|csv|jtd|jtdc|xdw|xbd|dotx?|xltx?)$/.test(extension))
    return 'document'
  return 'other'
}

/** A path of a link that leads to a file which runs, or to an archive: the extension, or ''. */
export function fileOfLink(url: string): string {
  const [path = '', query = ''] = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').split(/[?#]/)
  // `get.php?f=invoice.zip`
  const named = [path, ...query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))]
  return named.map((name) => /\.([a-z0-9]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '').find(isGiven) ?? ''
}

const isGiven = (extension: string) =>
  extension !== 'com' && extension !== 'url' && ['runs', 'archive'].includes(kindOf(extension))

/** Two names of one attachment: without path, extensions, dates, versions and copies' marks. '' where nothing telling is left. */
export function nameKey(name: string): string {
  const bare = name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase()
    .replace(/(?:\s*\.[a-z0-9]{1,5})+$/, '')
    .replace(/\(\d+\)|コピー|copy/g, '')
    .replace(/[\s_　-]+/g, '')
  return bare.replace(/\d/g, '').length >= 2 &&
    !/^(?:image|img|noname|winmail|unnamed|untitled|attachment|message|mail|scan|無題|名称未設定|添付ファイル|signature|logo|smime|postacert|daticert|\d)+\d*$/.test(
      bare,
    )
    ? bare
    : ''
}
