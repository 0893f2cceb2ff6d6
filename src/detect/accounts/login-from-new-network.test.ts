import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DOCOMO, HETZNER, KDDI, NORD, OCN, PORTUGAL, SAKURA } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { loginFromNewNetwork } from './login-from-new-network.ts'
import { thirdPartyFetch } from './third-party-fetch.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const OUTLOOK = ['52.97.1.9', '40.99.2.3', '2603:1046:c02::5']
const GMAIL = '209.85.210.7'

const WEB = { network_protocol: 'web', user_agent_original: 'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0' }
/** two weeks of work: the office inside, evenings at home */
async function routine(account: string, home = OCN, values = {}) {
  await office.auth('10.0.1.5', account, minutes(540, 20_000, 60), values)
  await office.auth(home, account, minutes(1200, 20_000, 1440), values)
}
const verdicts = async () =>
  (await office.run(loginFromNewNetwork)).map((sign) => [sign.accounts.join(' '), sign.severity, sign.metrics.parts])

test('mail fetched from a rented server abroad by a protocol never used before is medium; with a second such country high', async () => {
  await routine('tanaka@example.co.jp', OCN, { network_protocol: 'web' })
  await routine('sato@example.co.jp', KDDI, { network_protocol: 'web' })
  await office.auth(HETZNER, 'tanaka@example.co.jp', minutes(12_000, 12_600, 15), { network_protocol: 'imap' })
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', 'abroad, hosting, protocol']])
  const [sign] = await office.run(loginFromNewNetwork)
  assert.deepEqual(sign?.destinations, [HETZNER])
  assert.ok(String(((sign?.words.where ?? { ja: '' }) as { ja: string }).ja).startsWith('ドイツ'))
  await office.auth('203.0.113.9', 'tanaka@example.co.jp', [12_700], {
    network_protocol: 'imap',
    source_geo_country_iso_code: 'NG',
  })
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', [12_900], { network_protocol: 'imap' })
  assert.deepEqual((await verdicts())[0]?.slice(0, 2), ['tanaka@example.co.jp', 'high'])
})

test('two countries within an hour in person, a client of another kind and then a rule are high', async () => {
  await routine('tanaka@example.co.jp', OCN, WEB)
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', [10_000 + 45], {
    network_protocol: 'web',
    user_agent_original: 'axios/1.7',
  })
  await office.auth(OCN, 'tanaka@example.co.jp', [10_000], WEB)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', 'abroad, client, travel']])
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', [10_060], { event_action: 'mailbox-rule', rule_name: '.' })
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'high', 'abroad, client, travel, changed']])
})

test("a journey on which the VPN is used for the first time has no client of another kind than the office's browsers", async () => {
  await routine('tanaka@example.co.jp', OCN, WEB)
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(11_000, 15_000, 1_440), {
    network_protocol: 'vpn',
    application_name: 'ssl-tunnel',
  })
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'low', 'abroad']])
})

test('a journey that Microsoft or Google itself calls risky is medium, also where the record of the risk stands alone; a low risk adds nothing', async () => {
  const cloud = { ...WEB, observer_type: 'cloud' }
  for (const account of ['tanaka', 'sato', 'suzuki'])
    await routine(`${account}@example.co.jp`, OCN, { ...cloud, event_details: 'Browser' })
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', [11_000], { ...cloud, event_details: 'risk: high' })
  await office.auth(PORTUGAL, 'sato@example.co.jp', [11_000], cloud)
  await office.auth(PORTUGAL, 'sato@example.co.jp', [11_001], {
    observer_type: 'cloud',
    event_action: 'risk',
    event_code: 'suspicious_login',
    event_outcome: 'failure',
  })
  const elsewhere = { source_geo_country_iso_code: 'NG' }
  await office.auth('203.0.113.9', 'suzuki@example.co.jp', [11_000], { ...cloud, ...elsewhere })
  await office.auth('203.0.113.9', 'suzuki@example.co.jp', [11_001], {
    ...elsewhere,
    event_action: 'risk',
    event_code: 'low',
  })
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'medium', 'abroad, warned'],
    ['suzuki@example.co.jp', 'low', 'abroad'],
    ['tanaka@example.co.jp', 'medium', 'abroad, warned'],
  ])
})

test('a party that travels together is warned of one by one: each is low', async () => {
  const cloud = { ...WEB, observer_type: 'cloud' }
  for (const account of ['tanaka', 'sato', 'suzuki']) {
    await routine(`${account}@example.co.jp`, OCN, cloud)
    await office.auth(PORTUGAL, `${account}@example.co.jp`, [11_000], { ...cloud, event_details: 'is_suspicious' })
  }
  assert.deepEqual(new Set((await verdicts()).map(([, severity]) => severity)), new Set(['low']))
})

