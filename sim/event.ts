/** What happens in the organisation, before it becomes lines of its products' logs. Times are seconds since 1970. */
export type SimEvent =
  | {
      kind: 'web'
      time: number
      client: string
      method: string
      url: string
      name: string
      peer: string
      status: number
      bytes: number
      sent: number
      ms: number
      type: string
    }
  | {
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
  | { kind: 'dns'; time: number; client: string; name: string; addresses: string[] }
  | { kind: 'lease'; time: number; client: string; mac: string; pc: string }
