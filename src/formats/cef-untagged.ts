/** CEF whose `CEF:` a syslog server took for the program's name: written `CEF: 0|…`, or gone altogether. Read as CEF is. */
import { CEF_FORMATS } from './cef.ts'
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

export const UNTAGGED_CEF_FORMATS: Format[] = CEF_FORMATS.map((format) => ({
  ...format,
  id: `${format.id}-untagged`,
  title: `${format.title}, without its tag`,
  pattern: `${HEAD}${format.table === 'web_event' ? '.*[ ]request=' : '.*\\bsrc='}`,
  step: format.step.replaceAll('payload', WHOLE),
  ...(format.ignore ? { ignore: format.ignore.map((one) => ({ ...one, pattern: HEAD })) } : {}),
  examples: EXAMPLES[format.id] ?? [],
}))