test('wrong passwords from the network abroad that then gets in are medium; a journey with one slip of the finger is low', async () => {
  const imap = { network_protocol: 'imap' }
  for (const account of ['tanaka@example.co.jp', 'sato@example.co.jp']) await routine(account, OCN, imap)
  const failed = { ...imap, event_outcome: 'failure' }
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(9_000, 11_000, 300), failed)
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(11_100, 11_400, 60), imap)
  await office.auth(PORTUGAL, 'sato@example.co.jp', [11_000], failed)
  await office.auth(PORTUGAL, 'sato@example.co.jp', minutes(11_100, 11_400, 60), imap)
  assert.deepEqual(await verdicts(), [
    ['tanaka@example.co.jp', 'medium', 'abroad, guessed'],
    ['sato@example.co.jp', 'low', 'abroad'],
  ])
})

test("a range abroad that tried others' passwords and then gets in is medium; a party that mistypes, and a range that nobody else met, are low", async () => {
  const imap = { network_protocol: 'imap' }
  const failed = { ...imap, event_outcome: 'failure' }
  const names = ['tanaka', 'sato', 'kato', 'mori', 'endo', 'abe'].map((name) => `${name}@example.co.jp`)
  const [abused, leader, ...others] = names as [string, string, ...string[]]
  for (const name of names) await routine(name, OCN, imap)
  for (const [i, name] of others.entries()) await office.auth(`85.240.1.${20 + i}`, name, [3_000 + i * 1_500], failed)
  await office.auth('85.240.1.2', abused, [11_000, 11_030], imap)
  // a journey of four, of whom three mistype at first, and one who is in the same provider's next street
  for (const [i, name] of others.slice(0, 3).entries()) {
    await office.auth('85.245.7.9', name, [12_000 + i], failed)
    await office.auth('85.245.7.9', name, [12_010 + i], imap)
  }
  await office.auth('85.245.7.9', leader, [12_100], imap)
  assert.deepEqual(await verdicts(), [
    [abused, 'medium', 'abroad, sprayed'],
    ...['endo', 'kato', 'mori', 'sato'].map((name) => [`${name}@example.co.jp`, 'low', 'abroad']),
  ])
})

test("a telephone abroad that passes through ranges in each of which somebody once tried another's password is a journey", async () => {
  const imap = { network_protocol: 'imap' }
  const names = ['tanaka', 'sato', 'kato', 'mori', 'endo'].map((name) => `${name}@example.co.jp`)
  const [traveller = '', ...others] = names
  for (const name of names) await routine(name, OCN, imap)
  for (const [i, name] of others.entries()) {
    await office.auth(`85.240.${i + 1}.20`, name, [3_000 + i * 1_500], { ...imap, event_outcome: 'failure' })
    await office.auth(`85.240.${i + 1}.2`, traveller, [11_000 + i * 12], imap)
  }
  assert.deepEqual(await verdicts(), [[traveller, 'low', 'abroad']])
})

test('many new networks of the own country in a week are medium: relays through homes', async () => {
  await routine('tanaka@example.co.jp')
  const homes = [
    '1.72.5.6',
    '106.128.3.4',
    '126.33.1.1',
    '153.120.9.9',
    '202.214.5.5',
    '118.241.1.1',
    '27.142.3.3',
    '111.87.1.1',
    '219.117.2.2',
    '133.200.1.1',
    '124.45.1.1',
  ]
  for (const [i, home] of homes.entries()) await office.auth(home, 'tanaka@example.co.jp', [9000 + i * 600])
  const [row] = await verdicts()
  assert.deepEqual(row?.slice(0, 2), ['tanaka@example.co.jp', 'medium'])
})

/** a hotel, trains, cafés and customers: seven of them, and a telephone's provider that no table knows */
const ON_THE_WAY = [
  '118.241.1.1',
  '27.142.3.3',
  '219.117.2.2',
  '133.200.1.1',
  '124.45.1.1',
  '202.214.5.5',
  '122.222.1.1',
]

