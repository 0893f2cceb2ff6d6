import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hostsNamed, readInventory } from './inventory.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-inventory-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const csv = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const ownersOf = (entries: Parameters<typeof readInventory>[0]) => readInventory(entries).owners

test("an asset tool's CSV is read by its column names, below a title line, in CP932 too", () => {
  const plain = csv(
    'assets.csv',
    '資産一覧,2026/10/01\n管理番号,コンピューター名,ログオンユーザー名,IP アドレス,MAC_アドレス\n1,PC-KEIRI-01,sato,192.168.10.21,00-11-22-33-44-55\n2,"PC,02",Kato,,\n3,PC-03,,192.168.10.3,\n',
  )
  assert.deepEqual(ownersOf([plain]), [
    { person: 'sato', hosts: ['PC-KEIRI-01', '192.168.10.21', '00-11-22-33-44-55'] },
    { person: 'kato', hosts: ['PC,02'] },
  ])
  // メールアドレス,PC名 / sato@own.co.jp,経理1
  const old = Buffer.concat([
    Buffer.from('8381815b838b83418368838c8358', 'hex'),
    Buffer.from(',PC'),
    Buffer.from('96bc', 'hex'),
    Buffer.from('\r\nsato@own.co.jp,'),
    Buffer.from('8c6f979d', 'hex'),
    Buffer.from('1\r\n'),
  ])
  assert.deepEqual(ownersOf([csv('old.csv', old)]), [{ person: 'sato@own.co.jp', hosts: ['経理1'] }])
})

test("names of anything are the computer's where they are a computer's, and DHCP is no host", () => {
  const list = '管理番号,IP,区分,使用者\nKR1001,172.20.10.11,PC,sato\nKR1002,172.20.10.12,PC,共用\n'
  assert.deepEqual(ownersOf([csv('numbers.csv', list)]), [{ person: 'sato', hosts: ['KR1001', '172.20.10.11'] }])
  const leased = 'ホスト名,IPアドレス,利用者\nPC-001,DHCP,sato\nPC-002,-,kato\n'
  assert.deepEqual(ownersOf([csv('leased.csv', leased)]), [
    { person: 'sato', hosts: ['PC-001'] },
    { person: 'kato', hosts: ['PC-002'] },
  ])
})

test('a file without such columns is refused with its name; people may stand in kyumei.yaml itself', () => {
  assert.throws(() => readInventory([csv('other.csv', 'a,b\n1,2\n')]), /other\.csv: no line names a column/)
  assert.throws(() => readInventory([join(folder, 'absent.csv')]), /absent\.csv can't be read/)
  assert.deepEqual(ownersOf([{ person: 'Sato@Own.co.jp', hosts: ['pc-1'] }]), [
    { person: 'sato@own.co.jp', hosts: ['pc-1'] },
  ])
})

test('every computer with an address or a card of its own is a machine, with a person or without', () => {
  const list =
    'コンピューター名,IPアドレス,MACアドレス,利用者\nFS01,10.20.1.21,00-11-22-33-44-5A,\nPC-002,DHCP,0011.2233.4456,kato\nPC-003,DHCP,00:00:00:00:00:00,\n'
  assert.deepEqual(readInventory([csv('machines.csv', list)]).machines, [
    { name: 'FS01', address: '10.20.1.21', unowned: true },
    { name: 'FS01', address: '00:11:22:33:44:5a', unowned: true },
    { name: 'PC-002', address: '00:11:22:33:44:56' },
  ])
})

test('what the inventory calls a device or a scanner is told with the words that say so; what somebody owns is a computer', () => {
  const list = [
    'コンピューター名,IPアドレス,利用者,備考',
    'OAK-CAM,10.50.1.71,,',
    'NAS02,10.50.1.72,,図面保管',
    'K-101,10.50.1.73,,防犯カメラ 玄関',
    'CAM-03,10.50.1.74,sato,カメラ設計',
    'SIGN-1,10.50.1.75,,案内表示',
    'SCAN01,10.50.1.90,,サーバ',
    'SRV-9,10.50.1.91,,脆弱性検査（委託先）',
    'SCAN02,10.50.1.92,,文書スキャン',
    'FS01,10.50.1.93,,ファイルサーバ',
  ].join('\n')
  const { machines } = readInventory([csv('kinds.csv', list)])
  assert.deepEqual(
    machines.map(({ name, is }) => [name, is?.kind, is?.words]).filter(([, kind]) => kind !== undefined),
    [
      ['OAK-CAM', 'device', 'OAK-CAM'],
      ['NAS02', 'device', 'NAS02'],
      ['K-101', 'device', '防犯カメラ 玄関'],
      ['SCAN01', 'scanner', 'SCAN01'],
      ['SRV-9', 'scanner', '脆弱性検査（委託先）'],
    ],
  )
})

test('names meet with and without a domain, addresses and cards however they are written', () => {
  const seen = ['pc-01.own.local', '192.168.10.21', 'PC-02 (00:11:22:33:44:55)', 'aa:bb:cc:dd:ee:ff', 'pc-011']
  assert.deepEqual(hostsNamed(['PC-01'], seen), ['pc-01.own.local'])
  assert.deepEqual(hostsNamed(['192.168.10.21'], seen), ['192.168.10.21'])
  assert.deepEqual(hostsNamed(['00-11-22-33-44-55', 'AABB.CCDD.EEFF'], seen), [
    'PC-02 (00:11:22:33:44:55)',
    'aa:bb:cc:dd:ee:ff',
  ])
  assert.deepEqual(hostsNamed(['192.168.10.2', 'pc'], seen), [])
})
