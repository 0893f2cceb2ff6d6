/** What left each host for each family of places on conspicuous days, as the engine hands it over. */
import { type SeenRow, session } from '../row.ts'
import { MESHED } from './mesh.ts'

export interface UploadRow extends SeenRow {
  family: string
  destination: string
  address: string
  names: string[]
  days: string
  /** the day on which it begins to be conspicuous, and that day's busiest hour */
  opening: string
  peak_hour: number
  peak_bytes: string
  megabytes: number
  largest_day: number
  earlier_day: number
  usual_day: number
  night: number
  pages: string
  /** in which parts of it went out */
  hours: string
  n: string
  /** a web meeting's sound and pictures */
  call: number
  fresh: number
  /** more than two days: then the first one tells what is usual */
  long_log: number
  sharing: string
  /** hosts that send as much to addresses of the same block, where no name tells whose the address is */
  block_sharing: string
  /** on its days the rest is as much less: it stands in the place of what goes elsewhere on other days */
  replaces: number
  vendor: string
  meeting: string
  mesh: number
  trusted: string
  /** entry of the list of tunnels and remote control, or '' */
  tunnel: string
  /** bytes a second while connected; 0 where the log has no durations */
  rate: number
  uses_proxy: number
  /** enough hosts use a proxy for one that doesn't to be no PC */
  proxy_is_rule: number
}

/** Of web meetings: Zoom, STUN and Teams, Google Meet, Webex. From the vendors' own pages on firewall rules. */
const MEDIA_PORTS = [
  ...Array.from({ length: 10 }, (_, i) => 8801 + i),
  ...Array.from({ length: 4 }, (_, i) => 3478 + i),
  ...Array.from({ length: 5 }, (_, i) => 19_305 + i),
  5004,
  9000,
].join(', ')

const OTHER_DAYS = 5 // … on which the host sends much elsewhere
const INSTEAD = 0.5 // of the upload, at least, that is missing elsewhere: what is taken out comes on top of it

/** New is what begins more than a day after the logs: a nightly backup is first seen in the first night, whatever the day's date is by then. */
const BEGUN = `begun AS
  (
    SELECT host, family, toUnixTimestamp(min(hour)) + 3600 - (SELECT toUnixTimestamp(min(time)) FROM contact) > 86400 AS fresh
    FROM transfer
    WHERE (host, family) IN (SELECT host, family FROM daily_transfer WHERE up >= {slice:Float64})
    GROUP BY host, family
  )`

/** What is conspicuous, and from which day on: kept as a table of this name. */
export const OPENED = 'upload_volume_opened'
export const CONSPICUOUS = `
WITH
  judged AS
  (
    SELECT *, max(up) OVER (PARTITION BY host, family ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM daily_transfer
  ),
  -- the first conspicuous day opens the case, later days as large belong to it
  large AS
  (
    SELECT host, family, min(day) AS opening, any(before) AS earlier_day
    FROM judged
    WHERE up >= {minimum:Float64} AND up >= {ratio:Float64} * down AND up >= {times:Float64} * before
    GROUP BY host, family
  ),
  ${BEGUN},
  -- small slices to a new place, day after day, make a large one; days of the log's beginning can't tell new from old
  sliced AS
  (
    SELECT host, family, min(day) AS opening, toInt64(0) AS earlier_day
    FROM judged
    WHERE up >= {slice:Float64} AND up >= {ratio:Float64} * down
    GROUP BY host, family
    HAVING sum(up) >= {sliced:Float64} AND count() >= 3 AND (host, family) IN (SELECT host, family FROM begun WHERE fresh)
  )
SELECT * FROM large
UNION ALL
SELECT * FROM sliced WHERE (host, family) NOT IN (SELECT host, family FROM large)`

