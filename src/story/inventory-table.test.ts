import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInventory, readTable } from './inventory-table.ts'

const isList = (...lines: string[]) => {
  const table = readTable(`${lines.join('\n')}\n`)
  return table !== null && isInventory(table)
}

test("an office's list of computers is one, however its columns are called", () => {
  for (const lines of [
    ['PC名,IPアドレス,使用者,部署,OS,購入日', 'PC-KEIRI-01,192.168.10.21,sato,経理,Windows 11,2024-04-01'],
    [
      'PC台帳 2026年10月,,',
      '',
      '管理番号,ホスト名,メールアドレス,最終ログオン日時',
      '1,pc-02,kato@own.example,2026/10/01 9:00',
    ],
    ['Computer Name,MAC Address,Primary User,Last Seen,Status', 'PC-03,00-11-22-33-44-55,ito,2026-10-01,in use'],
    ['"端末名"\t"IPアドレス"\t"備考"', 'PC-04\t192.168.10.4\t予備'],
    ['端末名,利用者名', 'PC-05,sato', 'PC-05,kato', 'PC-06,ito'],
    ['Hostname,IP,Owner,Support Until,Port on Switch', 'PC-07,10.0.0.7,abe,2027-03-31,12'],
    ['Equipo;IP;MAC;Usuario;Observaciones', 'RECEP-01;192.168.10.31;54:bf:64:35:12:f0;paula, turno de tarde;'],
    ['Rechnername;IP-Adresse;Benutzer', 'PC-08;192.168.10.8;mueller'],
    ['Poste;Adresse IP;Utilisateur', 'PC-09;192.168.10.9;bernard'],
  ])
    assert.equal(isList(...lines), true, lines.join())
})

test('a column of names of anything names computers where its cells do, each with an address of its own', () => {
  for (const lines of [
    ['管理番号,IP,区分,使用者,部署', 'KR1001,172.20.10.11,PC,sato,総務', 'KR1002,172.20.10.12,PC,kato,総務'],
    ['名称\tIP\t利用者', 'LIB-01\t192.168.10.101\tsato', 'OPAC-2\t192.168.10.152\t'],
    ['Asset Tag,MAC Address,Owner', 'NB-07,00-11-22-33-44-55,abe'],
    [
      '名称,IP,MAC,使用者',
      'STF-1,172.20.10.21,00-11-22-33-44-01,sato',
      'CB-1,,00-11-22-33-44-02,ito',
      'CB-2,,00-11-22-33-44-03,abe',
    ],
  ])
    assert.equal(isList(...lines), true, lines.join())
  for (const lines of [
    ['名称,IP,利用者', '複合機,192.168.10.101,佐藤', '電話,192.168.10.102,加藤'],
    ['名称,IP,利用者', 'LIB-01,DHCP,sato', 'LIB-02,DHCP,kato', 'LIB-03,192.168.10.3,ito'],
    ['Name,IP,User', ...Array.from({ length: 40 }, (_, i) => `rule-${i},192.168.10.${i % 3},sato`)],
    ['管理番号,使用者', 'KR1001,sato', 'KR1002,kato'],
    ['名称,IP,利用者,時刻', 'LIB-01,192.168.10.101,sato,9:00'],
  ])
    assert.equal(isList(...lines), false, lines.join())
})

test('a log is none: it has a time, a place or what was done, or the same computer again and again', () => {
  for (const lines of [
    ['日時,端末名,ユーザー名,操作,ファイル名', '2026/10/05 9:00:00,PC-01,sato,コピー,a.xlsx'],
    ['Date,Time,Computer,User,Event', '2026-10-05,09:00:00,PC-01,sato,Logon'],
    ['コンピューター名,IPアドレス,URL,アクション', 'PC-01,192.168.10.21,http://www.example.co.jp/,許可'],
    ['Host,User,Source IP,Destination Port', 'pc-01,sato,192.168.10.21,443'],
    ['LogTime,Device Name,User', '2026-10-05T09:00:00,PC-01,sato'],
    ['Hostname,IP Address,MAC Address,Lease Expires', 'pc-01,192.168.10.21,00-11-22-33-44-55,2026/10/05 9:00'],
    ['端末名,ユーザー名,内容', ...Array.from({ length: 40 }, (_, i) => `PC-0${i % 5},sato,${i}`)],
    ['a,b', '1,2'],
    ['社員名,電話番号', '佐藤,03-0000-0000'],
  ])
    assert.equal(isList(...lines), false, lines.join())
})

test('whatever stands in a file ends as no list, never as an error', () => {
  for (const content of ['', '"', 'PC名,使用者\n"', 'PC名,使用者', '\0'.repeat(1000), ','.repeat(100_000)])
    assert.equal(readTable(content) !== null && isList(content), false)
})
