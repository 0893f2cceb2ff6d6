/** Names → UUIDs (RFC 9562, version 5), the same on every machine: an indicator that is exported again is the same object. */
import { v5 } from 'uuid'

const KYUMEI = '5b3e2f0a-6f1c-5d0e-9a57-3c1d2f6b8e10'

export const uuidOf = (...name: string[]): string => v5(JSON.stringify(name), KYUMEI)

/** Of STIX cyber-observables: the namespace and the properties are the standard's (STIX 2.1, 2.9 and 3.4). */
export const observableUuid = (properties: Record<string, unknown>): string =>
  v5(JSON.stringify(properties), '00abedb4-aa42-466c-9c01-fed23315a9b7')
