/** Zscaler Internet Access, NSS web feed as comma-separated cells. */
import type { Format, FormatExample } from './format.ts'
import { firstOf } from './pairs.ts'
import { about, known, REQUIRED, time, web } from './zscaler.ts'

/** The order of the feed's comma-separated output by default, and by the default of before, which had times and no state of the application. */
const ORDER =
  'time login proto eurl action appname app_status appclass reqsize respsize urlclass urlsupercat urlcat malwarecat threatname riskscore threatseverity dlpeng dlpdict location dept cip sip reqmethod respcode ua ereferer ruletype rulelabel contenttype'
const FORMER_ORDER =
  'time login proto eurl action appname appclass reqsize respsize stime ctime urlclass urlsupercat urlcat malwarecat threatname riskscore dlpeng dlpdict location dept cip sip reqmethod respcode ua ereferer'
const cells =
  (order: string[]) =>
  (...names: string[]) => {
    const own = names.filter((name) => order.includes(name)).map((name) => known(`step[${order.indexOf(name) + 1}]`))
    const found = [...(names.includes('devicehostname') ? [DEVICE] : []), ...own]
    return found.length === 0 ? "''" : firstOf(...found)
  }
/** near the end, behind fields that feeds have had for different times */
const DEVICE = known("if(length(step) >= 34, step[33], '')")

const CSV_START =
  '"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}","[^"]*","[A-Z_/]{2,20}","[^"]*","[A-Z][a-z]+[^"]*","[^"]*","[^"]*",'

/** `sizes`: the pattern of what stands before and behind them, which tells the order */
const commas = (id: string, title: string, order: string, sizes: string, examples: FormatExample[]): Format => ({
  ...about,
  id,
  title,
  table: 'web_event',
  pattern: `${CSV_START}${sizes}`,
  envelope: 'none',
  step: `arrayMap(one -> trim(BOTH '"' FROM one), extractAll(payload, '"(?:[^"]|"")*"'))`,
  columns: ({ timezone }) => {
    const read = cells(order.split(' '))
    return { time: time(read('time'), timezone), ...web(read) }
  },
  required: REQUIRED.web,
  examples,
})

const csv = commas(
  'zscaler-web-csv',
  'Zscaler NSS web feed, comma-separated in the default order',
  ORDER,
  '"[^"]*","\\d+","\\d+","[A-Za-z]',
  [
    {
      lines: [
        '"Mon Oct  5 09:00:01 2026","tanaka@example.co.jp","HTTPS","www.example.co.jp/a","Allowed","General Browsing","N/A","General Browsing","420","5120","Business Use","Business and Economy","Professional Services","None","None","0","None","None","None","HQ","Sales","192.168.10.21","203.0.113.80","POST","200","Mozilla/5.0 (Windows NT 10.0)","None","None","None","text/html","None","tanaka","PC-01","N/A"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka@example.co.jp',
          url_domain: 'www.example.co.jp',
          destination_ip: '203.0.113.80',
          http_request_method: 'POST',
          http_response_status_code: 200,
          http_request_bytes: 420,
          http_response_bytes: 5120,
          http_response_mime_type: 'text/html',
        },
      ],
    },
  ],
)

const formerCsv = commas(
  'zscaler-web-csv-former',
  'Zscaler NSS web feed, comma-separated in the former default order',
  FORMER_ORDER,
  '"\\d+","\\d+","\\d+","\\d+","',
  [
    {
      lines: [
        '"Mon Oct  5 09:00:01 2026","tanaka@example.co.jp","HTTPS","www.example.co.jp/a","Allowed","General Browsing","General Browsing","420","5120","12","40","Business Use","Business and Economy","Professional Services","None","None","0","None","None","HQ","Sales","192.168.10.21","203.0.113.80","POST","200","Mozilla/5.0 (Windows NT 10.0)","None","None","None","HTML","None","tanaka","PC-01","N/A"',
        '"Mon Oct  5 09:00:02 2026","suzuki@example.co.jp","HTTP","bad.example/","Blocked","None","None","72","0","0","0","Productivity Loss","Shopping","Online Shopping","None","None","0","None","None","Road Warrior","Sales","192.168.1.5","203.0.113.81","GET","403","curl/8","None","FwFilter","Firewall_1","Other","None","suzuki","PC-02","N/A"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka@example.co.jp',
          url_domain: 'www.example.co.jp',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          http_request_method: 'POST',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          http_request_referrer: '',
        },
        // at home: the address is not the notebook's alone
        { source_address: 'PC-02', event_outcome: 'denied', url_domain: 'bad.example' },
      ],
    },
  ],
)

export const ZSCALER_CSV_FORMATS: Format[] = [csv, formerCsv]
