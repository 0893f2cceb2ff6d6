/**
 * The tables of a workspace. Columns are the Elastic Common Schema's, dots as underscores. Times are UTC, milliseconds. An unknown
 * address is `::` (IPv4 is kept mapped), an unknown text ''. `line` counts from 1 in the decoded file.
 *
 * Sort keys: every detector groups by client, then destination, over time; so events of a client lie together and delta-coded
 * times compress. `evidence_id` comes last: reading one evidence alone is rare (verify, re-reading), joining by it cheap.
 * Codecs: Delta+ZSTD for times and line numbers (they rise), LowCardinality where a column has tens to thousands of values.
 */
/** Raised when tables change, and when lines are read otherwise than before: what is read once is not read again. */
export const SCHEMA_VERSION = 7

export const EVENT_TABLES = [
  'web_event',
  'flow_event',
  'dns_event',
  'lease_event',
  'auth_event',
  'mail_event',
  'endpoint_event',
] as const
export type EventTable = (typeof EVENT_TABLES)[number]

const common = {
  time: "DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
  observer_type: 'LowCardinality(String)', // proxy | firewall | sensor | resolver | dhcp | server | vpn | mail | cloud | endpoint
  source_ip: 'IPv6 CODEC(ZSTD(1))',
  source_address: 'LowCardinality(String)', // as logged: a name where the log has no address
  source_port: 'UInt16',
  destination_ip: 'IPv6 CODEC(ZSTD(1))',
  destination_port: 'UInt16',
}

