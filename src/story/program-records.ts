/** “Did this host run something?” Only the computer's own records of started programs tell; which hosts have them, and which don't. */
import { amount } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'
import type { Present } from './present.ts'

const MOST = 20_000 // hosts

/** Hosts with such records. */
export async function recordedHosts(engine: Engine, present: Present): Promise<Set<string>> {
  if (!present.has('endpoint_event')) return new Set()
  const rows = await engine.query<{ host: string }>(
    `SELECT DISTINCT host FROM endpoint WHERE event_action = 'process-start' AND host != '' ORDER BY host LIMIT ${MOST}`,
  )
  return new Set(rows.map((row) => row.host))
}

/** `hosts`: those that the network's logs show. */
export function programFacts(recorded: ReadonlySet<string>, hosts: string[], present: Present): Fact[] {
  if (!present.has('endpoint_event')) return []
  const without = hosts.filter((host) => !recorded.has(host)).length
  const value = recorded.size > 0 && without === 0
  return [
    {
      id: 'logging-programs',
      kind: 'logging',
      subject: 'endpoint',
      value,
      text: value
        ? {
            ja: `実行されたプログラム: ${recorded.size}台の端末自身の記録から確認できます。`,
            en: `Programs that ran: visible from the own records of ${amount(recorded.size, 'computer')}.`,
          }
        : {
            ja: `実行されたプログラム: 起動の記録がある端末は${recorded.size}台です。通信のログに見える端末のうち${without}台には記録がなく、何が実行されたかは確認できません。見えるようにするには: Sysmon、または監査ポリシー「プロセス作成の監査」（4688、コマンドラインを含む）。`,
            en: `Programs that ran: ${amount(recorded.size, 'computer')} have records of started programs. ${without} of the hosts in the network's logs have none: what ran there is not visible. To see it: Sysmon, or the audit policy “Audit Process Creation” (event 4688, with command lines).`,
          },
    },
  ]
}