test('fewer new networks of the own country are medium where each is left at once, also by whoever has many, and fewer still by night', async () => {
  const imap = { network_protocol: 'imap' }
  await routine('tanaka@example.co.jp', OCN, imap)
  for (const address of [KDDI, DOCOMO, '126.33.1.1'])
    await office.auth(address, 'tanaka@example.co.jp', minutes(700, 20_000, 900), imap)
  const relays = [...ON_THE_WAY, '61.192.1.1']
  for (const [i, address] of relays.entries())
    await office.auth(address, 'tanaka@example.co.jp', [11_100 + i * 600], imap)
  assert.deepEqual((await verdicts())[0], ['tanaka@example.co.jp', 'medium', 'networks'])
  await office.clear()
  await routine('tanaka@example.co.jp', OCN, imap)
  for (const [i, address] of ON_THE_WAY.slice(0, 5).entries())
    await office.auth(address, 'tanaka@example.co.jp', [10_080 + 120 + i * 720], imap)
  assert.deepEqual((await verdicts())[0], ['tanaka@example.co.jp', 'medium', 'networks'])
})

test('what was there from the beginning does not explain what comes beside it', async () => {
  await routine('tanaka@example.co.jp', OCN, WEB)
  await office.auth(NORD, 'tanaka@example.co.jp', minutes(700, 20_000, 1440), WEB)
  for (const [i, address] of ON_THE_WAY.slice(0, 5).entries())
    await office.auth(address, 'tanaka@example.co.jp', [10_080 + 120 + i * 720], WEB)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', 'networks']])
  await office.clear()
  await routine('tanaka@example.co.jp', OCN, WEB)
  await office.auth(NORD, 'tanaka@example.co.jp', minutes(700, 20_000, 1440), WEB)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [12_000], WEB)
  const [sign] = await office.run(loginFromNewNetwork)
  assert.deepEqual([sign?.severity, sign?.mitigations.length], ['medium', 0])
})

test('who travels in the own country is not accused: cafés and trains by day, a hotel at night, a telephone everywhere', async () => {
  const imap = { network_protocol: 'imap' }
  await routine('tanaka@example.co.jp', OCN, imap)
  for (const [i, address] of ON_THE_WAY.entries())
    await office.auth(address, 'tanaka@example.co.jp', [10_080 + Math.floor(i / 2) * 1440 + 600 + (i % 2) * 300], imap)
  // a hotel by night, and the telephone's addresses
  await routine('sato@example.co.jp', KDDI, imap)
  for (const [i, address] of ON_THE_WAY.slice(0, 4).entries())
    await office.auth(address, 'sato@example.co.jp', minutes(10_080 + i * 1440, 10_080 + i * 1440 + 480, 30), imap)
  for (let i = 0; i < 9; i++) await office.auth(`100.${70 + i}.1.1`, 'sato@example.co.jp', [10_200 + i * 300], imap)
  assert.deepEqual(await verdicts(), [])
})

test('a journey with the usual device and protocol is low, and the mail program left on at home proves nothing', async () => {
  await routine('tanaka@example.co.jp', OCN, { network_protocol: 'imap' })
  await office.auth(OCN, 'tanaka@example.co.jp', minutes(9_000, 15_000, 15))
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(10_000, 14_000, 300))
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'low', 'abroad']])
  await office.clear()
  await office.auth(OCN, 'sato@example.co.jp', [...minutes(600, 9_800, 300), ...minutes(15_000, 20_000, 300)], {
    ...WEB,
    device_id: 'd1',
  })
  await office.auth(PORTUGAL, 'sato@example.co.jp', minutes(10_000, 14_000, 700), { ...WEB, device_id: 'd1' })
  assert.deepEqual(await verdicts(), [['sato@example.co.jp', 'low', 'abroad']])
})

test("a journey with a computer that is named as the organisation's own is low, with one of another name it is medium", async () => {
  for (const [n, account] of ['tanaka', 'sato', 'ito', 'mori', 'kato'].entries()) {
    await routine(`${account}@example.co.jp`, OCN, WEB)
    if (n < 3)
      await office.auth(OCN, `${account}@example.co.jp`, minutes(1000, 18_000, 2880), {
        network_protocol: 'vpn',
        device_id: `VTR-00${n + 1}`,
      })
  }
  for (const [account, device] of [
    ['mori@example.co.jp', 'VTR-010'],
    ['kato@example.co.jp', 'DESKTOP-8H2K1QV'],
  ] as const) {
    await office.auth(OCN, account, [12_000], WEB)
    await office.auth(PORTUGAL, account, [12_100, 12_200], { network_protocol: 'vpn', device_id: device })
  }
  assert.deepEqual((await verdicts()).sort(), [
    ['kato@example.co.jp', 'medium', 'abroad, travel'],
    ['mori@example.co.jp', 'low', 'abroad, travel'],
  ])
})

