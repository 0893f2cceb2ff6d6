/**
 * Exchange Online: the Tenant Allow/Block List, as a table and the commands that read it (New-TenantAllowBlockListItems,
 * Remove-TenantAllowBlockListItems). The values stand in the table only: a script never holds text of evidence.
 */
import { toCsv } from '../../report/csv.ts'
import { type Entry, only, widest } from '../entry.ts'
import { lines, type Target } from '../target.ts'

const TABLE = 'kyumei-tenant-block-list.csv'
const COLUMNS = ['ListType', 'Value', 'ExpirationDate', 'Notes']

export const exchangeOnline: Target = {
  id: 'exchange-online',
  title: {
    ja: 'Exchange Online：テナント許可/禁止リスト（CSVとPowerShell）',
    en: 'Exchange Online: Tenant Allow/Block List (CSV and PowerShell)',
  },
  group: 'mail',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'mails',
  render(selection, { revoke }) {
    const rows = [
      ...only(selection, 'url').map((entry) => row('Url', entry.value.replace(/^[a-z]+:\/\//, ''), entry)),
      ...widest(only(selection, 'domain')).flatMap((entry) => [
        row('Url', `~${entry.value}~`, entry),
        row('Sender', entry.value, entry),
      ]),
      ...only(selection, 'sender').map((entry) => row('Sender', entry.value, entry)),
      ...only(selection, 'address')
        .filter(({ value }) => value.includes(':'))
        .map((entry) => row('IP', entry.value, entry)),
      ...only(selection, 'file').map((entry) => row('FileHash', entry.value, entry)),
    ]
    return [
      { name: TABLE, text: toCsv(COLUMNS, rows) },
      { name: revoke ? 'kyumei-unblock.ps1' : 'kyumei-block.ps1', text: lines(revoke ? UNBLOCK : BLOCK) },
    ]
  },
}

/** The list's notes are short: what must not be cut comes first. A name with all below it is ~name~; addresses are IPv6 only there. */
const row = (type: string, value: string, entry: Entry) => ({
  ListType: type,
  Value: value,
  ExpirationDate: `${entry.expires}T00:00:00Z`,
  Notes:
    `kyumei ${entry.findings[0]?.replace(/[^0-9a-f]/g, '') ?? ''} until ${entry.expires} ${entry.detectors.join(' ')}`.slice(
      0,
      100,
    ),
})

const FIRST = [
  '# needs the module ExchangeOnlineManagement; run Connect-ExchangeOnline first',
  '# add -WhatIf to see what would be done',
  'param([switch]$WhatIf)',
]
const BLOCK = [
  ...FIRST,
  '$last = (Get-Date).ToUniversalTime().AddDays(89) # the list holds a block for 90 days at most',
  `Import-Csv -Encoding UTF8 -LiteralPath "$PSScriptRoot\\${TABLE}" | ForEach-Object {`,
  '  $until = ([datetimeoffset]$_.ExpirationDate).UtcDateTime',
  '  if ($until -gt $last) { $until = $last }',
  '  New-TenantAllowBlockListItems -Block -ListType $_.ListType -Entries $_.Value -ExpirationDate $until -Notes $_.Notes -WhatIf:$WhatIf',
  '}',
]
const UNBLOCK = [
  ...FIRST,
  `Import-Csv -Encoding UTF8 -LiteralPath "$PSScriptRoot\\${TABLE}" | ForEach-Object {`,
  '  Remove-TenantAllowBlockListItems -ListType $_.ListType -Entries $_.Value -WhatIf:$WhatIf',
  '}',
]
