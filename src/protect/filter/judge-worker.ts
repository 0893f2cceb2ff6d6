/** A thread that judges one mail at a time: what a hostile attachment costs ends with the thread. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadLists } from '../../lists/index.ts'
import type { PasswordCandidate } from '../../mail/attachment-tree.ts'
import { boundedQuestions, type Questions, systemDns } from '../../mail/dns-questions.ts'
import type { Config } from '../../story/config.ts'
import { type Envelope, type Judged, type JudgeOptions, judge } from './judge.ts'

export interface JudgeSetup {
  own: string[]
  authenticate: JudgeOptions['authenticate']
  dns_server?: string
  lists: Config['lists']
}

export interface Asked {
  bytes: Uint8Array
  envelope: Envelope
  known: PasswordCandidate[]
}

export type Answer = { judged: Judged } | { error: string }

const setup = workerData as JudgeSetup
const lists = loadLists(setup.lists)
const FRESH = 300_000 // ms: how long an answer of DNS is believed

let questions: Questions | null = null
let since = 0
function currentQuestions(): Questions | null {
  if (setup.authenticate === 'off') return null
  if (questions === null || Date.now() - since > FRESH) {
    questions = boundedQuestions(systemDns(setup.dns_server))
    since = Date.now()
  }
  return questions
}

parentPort?.on('message', async ({ bytes, envelope, known }: Asked) => {
  const { own, authenticate } = setup
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const answer: Answer = await judge(mail, envelope, known, { own, authenticate, lists, questions: currentQuestions() })
    .then((judged) => ({ judged }))
    .catch((error) => ({ error: error instanceof Error ? error.message : String(error) }))
  parentPort?.postMessage(answer)
})

parentPort?.postMessage('ready')
