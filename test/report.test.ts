/** The report in a real browser: reads well for assistive software, searches, and runs nothing that evidence brought. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { renderHtml } from '../src/report/html.ts'
import { unbroken } from '../src/report/name-list.ts'
import { STYLE } from '../src/report/style.ts'
import { renderTerminal } from '../src/report/terminal.ts'
import type { AccountHistory } from '../src/story/account.ts'
import type { ScanResult } from '../src/story/findings.ts'
import type { MailFacts } from '../src/story/told-mail.ts'
import type { VisibleAnswers } from '../src/story/visible-hours.ts'

const CHROMIUM = process.env.KYUMEI_CHROMIUM ?? '/usr/bin/chromium'
const skip =
  existsSync(CHROMIUM) || process.env.CI
    ? false
    : `no Chromium at ${CHROMIUM} (scripts/install-components.sh installs it)`
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const HOSTILE =
  '"><img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>\u001b[31m\u202etxt.exe'

const volumeRow = {
  keys: {},
  what: HOSTILE,
  others: 2,
  contacts: 3,
  sent: -1,
  received: 12_345_678,
  last_day: 5,
  usual_day: -1,
}

/** Every text that a mail brings is hostile. */
function hostileMail(file: string): MailFacts {
  return {
    mail_id: file,
    content_id: HOSTILE,
    file,
    mailbox: HOSTILE,
    time: '2026-10-05T00:00:00Z',
    undated: false,
    message_id: HOSTILE,
    references: [HOSTILE],
    from_name: HOSTILE,
    from_address: `${HOSTILE}@evil.example`,
    from_domain: 'evil.example',
    reply_to: [HOSTILE],
    return_path: HOSTILE,
    to: [HOSTILE],
    cc: [HOSTILE],
    delivered_to: [HOSTILE],
    subject: HOSTILE,
    subject_key: HOSTILE,
    text: `${HOSTILE}\nhttps://evil.example/${HOSTILE}`,
    hops: [{ from: HOSTILE, ip: HOSTILE, by: HOSTILE, protocol: HOSTILE, time: null }],
    authentication: [{ server: HOSTILE, method: HOSTILE, result: HOSTILE, domain: HOSTILE }],
    dkim_domains: [HOSTILE],
    list_id: HOSTILE,
    mailer: HOSTILE,
    headers: [[HOSTILE, HOSTILE]],
    items: [
      {
        item: 0,
        parent: -1,
        depth: 0,
        path: HOSTILE,
        name: HOSTILE,
        type: HOSTILE,
        bytes: 5,
        sha256: HOSTILE,
        encrypted: true,
        password: HOSTILE,
        password_from: HOSTILE,
        unreadable: HOSTILE,
        traits: [{ trait: HOSTILE, detail: HOSTILE }],
      },
    ],
    links: [{ url: `javascript:${HOSTILE}`, url_domain: HOSTILE, shown: HOSTILE, source: 'html' }],
    evidence_id: 'e',
    line: 1,
    reach: 1,
    file_reach: 1,
    mailboxes: 1,
  }
}

const cited = { first: '2026-10-05T00:00:00Z', last: '2026-10-06T00:00:00Z', evidence_id: 'e', line: 1 }
const hostileHistory: AccountHistory = {
  sign_ins: [
    {
      ...cited,
      account: HOSTILE,
      source: HOSTILE,
      host: HOSTILE,
      protocol: HOSTILE,
      client: HOSTILE,
      country: HOSTILE,
      network: HOSTILE,
      sessions: 1,
      successes: 1,
      failures: 0,
    },
  ],
  sent: [
    { ...cited, day: '2026-10-05', source: HOSTILE, messages: 1, recipients: 1, to: [HOSTILE], subjects: [HOSTILE] },
  ],
  changes: [
    {
      ...cited,
      action: HOSTILE,
      outcome: '',
      by: HOSTILE,
      target: HOSTILE,
      name: HOSTILE,
      details: HOSTILE,
      source: HOSTILE,
      count: 1,
    },
  ],
}

