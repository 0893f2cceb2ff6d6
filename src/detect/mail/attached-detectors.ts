/** The detectors whose judgement needs one mail alone. */
import { archiveUnreadable } from './archive-unreadable.ts'
import type { AttachedDetector } from './attached-detector.ts'
import { bidiFilename } from './bidi-filename.ts'
import { disguisedIcon } from './disguised-icon.ts'
import { diskImage } from './disk-image.ts'
import { doubleExtension } from './double-extension.ts'
import { encryptedArchiveExecutable } from './encrypted-archive-executable.ts'
import { excelAddin } from './excel-addin.ts'
import { executableAttachment } from './executable-attachment.ts'
import { htmlSmuggling } from './html-smuggling.ts'
import { macroDocument } from './macro-document.ts'
import { shortcutAttachment } from './shortcut-attachment.ts'

export const ATTACHED_DETECTORS: AttachedDetector[] = [
  doubleExtension,
  bidiFilename,
  executableAttachment,
  encryptedArchiveExecutable,
  archiveUnreadable,
  disguisedIcon,
  diskImage,
  shortcutAttachment,
  macroDocument,
  excelAddin,
  htmlSmuggling,
]
