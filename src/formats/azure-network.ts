/**
 * Azure's networks: flow logs of security groups and virtual networks (each connection on a line of its own, as src/evidence/azure-flow.ts
 * takes them out of their records), and Azure Firewall's rules, structured and as text in `msg`.
 */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { count, firstOf, transport } from './pairs.ts'
import { found, source } from './pick.ts'
import { epochTime } from './time.ts'
import { urlDomain } from './url.ts'

const about = { vendor: 'Microsoft', time: 'payload' as const }

const TUPLE = `splitByChar(',', ${field('flowTuple')})`
const part = (n: number) => `${TUPLE}[${n}]`
/** a virtual network's: encryption stands before the counters */
const IS_VNET = `(${field('category')} = 'FlowLogFlowEvent')`
const WORD = `if(${IS_VNET}, '', ${part(8)})`
const STATE = `if(${IS_VNET}, ${part(8)}, ${part(9)})`

const flow: Format = {
  ...about,
  id: 'azure-flow',
  title: 'Azure flow logs of network security groups and virtual networks',
  product: 'Network Watcher',
  source:
    'https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview, https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview',
  table: 'flow_event',
  envelope: 'none',
  pattern: keys('category', 'flowTuple'),
  step: jsonStep(texts('category mac rule flowTuple')),
  columns: () => ({
    time: epochTime(`replaceRegexpOne(${part(1)}, '^(\\\\d{10})(\\\\d{3})$', '\\\\1.\\\\2')`),
    observer_type: "'sensor'",
    ...source(part(2)),
    source_port: `toUInt16OrZero(${part(4)})`,
    destination_ip: `toIPv6OrDefault(${part(3)})`,
    destination_port: `toUInt16OrZero(${part(5)})`,
    network_transport: `multiIf(${part(6)} IN ('T', '6'), 'tcp', ${part(6)} IN ('U', '17'), 'udp', ${part(6)} IN ('1', '58'), 'icmp', lower(${part(6)}))`,
    event_action: `if(${WORD} = 'D' OR ${STATE} = 'D', 'denied', 'allowed')`,
    // counters are of the time since the last line about the connection
    source_bytes: `if(${STATE} IN ('C', 'E'), ${count(part(11))}, -1)`,
    destination_bytes: `if(${STATE} IN ('C', 'E'), ${count(part(13))}, -1)`,
    event_duration_ms: '-1',
    rule_name: field('rule'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '{"category":"NetworkSecurityGroupFlowEvent","mac":"000D3AF87856","rule":"UserRule_out","flowTuple":"1791158401,10.5.16.4,203.0.113.9,59831,443,T,O,A,B,,,,"}',
        '{"category":"NetworkSecurityGroupFlowEvent","mac":"000D3AF87856","rule":"UserRule_out","flowTuple":"1791158402,10.5.16.4,203.0.113.9,59831,443,T,O,A,E,25,4096,24,8192"}',
        '{"category":"NetworkSecurityGroupFlowEvent","mac":"000D3AF87856","rule":"DefaultRule_DenyAllInBound","flowTuple":"1791158403,203.0.113.9,10.5.16.4,35370,23,T,I,D"}',
        '{"category":"FlowLogFlowEvent","mac":"112233445566","rule":"DefaultRule_AllowInternetOutBound","flowTuple":"1791158404250,10.0.0.6,203.0.113.9,23956,443,6,O,E,NX,3,767,2,1580"}',
        '{"category":"FlowLogFlowEvent","mac":"112233445566","rule":"BlockHighRiskTCPPortsFromInternet","flowTuple":"1791158405250,203.0.113.9,10.0.0.6,22,21,6,I,D,NX,0,0,0,0"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '10.5.16.4',
          source_port: 59831,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: -1,
        },
        { source_bytes: 4096, destination_bytes: 8192 },
        { event_action: 'denied', rule_name: 'DefaultRule_DenyAllInBound' },
        { time: '2026-10-05T00:00:04.250Z', source_bytes: 767, destination_bytes: 1580, event_action: 'allowed' },
        { event_action: 'denied' },
      ],
    },
  ],
}