function result(lang: 'ja' | 'en'): ScanResult {
  const hosts = ['PC-01', HOSTILE]
  const span = { first_seen: '2026-10-05T00:00:00Z', last_seen: '2026-10-06T00:00:00Z' }
  return {
    lang,
    accountHistories: { [HOSTILE]: hostileHistory },
    mailViews: { 'a.eml': { mail: hostileMail('a.eml'), original: hostileMail('b.eml') } },
    volume: { hosts: [], destinations: [volumeRow], hours: [volumeRow] },
    contacted: { 'c2.example.net': [HOSTILE, 'PC-09'] },
    version: '0.0.0',
    problems: [{ path: HOSTILE, what: HOSTILE, what_to_do: 'x' }],
    activity: {
      'PC-01': [
        ['2026-10-05T00:00:00Z', 5],
        ['2026-10-05T01:00:00Z', 9],
      ],
    },
    evidence: {
      schema: 'kyumei.evidence/1',
      files: [
        {
          path: HOSTILE,
          sha256: 'x',
          bytes: 1,
          encoding: 'utf-8',
          formats: ['squid-native'],
          timezone: 'UTC',
          lines: 2,
          parsed: 1,
          ignored: 0,
          unparsed: 1,
          events: 1,
          first: null,
          last: null,
          samples: [{ line: 2, text: HOSTILE }],
        },
      ],
    },
    findings: {
      schema: 'kyumei.findings/1',
      generated: '2026-10-07T00:00:00Z',
      timezone: 'Asia/Tokyo',
      range: { first: span.first_seen, last: span.last_seen },
      findings: hosts.map((host, i) => ({
        id: `f${i}`,
        detector: 'beacon',
        severity: 'high',
        confidence: 0.6,
        title: 'Sign',
        explanation: `${host} → ${HOSTILE}`,
        next_steps: ['x'],
        hosts: [host],
        accounts: [],
        destinations: ['c2.example.net', HOSTILE],
        mails: [],
        ...span,
        count: 3,
        attack: ['T1071'],
        evidence: [{ file: HOSTILE, line: 1, text: HOSTILE }],
        metrics: { score: 1 },
      })),
      hosts: hosts.map((host, i) => ({
        host,
        addresses: ['10.0.0.1'],
        score: 0.9,
        verdict: 'infected',
        reasons: [`f${i}`],
      })),
      destinations: [{ destination: 'c2.example.net', score: 0.9, hosts, findings: ['f0', 'f1'] }],
      coverage: [
        {
          id: 'source-web',
          kind: 'source',
          subject: 'web',
          value: 2,
          text: HOSTILE,
          hours: [['2026-10-05T00:00:00Z', 5]],
        },
      ],
      stories: [
        {
          kind: 'attack',
          id: 'w',
          text: `${HOSTILE} evil.example.net`,
          confidence: 0.9,
          hosts: [HOSTILE],
          accounts: [HOSTILE],
          destinations: ['evil.example.net'],
          probed: [HOSTILE],
          mails: [HOSTILE],
          first: span.first_seen,
          last: span.last_seen,
          phases: [
            {
              tactic: 'TA0011',
              name: HOSTILE,
              first: span.first_seen,
              last: span.last_seen,
              steps: [
                {
                  time: span.first_seen,
                  until: span.last_seen,
                  host: HOSTILE,
                  destination: HOSTILE,
                  text: HOSTILE,
                  evidence: [{ file: HOSTILE, line: 1, text: HOSTILE }],
                },
              ],
            },
          ],
          gaps: [HOSTILE],
          damage: { infected: 1, suspected: 0, reached: 0, bytes_sent: 0, bytes_complete: true },
        },
        {
          id: 's',
          mail: 'a.eml',
          subject: HOSTILE,
          host: HOSTILE,
          recipient: HOSTILE,
          destinations: [HOSTILE],
          kind: 'mail',
          link: 'named-place',
          confidence: 0.8,
          text: HOSTILE,
          steps: [
            {
              time: span.first_seen,
              what: 'contacted',
              host: HOSTILE,
              destination: HOSTILE,
              text: HOSTILE,
              evidence: [{ file: HOSTILE, line: 1, text: HOSTILE }],
            },
          ],
        },
      ],
      accounts: [
        {
          account: HOSTILE,
          verdict: 'abused',
          score: 0.9,
          reasons: ['f0'],
          hosts: [{ host: HOSTILE, verdict: 'infected' }],
          ...span,
          text: HOSTILE,
          steps: [{ time: span.first_seen, what: 'entered', text: HOSTILE, finding: 'f0', evidence: [] }],
        },
      ],
      mails: [
        {
          mail: 'a.eml',
          verdict: 'malicious',
          kind: '標的型',
          confidence: 0.9,
          reasons: ['f0'],
          why: HOSTILE,
          subject: HOSTILE,
          from: HOSTILE,
          recipients: [HOSTILE],
          time: span.first_seen,
          message_id: HOSTILE,
          tell: HOSTILE,
          next_steps: [HOSTILE],
        },
      ],
      mail_counts: { examined: 2, malicious: 1, suspicious: 0, no_sign: 1 },
      visibility: {
        first: span.first_seen,
        last: span.last_seen,
        questions: [
          { question: 'direct', name: HOSTILE, limits: HOSTILE, to_see: HOSTILE },
          { question: 'sign-ins', name: HOSTILE, limits: HOSTILE, to_see: HOSTILE },
        ],
        hosts: [
          { of: ['PC-01'], answers: [seenInPart('direct', span)] },
          { of: hosts, answers: [] },
        ],
        mailboxes: [{ of: [HOSTILE, HOSTILE], answers: [seenInPart('sign-ins', span)] }],
      },
    },
  }
}