test("a computer abroad that the account never used is medium where its VPN sign-ins always named one; its own, one named as the organisation's, and where none was ever named, are low", async () => {
  for (const [n, account] of ['tanaka', 'sato', 'ito', 'mori'].entries()) {
    await routine(`${account}@example.co.jp`, OCN, WEB)
    await office.auth(OCN, `${account}@example.co.jp`, minutes(1000, 11_000, 2880), {
      network_protocol: 'vpn',
      ...(account === 'mori' ? {} : { device_id: `VTR-00${n + 1}` }),
    })
  }
  await office.auth(OCN, 'abe@example.co.jp', minutes(1000, 11_000, 2880), {
    network_protocol: 'vpn',
    device_id: 'VTR-009',
  })
  for (const [account, device_id] of [
    ['tanaka', 'DESKTOP-8H2K1QV'],
    ['sato', 'VTR-002'],
    ['ito', 'VTR-010'],
    ['mori', 'DESKTOP-8H2K1QV'],
  ] as const)
    await office.auth(PORTUGAL, `${account}@example.co.jp`, [12_300, 12_320], { network_protocol: 'vpn', device_id })
  assert.deepEqual((await verdicts()).sort(), [
    ['ito@example.co.jp', 'low', 'abroad'],
    ['mori@example.co.jp', 'low', 'abroad'],
    ['sato@example.co.jp', 'low', 'abroad'],
    ['tanaka@example.co.jp', 'medium', 'abroad, device'],
  ])
})

test("a key that SSH never saw of the account, from a rented server abroad, is told; three prompts of one connection are one mistake, and the owner's key vouches for nobody", async () => {
  const ssh = { network_protocol: 'ssh' }
  for (const name of ['tanaka', 'sato', 'ito'])
    await office.auth(OCN, name, minutes(540, 20_000, 700), { ...ssh, device_id: `SHA256:${name}` })
  await office.auth(HETZNER, 'tanaka', [12_000, 13_000], { ...ssh, device_id: 'SHA256:other' })
  await office.auth('88.198.70.9', 'ito', [12_000, 13_000], { ...ssh, device_id: 'SHA256:ito' })
  await office.auth(PORTUGAL, 'sato', [12_000, 12_000.03, 12_000.06], { ...ssh, event_outcome: 'failure' })
  await office.auth(PORTUGAL, 'sato', [12_001], { ...ssh, device_id: 'SHA256:sato' })
  assert.deepEqual((await verdicts()).sort(), [
    ['ito', 'medium', 'abroad, hosting'],
    ['sato', 'low', 'abroad'],
    ['tanaka', 'medium', 'abroad, hosting, device'],
  ])
})

test('an address of whose country one log tells is in that country in every log', async () => {
  const table = { network_protocol: 'vpn' }
  for (const account of ['tanaka', 'sato'])
    await routine(`${account}@example.co.jp`, account === 'tanaka' ? OCN : KDDI, WEB)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [12_000, 12_010], table)
  await office.auth(HETZNER, 'tanaka@example.co.jp', [12_005], { ...WEB, source_geo_country_iso_code: 'JP' })
  await office.auth('88.198.200.5', 'sato@example.co.jp', [12_000, 12_010], table)
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'medium', 'abroad, hosting'],
    ['tanaka@example.co.jp', 'low', 'hosting'],
  ])
})

test('a program that fetches abroad beside the one in the office, of an account whose programs never left it, is medium', async () => {
  const pop = { network_protocol: 'pop3' }
  for (const name of ['tanaka', 'sato', 'kato', 'mori'])
    await office.auth('10.0.1.5', `${name}@example.co.jp`, minutes(540, 20_000, 30), pop)
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(12_000, 16_000, 29), pop)
  await office.auth(DOCOMO, 'tanaka@example.co.jp', minutes(600, 9_000, 300)) // his telephone, by IMAP
  // twins: a telephone that fetched on the way before, and a notebook that is not in the office while it travels
  await office.auth(DOCOMO, 'sato@example.co.jp', minutes(600, 9_000, 300), pop)
  await office.auth(PORTUGAL, 'sato@example.co.jp', minutes(12_000, 16_000, 29), pop)
  await office.auth(
    '10.0.1.6',
    'endo@example.co.jp',
    [...minutes(540, 11_000, 30), ...minutes(17_000, 20_000, 30)],
    pop,
  )
  await office.auth(PORTUGAL, 'endo@example.co.jp', minutes(12_000, 16_000, 60), pop)
  assert.deepEqual(await verdicts(), [
    ['tanaka@example.co.jp', 'medium', 'abroad, second'],
    ['endo@example.co.jp', 'low', 'abroad'],
    ['sato@example.co.jp', 'low', 'abroad'],
  ])
})

