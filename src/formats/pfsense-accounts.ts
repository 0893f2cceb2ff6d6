/** pfSense and OPNsense: who signed in to the firewall's own web pages. */
import type { Format } from './format.ts'
import { found, matches, source } from './pick.ts'

const SAID =
  "(?:Successful login for user|User logged out for user|Session timed out for user|(?:webConfigurator|Web GUI) authentication error for(?: user)?) '[^']*' from:? [0-9A-Fa-f.:]+"

export const pfsenseAccounts: Format = {
  id: 'pfsense-auth',
  title: 'pfSense and OPNsense sign-ins to the web pages of the firewall',
  vendor: 'Netgate, Deciso',
  product: 'pfSense, OPNsense',
  source: 'https://github.com/pfsense/pfsense (src/etc/inc/auth.inc), https://github.com/opnsense/core (authgui.inc)',
  table: 'auth_event',
  tag: '(?:php-fpm|php|audit|opnsense)',
  time: 'envelope',
  pattern: `/\\S*\\.php: ${SAID}`,
  step: "''",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    observer_name: 'envelope_host',
    ...source(found("' from:? ([0-9A-Fa-f.:]+)")),
    user_name: found("'([^']*)' from"),
    event_action: `if(${matches('logged out|timed out')}, 'logout', 'login')`,
    event_outcome: `if(${matches('authentication error')}, 'failure', 'success')`,
    event_details: found('\\(([^()]*)\\)\\s*$'),
    network_protocol: "'https'",
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        "<134>Oct  5 09:00:01 php-fpm[99932]: /index.php: Successful login for user 'admin' from: 192.168.10.21 (Local Database)",
        "Oct  5 09:00:02 fw1 php-fpm[99932]: /index.php: webConfigurator authentication error for user 'admin' from: 203.0.113.9",
        '<37>1 2026-10-05T00:00:03+00:00 fw2.example.co.jp audit 4711 - [meta sequenceId="9"] /index.php: Web GUI authentication error for \'root\' from 203.0.113.9',
        "Oct  5 09:00:04 fw1 php-fpm[99932]: /index.php: User logged out for user 'admin' from: 192.168.10.21 (Local Database)",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'admin',
          source_ip: '192.168.10.21',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'https',
        },
        { user_name: 'admin', source_ip: '203.0.113.9', event_outcome: 'failure', observer_name: 'fw1' },
        { time: '2026-10-05T00:00:03.000Z', user_name: 'root', event_outcome: 'failure' },
        { event_action: 'logout' },
      ],
    },
  ],
}
