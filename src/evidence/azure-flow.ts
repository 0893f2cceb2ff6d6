/** Azure's flow logs of network security groups and virtual networks: a record holds many connections. In the spool each is a line. */

interface Group {
  rule?: unknown
  flowTuples?: unknown
}

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : [])

/** A line for each tuple of the record, `null` where it is no flow record. */
export function flowsIn(record: Record<string, unknown>): string[] | null {
  if (record.category === 'NetworkSecurityGroupFlowEvent') {
    const { flows } = (record.properties ?? {}) as { flows?: unknown }
    // rule → network card → tuples
    return listOf(flows).flatMap(({ rule, flows: cards }) =>
      listOf(cards).flatMap((card) => tuples('NetworkSecurityGroupFlowEvent', card.mac, { rule, ...card })),
    )
  }
  if (record.category === 'FlowLogFlowEvent') {
    const { flows } = (record.flowRecords ?? {}) as { flows?: unknown }
    return listOf(flows).flatMap(({ flowGroups }) =>
      listOf(flowGroups).flatMap((group) => tuples('FlowLogFlowEvent', record.macAddress, group)),
    )
  }
  return null
}

const tuples = (category: string, mac: unknown, { rule, flowTuples }: Group): string[] =>
  (Array.isArray(flowTuples) ? flowTuples : [])
    .filter((tuple) => typeof tuple === 'string')
    .map((flowTuple) => JSON.stringify({ category, mac, rule, flowTuple }))