const seenInPart = (
  question: 'direct' | 'sign-ins',
  { first_seen, last_seen }: { first_seen: string; last_seen: string },
): VisibleAnswers => ({
  question,
  hours: { seen: 12, partly: 0, blind: 12 },
  runs: [
    { from: first_seen, to: '2026-10-05T12:00:00Z', state: 'seen', why: 'seen', sources: [] },
    { from: '2026-10-05T12:00:00Z', to: last_seen, state: 'blind', why: 'gap', sources: [HOSTILE] },
  ],
})

test('sign-ins alone: no empty tables of hosts and volumes, and guessing that failed is told', () => {
  for (const lang of ['ja', 'en'] as const) {
    const { findings, ...rest } = result(lang)
    const [first] = findings.findings
    assert.ok(first)
    const tried = { ...first, detector: 'password-attack', severity: 'low' as const, hosts: [], title: 'Guessing' }
    const alone = {
      ...rest,
      volume: { hosts: [], destinations: [], hours: [] },
      findings: {
        ...findings,
        findings: [tried],
        hosts: [],
        accounts: [],
        mails: [],
        stories: [],
        mail_counts: { examined: 0, malicious: 0, suspicious: 0, no_sign: 0 },
      },
    }
    const markup = renderHtml(alone)
    assert.deepEqual(
      [...markup.matchAll(/<section id="s-(\w+)"/g)].map(([, section]) => section),
      ['first', 'accounts', 'findings', 'destinations', 'coverage', 'evidence'],
    )
    const terminal = renderTerminal(alone, { color: false, width: 100 })
    assert.match(terminal, /Guessing/)
    assert.match(terminal, lang === 'ja' ? /サインインとサーバの記録だけ/ : /only sign-ins and servers’ records/)
    assert.doesNotMatch(terminal, /感染と判断 0|infected 0/)
    const unseen = {
      id: 'question-sign-ins',
      kind: 'question' as const,
      subject: 'sign-ins',
      value: 0,
      text: 'Unseen.',
    }
    const one = { examined: 1, malicious: 0, suspicious: 0, no_sign: 1 }
    const said = (mail_counts: typeof one) =>
      renderTerminal(
        { ...alone, findings: { ...alone.findings, coverage: [unseen], mail_counts } },
        { color: false, width: 100 },
      ).includes('Unseen.')
    assert.equal(said(one), false, 'who hands in a mail alone asks nothing of logs')
    assert.equal(said({ ...one, examined: 0, no_sign: 0 }), true)
  }
})

