/**
 * Messages as mail servers' lines tell them, as a CTE for detectors' queries: `message`, one row a queue id of a server (or a line, where the
 * log has one line a message). Servers tell client, sender and recipients of one message in lines of their own.
 */
const CAME = "source_ip != toIPv6('::') AND event_action IN ('accept', 'submit', 'queue')"
const RECIPIENTS = "arrayFilter(one -> position(one, '@') > 0, arrayMap(one -> lower(one), email_to_address))"

export const MESSAGES = `
  message AS
  (
    SELECT if(email_local_id = '', concat(mailflow.evidence_id, ':', toString(mailflow.line)), concat(observer_name, ' ', email_local_id)) AS id,
      min(mailflow.time) AS at, argMinIf(source_ip, (mailflow.time, mailflow.line), ${CAME}) AS origin,
      argMinIf(internal, (mailflow.time, mailflow.line), ${CAME}) AS from_inside, max(mailflow.account) AS signed_in,
      lower(max(email_from_address)) AS sender, max(email_recipients) AS told, groupUniqArrayArray(1000)(${RECIPIENTS}) AS recipients,
      groupUniqArrayArrayIf(1000)(${RECIPIENTS}, external = 1 AND event_action = 'deliver' AND event_outcome IN ('success', '')) AS delivered_outside,
      max(network_direction = 'outbound') AS outbound, max(event_action = 'bounce') AS bounced,
      argMin(mailflow.evidence_id, (mailflow.time, mailflow.evidence_id, mailflow.line)) AS evidence_id,
      argMin(mailflow.line, (mailflow.time, mailflow.evidence_id, mailflow.line)) AS line,
      toString(IPv6CIDRToRange(origin, if(position(address(origin), ':') > 0, 32, 112)).1) AS network
    FROM mailflow
    WHERE event_action IN ('accept', 'submit', 'queue', 'deliver', 'bounce', 'defer', 'header')
    GROUP BY id
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