test('telephones of one provider are no office: whose telephone was on the way before may travel', async () => {
  const imap = { network_protocol: 'imap' }
  for (const [i, name] of ['tanaka', 'sato', 'kato', 'mori'].entries()) {
    await office.auth('10.0.1.5', `${name}@example.co.jp`, minutes(540, 20_000, 30), imap)
    await office.auth(`1.72.5.${i + 1}`, `${name}@example.co.jp`, minutes(600, 20_000, 700), imap)
  }
  await office.auth(PORTUGAL, 'tanaka@example.co.jp', minutes(12_000, 16_000, 29), imap)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'low', 'abroad']])
})

test('telephone, office and a new line at home are nothing; nor are staff who live abroad', async () => {
  await routine('tanaka@example.co.jp')
  await office.auth(DOCOMO, 'tanaka@example.co.jp', minutes(8_000, 20_000, 400))
  await office.auth(KDDI, 'tanaka@example.co.jp', minutes(15_000, 20_000, 1440), { network_protocol: 'pop3' })
  for (const name of ['silva', 'costa', 'santos'])
    await office.auth(PORTUGAL, `${name}@example.co.jp`, minutes(600, 20_000, 1440))
  await office.auth('85.240.9.9', 'silva@example.co.jp', [15_000])
  await office.auth(KDDI, 'tanaka@example.co.jp', [16_000], {
    network_protocol: 'vpn',
    source_geo_country_iso_code: 'Japan', // as FortiGate writes it
  })
  assert.deepEqual(await verdicts(), [])
})

test("the company's VPN exit and a person's VPN service: nothing, and low", async () => {
  for (const name of ['sato', 'suzuki', 'kato'])
    await office.auth(SAKURA, `${name}@example.co.jp`, minutes(500, 20_000, 700))
  await routine('tanaka@example.co.jp')
  await office.auth(SAKURA, 'tanaka@example.co.jp', minutes(12_000, 20_000, 700))
  assert.deepEqual(await verdicts(), [])
  await office.clear()
  await routine('tanaka@example.co.jp', OCN, WEB)
  await office.auth(NORD, 'tanaka@example.co.jp', minutes(700, 20_000, 1440), WEB)
  assert.deepEqual(
    (await verdicts()).map(([, severity]) => severity),
    ['low'],
  )
})

test("a monitor's account that only ever signs in from a rented server is low at most", async () => {
  await office.auth(HETZNER, 'monitor@example.co.jp', minutes(0, 20_000, 30))
  assert.deepEqual(
    (await verdicts()).map(([, severity]) => severity),
    ['low'],
  )
})

test('Outlook and Gmail that fetch mail are told apart, as a password that a third party keeps', async () => {
  await routine('tanaka@example.co.jp')
  await routine('sato@example.co.jp', KDDI)
  for (const [i, address] of OUTLOOK.entries())
    await office.auth(address, 'tanaka@example.co.jp', minutes(100 + i, 20_000, 77))
  await office.auth(GMAIL, 'sato@example.co.jp', minutes(12_000, 20_000, 45), { network_protocol: 'pop3' })
  assert.deepEqual(await verdicts(), [])
  assert.deepEqual(
    (await office.run(thirdPartyFetch)).map((sign) => [sign.words.owner, sign.severity, sign.accounts.join(' ')]),
    [
      ['Google (Gmail)', 'low', 'sato@example.co.jp'],
      ['Microsoft (Outlook)', 'informational', 'tanaka@example.co.jp'],
    ],
  )
})

const VPN = { network_protocol: 'vpn' }
const DAY = 1440
const workdays = (from: number, to: number) =>
  minutes(from * DAY, to * DAY, DAY).filter((minute) => (minute / DAY) % 7 < 5)
const at = (hour: number) => (minute: number) => minute + hour * 60
/** Two who use the VPN all the time, and one who does until the twentieth day. */
async function sleeper(colleaguesUntil = 60) {
  for (const [address, name] of [
    [KDDI, 'sato'],
    [DOCOMO, 'kato'],
  ] as const)
    await office.auth(address, name, workdays(0, colleaguesUntil).map(at(9)), VPN)
  await office.auth(OCN, 'tanaka', workdays(0, 20).map(at(9)), VPN)
}