test('where nothing was found the list of signs says so', () => {
  for (const lang of ['ja', 'en'] as const) {
    const { findings, ...rest } = result(lang)
    const markup = renderHtml({ ...rest, findings: { ...findings, findings: [], stories: [] } })
    const [, section = ''] = markup.split('<section id="s-findings"')
    assert.match(section.split('</section>')[0] ?? '', lang === 'ja' ? /兆候はありません/ : /No sign in the range/)
  }
})

test('one cause that many files share is told once, with how many; two causes are two lines', () => {
  for (const lang of ['ja', 'en'] as const) {
    const cut = (path: string) => ({ path, what: 'a binary file, not a log', what_to_do: 'Export the log as text.' })
    const problems = [
      ...Array.from({ length: 40 }, (_, hour) => cut(`conn.${hour}.pcap`)),
      { path: 'x.7z', what: 'archives nested deeper than 4', what_to_do: 'Unpack it by hand.' },
    ]
    const told = renderTerminal({ ...result(lang), problems }, { color: false, width: 100 })
      .split('\n')
      .filter((line) => line.startsWith('! '))
    assert.equal(told.length, 2)
    assert.match(told[0] ?? '', lang === 'ja' ? /conn\.2\.pcap ほか37件: / : /conn\.2\.pcap and 37 more: /)
    assert.match(told[1] ?? '', /^! x\.7z: /)
  }
})

test('a step inside names its machines, five and how many more; one outside its most telling place', () => {
  const shown = (detector: string) => {
    const made = result('en')
    const [finding] = made.findings.findings
    assert.ok(finding)
    const destinations = Array.from({ length: 7 }, (_, i) => `SV0${i}`)
    const stories = made.findings.stories.map((story) =>
      story.kind === 'attack'
        ? {
            ...story,
            phases: story.phases.map((phase) => ({
              ...phase,
              steps: phase.steps.map((step) => ({ ...step, finding: 'x', destination: 'SV00' })),
            })),
          }
        : story,
    )
    const findings = [{ ...finding, id: 'x', detector, destinations }]
    const page = renderHtml({ ...made, findings: { ...made.findings, findings, stories } })
    return /<section id="s-attacks">.*?<span class="soft">(SV00[^<]*)</s.exec(page)?.[1]
  }
  assert.equal(shown('remote-execution'), 'SV00, SV01, SV02, SV03, SV04 and 2 more')
  assert.equal(shown('beacon'), 'SV00')
})

test('an archive that gives thousands of causes does not fill the report with them', () => {
  const problems = Array.from({ length: 900 }, (_, i) => ({
    path: `bomb.zip!/${i}.zip`,
    what: 'archives nested deeper than 4',
    what_to_do: 'Unpack it by hand.',
  }))
  const markup = renderHtml({ ...result('en'), problems })
  assert.equal(markup.match(/<li><strong>bomb\.zip!/g)?.length, 100)
  assert.match(markup, /<li>… \(\+800\)<\/li>/)
})

