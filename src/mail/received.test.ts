import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticationResults } from './authentication.ts'
import { mailDate } from './date.ts'
import { hopOf } from './received.ts'
import { originAddress } from './rows.ts'

for (const [server, value, expected] of [
  [
    'Postfix',
    'from mail.example.com (mail.example.com [203.0.113.5]) (using TLSv1.2 with cipher X (256/256 bits)) (No client certificate requested) by mx.example.jp (Postfix) with ESMTPS id ABC for <taro@example.jp>; Mon, 10 Oct 2016 09:30:05 +0900 (JST)',
    {
      from: 'mail.example.com',
      ip: '203.0.113.5',
      by: 'mx.example.jp',
      protocol: 'ESMTPS',
      for: 'taro@example.jp',
      time: '2016-10-10T00:30:05.000Z',
    },
  ],
  [
    'Postfix without a reverse name',
    'from friendly.example.com (unknown [198.51.100.7]) by mx.example.jp (Postfix) with SMTP id 1; Mon, 10 Oct 2016 09:30:05 +0900',
    { from: 'friendly.example.com', ip: '198.51.100.7', by: 'mx.example.jp', protocol: 'SMTP' },
  ],
  [
    'sendmail',
    'from pc1 (p1234.isp.example.net [203.0.113.9] (may be forged)) by ns.example.jp (8.14.4/8.14.4) with ESMTP id u9A for <a@example.jp>; Mon, 10 Oct 2016 09:30:05 +0900',
    { from: 'pc1 (p1234.isp.example.net)', ip: '203.0.113.9', by: 'ns.example.jp', protocol: 'ESMTP' },
  ],
  [
    'Exchange',
    'from EX1.corp.example.jp (10.1.2.3) by EX2.corp.example.jp (10.1.2.4) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.1.2; Mon, 10 Oct 2016 09:30:05 +0900',
    { from: 'EX1.corp.example.jp', ip: '10.1.2.3', by: 'EX2.corp.example.jp', protocol: 'ESMTP' },
  ],
  [
    'Exchange Online',
    'from TY2PR01.jpnprd01.prod.outlook.com (2603:1096:400:1::1) by OS0PR01.jpnprd01.prod.outlook.com (2603:1096:604:1::2) with Microsoft SMTP Server (version=TLS1_2) id 15.20.1; Tue, 1 Sep 2020 01:02:03 +0000',
    { ip: '2603:1096:400:1::1', by: 'OS0PR01.jpnprd01.prod.outlook.com', time: '2020-09-01T01:02:03.000Z' },
  ],
  [
    'qmail',
    'from unknown (HELO pc.example.com) (198.51.100.20) by mail.example.jp with SMTP; 10 Oct 2016 00:30:05 -0000',
    {
      from: 'pc.example.com',
      ip: '198.51.100.20',
      by: 'mail.example.jp',
      protocol: 'SMTP',
      time: '2016-10-10T00:30:05.000Z',
    },
  ],
  [
    'qmail, local',
    '(qmail 4711 invoked by uid 500); 10 Oct 2016 00:30:05 -0000',
    { from: '', ip: '', protocol: 'LOCAL' },
  ],
  [
    'Google',
    'from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41]) by mx.google.com with SMTPS id a1 for <x@gmail.com> (Google Transport Security); Mon, 10 Oct 2016 00:30:05 -0700 (PDT)',
    {
      from: 'mail-sor-f41.google.com',
      ip: '209.85.220.41',
      by: 'mx.google.com',
      protocol: 'SMTPS',
      for: 'x@gmail.com',
    },
  ],
  [
    'Google, inside',
    'by 2002:a17:90a:1 with SMTP id x; Mon, 10 Oct 2016 00:30:05 -0700 (PDT)',
    { from: '', ip: '', by: '2002:a17:90a:1', protocol: 'SMTP' },
  ],
  [
    'an IPv6 client',
    'from a.example.com (unknown [IPv6:2001:db8::1]) by b.example.jp (Postfix) with ESMTP id 1; Mon, 10 Oct 2016 09:30:05 +0900',
    { ip: '2001:db8::1', by: 'b.example.jp' },
  ],
  ['nonsense', 'apparently', { from: '', ip: '', by: '', time: null }],
] as const) {
  test(`a Received header of ${server} is read`, () => {
    const hop = hopOf(value, 7)
    for (const [key, wanted] of Object.entries(expected))
      assert.equal(hop[key as keyof typeof hop], wanted, `${key} of ${value}`)
    assert.equal(hop.line, 7)
  })
}

