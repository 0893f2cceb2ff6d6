import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainToASCII } from 'node:url'
import { likeness } from './lookalike.ts'

const trick = (name: string, target: string) => likeness(name, target)?.trick ?? null

test('letters that look alike, in one script and in others', () => {
  for (const name of ['torihlki.co.jp', 't0rihiki.co.jp', 'torihiki.co.jp'.replace('o', 'о')])
    assert.equal(trick(domainToASCII(name), 'torihiki.co.jp'), 'characters', name)
  assert.equal(trick('exarnple-kogyo.jp', 'example-kogyo.jp'), 'characters')
  assert.equal(trick('rnihon.jp', 'mihon.jp'), 'characters')
  assert.equal(likeness(domainToASCII('тоrihiki.co.jp'), 'torihiki.co.jp')?.shown, 'тоrihiki.co.jp')
})

test('a letter doubled, lost, exchanged or changed', () => {
  for (const name of ['torihikki.co.jp', 'torihki.co.jp', 'torhiiki.co.jp', 'torihiko.co.jp'])
    assert.equal(trick(name, 'torihiki.co.jp'), 'typing', name)
})

test('another ending, the whole name inside another, words of trust beside it', () => {
  assert.equal(trick('torihiki.com', 'torihiki.co.jp'), 'ending')
  for (const name of ['torihiki.co.jp.login.example.net', 'torihiki-co-jp.com', 'torihikicojp.net', 'torihiki-co.jp'])
    assert.equal(trick(name, 'torihiki.co.jp'), 'embedded', name)
  assert.equal(trick('city-mizuhara-lg.jp', 'mizuhara.lg.jp'), 'embedded')
  assert.equal(trick('kotoh-univ-ac.jp', 'kotoh-univ.ac.jp'), 'embedded')
  for (const name of [
    'torihiki-support.com',
    'mail-torihiki.net',
    'voicemail-torihiki.com',
    'tori-hiki.co.jp',
    'torihikimail.com',
    'hrtorihiki.com',
    'torihiki-it.com',
    'edv-torihiki.de',
  ])
    assert.equal(trick(name, 'torihiki.co.jp'), 'inserted', name)
})

test('sub-domains, other words and short common names are nobody’s imitation', () => {
  for (const [name, target] of [
    ['mail.torihiki.co.jp', 'torihiki.co.jp'],
    ['torikoshi.co.jp', 'torihiki.co.jp'],
    ['abc.com', 'abc.co.jp'],
    ['tokyo-gas.co.jp', 'tokyo.co.jp'],
    ['tanaka.co.jp', 'nakata.co.jp'],
    ['yamada-kensetsu.jp', 'yamada.co.jp'],
    ['sagatorihiki.co.jp', 'torihiki.co.jp'],
    ['nec.co.jp', 'nex.co.jp'],
  ] as const)
    assert.equal(trick(name, target), null, `${name} ${target}`)
})
