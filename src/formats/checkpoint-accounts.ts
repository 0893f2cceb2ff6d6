/** Check Point: who signed in by remote access, at a portal, to the gateway or to its management, through Log Exporter. */
import { type Form, HEAD, NAMES, STARTS, STEPS, TIME } from './checkpoint.ts'
import type { Format, FormatExample } from './format.ts'
import { firstOf, value } from './pairs.ts'

const ACTIONS = '(?:Failed )?Log In|Log Out'
const PATTERNS: Record<Form, string> = {
  colon: `(?:${HEAD}\\[action:"(?:${ACTIONS})"|${STARTS.colon}.* (?:action:"(?:${ACTIONS})"|subject:"Administrator (?:Expert Shell )?[Ll]og(?:in|out)"))`,
  rfc5424: `(?:${HEAD}\\[(?:sc|Fields)@[0-9.]+ action="(?:${ACTIONS})"|${STARTS.rfc5424}.* (?:action="(?:${ACTIONS})"|subject="Administrator (?:Expert Shell )?[Ll]og(?:in|out)"))`,
  bar: `${STARTS.bar}.*\\|(?:action=(?:${ACTIONS})|subject=Administrator (?:Expert Shell )?[Ll]og(?:in|out))(?:\\||$)`,
}
const ADMINISTRATOR = value('administrator')
const SAID = firstOf(value('src_user_name'), value('user'))
/** `Tanaka Taro (tanaka)` */
const USER = `if(endsWith(${SAID}, ')'), extract(${SAID}, '\\\\(([^()]+)\\\\)$'), trim(${SAID}))`
const CLIENT = firstOf(value('src'), value('client_ip'))

const format = (form: Form): Format => ({
  id: `checkpoint-auth${form === 'colon' ? '' : `-${form}`}`,
  title: `Check Point sign-ins: remote access, portals, administrators (Log Exporter, ${NAMES[form]})`,
  vendor: 'Check Point',
  product: 'Quantum Security Gateway',
  source: 'https://support.checkpoint.com/results/sk/sk122323 (Log Exporter) and sk144192 (fields)',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: PATTERNS[form],
  step: STEPS[form],
  columns: () => ({
    time: TIME,
    observer_type: "'vpn'",
    observer_name: firstOf(value('device_name'), value('hostname'), value('origin')),
    source_ip: `toIPv6OrDefault(${CLIENT})`,
    source_address: CLIENT,
    source_domain: firstOf(value('src_machine_name'), value('machine')),
    user_name: `if(${ADMINISTRATOR} != '', ${ADMINISTRATOR}, ${USER})`,
    event_action: `if('Log Out' IN (${value('action')}, ${value('operation')}), 'logout', 'login')`,
    event_outcome: `if(startsWith(${value('action')}, 'Failed') OR match(concat(${value('audit_status')}, ' ', ${value('auth_status')}, ' ', ${value('status')}), '(?i)fail'), 'failure', 'success')`,
    event_reason: firstOf(value('reason'), value('auth_status'), value('additional_info')),
    event_code: value('product'),
    network_protocol: `multiIf(${ADMINISTRATOR} != '', 'admin', ${value('product')} = 'Identity Awareness', 'firewall', 'vpn')`,
    // the address that the gateway gave the user inside
    event_details: value('office_mode_ip'),
  }),
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: EXAMPLES[form],
})

const EXAMPLES: Record<Form, FormatExample[]> = {
  colon: [
    {
      lines: [
        '<134>1 2026-10-05T00:00:02Z gw-1 CheckPoint 1930 - [action:"Log In"; flags:"411908"; ifdir:"inbound"; loguid:"{0x1,0x0,0x1,0x1}"; origin:"198.51.100.1"; time:"1791158401"; version:"5"; auth_method:"Certificate"; client_name:"Endpoint Security VPN"; office_mode_ip:"10.8.0.7"; product:"VPN-1 & FireWall-1"; src:"203.0.113.9"; status:"Success"; user:"Tanaka Taro (tanaka)"]',
        '<134>1 2026-10-05T00:00:03Z gw-1 CheckPoint 1930 - [action:"Failed Log In"; flags:"411908"; ifdir:"inbound"; loguid:"{0x1,0x0,0x1,0x2}"; origin:"198.51.100.1"; time:"1791158403"; version:"5"; product:"Mobile Access"; reason:"Wrong password"; src:"203.0.113.9"; user:"suzuki"]',
        '<134>1 2026-10-05T00:00:04Z mgmt CheckPoint 1930 - [action:"Accept"; flags:"163872"; ifdir:"outbound"; loguid:"{0x1,0x0,0x1,0x3}"; origin:"192.168.10.5"; time:"1791158404"; version:"5"; additional_info:"Administrator failed to log in: Wrong Password"; administrator:"admin"; audit_status:"Failure"; client_ip:"192.168.10.21"; machine:"pc-21"; operation:"Log In"; product:"SmartConsole"; subject:"Administrator Login"]',
        '<134>1 2026-10-05T00:00:05Z mgmt CheckPoint 1930 - [action:"Accept"; flags:"163872"; ifdir:"outbound"; loguid:"{0x1,0x0,0x1,0x4}"; origin:"192.168.10.5"; time:"1791158405"; version:"5"; administrator:"admin"; client_ip:"192.168.10.21"; operation:"Log Out"; product:"SmartConsole"; subject:"Administrator Logout"]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'vpn',
          event_details: '10.8.0.7',
        },
        { user_name: 'suzuki', event_outcome: 'failure', event_reason: 'Wrong password' },
        {
          user_name: 'admin',
          source_ip: '192.168.10.21',
          source_domain: 'pc-21',
          event_outcome: 'failure',
          network_protocol: 'admin',
        },
        { user_name: 'admin', event_action: 'logout' },
      ],
    },
  ],
  rfc5424: [
    {
      lines: [
        '<134>1 2026-10-05T00:00:01Z gw-1 CheckPoint 1930 - [sc@2620 action="Failed Log In" origin="198.51.100.1" product="Mobile Access" reason="Wrong password" src="203.0.113.9" user="tanaka"]',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', user_name: 'tanaka', event_outcome: 'failure' }],
    },
  ],
  bar: [
    {
      lines: [
        'time=1791158401|hostname=gw-1|product=Mobile Access|action=Log In|origin=198.51.100.1|src=203.0.113.9|user=tanaka|status=Success',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', user_name: 'tanaka', event_outcome: 'success' }],
    },
  ],
}

/** They stand before the formats of connections, whose lines name `src` and `dst` too. */
export const CHECKPOINT_ACCOUNT_FORMATS: Format[] = [format('colon'), format('rfc5424'), format('bar')]