test('an account that slept for weeks and comes at night from rented servers is medium; by day or from home it is not', async () => {
  await sleeper()
  await office.auth(SAKURA, 'tanaka', [at(1.5)(50 * DAY)], VPN)
  assert.deepEqual(await verdicts(), [['tanaka', 'medium', 'hosting, asleep']])
  const [sign] = await office.run(loginFromNewNetwork)
  assert.match(((sign?.words.why ?? { en: '' }) as { en: string }).en, /for 31 days/)
  await office.clear()
  await sleeper()
  await office.auth(SAKURA, 'tanaka', [at(14)(50 * DAY)], VPN)
  assert.deepEqual(await verdicts(), [['tanaka', 'low', 'hosting']])
  // back from leave, at home; and the line is another
  await office.clear()
  await sleeper()
  await office.auth(OCN, 'tanaka', [at(23)(50 * DAY)], VPN)
  await office.auth(KDDI, 'tanaka', [at(1)(51 * DAY)], VPN)
  assert.deepEqual(await verdicts(), [])
})

test('an account known from nowhere else that comes up after days, from rented servers abroad by night only, is medium; by day, from the beginning, or on one night it is low', async () => {
  const nights = (hour: number) => [20, 22, 25, 27].map((day) => at(hour)(day * DAY))
  const verdictOf = async (times: number[]) => {
    await office.clear()
    for (const [name, line] of [
      ['sato', OCN],
      ['ito', KDDI],
      ['mori', DOCOMO],
    ] as const)
      await office.auth(line, name, workdays(0, 30).map(at(20)), VPN)
    await office.auth(HETZNER, 'left', times, VPN)
    return await verdicts()
  }
  assert.deepEqual(await verdictOf(nights(23.5)), [['left', 'medium', 'abroad, hosting, nocturnal']])
  for (const times of [nights(14), [0, 2, 5].map((day) => at(23.5)(day * DAY)), [at(23.5)(20 * DAY)]])
    assert.deepEqual(await verdictOf(times), [['left', 'low', 'abroad, hosting']])
})

test('no sleeper: who was always seldom here, who works at night, whose cloud desktops others use, and whose logs have a gap', async () => {
  await sleeper()
  await office.auth(
    OCN,
    'root.adm',
    [0, 27, 55].map((day) => at(10)(day * DAY)),
    VPN,
  )
  await office.auth(SAKURA, 'root.adm', [at(23)(82 * DAY)], VPN)
  await office.auth(KDDI, 'nakai', workdays(0, 20).map(at(22.5)), VPN)
  await office.auth('49.212.9.8', 'nakai', [at(1)(53 * DAY)], VPN)
  assert.deepEqual(await verdicts(), [
    ['nakai', 'low', 'hosting'],
    ['root.adm', 'low', 'hosting'],
  ])
  await office.clear()
  await sleeper()
  await office.auth('49.212.9.8', 'mori', workdays(0, 50).map(at(9)), WEB)
  await office.auth(SAKURA, 'tanaka', [at(1.5)(50 * DAY)], VPN)
  assert.deepEqual(
    (await verdicts()).filter(([account]) => account === 'tanaka'),
    [['tanaka', 'low', 'hosting']],
  )
  await office.clear()
  await sleeper(20)
  await office.auth(KDDI, 'sato', workdays(49, 60).map(at(9)), VPN)
  await office.auth(SAKURA, 'tanaka', [at(1.5)(50 * DAY)], VPN)
  assert.deepEqual(await verdicts(), [['tanaka', 'low', 'hosting']])
})

test("a copier's account, which only ever sent from the office, does not travel; a person's that also reads may", async () => {
  const smtp = { network_protocol: 'smtp' }
  for (const account of ['mfp', 'tanaka'])
    await office.auth('10.0.1.5', `${account}@example.co.jp`, minutes(540, 20_000, 360), smtp)
  await office.auth('10.0.1.6', 'tanaka@example.co.jp', minutes(540, 14_000, 60), { network_protocol: 'imap' })
  for (const account of ['mfp', 'tanaka'])
    await office.auth(PORTUGAL, `${account}@example.co.jp`, minutes(15_000, 15_600, 60), smtp)
  assert.deepEqual((await verdicts()).sort(), [
    ['mfp@example.co.jp', 'medium', 'abroad, machine'],
    ['tanaka@example.co.jp', 'low', 'abroad'],
  ])
})

