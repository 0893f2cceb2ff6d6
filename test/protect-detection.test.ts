/** A real Suricata takes the rules and, on a packet capture made here, alerts for the bad and is silent for the good. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect } from 'node:tls'
import { TARGETS } from '../src/protect/targets/index.ts'
import { EXAMPLES, selected } from '../src/protect/test-findings.ts'
import { missing, run } from './real-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-detection-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const CLIENT = '192.168.10.21'

/** One IPv4 packet; Suricata is told not to mind checksums. */
function ip(from: string, to: string, protocol: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(20)
  head.writeUInt8(0x45, 0)
  head.writeUInt16BE(20 + payload.length, 2)
  head.writeUInt8(64, 8)
  head.writeUInt8(protocol, 9)
  for (const [i, part] of [...from.split('.'), ...to.split('.')].entries()) head.writeUInt8(Number(part), 12 + i)
  return Buffer.concat([head, payload])
}

function udp(from: string, to: string, port: number, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16BE(40000, 0)
  head.writeUInt16BE(port, 2)
  head.writeUInt16BE(8 + data.length, 4)
  return ip(from, to, 17, Buffer.concat([head, data]))
}

function question(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  return Buffer.concat([Buffer.from('123401000001000000000000', 'hex'), ...labels, Buffer.from('0000010001', 'hex')])
}

let source = 41000
/** A connection: handshake, what the client says, its acknowledgement. */
function tcp(to: string, port: number, data: Buffer): Buffer[] {
  source++
  const segment = (fromClient: boolean, flags: number, seq: number, ack: number, payload: Buffer = Buffer.alloc(0)) => {
    const head = Buffer.alloc(20)
    head.writeUInt16BE(fromClient ? source : port, 0)
    head.writeUInt16BE(fromClient ? port : source, 2)
    head.writeUInt32BE(seq, 4)
    head.writeUInt32BE(ack, 8)
    head.writeUInt8(0x50, 12)
    head.writeUInt8(flags, 13)
    head.writeUInt16BE(65535, 14)
    return ip(fromClient ? CLIENT : to, fromClient ? to : CLIENT, 6, Buffer.concat([head, payload]))
  }
  const [SYN, ACK, PSH] = [2, 16, 8]
  return [
    segment(true, SYN, 100, 0),
    segment(false, SYN | ACK, 500, 101),
    segment(true, ACK, 101, 501),
    segment(true, PSH | ACK, 101, 501, data),
    segment(false, ACK, 501, 101 + data.length),
  ]
}

function capture(packets: Buffer[]): string {
  const head = Buffer.alloc(24)
  head.writeUInt32LE(0xa1b2c3d4, 0)
  head.writeUInt16LE(2, 4)
  head.writeUInt16LE(4, 6)
  head.writeUInt32LE(65535, 16)
  head.writeUInt32LE(101, 20) // raw IP
  const records = packets.map((packet, i) => {
    const record = Buffer.alloc(16)
    record.writeUInt32LE(1_791_000_000 + i, 0)
    record.writeUInt32LE(packet.length, 8)
    record.writeUInt32LE(packet.length, 12)
    return Buffer.concat([record, packet])
  })
  const path = join(folder, 'made.pcap')
  writeFileSync(path, Buffer.concat([head, ...records]))
  return path
}

/** What a real TLS client says first. */
const hello = (servername: string) =>
  new Promise<Buffer>((done) => {
    const server = createServer((socket) =>
      socket.once('data', (data) => {
        done(Buffer.from(data))
        socket.destroy()
        server.close()
      }),
    ).listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }).on('error', () => {})
    })
  })

const request = (host: string, path: string) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: x\r\n\r\n`)

const noSuricata = (): string | false =>
  missing('suricata') || (!existsSync('/etc/suricata/suricata.yaml') && 'suricata has no configuration here')

test('Suricata takes the rules, and alerts on what was found only', { skip: noSuricata() }, async () => {
  const [part] =
    TARGETS.find((one) => one.id === 'suricata')?.render(selected(EXAMPLES), {
      revoke: false,
      lang: 'ja',
      tlp: 'amber',
    }) ?? []
  const rules = join(folder, 'kyumei.rules')
  writeFileSync(rules, part?.text ?? '')
  const common = ['-c', '/etc/suricata/suricata.yaml', '-S', rules, '-l', folder]
  const tested = run('suricata', ['-T', ...common])
  assert.equal(tested.status, 0, tested.text)
  assert.doesNotMatch(tested.text, /Error|error parsing/)
  const pcap = capture([
    udp(CLIENT, '203.0.113.53', 53, question('x.c2.evil-example.com')),
    udp(CLIENT, '203.0.113.53', 53, question('notc2.evil-example.com')),
    ...tcp('203.0.113.80', 80, request('c2.evil-example.com', '/')),
    ...tcp('203.0.113.81', 80, request('www.good-example.com', '/?q=c2.evil-example.com')),
    ...tcp('203.0.113.82', 80, request('files.example-drive.com', '/d/a%27b;c?id=1&x=$(reboot)')),
    ...tcp('203.0.113.83', 80, request('files.example-drive.com', '/d/another')),
    ...tcp('203.0.113.84', 443, await hello('c2.evil-example.com')),
    ...tcp('203.0.113.85', 443, await hello('www.good-example.com')),
    ...tcp('198.51.101.7', 443, Buffer.from('x')),
    ...tcp('198.51.101.8', 443, Buffer.from('x')),
  ])
  const replayed = run('suricata', ['-r', pcap, '-k', 'none', ...common])
  assert.equal(replayed.status, 0, replayed.text)
  const alerts = readFileSync(join(folder, 'fast.log'), 'utf8')
  const about = (text: string) => alerts.split('\n').filter((line) => line.includes(text)).length
  assert.ok(about('look-up of c2.evil-example.com') > 0, alerts)
  assert.ok(about('request of c2.evil-example.com') > 0, alerts)
  assert.ok(about('request of http_//files.example-drive.com/d/a_27b_c_id_1_x_') > 0, alerts)
  assert.ok(about('TLS with c2.evil-example.com') > 0, alerts)
  assert.ok(about('contact with 198.51.101.7') > 0, alerts)
  for (const good of ['203.0.113.81', '203.0.113.83', '203.0.113.85', '198.51.101.8'])
    assert.equal(about(`${good}:`), 0, good)
  assert.equal(about('look-up of'), 1, 'one of the two names')
})
