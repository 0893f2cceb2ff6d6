/** A document as PDF, printed by the system's Chromium: tagged for assistive software, with an outline. Nothing is loaded but the page itself. */
import { existsSync } from 'node:fs'
import type { Document } from './document.ts'
import { documentHtml } from './document-html.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Null where this machine has none. */
export function findChromium(): string | null {
  const named = process.env.KYUMEI_CHROMIUM
  return (named ? [named] : PLACES).find((path) => existsSync(path)) ?? null
}

export async function documentPdf(document: Document, chromium: string): Promise<Buffer> {
  const { chromium: engine } = await import('playwright-core')
  const browser = await engine.launch({
    executablePath: chromium,
    args: ['--no-sandbox'].filter(() => process.getuid?.() === 0),
  })
  try {
    const page = await browser.newPage({ javaScriptEnabled: false, offline: true })
    await page.setContent(documentHtml(document), { waitUntil: 'load' })
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
  } finally {
    await browser.close()
  }
}
