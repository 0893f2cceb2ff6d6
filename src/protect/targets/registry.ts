/**
 * Settings of Windows in the three forms in which they are rolled out: Group Policy Preferences (Registry.xml, [MS-GPPREF]), a .reg file, and
 * PowerShell. All texts are ours: nothing of the evidence is in them.
 */

import type { Text } from '../../i18n/text.ts'
import type { Lang } from '../../i18n/words.ts'
import { lines, type Part } from '../target.ts'
import { uuidOf } from '../uuid.ts'
import { xml } from './xml.ts'

export interface Setting {
  hive: 'HKEY_CURRENT_USER' | 'HKEY_LOCAL_MACHINE'
  key: string
  name: string
  type: 'REG_DWORD' | 'REG_SZ'
  value: number | string
}

export interface Baseline {
  id: string
  settings: Setting[]
  /** what taking it back leaves: the value is removed, or this one is set */
  before?: number
  howTo: Text
}

export function registryParts(baseline: Baseline, revoke: boolean, lang: Lang): Part[] {
  const base = `kyumei-${baseline.id}${revoke ? '-revoke' : ''}`
  return [
    { name: `${base}/Registry.xml`, text: lines(preferences(baseline, revoke)) },
    // regedit takes UTF-16 or ASCII: all of it is ASCII
    { name: `${base}.reg`, text: reg(baseline, revoke) },
    { name: `${base}.ps1`, text: lines(powerShell(baseline, revoke)) },
    { name: `${base}.txt`, text: `${baseline.howTo[lang]}\n` },
  ]
}

const isRemoved = ({ before }: Baseline, revoke: boolean) => revoke && before === undefined
const chosen = (setting: Setting, { before }: Baseline, revoke: boolean) => (revoke ? (before ?? 0) : setting.value)
const hex = (value: number | string) => Number(value).toString(16).padStart(8, '0')

/** Into \\domain\SYSVOL\…\Preferences\Registry\ of a policy, or by copying it in the Group Policy editor. */
function preferences(baseline: Baseline, revoke: boolean): string[] {
  const items = baseline.settings.flatMap((setting) => {
    const value = chosen(setting, baseline, revoke)
    const properties = `action="${isRemoved(baseline, revoke) ? 'D' : 'U'}" displayDecimal="1" default="0" hive="${setting.hive}" key="${xml(setting.key)}" name="${xml(setting.name)}" type="${setting.type}" value="${setting.type === 'REG_DWORD' ? hex(value) : xml(String(value))}"`
    const uid = uuidOf('registry', setting.hive, setting.key, setting.name).toUpperCase()
    return [
      `  <Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="${xml(setting.name)}" status="${xml(setting.name)}" image="12" changed="2026-01-01 00:00:00" uid="{${uid}}">`,
      `    <Properties ${properties}/>`,
      '  </Registry>',
    ]
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}">',
    ...items,
    '</RegistrySettings>',
  ]
}

function reg(baseline: Baseline, revoke: boolean): string {
  const rows = baseline.settings.flatMap((setting) => {
    const value = chosen(setting, baseline, revoke)
    const set = setting.type === 'REG_DWORD' ? `dword:${hex(value)}` : `"${value}"`
    return [`[${setting.hive}\\${setting.key}]`, `"${setting.name}"=${isRemoved(baseline, revoke) ? '-' : set}`, '']
  })
  return ['Windows Registry Editor Version 5.00', '', ...rows].map((line) => `${line}\r\n`).join('')
}

function powerShell(baseline: Baseline, revoke: boolean): string[] {
  const drive = { HKEY_CURRENT_USER: 'HKCU:', HKEY_LOCAL_MACHINE: 'HKLM:' }
  return [
    '# HKLM needs an administrator; HKCU is the signed-in user. -WhatIf shows what would be done',
    'param([switch]$WhatIf)',
    ...baseline.settings.flatMap((setting) => {
      const path = `'${drive[setting.hive]}\\${setting.key}'`
      if (isRemoved(baseline, revoke))
        return [
          `Remove-ItemProperty -Path ${path} -Name '${setting.name}' -ErrorAction SilentlyContinue -WhatIf:$WhatIf`,
        ]
      const value = chosen(setting, baseline, revoke)
      const kind = setting.type === 'REG_DWORD' ? 'DWord' : 'String'
      return [
        `if (-not (Test-Path ${path})) { New-Item -Path ${path} -Force -WhatIf:$WhatIf | Out-Null }`,
        `Set-ItemProperty -Path ${path} -Name '${setting.name}' -Type ${kind} -Value ${setting.type === 'REG_DWORD' ? value : `'${value}'`} -WhatIf:$WhatIf`,
      ]
    }),
  ]
}
