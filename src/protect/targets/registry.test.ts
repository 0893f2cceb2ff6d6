/** The three forms of a Windows setting say the same, and taking it back undoes it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DOMParser } from 'linkedom'
import type { RenderOptions } from '../target.ts'
import { selected } from '../test-findings.ts'
import { TARGETS } from './index.ts'

const parts = (id: string, options: Partial<RenderOptions> = {}) =>
  TARGETS.find((one) => one.id === id)?.render(selected([]), { revoke: false, lang: 'ja', tlp: 'amber', ...options }) ??
  []
const IDS = ['file-extensions', 'script-hosts', 'internet-macros', 'defender-asr']
const SHORT: Record<string, string> = { HKCU: 'HKEY_CURRENT_USER', HKLM: 'HKEY_LOCAL_MACHINE' }

/** `HIVE\key name=value`, `-` where it is removed */
function ofXml(text: string): string[] {
  const all = [...new DOMParser().parseFromString(text, 'text/xml').querySelectorAll('Properties')]
  return all.map((one) => {
    const value =
      one.getAttribute('type') === 'REG_DWORD'
        ? String(Number.parseInt(one.getAttribute('value') ?? '', 16))
        : one.getAttribute('value')
    return `${one.getAttribute('hive')}\\${one.getAttribute('key')} ${one.getAttribute('name')}=${one.getAttribute('action') === 'D' ? '-' : value}`
  })
}

function ofReg(text: string): string[] {
  assert.ok(text.startsWith('Windows Registry Editor Version 5.00\r\n\r\n'))
  return [...text.matchAll(/^\[(.+)\]\r\n"(.+)"=(?:dword:([0-9a-f]{8})|"(.*)"|(-))\r$/gm)].map(
    ([, key, name, dword, string, removed]) =>
      `${key} ${name}=${removed ?? string ?? Number.parseInt(dword ?? '', 16)}`,
  )
}

function ofPowerShell(text: string): string[] {
  return [
    ...text.matchAll(
      /^(Set|Remove)-ItemProperty -Path '(\w+):\\([^']+)' -Name '([^']+)'(?: -Type \w+ -Value '?([^' ]+)'?)?/gm,
    ),
  ].map(([, verb, hive, key, name, value]) => `${SHORT[hive ?? '']}\\${key} ${name}=${verb === 'Remove' ? '-' : value}`)
}

for (const id of IDS)
  for (const revoke of [false, true])
    test(`${id}${revoke ? ', taken back' : ''}: Registry.xml, .reg and PowerShell agree`, () => {
      const all = parts(id, { revoke })
      const bases = all
        .filter((part) => part.name.endsWith('/Registry.xml'))
        .map((part) => part.name.replace('/Registry.xml', ''))
      assert.ok(bases.length > 0)
      for (const base of bases) {
        const text = (ending: string) => all.find((part) => part.name === `${base}${ending}`)?.text ?? ''
        const settings = ofXml(text('/Registry.xml'))
        assert.ok(settings.length > 0)
        assert.deepEqual(ofReg(text('.reg')), settings)
        assert.deepEqual(ofPowerShell(text('.ps1')), settings)
        assert.ok(/^[\x20-\x7e\r\n]*$/.test(text('.reg')), 'regedit reads ASCII')
      }
    })

test('extensions are shown, and hidden again as Windows does by itself; policies are removed', () => {
  const one = (id: string, revoke: boolean) =>
    ofXml(parts(id, { revoke }).find((part) => part.name.endsWith('.xml'))?.text ?? '')
  assert.match(one('file-extensions', false)[0] ?? '', /HideFileExt=0$/)
  assert.match(one('file-extensions', true)[0] ?? '', /HideFileExt=1$/)
  for (const id of IDS.slice(1))
    assert.ok(
      one(id, true).every((setting) => setting.endsWith('=-')),
      id,
    )
})

test('attack surface reduction begins with audit, and its text is in both languages', () => {
  const all = parts('defender-asr')
  const values = (base: string) =>
    new Set(
      ofXml(all.find((part) => part.name === `${base}/Registry.xml`)?.text ?? '')
        .slice(1)
        .map((one) => one.at(-1)),
    )
  assert.deepEqual([[...values('kyumei-asr-audit')], [...values('kyumei-asr-block')]], [['2'], ['1']])
  assert.match(
    parts('defender-asr', { lang: 'ja' }).find((part) => part.name === 'kyumei-asr-audit.txt')?.text ?? '',
    /元に戻す/,
  )
  assert.match(
    parts('defender-asr', { lang: 'en' }).find((part) => part.name === 'kyumei-asr-audit.txt')?.text ?? '',
    /Back again/,
  )
})
