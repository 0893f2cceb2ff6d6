/** Sangfor NGAF, Chinese: connections under its rules, pages visited, and what its filters found (fwlog). */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf, source } from './pick.ts'
import { urlDomain, urlPort } from './url.ts'

const about = {
  vendor: 'Sangfor',
  product: 'NGAF',
  source: 'https://support.sangfor.com.cn/ (syslog of NGAF), and lines that public parsers are tested with',
  time: 'envelope' as const,
}
const HEAD = 'fwlog: ?日志类型:'
const KV = (key: string) => {
  const found = `extract(payload, ${literal(`[ ,]${key}:([^,]*)`)})`
  return `if(trim(${found}) IN ('(null)', '-', '(无)'), '', trim(${found}))`
}
const KIND = `extract(payload, ${literal('日志类型:([^,]*)')})`
const DENIED = `match(${KV('系统动作')}, '拒绝|阻断|拦截|丢弃|封锁')`
const common = {
  time: 'envelope_time',
  ...source(KV('源IP')),
  source_port: `toUInt16OrZero(${KV('源端口')})`,
  destination_ip: `toIPv6OrDefault(${KV('目的IP')})`,
}
const PERSON = `if(${KV('用户')} = ${KV('源IP')}, '', ${KV('用户')})`

const web: Format = {
  ...about,
  id: 'sangfor-web',
  title: 'Sangfor NGAF, pages visited (fwlog, Chinese)',
  table: 'web_event',
  pattern: `${HEAD}网站访问,.* 源IP:[0-9A-Fa-f.:]+,.* URL:\\S`,
  step: "extract(payload, ' URL:(.*)$')",
  columns: () => ({
    ...common,
    observer_type: "'firewall'",
    destination_port: urlPort('step', "''"),
    user_name: PERSON,
    network_protocol: "'http'",
    url_domain: urlDomain('step'),
    url_original: 'step',
    event_outcome: `if(${DENIED}, 'denied', 'success')`,
    event_action: KV('系统动作'),
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '<23>Oct  5 09:00:01 localhost fwlog: 日志类型:网站访问, 用户:(null), 源IP:192.168.10.21, 目的IP:203.0.113.80, 应用名称:IT相关, 系统动作:被记录, URL:http://www.example.com/simple.php',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.80',
          url_domain: 'www.example.com',
          user_name: '',
          event_outcome: 'success',
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'sangfor',
  title: 'Sangfor NGAF, connections and what its filters found (fwlog, Chinese)',
  table: 'flow_event',
  pattern: `${HEAD}[^,]+,.* 源IP:[0-9A-Fa-f.:]+,.* 目的IP:[0-9A-Fa-f.:]+`,
  step: "''",
  columns: () => ({
    ...common,
    observer_type: "'firewall'",
    observer_name: 'envelope_host',
    destination_port: `toUInt16OrZero(${KV('目的端口')})`,
    user_name: PERSON,
    network_transport: `lower(${KV('协议')})`,
    network_application: firstOf(KV('应用名称'), KV('应用类型')),
    event_action: `if(${DENIED}, 'denied', 'allowed')`,
    event_id: `concat(${KV('源IP')}, ':', ${KV('源端口')}, '>', ${KV('目的IP')}, ':', ${KV('目的端口')})`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: firstOf(KV('病毒名'), KV('漏洞名称'), KV('策略名称'), KIND),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: HEAD,
      reason: { ja: '装置自身の記録（通信ではない）', en: "the device's own events: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        '<23>Oct  5 09:00:02 localhost fwlog: 日志类型:服务控制或应用控制, 策略名称:-, 用户:tanaka, 源IP:192.168.10.21, 源端口:51022, 目的IP:203.0.113.9, 目的端口:443, 应用类型:访问网站, 应用名称:HTTP_GET, 系统动作:允许',
        'Oct  5 09:00:03 localhost fwlog: 日志类型:服务控制或应用控制, 用户:(null), 源IP:192.168.10.22, 源端口:51023, 目的IP:203.0.113.10, 目的端口:445, 应用类型:(null), 应用名称:SMB, 系统动作:拒绝',
        'Oct  5 09:00:04 localhost fwlog: 日志类型:系统操作, 用户:admin, IP地址:192.168.10.9, 操作对象:启用禁用, 操作类型:启用, 描述:OSPF 启用 成功',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          user_name: 'tanaka',
          network_application: 'HTTP_GET',
          event_action: 'allowed',
        },
        { source_ip: '192.168.10.22', destination_port: 445, event_action: 'denied' },
      ],
    },
  ],
}

export const SANGFOR_FORMATS: Format[] = [web, flow]
