/** FreeRADIUS: sign-ins to wireless LANs (eduroam), VPN and devices, with `auth = yes`. A password that the log was told to show is not read. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { eitherTime } from './own-time.ts'
import { matches } from './pick.ts'
import { ctime } from './time.ts'

const CTIME = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4} : '
const LINE = '(?:\\(\\d+\\) *)?(?:Login OK|Login incorrect|Invalid user)(?: \\(.*\\))?: \\[[^\\]]*\\] \\(from client '
/** 1 what came of it, 2 why, 3 user, 4 access point or device, 5 the client's MAC */
const GROUPS = literal(
  `^(?:${CTIME})?(?:Auth: )?(?:\\(\\d+\\) *)?(Login OK|Login incorrect|Invalid user)(?: \\((.*?)\\))?: \\[([^\\]/]*)(?:/[^\\]]*)?\\] \\(from client (\\S+)(?: port \\d+)?(?: cli (\\S+?))?(?: via TLS tunnel)?\\)`,
)
const MAC = "lower(replaceAll(step[5], '-', ':'))"

export const FREERADIUS_FORMATS: Format[] = eitherTime({
  id: 'freeradius',
  title: 'FreeRADIUS, sign-ins',
  vendor: 'FreeRADIUS',
  product: 'FreeRADIUS',
  source: 'https://www.freeradius.org/documentation/ (radiusd.conf, log { auth = yes })',
  table: 'auth_event',
  tag: '(?:free)?radius(?:d)?',
  pattern: `(?:Auth: )?${LINE}`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    observer_type: "'server'",
    observer_name: 'envelope_host',
    destination_address: 'step[4]',
    user_name: 'step[3]',
    event_action: "'login'",
    event_outcome: "if(step[1] = 'Login OK', 'success', 'failure')",
    event_reason: 'step[2]',
    network_protocol: "'radius'",
    source_domain: MAC,
    device_id: MAC,
    event_details: `if(${matches('via TLS tunnel')}, 'via TLS tunnel', '')`,
  }),
  required: "user_name != ''",
  ignore: [
    {
      pattern: `${CTIME}(?:Info|Error|ERROR|Warning|WARNING|Debug|Proxy|Notice|Auth): `,
      reason: { ja: 'サインイン以外のFreeRADIUSの記録', en: "FreeRADIUS' notes that are no sign-ins" },
    },
  ],
  own: {
    pattern: `${CTIME}Auth: ${LINE}`,
    time: (timezone) => ctime(timezone),
    examples: [
      {
        lines: [
          'Mon Oct  5 09:00:01 2026 : Auth: (12) Login incorrect (mschap: MS-CHAP2-Response is incorrect): [tanaka@example.ac.jp] (from client wlc port 13 cli 00-00-5E-00-53-01)',
          'Mon Oct  5 09:00:02 2026 : Auth: (13)   Login OK: [tanaka/<via Auth-Type = eap>] (from client wlc port 13 cli 00-00-5E-00-53-01 via TLS tunnel)',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            user_name: 'tanaka@example.ac.jp',
            event_outcome: 'failure',
            event_reason: 'mschap: MS-CHAP2-Response is incorrect',
            destination_address: 'wlc',
            device_id: '00:00:5e:00:53:01',
          },
          { user_name: 'tanaka', event_outcome: 'success', network_protocol: 'radius' },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: ['Oct  5 09:00:03 radius1 radiusd[812]: (14) Login OK: [suzuki] (from client vpn port 0)'],
      events: [
        { time: '2026-10-05T00:00:03.000Z', user_name: 'suzuki', destination_address: 'vpn', observer_name: 'radius1' },
      ],
    },
  ],
})
