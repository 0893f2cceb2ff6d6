/** Zimbra's audit.log (and the same lines in mailbox.log): who signed in to webmail, IMAP, POP3, ActiveSync and the administrators' console. */
import type { Format } from './format.ts'
import { firstOf, found, source } from './pick.ts'
import { isoTime } from './time.ts'

const STAMP = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}'
const HEAD = `${STAMP} [A-Z]+ +\\[[^\\]]*\\] \\[[^\\]]*\\] security - `
/** addresses stand before what the client says of itself, which may hold further pairs: the first counts */
const context = (key: string) => found(`^${STAMP} [A-Z]+ +\\[[^\\]]*\\] \\[(?:[^\\]]*?;)??${key}=([^;\\]]*)`)
/** what proxies passed on stands in a row: the last is what the nearest one saw, those before it the client may have written */
const ORIGIN = `replaceRegexpOne(${context('oip')}, '^.*, *', '')`
const told = (key: string) => found(`\\] security - cmd=\\w+;(?: [a-zA-Z]+=[^;]*;)*? ${key}=([^;]*)(?:;|$)`)
/** an account may be typed with a pair of its own in it: the last is the program's */
const ERROR = found('\\] security - cmd=.*; error=([^;]*)(?:;|$)')
/** a client's name for itself may hold a sign-in of its making: there the program's own word follows */
const FORGED = "match(payload, '\\\\] security - .*\\\\] [a-z]+ - ')"

export const zimbra: Format = {
  id: 'zimbra',
  title: 'Zimbra, sign-ins (audit.log, mailbox.log)',
  vendor: 'Synacor',
  product: 'Zimbra Collaboration',
  source: 'https://wiki.zimbra.com/wiki/Log_Files (audit.log) and lines that public parsers test with',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${HEAD}cmd=(?:Admin)?Auth; account=`,
  step: '1',
  columns: ({ timezone }) => ({
    time: isoTime(found(`^(${STAMP})`), timezone),
    observer_type: "'mail'",
    ...source(firstOf(ORIGIN, context('ip'))),
    user_name: told('account'),
    event_action: "'login'",
    event_outcome: `if(${ERROR} != '', 'failure', 'success')`,
    event_reason: `replaceRegexpOne(${ERROR}, '^authentication failed for \\\\[[^\\\\]]*\\\\], ', '')`,
    event_code: found('\\] security - cmd=(\\w+);'),
    network_protocol: `if(${found('\\] security - cmd=(\\w+);')} = 'AdminAuth', 'admin', if(${told('protocol')} IN ('imap', 'pop3', 'smtp'), ${told('protocol')}, 'web'))`,
    user_agent_original: context('ua'),
    event_details: told('protocol'),
  }),
  required: `user_name != '' AND NOT ${FORGED}`,
  ignore: [
    {
      pattern: `${STAMP} [A-Z]+ +\\[[^\\]]*\\] \\[[^\\]]*\\] [a-z]+ - `,
      reason: { ja: 'Zimbraのその他の記録', en: 'other records of Zimbra' },
    },
  ],
  examples: [
    {
      lines: [
        '2026-10-05 09:00:01,087 WARN  [qtp1:https://mail.example.co.jp:443/service/soap/AuthRequest] [name=tanaka@example.co.jp;oip=203.0.113.9;port=51288;ua=zclient/9.0.0_GA_4200046;soapId=4e5e1bb3;] security - cmd=Auth; account=tanaka@example.co.jp; protocol=soap; error=authentication failed for [tanaka@example.co.jp], invalid password;',
        '2026-10-05 09:00:02,202 INFO  [Pop3SSLServer-12505] [ip=192.168.10.25;oip=203.0.113.9;] security - cmd=Auth; account=tanaka@example.co.jp; protocol=pop3;',
        '2026-10-05 09:00:03,304 INFO  [qtp2:https://mail.example.co.jp/service/soap/] [name=sato@example.co.jp;oip=127.0.0.1, 203.0.113.10;port=47834;ua=Mail 1.1 (x) devip=127.0.0.1 ZPZB/74;soapId=56;] security - cmd=Auth; account=sato@example.co.jp; protocol=zsync;',
        '2026-10-05 09:00:04,406 INFO  [qtp3:https://mail.example.co.jp:7071/service/admin/soap/] [ip=192.168.10.8;ua=ZimbraWebClient - FF3.0 (Win);] security - cmd=AdminAuth; account=admin@example.co.jp;',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.087Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'failure',
          event_reason: 'invalid password',
          network_protocol: 'web',
          user_agent_original: 'zclient/9.0.0_GA_4200046',
        },
        { source_ip: '203.0.113.9', event_outcome: 'success', network_protocol: 'pop3' },
        { source_ip: '203.0.113.10', user_name: 'sato@example.co.jp', event_details: 'zsync' },
        { source_ip: '192.168.10.8', network_protocol: 'admin', event_outcome: 'success' },
      ],
    },
    {
      // an account named as another's pair does not become it
      lines: [
        '2026-10-05 09:00:05,001 WARN  [ImapServer-1] [ip=203.0.113.9;] security - cmd=Auth; account=x oip=127.0.0.1 error=; protocol=imap; error=authentication failed for [x oip=127.0.0.1 error=], account not found;',
      ],
      events: [{ source_ip: '203.0.113.9', event_outcome: 'failure', event_reason: 'account not found' }],
    },
    {
      // nor does an account or a client's name for itself make a sign-in succeed, or come from elsewhere
      lines: [
        '2026-10-05 09:00:06,001 WARN  [ImapServer-1] [ip=203.0.113.9;] security - cmd=Auth; account=tanaka; error=; protocol=imap; error=authentication failed for [tanaka; error=], invalid password;',
        '2026-10-05 09:00:07,001 WARN  [qtp1] [oip=203.0.113.9;ua=x;oip=192.168.10.8;] security - cmd=Auth; account=tanaka; protocol=soap; error=authentication failed for [tanaka], invalid password;',
        '2026-10-05 09:00:08,001 INFO  [qtp1] [oip=203.0.113.9;ua=x] security - cmd=Auth; account=admin; protocol=soap;] soap - AuthRequest elapsed=4',
      ],
      events: [
        { user_name: 'tanaka', event_outcome: 'failure' },
        { source_ip: '203.0.113.9', event_outcome: 'failure' },
      ],
    },
  ],
}
