/** What attackers do at the Exchange server: sign in from elsewhere, try everybody's passwords, leave a rule behind; with parameters drawn from the seed. */
import type { Random } from '../random.ts'
import { type AtExchange, asks, WINDOWS_BROWSER } from './exchange-event.ts'
import { newTelephone } from './exchange-life.ts'
import { ABROAD, anyIn, SERVERS_ABROAD } from './network.ts'
import type { Play } from './play.ts'
import { DOMAIN, type Employee } from './staff.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

const TOOLS = [
  'ExchangeServicesClient/15.00.0913.015',
  'python-requests/2.32.3',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  WINDOWS_BROWSER,
]

const loginOf = ({ name, mail }: Employee, random: Random) =>
  random.pick([`KAISHA\\${name}`, `${DOMAIN}\\${name}`, mail])

/** A mail program of the attacker's, or a browser. */
function client(random: Random): Pick<AtExchange, 'service'> & Partial<AtExchange> {
  const service = random.pick(['owa', 'owa', 'ews', 'activesync'] as const)
  if (service !== 'activesync') return { service, agent: random.pick(TOOLS) }
  const { agent, ...device } = newTelephone(random)
  return { service, agent, device }
}

export const EXCHANGE_PLAYS = {
  /** a stolen password: the mail is read from elsewhere, on one evening or for days */
  'account-exchange': {
    expected: ['login-from-new-network'],
    verdict: 'suspected',
    exchange: true,
    *play({ victim, start, end, random }) {
      const address = anyIn(random.next() < 0.6 ? SERVERS_ABROAD : ABROAD, random)
      const { service, ...more } = client(random)
      const login = loginOf(victim, random)
      const pause = 2 ** random.between(-2, 4) * HOUR
      const last = Math.min(end, start + random.between(0.1, 4) * DAY)
      for (let time = start; time < last; time += pause * random.between(0.5, 1.5))
        yield asks(time, service, login, address, more)
    },
  },
  /** a password or two for everybody, by whichever door asks for one; one fits */
  'account-exchange-spray': {
    expected: ['password-attack'],
    verdict: 'suspected',
    exchange: true,
    *play({ victim, staff, start, end, random }) {
      const addresses = Array.from({ length: random.whole(1, 4) }, () => anyIn(SERVERS_ABROAD, random))
      const service = random.pick(['owa', 'ews', 'activesync', 'autodiscover'] as const)
      const agent = random.pick(TOOLS)
      const others = staff.filter((one) => one !== victim)
      const rounds = random.whole(1, 2)
      const pause = Math.min(((end - start) * random.between(0.1, 0.9)) / (others.length * rounds), HOUR)
      let time = start
      for (let round = 0; round < rounds; round++)
        for (const one of others) {
          yield asks(time, service, loginOf(one, random), random.pick(addresses), { ok: false, agent })
          time += pause * random.between(0.5, 1.5)
        }
      const address = addresses[0] ?? ''
      yield asks(Math.min(time, end - HOUR), service, loginOf(victim, random), address, { agent })
      yield asks(Math.min(time + random.between(5, 50) * MINUTE, end - 60), 'owa', loginOf(victim, random), address, {
        agent,
      })
    },
  },
  /** signed in from rented servers, and a rule made that the log names but does not describe */
  'account-exchange-rule': {
    expected: ['login-from-new-network', 'mailbox-rule'],
    verdict: 'suspected',
    exchange: true,
    *play({ victim, start, end, random }) {
      const [address, agent, login] = [
        anyIn(SERVERS_ABROAD, random),
        random.pick(TOOLS.slice(2)),
        loginOf(victim, random),
      ]
      const act = random.pick(['rule', 'old-rule'] as const)
      let time = start
      for (let n = random.whole(0, 3); n > 0; n--, time += random.between(0.3, 9) * HOUR)
        yield asks(time, 'owa', login, address, { agent })
      yield asks(time, 'owa', login, address, { agent, act })
      for (let n = random.whole(0, 6); n > 0 && time < end; n--) {
        time += random.between(1, 20) * HOUR
        yield asks(time, 'owa', login, address, { agent })
      }
    },
  },
} as const satisfies Record<string, Play>
