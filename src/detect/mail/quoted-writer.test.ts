import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLists } from '../../lists/index.ts'
import { absentApprover, imitatedInQuote } from './quoted-writer.ts'

const context = { lists: loadLists() }
const thread = (from: string) =>
  `承知しました。\n\n-----Original Message-----\nFrom: 李 <li@${from}>\nTo: 佐藤 <sato@kobogiken.co.jp>\n`

test('an answer from a domain that imitates the one in the quotation names whom it imitates', () => {
  assert.equal(
    imitatedInQuote(thread('minami-precision.com'), 'li@minami-precislon.com', context),
    'li@minami-precision.com',
  )
  assert.equal(
    imitatedInQuote(
      'Ok\n\n2026年10月1日 李 <li@minami-precision.com> のメール:\n> はい',
      'li@minamiprecision.com',
      context,
    ),
    'li@minami-precision.com',
  )
  assert.equal(imitatedInQuote('Ja\nVon: K. <k@sued-werk.de>\n', 'k@sued-vverk.de', context), 'k@sued-werk.de')
})

test('the same domain, a colleague, a third firm and a private address imitate nobody', () => {
  assert.equal(imitatedInQuote(thread('minami-precision.com'), 'wang@minami-precision.com', context), null)
  assert.equal(imitatedInQuote(thread('minami-precision.com'), 'wang@kita-trading.com', context), null)
  assert.equal(imitatedInQuote(thread('minami-precision.com'), 'li.minami@gmail.com', context), null)
  // another person under the firm's other ending
  assert.equal(imitatedInQuote(thread('minami-precision.com'), 'info@minami-precision.co.jp', context), null)
  assert.equal(imitatedInQuote('', 'li@minami-precision.com', context), null)
})

test('the same person at a name that begins alike, another ending or not, imitates; a colleague there does not', () => {
  const text = thread('kitagami-print.co.jp')
  assert.equal(imitatedInQuote(text, 'li@kitagami-printing.co', context), 'li@kitagami-print.co.jp')
  assert.equal(imitatedInQuote(text, 'info@kitagami-printing.co', context), null)
})

test('our own domain inside a longer one in a quotation is read as ours, and its writer is not among the readers', () => {
  const text = 'Please see the approval.\n\nFrom: Riccardo <bonciani@kobogiken.co.jp.ceo-office.example>\nI approve.\n'
  const mail = {
    text,
    from_address: 'accounts@advisory.example',
    from_family: 'advisory.example',
    own_families: ['kobogiken.co.jp'],
    readers: ['keiri@kobogiken.co.jp'],
  }
  assert.equal(absentApprover(mail), 'bonciani@kobogiken.co.jp.ceo-office.example')
  assert.equal(absentApprover({ ...mail, text: text.replace('.ceo-office.example', '-office.example') }), null)
})
