/** FortiGate's logs before FortiOS 5.0 (src=, dst=, status=, sent= …): the later names put in their place, and read as the later ones are. */

import type { Format, FormatExample } from './format.ts'
import { kind, subkind, traffic, utm, webfilter } from './fortigate.ts'

const NAMES: Record<string, string> = {
  src: 'srcip',
  src_port: 'srcport',
  dst: 'dstip',
  dst_port: 'dstport',
  status: 'action',
  sent: 'sentbyte',
  rcvd: 'rcvdbyte',
  SN: 'sessionid',
  serial: 'sessionid',
}
const list = (names: string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`
const RENAMED = `mapApply((k, v) -> (transform(k, ${list(Object.keys(NAMES))}, ${list(Object.values(NAMES))}, k), v), STEP)`
const SOURCE = '.*[ ,]src="?[0-9A-Fa-f]*[.:]'

const old = (format: Format, pattern: string, examples: FormatExample[]): Format => ({
  ...format,
  id: format.id.replace('fortigate-', 'fortigate-4-'),
  title: `${format.title}, FortiOS 4 and earlier`,
  source: 'FortiGate Log Message Reference, FortiOS 4.0 MR3',
  pattern,
  step: RENAMED.replace('STEP', format.step),
  examples,
})

export const OLD_FORTIGATE_FORMATS: Format[] = [
  old(traffic, `${kind('traffic')}${SOURCE}`, [
    {
      lines: [
        '<189>date=2026-10-05,time=09:00:01,devname=FGT50B,device_id=FGT50B0000000001,log_id=0021000002,type=traffic,subtype=allowed,pri=notice,vd=root,src=192.168.10.21,src_port=45040,src_int="internal",dst=203.0.113.44,dst_port=80,dst_int="wan1",SN=3945,status=accept,policyid=16,dst_country="United States",src_country="Reserved",dir_disp=org,tran_disp=snat,tran_ip=198.51.100.1,tran_port=60000,service=HTTP,proto=6,duration=121,sent=2140,rcvd=5120,sent_pkt=1,rcvd_pkt=1',
        'date=2026-10-05 time=09:00:02 devname=FG100D device_id=FG100D0000000001 log_id=0022000003 type=traffic subtype=violation pri=warning vd=root src=192.168.10.21 srcname=192.168.10.21 src_port=2043 dst=203.0.113.9 dstname=203.0.113.9 dst_port=445 service=445/tcp proto=6 duration=0 rule=0 policyid=0 status=deny sent=0 rcvd=0 SN=194772 user="N/A" group="N/A"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 45040,
          destination_ip: '203.0.113.44',
          destination_port: 80,
          network_transport: 'tcp',
          event_action: 'allowed',
          event_id: '3945',
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 121000,
          rule_name: '16',
        },
        { event_action: 'denied', destination_port: 445, user_name: '', source_bytes: 0 },
      ],
    },
  ]),
  old(webfilter, `${subkind('webfilter')}${SOURCE}`, [
    {
      lines: [
        'date=2026-10-05 time=09:00:03 devname=FG100D device_id=FG100D0000000001 log_id=0317013312 type=webfilter subtype=ftgd_allow pri=notice vd=root policyid=1 serial=48299 user="tanaka" group="staff" src=192.168.10.21 src_port=51030 src_int="internal" dst=203.0.113.44 dst_port=80 dst_int="wan1" service="http" hostname="WWW.example.co.jp" profile="default" status="passthrough" req_type="direct" url="/a?b=c" sent=325 rcvd=0 msg="URL belongs to an allowed category in policy"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:03.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          event_outcome: 'success',
          http_request_bytes: 325,
        },
      ],
    },
  ]),
  old(utm, `${kind('(?:utm|app-ctrl|attack|ids|ips|virus|dlp|emailfilter)')}${SOURCE}`, [
    {
      lines: [
        'date=2026-10-05 time=09:00:04 devname=FG100D device_id=FG100D0000000001 log_id=0211008192 type=virus subtype=infected pri=warning vd=root policyid=1 serial=48300 user="N/A" src=192.168.10.21 src_port=51031 dst=203.0.113.44 dst_port=80 service="http" proto=6 status="blocked" file="seikyu.exe" virus="EICAR_TEST_FILE" msg="File is infected."',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.44',
          event_action: 'denied',
          network_application: 'http',
          source_bytes: -1,
        },
      ],
    },
  ]),
]
