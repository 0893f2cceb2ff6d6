import { visible } from '../report/visible.ts'

/** One line of progress on standard error, where that is a terminal; nothing otherwise. */
export interface Progress {
  say(text: string): void
  end(): void
}

export function progress(): Progress {
  if (!process.stderr.isTTY) return { say() {}, end() {} }
  const width = () => Math.max(20, (process.stderr.columns ?? 80) - 1)
  return {
    say(text) {
      process.stderr.write(`\r\u001b[2K${visible(text).slice(0, width())}`)
    },
    end() {
      process.stderr.write('\r\u001b[2K')
    },
  }
}
