/**
 * Messages as mail servers' lines tell them, as a CTE for detectors' queries: `message`, one row a queue id of a server (or a line, where the
 * log has one line a message). Servers tell client, sender and recipients of one message in lines of their own.
 */
const CAME = "source_ip != toIPv6('::') AND event_action IN ('accept', 'submit', 'queue')"
const RECIPIENTS = "arrayFilter(one -> position(one, '@') > 0, arrayMap(one -> lower(one), email_to_address))"

export const MESSAGES = `
  told_message AS
  (
    SELECT if(email_local_id = '', concat(mailflow.evidence_id, ':', toString(mailflow.line)), concat(observer_name, ' ', email_local_id)) AS id,
      min(mailflow.time) AS at, argMinIf(source_ip, (mailflow.time, mailflow.line), ${CAME}) AS origin,
      argMinIf(internal, (mailflow.time, mailflow.line), ${CAME}) AS from_inside, max(mailflow.account) AS signed_in_to_send,
      lower(max(email_from_address)) AS sender, max(email_recipients) AS told, groupUniqArrayArray(1000)(${RECIPIENTS}) AS recipients,
      groupUniqArrayArrayIf(1000)(${RECIPIENTS}, external = 1 AND event_action = 'deliver' AND event_outcome IN ('success', '')) AS delivered_outside,
      groupUniqArrayArrayIf(1000)(${RECIPIENTS}, event_action = 'deliver' AND event_outcome IN ('success', '')) AS handed_on,
      max(network_direction = 'outbound') AS outbound, max(event_action = 'bounce') AS bounced, max(event_action = 'defer') AS deferred,
      argMin(mailflow.evidence_id, (mailflow.time, mailflow.evidence_id, mailflow.line)) AS evidence_id,
      argMin(mailflow.line, (mailflow.time, mailflow.evidence_id, mailflow.line)) AS line,
      toString(IPv6CIDRToRange(origin, if(position(address(origin), ':') > 0, 32, 112)).1) AS network
    FROM mailflow
    WHERE event_action IN ('accept', 'submit', 'queue', 'deliver', 'bounce', 'defer', 'header')
    GROUP BY id
  ),
  -- POP before SMTP: a server that lets an address send for which a mailbox was opened shortly before. Mail services fetch and hand in alike.
  -- And servers (sendmail) that tell of the sign-in to send in a line that no queue id joins to the message
  popped AS
  (
    SELECT source_ip AS popped_from, time AS popped_at, account AS popped_by
    FROM auth
    WHERE network_protocol IN ('pop3', 'imap', 'smtp', 'submission') AND event_action = 'login' AND event_outcome = 'success' AND internal = 0 AND source_ip != toIPv6('::')
      AND source_ip NOT IN (SELECT ip FROM sign_in_network WHERE kind = 'mail-fetch')
  ),
  message AS
  (
    SELECT told_message.*,
      multiIf(signed_in_to_send != '', signed_in_to_send,
        from_inside = 0 AND notEmpty(delivered_outside) AND popped_by != '' AND dateDiff('minute', popped_at, at) <= 60, popped_by, '') AS signed_in
    FROM told_message
    ASOF LEFT JOIN popped ON popped.popped_from = told_message.origin AND popped.popped_at <= told_message.at
  ),
  -- domains in which at least two accounts sign in, or that machines inside write from, are the organisation's
  own_domain AS
  (
    SELECT lower(splitByChar('@', user_name)[2]) AS domain
    FROM auth
    WHERE position(user_name, '@') > 0 AND event_outcome = 'success'
    GROUP BY domain
    HAVING uniqExact(lower(user_name)) >= 2
    UNION DISTINCT
    SELECT splitByChar('@', sender)[2] AS domain
    FROM message
    WHERE position(sender, '@') > 0 AND (from_inside = 1 OR outbound = 1)
    GROUP BY domain
    HAVING uniqExact(sender) >= 2 AND count() * 10 >= (SELECT count() FROM message WHERE from_inside = 1 OR outbound = 1)
  ),
  (SELECT groupUniqArray(10000)(domain) FROM own_domain) AS own_domains`

/** SQL: is it an address of the organisation? */
export const isOwn = (address: string) => `has(own_domains, splitByChar('@', ${address})[2])`
