/**
 * IIS's W3C log whose first line was cut off (the end of a file, an excerpt, lines that a collector sent on): the fields that IIS logs
 * unless told otherwise are known by their order, in the three that Windows Server 2003, 2008 and those since 2012 have.
 */
import { bound } from './bound.ts'
import { exchangeIis } from './exchange-iis.ts'
import type { Format } from './format.ts'
import { header, iis } from './w3c.ts'

const FIELDS =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken'.split(
    ' ',
  )

const ADDRESS = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+(?:%\\d+)?'
const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
const REQUEST = `${ADDRESS} [A-Z_-]+ /\\S* \\S+ \\d{1,5} \\S+ ${ADDRESS} \\S+`
const STATUS = '[1-5]\\d\\d \\d{1,4} \\d{1,10}'
const PATTERN = `${TIME} (?:${REQUEST}(?: (?:-|[a-z][a-z-]*:\\S*))? ${STATUS} \\d{1,10}|W3SVC\\d+ ${REQUEST} ${STATUS})\\s*$`

/** Each order as the newest: without the site's name, with the page that led here and the time taken. */
const STEP = bound("splitByChar(' ', trimRight(payload))", 'w', (w) => {
  const oldest = `startsWith(${w}[3], 'W3SVC')`
  const request = `arraySlice(${w}, if(${oldest}, 4, 3), 8)`
  const referrer = `if(length(${w}) = 15, ${w}[11], '-')`
  const status = `if(${oldest}, arrayPushBack(arraySlice(${w}, -3), '-'), arraySlice(${w}, -4))`
  return `arrayConcat(arraySlice(${w}, 1, 2), ${request}, [${referrer}], ${status})`
})

const headerless = { ...header(() => false), headerless: FIELDS }
const about = { pattern: PATTERN, step: STEP }

const requests: Format = {
  ...iis,
  ...about,
  header: { ...headerless, also: ['exchange-iis-headerless'] },
  id: 'iis-headerless',
  title: 'IIS, W3C extended log in its usual order of fields, the line that names them cut off',
  examples: [
    {
      lines: [
        '2026-10-05 00:00:01 192.168.1.20 GET /kinmu/default.aspx a=b 443 EXAMPLE\\tanaka 192.168.10.21 Mozilla/5.0+(Windows+NT+10.0) https://portal.example.co.jp/ 401 1 2148074254 15',
        '2026-10-05 00:00:02 192.168.1.20 GET / - 80 - 192.168.10.22 Mozilla/5.0+(Windows+NT+10.0) 200 0 0 31',
        '2026-10-05 00:00:03 W3SVC1 192.168.1.20 POST /a.asp - 80 - 192.168.10.23 Mozilla/4.0 500 0 64',
        // a proxy that writes date, time and addresses too
        '2026-10-05 00:00:04 187 192.168.10.21 200 TCP_MISS 5120 420 GET http www.example.co.jp 80 /a - - - 200 0 0 5',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '192.168.1.20',
          destination_port: 443,
          user_name: 'EXAMPLE\\tanaka',
          url_original: '/kinmu/default.aspx?a=b',
          http_response_status_code: 401,
          http_request_referrer: 'https://portal.example.co.jp/',
          event_duration_ms: 15,
        },
        {
          source_ip: '192.168.10.22',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_referrer: '',
          http_response_status_code: 200,
          event_duration_ms: 31,
        },
        {
          source_ip: '192.168.10.23',
          destination_ip: '192.168.1.20',
          http_request_method: 'POST',
          http_response_status_code: 500,
          event_duration_ms: -1,
        },
      ],
    },
  ],
}

const exchange: Format = {
  ...exchangeIis,
  ...about,
  header: headerless,
  id: 'exchange-iis-headerless',
  title: "Exchange Server, sign-ins in IIS's log, the line that names its fields cut off",
  examples: [
    {
      lines: [
        '2026-10-05 00:00:09 192.168.1.20 GET /owa/ &ClientId=A 443 EXAMPLE\\tanaka 203.0.113.9 Mozilla/5.0+(Windows+NT+10.0) - 200 0 0 38',
        '2026-10-05 00:00:10 192.168.1.20 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Ping&User=sato&DeviceId=ApplF18&DeviceType=iPad 443 - 203.0.113.11 Apple-iPad13C1/2001.50 401 1 1326 15',
      ],
      events: [
        { time: '2026-10-05T00:00:09.000Z', source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'success' },
        { user_name: 'sato', event_outcome: 'failure', event_reason: 'wrong user or password' },
      ],
    },
  ],
}

export const IIS_HEADERLESS_FORMATS: Format[] = [requests, exchange]