/** Column name → type, per table, without the bookkeeping columns `evidence_id` and `line`, which every table ends with. */
export const COLUMNS: Record<EventTable, Record<string, string>> = {
  /** One request (proxy, web server, sensor's HTTP) or one TLS handshake with a server name (network_protocol = 'tls'). */
  web_event: {
    ...common,
    user_name: 'LowCardinality(String)',
    network_protocol: 'LowCardinality(String)', // http | tls
    http_request_method: 'LowCardinality(String)',
    url_domain: 'String CODEC(ZSTD(1))', // lower case, no port, no trailing dot; a bare address as logged
    url_original: 'String CODEC(ZSTD(1))',
    http_response_status_code: 'UInt16', // 0 = unknown
    event_outcome: 'LowCardinality(String)', // success | failure | denied | ''
    event_action: 'LowCardinality(String)', // the product's own word (TCP_MISS …)
    http_request_bytes: 'Int64', // -1 = the log has no such field
    http_response_bytes: 'Int64', // -1 = the log has no such field
    event_duration_ms: 'Int64', // -1 = unknown
    user_agent_original: 'LowCardinality(String)',
    http_request_referrer: 'String CODEC(ZSTD(1))',
    http_response_mime_type: 'LowCardinality(String)',
  },
  /** One connection or session. */
  flow_event: {
    ...common,
    user_name: 'LowCardinality(String)',
    source_mac: 'LowCardinality(String)',
    source_name: 'LowCardinality(String)', // device name where the log has one
    destination_domain: 'String CODEC(ZSTD(1))', // where the log has one
    network_transport: 'LowCardinality(String)', // tcp | udp | icmp | number
    network_application: 'LowCardinality(String)',
    event_action: 'LowCardinality(String)', // allowed | denied | other
    event_id: 'String CODEC(ZSTD(1))', // session or connection id: snapshots of one connection share it
    source_bytes: 'Int64', // sent by the source; -1 = unknown
    destination_bytes: 'Int64',
    event_duration_ms: 'Int64', // -1 = unknown
    observer_name: 'LowCardinality(String)',
    rule_name: 'LowCardinality(String)',
  },
  /** One question, or one answer, or both, as the log has it. source_ip is the asking client (`::` where the log doesn't tell). */
  dns_event: {
    ...common,
    event_type: 'LowCardinality(String)', // query | answer | both
    dns_question_name: 'String CODEC(ZSTD(1))', // lower case, no trailing dot
    dns_question_type: 'LowCardinality(String)',
    dns_response_code: 'LowCardinality(String)', // NOERROR, NXDOMAIN, NODATA …, '' = not in this line
    dns_resolved_ip: 'Array(IPv6)',
    dns_answers_data: 'Array(String)', // names and texts of the answer (CNAME targets, TXT)
    dns_answers_ttl: 'UInt32', // smallest; 0 = unknown
  },
  /** Who had which address. source_ip = the leased address. */
  lease_event: {
    ...common,
    event_action: 'LowCardinality(String)', // assign | release | expire
    source_mac: 'LowCardinality(String)', // aa:bb:cc:dd:ee:ff
    source_name: 'LowCardinality(String)',
    lease_seconds: 'UInt32', // 0 = unknown
  },
  /** One sign-in, its failure or its end, or one act by which an account changes hands (rule, consent, password, role). */
  auth_event: {
    ...common,
    observer_name: 'LowCardinality(String)', // the machine or device that wrote it
    destination_address: 'LowCardinality(String)', // the machine or service signed in to, as logged
    user_name: 'String CODEC(ZSTD(1))', // as logged; a mail address stays whole
    user_domain: 'LowCardinality(String)', // lower case; Windows' domain, the part before `\\`
    user_target_name: 'String CODEC(ZSTD(1))', // whom it is done to: mailbox, account, group, target of RunAs
    event_action: 'LowCardinality(String)', // login | logout | ticket | mailbox-rule | mail-forwarding | consent | password-change …
    event_outcome: 'LowCardinality(String)', // success | failure | ''
    event_reason: 'LowCardinality(String)', // of a failure, or the method of a success
    event_count: 'UInt32', // attempts that the line stands for; 0 = the one
    event_code: 'LowCardinality(String)', // the product's own: 4625, 113005, UserLoginFailed
    event_id: 'String CODEC(ZSTD(1))',
    network_protocol: 'LowCardinality(String)', // the service: ssh | pop3 | imap | smtp | vpn | web | rdp | smb | kerberos | m365 …
    source_domain: 'LowCardinality(String)', // the client's machine name where the log has one
    source_geo_country_iso_code: 'LowCardinality(String)', // as the log has it
    source_as_number: 'UInt32', // 0 = not in the log
    user_agent_original: 'LowCardinality(String)',
    session_id: 'String CODEC(ZSTD(1))',
    device_id: 'String CODEC(ZSTD(1))',
    application_name: 'LowCardinality(String)', // client application or the one consented to
    rule_name: 'LowCardinality(String)', // mailbox rule, policy, privilege or role
    event_details: 'String CODEC(ZSTD(1))', // the rule's conditions, the consent's scopes … as logged
  },
  /**
   * One line of a mail server. Most servers write several lines about a message: `email_local_id` (queue id) with `observer_name` joins
   * them. A line with a signed-in sender (`user_name`) is a successful sign-in as well: the view `auth` counts it.
   */
  mail_event: {
    ...common,
    observer_name: 'LowCardinality(String)',
    event_action: 'LowCardinality(String)', // connect | disconnect | accept | queue | deliver | defer | bounce | reject | header | remove …
    event_outcome: 'LowCardinality(String)', // success | failure | denied | ''
    event_reason: 'String CODEC(ZSTD(1))', // the server's answer
    email_local_id: 'String CODEC(ZSTD(1))',
    email_message_id: 'String CODEC(ZSTD(1))', // without <>
    email_from_address: 'String CODEC(ZSTD(1))', // envelope sender without <>; '' also for the null sender
    email_to_address: 'Array(String)',
    email_subject: 'String CODEC(ZSTD(1))',
    email_size: 'Int64', // bytes; -1 = not in this line
    email_recipients: 'UInt32', // number of recipients; 0 = not in this line
    email_attachments: 'Array(String)', // names
    user_name: 'String CODEC(ZSTD(1))', // who signed in to send
    source_domain: 'LowCardinality(String)', // the client's name
    smtp_helo: 'LowCardinality(String)',
    destination_domain: 'LowCardinality(String)', // the server it is handed to
    smtp_status: 'LowCardinality(String)', // 5.7.1
    network_direction: 'LowCardinality(String)', // inbound | outbound | internal | ''
    rule_name: 'LowCardinality(String)', // the policy or list that decided
    threat_name: 'LowCardinality(String)',
  },
  /** What happened on a computer: processes, files, detections by antivirus, services, tasks, cleared logs. */
  endpoint_event: {
    ...common,
    observer_name: 'LowCardinality(String)', // the product
    host_name: 'LowCardinality(String)',
    user_name: 'LowCardinality(String)',
    user_domain: 'LowCardinality(String)',
    event_action: 'LowCardinality(String)', // process-start | file-create | malware-detected | service-installed | task-created | log-cleared …
    event_outcome: 'LowCardinality(String)',
    event_reason: 'LowCardinality(String)', // what the product did: quarantined, deleted …
    event_code: 'LowCardinality(String)',
    event_id: 'String CODEC(ZSTD(1))',
    process_executable: 'String CODEC(ZSTD(1))',
    process_command_line: 'String CODEC(ZSTD(1))',
    process_pid: 'UInt32', // 0 = unknown
    process_entity_id: 'String CODEC(ZSTD(1))',
    process_parent_executable: 'String CODEC(ZSTD(1))',
    process_parent_command_line: 'String CODEC(ZSTD(1))',
    process_hash_sha256: 'String CODEC(ZSTD(1))',
    process_hash_md5: 'String CODEC(ZSTD(1))',
    file_path: 'String CODEC(ZSTD(1))', // the file, registry key, task or pipe
    file_hash_sha256: 'String CODEC(ZSTD(1))',
    threat_name: 'LowCardinality(String)',
    rule_name: 'LowCardinality(String)',
    rule_level: 'LowCardinality(String)',
    event_details: 'String CODEC(ZSTD(1))',
  },
}

/** By what each table is sorted: what its detectors group by. */
export const SORTED_BY: Record<EventTable, string> = {
  web_event: 'source_ip, url_domain, time',
  flow_event: 'source_ip, destination_ip, time',
  dns_event: 'source_ip, destination_ip, time',
  lease_event: 'source_ip, destination_ip, time',
  auth_event: 'user_name, source_ip, time',
  mail_event: 'observer_name, source_ip, time',
  endpoint_event: 'host_name, event_action, time',
}
