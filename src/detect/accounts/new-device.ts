/** Computers and keys by which a client signs in, where its log names them. */
import { seriesOf } from './house.ts'
import type { Use } from './sign-in-use.ts'

/** Where the protocol's clients always name their computer, one that the account never had, and that is none of the organisation's. */
export const isNewDevice = (use: Use, alike: Use[], others: Use[], series: ReadonlySet<string>) =>
  use.devices.length > 0 &&
  alike.length > 0 &&
  alike.every((other) => other.devices.length > 0) &&
  !use.devices.some((one) => others.some((other) => other.devices.includes(one)) || isOfSeries(one, series))

export const isOfSeries = (device: string, series: ReadonlySet<string>) =>
  seriesOf(device).some((name) => series.has(name))

/** Keys are copied, computers are not: a known one vouches for nobody. */
export const isKey = (device: string) => device.startsWith('SHA256:')
