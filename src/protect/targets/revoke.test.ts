/** Taken back: exactly what was put in, whatever the findings hold. Products that read a whole file get one without entries. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Part } from '../target.ts'
import { HOSTILE_FINDINGS, selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'

const linesOf = (parts: Part[]) => parts.flatMap(({ text }) => text.split('\n').map((line) => line.trim()))
const found = (parts: Part[], pattern: RegExp) =>
  linesOf(parts)
    .flatMap((line) => pattern.exec(line)?.slice(1).join(' ') ?? [])
    .sort()
const cells = (parts: Part[], columns: number[]) =>
  parts
    .filter(({ name }) => name.endsWith('.csv'))
    .flatMap(({ text }) => text.split('\r\n').slice(1))
    .map((row) => columns.map((i) => row.split(',')[i]).join(' '))
const json = (parts: Part[]) =>
  JSON.parse(parts[0]?.text ?? '') as {
    objects?: { id: string; type: string; revoked?: boolean; created_by_ref?: string }[]
    Event?: { Attribute: { uuid: string; to_ids: boolean; deleted: boolean }[] }
  }

/** What stays in a product until it is told otherwise: what an export makes there, and what taking it back names. */
const KEPT: Record<string, [made: (parts: Part[]) => unknown, gone: (parts: Part[]) => unknown]> = {
  'cisco-asa': [(parts) => found(parts, /^object network (\S+)/), (parts) => found(parts, /^no object network (\S+)/)],
  fortigate: [
    (parts) => [...new Set([...found(parts, /^edit ("kyumei.*")$/), ...found(parts, /^edit (9016)$/)])],
    (parts) => [...new Set([...found(parts, /^delete ("kyumei.*")$/), ...found(parts, /^delete (9016)$/)])],
  ],
  yamaha: [
    (parts) => found(parts, /^((?:ip|ipv6) filter .*|dns static .*)/),
    (parts) => found(parts, /^no ((?:ip|ipv6) filter .*|dns static .*)/),
  ],
  'exchange-online': [(parts) => cells(parts, [0, 1]), (parts) => cells(parts, [0, 1])],
  defender: [(parts) => cells(parts, [0, 1]), (parts) => cells(parts, [0, 1])],
  'google-workspace': [linesOf, linesOf],
  csv: [(parts) => cells(parts, [1, 2]), (parts) => cells(parts, [1, 2])],
  stix: [
    (parts) => json(parts).objects?.flatMap((one) => (one.created_by_ref ? [one.id] : [])),
    (parts) => json(parts).objects?.flatMap((one) => (one.revoked ? [one.id] : [])),
  ],
  misp: [
    (parts) => json(parts).Event?.Attribute.flatMap((one) => (one.to_ids ? [one.uuid] : [])),
    (parts) => json(parts).Event?.Attribute.flatMap((one) => (one.deleted && !one.to_ids ? [one.uuid] : [])),
  ],
}

for (const target of TARGETS.filter(({ kinds }) => kinds.length > 0))
  describe(target.id, () => {
    const render = (selection: ReturnType<typeof selected>, revoke: boolean) =>
      target.render(selection, { revoke, lang: 'ja', tlp: 'amber' })
    test('taking back names what was made, all of it and nothing else', () => {
      fc.assert(
        fc.property(HOSTILE_FINDINGS, (findings) => {
          const selection = selected(findings)
          const [there, back] = [render(selection, false), render(selection, true)]
          const kept = KEPT[target.id]
          if (kept) assert.deepEqual(kept[1](back), kept[0](there))
          else assert.deepEqual(back.map(withoutComments), render(selected([]), true).map(withoutComments))
        }),
        { numRuns: 100 },
      )
    })
  })

const withoutComments = ({ name, text }: Part) => ({ name, text: text.replace(/^\s*(?:#|;|\/\/).*\n/gm, '') })
