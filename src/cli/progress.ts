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

/** File names are evidence: no control character of theirs reaches the terminal. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?')
}
