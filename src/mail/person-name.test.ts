import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressesIn, organisationIn, personKeys } from './person-name.ts'

test('the ways in which mailers write one person share a key', () => {
  for (const name of [
    '田中 太郎',
    '田中太郎',
    '田中　太郎様',
    '田中太郎（営業部）',
    'サンプル商事 田中太郎',
    '田中 太郎/総務課',
  ])
    assert.ok(personKeys(name).includes('田中太郎'), name)
  for (const name of ['Taro Tanaka', 'TANAKA, Taro', 'Ｔａｒｏ　Ｔａｎａｋａ', 'Taro Tanaka (Sales)', 'Tаro Tanaka'])
    assert.ok(personKeys(name).includes('tanaka taro'), name)
})

test('two people who share a family or a given name of three characters share no key', () => {
  const keys = new Set(personKeys('長谷川 洋子'))
  assert.ok(keys.has('長谷川洋子'))
  for (const name of ['長谷川 健二', '長谷川', '斎藤 真由美'])
    assert.ok(!personKeys(name).some((key) => keys.has(key)), name)
  assert.deepEqual(personKeys('斎藤 真由美'), ['斎藤真由美'])
})

test('a family name alone, a function, an organisation and a brand name nobody', () => {
  for (const name of [
    '田中',
    '総務部',
    '経理担当',
    '採用事務局',
    '株式会社サンプル',
    'サンプル商事',
    '複合機',
    'info',
    'No Reply',
    'Sales Team',
    '楽天市場',
    'マイクロソフト',
    '日本年金機構',
    '',
  ])
    assert.deepEqual(personKeys(name), [], name)
})

test('an address in a display name is found, in full width too', () => {
  assert.deepEqual(addressesIn('taro@example.co.jp'), ['taro@example.co.jp'])
  assert.deepEqual(addressesIn('田中太郎＜ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ＞'), ['taro@example.co.jp'])
  assert.deepEqual(addressesIn('田中太郎 @ 営業'), [])
})

test("an organisation's name is told from a person's", () => {
  assert.equal(organisationIn('株式会社サンプル 田中'), 'サンプル')
  assert.equal(organisationIn('見本大学 事務局'), '見本大学')
  assert.equal(organisationIn('Sample Co., Ltd.'), 'sample')
  assert.equal(organisationIn('田中 太郎'), null)
})

test('on whose behalf a service writes is no name of its own', () => {
  assert.deepEqual(personKeys('Per conto di: gomme@pec.it'), [])
  assert.deepEqual(personKeys('Luca Di Marco'), personKeys('Di Marco, Luca'))
})