test('a message came in where the address outside is of another organisation than the server that took it', () => {
  const hops = [
    'from in1.example.jp (in1.example.jp [192.168.1.5]) by box.example.jp (Postfix) with ESMTP id 1; Mon, 10 Oct 2016 09:30:09 +0900',
    'from gate.example.jp (gate.example.jp [198.51.100.1]) by in1.example.jp (Postfix) with ESMTP id 1; Mon, 10 Oct 2016 09:30:08 +0900',
    'from mail.evil.example.net (mail.evil.example.net [203.0.113.66]) by gate.example.jp (Postfix) with ESMTP id 1; Mon, 10 Oct 2016 09:30:07 +0900',
    'from pc (dsl.example.org [203.0.113.99]) by mail.evil.example.net with ESMTPA id 1; Mon, 10 Oct 2016 09:30:06 +0900',
  ].map((value, i) => hopOf(value, i))
  assert.equal(originAddress(hops), '203.0.113.66')
  assert.equal(originAddress(hops.slice(0, 1)), '::')
})

const results = (name: string, value: string) => authenticationResults([{ name, value, line: 1 }])

const EXCHANGE = 'protection.outlook.com'

test('results of SPF, DKIM, DMARC and ARC are read, with who says so and of whom', () => {
  assert.deepEqual(
    results(
      'Authentication-Results',
      'mx.example.jp; spf=pass (ok; really) smtp.mailfrom=a@example.com; dkim=fail reason="bad" header.d=example.com; dmarc=none header.from=example.com',
    ).map(({ server, method, result, domain }) => [server, method, result, domain]),
    [
      ['mx.example.jp', 'spf', 'pass', 'example.com'],
      ['mx.example.jp', 'dkim', 'fail', 'example.com'],
      ['mx.example.jp', 'dmarc', 'none', 'example.com'],
    ],
  )
  const [microsoft] = results(
    'Authentication-Results',
    'spf=softfail (sender IP is 203.0.113.5) smtp.mailfrom=example.com; dkim=none',
  )
  assert.deepEqual([microsoft?.server, microsoft?.result, microsoft?.domain], [EXCHANGE, 'softfail', 'example.com'])
  const [itsSpf] = results(
    'Received-SPF',
    'SoftFail (protection.outlook.com: domain of transitioning example.com discourages use of 203.0.113.5 as permitted sender)',
  )
  assert.equal(itsSpf?.server, EXCHANGE, 'one server, so that its DMARC counts beside its SPF')
  const [outgoing] = results(
    'Authentication-Results',
    'dkim=none (message not signed) header.d=none;dmarc=none action=none',
  )
  assert.equal(outgoing?.server, '', 'what a partner’s own Exchange wrote as it left is not the border’s word')
  const [arc] = results('ARC-Authentication-Results', 'i=1; mx.google.com; dkim=pass header.i=@example.com')
  assert.deepEqual([arc?.server, arc?.domain, arc?.arc], ['mx.google.com', 'example.com', true])
  const [spf] = results(
    'Received-SPF',
    'fail (mx.example.jp: domain of a@example.com does not designate 203.0.113.5) client-ip=203.0.113.5; envelope-from=<a@example.com>; helo=x;',
  )
  assert.deepEqual(
    [spf?.server, spf?.method, spf?.result, spf?.domain],
    ['mx.example.jp', 'spf', 'fail', 'example.com'],
  )
})

test('dates are read in every form that mailers write, and in no zone of the machine', () => {
  for (const [text, wanted] of [
    ['Mon, 05 Oct 2015 09:30:00 +0900 (JST)', '2015-10-05T00:30:00.000Z'],
    ['5 Oct 15 09:30 JST', '2015-10-05T00:30:00.000Z'],
    ['Mon Oct  5 09:30:00 2015', '2015-10-05T09:30:00.000Z'],
    ['2015/10/05 09:30:00', '2015-10-05T09:30:00.000Z'],
    ['2015-10-05T09:30:00+09:00', '2015-10-05T00:30:00.000Z'],
    ['yesterday', null],
    ['Mon, 45 Oct 2015 09:30:00 +0900', null],
  ] as const) {
    assert.equal(mailDate(text), wanted, text)
  }
})

test('a server that names itself by its host and by its domain in one message is one, so that its DKIM counts beside its SPF', () => {
  const header = (name: string, value: string) => ({ name, value, line: 1 })
  const servers = (...headers: ReturnType<typeof header>[]) =>
    authenticationResults(headers).map(({ server, method }) => `${server} ${method}`)
  assert.deepEqual(
    servers(
      header(
        'Authentication-Results',
        'mx.google.com; dkim=pass header.i=@example.com; dmarc=pass header.from=example.com',
      ),
      header('Received-SPF', 'pass (google.com: domain of a@bounce.example designates 192.0.2.1 as permitted sender)'),
    ),
    ['mx.google.com dkim', 'mx.google.com dmarc', 'mx.google.com spf'],
  )
  assert.deepEqual(
    servers(
      header('Authentication-Results', 'mx.example.jp; dkim=pass header.d=example.com'),
      header('Received-SPF', 'pass (relay.example.net: domain of a@example.com)'),
    ),
    ['mx.example.jp dkim', 'relay.example.net spf'],
  )
})