const FIREWALL = {
  ...about,
  product: 'Azure Firewall',
  source:
    'https://learn.microsoft.com/en-us/azure/firewall/monitor-firewall-reference (AZFWNetworkRule, AZFWApplicationRule, AzureFirewallNetworkRule …)',
  step: jsonStep({
    time: 'text',
    properties: texts(
      'msg Action Protocol SourceIp SourcePort DestinationIp DestinationPort Fqdn TargetUrl Rule RuleCollection ThreatDescription Signature',
    ),
  }),
}
const P = (name: string) => field(['properties', name])
const MSG = P('msg')
/** `TCP request from 10.0.0.4:49680 to 203.0.113.9:443. Action: Deny. Rule: x` */
const FROM = 'request from \\[?([0-9A-Fa-f:.]+?)\\]?(?::\\d*)? to '
const TO = ' to \\[?([0-9A-Fa-f:.]+?)\\]?(?::\\d*)?(?:\\. | was |\\.?$)'
const ACTION = `lower(${firstOf(P('Action'), found('Action: ([A-Za-z]+)', MSG))})`
const DENIED = `match(${ACTION}, 'deny|drop|block')`
const rule = firstOf(P('Rule'), found(' Rule: ([^.]+)', MSG), P('Signature'), found('Signature: (\\d+)', MSG))

const network: Format = {
  ...FIREWALL,
  id: 'azure-firewall-network',
  title: 'Azure Firewall: network, NAT, intrusion and threat intelligence rules',
  table: 'flow_event',
  pattern:
    '\\s*\\{.*"category"\\s?:\\s?"(?:AZFW(?:NetworkRule|NatRule|IdpsSignature|ThreatIntel|FlowTrace)"|AzureFirewall(?:Network|Nat)Rule".*"msg"\\s?:\\s?"(?:TCP|UDP|ICMP)[^"]* request from )',
  columns: () => {
    const client = firstOf(P('SourceIp'), found(FROM, MSG))
    return {
      time: utcTime(field('time')),
      observer_type: "'firewall'",
      ...source(client),
      source_port: `toUInt16OrZero(${firstOf(P('SourcePort'), found('request from \\S+:(\\d+) to ', MSG))})`,
      destination_ip: `toIPv6OrDefault(${firstOf(P('DestinationIp'), found(TO, MSG))})`,
      destination_port: `toUInt16OrZero(${firstOf(P('DestinationPort'), found(' to \\S+:(\\d+)(?:\\.|\\s|$)', MSG))})`,
      destination_domain: `lower(${P('Fqdn')})`,
      network_transport: transport(firstOf(P('Protocol'), found('^([A-Z]+)', MSG))),
      event_action: `if(${DENIED}, 'denied', 'allowed')`,
      source_bytes: '-1',
      destination_bytes: '-1',
      event_duration_ms: '-1',
      rule_name: rule,
    }
  },
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '{"category":"AzureFirewallNetworkRule","operationName":"AzureFirewallNetworkRuleLog","properties":{"msg":"TCP request from 10.0.0.4:49680 to 203.0.113.9:445. Action: Deny. "},"resourceId":"/SUBSCRIPTIONS/X","time":"2026-10-05T00:00:01.8692050Z"}',
        '{"category":"AzureFirewallNetworkRule","operationName":"AzureFirewallNatRuleLog","properties":{"msg":"TCP request from 203.0.113.9:50306 to 198.51.100.1:3389 was DNAT\'ed to 10.0.0.2:3389. Rule Collection: DNAT. Rule: rdp"},"resourceId":"/SUBSCRIPTIONS/X","time":"2026-10-05T00:00:02.8692050Z"}',
        '{"category":"AzureFirewallNetworkRule","operationName":"AzureFirewallNetworkRuleLog","properties":{"msg":"ICMP Type=8 request from 10.0.0.4 to 203.0.113.9. Action: Allow. "},"time":"2026-10-05T00:00:03.8692050Z"}',
        '{"category":"AZFWNetworkRule","properties":{"Action":"Allow","DestinationIp":"203.0.113.9","DestinationPort":443,"Policy":"p","Protocol":"TCP","Rule":"out","SourceIp":"10.0.0.4","SourcePort":49682},"resourceId":"/SUBSCRIPTIONS/X","time":"2026-10-05T00:00:04.8692050Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.869Z',
          source_ip: '10.0.0.4',
          source_port: 49680,
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
        },
        { source_ip: '203.0.113.9', destination_ip: '198.51.100.1', destination_port: 3389, rule_name: 'rdp' },
        { source_ip: '10.0.0.4', destination_ip: '203.0.113.9', network_transport: 'icmp', event_action: 'allowed' },
        { source_port: 49682, destination_port: 443, event_action: 'allowed', rule_name: 'out' },
      ],
    },
  ],
}

