/**
 * EvtxECmd's table of Windows' events (KAPE): the event's own data stand as JSON in the last column. In the spool each row is the event as
 * Winlogbeat writes it, which the formats of Windows read. Its times are UTC.
 */
import { rowsUnder } from './cells.ts'

/** Reads rows under EvtxECmd's line of column names; null where it is another's. */
export function evtxEcmdTable(heading: string): ((row: string) => string) | null {
  if (!/^"?RecordNumber"?,"?EventRecordId"?,"?TimeCreated"?,"?EventId"?,.*\bPayload\b/.test(heading)) return null
  const read = rowsUnder(heading)
  return (row) => eventOf(read(row))
}

function eventOf(row: Record<string, string>): string {
  const { TimeCreated = '', EventId, EventRecordId, Provider, Channel, Computer, Keywords, Payload = '' } = row
  return JSON.stringify({
    '@timestamp': `${TimeCreated.trim().replace(' ', 'T').replace(/Z?$/, 'Z')}`,
    winlog: {
      provider_name: Provider,
      computer_name: Computer,
      event_id: EventId,
      record_id: EventRecordId,
      channel: Channel,
      keywords: [Keywords?.replace('Audit failure', 'Audit Failure')],
      event_data: dataOf(Payload),
    },
  })
}

function dataOf(payload: string): Record<string, string> {
  try {
    const { EventData, UserData } = JSON.parse(payload)
    const data = [EventData?.Data ?? []].flat()
    const named = data.flatMap((one) => (one?.['@Name'] ? [[one['@Name'], String(one['#text'] ?? '')]] : []))
    const inner = Object.values(UserData ?? {}).find((one) => typeof one === 'object' && one !== null) ?? {}
    const plain = Object.entries(inner).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    return Object.fromEntries([...plain, ...named])
  } catch {
    return {}
  }
}
