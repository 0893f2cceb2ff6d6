/** Requests at the Exchange server → lines of its IIS (W3C, UTC): the form of Outlook on the web and what follows it, and requests with a password each. */
import { utc } from '../clock.ts'
import type { AtExchange } from './exchange-event.ts'

export const IIS_HEADER = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
]
export const EXCHANGE = '192.168.1.26'

interface Request {
  after?: number
  method: 'GET' | 'POST'
  stem: string
  query?: string
  user?: string
  /** status, substatus, Windows' code */
  answer?: string
}

export function exchangeLines(event: AtExchange): { time: number; text: string }[] {
  return requestsOf(event).map(({ after = 0, method, stem, query = '-', user = '-', answer = '200 0 0' }, i) => ({
    time: event.time + after,
    text: `${utc(event.time + after)} ${EXCHANGE} ${method} ${stem} ${query} 443 ${user} ${event.address} ${event.agent.replaceAll(' ', '+')} - ${answer} ${20 + ((Math.floor(event.time) + i * 37) % 400)}`,
  }))
}

const PAGES: Record<Exclude<AtExchange['service'], 'owa'>, string> = {
  ews: '/EWS/Exchange.asmx',
  activesync: '/Microsoft-Server-ActiveSync/default.eas',
  mapi: '/mapi/emsmdb/',
  autodiscover: '/autodiscover/autodiscover.xml',
}
const WRONG = '401 1 1326'
const ASKED_FIRST = '401 1 2148074254'

function requestsOf({ service, user, ok, act, device, time }: AtExchange): Request[] {
  if (service === 'owa') return [...form(user, ok), ...(ok && user !== '' ? [inside(user), ...done(user, act)] : [])]
  const stem = PAGES[service]
  const query =
    service === 'activesync'
      ? `Cmd=${['Ping', 'Sync', 'Ping', 'FolderSync'][Math.floor(time) % 4]}&User=${encodeURIComponent(user)}&DeviceId=${device?.id ?? 'X'}&DeviceType=${device?.type ?? 'iPhone'}`
      : service === 'mapi'
        ? 'mailboxId=a-0@kaisha.example.co.jp'
        : '&CorrelationID=<empty>;'
  const request: Request = { method: 'POST', stem, query, user: user || '-' }
  if (user === '') return [{ ...request, answer: ASKED_FIRST }]
  if (!ok) return [{ ...request, answer: WRONG }]
  // what has no ticket is asked for its password first
  return service === 'ews'
    ? [
        { ...request, user: '-', answer: ASKED_FIRST },
        { ...request, after: 1 },
      ]
    : [request]
}

function form(user: string, ok: boolean): Request[] {
  const page: Request = {
    method: 'GET',
    stem: '/owa/auth/logon.aspx',
    query: 'replaceCurrent=1&url=https%3a%2f%2fmail.kaisha.example.co.jp%2fowa',
  }
  if (user === '') return [page]
  return [
    page,
    { after: 5, method: 'POST', stem: '/owa/auth.owa', query: '&encoding=;', user, answer: '302 0 0' },
    ...(ok
      ? []
      : [{ ...page, after: 6, query: 'replaceCurrent=1&reason=2&url=https%3a%2f%2fmail.kaisha.example.co.jp%2fowa' }]),
  ]
}

const inside = (user: string): Request => ({
  after: 7,
  method: 'GET',
  stem: '/owa/',
  query: '&ClientId=A&CorrelationID=<empty>;',
  user,
})

function done(user: string, act: AtExchange['act']): Request[] {
  const request = { after: 200, method: 'POST' as const, user }
  if (act === 'rule') return [{ ...request, stem: '/owa/service.svc', query: 'action=NewInboxRule&EP=1&ID=-47&AC=1' }]
  if (act === 'old-rule')
    return [{ ...request, stem: '/ecp/RulesEditor/InboxRules.svc/NewObject', query: 'msExchEcpCanary=a' }]
  if (act === 'absence')
    return [{ ...request, stem: '/owa/service.svc', query: 'action=SetMailboxAutoReplyConfiguration&EP=1&ID=-31&AC=1' }]
  return [{ ...request, stem: '/owa/service.svc', query: 'action=FindItem&EP=1&ID=-12&AC=1' }]
}
