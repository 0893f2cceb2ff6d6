/** Ports of services that have no proxy to go through and whose addresses no look-up in the log returns. */

/** DNS, time, VPN, calls (SIP; STUN/TURN of Teams, Zoom, Meet), push messages of Apple and Google */
const OTHER_SERVICES = [53, 123, 500, 853, 1194, 3478, 3479, 3480, 3481, 4500, 5060, 5061, 5223, 5228, 5229, 5230]

/** SQL condition over a contact: the web, or something that could pretend to be it. */
export const WEB_LIKE = `transport IN ('tcp', 'udp', '')
      AND port NOT IN (${OTHER_SERVICES.join(', ')})
      AND NOT (port BETWEEN 19302 AND 19309 OR port BETWEEN 8801 AND 8810)`
