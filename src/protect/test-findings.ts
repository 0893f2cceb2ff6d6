/** Findings as a test wants them, and hostile ones: what an attacker could put into a log or a mail. */
import fc from 'fast-check'
import type { Finding, FindingsFile } from '../story/findings.ts'
import type { Judge } from './allow.ts'
import type { Selection } from './entry.ts'
import { DAYS, MIN_CONFIDENCE, type SelectOptions, select } from './select.ts'

export function finding(over: Partial<Finding>): Finding {
  return {
    id: '0123456789abcdef',
    detector: 'beacon',
    severity: 'high',
    confidence: 0.65,
    title: 'Periodic contact (beacon)',
    explanation: '',
    next_steps: [],
    hosts: ['PC-KEIRI-01'],
    accounts: [],
    destinations: [],
    mails: [],
    first_seen: '2026-10-05T00:00:00Z',
    last_seen: '2026-10-09T00:00:00Z',
    count: 12,
    attack: ['T1071.001'],
    evidence: [],
    metrics: {},
    ...over,
  }
}

export function findingsFile(findings: Finding[]): FindingsFile {
  return {
    schema: 'kyumei.findings/1',
    generated: '2026-10-10T01:02:03.456Z',
    timezone: 'Asia/Tokyo',
    range: { first: '2026-10-05T00:00:00Z', last: '2026-10-09T12:00:00Z' },
    findings,
    hosts: [],
    destinations: [],
    coverage: [],
    stories: [],
    accounts: [],
    mails: [],
    mail_counts: { examined: 0, malicious: 0, suspicious: 0, no_sign: 0 },
  }
}

const NOBODY_SPEAKS: Judge = () => null

export const MACHINES = {
  domains: ['our-example.jp'],
  networks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  mail_servers: ['192.168.1.25'],
  proxies: ['192.168.1.8'],
  infrastructure: ['192.168.1.8', '192.168.1.53'],
}

export function selected(findings: Finding[], options: Partial<SelectOptions> = {}): Selection {
  return select(findingsFile(findings), {
    minConfidence: MIN_CONFIDENCE,
    days: DAYS,
    judge: NOBODY_SPEAKS,
    machines: MACHINES,
    links: [],
    ...options,
  })
}

/** One of each kind, and both families of addresses. */
export const EXAMPLES = [
  finding({ id: 'aaaaaaaaaaaaaaa1', destinations: ['c2.evil-example.com'] }),
  finding({ id: 'aaaaaaaaaaaaaaa2', destinations: ['below.c2.evil-example.com'] }),
  finding({ id: 'aaaaaaaaaaaaaaa3', detector: 'direct-ip', destinations: ['198.51.101.7'] }),
  finding({ id: 'aaaaaaaaaaaaaaa4', detector: 'direct-ip', destinations: ['2400:4000::1:2'] }),
  finding({ id: 'aaaaaaaaaaaaaaa5', detector: 'impersonated-sender', destinations: ['ya_ma.da+829@free-mail.com'] }),
  finding({ id: 'aaaaaaaaaaaaaaa6', destinations: ['日本語.co.jp'] }),
  finding({
    id: 'aaaaaaaaaaaaaaa7',
    detector: 'download-link',
    destinations: ["http://files.example-drive.com/d/a'b;c?id=1&x=$(reboot)"],
  }),
  finding({
    id: 'aaaaaaaaaaaaaaa8',
    detector: 'double-extension',
    title: '二重拡張子の添付ファイル',
    metrics: { sha256: 'ab'.repeat(32), attachment: '請求書.zip!/請求書.pdf.exe' },
  }),
]

/** What breaks out of a line, a quote, a comment, a cell, a tag, a pattern, a shell word. */
const SIGNS = [
  '\n',
  '\r\n',
  '\u2028',
  '\u0085',
  '\0',
  '\t',
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  ';',
  '#',
  '!',
  '//',
  '*/',
  '-->',
  ']]>',
  '<',
  '>',
  '&',
  '$(reboot)',
  '|',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '*',
  '?',
  '/',
  '%0a',
  '%',
  '=cmd',
  '@',
  '+',
  '\u202e',
  '\u200b',
  '\ud800',
  '😀',
  ' ',
  '\nhttp_access allow all',
  '"\nend\nconfig system admin',
  "'; Remove-Item C:\\ #",
]
const PIECES = fc.oneof(
  fc.constantFrom(...SIGNS),
  fc.constantFrom(
    'evil',
    'example.com',
    '203.0.113.9',
    'http://',
    'a@b.example.com',
    'localhost',
    '0.0.0.0/0',
    '::1',
    '*.jp',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
)
const HOSTILE_TEXT = fc.array(PIECES, { maxLength: 6 }).map((pieces) => pieces.join(''))
const DESTINATION = fc.oneof(
  HOSTILE_TEXT,
  fc.domain(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.tuple(fc.webUrl({ withQueryParameters: true }), HOSTILE_TEXT).map(([url, text]) => `${url}${text}`),
  fc.tuple(fc.domain(), HOSTILE_TEXT).map(([name, text]) => `${name}${text}`),
  fc.tuple(HOSTILE_TEXT, fc.domain()).map(([text, name]) => `${text}.${name}`),
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.emailAddress(),
  fc.constantFrom(
    '0.0.0.0/0',
    '::/0',
    '8.8.8.8/1',
    '*',
    '*.com',
    'co.jp',
    `http://example.com/${'a'.repeat(10_000)}`,
    'xn--wgv71a119e.jp',
    '日本語.jp',
    '127.0.0.1',
  ),
)

export const HOSTILE_FINDINGS = fc.array(
  fc
    .record({
      id: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
      title: HOSTILE_TEXT,
      detector: fc.constantFrom('beacon', 'direct-ip', 'download-link', 'impersonated-sender', 'double-extension'),
      destinations: fc.array(DESTINATION, { maxLength: 4 }),
      attachment: HOSTILE_TEXT,
      sha256: fc.oneof(
        fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
        HOSTILE_TEXT,
      ),
      attack: fc.array(fc.constantFrom('T1071.001', 'T1566'), { maxLength: 2 }),
    })
    .map(({ attachment, sha256, ...over }) => finding({ ...over, metrics: { attachment, sha256 } })),
  { maxLength: 6 },
)