test('an account that nobody used for a week wakes up on rented servers abroad: medium; on an access line, or in the first days of the VPN log, it is low', async () => {
  const vpn = { network_protocol: 'vpn' }
  for (const who of ['tanaka', 'sato']) await office.auth(OCN, `${who}@example.co.jp`, minutes(540, 20_000, 1440), vpn)
  const wakes = async (who: string, from: string, day: number) => {
    await office.auth(from, `${who}@example.co.jp`, [day * 1440 + 60, day * 1440 + 120], vpn)
    await office.auth('10.0.9.30', `${who}@example.co.jp`, [day * 1440 + 61], { network_protocol: 'kerberos' })
  }
  await wakes('ito', HETZNER, 10)
  await wakes('mori', PORTUGAL, 10)
  await wakes('abe', HETZNER, 2)
  const low = (await verdicts()).filter(([, severity]) => severity === 'low').map(([account]) => account)
  assert.deepEqual(
    (await verdicts()).filter(([, severity]) => severity !== 'low').map(([account, severity]) => [account, severity]),
    [['ito@example.co.jp', 'medium']],
  )
  assert.deepEqual(low.sort(), ['abe@example.co.jp', 'mori@example.co.jp'])
})

const OUTLOOK_AT_WORK = { network_protocol: 'mapi', user_agent_original: 'Microsoft Office/16.0' }
const PHONE = { network_protocol: 'activesync', device_id: 'ApplF17', user_agent_original: 'Apple-iPhone14C3/2001.50' }
const OWA = { network_protocol: 'owa', user_agent_original: 'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0' }
/** Outlook in the office, a telephone that changes its network, and Outlook on the web at home */
async function exchange(account: string, home = OCN) {
  await office.auth('10.0.1.5', account, minutes(540, 20_000, 60), OUTLOOK_AT_WORK)
  await office.auth(home, account, minutes(1200, 20_000, 1440), OWA)
  for (const [from, start] of [
    [DOCOMO, 300],
    [KDDI, 400],
  ] as const)
    await office.auth(from, account, minutes(start, 20_000, 700), PHONE)
}

test('on Exchange, EWS from a rented server at home by who never used it is medium, Outlook on the web from one abroad and a rule then high', async () => {
  for (const name of ['tanaka', 'sato', 'suzuki']) await exchange(`${name}@example.co.jp`)
  await office.auth(SAKURA, 'tanaka@example.co.jp', minutes(12_000, 12_300, 15), {
    network_protocol: 'ews',
    user_agent_original: 'ExchangeServicesClient/15.00.0913.015',
  })
  await office.auth(HETZNER, 'sato@example.co.jp', [12_200], OWA)
  await office.auth(HETZNER, 'sato@example.co.jp', [12_203], { ...OWA, event_action: 'mailbox-rule' })
  assert.deepEqual(await verdicts(), [
    ['sato@example.co.jp', 'high', 'abroad, hosting, changed'],
    ['tanaka@example.co.jp', 'medium', 'hosting, protocol'],
  ])
})

test('on Exchange, Outlook at home for the first time, a journey with the telephone, and a desktop left on in the office meanwhile are at most low', async () => {
  for (const name of ['tanaka', 'sato', 'suzuki']) await exchange(`${name}@example.co.jp`)
  await office.auth(KDDI, 'tanaka@example.co.jp', minutes(12_000, 12_900, 15), {
    network_protocol: 'ews',
    user_agent_original: 'Microsoft Office/16.0',
  })
  await office.auth(PORTUGAL, 'sato@example.co.jp', minutes(12_000, 15_000, 60), PHONE)
  await office.auth(PORTUGAL, 'suzuki@example.co.jp', minutes(12_000, 15_000, 60), OUTLOOK_AT_WORK)
  assert.deepEqual(
    (await verdicts()).filter(([, severity]) => severity !== 'low' && severity !== 'informational'),
    [],
  )
})

test('a rented server at home that reads nearly every mailbox and is never refused is a migration: weak; with refusals, or of one mailbox, it stays medium', async () => {
  const people = ['tanaka', 'sato', 'suzuki', 'ito', 'mori', 'abe'].map((name) => `${name}@example.co.jp`)
  const reads = { observer_type: 'mail', network_protocol: 'imap' }
  for (const one of people) {
    await routine(one, OCN, { ...reads, network_protocol: 'pop3' })
    await office.auth(SAKURA, one, minutes(12_000, 16_000, 1_440), reads)
  }
  assert.deepEqual(
    new Set((await verdicts()).map(([, severity, parts]) => `${severity} ${parts}`)),
    new Set(['low hosting, protocol']),
  )
  for (const one of ['ueda', 'kato', 'oda', 'hara'].map((name) => `${name}@example.co.jp`)) {
    await routine(one, OCN, { ...reads, network_protocol: 'pop3' })
    await office.auth(SAKURA, one, [11_900], { ...reads, event_outcome: 'failure' })
  }
  assert.equal(
    (await verdicts()).every(([, severity]) => severity !== 'low'),
    true,
  )
  await office.clear()
  for (const one of people) await routine(one, OCN, { ...reads, network_protocol: 'pop3' })
  await office.auth(SAKURA, people[0] ?? '', minutes(12_000, 16_000, 1_440), reads)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', 'hosting, protocol']])
})

