/**
 * Postfix: header_checks, mime_header_checks (every extension that Windows runs), and access maps for senders and clients
 * (header_checks(5), access(5), regexp_table(5)). Of a genuine mail that was used again the subject is genuine: it is no pattern.
 */
import { readList } from '../../lists/list.ts'
import { type Entry, only } from '../entry.ts'
import { head, lines, note, type RenderOptions, type Target } from '../target.ts'
import { toRegExp } from './pattern.ts'

const EXECUTABLE = readList('executable', { ja: '実行される拡張子', en: 'extensions that run' }, [
  new URL('../../lists/executable.txt', import.meta.url),
])

const EXTENSIONS = [...EXECUTABLE.names.keys()].filter((one) => /^[a-z0-9]+$/.test(one)).sort()

export const postfix: Target = {
  id: 'postfix',
  title: {
    ja: 'Postfix：header_checks、mime_header_checks、送信者・接続元の制限',
    en: 'Postfix: header_checks, mime_header_checks, sender and client restrictions',
  },
  group: 'mail',
  kinds: ['domain', 'address', 'sender'],
  blocks: 'mails',
  refusedExtensions: EXTENSIONS,
  render(selection, options) {
    const senders = only(selection, 'domain', 'sender')
    const clients = only(selection, 'address')
    const part = (name: string, entries: Entry[] | null, rows: (entry: Entry) => string[], more: string[] = []) => ({
      name,
      text: lines([
        ...head(postfix, selection, entries, options).map((line) => `# ${line}`),
        ...(options.revoke
          ? []
          : [...more, ...(entries ?? []).flatMap((entry) => [`# ${note(entry)}`, ...rows(entry)])]),
      ]),
    })
    return [
      part('header_checks', senders, (entry) => [`/${fromHeader(entry)}/ REJECT ${answer(entry)}`]),
      part('mime_header_checks', null, () => [], attachments()),
      part('sender_access', senders, (entry) => [`${entry.value} REJECT ${answer(entry)}`]),
      part('client_access', clients, (entry) => [`${entry.value} REJECT ${answer(entry)}`]),
      { name: 'main.cf.add', text: lines(mainCf(options)) },
    ]
  },
}

const answer = (entry: Entry) => `blocked (${entry.findings[0]?.replace(/[^0-9a-f]/g, '') ?? ''})`

/** `From: "…" <a@b>`, `a@b (…)`: the address as a whole; of a domain every address, also below it. */
function fromHeader({ kind, value }: Entry): string {
  const address = kind === 'sender' ? `(.*[^a-z0-9._+=-])?${toRegExp(value)}` : `.*@([a-z0-9_-]+\\.)*${toRegExp(value)}`
  return `^(From|Sender|Reply-To|Return-Path):${address}([^a-z0-9._-]|$)`
}

function attachments(): string[] {
  return [
    '# what Windows runs, loads or follows when it is opened; names in MIME encoded-words are for a content filter',
    `/^Content-(Disposition|Type):.*name[[:space:]]*\\*?[[:space:]]*=.*\\.(${EXTENSIONS.join('|')})[[:space:]"']*(;|$)/ REJECT attachments of this type are not accepted`,
  ]
}

function mainCf({ revoke }: RenderOptions): string[] {
  if (revoke) return ['# take these out of main.cf again, then: postfix reload', ...SETTINGS.map((line) => `# ${line}`)]
  return [
    '# beside what main.cf has in these parameters; the maps lie in /etc/postfix/kyumei. Then:',
    '# postmap /etc/postfix/kyumei/sender_access /etc/postfix/kyumei/client_access && postfix check && postfix reload',
    ...SETTINGS,
  ]
}

const SETTINGS = [
  'header_checks = regexp:/etc/postfix/kyumei/header_checks',
  'mime_header_checks = regexp:/etc/postfix/kyumei/mime_header_checks',
  'smtpd_sender_restrictions = check_sender_access hash:/etc/postfix/kyumei/sender_access',
  'smtpd_client_restrictions = check_client_access hash:/etc/postfix/kyumei/client_access',
]
