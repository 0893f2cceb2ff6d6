/** What happens in the organisation, before it becomes lines of its products' logs. Times are seconds since 1970. */
export interface WebRequest {
  kind: 'web'
  time: number
  client: string
  method: string
  url: string
  name: string
  /** '' where the proxy found no address */
  peer: string
  status: number
  bytes: number
  sent: number
  ms: number
  type: string
  agent: string
}

export interface Connection {
  kind: 'direct'
  time: number
  client: string
  pc: string
  address: string
  port: number
  udp: boolean
  sent: number
  received: number
  seconds: number
  denied: boolean
}

export interface LookUp {
  kind: 'dns'
  time: number
  client: string
  name: string
  type: string
  addresses: string[]
  /** texts and names of the answer */
  data: string[]
  /** the name is there, though it has nothing of this type */
  exists: boolean
}

export interface Lease {
  kind: 'lease'
  time: number
  client: string
  mac: string
  pc: string
}

export type SimEvent = WebRequest | Connection | LookUp | Lease

export const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

/** A CONNECT through the proxy, with what differs from an ordinary one. */
export function connect(
  time: number,
  client: string,
  name: string,
  peer: string,
  more: Partial<WebRequest> = {},
): WebRequest {
  const url = `${name.includes(':') ? `[${name}]` : name}:443`
  return {
    kind: 'web',
    time,
    client,
    method: 'CONNECT',
    url,
    name,
    peer,
    status: 200,
    bytes: 4200,
    sent: 900,
    ms: 240,
    type: '-',
    agent: BROWSER,
    ...more,
  }
}

/** A connection past the proxy, with what differs from a short one to port 443. */
export function direct(
  time: number,
  client: string,
  pc: string,
  address: string,
  more: Partial<Connection> = {},
): Connection {
  return {
    kind: 'direct',
    time,
    client,
    pc,
    address,
    port: 443,
    udp: false,
    sent: 1200,
    received: 3400,
    seconds: 2,
    denied: false,
    ...more,
  }
}

/** A look-up with its answer; without addresses, texts or `exists` the name doesn't exist. */
export const lookUp = (
  time: number,
  client: string,
  name: string,
  addresses: string[],
  more: Partial<LookUp> = {},
): LookUp => ({ kind: 'dns', time, client, name, type: 'A', addresses, data: [], exists: false, ...more })
