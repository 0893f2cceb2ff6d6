import type { Format } from './format.ts'
import { digits, localTime } from './time.ts'

const MAC = "replaceRegexpAll(lower(step[7]), '[^0-9a-f]', '')"
const ID = 'toUInt16OrZero(step[1])'

const time = (timezone: string) =>
  localTime(
    {
      month: digits('step[2]', 1, 2),
      day: digits('step[2]', 4, 2),
      year: `(2000 + toInt32(toUInt16OrZero(right(step[2], 2))))`,
      hour: digits('step[3]', 1, 2),
      minute: digits('step[3]', 4, 2),
      second: digits('step[3]', 7, 2),
    },
    timezone,
  )

/** Columns stand at the same places whatever language the header is in. The date is MM/DD/YY on every system. */
export const windowsDhcp: Format = {
  id: 'windows-dhcp',
  title: 'Windows DHCP Server audit log (DhcpSrvLog)',
  vendor: 'Microsoft',
  product: 'Windows DHCP Server',
  source:
    'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/dd183591(v=ws.10)',
  table: 'lease_event',
  envelope: 'none',
  time: 'payload',
  pattern:
    '(?:10|11|12|16|17|18|20|21),\\d\\d/\\d\\d/(?:20)?\\d\\d,\\d\\d:\\d\\d:\\d\\d,[^,]*,[0-9.]+,[^,]*,[0-9A-Fa-f-]*,',
  step: "splitByChar(',', payload)",
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[5])',
    source_address: 'step[5]',
    event_action: `multiIf(${ID} IN (10, 11, 20, 21), 'assign', ${ID} = 12, 'release', 'expire')`,
    source_mac: `if(length(${MAC}) = 12, arrayStringConcat(arrayMap(i -> substring(${MAC}, i * 2 + 1, 2), range(6)), ':'), '')`,
    // the name without its domain, as people call the PC
    source_name: "extract(step[6], '^([^.]*)')",
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '\\d{1,5},\\d\\d/\\d\\d/(?:20)?\\d\\d,\\d\\d:\\d\\d:\\d\\d,',
      reason: { ja: 'サービスやDNS更新の記録（貸出ではない）', en: 'service and DNS update notes: no lease' },
    },
    {
      pattern:
        '(?:[ \\t]*Microsoft .*DHCP|ID,|ID ,|イベント ID|Event ID|Ereigniskennung|[^,0-9]+,[^,]+,[^,]+,.*Dhcid|[ \\t]*(?:QResult|検疫の結果)|\\d\\d[ \\t]+[A-Z\u3000-\u9fff]|[ \\t]+[A-Za-z\u3000-\u9fff]|\\d{2}\\+?[ \\t])',
      reason: { ja: 'ファイル先頭の説明', en: "the file's own explanation" },
    },
  ],
  examples: [
    {
      lines: [
        '10,10/05/26,08:31:12,割り当て,192.168.10.21,PC-SOUMU-03.example.local,001B44113AB7,,2864434397,0,,,,0x4D53,MSFT 5.0,,,,0',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-SOUMU-03',
          source_mac: '00:1b:44:11:3a:b7',
          event_action: 'assign',
        },
      ],
    },
    {
      lines: ['12,10/05/26,18:00:00,Release,192.168.10.21,PC-SOUMU-03,00-1B-44-11-3A-B7,,0,6,,,,,,,,,0'],
      events: [{ event_action: 'release', source_mac: '00:1b:44:11:3a:b7' }],
    },
    {
      lines: ['11,10/05/26,09:00:00,Renew,192.168.10.30,,001B44113AC0,,0,6,,,'],
      events: [{ source_name: '', event_action: 'assign' }],
    },
  ],
}

const DUID = "replaceRegexpAll(lower(step[9]), '[^0-9a-f]', '')"
/** a DUID made from a link-layer address (types 1 and 3) ends in it */
const DUID_MAC = `extract(${DUID}, '^(?:00010001[0-9a-f]{8}|00030001)([0-9a-f]{12})$')`

/** 1 id, 2 date, 3 time, 4 text, 5 address, 6 name, 7 error, 8 length of the DUID, 9 DUID */
export const windowsDhcp6: Format = {
  ...windowsDhcp,
  id: 'windows-dhcp6',
  title: 'Windows DHCP Server audit log, IPv6 (DhcpV6SrvLog)',
  pattern:
    '110(?:0[24578]|16|18),\\d\\d/\\d\\d/(?:20)?\\d\\d,\\d\\d:\\d\\d:\\d\\d,[^,]*,[0-9A-Fa-f:]*:[0-9A-Fa-f:]*,[^,]*,[^,]*,[^,]*,[0-9A-Fa-fx -]*,',
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[5])',
    source_address: 'step[5]',
    event_action: "multiIf(step[1] IN ('11002', '11004', '11005'), 'assign', step[1] = '11007', 'release', 'expire')",
    source_mac: `if(${DUID_MAC} = '', '', arrayStringConcat(arrayMap(i -> substring(${DUID_MAC}, i * 2 + 1, 2), range(6)), ':'))`,
    source_name: "extract(step[6], '^([^.]*)')",
  }),
  // a request for information alone (11008) leases nothing
  required: "source_ip != toIPv6('::') AND step[1] != '11008'",
  ignore: undefined,
  examples: [
    {
      lines: [
        '11002,10/05/26,08:31:12,DHCPV6 Request,2001:db8::21,PC-SOUMU-03.example.local,,14,000100012584AE29001B44113AB7,,,,,',
        '11007,10/05/26,18:00:00,DHCPV6 Release,2001:db8::21,PC-SOUMU-03,,10,00030001001B44113AB7,,,,,',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '2001:db8::21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
          event_action: 'assign',
        },
        { event_action: 'release', source_mac: '00:1b:44:11:3a:b7' },
      ],
    },
  ],
}