export const UPLOADS = `
WITH
  ${MESHED},
  (SELECT toDate(min(time), {zone:String}) FROM contact) AS first_day,
  (SELECT toDate(max(time), {zone:String}) FROM contact) AS last_day,
  opened AS (SELECT * FROM ${OPENED}),
  ${BEGUN},
  -- what the host sends elsewhere: an upload must not make itself usual
  usual AS
  (
    SELECT opened.host AS host, opened.family AS family, median(whole.up - daily.up) AS usual_day,
      countIf(daily.up < {minimum:Float64} AND whole.up >= {minimum:Float64}) >= ${OTHER_DAYS}
        AND avgIf(whole.up - daily.up + ${INSTEAD} * daily.up, daily.up >= {minimum:Float64}) <= medianIf(whole.up, daily.up < {minimum:Float64} AND whole.up >= {minimum:Float64}) AS replaces
    FROM opened
    INNER JOIN (SELECT host, day, sum(up) AS up FROM daily_transfer GROUP BY host, day) AS whole ON whole.host = opened.host
    LEFT JOIN daily_transfer AS daily ON daily.host = opened.host AND daily.family = opened.family AND daily.day = whole.day
    GROUP BY host, family
  ),
  shared AS (SELECT family, uniqExactIf(host, up >= {minimum:Float64} / 10) AS sharing FROM daily_transfer GROUP BY family),
  -- services that take their addresses in turn keep to a block; a block of one address tells nothing more
  blocks AS
  (
    SELECT cutIPv6(assumeNotNull(toIPv6OrNull(family)), 10, 1) AS block, uniqExact(host) AS block_sharing
    FROM daily_transfer
    WHERE toIPv6OrNull(family) IS NOT NULL AND up >= {minimum:Float64} / 10
    GROUP BY block
    HAVING uniqExact(family) > 1
  ),
  proxied AS (SELECT DISTINCT host FROM contact WHERE via = 'proxy'),
  day_sums AS
  (
    SELECT host, family, count() AS days, sum(up) AS total, max(up) AS largest, sum(night) AS total_night
    FROM daily_transfer AS daily
    INNER JOIN opened USING (host, family)
    WHERE daily.day >= opened.opening AND up >= least({minimum:Float64} / 3, {slice:Float64})
    GROUP BY host, family
  ),
  peak AS
  (
    SELECT host, family, argMax(hour, up) AS hour, max(up) AS bytes
    FROM
    (
      SELECT host, family, toHour(transfer.hour, {zone:String}) AS hour, sum(greatest(0, sent)) AS up
      FROM transfer
      INNER JOIN opened USING (host, family)
      WHERE toDate(transfer.hour, {zone:String}) = opened.opening
      GROUP BY host, family, hour
    )
    GROUP BY host, family
  ),
  -- a firewall writes interim lines of one session: the largest counts
  sending AS
  (
    SELECT host, family, max(contact.time) AS time, max(contact.sent) AS sent, max(contact.received) AS received, max(page) AS page, min(transport = 'udp') AS udp, max(transport = 'udp' AND port IN (${MEDIA_PORTS})) AS media, any(if(name = '', address(contact.ip), name)) AS destination, max(contact.duration_ms) AS lasted,
      any(contact.ip) AS ip, argMax((evidence_id, line), contact.sent) AS cited
    FROM contact
    WHERE (host, family) IN (SELECT host, family FROM opened) AND contact.sent >= 0 AND (via != 'flow' OR outcome != 'denied')
    GROUP BY host, family, place, ${session('contact')}, toDate(contact.time, {zone:String})
  ),
  cited AS
  (
    SELECT host, family, topKWeighted(1)(destination, toUInt64(sent))[1] AS destination, topKWeighted(1)(address(ip), toUInt64(sent))[1] AS address,
      count() AS n, countIf(page = 1) AS pages, uniqExactIf(toStartOfHour(time), sent >= {part:Float64}) AS hours, any(ip) AS an_ip,
      if(min(lasted) <= 0, 0, round(1000 * sum(sent) / sum(lasted))) AS rate,
      toUInt8(sumIf(sent, udp) >= 0.9 * sum(sent) AND host IN (SELECT host FROM meshed)) AS mesh,
      toUInt8(sumIf(sent, media) >= 0.9 * sum(sent) AND sum(greatest(0, received)) >= 0.03 * sum(sent)) AS call,
      formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
      -- the largest tell most
      arrayMap(cited -> (cited.2, cited.3), arraySort(arrayMap(big -> (big.2, big.3, big.4), groupArraySorted(10)((-sent, time, cited.1, cited.2))))) AS lines
    FROM sending
    INNER JOIN opened USING (host, family)
    WHERE toDate(time, {zone:String}) >= opened.opening
    GROUP BY host, family
  )
SELECT cited.host AS host, cited.family AS family, toString(opened.opening) AS opening, peak.hour AS peak_hour, peak.bytes AS peak_bytes, destination, cited.address AS address, known_address.names AS names, days,
  round(total / 1e6, 1) AS megabytes, round(largest / 1e6, 1) AS largest_day, round(earlier_day / 1e6, 1) AS earlier_day,
  round(usual_day / 1e6, 1) AS usual_day, round(total_night / greatest(1, total), 2) AS night, n, pages, hours, sharing, block_sharing, toUInt8(usual.replaces) AS replaces,
  cited.mesh AS mesh, toUInt8(cited.call) AS call, toUInt8(begun.fresh) AS fresh, toUInt8(last_day - first_day > 2) AS long_log,
  concat(known_name.lists['vendor'], known_address.lists['vendor']) AS vendor,
  concat(known_name.lists['meeting'], known_address.lists['meeting']) AS meeting,
  concat(known_name.lists['trusted'], known_address.lists['trusted']) AS trusted,
  if(known_name.lists['tunnel'] = '', known_address.lists['tunnel'], known_name.lists['tunnel']) AS tunnel, rate,
  toUInt8(cited.host IN (SELECT host FROM proxied)) AS uses_proxy, toUInt8((SELECT count() FROM proxied) >= 10) AS proxy_is_rule, first, last, lines
FROM cited
INNER JOIN day_sums ON day_sums.host = cited.host AND day_sums.family = cited.family
INNER JOIN opened ON opened.host = cited.host AND opened.family = cited.family
LEFT JOIN begun ON begun.host = cited.host AND begun.family = cited.family
LEFT JOIN peak ON peak.host = cited.host AND peak.family = cited.family
LEFT JOIN usual ON usual.host = cited.host AND usual.family = cited.family
LEFT JOIN shared ON shared.family = cited.family
LEFT JOIN blocks ON blocks.block = cutIPv6(toIPv6OrDefault(cited.family), 10, 1)
LEFT JOIN known_name ON known_name.name = cited.destination
LEFT JOIN known_address ON known_address.ip = cited.an_ip
ORDER BY total DESC, host, family
LIMIT 500`
