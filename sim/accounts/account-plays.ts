/** What attackers do with accounts: each behaviour of the field, with parameters drawn from the seed. */
import type { Random } from '../random.ts'
import { arrives, BROWSER, signIn } from './account-event.ts'
import { DIRECTORY_PLAYS } from './directory-plays.ts'
import { EXCHANGE_PLAYS } from './exchange-plays.ts'
import { MAILBOX_PLAYS } from './mailbox-plays.ts'
import { ABROAD, addressIn, anyIn, HOMES, SERVERS_ABROAD } from './network.ts'
import type { Play } from './play.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

const TOOLS = [
  'axios/1.7.9',
  'python-requests/2.32.3',
  'BAV2ROPC',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
]
const CONSENTED = [
  'Document Viewer',
  'MailPro',
  'eM Client Plus',
  'Newsletter Suite',
  'Outlook Archive Viewer',
  'rclone',
]
const strangers = (count: number, random: Random) =>
  Array.from({ length: count }, () => `${random.whole(1, 1e6).toString(36)}@mail${random.whole(0, 300)}.example.org`)

export const ACCOUNT_PLAYS = {
  /** one address tries one account until the password fits */
  'account-guess': {
    expected: ['password-attack'],
    verdict: 'suspected',
    *play({ victim, start, end, random }) {
      const address = anyIn(SERVERS_ABROAD, random)
      let time = start
      for (let n = random.whole(40, 300); n > 0 && time < end; n--, time += random.between(2, 40))
        yield signIn(time, 'smtp', victim.mail, address, { ok: false })
      for (let n = random.whole(1, 5); n > 0; n--, time += random.between(5, 60) * MINUTE)
        yield signIn(time, 'imap', victim.mail, address)
    },
  },
  /** a few passwords on everybody, slowly, from some addresses; one fits */
  'account-spray': {
    expected: ['password-attack'],
    verdict: 'suspected',
    *play({ victim, staff, start, end, random }) {
      const addresses = Array.from({ length: random.whole(1, 4) }, () => anyIn(SERVERS_ABROAD, random))
      const others = staff.filter((one) => one !== victim)
      const pause = (end - start) / (others.length + 2)
      let time = start
      for (const one of others) {
        yield signIn(time, 'm365', one.mail, random.pick(addresses), { ok: false, agent: random.pick(TOOLS) })
        time += pause * random.between(0.6, 1.2)
      }
      yield signIn(Math.min(time, end - HOUR), 'm365', victim.mail, addresses[0] ?? '', { agent: random.pick(TOOLS) })
    },
  },
  /** a few tries at a time, hours apart, from neighbouring servers, while the owner works; one fits */
  'account-slow': {
    expected: ['password-attack'],
    verdict: 'suspected',
    *play({ victim, start, end, random }) {
      const range = anyIn(SERVERS_ABROAD, random).split('.').slice(0, 3).join('.')
      const pause = Math.min(30 * HOUR, (end - start) / 6)
      let time = start
      for (let sitting = random.whole(4, 5); sitting > 0; sitting--, time += pause * random.between(0.8, 1.1))
        for (let n = random.whole(1, 3); n > 0; n--)
          yield signIn(time + n * random.between(5, 90), 'imap', victim.mail, addressIn(range, random), { ok: false })
      for (let n = random.whole(2, 5); n > 0; n--, time += random.between(10, 90) * MINUTE)
        yield signIn(Math.min(time, end - MINUTE), 'imap', victim.mail, addressIn(range, random))
    },
  },
  /** a leaked password: the mailbox is fetched by IMAP from a server abroad */
  'account-abroad-imap': {
    expected: ['login-from-new-network'],
    verdict: 'suspected',
    *play({ victim, start, end, random }) {
      const address = anyIn(SERVERS_ABROAD, random)
      const pause = random.between(15, 240) * MINUTE
      for (let time = start; time < Math.min(end, start + 3 * DAY); time += pause * random.between(0.8, 1.2))
        yield signIn(time, victim.protocol === 'imap' ? 'pop3' : 'imap', victim.mail, address)
    },
  },
  /** the same through strangers' homes in the own country, another one each time */
  'account-residential': {
    expected: ['login-from-new-network'],
    verdict: 'suspected',
    *play({ victim, start, end, random }) {
      const homes = [...HOMES].sort(() => random.next() - 0.5).slice(0, random.whole(7, HOMES.length))
      const pause = Math.min(12 * HOUR, (end - start) / (homes.length + 1)) * random.between(0.5, 1)
      for (const [i, home] of homes.entries())
        yield signIn(start + i * pause * random.between(0.9, 1), 'imap', victim.mail, addressIn(home, random))
    },
  },
  /** stolen session: signed in abroad while the owner works, a rule that forwards, mail to the partners */
  'account-rule': {
    expected: ['login-from-new-network', 'mailbox-rule'],
    verdict: 'abused',
    *play({ victim, start, random }) {
      const address = anyIn(ABROAD, random)
      yield signIn(start, 'm365', victim.mail, address, { agent: random.pick(TOOLS) })
      yield {
        kind: 'change',
        time: start + random.between(3, 50) * MINUTE,
        user: victim.mail,
        address,
        operation: 'New-InboxRule',
        parameters: [
          ['Name', random.pick(['.', '..', ',', 'a'])],
          ...(random.next() < 0.5
            ? [['ForwardTo', `box${random.whole(1, 999)}@mail.example.net`] as [string, string]]
            : ([
                ['SubjectOrBodyContainsWords', '請求;振込;invoice'],
                ['MoveToFolder', 'RSS フィード'],
                ['MarkAsRead', 'True'],
              ] as [string, string][])),
        ],
      }
    },
  },
  /** the owner consents to an application that reads the mail */
  'account-consent': {
    expected: ['oauth-consent'],
    verdict: 'suspected',
    quiet: 7,
    *play({ victim, start, random }) {
      yield {
        kind: 'change',
        time: start,
        user: victim.mail,
        address: victim.home,
        operation: 'Consent to application.',
        parameters: [
          [
            'ConsentAction.Permissions',
            `Scope: ${random.pick(['Mail.Read', 'Mail.ReadWrite Mail.Send', 'IMAP.AccessAsUser.All'])} offline_access`,
          ],
          ['TargetId.ServicePrincipalNames', random.pick(CONSENTED)],
        ],
      }
    },
  },
  /** a stolen session: no new sign-in, the shared folders are fetched from elsewhere */
  'account-download': {
    expected: ['mass-download'],
    verdict: 'suspected',
    quiet: 4,
    *play({ victim, start, end, random }) {
      const address = anyIn(random.next() < 0.7 ? SERVERS_ABROAD : ABROAD, random)
      const files = random.whole(70, 500)
      const pause = Math.min(random.between(1, 40), (end - start) / files, (5 * HOUR) / files)
      for (let n = 0; n < files; n++)
        yield {
          kind: 'fetched',
          time: start + n * pause,
          user: victim.mail,
          address,
          operation: 'FileDownloaded',
          file: `${random.pick(['soumu', 'kenkyu', 'keiyaku'])}/${n}.${random.pick(['docx', 'xlsx', 'pdf'])}`,
        }
    },
  },
  /** a botnet sends through the account, from everywhere; much comes back */
  'account-relay': {
    expected: ['relay-abuse', 'mass-sending'],
    verdict: 'abused',
    *play({ victim, start, end, random }) {
      for (let time = start, n = random.whole(60, 160); n > 0 && time < end; n--, time += random.between(20, 200))
        yield {
          kind: 'sent',
          time,
          user: victim.mail,
          from: random.next() < 0.5 ? victim.mail : `info@${random.whole(1, 99)}.example.com`,
          address: anyIn([...ABROAD, ...SERVERS_ABROAD, ...HOMES], random),
          to: strangers(random.whole(2, 8), random),
          outcome: (_to, nth) => (nth % 3 === 0 ? 'bounced' : nth % 7 === 0 ? 'deferred' : 'sent'),
        }
    },
  },
  /** the chain's next link: one night's mail from the account to strangers, through the VPN's door */
  'account-mass': {
    expected: ['mass-sending'],
    verdict: 'suspected',
    *play({ victim, start, random }) {
      const night = Math.floor((start + 9 * HOUR) / DAY) * DAY - 9 * HOUR + DAY + random.between(1, 4) * HOUR
      const address = anyIn(SERVERS_ABROAD, random)
      yield signIn(night - 300, 'm365', victim.mail, address, { agent: BROWSER })
      for (let part = 0; part < random.whole(15, 40); part++)
        yield {
          kind: 'sent',
          time: night + part * random.between(5, 60),
          user: victim.mail,
          from: victim.mail,
          address,
          to: strangers(random.whole(8, 12), random),
          outcome: arrives,
        }
    },
  },
  /** the server hands strangers' mail on */
  'open-relay': {
    expected: ['relay-abuse'],
    verdict: '',
    *play({ start, random }) {
      const address = anyIn(SERVERS_ABROAD, random)
      for (let n = random.whole(40, 120), time = start; n > 0; n--, time += random.between(2, 90))
        yield {
          kind: 'sent',
          time,
          user: '',
          from: `x${random.whole(1, 9999)}@sender.example.com`,
          address,
          to: strangers(random.whole(1, 3), random),
          outcome: (_to, nth) => (nth % 4 === 0 ? 'bounced' : 'sent'),
        }
    },
  },
  ...DIRECTORY_PLAYS,
  ...MAILBOX_PLAYS,
  ...EXCHANGE_PLAYS,
} as const satisfies Record<string, Play>

export type AccountBehaviour = keyof typeof ACCOUNT_PLAYS
export const ACCOUNT_BEHAVIOURS = Object.keys(ACCOUNT_PLAYS) as AccountBehaviour[]
/** Those that every seed drew from before there were others. */
export const FIRST_ACCOUNT_BEHAVIOURS = ACCOUNT_BEHAVIOURS.filter(
  (behaviour) => !(behaviour in MAILBOX_PLAYS) && !(behaviour in EXCHANGE_PLAYS),
)
