/** Cisco Duo: second factors, as the Admin API and the authentication proxy's SIEM log (authevents.log) give them. */
import type { Format } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'
import { epochTime, isoTime } from './time.ts'

const RESULT = `lower(${field('result')})`
const about = { vendor: 'Cisco', product: 'Duo', table: 'auth_event' as const, time: 'payload' as const }

const api: Format = {
  ...about,
  id: 'duo-auth',
  title: 'Duo authentication log, JSON (Admin API, Log Sync)',
  source: 'https://duo.com/docs/adminapi#authentication-logs',
  pattern: `${keys('access_device', 'application')}.*"(?:factor|txid|event_type)"\\s?:`,
  step: jsonStep({
    ...texts('timestamp isotimestamp result reason factor txid email event_type'),
    user: texts('name'),
    application: texts('name'),
    access_device: { ...texts('ip hostname os browser'), location: texts('country') },
    auth_device: texts('ip name'),
  }),
  columns: () => ({
    time: `coalesce(${isoTime(field('isotimestamp'), "'UTC'")}, ${epochTime(field('timestamp'))})`,
    observer_type: "'cloud'",
    ...source(field('access_device.ip')),
    destination_address: field('application.name'),
    user_name: firstOf(field('user.name'), field('email')),
    event_action: `if(${field('event_type')} = 'enrollment', 'mfa-change', 'login')`,
    event_outcome: `multiIf(${RESULT} = 'success', 'success', ${RESULT} IN ('denied', 'failure', 'fraud', 'error'), 'failure', '')`,
    event_reason: field('reason'),
    event_code: field('factor'),
    event_id: field('txid'),
    network_protocol: "'web'",
    user_agent_original: field('access_device.browser'),
    source_domain: field('access_device.hostname'),
    application_name: field('application.name'),
    event_details: field('auth_device.ip'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"access_device":{"browser":"Chrome","hostname":null,"ip":"203.0.113.9","location":{"city":"Tokyo","country":"Japan"},"os":"Windows"},"application":{"key":"DIY2","name":"VPN"},"auth_device":{"ip":"203.0.113.10","name":"phone"},"email":"tanaka@example.co.jp","event_type":"authentication","factor":"duo_push","isotimestamp":"2026-10-05T00:00:01.250000+00:00","reason":"user_marked_fraud","result":"fraud","timestamp":1791158401,"txid":"340a","user":{"groups":["Duo Users"],"key":"DU3K","name":"tanaka"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_reason: 'user_marked_fraud',
          application_name: 'VPN',
        },
      ],
    },
  ],
}

const proxy: Format = {
  ...about,
  id: 'duo-authproxy',
  title: 'Duo Authentication Proxy, authevents.log',
  source: 'https://duo.com/docs/authproxy-reference#siem-consumable-logs',
  pattern: keys('auth_stage', 'status'),
  step: jsonStep(texts('timestamp username client_ip status msg factor auth_stage server_section hostname')),
  columns: ({ timezone }) => ({
    time: isoTime(field('timestamp'), timezone),
    observer_type: "'vpn'",
    observer_name: field('hostname'),
    ...source(`if(${field('client_ip')} IN ('0.0.0.0', 'unknown'), '', ${field('client_ip')})`),
    destination_address: field('server_section'),
    user_name: field('username'),
    event_action: "'login'",
    event_outcome: `multiIf(lower(${field('status')}) = 'allow', 'success', lower(${field('status')}) IN ('reject', 'error'), 'failure', '')`,
    event_reason: field('msg'),
    event_code: field('auth_stage'),
    network_protocol: "'radius'",
    event_details: field('factor'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"msg": "Login timed out.", "factor": "push", "username": "tanaka", "server_section": "radius_server_auto", "client_ip": "203.0.113.9", "auth_stage": "Secondary authentication", "status": "Reject", "timestamp": "2026-10-05T00:00:01.250000Z", "hostname": "authproxy1"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_code: 'Secondary authentication',
        },
      ],
    },
  ],
}

export const DUO_FORMATS: Format[] = [api, proxy]