const TARGET = firstOf(
  P('TargetUrl'),
  P('Fqdn'),
  found('Url: (\\S+?)\\.? ', MSG),
  found(' to (\\S+?)(?:\\. |\\.?$)', MSG),
)
const application: Format = {
  ...FIREWALL,
  id: 'azure-firewall-application',
  title: 'Azure Firewall: application rules (web requests)',
  table: 'web_event',
  pattern:
    '\\s*\\{.*"category"\\s?:\\s?"(?:AZFWApplicationRule"|AzureFirewall(?:Application|Network)Rule".*"msg"\\s?:\\s?"HTTPS? +request from \\S+ to )',
  columns: () => {
    const client = firstOf(P('SourceIp'), found(FROM, MSG))
    return {
      time: utcTime(field('time')),
      observer_type: "'proxy'",
      ...source(client),
      source_port: `toUInt16OrZero(${firstOf(P('SourcePort'), found('request from \\S+:(\\d+) to ', MSG))})`,
      destination_port: `toUInt16OrZero(${firstOf(P('DestinationPort'), found(' to \\S+:(\\d+)\\. ', MSG))})`,
      network_protocol: `if(startsWith(lower(concat(${P('Protocol')}, ${MSG})), 'https'), 'tls', 'http')`,
      url_domain: urlDomain(firstOf(P('Fqdn'), TARGET)),
      url_original: TARGET,
      event_outcome: `if(${DENIED}, 'denied', 'success')`,
      event_action: rule,
      http_request_bytes: '-1',
      http_response_bytes: '-1',
      event_duration_ms: '-1',
    }
  },
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  ignore: [
    {
      pattern: '\\s*\\{.*"category"\\s?:\\s?"(?:AZFW|AzureFirewall)[A-Za-z]+"',
      reason: { ja: '接続先の無い記録・集計', en: 'records without a destination, and sums' },
    },
  ],
  examples: [
    {
      lines: [
        '{"category":"AzureFirewallApplicationRule","operationName":"AzureFirewallApplicationRuleLog","properties":{"msg":"HTTPS request from 10.0.2.4:56029 to www.example.net:443. Action: Deny. No rule matched. Proceeding with default action"},"resourceId":"/SUBSCRIPTIONS/X","time":"2026-10-05T00:00:01.2140990Z"}',
        '{"category":"AzureFirewallApplicationRule","properties":{"msg":"HTTP  request from 10.0.2.4:50776 to ocsp.example.com:80. Url: ocsp.example.com/MFQ=. Action: Allow. Rule: out"},"time":"2026-10-05T00:00:02.2140990Z"}',
        '{"category":"AZFWApplicationRule","properties":{"Action":"Allow","DestinationPort":443,"Fqdn":"www.example.com","Protocol":"HTTPS","Rule":"web","SourceIp":"10.0.2.4","SourcePort":1234,"TargetUrl":""},"time":"2026-10-05T00:00:03.2140990Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.214Z',
          source_ip: '10.0.2.4',
          url_domain: 'www.example.net',
          destination_port: 443,
          network_protocol: 'tls',
          event_outcome: 'denied',
        },
        { url_domain: 'ocsp.example.com', url_original: 'ocsp.example.com/MFQ=', event_outcome: 'success' },
        { url_domain: 'www.example.com', event_outcome: 'success' },
      ],
    },
  ],
}

export const AZURE_NETWORK_FORMATS: Format[] = [flow, network, application]
