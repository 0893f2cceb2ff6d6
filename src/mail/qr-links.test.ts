import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import encodeQR from 'qr'
import { qrLinks } from './qr-links.ts'
import { readMessage } from './read.ts'
import { testMail } from './test-mail.ts'

const URL = 'https://login.example.net/?u=taro@example.co.jp'
const code = (text: string) => encodeQR(text, 'svg')

function png(svg: string, width: number, background?: string): Buffer {
  return new Resvg(svg, { fitTo: { mode: 'width', value: width }, ...(background ? { background } : {}) })
    .render()
    .asPng()
}

/** A code on a page, as a notice that is one picture. */
function page(text: string): Buffer {
  const drawn = png(code(text), 240, '#fff').toString('base64')
  return png(
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="100%" height="100%" fill="#fff"/><rect x="60" y="60" width="400" height="40" fill="#0b5394"/><image x="300" y="500" width="240" height="240" href="data:image/png;base64,${drawn}"/></svg>`,
    900,
  )
}

const linksOf = async (attachments: { name: string; type: string; content: Buffer }[]) =>
  (await qrLinks(readMessage(testMail({ from: 'a@example.net', attachments })))).map(({ url, source }) => [url, source])

test('the link in a QR code is read: large, small, without a background, as a GIF, and on a page that is one picture', async () => {
  for (const [name, content] of [
    ['large.png', png(code(URL), 1_200, '#fff')],
    ['small.png', png(code(URL), 70, '#fff')],
    ['clear.png', png(code(URL), 300)],
    ['code.gif', Buffer.from(encodeQR(URL, 'gif', { scale: 4 }))],
    ['page.png', page(URL)],
  ] as [string, Buffer][])
    assert.deepEqual(await linksOf([{ name, type: 'image/png', content }]), [[URL, 'qr']], name)
})

test('a picture that the HTML itself holds is read, too', async () => {
  const html = `<html><body><p>Scan</p><img src="data:image/png;base64,${png(code(URL), 200, '#fff').toString('base64')}"></body></html>`
  const mail = `From: a@example.net\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64')}\n`
  assert.deepEqual(
    (await qrLinks(readMessage(Buffer.from(mail)))).map(({ url }) => url),
    [URL],
  )
})

test('a code that holds no link, a logo, a file that only calls itself a picture and a picture of absurd size give none', async () => {
  const huge = png(code(URL), 100, '#fff')
  huge.writeUInt32BE(60_000, 16) // as the header says
  huge.writeUInt32BE(60_000, 20)
  assert.deepEqual(
    await linksOf([
      { name: 'wifi.png', type: 'image/png', content: png(code('WIFI:S:guest;T:WPA;P:geheim;;'), 200, '#fff') },
      {
        name: 'logo.png',
        type: 'image/png',
        content: png(
          '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><circle cx="40" cy="40" r="30"/></svg>',
          200,
          '#fff',
        ),
      },
      { name: 'broken.png', type: 'image/png', content: Buffer.from('89504e470d0a1a0a0000', 'hex') },
      { name: 'huge.png', type: 'image/png', content: huge },
    ]),
    [],
  )
})
