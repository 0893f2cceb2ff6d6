import ipaddr from 'ipaddr.js'
import type { Text } from '../../i18n/text.ts'
import { grade, type Strength } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { INSIDE, known, own } from './attached-reasons.ts'

const TRAITS = ['lnk-command', 'lnk-program', 'lnk-file', 'shortcut-url']

export const shortcutAttachment = attachedDetector({
  id: 'shortcut-attachment',
  title: { ja: 'ショートカットの添付', en: 'Shortcut attached' },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」はショートカットです。{{what}}（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} is a shortcut: {{what}} ({{path}}).',
  },
  next_steps: {
    ja: [
      '添付ファイルを開かず、差出人に電話で確かめる',
      '開いた端末があれば、ネットワークから切り離し、電源は切らない',
    ],
    en: [
      'Leave it unopened and ask the sender by phone',
      'Take a computer on which it was opened off the network; leave the power on',
    ],
  },
  attack: ['T1204.002', 'T1547.009', 'T1187'],
  references: ['[MS-SHLLINK]', 'MITRE ATT&CK T1187'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '社内から送られた、社内のファイルサーバへの .lnk や .url',
      en: 'a .lnk or .url to the own file server, sent inside',
    },
  ],
  wanted: { traits: TRAITS },
  judge(mail) {
    const found = mail.items.filter((item) => has(item, ...TRAITS)).map((item) => ({ item, ...judged(item) }))
    const first = found.sort((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength))[0]
    if (!first) return []
    const reasons = first.strength === 'strong' ? own(mail) : mail.inside || isColleagues(mail) ? [INSIDE] : known(mail)
    return [
      {
        ...grade(first.strength, reasons),
        ...seenAttached(
          mail,
          found.map((one) => one.item),
        ),
        words: { ...attachedWords(mail, first.item), what: first.what },
      },
    ]
  },
})

/** Our own domain, proven, to our own domain: a colleague's way to a share, sent through a service outside. */
const isColleagues = (mail: AttachedMail) =>
  mail.genuine && mail.readers.some((reader) => reader.endsWith(`@${mail.from_domain}`))

const ORDER: Strength[] = ['strong', 'plain', 'weak']

function judged(item: AttachedItem): { strength: Strength; what: Text } {
  const command = item.traits.get('lnk-command') ?? item.traits.get('lnk-program')
  if (command !== undefined) {
    return {
      strength: 'strong',
      what: { ja: `開くと次の命令が動きます: ${cut(command)}`, en: `opened, it runs: ${cut(command)}` },
    }
  }
  const target = item.traits.get('lnk-file') ?? item.traits.get('shortcut-url') ?? ''
  const what: Text = { ja: `開く先: ${cut(target)}`, en: `it leads to ${cut(target)}` }
  const place = /^(?:file:\/*|rdp:\/\/|\\\\)([^\\/@:]+)(@[^\\/]+)?(?:[\\/:]|$)/i.exec(target)
  // a share outside takes the reader's sign-in with it (NTLM); WebDAV brings programs
  if (place && isOutside(place[1] ?? '', place[2] ?? '')) return { strength: 'strong', what }
  if (place || /^https?:/i.test(target)) return { strength: place || RUNNING.test(target) ? 'plain' : 'weak', what }
  return { strength: 'weak', what }
}

const RUNNING = /\.(exe|msi|js|vbs|hta|zip|iso|lnk|ps1|bat|cmd|scr|library-ms|search-ms)(?:[?#]|$)/i

const OWN_RANGES = new Set<string>(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

/** A name without a dot, a private address or `.local` is a server of one's own. */
function isOutside(host: string, port: string): boolean {
  if (/^[a-z]:?$/i.test(host)) return false
  if (port !== '') return true
  if (ipaddr.isValid(host)) return !OWN_RANGES.has(ipaddr.parse(host).range())
  return host.includes('.') && !/\.(local|localdomain|internal|lan|corp|home|intra)$/i.test(host)
}

const cut = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
