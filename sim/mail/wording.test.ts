import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { soundOf } from '../../src/detect/mail/wording.ts'
import { learn, markOf } from './wording.ts'
import { samples } from './wording-samples.ts'

const list = (name: string) => readFileSync(new URL(`../../src/lists/${name}`, import.meta.url))

test('the model in the lists is the one that the texts of the project taught, read as it was learnt', () => {
  const all = samples()
  const mark = markOf(all, list('mail-wording.bin'))
  assert.ok(list('mail-circumstances.txt').toString().includes(`# ${mark}\n`), 'run npm run wording')
  const lures = all.filter((one, i) => i % 20 === 0 && one.kind > 0)
  const heard = lures.filter(({ subject, text }) => soundOf(subject, text).lure >= 0.5)
  assert.ok(heard.length >= 0.95 * lures.length, `hears ${heard.length} of ${lures.length} lures that it learnt from`)
})

test('of texts that it never saw it tells lures from everyday mail far better than chance, in every language of the texts', () => {
  const all = samples()
  const model = learn(all.filter((_, i) => i % 5 === 1 || i % 5 === 3)) // two fifths: enough to tell, learnt in half the time
  for (const file of new Set(all.map((one) => one.file))) {
    const unseen = all.filter((one, i) => i % 5 === 0 && one.file === file)
    const share = (lures: boolean, sure = 0.5) => {
      const own = unseen.filter((one) => one.kind > 0 === lures)
      return own.filter((one) => soundOf(one.subject, one.text, model).lure >= sure).length / own.length
    }
    if (!unseen.some((one) => one.kind > 0)) {
      const alarms = share(false, 0.8) // what is sent with two words resembles what lures are sent with: its bar is higher
      assert.ok(alarms <= 0.15, `${file}: ${alarms} of what is all honest`)
      continue
    }
    const alarms = share(false)
    const found = share(true)
    console.log(
      `${file}: lures found ${Math.round(found * 100)} %, everyday taken for one ${Math.round(alarms * 100)} %`,
    )
    assert.ok(found >= 3 * alarms && found >= 0.2, `${file}: ${found} against ${alarms}`)
  }
})
