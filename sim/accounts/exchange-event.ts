/** What clients ask of the organisation's Exchange server, before it becomes lines of its IIS. Times are seconds since 1970. */
export interface AtExchange {
  kind: 'exchange'
  time: number
  service: 'owa' | 'ews' | 'activesync' | 'mapi' | 'autodiscover'
  /** '' of who only looks whether the server is there */
  user: string
  address: string
  ok: boolean
  agent: string
  /** of ActiveSync */
  device?: { id: string; type: string }
  /** what is done once signed in */
  act?: 'rule' | 'old-rule' | 'absence'
}

export const WINDOWS_BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const OUTLOOK_PROGRAM = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)'

const AGENTS: Record<AtExchange['service'], string> = {
  owa: WINDOWS_BROWSER,
  ews: 'MacOutlook/16.101.25091414 (Intelx64 Mac OS X Version 15.6 (Build 24G84))',
  activesync: 'Apple-iPhone15C2/2208.100',
  mapi: OUTLOOK_PROGRAM,
  autodiscover: OUTLOOK_PROGRAM,
}

export const asks = (
  time: number,
  service: AtExchange['service'],
  user: string,
  address: string,
  more: Partial<AtExchange> = {},
): AtExchange => ({ kind: 'exchange', time, service, user, address, ok: true, agent: AGENTS[service], ...more })
