/** Which machines of the organisation may reach which ports: what every firewall is told in its own words. */

export interface Rule {
  id: 'op25b' | 'only-proxy'
  /** who may, by address */
  may: string[]
  ports: { protocol: 'tcp' | 'udp'; port: number }[]
}

/** One family of addresses: what is inside, and who of it may. */
export interface Family {
  inside: string[]
  may: string[]
}

export interface Families {
  four: Family
  six: Family
}
