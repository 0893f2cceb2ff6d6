/** 1Password's sign-in attempts (Events API). */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const CATEGORY = field('category')

export const onepassword: Format = {
  id: '1password-signin',
  title: '1Password sign-in attempts, JSON',
  vendor: '1Password',
  product: '1Password',
  source: 'https://developer.1password.com/docs/events-api/reference (sign-in attempts)',
  table: 'auth_event',
  time: 'payload',
  pattern: holding(
    '"target_user"\\s?:\\s?\\{',
    '"category"\\s?:\\s?"(?:success|credentials_failed|mfa_failed|sso_failed|modern_version_failed|firewall_failed|firewall_reported_success)"',
  ),
  step: jsonStep({
    ...texts('uuid session_uuid timestamp country category type'),
    target_user: texts('name email'),
    client: texts('app_name platform_name os_name ip_address'),
  }),
  columns: () => ({
    time: utcTime(field('timestamp')),
    observer_type: "'cloud'",
    ...source(field('client.ip_address')),
    destination_address: "'1Password'",
    user_name: firstOf(field('target_user.email'), field('target_user.name')),
    event_action: "'login'",
    event_outcome: `if(endsWith(${CATEGORY}, '_failed'), 'failure', 'success')`,
    event_reason: field('type'),
    event_code: CATEGORY,
    event_id: field('uuid'),
    network_protocol: "'web'",
    source_geo_country_iso_code: field('country'),
    user_agent_original: `trim(concat(${field('client.app_name')}, ' ', ${field('client.os_name')}))`,
    session_id: field('session_uuid'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"uuid":"56YE2TYN","session_uuid":"A5K6COGV","timestamp":"2026-10-05T00:00:01.250Z","category":"credentials_failed","type":"password_secret_bad","country":"NL","details":null,"target_user":{"uuid":"IR7","name":"Tanaka","email":"tanaka@example.co.jp"},"client":{"app_name":"1Password Browser Extension","app_version":"20127","platform_name":"Chrome","os_name":"Windows","os_version":"10","ip_address":"203.0.113.9"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'password_secret_bad',
          source_geo_country_iso_code: 'NL',
        },
      ],
    },
  ],
}
