/**
 * The tables of a workspace. Columns are the Elastic Common Schema's, dots as underscores. Times are UTC, milliseconds. An unknown
 * address is `::` (IPv4 is kept mapped), an unknown text ''. `line` counts from 1 in the decoded file.
 *
 * Sort keys: every detector groups by client, then destination, over time; so events of a client lie together and delta-coded
 * times compress. `evidence_id` comes last: reading one evidence alone is rare (verify, re-reading), joining by it cheap.
 * Codecs: Delta+ZSTD for times and line numbers (they rise), LowCardinality where a column has tens to thousands of values.
 */
export const SCHEMA_VERSION = 1

export const EVENT_TABLES = ['web_event', 'flow_event', 'dns_event', 'lease_event'] as const
export type EventTable = (typeof EVENT_TABLES)[number]

const common = {
  time: "DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))",
  observer_type: 'LowCardinality(String)', // proxy | firewall | sensor | resolver | dhcp | server
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
}
