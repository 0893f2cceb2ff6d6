/**
 * DNS questions of one scan, bounded: a question is asked once, so many at a time, so many in all and for one mail. Where nothing answers
 * at all, no more is asked. Nothing but DNS is ever asked, and only where the user wants it (`--dns`).
 */
import { Resolver } from 'node:dns/promises'

/** Asks for the records of one type; rejects with the codes of node:dns. */
export type Ask = (name: string, type: string) => Promise<string[] | string[][]>

export interface Questions {
  /** for one mail; `incomplete` says afterwards whether an answer is missing */
  forMail(): { ask: Ask; incomplete: () => boolean; end: () => void }
  asked: () => number
}

const MILLISECONDS = 3_000 // a try
const TRIES = 2
const AT_ONCE = 16
const IN_ALL = 100_000
const A_MAIL = 60 // SPF alone may take ten and the names of ten mail servers
const SILENCE = 20 // questions without any answer: there is no DNS here
const TYPES = new Set(['TXT', 'A', 'AAAA', 'MX', 'PTR', 'CNAME'])
/** an answer, though not of a record */
const ANSWERS = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ESERVFAIL', 'EREFUSED', 'EFORMERR'])
/** the name has no such record, as opposed to nobody knows */
const NO_RECORD = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

/** Of the system's servers, or of the one named. */
export function systemDns(server?: string): Ask {
  const resolver = new Resolver({ timeout: MILLISECONDS, tries: TRIES })
  if (server) resolver.setServers([server])
  return (name, type) => resolver.resolve(name, type) as Promise<string[] | string[][]>
}

export function boundedQuestions(ask: Ask): Questions {
  const answers = new Map<string, ReturnType<Ask>>()
  const waiting: (() => void)[] = []
  let [asked, running, unanswered, answered] = [0, 0, 0, false]

  async function turn(name: string, type: string): ReturnType<Ask> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    try {
      if (!answered && unanswered >= SILENCE) throw noAnswer('nothing answers')
      const found = await ask(name, type)
      answered = true
      return found
    } catch (error) {
      if (ANSWERS.has(codeOf(error))) answered = true
      else unanswered++
      throw error
    } finally {
      running--
      waiting.shift()?.()
    }
  }

  function once(name: string, type: string): ReturnType<Ask> {
    const key = `${type} ${name.toLowerCase().replace(/\.$/, '')}`
    const known = answers.get(key)
    if (known) return known
    if (asked >= IN_ALL) return Promise.reject(noAnswer('too many questions'))
    asked++
    const answer = turn(name, type)
    answers.set(key, answer)
    answer.catch(() => {}) // those who asked hear of it
    return answer
  }

  return {
    asked: () => asked,
    forMail() {
      let [left, missing, over] = [A_MAIL, false, false]
      return {
        async ask(name, type) {
          try {
            if (over || left-- <= 0 || !TYPES.has(type)) throw noAnswer('not asked')
            return structuredClone(await once(name, type)) // an answer is used by many mails
          } catch (error) {
            if (!NO_RECORD.has(codeOf(error))) missing = true
            throw error
          }
        },
        incomplete: () => missing,
        end() {
          over = true
        },
      }
    },
  }
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

const noAnswer = (why: string): Error => Object.assign(new Error(why), { code: 'ETIMEOUT' })
