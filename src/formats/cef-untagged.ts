/** CEF whose `CEF:` a syslog server took for the program's name: written `CEF: 0|…`, or gone altogether. Read as CEF is. */
import { CEF_FORMATS } from './cef.ts'
import { cefAccounts } from './cef-accounts.ts'
import type { Format, FormatExample } from './format.ts'

/** a version and seven bars: LEEF has five, and its version a point */
const HEAD = ' ?(?:CEF: )?\\d\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|'
const WHOLE = "concat('CEF:', replaceRegexpOne(payload, '^ ?(?:CEF: )?', ''))"

const EXAMPLES: Record<string, FormatExample[]> = {
  'cef-web': [
    {
      lines: [
        'Oct  5 09:00:02 gw 0|Forcepoint|Security|8.5.4|9|Transaction blocked|7| act=blocked app=http dvc=192.168.10.10 dst=203.0.113.80 dhost=www.example.co.jp dpt=80 src=192.168.10.21 spt=62062 suser=- loginID=- destinationTranslatedPort=0 rt=1791158401000 in=0 out=0 requestMethod=GET requestClientApplication=Microsoft-CryptoAPI/10.0 reason=- cs1Label=Policy cs1=Default request=http://www.example.co.jp/a.cab logRecordSource=OnPrem',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          event_outcome: 'denied',
          user_agent_original: 'Microsoft-CryptoAPI/10.0',
        },
      ],
    },
  ],
  'cef-flow': [
    {
      lines: [
        'Oct  5 09:00:02 gw CEF: 0|Check Point|VPN-1 & FireWall-1|Check Point|Log|https|Unknown|act=Drop rt=1791158401000 spt=51022 dpt=443 ifname=eth1 origin=192.168.10.254 dst=203.0.113.9 product=VPN-1 & FireWall-1 proto=6 src=192.168.10.21',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          event_action: 'denied',
          network_transport: 'tcp',
        },
      ],
    },
  ],
}

const untaggedAccounts: Format = {
  ...cefAccounts,
  id: `${cefAccounts.id}-untagged`,
  title: `${cefAccounts.title}, without its tag`,
  pattern: cefAccounts.pattern.replaceAll('CEF:\\d+\\|', ' ?(?:CEF: )?\\d\\|'),
  step: cefAccounts.step.replaceAll('payload', WHOLE),
  columns: (context) =>
    Object.fromEntries(
      Object.entries(cefAccounts.columns(context)).map(([name, sql]) => [name, sql.replaceAll('payload', WHOLE)]),
    ),
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 fg 0|Fortinet|FortiGate-100F|7.2.8,build1639 (GA)|0100032001|system event login|4|start=Oct 05 2026 09:00:01 eventtime=1791158401502103430 tz=+0900 logid=0100032001 cat=event subtype=system logdesc=Admin login successful duser=admin sproc=ssh(203.0.113.9) method=ssh src=203.0.113.9 dst=192.0.2.1 act=login status=success reason=none msg=Administrator admin logged in successfully from ssh(203.0.113.9)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'success',
        },
      ],
    },
  ],
}

const untagged: Format[] = CEF_FORMATS.map((format) => ({
  ...format,
  id: `${format.id}-untagged`,
  title: `${format.title}, without its tag`,
  pattern: `${HEAD}${format.table === 'web_event' ? '.*[ ]request=' : '.*(?:\\bsrc| UNIFIsrcClientIp)='}`,
  step: format.step.replaceAll('payload', WHOLE),
  ...(format.ignore ? { ignore: format.ignore.map((one) => ({ ...one, pattern: HEAD })) } : {}),
  examples: EXAMPLES[format.id] ?? [],
}))

export const UNTAGGED_CEF_FORMATS: Format[] = [untaggedAccounts, ...untagged]
