import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applicationOf } from './recognised.ts'

test('an application is known by the beginning of its name, however a firewall writes it; one that only begins alike is not', () => {
  for (const [logged = '', kind] of [
    ['zoom-meeting', 'meeting'],
    ['Microsoft.Teams_Video.Audio', 'meeting'],
    ['ms-teams-audio-video', 'meeting'],
    ['Cisco WebEx', 'meeting'],
    ['MS.Windows.Update', 'vendor'],
    ['trendmicro', 'vendor'],
  ])
    assert.equal(applicationOf(logged)?.kind, kind, logged)
  for (const logged of ['zoominfo', 'ssl', 'HTTPS', 'web-browsing', 'unknown-tcp', ''])
    assert.equal(applicationOf(logged), null, logged)
})
