/** How programs are run in attacks, on one computer. */
import type { Behaviour } from './behaviour.ts'
import {
  ARCHIVER,
  ENCODED,
  FETCHES,
  HIDDEN,
  named,
  OFFICE,
  OUT_OF_ARCHIVE,
  PASSING_FOLDER,
  POWERSHELL,
  RUNNER,
  SCRIPT_HOST,
  SHELL,
  USER_FOLDER,
} from './program-patterns.ts'

/** Names that only Windows' own programs bear. */
const SYSTEM_NAMES =
  '(?:svchost|lsass|csrss|smss|winlogon|services|wininit|spoolsv|taskhostw|dllhost|conhost|rundll32|sihost)\\.exe$'
const SCRIPT = '\\.(?:jse?|vbs|vbe|wsf|wsh|hta|ps1|cmd|bat)\\b'
/** Installers of tools and Windows' own services, which developers' commands fetch from. */
const KNOWN_SOURCES =
  'chocolatey\\.org|get\\.scoop\\.sh|aka\\.ms|microsoft\\.com|windows\\.net|windowsupdate\\.com|rustup\\.rs|astral\\.sh|bun\\.sh|deno\\.land|scoopinstaller|ohmyposh|python\\.org|nodejs\\.org|anaconda\\.com|docker\\.com|nuget\\.org|powershellgallery\\.com'

