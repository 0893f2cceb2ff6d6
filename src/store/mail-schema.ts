/**
 * Tables of the messages themselves. A message is a row of `mail`, everything attached to it, all the way down, a row of
 * `mail_attachment`, every link a row of `mail_url`. Addresses and domains are lower case, times UTC.
 */
export const MAIL_TABLES: Record<string, { columns: Record<string, string>; order: string }> = {
  mail: {
    columns: {
      mail_id: 'String', // 16 hex: this copy in this place
      content_id: 'String', // 16 hex of the message's bytes: the same message elsewhere has it too
      inside: 'String', // mail_id of the message that this one is attached to, '' = none
      file: 'String', // as findings name it: `a.eml`, `box.mbox!/42`
      mailbox: 'LowCardinality(String)', // whose mailbox it lies in, '' = unknown
      folder: 'LowCardinality(String)',
      time: "DateTime64(3, 'UTC')", // when our side took it (newest Received), else its Date
      date: "Nullable(DateTime64(3, 'UTC'))", // the Date header
      message_id: 'String',
      in_reply_to: 'String',
      reference_ids: 'Array(String)',
      from_name: 'String',
      from_address: 'String',
      from_domain: 'LowCardinality(String)',
      from_count: 'UInt8',
      sender_address: 'String',
      reply_to: 'Array(String)',
      return_path: 'String',
      to_address: 'Array(String)',
      to_name: 'Array(String)',
      cc_address: 'Array(String)',
      bcc_address: 'Array(String)',
      delivered_to: 'Array(String)',
      subject: 'String',
      subject_key: 'String', // without Re:/Fw:/[list 12], NFKC, lower case, spaces folded
      text: 'String CODEC(ZSTD(3))',
      core: 'String CODEC(ZSTD(3))', // without quotes, signature, greetings and disclaimers: what is compared
      html: 'UInt8', // it has an HTML part
      hidden_orders: 'String', // hidden text that tells an assistant program what to do, '' = none
      html_script: 'String', // code in the HTML that would run by itself in a webmail with a gap, '' = none
      hops: 'String CODEC(ZSTD(3))', // JSON of the Received path, newest first (src/mail/message.ts Hop)
      origin_ip: 'IPv6', // the address from which it entered our side or, where that can't be told, the oldest public one; `::` unknown
      // the results that servers noted, side by side
      auth_server: 'Array(String)',
      auth_method: 'Array(String)',
      auth_result: 'Array(String)',
      auth_domain: 'Array(String)',
      dkim_domains: 'Array(String)',
      list_id: 'String',
      mailer: 'LowCardinality(String)',
      headers: 'String CODEC(ZSTD(3))', // JSON of the rest that a judgement may need: [[name, value, line] …], cut to 32 KB
      lines: 'UInt32',
      defects: 'Array(String)',
    },
    order: 'time, mail_id',
  },
  mail_attachment: {
    columns: {
      mail_id: 'String',
      item: 'UInt32', // number within the mail
      parent: 'Int32', // item that holds it, -1 = attached to the mail itself
      depth: 'UInt8',
      path: 'String',
      name: 'String',
      extension: 'LowCardinality(String)',
      declared_type: 'LowCardinality(String)',
      type: 'LowCardinality(String)', // by content (src/mail/attachment-tree.ts ContentType)
      bytes: 'Int64', // -1 = not readable
      sha256: 'String',
      inline: 'UInt8',
      encrypted: 'UInt8',
      password: 'String', // that opened it, '' = none needed or none fitted
      password_from: 'String', // mail_id that carried it, `option`, `rule` …
      unreadable: 'LowCardinality(String)',
      traits: 'Array(String)',
      details: 'Array(String)', // beside traits
      text: 'String CODEC(ZSTD(3))', // what a document says on its first pages, '' = none, or a long one
    },
    order: 'mail_id, item',
  },
  mail_url: {
    columns: {
      mail_id: 'String',
      url: 'String',
      url_domain: 'LowCardinality(String)', // host, lower case, punycode as written
      shown: 'String', // what the reader sees where it differs
      source: 'LowCardinality(String)', // text | html | attachment | qr | attachment-qr
    },
    order: 'mail_id, url',
  },
}
