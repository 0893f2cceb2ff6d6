/** The URL path: our client speaks ClickHouse's HTTP interface to a small server in front of an embedded engine. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { FORMATS } from '../formats/index.ts'
import { type Engine, openEngine } from './engine.ts'
import { ingestAll } from './ingest.ts'
import { createTables } from './tables.ts'
import { testEngine } from './test-engine.ts'

let embedded: Engine
let server: Server
let remote: Engine

before(async () => {
  embedded = await testEngine()
  server = createServer((request, response) => {
    answer(request).then(
      (body) => response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(body),
      (error: Error) => response.writeHead(400).end(`Code: 62. DB::Exception: ${error.message}. (REFUSED)`),
    )
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  remote = await openEngine({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
after(async () => {
  await remote.close()
  server.close()
  await embedded.close()
})

/** Refuses what a server would refuse or what would only work embedded: stacked statements, SET, file(), sessions. */
async function answer(request: IncomingMessage): Promise<string> {
  const url = new URL(request.url ?? '/', 'http://server')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const inUrl = url.searchParams.get('query')
  const sql = (inUrl ?? body).trim()
  if (url.searchParams.has('session_id')) throw new Error('sessions are refused')
  const bare = sql.replace(/'(?:[^'\\]|\\.)*'/g, "''") // a text may hold what a statement may not
  if (/^SET\b/i.test(bare) || /\bfile\s*\(/i.test(bare) || /;\s*\S/.test(bare)) throw new Error('refused')
  const insert = /^INSERT INTO (\w+).* FORMAT JSONEachRow$/is.exec(sql)
  if (insert?.[1] && inUrl) {
    await embedded.insert(
      insert[1],
      body
        .split('\n')
        .filter(Boolean)
        .map((row) => JSON.parse(row) as Record<string, unknown>),
    )
    return ''
  }
  const parameters = Object.fromEntries(
    [...url.searchParams].flatMap(([name, value]) => (name.startsWith('param_') ? [[name.slice(6), value]] : [])),
  )
  if (!/^(SELECT|WITH)\b/i.test(sql)) {
    await embedded.command(sql, parameters)
    return ''
  }
  const rows = await embedded.query<Record<string, unknown>>(sql.replace(/\s+FORMAT JSONEachRow\s*$/i, ''), parameters)
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

test('tables, ingest and queries work at a URL as they do embedded', async () => {
  await createTables(remote)
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-url-'))
  const spool = join(folder, 'a.log')
  const line =
    '1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html'
  writeFileSync(spool, `${line}\n日本語の行\n${line}\n`)
  const evidence = { id: 'e1', path: 'a.log', sha256: 'e1', bytes: 1, encoding: 'utf-8', spool, modified: Date.now() }
  const errors: unknown[] = []
  const [ingested] = await ingestAll(
    remote,
    [evidence],
    FORMATS,
    { timezone: 'Asia/Tokyo' },
    { error: (error) => errors.push(error) },
  )
  rmSync(folder, { recursive: true })
  assert.deepEqual(errors, [])
  assert.deepEqual([ingested?.row.lines, ingested?.row.parsed, ingested?.row.unparsed], [3, 2, 1])
  const rows = await remote.query<{ text: string }>('SELECT text FROM unparsed_line WHERE evidence_id = {id:String}', {
    id: 'e1',
  })
  assert.deepEqual(rows, [{ text: '日本語の行' }])
})

test('the workspace beside a server is one process’s, until it is given back', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'kyumei-beside-'))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const first = await openEngine({ url, workspace })
  await assert.rejects(openEngine({ url, workspace }), /in use by process/)
  await first.close()
  await assert.rejects(openEngine({ url: 'http://127.0.0.1:9', workspace }), /no ClickHouse answers/)
  await (await openEngine({ url, workspace })).close()
  rmSync(workspace, { recursive: true })
})

test('an address where nothing answers is told in a sentence', async () => {
  await assert.rejects(openEngine({ url: 'http://127.0.0.1:1' }), /no ClickHouse answers at/)
})
