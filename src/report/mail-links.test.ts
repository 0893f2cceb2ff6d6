import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WORDS } from '../i18n/words.ts'
import { mailOf } from '../story/test-mail-facts.ts'
import { mailLinks } from './mail-links.ts'

test('a link says whether a QR code or an attached document holds it, in both languages, and stands before those of the text', () => {
  const link = (source: string) => ({
    url: `https://${source}.example.net/`,
    url_domain: `${source}.example.net`,
    shown: '',
    source,
  })
  const mail = mailOf({ links: ['text', 'html', 'qr', 'attachment', 'attachment-qr'].map(link) })
  for (const [at, words] of [
    ['QRコードの中のリンク', '添付文書の中のリンク', '添付文書のQRコードの中のリンク'],
    ['link in a QR code', 'link in an attached document', 'link in a QR code of an attached document'],
  ].entries()) {
    const page = String(mailLinks(mail, (word) => WORDS[word][at] ?? ''))
    const told = [...page.matchAll(/<li>(?:<mark>([^<]*)<\/mark> )?[^<]*?([a-z-]+)\[\.\]example/g)].map(
      ([, word, source]) => [source, word],
    )
    assert.deepEqual(told, [
      ['qr', words[0]],
      ['attachment', words[1]],
      ['attachment-qr', words[2]],
      ['text', undefined],
      ['html', undefined],
    ])
  }
})