test('where a form in an attachment sends what is typed is broken in the tree, in every sentence, and on the terminal', () => {
  const place = 'login.evil.example.org'
  for (const lang of ['ja', 'en'] as const) {
    const made = result(lang)
    const [base] = made.findings.findings
    const [mail] = made.findings.mails
    assert.ok(base && mail)
    const finding = {
      ...base,
      id: 'form',
      detector: 'html-smuggling',
      explanation: `入力したパスワードを ${place} へ送ります (https://redirect.evil.example.org/a)`,
      next_steps: [`Block ${place}`],
      destinations: [place],
      metrics: { target: `https://${place}/post` },
    }
    const view = hostileMail(mail.mail)
    const [item] = view.items
    assert.ok(item)
    const traits = [
      { trait: 'html-form', detail: place },
      { trait: 'html-redirect', detail: `https://${place}/post` },
    ]
    const told = {
      ...made,
      mailViews: { [mail.mail]: { mail: { ...view, items: [{ ...item, traits }] }, original: null } },
      findings: {
        ...made.findings,
        findings: [finding],
        hosts: made.findings.hosts.map((host) => ({ ...host, verdict: 'infected' as const, reasons: ['form'] })),
        mails: [{ ...mail, from: `a@${place}`, reasons: ['form'] }],
        stories: made.findings.stories.map((story) => ({ ...story, text: `they met ${place}`, destinations: [place] })),
      },
    }
    const markup = renderHtml(told)
    assert.doesNotMatch(markup, /evil\.example\.org|https:\/\//)
    assert.match(markup, /<code>login\[\.\]evil\[\.\]example\[\.\]org<\/code>/)
    const terminal = renderTerminal(told, { color: false, width: 100 })
    assert.match(terminal, /login\[\.\]evil/)
    assert.doesNotMatch(terminal, /evil\.example\.org/)
  }
})

describe('report.html', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-page-'))
  let browser: Browser
  before(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    })
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const lang of ['ja', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`${lang}, ${theme}: no serious barrier, nothing hostile runs, nothing is fetched`, async () => {
        const path = join(folder, `${lang}.html`)
        const markup = renderHtml(result(lang))
        assert.ok(!markup.includes('evil.example.net'), 'the place of an attack is broken in its sentences')
        assert.ok(markup.includes('evil[.]example[.]net'))
        writeFileSync(path, markup)
        const page = await browser.newPage({
          colorScheme: theme,
          viewport: { width: 375, height: 800 },
          bypassCSP: true,
        })
        const requests: string[] = []
        page.on('request', (request) => requests.push(request.url()))
        await page.goto(`file://${path}`)
        assert.deepEqual(requests, [`file://${path}`])
        assert.notEqual(await page.title(), 'owned')
        assert.equal(await page.locator('img').count(), 0)
        assert.ok(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          'no sideways scrolling of the page',
        )
        await page.evaluate(AXE)
        const violations = (await page.evaluate(
          'axe.run().then(r => r.violations.filter(v => ["serious","critical"].includes(v.impact)).map(v => v.id + " " + v.nodes[0].html))',
        )) as string[]
        assert.deepEqual(violations, [])
        await page.close()
      })
    }
  }

  test('a line of names ends inside none of them, but in one that has no room in a line', async () => {
    const page = await browser.newPage({ viewport: { width: 500, height: 800 } })
    const people = Array.from({ length: 40 }, (_, i) => `sato-${'x'.repeat(i % 9)}@mail-in.example-kogyo.co.jp`)
    const endless = `${'a'.repeat(60)}-${'b'.repeat(60)}@example.co.jp`
    await page.setContent(`<style>${STYLE}</style><main><p>${unbroken([...people, endless])}</p></main>`)
    const heights = (await page.evaluate(
      '[...document.querySelectorAll("p > *")].map(one => one.getBoundingClientRect().height)',
    )) as number[]
    assert.equal(heights.length, 41)
    assert.equal(new Set(heights.slice(0, 40)).size, 1, 'each stands in one line')
    assert.ok(Number(heights[40]) > Number(heights[0]))
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))
    await page.close()
  })

  test('/ goes to the search, which hides what does not match; Escape shows all again', async () => {
    const path = join(folder, 'search.html')
    writeFileSync(path, renderHtml(result('en')))
    const page = await browser.newPage()
    await page.goto(`file://${path}`)
    await page.keyboard.press('/')
    await page.keyboard.type('pc-01')
    const visible = () => page.locator('tr[data-find]:visible, details[data-find]:visible').count()
    const some = await visible()
    await page.keyboard.press('Escape')
    assert.ok(some > 0 && some < (await visible()))
    await page.close()
  })
})
