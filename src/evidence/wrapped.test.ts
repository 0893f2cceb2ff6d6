import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assemblerOf } from './records.ts'

const assembled = (text: string, chunk = 11): string[] | null => {
  const assembler = assemblerOf(Buffer.from(text), 'utf-8')
  if (!assembler) return null
  let out = ''
  for (let i = 0; i < text.length; i += chunk) out += assembler.push(text.slice(i, i + chunk))
  out += assembler.end()
  return out.split('\n').slice(0, -1)
}
const json = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const FAILED = 'Failed password for root from 203.0.113.9 port 51022 ssh2'
const SSHD = `Oct  5 09:00:01 web1 sshd[812]: ${FAILED}`
const SQUID = '1791158401.250 187 192.168.10.21 TCP_MISS/200 14823 GET http://a.example/ - HIER_DIRECT/203.0.113.80 -'
const PEELED = `2026-10-05T00:00:01.250Z web1 sshd[812]: ${FAILED}`

test('a line that a collector wrapped whole comes out as it was', () => {
  const collected = {
    Filebeat: {
      '@timestamp': '2026-10-05T00:00:09Z',
      message: SQUID,
      agent: { type: 'filebeat' },
      host: { name: 'p1' },
    },
    'Filebeat, parsed': {
      '@timestamp': '2026-10-05T00:00:09Z',
      event: { original: SQUID },
      source: { ip: '192.168.10.21' },
    },
    Logstash: { '@timestamp': '2026-10-05T00:00:09Z', '@version': '1', host: '192.168.10.5', message: SSHD },
    Docker: { log: `${SQUID}\n`, stream: 'stdout', time: '2026-10-05T00:00:09.250000000Z' },
    Loki: { labels: { job: 'syslog' }, line: SSHD, timestamp: '2026-10-05T09:00:09+09:00' },
    Splunk: { preview: false, result: { _raw: SQUID, _time: '2026-10-05 09:00:09.250 JST', host: 'p1' } },
    Elasticsearch: { _index: 'logs', _source: { '@timestamp': '2026-10-05T00:00:09Z', message: SSHD } },
    Wazuh: {
      timestamp: 'x',
      rule: { level: 5 },
      full_log: SSHD,
      decoder: { name: 'sshd' },
      data: { srcip: '203.0.113.9' },
    },
    'Splunk’s collector': { time: 1791158401.25, host: 'web1', sourcetype: 'linux_secure', event: SSHD },
    rsyslog: { msg: ` ${FAILED}`, rawmsg: SSHD, hostname: 'web1', syslogtag: 'sshd[812]:' },
  }
  for (const [name, record] of Object.entries(collected)) {
    const line = JSON.stringify(record).includes('sshd') ? SSHD : SQUID
    assert.deepEqual(assembled(json(record)), [line], name)
  }
})

test('a line whose header a collector took off has it again', () => {
  const collected = {
    journald: {
      __REALTIME_TIMESTAMP: '1791158401250000',
      _HOSTNAME: 'web1',
      SYSLOG_IDENTIFIER: 'sshd',
      _PID: '812',
      MESSAGE: FAILED,
    },
    Vector: {
      appname: 'sshd',
      host: 'web1',
      message: FAILED,
      procid: 812,
      source_type: 'syslog',
      timestamp: '2026-10-05T00:00:01.250Z',
    },
    'Fluent Bit': {
      date: 1791158401.25,
      time: 'Oct  5 09:00:01',
      host: 'web1',
      ident: 'sshd',
      pid: '812',
      message: FAILED,
    },
    GELF: {
      version: '1.1',
      host: 'web1',
      short_message: FAILED,
      timestamp: 1791158401.25,
      _application_name: 'sshd',
      _pid: 812,
    },
    'Filebeat syslog': {
      '@timestamp': '2026-10-05T00:00:01.250Z',
      hostname: 'web1',
      process: { program: 'sshd', pid: 812 },
      message: FAILED,
    },
  }
  for (const [name, record] of Object.entries(collected)) assert.deepEqual(assembled(json(record)), [PEELED], name)
  assert.deepEqual(
    assembled(
      `2026-10-05T00:00:01.250Z\tsyslog.auth\t${json({ host: 'web1', ident: 'sshd', pid: '812', message: FAILED })}`,
    ),
    [PEELED],
  )
})

test('the same in lists and bundles', () => {
  const hit = { '@timestamp': '2026-10-05T00:00:09Z', '@version': '1', message: SSHD }
  assert.deepEqual(assembled(JSON.stringify([hit, hit], null, 2)), [SSHD, SSHD])
  const bundle = {
    messageType: 'DATA_MESSAGE',
    logGroup: 'x',
    logEvents: [{ id: '1', timestamp: 1791158401250, message: SQUID }],
  }
  assert.deepEqual(assembled(json({ '@version': '1', message: SQUID }, bundle)), [SQUID, SQUID])
})

test('a document of Elasticsearch’s without a line of a program is what it is', () => {
  const document = { '@timestamp': '2026-10-05T00:00:01Z', source: { ip: '192.168.10.21' } }
  assert.deepEqual(assembled(json({ _index: 'p', _id: 'a', _source: document })), [JSON.stringify(document)])
})

