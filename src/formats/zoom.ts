/** Zoom's sign-in and sign-out activity, as its reports' interface gives it. */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { source } from './pick.ts'

export const zoom: Format = {
  id: 'zoom-activity',
  title: 'Zoom sign-in and sign-out activity, JSON',
  vendor: 'Zoom',
  product: 'Zoom',
  source:
    'https://developers.zoom.us/docs/api/rest/reference/zoom-api/methods/#operation/reportSignInSignOutActivities',
  table: 'auth_event',
  time: 'payload',
  pattern: holding('"type"\\s?:\\s?"Sign (?:in|out)"', '"client_type"\\s?:'),
  step: jsonStep(texts('email time type ip_address client_type version')),
  columns: () => ({
    time: utcTime(field('time')),
    observer_type: "'cloud'",
    ...source(field('ip_address')),
    destination_address: "'Zoom'",
    user_name: field('email'),
    event_action: `if(${field('type')} = 'Sign out', 'logout', 'login')`,
    // refusals are not in the report
    event_outcome: "'success'",
    network_protocol: "'web'",
    application_name: field('client_type'),
    user_agent_original: `trim(concat(${field('client_type')}, ' ', ${field('version')}))`,
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"client_type":"Browser","email":"tanaka@example.co.jp","ip_address":"203.0.113.9","time":"2026-10-05T00:00:01Z","type":"Sign in","version":"5.9.1.2581"}',
        '{"email":"tanaka@example.co.jp","time":"2026-10-05T00:10:01Z","type":"Sign out","ip_address":"203.0.113.9","client_type":"Browser","version":"5.9.1.2581"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
        },
        { event_action: 'logout' },
      ],
    },
  ],
}
