/** What has to stand in Postfix's master.cf and main.cf for the filter to sit between two of its services. */
import type { MailFilterConfig } from '../../story/mail-filter-config.ts'
import { hostAndPort } from './next-hop.ts'

export function postfixLines(config: MailFilterConfig): string {
  const next = hostAndPort(config.next_hop)
  // longer than the filter ever takes for one mail, so that it is the filter who answers
  const timeout = config.judge_seconds + config.queue_seconds + 60
  return `# master.cf: the service that the Internet speaks to. Replace its line. / 外部から受ける smtp の行を置き換える
smtp      inet  n       -       y       -       ${config.max_connections}       smtpd
  -o smtpd_proxy_filter=${config.listen}
  -o smtpd_proxy_timeout=${timeout}s
  -o smtpd_proxy_options=speed_adjust

# master.cf: the service behind the filter; nobody else may reach it. / 検査後に受け取る側（このサーバからのみ）
${next.host.includes(':') ? `[${next.host}]` : next.host}:${next.port} inet n  -       n       -       -       smtpd
  -o smtpd_authorized_xforward_hosts=127.0.0.0/8,[::1]/128
  -o smtpd_client_restrictions=
  -o smtpd_helo_restrictions=
  -o smtpd_sender_restrictions=
  -o smtpd_relay_restrictions=permit_mynetworks,reject
  -o smtpd_recipient_restrictions=permit_mynetworks,reject
  -o smtpd_data_restrictions=
  -o smtpd_tls_security_level=none
  -o mynetworks=127.0.0.0/8,[::1]/128
  -o receive_override_options=no_unknown_recipient_checks
  -o smtpd_client_connection_count_limit=0
  -o smtpd_client_connection_rate_limit=0
  # Milters (OpenDKIM, rspamd) belong here: in front of a proxy filter they see no content.

# main.cf
message_size_limit = ${Math.min(config.max_message_bytes, 2_147_483_647)}
smtpd_forbid_bare_newline = normalize
`
}
