/** Whose mailbox a file is and which folder of it, as far as its path tells. */

export interface Place {
  mailbox: string
  folder: string
}

export function placeOf(path: string): Place {
  const parts = path
    .replaceAll('!/', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  return maildir(parts) ?? spoolFile(parts) ?? named(parts) ?? { mailbox: '', folder: '' }
}

/** …/example.jp/taro/Maildir/.Sent/cur/1438563.M1P2.host:2,S */
function maildir(parts: string[]): Place | null {
  const state = parts.findLastIndex((part, i) => /^(cur|new|tmp)$/.test(part) && i === parts.length - 2)
  if (state < 1) return null
  let at = state - 1
  const folders: string[] = []
  while (at > 0 && (parts[at] ?? '').startsWith('.')) folders.unshift((parts[at--] ?? '').slice(1)) // Maildir++
  if (folders.length === 0 && at > 1 && /^maildir$/i.test(parts[at - 1] ?? '')) folders.unshift(parts[at--] ?? '') // folders as folders
  const box = /^(maildir|\.maildir|mail|inbox)$/i.test(parts[at] ?? '') ? at - 1 : at
  return { mailbox: account(parts, box), folder: folders.map(mutf7).join('.') || 'INBOX' }
}

/** /var/mail/taro, /var/spool/mail/taro */
function spoolFile(parts: string[]): Place | null {
  const name = parts.at(-1) ?? ''
  if (parts.at(-2) !== 'mail' || !/^(var|spool)$/.test(parts.at(-3) ?? '')) return null
  return { mailbox: name.toLowerCase(), folder: 'INBOX' }
}

/** a folder or file that is named by an address: `taro@example.jp.mbox`, `taro@example.jp/Inbox` */
function named(parts: string[]): Place | null {
  for (const part of parts.toReversed()) {
    const address = /^([\w.+-]+@[\w-]+(?:\.[\w-]+)+?)(?:\.(?:mbox|pst|ost|zip|eml|tar|tgz))*$/i.exec(part)?.[1]
    if (address) return { mailbox: address.toLowerCase(), folder: '' }
  }
  return null
}

/** taro below example.jp is taro@example.jp; below /home he is taro */
function account(parts: string[], at: number): string {
  const name = (parts[at] ?? '').toLowerCase()
  const above = (parts[at - 1] ?? '').toLowerCase()
  return !name.includes('@') && /^[\w-]+(\.[\w-]+)+$/.test(above) && !/\.(zip|tar|gz|tgz|mbox)$/.test(above)
    ? `${name}@${above}`
    : name
}

/** Folder names of IMAP servers (RFC 3501 5.1.3) */
function mutf7(name: string): string {
  return name.replace(/&([^-]*)-/g, (_, code: string) =>
    code === ''
      ? '&'
      : new TextDecoder('utf-16be').decode(Buffer.from(code.replaceAll(',', '/'), 'base64')).replace(/\0/g, ''),
  )
}
