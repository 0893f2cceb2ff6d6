/** What an attachment holds, all the way down: one item for the attachment itself and one for everything that was found inside. */

/** By content, not by name. */
export type ContentType =
  | 'pe'
  | 'elf'
  | 'ole' // Office 97–2003 and other compound files
  | 'ooxml'
  | 'rtf'
  | 'odf'
  | 'pdf'
  | 'html'
  | 'svg'
  | 'script' // js, vbs, wsf, hta, ps1, bat …: by name and content
  | 'lnk'
  | 'url' // Internet shortcut
  | 'onenote'
  | 'chm'
  | 'msi'
  | 'jar'
  | 'zip'
  | '7z'
  | 'rar'
  | 'lzh'
  | 'cab'
  | 'tar'
  | 'gz'
  | 'bz2'
  | 'xz'
  | 'z' // compress
  | 'arj'
  | 'iso'
  | 'img'
  | 'vhd'
  | 'vhdx'
  | 'message'
  | 'image'
  | 'audio'
  | 'video'
  | 'text'
  | 'empty'
  | 'unknown'

/** What is notable about an item. `detail` is what shows it: the LNK's target, the macro's trigger, the name with its tricks visible. */
export interface Trait {
  /** kebab-case, e.g. `executable`, `double-extension`, `bidi-name`, `padded-name`, `fullwidth-dot`, `type-mismatch`, `macro`, `macro-autorun`,
   *  `macro-suspicious-call`, `remote-template`, `dde`, `ole-package`, `xll`, `lnk-command`, `lnk-file`, `html-smuggling`, `html-clipboard`, `html-form`, `script`, `svg-script`,
   *  `onenote-embedded`, `disk-image`, `icon-text`, `icon-word`, `icon-excel`, `icon-pdf`, `icon-folder`, `two-directories`, `polyglot`, `path-outside`, `signed`, `sfx`,
   *  `self-decrypting` (a known product's stub), `runs` (Windows runs the extension), `shortcut-url`, `pdf-action`, `embedded-file`, `equation`, `xlm-macro`,
   *  `name-mismatch`, `overlapping-entries`, `hidden-names`
   */
  trait: string
  detail: string
}

export interface Item {
  /** `a.zip!/b/c.txt.exe`; the attachment itself has its own name */
  path: string
  /** last part of the path as the reader would see it */
  name: string
  /** index of the item that holds it, -1 for the attachment itself */
  parent: number
  depth: number
  /** last extension, lower case, without the dot */
  extension: string
  type: ContentType
  bytes: number // -1 = only the archive's listing tells, see listed_bytes
  /** of the content; '' where it could not be read */
  sha256: string
  encrypted: boolean
  /** the password that opened it, and which candidate it was */
  password: { text: string; source: string } | null
  /** why its content could not be looked at: `password`, `too-deep`, `too-many`, `too-large`, `ratio`, `time`, `damaged`, `unsupported`; '' = it could */
  unreadable: string
  traits: Trait[]
  /** places that its reader is led to by a click: a PDF's, a page's, an invitation's */
  links: string[]
  /** places to which the QR codes lead that a document shows */
  codes: string[]
  /** what a document says on its first pages, '' where it is none or a long one */
  text: string
}

/** A word that may open an archive, and where it comes from (a mail's id, `--password`, a rule). */
export interface PasswordCandidate {
  text: string
  source: string
}

export interface MessageInside {
  /** what it says, and where that leads */
  text: string
  links: string[]
  parts: { name: string; content: Uint8Array }[]
}

export interface InspectOptions {
  passwords: PasswordCandidate[]
  /** stop when so much time is used for one attachment */
  milliseconds: number
  /** what PDFs say is of no use: they are not opened for it */
  unheard?: boolean
  /** a message that lies inside (`.eml` in an archive), null where it is none; without it such a message is not opened */
  openMessage?: (content: Uint8Array) => Promise<MessageInside | null>
}
