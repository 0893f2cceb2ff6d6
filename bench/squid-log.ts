/** A Squid log of any length: 1,400 clients, 500 sites, three requests a second. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

export async function squidLog(path: string, lines: number): Promise<void> {
  const out = createWriteStream(path)
  let text = ''
  for (let i = 0; i < lines; i++) {
    text += `${(1_700_000_000 + i * 0.3).toFixed(3)} ${String(i % 900).padStart(6)} 10.1.${i % 7}.${i % 200} TCP_MISS/200 ${1000 + (i % 5000)} GET http://www${i % 500}.example${i % 50}.co.jp/path/${i}/x.html?id=${i % 77} user${i % 90} HIER_DIRECT/203.0.113.${i % 250} text/html\n`
    if (text.length < 1 << 20) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'finish')
}
