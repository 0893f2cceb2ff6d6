/** What happens to the organisation's accounts, before it becomes lines of its mail server, cloud and VPN. Times are seconds since 1970. */
import type { Administration, AtMachine } from './directory-event.ts'
import type { AtExchange } from './exchange-event.ts'

export interface SignIn {
  kind: 'sign-in'
  time: number
  service: 'imap' | 'pop3' | 'smtp' | 'm365' | 'google' | 'vpn'
  user: string
  address: string
  ok: boolean
  /** of the cloud's clients */
  agent?: string
  device?: string
  /** what a session of the mail server gave out; default: what is new */
  read?: Read
}

export interface Read {
  messages: number
  bytes: number
  seconds: number
}

/** A message handed in, by a signed-in user or (user '') by a machine that the server trusts, or by a stranger. */
export interface Sent {
  kind: 'sent'
  time: number
  user: string
  from: string
  address: string
  to: string[]
  /** of each recipient */
  outcome: (to: string, nth: number) => 'sent' | 'bounced' | 'deferred'
}

/** A rule, a forwarding or a consent in the cloud. */
export interface Change {
  kind: 'change'
  time: number
  user: string
  address: string
  operation: 'New-InboxRule' | 'Consent to application.'
  parameters: [string, string][]
}

/** A file of the cloud storage, fetched by a person or by what keeps a folder in step. */
export interface Fetched {
  kind: 'fetched'
  time: number
  user: string
  address: string
  operation: 'FileDownloaded' | 'FileSyncDownloadedFull'
  file: string
}

export type AccountEvent = SignIn | Sent | Change | Fetched | AtMachine | Administration | AtExchange

export const signIn = (
  time: number,
  service: SignIn['service'],
  user: string,
  address: string,
  more: Partial<SignIn> = {},
): SignIn => ({
  kind: 'sign-in',
  time,
  service,
  user,
  address,
  ok: true,
  ...more,
})

export const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
export const arrives = () => 'sent' as const