test('search tools’ tables give their lines, the line of column names only its place', () => {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const fortigate = 'date=2026-10-05 time=09:00:02 devname="FGT" type="traffic"'
  assert.deepEqual(
    assembled(
      `"_serial","_time",source,sourcetype,host,"_raw"\n0,"2026-10-05T09:00:01.250+0900","/a,b",squid,p1,${cell(SQUID)}\n1,"2026-10-05T09:00:02.000+0900","udp:514",fgt,fw1,${cell(fortigate)}\n`,
    ),
    ['', SQUID, `2026-10-05T09:00:02.000+0900 fw1 ${fortigate}`],
  )
  assert.deepEqual(
    assembled(`"timestamp","source","message"\n"2026-10-05T00:00:01.250Z","web1",${cell(`sshd[812]: ${FAILED}`)}\n`),
    ['', PEELED],
  )
  assert.deepEqual(
    assembled(`"@timestamp","host.name",message\n"Oct 5, 2026 @ 09:00:01.250",web1,${cell(`sshd[812]: ${FAILED}`)}\n`),
    ['', PEELED.replace('T00:00:01.250Z', 'T09:00:01.250')],
  )
  assert.deepEqual(
    assembled(
      `"labels","Time","Line","tsNs","id"\n"{job=""x""}","2026-10-05 09:00:01.250",${cell(SSHD)},"1791158401250000000","1"\n`,
    ),
    ['', SSHD],
  )
})

test('a flow record of Azure’s gives a line a connection', () => {
  const nsg = {
    time: '2026-10-05T00:00:01.25Z',
    category: 'NetworkSecurityGroupFlowEvent',
    properties: {
      Version: 2,
      flows: [
        {
          rule: 'UserRule_out',
          flows: [{ mac: '000D3AF87856', flowTuples: ['1791158401,10.5.16.4,203.0.113.9,59831,443,T,O,A,B,,,,', 'x'] }],
        },
      ],
    },
  }
  const vnet = {
    time: '2026-10-05T00:00:01.25Z',
    macAddress: '112233445566',
    category: 'FlowLogFlowEvent',
    flowRecords: {
      flows: [{ aclID: 'a', flowGroups: [{ rule: 'r', flowTuples: ['1791158401250,10.0.0.6,203.0.113.9'] }] }],
    },
  }
  assert.deepEqual(assembled(JSON.stringify({ records: [nsg, vnet] })), [
    '{"category":"NetworkSecurityGroupFlowEvent","mac":"000D3AF87856","rule":"UserRule_out","flowTuple":"1791158401,10.5.16.4,203.0.113.9,59831,443,T,O,A,B,,,,"}',
    '{"category":"NetworkSecurityGroupFlowEvent","mac":"000D3AF87856","rule":"UserRule_out","flowTuple":"x"}',
    '{"category":"FlowLogFlowEvent","mac":"112233445566","rule":"r","flowTuple":"1791158401250,10.0.0.6,203.0.113.9"}',
  ])
})

test('a first record that is longer than the head is told too', () => {
  const flowTuples = Array.from(
    { length: 400 },
    (_, i) => `17911584${10 + (i % 90)},10.5.16.4,203.0.113.9,59831,443,T,O,A,B,,,,`,
  )
  const record = {
    category: 'NetworkSecurityGroupFlowEvent',
    properties: { flows: [{ rule: 'r', flows: [{ mac: 'm', flowTuples }] }] },
  }
  assert.equal(assembled(JSON.stringify({ records: [record] }))?.length, 400)
})

test('a row of EvtxECmd’s is the event as Winlogbeat writes it', () => {
  const payload =
    '{"EventData":{"Data":[{"@Name":"TargetUserName","#text":"tanaka"},{"@Name":"LogonType","#text":"3"}]}}'
  const [first, event] =
    assembled(
      `RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,PayloadData1,ExecutableInfo,HiddenRecord,SourceFile,Keywords,ExtraDataOffset,Payload\n1,77,2026-10-05 00:00:01.2500000,4624,LogAlways,Microsoft-Windows-Security-Auditing,Security,4,8,FS01.example.local,0,,Successful logon,EXAMPLE\\tanaka,PC-21 (192.168.10.21),Target,,False,C:\\Security.evtx,Audit success,0,"${payload.replaceAll('"', '""')}"\n`,
    ) ?? []
  assert.equal(first, '')
  assert.deepEqual(JSON.parse(event ?? ''), {
    '@timestamp': '2026-10-05T00:00:01.2500000Z',
    winlog: {
      provider_name: 'Microsoft-Windows-Security-Auditing',
      computer_name: 'FS01.example.local',
      event_id: '4624',
      record_id: '77',
      channel: 'Security',
      keywords: ['Audit success'],
      event_data: { TargetUserName: 'tanaka', LogonType: '3' },
    },
  })
})

