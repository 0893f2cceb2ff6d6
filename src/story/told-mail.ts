/** A message that findings speak of, as reports tell it. */

export interface MailItem {
  item: number
  parent: number
  depth: number
  path: string
  name: string
  type: string
  bytes: number
  sha256: string
  encrypted: boolean
  password: string
  password_from: string
  unreadable: string
  traits: { trait: string; detail: string }[]
}

export interface MailLink {
  url: string
  url_domain: string
  shown: string
  source: string
}

/** One message that a finding speaks of. Times are ISO, UTC. */
export interface MailFacts {
  mail_id: string
  content_id: string
  file: string
  mailbox: string
  time: string
  /** the time is that of its file: the mail tells none */
  undated: boolean
  message_id: string
  references: string[]
  from_name: string
  from_address: string
  from_domain: string
  reply_to: string[]
  return_path: string
  to: string[]
  cc: string[]
  delivered_to: string[]
  subject: string
  subject_key: string
  text: string
  hops: { from: string; ip: string; by: string; protocol: string; time: string | null }[]
  authentication: { server: string; method: string; result: string; domain: string }[]
  dkim_domains: string[]
  list_id: string
  mailer: string
  headers: [string, string][]
  items: MailItem[]
  links: MailLink[]
  evidence_id: string
  line: number
  /** mailboxes that hold a message of the same sender domain and subject of the same day */
  reach: number
  /** mailboxes that hold the most widely sent of its attachments */
  file_reach: number
  /** mailboxes of ours at all, as far as the evidence shows */
  mailboxes: number
}
