/** Mails and encrypted ZIPs for tests, built byte by byte. */
import { crc32 } from 'node:zlib'

export interface TestMail {
  from: string
  to?: string
  subject?: string
  date?: string
  id?: string
  headers?: string[]
  text?: string
  attachments?: { name: string; type?: string; content: Buffer }[]
}

export function testMail(mail: TestMail): Buffer {
  const head = [
    ...(mail.headers ?? []),
    `From: ${mail.from}`,
    `To: ${mail.to ?? 'taro@example.co.jp'}`,
    `Subject: ${mail.subject ?? 'test'}`,
    `Date: ${mail.date ?? 'Mon, 10 Oct 2016 09:30:00 +0900'}`,
    `Message-ID: <${mail.id ?? `${crc32(JSON.stringify(mail))}@test`}>`,
    'MIME-Version: 1.0',
  ]
  if (!mail.attachments) return Buffer.from([...head, '', mail.text ?? '', ''].join('\n'))
  const boundary = `B${crc32(JSON.stringify(mail))}`
  const parts = mail.attachments.map(({ name, type, content }) =>
    [
      `--${boundary}`,
      `Content-Type: ${type ?? 'application/octet-stream'}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      ...(type === 'message/rfc822'
        ? ['', content.toString('utf8')]
        : ['Content-Transfer-Encoding: base64', '', content.toString('base64').replace(/.{76}/g, '$&\n')]),
    ].join('\n'),
  )
  return Buffer.from(
    [
      ...head,
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      mail.text ?? '',
      ...parts,
      `--${boundary}--`,
      '',
    ].join('\n'),
  )
}

/** One stored entry under the traditional encryption; `password` null = none. */
export function testZip(name: string, content: Buffer, password: string | null): Buffer {
  const path = Buffer.from(name, 'utf8')
  const checksum = crc32(content)
  const data = password === null ? content : encrypted(content, password, checksum)
  const flags = 0x800 | (password === null ? 0 : 1) // UTF-8 names
  const sizes = (offset: number) => {
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(0, 4) // stored
    fields.writeUInt16LE(0x494a, 8) // 10 October 2016
    fields.writeUInt32LE(checksum, 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(path.length, 22)
    fields.writeUInt16LE(offset, 24)
    return fields
  }
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), sizes(0), path, data])
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    sizes(0),
    Buffer.alloc(14), // no comment, first disk, no attributes, at the beginning
    path,
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

function encrypted(content: Buffer, password: string, checksum: number): Buffer {
  const keys: [number, number, number] = [0x12345678, 0x23456789, 0x34567890]
  const crc = (value: number, byte: number) => (crc32(Buffer.of(byte), (value ^ 0xffffffff) >>> 0) ^ 0xffffffff) >>> 0
  const update = (byte: number) => {
    keys[0] = crc(keys[0], byte)
    keys[1] = (Math.imul((keys[1] + (keys[0] & 0xff)) >>> 0, 134775813) + 1) >>> 0
    keys[2] = crc(keys[2], keys[1] >>> 24)
  }
  for (const byte of Buffer.from(password, 'utf8')) update(byte)
  const clear = Buffer.concat([Buffer.alloc(11, 7), Buffer.of(checksum >>> 24), content])
  return Buffer.from(
    clear.map((byte) => {
      const key = (keys[2] | 2) & 0xffff
      const out = byte ^ ((Math.imul(key, key ^ 1) >>> 8) & 0xff)
      update(byte)
      return out
    }),
  )
}
