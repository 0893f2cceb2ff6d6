/** The reference lists that a name is looked up in: id → the entry that matches the name, or null. */
import { DYNAMIC_DNS } from './dynamic-dns.ts'
import { isPeriodicService } from './periodic-services.ts'
import { matchSuffix } from './suffix.ts'

const dynamicDns = new Set(DYNAMIC_DNS.map((one) => one.suffix))

export const LISTS: Record<string, (name: string) => string | null> = {
  'dynamic-dns': (name) => matchSuffix(name, dynamicDns),
  vendor: (name) => (isPeriodicService(name) ? name : null),
}