test('a row of Entra ID’s audit download is the record as Graph writes it', () => {
  const [first, record] =
    assembled(
      'Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorDisplayName,ActorObjectId,ActorUserPrincipalName,IPAddress,ActorServicePrincipalName,Target1Type,Target1DisplayName,Target1ObjectId,Target1UserPrincipalName,Target1ModifiedProperty1Name,Target1ModifiedProperty1OldValue,Target1ModifiedProperty1NewValue\n2026-10-05T00:00:01.5000000+00:00,c1,Core Directory,ApplicationManagement,Consent to application,success,,User,田中,o1,tanaka@example.co.jp,203.0.113.9,,ServicePrincipal,Mail Sync,o2,,ConsentAction.Permissions,"[]","[] => [[Scope: Mail.Read, offline_access]]"\n',
    ) ?? []
  assert.equal(first, '')
  assert.deepEqual(JSON.parse(record ?? ''), {
    id: 'c1',
    activityDateTime: '2026-10-05T00:00:01.5000000Z',
    loggedByService: 'Core Directory',
    category: 'ApplicationManagement',
    activityDisplayName: 'Consent to application',
    result: 'success',
    resultReason: '',
    initiatedBy: {
      user: { userPrincipalName: 'tanaka@example.co.jp', displayName: '田中', ipAddress: '203.0.113.9' },
      app: { displayName: '田中' },
    },
    targetResources: [
      {
        type: 'ServicePrincipal',
        displayName: 'Mail Sync',
        userPrincipalName: '',
        modifiedProperties: [
          { displayName: 'ConsentAction.Permissions', newValue: '[] => [[Scope: Mail.Read, offline_access]]' },
        ],
      },
    ],
    additionalDetails: [{ key: 'User-Agent', value: '' }],
  })
})

test('what is no collector’s record stays as it is', () => {
  const windows = { '@timestamp': '2026-10-05T00:00:01Z', message: 'An account …', winlog: { event_id: 4624 } }
  assert.equal(assembled(json(windows)), null)
  assert.equal(assembled(json({ remote_addr: '203.0.113.77', '@timestamp': 'x', message: '-' })), null)
  assert.equal(assembled('TimeCreated,Id,MachineName,Message\n2026/10/05 9:00:01,4624,FS01,x\n'), null)
  assert.equal(assembled('date,sender,recipient,subject,message\n2026/10/05 9:00:01,a,b,c,d\n'), null)
  const mixed = json({ '@version': '1', message: SSHD }, windows)
  assert.deepEqual(assembled(mixed), [SSHD, JSON.stringify(windows)])
})

test('a record without an end is passed on in pieces', () => {
  const endless = `${json({ '@version': '1', message: SQUID })}{"message":"${'a'.repeat(9_000_000)}`
  const lines = assembled(endless, 1 << 20) ?? []
  assert.equal(lines[0], SQUID)
  assert.ok(lines.length > 2 && lines.every((line) => line.length < 6_000_000))
})

test('lines that stand as the one quoted cell of their rows, or in Kiwi’s CSV, come out as they were', () => {
  const quoted = `"${SSHD}"\n"Oct  5 09:00:02 web1 app: said ""no"""\n`
  assert.deepEqual(assembled(quoted), [SSHD, 'Oct  5 09:00:02 web1 app: said "no"'])
  const kiwi = `2026-10-05 09:00:01,Auth.Info,web1,"sshd[812]: ${FAILED}"\n2026-10-05 09:00:02,Local7.Notice,fw1,a=1\n`
  assert.deepEqual(assembled(kiwi), [`2026-10-05 09:00:01 web1 sshd[812]: ${FAILED}`, '2026-10-05 09:00:02 fw1 a=1'])
})

test('rows of several quoted cells stay as they are', () => {
  assert.equal(assembled('"date=2026-10-05","time=09:00:01"\n"date=2026-10-05","time=09:00:02"\n'), null)
})

test('a table whose date and time are two columns gives its lines both', () => {
  const table = `Level,Date,Time,Hostname,Program,Message\nInfo,2026-10-05,09:00:01,web1,sshd,${FAILED}\n`
  assert.equal(assembled(table)?.at(-1), `2026-10-05T09:00:01 web1 sshd: ${FAILED}`)
})

test('an event of Windows in Wazuh’s alert stands as Winlogbeat writes it', () => {
  const alert = {
    timestamp: '2026-10-05T00:00:02.000+0000',
    rule: { level: 5 },
    data: {
      win: {
        system: {
          eventID: '4625',
          systemTime: '2026-10-05T00:00:01.1Z',
          computer: 'DC1',
          channel: 'Security',
          providerName: 'Microsoft-Windows-Security-Auditing',
        },
        eventdata: { targetUserName: 'tanaka', ipAddress: '203.0.113.9' },
      },
    },
  }
  const [line] = assembled(json(alert)) ?? []
  const event = JSON.parse(line ?? '')
  assert.equal(event['@timestamp'], '2026-10-05T00:00:01.1Z')
  assert.equal(event.winlog.event_id, '4625')
  assert.deepEqual(event.winlog.event_data, { TargetUserName: 'tanaka', IpAddress: '203.0.113.9' })
})
