/** Cisco ASA: which URL a client fetched (304001) or was refused (304002). */
import { ADDRESS, about, CODE, NAME, NOTES, OWN_TIME, time, user } from './cisco-line.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { urlDomain, urlPort } from './url.ts'

/** 1 user, 2 client, 3 notes, 4 server, 5 URL; or 6 URL, 7 client, 8 server */
const ACCESS = literal(
  `${CODE}30400[12]:? (?:(?:([^@ ]+)@)?(${ADDRESS})(${NOTES}) Accessed (?:JAVA )?URL (?:[^@ ]+@)?(${ADDRESS}):((?:[a-z]+:/)?/.*)|Access denied URL (.*) SRC (${ADDRESS})\\S* DEST (${ADDRESS})\\S* on interface .*)$`,
)
const URL = 'concat(step[5], step[6])'
export const ciscoUrl = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA URL access (304001, 304002)${ownTime ? ', times with the year' : ''}`,
  table: 'web_event',
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : NAME}${CODE}30400[12]:? (?:\\S+(?: ?\\([^()]*\\))? Accessed (?:JAVA )?URL \\S|Access denied URL \\S)`,
  step: `extractGroups(payload, ${ACCESS})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: 'toIPv6OrDefault(concat(step[2], step[7]))',
    source_address: 'concat(step[2], step[7])',
    destination_ip: 'toIPv6OrDefault(concat(step[4], step[8]))',
    destination_port: urlPort(URL, "''"),
    user_name: `if(step[1] != '', step[1], ${user('step[3]')})`,
    network_protocol: "'http'",
    // a URL without a host was asked from the address
    url_domain: `if(startsWith(${URL}, '/'), '', ${urlDomain(URL)})`,
    url_original: URL,
    event_outcome: "if(step[6] != '', 'denied', 'success')",
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_address != ''",
  examples: ownTime
    ? [
        {
          lines: [
            'Oct 05 2026 09:00:07: %ASA-5-304002: Access denied URL http://www.example.net/favicon.ico SRC 192.168.10.21 DEST 203.0.113.19 on interface inside',
          ],
          events: [
            {
              source_ip: '192.168.10.21',
              url_domain: 'www.example.net',
              event_outcome: 'denied',
              destination_port: 80,
            },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:07 fw1: %ASA-5-304001: tanaka@192.168.10.21(LOCAL\\tanaka) Accessed URL 203.0.113.19:http://www.example.com/a?b=c',
            'Oct  5 09:00:07 fw1: %ASA-5-304001: 192.168.10.21 Accessed JAVA URL 203.0.113.19:/app',
          ],
          events: [
            {
              source_ip: '192.168.10.21',
              user_name: 'tanaka',
              url_domain: 'www.example.com',
              destination_ip: '203.0.113.19',
            },
            { url_domain: '', url_original: '/app' },
          ],
        },
      ],
})