test('where many accounts journey faster than anybody can, it is the addresses: each is low; of three in twelve, and of a rule besides, they are medium and more', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `person${i}@example.co.jp`)
  const vpn = { network_protocol: 'vpn' }
  const journey = async (who: string[]) => {
    for (const [i, name] of who.entries()) {
      await office.auth(OCN, name, [11_000 + i * 300], vpn)
      await office.auth(PORTUGAL, name, [11_002 + i * 300], vpn)
    }
  }
  for (const name of names) await routine(name, OCN, vpn)
  await journey(names.slice(0, 3))
  assert.deepEqual(
    (await verdicts()).map(([, severity]) => severity),
    ['medium', 'medium', 'medium'],
  )
  await journey(names.slice(3, 7))
  assert.deepEqual(new Set((await verdicts()).map(([, severity]) => severity)), new Set(['low']))
  await office.auth(PORTUGAL, names[5] ?? '', [13_000], { event_action: 'mailbox-rule', rule_name: '.' })
  assert.deepEqual(
    (await verdicts()).filter(([, severity]) => severity !== 'low').map(([name]) => name),
    [names[5]],
  )
})

test('who lives by day and comes from rented servers by night only, on two nights, is medium; one night, a night worker, and the same server by day are low', async () => {
  for (const [i, name] of ['tanaka', 'sato', 'nakai', 'kato'].entries()) {
    const own = i % 2 === 0 ? OCN : KDDI
    await office.auth(own, name, workdays(0, 13).map(at(9)), VPN)
  }
  const night = (account: string, address: string, day: number) =>
    office.auth(address, account, [at(2.5)(day * DAY)], VPN)
  await night('tanaka', SAKURA, 9)
  await night('tanaka', '153.120.40.9', 11)
  await night('sato', '153.120.50.9', 9)
  await night('nakai', KDDI, 2)
  for (const day of [9, 11]) await night('nakai', '153.120.60.9', day)
  for (const day of [9, 11]) await night('kato', '153.120.70.9', day)
  await office.auth('153.120.70.9', 'kato', [at(14)(10 * DAY)], VPN)
  assert.deepEqual((await verdicts()).sort(), [
    ['kato', 'low', 'hosting'],
    ['nakai', 'low', 'hosting'],
    ['sato', 'low', 'hosting'],
    ['tanaka', 'medium', 'hosting, night'],
  ])
})

test('where a tenth of the accounts come from abroad in different weeks, that alone sets nobody apart; in one week, or with a sign of its own besides, it does', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `person${i}@example.co.jp`)
  const arrive = async (days: number[]) => {
    for (const name of names) await office.auth(OCN, name, minutes(540, 35_000, DAY), WEB)
    for (const [i, name] of names.slice(0, 12).entries())
      await office.auth(`88.198.${10 + i}.5`, name, [at(11)((days[i % days.length] ?? 0) * DAY + i)], WEB)
  }
  const severities = async () =>
    Map.groupBy(await verdicts(), ([, severity]) => severity)
      .entries()
      .map(([severity, all]) => `${severity} ${all.length}`)
      .toArray()
      .sort()
  await arrive([6, 13, 20])
  assert.deepEqual(await severities(), ['low 12'])
  await office.auth('88.198.10.5', names[0] ?? '', minutes(at(11)(6 * DAY), at(15)(6 * DAY), 20), {
    network_protocol: 'imap',
  })
  assert.deepEqual(
    (await verdicts()).filter(([, severity]) => severity !== 'low'),
    [[names[0], 'medium', 'abroad, hosting, protocol']],
  )
  // many countries in a few hours, where most never leave home
  for (const [i, country] of ['NG', 'RU', 'BR', 'ES'].entries())
    await office.auth(`203.0.113.${i}`, names[1] ?? '', [at(12)(9 * DAY + i * 20)], {
      ...WEB,
      source_geo_country_iso_code: country,
    })
  assert.ok((await verdicts()).some(([name, severity]) => name === names[1] && severity !== 'low'))
  await office.clear()
  await arrive([6, 7, 8])
  assert.deepEqual(await severities(), ['medium 12'])
})
