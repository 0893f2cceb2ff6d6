/** What attached files say, as a user sees it: which file, which sentence, in both languages; and honest files of the same kinds. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { officeFile, openDocument } from '../src/mail/attachment/test-files.ts'
import { word97 } from '../src/mail/attachment/test-word97.ts'
import { testMail } from '../src/mail/test-mail.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-e2e-letters-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const LINK = 'https://login.example.net/d/1'
const relationships = (link: string) =>
  `<Relationships><Relationship Id="r" Type="http://x/hyperlink" Target="${link}" TargetMode="External"/></Relationships>`

const LURES: Record<string, Buffer> = {
  'ご案内<1>.doc': word97({
    text: `この文書は保護されています。\rサインインして文書を開いてください。\r\x13 HYPERLINK "${LINK}" \x14開く\x15`,
  }),
  'notice.pptx': officeFile({
    'ppt/slides/slide1.xml': '<a:p><a:t>This document is protected. View the document after you sign in.</a:t></a:p>',
    'ppt/slides/_rels/slide1.xml.rels': relationships(LINK),
  }),
  'bill.odt': openDocument(
    'text',
    '<text:p>Your annual subscription has been renewed and $399.99 has been debited.</text:p><text:p>If you did not authorize this transaction, call us within 24 hours for a refund: +1 (808) 555-0142</text:p>',
  ),
}
const HONEST: Record<string, Buffer> = {
  '議事録.doc': word97({
    text: '第12回 議事録\r議題 請求書の様式を変更する。口座は変わらない。\r次回の文書は共有フォルダで閲覧できる。',
  }),
  '価格表.xlsx': officeFile({
    'xl/sharedStrings.xml':
      '<si><t>価格表</t></si><si><t>ご注文はお電話（0120-123-456）で承ります。</t></si><si><t>12,800円</t></si>',
  }),
  'seminar.pptx': officeFile({
    'ppt/slides/slide1.xml':
      '<a:p><a:t>水質分析セミナー</a:t></a:p><a:p><a:t>資料はウェブサイトで閲覧できます。</a:t></a:p>',
    'ppt/slides/_rels/slide1.xml.rels': relationships('https://www.kawase-seiki.example/seminar'),
  }),
}

const PROVEN = [
  'Delivered-To: sato@example.co.jp',
  'Received: from mx.kawase-seiki.example (mx.kawase-seiki.example [203.0.113.9]) by mx.example.co.jp; Thu, 15 Oct 2026 09:30:00 +0900',
  'Authentication-Results: mx.example.co.jp; dkim=pass header.d=kawase-seiki.example; dmarc=pass header.from=kawase-seiki.example',
]

function scan(lang: 'ja' | 'en'): { findings: FindingsFile; report: string } {
  const out = join(folder, lang)
  const result = spawnSync(KYUMEI, ['scan', join(folder, 'mails'), '--out', out, '--lang', lang], {
    encoding: 'utf8',
    cwd: folder,
  })
  assert.equal(result.status, 0, result.stderr)
  return {
    findings: JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile,
    report: readFileSync(join(out, 'report.html'), 'utf8'),
  }
}

const SAID = {
  ja: {
    'ご案内<1>.doc': '添付の「ご案内<1>.doc」には「この文書は保護されています」とあります',
    'notice.pptx': '添付の「notice.pptx」には「This document is protected」とあります',
    'bill.odt': '添付の「bill.odt」には「If you did not authorize this transaction, call us within 24 hours',
  },
  en: {
    'ご案内<1>.doc': 'the attached “ご案内<1>.doc” says “この文書は保護されています”',
    'notice.pptx': 'the attached “notice.pptx” says “This document is protected”',
    'bill.odt': 'the attached “bill.odt” says “If you did not authorize this transaction, call us within 24 hours',
  },
}

test('which attached file says what stands in findings and report, in both languages; honest files of the same kinds are left alone', () => {
  mkdirSync(join(folder, 'mails'))
  for (const [i, [name, content]] of Object.entries({ ...LURES, ...HONEST }).entries())
    writeFileSync(
      join(folder, 'mails', `${i}.eml`),
      testMail({
        from: 'Anna Weber <anna@kawase-seiki.example>',
        to: 'sato@example.co.jp',
        subject: `添付 ${i}`,
        date: 'Thu, 15 Oct 2026 09:30:00 +0900',
        headers: PROVEN,
        text: '添付をご確認ください。',
        attachments: [{ name, content }],
      }),
    )
  for (const lang of ['ja', 'en'] as const) {
    const { findings, report } = scan(lang)
    const said = new Map(findings.findings.map(({ metrics, explanation }) => [String(metrics.attachment), explanation]))
    assert.deepEqual([...said.keys()].sort(), Object.keys(LURES).sort())
    for (const [name, sentence] of Object.entries(SAID[lang])) {
      assert.ok(said.get(name)?.includes(sentence), `${said.get(name)} has no ${sentence}`)
      assert.ok(report.includes(sentence.replace('<', '&lt;').replace('>', '&gt;')), sentence)
    }
  }
})
