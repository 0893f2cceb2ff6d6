/**
 * The table of audit records that the Entra admin center downloads. In the spool each row is the record as Graph has it, which the formats of
 * Entra ID read. Its times are UTC.
 */
import { rowsUnder } from './cells.ts'

/** Reads rows under the download's line of column names; null where it is another's. */
export function entraAuditTable(heading: string): ((row: string) => string) | null {
  if (!/^"?Date \(UTC\)"?,"?CorrelationId"?,"?Service"?,"?Category"?,"?Activity"?,"?Result"?,/.test(heading))
    return null
  const read = rowsUnder(heading)
  return (row) => recordOf(read(row))
}

function recordOf(row: Record<string, string>): string {
  return JSON.stringify({
    id: row.CorrelationId,
    activityDateTime: (row['Date (UTC)'] ?? '').trim().replace(/[+-]00:?00$|Z$|$/, 'Z'),
    loggedByService: row.Service,
    category: row.Category,
    activityDisplayName: row.Activity,
    result: row.Result,
    resultReason: row.ResultReason,
    initiatedBy: {
      user: {
        userPrincipalName: row.ActorUserPrincipalName,
        displayName: row.ActorDisplayName,
        ipAddress: row.IPAddress,
      },
      app: { displayName: row.ActorServicePrincipalName || row.ActorDisplayName },
    },
    targetResources: [1, 2, 3].flatMap((n) => targetOf(row, `Target${n}`)),
    additionalDetails: [{ key: 'User-Agent', value: row['User Agent'] ?? '' }],
  })
}

function targetOf(row: Record<string, string>, target: string): unknown[] {
  const [type, displayName, userPrincipalName] = [
    row[`${target}Type`],
    row[`${target}DisplayName`],
    row[`${target}UserPrincipalName`],
  ]
  if (!type && !displayName && !userPrincipalName) return []
  const modifiedProperties = PROPERTIES.flatMap((n) => {
    const name = row[`${target}ModifiedProperty${n}Name`]
    return name ? [{ displayName: name, newValue: row[`${target}ModifiedProperty${n}NewValue`] ?? '' }] : []
  })
  return [{ type, displayName, userPrincipalName, modifiedProperties }]
}

const PROPERTIES = [1, 2, 3, 4, 5]
