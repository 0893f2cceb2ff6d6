/** RE2 of programs and folders of Windows, lower case, as the behaviours of computers name them (behaviour.ts). */

const program = (names: string) => `(?:^|[\\\\/])(?:${names})\\.exe$`

/** What opens mail and documents: Office, PDF readers, mail clients, Ichitaro. */
export const OFFICE = program(
  'winword|excel|powerpnt|outlook|olk|onenote|msaccess|mspub|visio|eqnedt32|acrord32|acrobat|foxitreader|foxitpdfreader|foxitpdfeditor|sumatrapdf|taro[0-9]*|thunderbird|turukame|b2|wps|et',
)
export const ARCHIVER = program(
  '7zfm|7zg|winrar|explzh|lhaplus|lhaz|cubeice|noah|bandizip|peazip|winzip(?:32|64)|izarc',
)
/** Programs of Windows that run what they are given. */
export const RUNNER = program(
  'powershell|pwsh|powershell_ise|wscript|cscript|mshta|regsvr32|certutil|bitsadmin|msbuild|installutil|regasm|wmic|hh|scrcons',
)
export const SCRIPT_HOST = program('wscript|cscript|mshta')
export const SHELL = program('cmd|powershell|pwsh')
export const POWERSHELL = program('powershell|pwsh')
export const named = program

/** Folders into which a user without rights can write. */
export const USER_FOLDER =
  '(?:\\\\users\\\\(?:public|[^\\\\]+\\\\(?:appdata\\\\(?:local|roaming|locallow)|downloads|desktop|documents|music|pictures|videos))\\\\|\\\\programdata\\\\|\\\\windows\\\\temp\\\\|\\\\perflogs\\\\|\\$recycle\\.bin\\\\|%(?:local)?appdata%|%te?mp%|%public%|%programdata%|%userprofile%)'
/** Of these, the ones where no installed software lives. */
export const PASSING_FOLDER =
  '(?:\\\\users\\\\public\\\\|\\\\appdata\\\\local\\\\temp\\\\|\\\\(?:downloads|desktop|music|pictures|videos)\\\\|\\\\windows\\\\temp\\\\|\\\\perflogs\\\\|\\$recycle\\.bin\\\\|\\\\programdata\\\\[^\\\\]+\\.[a-z0-9]{2,4}\\b|%te?mp%|%public%)'
/** Where archivers and Windows' own ZIP folder put what is opened out of an archive. */
export const OUT_OF_ARCHIVE =
  '\\\\temp\\\\(?:temp[0-9]+_[^\\\\]+\\.zip|[0-9a-f-]{36}_[^\\\\]+\\.zip[^\\\\]*|rar\\$[^\\\\]+|7z[a-z0-9]+|bnz\\.[^\\\\]+|lhaplus[^\\\\]*|wz[0-9a-f]{4})\\\\'
export const ENCODED = '[-/]e(?:nc?|nco[a-z]*|c)? +[a-z0-9+/=]{40,}'
export const HIDDEN = '[-/]w(?:i[a-z]*)? +(?:hidden|1\\b)'
/** A command that fetches, unpacks or hides what it runs. */
export const FETCHES = `(?:https?://|ftp://|javascript:|vbscript:|frombase64string|downloadstring|downloadfile|downloaddata|invoke-webrequest|invoke-expression|\\biex\\b|\\biwr\\b|${ENCODED}|${HIDDEN}|\\\\\\\\[a-z0-9.-]+@(?:ssl|[0-9]+)\\\\)`
