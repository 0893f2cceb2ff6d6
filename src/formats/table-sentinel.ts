/** Microsoft Sentinel's CommonSecurityLog as a table: what firewalls and proxies of all makers send it. */
import type { Format } from './format.ts'
import { flow, web } from './table-export.ts'
import { type Columns, header, reader } from './traffic-columns.ts'

const SENTINEL_HEADER =
  'TimeGenerated [UTC],DeviceVendor,Activity,DeviceAction,SourceIP,SourcePort,DestinationIP,DestinationPort,Protocol,SentBytes,ReceivedBytes,RequestURL,SourceUserName'

/** Sentinel keeps requests and connections of all firewalls and proxies in one table: a row with a URL is a request. */
const isMixed = (columns: Columns, fields: string[]) =>
  fields.includes('DeviceVendor') &&
  columns.url !== undefined &&
  columns.server !== undefined &&
  columns.client !== undefined
const sentinelSource =
  'https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/commonsecuritylog, and the names that traffic-columns.ts lists'

const mixedWeb: Format = {
  ...web,
  id: 'table-sentinel-web',
  title: 'Microsoft Sentinel, CommonSecurityLog as a table: requests',
  vendor: 'Microsoft',
  product: 'Sentinel',
  source: sentinelSource,
  header: { ...header(isMixed), also: ['table-sentinel-flow'] },
  examples: [
    {
      lines: [
        SENTINEL_HEADER,
        '"10/5/2026, 12:00:01.250 AM",Palo Alto Networks,THREAT,alert,192.168.10.21,51022,203.0.113.9,443,tcp,420,5120,www.example.co.jp/a,"EXAMPLE\\tanaka"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          url_domain: 'www.example.co.jp',
          user_name: 'EXAMPLE\\tanaka',
          http_request_bytes: 420,
          event_outcome: 'success',
        },
      ],
    },
  ],
}

const mixedFlow: Format = {
  ...flow,
  id: 'table-sentinel-flow',
  title: 'Microsoft Sentinel, CommonSecurityLog as a table: connections',
  vendor: 'Microsoft',
  product: 'Sentinel',
  source: sentinelSource,
  header: header(() => false),
  columns: (context) => {
    const { at } = reader(context.fields)
    const columns = flow.columns(context)
    return { ...columns, source_ip: `if(${at('url')} = '', ${columns.source_ip}, toIPv6('::'))` }
  },
  examples: [
    {
      lines: [
        SENTINEL_HEADER,
        '"10/5/2026, 12:00:01.250 AM",Palo Alto Networks,TRAFFIC,deny,192.168.10.21,51022,203.0.113.9,445,tcp,420,0,,"EXAMPLE\\tanaka"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          source_bytes: 420,
        },
      ],
    },
  ],
}

export const SENTINEL_TABLES = [mixedWeb, mixedFlow]