export const BEHAVIOURS: Behaviour[] = [
  {
    id: 'system-name-elsewhere',
    what: {
      ja: 'Windowsのプログラムと同じ名前のものが別の場所で動いた',
      en: "something that bears a Windows program's name ran from another place",
    },
    strength: 'strong',
    child: `${USER_FOLDER}(?:.*\\\\)?${SYSTEM_NAMES}|^[a-z]:\\\\(?:windows\\\\)?${SYSTEM_NAMES}`,
  },
  {
    id: 'double-extension',
    what: {
      ja: '文書に見せかけた名前のプログラムが動いた',
      en: 'a program ran whose name passes for a document',
    },
    strength: 'strong',
    child:
      '\\.(?:pdf|docx?|xls[xm]?|pptx?|txt|rtf|csv|jpe?g|png|gif|zip|lzh|jtd|html?|eml)[ _\u3000.]*\\.(?:exe|scr|pif|com|bat|cmd)$| {4,}\\.(?:exe|scr|pif|com)$|\u202e',
  },
  {
    id: 'document-fetches',
    what: {
      ja: 'Officeや文書・メールのソフトから、外部から取得する・隠れて動く・暗号化した命令が実行された',
      en: 'a document or mail program ran a command that fetches, hides or is encoded',
    },
    strength: 'strong',
    parent: OFFICE,
    child: `${RUNNER}|${SHELL}|${named('rundll32|msiexec|forfiles|conhost|explorer|curl')}`,
    command: FETCHES,
    // a link that somebody clicks in a document is opened by the shell
    except: '^[^ ]*explorer(?:\\.exe)? +https?://[^ ]+$',
  },
  {
    id: 'document-library',
    what: {
      ja: 'Officeや文書のソフトから、利用者のフォルダのDLLが実行された',
      en: "a document program ran a library out of a user's folder",
    },
    strength: 'strong',
    parent: OFFICE,
    child: named('rundll32|regsvr32'),
    command: USER_FOLDER,
    except: 'appdata\\\\(?:local|roaming)\\\\microsoft\\\\',
  },
  {
    id: 'equation-editor',
    what: { ja: '数式エディタがプログラムを起動した', en: 'the equation editor started a program' },
    strength: 'strong',
    parent: named('eqnedt32'),
  },
  {
    id: 'mail-attachment-ran',
    what: {
      ja: 'メールソフトの添付フォルダから直接実行された',
      en: "something ran straight out of the mail program's folder of attachments",
    },
    strength: 'strong',
    command: `\\\\content\\.outlook\\\\[^\\\\]+\\\\[^\\\\]+\\.(?:exe|scr|pif|com|jse?|vbs|vbe|wsf|hta|ps1|bat|cmd|lnk)\\b`,
  },
  {
    id: 'remote-script-host',
    what: {
      ja: 'mshta・regsvr32が外部のスクリプトを実行した',
      en: 'mshta or regsvr32 ran a script from elsewhere',
    },
    strength: 'strong',
    child: named('mshta|regsvr32'),
    command: 'https?://|javascript:|vbscript:|/i:[^ ]+ .*scrobj|@(?:ssl|80|443)\\\\',
  },
  {
    id: 'recovery-destroyed',
    what: {
      ja: 'シャドウコピーや復元の仕組みが消された（ランサムウェアの前触れ）',
      en: 'shadow copies or recovery were destroyed (a sign of ransomware)',
    },
    strength: 'strong',
    command:
      'vssadmin(?:\\.exe)? +delete +shadows.*/(?:all|quiet)|shadowcopy.*delete|delete.*shadowcopy|wbadmin(?:\\.exe)? +delete +(?:catalog|systemstatebackup)|recoveryenabled +no|bootstatuspolicy +ignoreallfailures',
  },
  {
    id: 'hidden-encoded-command',
    what: {
      ja: '隠れて動く暗号化したPowerShellの命令が、スクリプトやシェルから実行された',
      en: 'a script or the shell ran a hidden, encoded PowerShell command',
    },
    strength: 'strong',
    child: POWERSHELL,
    parent: named('explorer|wscript|cscript|mshta|rundll32|regsvr32|hh|wmiprvse|winrshost|services'),
    command: `${ENCODED}.*${HIDDEN}|${HIDDEN}.*${ENCODED}`,
  },
  {
    id: 'archive-disguised',
    what: {
      ja: '圧縮ファイルの中の .scr・.pif・.com が実行された',
      en: 'a .scr, .pif or .com ran out of an archive',
    },
    strength: 'strong',
    child: `${OUT_OF_ARCHIVE}(?:.*)\\.(?:scr|pif|com)$`,
  },
  {
    id: 'archive-script',
    what: {
      ja: '圧縮ファイルの中のスクリプトが実行された',
      en: 'a script ran out of an archive',
    },
    strength: 'plain',
    child: `${SCRIPT_HOST}|${POWERSHELL}`,
    command: `${OUT_OF_ARCHIVE}.*${SCRIPT}`,
  },
  {
    id: 'archiver-runs',
    what: {
      ja: '解凍ソフトからスクリプトの実行環境が起動した',
      en: 'an archive program started a script host',
    },
    strength: 'plain',
    parent: ARCHIVER,
    child: RUNNER,
  },
  {
    id: 'document-script',
    what: {
      ja: 'Officeや文書・メールのソフトからスクリプトの実行環境が起動した',
      en: 'a document or mail program started a script host',
    },
    strength: 'plain',
    parent: OFFICE,
    child: RUNNER,
  },
  {
    id: 'document-shell-script',
    what: {
      ja: 'Officeや文書・メールのソフトから、コマンドプロンプト経由でスクリプトが起動した',
      en: 'a document or mail program started a script by way of the command prompt',
    },
    strength: 'plain',
    parent: OFFICE,
    child: named('cmd'),
    command: '\\b(?:powershell|pwsh|mshta|wscript|cscript|regsvr32|rundll32|certutil|bitsadmin)\\b',
  },
  {
    id: 'document-program',
    what: {
      ja: 'Officeや文書・メールのソフトから、一時フォルダのプログラムが起動した',
      en: 'a document or mail program started a program out of a temporary folder',
    },
    strength: 'plain',
    parent: OFFICE,
    child: `${PASSING_FOLDER}.*\\.(?:exe|scr|com|pif)$`,
  },
  {
    id: 'library-from-user-folder',
    what: {
      ja: 'rundll32が一時フォルダやダウンロードのファイルを実行した',
      en: 'rundll32 ran a file out of a temporary or download folder',
    },
    strength: 'plain',
    child: named('rundll32'),
    command: `rundll32(?:\\.exe)? .*${PASSING_FOLDER}`,
  },
  {
    id: 'library-from-drive',
    what: {
      ja: '別のドライブ（マウントされたディスクイメージなど）の直下のファイルが実行された',
      en: 'a file at the root of another drive, such as a mounted disk image, was run',
    },
    strength: 'plain',
    parent: named('explorer|cmd'),
    child: named('rundll32|regsvr32|mshta'),
    command: ' [d-z]:\\\\[^\\\\]+\\.[a-z0-9]{2,4}\\b',
  },
  {
    id: 'fetch-and-run',
    what: {
      ja: 'PowerShellが外部から取得したものをそのまま実行した',
      en: 'PowerShell ran what it fetched from elsewhere',
    },
    strength: 'plain',
    child: `${SHELL}|${named('mshta')}`,
    command:
      '(?:downloadstring|downloadfile|downloaddata|invoke-webrequest|\\biwr\\b|invoke-restmethod|\\birm\\b|start-bitstransfer|\\bcurl\\b).*(?:\\biex\\b|invoke-expression|start-process|\\bsaps\\b|[-/]w[a-z]* +hidden|&&? *[^ ]+\\.exe)|(?:\\biex\\b|invoke-expression).*(?:downloadstring|\\biwr\\b|\\birm\\b|invoke-webrequest|invoke-restmethod)',
    except: KNOWN_SOURCES,
  },
  {
    id: 'tool-fetches',
    what: {
      ja: 'Windowsの管理用プログラムで外部からファイルが取得された',
      en: 'a tool of Windows was used to fetch a file',
    },
    strength: 'plain',
    child: named('certutil|bitsadmin|msiexec|desktopimgdownldr|certreq|hh|finger'),
    command:
      'urlcache.*https?://.* [^ ]+\\.[a-z0-9]{2,4}$|urlcache.*[-/](?:f|split).*https?://|/transfer.*https?://|/(?:q[a-z]*|quiet).*https?://|https?://.*/q',
    except: KNOWN_SOURCES,
  },
  {
    id: 'decoded-program',
    what: {
      ja: 'certutilで符号化されたファイルが復元された',
      en: 'certutil decoded a file in a folder that users write to',
    },
    strength: 'plain',
    child: named('certutil'),
    command: `[-/]decode(?:hex)? .*${USER_FOLDER}`,
  },
  {
    id: 'script-opened',
    what: {
      ja: 'ダウンロードしたスクリプト（.js・.hta など）が開かれた',
      en: 'a downloaded script (.js, .hta …) was opened',
    },
    strength: 'plain',
    parent: named('explorer|chrome|msedge|firefox'),
    child: SCRIPT_HOST,
    command: `${PASSING_FOLDER}.*\\.(?:jse?|vbe|wsf|wsh|hta)\\b`,
  },
  {
    id: 'odd-folder',
    what: {
      ja: 'プログラムを置かない場所（パブリック、ごみ箱など）から実行された',
      en: 'something ran from a place where no program is kept (public folder, recycle bin …)',
    },
    strength: 'plain',
    child:
      '\\\\users\\\\public\\\\(?:.*)\\.(?:exe|scr|com)$|\\\\perflogs\\\\(?:.*)\\.exe$|\\$recycle\\.bin\\\\(?:.*)\\.(?:exe|scr|com)$|\\\\programdata\\\\[^\\\\]+\\.(?:exe|scr|com)$|\\\\windows\\\\(?:fonts|debug|media|addins|cursors|tracing|tasks)\\\\(?:.*)\\.(?:exe|scr|com)$',
  },
  {
    id: 'hidden-encoded',
    what: {
      ja: '隠れて動く暗号化したPowerShellの命令が実行された',
      en: 'a hidden, encoded PowerShell command ran',
    },
    strength: 'plain',
    child: POWERSHELL,
    command: `${ENCODED}.*${HIDDEN}|${HIDDEN}.*${ENCODED}`,
    except: '\\\\program files|\\\\ccm\\\\|\\\\ansible',
  },
  {
    id: 'log-cleared',
    what: { ja: 'イベントログが消去された', en: 'an event log was cleared' },
    // new computers are made from images whose logs are cleared
    strength: 'weak',
    child: '^log-cleared$',
  },
  {
    id: 'encoded',
    what: { ja: '暗号化したPowerShellの命令が実行された', en: 'an encoded PowerShell command ran' },
    strength: 'weak',
    child: POWERSHELL,
    command: ENCODED,
  },
  {
    id: 'archive-program',
    what: {
      ja: '圧縮ファイルから直接プログラムが実行された',
      en: 'a program ran straight out of an archive',
    },
    strength: 'weak',
    child: `${OUT_OF_ARCHIVE}.*\\.exe$`,
    except: 'setup|install|update|uninst',
  },
  {
    id: 'document-shell',
    what: {
      ja: 'Officeや文書・メールのソフトからコマンドプロンプトが起動した',
      en: 'a document or mail program started the command prompt',
    },
    strength: 'weak',
    parent: OFFICE,
    child: named('cmd'),
  },
]
