/** A squid.conf among the evidence, or a note that quotes from it: its `logformat` lines tell how the log beside it is to be read. */
import type { Format } from './format.ts'
import { LogformatError, squidLogformat } from './squid-logformat.ts'

const LONGEST = 1000 // characters of a definition
const MOST = 8 // definitions of one scan

/**
 * All formats, with those that the configurations define. Whoever wrote the file must not take other products' lines: what it defines is tried
 * after all others, but before those that read nearly any access log where it writes Squid's own result code, as no web server does.
 */
export function withLogformats(formats: Format[], configurations: string[]): Format[] {
  const defined = logformatsOf(configurations)
  const generic = formats.findIndex(({ id }) => id === 'squid-clf')
  const [told, untold] = [
    defined.filter(({ pattern }) => pattern.includes(RESULT)),
    defined.filter(({ pattern }) => !pattern.includes(RESULT)),
  ]
  return [...formats.slice(0, generic), ...told, ...formats.slice(generic), ...untold]
}

/** On a line of its own, or quoted in a sentence of a note; never in a comment. */
const DEFINITION = /^(?!\s*#)(?:.*[\s`"'“「:：])?logformat\s+[\w-]+\s+([^\s`]*%[^`\n]*?)\s*(?:`.*)?$/gm

function logformatsOf(configurations: string[]): Format[] {
  const definitions = configurations.flatMap((text) =>
    [...text.matchAll(DEFINITION)].map(([, definition = '']) => definition),
  )
  return [...new Set(definitions)]
    .filter((definition) => definition.length <= LONGEST)
    .flatMap((definition) => readable(definition))
    .slice(0, MOST)
    .map((format, i) => ({
      ...format,
      id: `squid-conf-${i + 1}`,
      title: 'Squid access.log with the logformat of the squid.conf handed in',
      ...(i === 0 ? { ignore: SETTINGS } : {}),
    }))
}

/** One without client, time or URL tells nothing of a host: its lines stay unread. */
function readable(definition: string): Format[] {
  try {
    return [squidLogformat(definition)]
  } catch (error) {
    if (error instanceof LogformatError) return []
    throw error
  }
}

/** as squid-logformat.ts writes %Ss and %Sh */
const RESULT = '(?:[A-Z_]+|-)'

const SETTINGS: Format['ignore'] = [
  {
    pattern:
      '\\s*(?:#(?:\\s|$|#|(?:acl|http|https|cache|auth|refresh|access|coredump|icap|url|ssl)\\w*\\s)|logformat\\s+\\S+\\s+.*%|(?:access|cache|cache_store)_log\\s|acl\\s+\\S+\\s+\\S|(?:http|icp|htcp|https|reply|log|always_direct|never_direct|ssl_bump|cache_peer|miss|adapted_http|snmp)_access\\s+(?:allow|deny)\\s|(?:always_direct|never_direct|ssl_bump|cache|tcp_outgoing_address|delay_access|request_header_access|reply_header_access)\\s+\\S|https?_port\\s+\\S|auth_param\\s+\\S|(?:cache_dir|cache_mem|cache_mgr|cache_peer|cache_replacement_policy|cache_effective_(?:user|group)|coredump_dir|refresh_pattern|visible_hostname|dns_nameservers|dns_v4_first|forwarded_for|hosts_file|icap_\\w+|logfile_rotate|maximum_object_size\\w*|minimum_object_size|memory_pools|pid_filename|quick_abort_\\w+|read_timeout|request_body_max_size|shutdown_lifetime|sslcrtd_\\w+|sslproxy_\\w+|strip_query_terms|tls_outgoing_options|url_rewrite_\\w+|via|workers|include|error_directory|err_page_stylesheet|external_acl_type|half_closed_clients|connect_timeout|client_lifetime|eui_lookup|ftp_user|log_mime_hdrs|log_ip_on_direct|buffered_logs|netdb_filename|offline_mode|original_dst|prefer_direct|positive_dns_ttl|negative_(?:dns_)?ttl|retry_on_error|send_hit|store_\\w+|unique_hostname|wccp2?_\\w+)\\s+\\S)',
    reason: { ja: 'Squidの設定（squid.conf）', en: "Squid's settings (squid.conf)" },
  },
]
