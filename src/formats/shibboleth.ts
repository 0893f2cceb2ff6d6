/** Shibboleth's identity provider, by which universities let their people in to everything: who typed a password, and which services he went on to. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { source } from './pick.ts'
import { isoTime } from './time.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}'
const CHECKED =
  "(Validate[A-Za-z]+):(?:\\d+|\\?)\\] - (?:\\[[^\\]]*\\] - )?Profile Action Validate[A-Za-z]+: (?:Credential Validator [^:]+: )?Login by '"
/** 1 time, 2 address, 3 user, 4 what came of it, 5 why */
const PROCESS = literal(
  `^(${TIME}) - (?:([0-9A-Fa-f.:]+) - )?[A-Z]+ +\\[[\\w.]*Validate[A-Za-z]+:(?:\\d+|\\?)\\] - (?:\\[[^\\]]*\\] - )?Profile Action Validate[A-Za-z]+: (?:Credential Validator [^:]+: )?Login by '([^']*)' (succeeded|failed|produced exception)(.*)$`,
)

const shibbolethProcess: Format = {
  id: 'shibboleth-idp',
  title: 'Shibboleth Identity Provider, passwords checked (idp-process.log)',
  vendor: 'Shibboleth Consortium',
  product: 'Shibboleth Identity Provider',
  source: 'https://shibboleth.atlassian.net/wiki/spaces/IDP4/pages/1265631671/LoggingConfiguration',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${TIME} - (?:[0-9A-Fa-f.:]+ - )?[A-Z]+ +\\[[\\w.]*${CHECKED}`,
  step: `extractGroups(payload, ${PROCESS})`,
  columns: ({ timezone }) => ({
    time: isoTime('step[1]', timezone),
    observer_type: "'server'",
    ...source('step[2]'),
    user_name: 'step[3]',
    event_action: "'login'",
    event_outcome: "if(step[4] = 'succeeded', 'success', 'failure')",
    event_reason: "if(step[4] = 'succeeded', '', trimLeft(concat(step[4], step[5])))",
    network_protocol: "'web'",
  }),
  required: "user_name != ''",
  ignore: [
    {
      pattern: `${TIME} - (?:[0-9A-Fa-f.:]+ - )?(?:TRACE|DEBUG|INFO|WARN|ERROR) +\\[(?:net|org)\\.[\\w.]+:(?:\\d+|\\?)\\] - `,
      reason: {
        ja: 'パスワードの照合以外のShibbolethの記録',
        en: "Shibboleth's notes that are no check of a password",
      },
    },
  ],
  examples: [
    {
      lines: [
        "2026-10-05 09:00:01,166 - 203.0.113.9 - INFO [net.shibboleth.idp.authn.impl.ValidateCredentials:181] - Profile Action ValidateCredentials: Credential Validator ldap: Login by 'tanaka' succeeded",
        "2026-10-05 09:00:02,167 - INFO [net.shibboleth.idp.authn.impl.ValidateUsernamePasswordAgainstLDAP:174] - Profile Action ValidateUsernamePasswordAgainstLDAP: Login by 'suzuki' failed",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.166Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'success',
          network_protocol: 'web',
        },
        { user_name: 'suzuki', event_outcome: 'failure', event_reason: 'failed', source_ip: '::' },
      ],
    },
  ],
}

const WHEN = '\\d{4}-?\\d\\d-?\\d\\dT\\d\\d:?\\d\\d:?\\d\\d(?:\\.\\d{1,9})?Z'
const COMPACT =
  "replaceRegexpOne(step[1], '^(\\\\d{4})(\\\\d\\\\d)(\\\\d\\\\d)T(\\\\d\\\\d)(\\\\d\\\\d)(\\\\d\\\\d)', '\\\\1-\\\\2-\\\\3T\\\\4:\\\\5:\\\\6')"

const shibbolethAudit: Format = {
  id: 'shibboleth-audit',
  title: 'Shibboleth Identity Provider, services signed in to (idp-audit.log)',
  vendor: 'Shibboleth Consortium',
  product: 'Shibboleth Identity Provider',
  source: 'https://shibboleth.atlassian.net/wiki/spaces/IDP4/pages/1265631694/AuditLoggingConfiguration',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  // the SAML request's time, binding, id, service, profile, provider, binding, id; then who
  pattern: `${WHEN}\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*(?:shibboleth|urn:mace)[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|`,
  step: "splitByChar('|', payload)",
  columns: () => ({
    time: isoTime(COMPACT, "'UTC'"),
    observer_type: "'server'",
    ...source("if(match(step[14], '^[0-9A-Fa-f.:]{3,45}$'), step[14], '')"),
    destination_address: 'step[4]',
    user_name: 'step[9]',
    event_action: "'login'",
    event_outcome: "'success'",
    network_protocol: "'web'",
    application_name: 'step[4]',
    event_details: 'step[10]',
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '2026-10-05T00:00:01.466091Z|urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect|_34|https://sp.example.com/shibboleth|http://shibboleth.net/ns/profiles/saml2/sso/browser|https://idp.example.ac.jp/idp/shibboleth|urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST|_f5|tanaka|urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport|mail,displayName|AAd|_19|203.0.113.9',
        '20261005T000002Z|urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect|_35|https://sp.example.com/shibboleth|http://shibboleth.net/ns/profiles/saml2/sso/browser|https://idp.example.ac.jp/idp/shibboleth|urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST|_f6|suzuki|urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport|mail||_20|',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.466Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          application_name: 'https://sp.example.com/shibboleth',
        },
        { time: '2026-10-05T00:00:02.000Z', user_name: 'suzuki', event_outcome: 'success' },
      ],
    },
  ],
}

export const SHIBBOLETH_FORMATS: Format[] = [shibbolethProcess, shibbolethAudit]
