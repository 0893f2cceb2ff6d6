/** A document as one HTML file for reading and printing; PDF is printed from it. */
import { html, raw } from 'hono/html'
import { textWidth } from './column-width.ts'
import { type Block, captions, type Document } from './document.ts'
import { visible } from './safe-text.ts'
import type { Html } from './say.ts'

const FONTS = '"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,system-ui,sans-serif'
/** A PDF holds TrueType outlines as a font, Noto's OpenType ones as pictures of letters, which takes twice the time. */
const PRINTED = `IPAexGothic,${FONTS}`
/** The quotation marks of Japanese fonts are as wide as a kanji. */
const PRINTED_LATIN = `Arial,"Liberation Sans","DejaVu Sans",${PRINTED}`

const STYLE = `
@page{size:A4;margin:22mm 20mm 20mm;@bottom-center{content:counter(page);font-size:9pt}}
@page:first{@bottom-center{content:none}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:48rem;padding:0 1.25rem 3rem;color:#1d2126;background:#fff;font:11pt/1.75 ${FONTS}}
header{padding:5rem 0 3rem;border-bottom:2px solid #0b5394}
header.short{padding:1.5rem 0 1rem}
h1{font-size:20pt;line-height:1.4;margin:0}
.subtitle{font-size:13pt;margin:.5rem 0 2rem}
.cover{list-style:none;padding:0;margin:0;color:#454d56}
nav{margin:2rem 0}nav ol{list-style:none;padding:0}nav .l2{padding-left:1.5em}nav a{color:inherit}
h2{font-size:14pt;margin:2.2rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid #8a929b;break-after:avoid}
h3{font-size:11.5pt;margin:1.5rem 0 .4rem;break-after:avoid}
p{margin:.5rem 0;overflow-wrap:anywhere}
p:has(+figure){break-after:avoid}
figure{margin:1.2rem 0;padding-right:1px;break-inside:avoid}
figure.long{break-inside:auto}figure.long figcaption{break-after:avoid}tr{break-inside:avoid}
figcaption{font-size:10pt;font-weight:700;text-align:center;margin:.3rem 0}
table{border-collapse:collapse;width:100%;font-size:10pt}
th,td{border:1px solid #8a929b;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:#e8eff6;word-break:keep-all}
td:first-child{min-width:8em}
td.s,th.s{white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.notes{font-size:9pt;color:#454d56;list-style:none;padding:0;margin:.4rem 0}
.conflict{border-left:4px solid #a3161f;padding-left:.8rem}
svg{display:block;margin:0 auto;max-width:100%;height:auto}
body.close{font-size:10pt;line-height:1.5}.close header.short{padding:0 0 .3rem}.close .subtitle{margin:.2rem 0 .4rem}.close h3{margin:.8rem 0 .2rem}.close p,.close ul{margin:.2rem 0}
@media screen{.close header.short{padding-top:1.6rem}}
@media print{body{max-width:none;padding:0;font-family:${PRINTED}}nav,.front{break-after:page}html:lang(en) body{font-family:${PRINTED_LATIN}}header:not(.short){padding-top:40mm}}
`

export function documentHtml(document: Document): string {
  const { lang, title, subtitle, cover, blocks, short } = document
  const numbered = captions(document)
  const headings = blocks.flatMap((block, i) => (block.kind === 'heading' ? [{ ...block, i }] : []))
  const contents = html`<nav aria-label="${CONTENTS[lang]}"><h2>${CONTENTS[lang]}</h2><ol>${headings.map(
    ({ text, level, i }) => html`<li class="l${level}"><a href="#h${i}">${visible(text)}</a></li>`,
  )}</ol></nav>`
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${visible(title)}</title>
<style>${raw(STYLE)}</style>
</head>
<body${document.close ? raw(' class="close"') : ''}>
<header${short ? html` class="short"` : ''}><h1>${visible(title)}</h1><p class="subtitle">${visible(subtitle)}</p><ul class="cover">${cover.map((line) => html`<li>${visible(line)}</li>`)}</ul></header>
${short ? '' : contents}
<main>
${blocks.map((block, i) => oneBlock(block, i, numbered.get(block) ?? '', lang))}
</main>
</body>
</html>
`
  return String(page)
}

export const CONTENTS = { ja: '目次', en: 'Contents' }
export const CONFLICT = {
  ja: '【要確認】数値が変わったため、編集済みの文と自動でまとめられませんでした。新しい文：',
  en: '[To be checked] The figures changed where the text was edited. The new text: ',
}

const ONE_PAGE = 12 // rows: a table that is not torn
const SHORT = 14 // half-width characters: a cell that is not broken

function oneBlock(block: Block, i: number, number: string, lang: 'ja' | 'en'): Html {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? html`<h2 id="h${i}">${visible(block.text)}</h2>`
        : html`<h3 id="h${i}">${visible(block.text)}</h3>`
    case 'paragraph':
      return html`<p>${visible(block.text)}</p>${block.conflict ? html`<p class="conflict"><strong>${CONFLICT[lang]}</strong>${visible(block.conflict)}</p>` : ''}`
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${visible(item)}</li>`)}</ul>`
    case 'table': {
      const cell = (column: number, text: string) =>
        [block.numeric.includes(column) ? 'n' : '', textWidth(text) <= SHORT ? 's' : ''].join(' ').trim()
      return html`<figure class="${block.rows.length > ONE_PAGE ? 'long' : ''}"><figcaption>${number}${gap(lang)}${visible(block.caption)}</figcaption><table><thead><tr>${block.head.map(
        (text, column) => html`<th scope="col" class="${cell(column, text)}">${visible(text)}</th>`,
      )}</tr></thead><tbody>${block.rows.map(
        (row) =>
          html`<tr>${row.map((text, column) => html`<td class="${cell(column, text)}">${visible(text)}</td>`)}</tr>`,
      )}</tbody></table><ul class="notes">${block.notes.map((note) => html`<li>${visible(note)}</li>`)}</ul></figure>`
    }
    case 'picture':
      return html`<figure>${raw(block.svg)}<figcaption>${number}${gap(lang)}${visible(block.caption)}</figcaption></figure>`
  }
}

const gap = (lang: 'ja' | 'en') => (lang === 'ja' ? '　' : '. ')
