import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from './findings.ts'
import { judgeMails } from './mail-verdict.ts'
import { mailOf as mail } from './test-mail-facts.ts'
import type { MailFacts } from './told-mail.ts'

const finding = (detector: string, confidence: number, more: Partial<Finding> = {}): Finding => ({
  id: `${detector}-${confidence}`,
  detector,
  severity: confidence >= 0.65 ? 'high' : confidence >= 0.5 ? 'medium' : confidence > 0.1 ? 'low' : 'informational',
  confidence,
  title: detector,
  explanation: '',
  next_steps: [],
  hosts: [],
  accounts: [],
  destinations: [],
  mails: ['a.eml'],
  first_seen: '',
  last_seen: '',
  count: 1,
  attack: [],
  evidence: [],
  metrics: {},
  ...more,
})

const verdict = (findings: Finding[], facts = mail()) => judgeMails(findings, [facts], 'ja')[0]

test('signs of two aspects that together reach 0.8 convict; one aspect alone never does', () => {
  assert.equal(verdict([finding('lookalike-domain', 0.5), finding('excel-addin', 0.65)])?.verdict, 'malicious')
  assert.equal(verdict([finding('excel-addin', 0.65)])?.verdict, 'suspicious')
  // the same fact told thrice: a program, that the archive is encrypted, and a shortcut beside it
  const one = [
    finding('executable-attachment', 0.65),
    finding('encrypted-archive-executable', 0.65),
    finding('shortcut-attachment', 0.65),
  ]
  assert.deepEqual([verdict(one)?.verdict, verdict(one)?.confidence], ['suspicious', 0.65])
})

test('what acts by itself in a way that no business needs convicts alone; a macro that does only where nothing proves its sender', () => {
  const sign = (detector: string, traits: string, confidence = 0.65) => [
    finding(detector, confidence, { metrics: { traits } }),
  ]
  const row = verdict(sign('disk-image', 'disk-image, lnk-command'))
  assert.deepEqual([row?.verdict, row?.confidence], ['malicious', 0.8])
  assert.doesNotMatch(row?.why ?? '', /別々の兆候/)
  assert.equal(verdict(sign('shortcut-attachment', 'lnk-command', 0.5))?.verdict, 'suspicious', 'sent inside')
  assert.equal(
    verdict(sign('disk-image', 'disk-image, executable, runs'))?.verdict,
    'suspicious',
    'a vendor may send one',
  )
  const macro = sign('macro-document', 'macro, macro-autorun, macro-suspicious-call')
  assert.equal(verdict(macro)?.verdict, 'malicious')
  const pass = { server: 'mx.own.example', method: 'dkim', result: 'pass', domain: 'partner.example' }
  assert.equal(verdict(macro, mail({ authentication: [pass] }))?.verdict, 'suspicious')
  assert.equal(
    verdict(macro, mail({ authentication: [{ ...pass, domain: 'other.example' }] }))?.verdict,
    'malicious',
    'somebody else’s signature proves nothing',
  )
})

test('weak signs alone are no verdict, and what is informational counts nothing', () => {
  assert.equal(verdict([finding('first-contact', 0.1), finding('lookalike-domain', 0.3)]), undefined)
  assert.equal(verdict([finding('excel-addin', 0.5), finding('lookalike-domain', 0.1)])?.confidence, 0.5)
})

test('the genuine mail that was re-worked is not accused, nor is anybody by a leak', () => {
  const findings = [
    finding('reworked-mail', 0.65, { mails: ['fake.eml', 'a.eml'] }),
    finding('leaked-mailbox', 0.65, { mails: ['a.eml'] }),
  ]
  assert.deepEqual(
    judgeMails(findings, [mail(), mail({ file: 'fake.eml' })], 'en').map((row) => row.mail),
    ['fake.eml'],
  )
})

test('the kinds: what desks for targeted attacks take, and what others do', () => {
  const carried = [finding('excel-addin', 0.65), finding('lookalike-domain', 0.5)]
  const link = { url: 'https://evil.example/login', url_domain: 'evil.example', shown: '', source: 'text' }
  const kind = (findings: Finding[], facts: Partial<MailFacts>) => verdict(findings, mail(facts))?.kind
  assert.equal(kind(carried, {}), '標的型')
  assert.equal(kind([finding('macro-document', 0.65)], { text: 'ご確認下さい。', reach: 12 }), 'ばらまき')
  assert.equal(
    kind([finding('download-link', 0.65)], {
      text: 'アカウントの利用を停止します。ログインしてください。',
      links: [link],
    }),
    'フィッシング',
  )
  assert.equal(
    kind([finding('lookalike-domain', 0.65)], {
      text: '振込先口座が変更になりました。本日中に送金してください。',
      links: [{ ...link, url: 'https://www.partner.example/', url_domain: 'www.partner.example' }],
    }),
    'ビジネスメール詐欺',
  )
  assert.equal(
    kind([finding('sent-from-elsewhere', 0.5)], { text: 'Q1 forecast', links: [link] }),
    '標的型',
    'whoever is in a colleague’s account',
  )
  assert.equal(
    kind([finding('sent-from-elsewhere', 0.5)], { text: 'Q1 forecast', links: [link], reach: 9 }),
    '標的型',
    '… and writes to all whom its owner knows',
  )
  const lure = (kind: string) => [
    finding('phishing-lure', 0.65, { metrics: { kind } }),
    finding('impersonated-sender', 0.65),
  ]
  assert.equal(kind(lure('blackmail'), { text: '録画しました。' }), 'ばらまき', 'in the reader’s own name as it is')
  assert.equal(kind(lure('chat'), { text: '佐藤さん、LINEグループを' }), 'ビジネスメール詐欺')
  assert.equal(kind(lure('picture'), { text: 'QRコード' }), 'フィッシング')
  // the PC is in danger where something was run, and no password
  assert.equal(
    kind(lure('worded-malware'), { text: '佐藤様\n保護を切ってから実行してください。', links: [link] }),
    '標的型',
  )
  // a number to ring is a fraud that goes to everybody, with no page for a password
  assert.equal(kind(lure('callback'), { text: 'Your plan was renewed. Call us.' }), 'ばらまき')
  // a page that gives a program is none that asks for a password
  assert.equal(
    kind(lure('account'), {
      text: '佐藤様\n会議の参加には更新が必要です。',
      links: [{ ...link, url: 'https://evil.example/Client_Setup.exe' }],
    }),
    '標的型',
  )
  assert.equal(kind(lure('account'), { text: '佐藤様\n確認してください。', links: [link] }), 'フィッシング')
  assert.equal(
    kind(lure('brand'), {
      text: 'Hello Hanako,\nyour client is out of date: install MeetingUpdate.pkg before joining.',
      links: [link],
    }),
    '標的型',
  )
  // a stolen thread about money in another language
  assert.equal(
    kind(lure('thread'), { text: 'Sehr geehrter Herr Sato, bitte überweisen Sie den Betrag auf das folgende Konto.' }),
    'ビジネスメール詐欺',
  )
  // a link and the password of the file behind it is no page that asks for a password
  assert.equal(
    kind([finding('download-link', 0.65)], {
      text: '佐藤様\n資料です。\nhttps://evil.example/a.zip\nパスワード：abc123',
      links: [{ ...link, url: 'https://evil.example/a.zip' }],
    }),
    '標的型',
  )
})

test('what looks like a training stays suspicious until somebody confirms it', () => {
  const row = verdict(
    [finding('download-link', 0.65), finding('impersonated-sender', 0.65)],
    mail({ headers: [['X-PHISHTEST', '1']] }),
  )
  assert.deepEqual([row?.kind, row?.verdict], ['訓練メール', 'suspicious'])
  assert.match(row?.tell ?? '', /担当者/)
  const pass = { server: 'mx.own.example', method: 'dkim', result: 'pass', domain: 'hr-portal.example' }
  const kind = (facts: Partial<MailFacts>) =>
    verdict(
      [finding('phishing-lure', 0.65, { metrics: { kind: 'account' } })],
      mail({ authentication: [pass], ...facts }),
    )?.kind
  // marks of services that nobody has listed say what they are, too, where the sender is proven
  assert.equal(kind({ headers: [['X-Awareness-Sim', 'wave2']] }), '訓練メール')
  assert.equal(kind({ headers: [['X-Awareness-Sim', 'wave2']], authentication: [] }), 'フィッシング')
  assert.equal(kind({ headers: [['X-Campaign-Id', '77']] }), 'フィッシング')
  assert.equal(kind({ from_domain: 'office.secure-training.example' }), '訓練メール')
  assert.equal(kind({ from_domain: 'simple-mail.example' }), 'フィッシング')
})

test('what a copier or a fax is said to send goes to everybody, even in our own name; a colleague’s paper does not', () => {
  const signs = [finding('html-smuggling', 0.65), finding('impersonated-sender', 0.65)]
  const kind = (facts: Partial<MailFacts>) => verdict(signs, mail(facts))?.kind
  assert.equal(kind({ from_name: '複合機', subject: 'FAX受信通知', text: 'FAXを受信しました。' }), 'ばらまき')
  assert.equal(kind({ from_name: '佐藤 花子', subject: '打ち合わせの資料', text: '資料をお送りします。' }), '標的型')
})

test('those to be asked are the owners of the mailbox, not everybody in To', () => {
  const row = verdict([finding('excel-addin', 0.65), finding('lookalike-domain', 0.5)])
  assert.deepEqual(row?.recipients, ['sato@own.example'])
  assert.ok(row?.next_steps.some((step) => step.includes('sato@own.example')))
})

test('a name on an unknown address is suspicious where something is asked, and nothing where not', () => {
  const sign = [finding('impersonated-sender', 0.5)]
  assert.equal(verdict(sign, mail({ text: '電車が遅れており、30分ほど遅れます。' })), undefined)
  assert.equal(verdict(sign, mail({ text: '今、会議中です。至急お願いしたい案件があります。' }))?.verdict, 'suspicious')
})

test('our own address that failed is listed where answers go elsewhere, whatever its words ask; without, it is left out', () => {
  const own = (authentication: string) => [
    finding('impersonated-sender', 0.5, { metrics: { kind: 'own-domain', authentication } }),
  ]
  const borrowed = {
    from_address: 'yamada@own.example',
    from_domain: 'own.example',
    text: '電車が遅れており、30分ほど遅れます。',
  }
  const elsewhere = { ...borrowed, reply_to: ['yamada.own@gmail.com'] }
  assert.equal(verdict(own('fail'), mail(elsewhere))?.verdict, 'suspicious')
  assert.equal(verdict(own('fail'), mail(borrowed)), undefined)
  assert.equal(verdict(own('fail'), mail({ ...borrowed, reply_to: ['soumu@own.example'] })), undefined)
  assert.equal(verdict(own('none'), mail(elsewhere)), undefined)
})

test('a link and an expiring password ask for secrets; a password that opens a file goes with a download', () => {
  const link = {
    url: 'https://login.example.net/a/b',
    url_domain: 'login.example.net',
    shown: '',
    source: 'html' as const,
  }
  const kind = (text: string) =>
    judgeMails([finding('phishing-lure', 0.65)], [mail({ subject: 'Notice', text, links: [link] })], 'en')[0]?.kind
  assert.equal(kind('Your password will expire today. Keep the same password here.'), 'フィッシング')
  assert.equal(
    judgeMails(
      [finding('download-link', 0.65)],
      [mail({ subject: 'Files', text: 'Please log in. The password is pass 7Hk29x', links: [link] })],
      'en',
    )[0]?.kind === 'フィッシング',
    false,
  )
})

test('a greeting with a name aims in other languages, too; one to customers does not', () => {
  const kind = (text: string) => judgeMails([finding('executable-attachment', 0.65)], [mail({ text })], 'ja')[0]?.kind
  for (const text of [
    'Dear Mr Sato,\nplease',
    'Hello Hanako,\nsee',
    'Sehr geehrter Herr Sato,',
    'Geachte heer Sato,',
    'Vážený Sato,',
    '사토 교수님께\n',
    'Уважаемый Хироси,',
  ])
    assert.equal(kind(text), '標的型', text)
  for (const text of [
    'Dear Sir,\nfind',
    'Dear customer,',
    'Dear Sir/Madam,',
    'Dear Beneficiary,',
    'dear shipper,',
    'Gentile contribuente,',
    'Geachte klant,',
    '親愛なる先生様、',
    'Sehr geehrter Kunde,',
    '고객님께',
    '尊敬的客户：',
    'Hello,',
  ])
    assert.equal(kind(text), 'ばらまき', text)
})

test('a program with a paper of somebody’s work is 標的型 even where it names nobody; with a bill, or no words, ばらまき', () => {
  const kind = (text: string) =>
    judgeMails([finding('executable-attachment', 0.65)], [mail({ text, subject: '' })], 'ja')[0]?.kind
  for (const text of [
    '来月の研究会の資料をお送りしますので、事前にお目通しのうえ、ご意見をお寄せください。',
    '附件为研讨会的议程和论文，请您审阅后回复，谢谢您的支持与配合。',
    'The minutes of the closed session are attached; comments on the second chapter are welcome by Friday.',
  ])
    assert.equal(kind(text), '標的型', text)
  for (const text of [
    '8月分のご請求書をお送りいたします。ご担当者様におかれましてはご査収のほどよろしくお願いいたします。',
    'see attached',
    '添付をご確認ください',
  ])
    assert.equal(kind(text), 'ばらまき', text)
})

test('a doubt on the sender alone counts where the mail wants nothing only if his domain is written to be read as another, or answers go elsewhere', () => {
  const idle = mail({ subject: 'Re: 納期', text: '届きましたでしょうか。', reply_to: [] })
  assert.equal(verdict([finding('impersonated-sender', 0.5)], idle), undefined)
  assert.equal(verdict([finding('lookalike-domain', 0.5)], idle), undefined)
  assert.equal(verdict([finding('lookalike-domain', 0.65)], idle)?.verdict, 'suspicious')
  const own = [finding('impersonated-sender', 0.65, { metrics: { kind: 'reply-to' } })]
  const elsewhere = { ...idle, from_address: 'dee@own.example', reply_to: ['dee.home@freemail.example'] }
  assert.equal(verdict(own, elsewhere)?.verdict, 'suspicious')
  assert.equal(verdict(own, { ...elsewhere, reply_to: ['dee@own.example'] }), undefined)
})

test('who is threatened is told not to pay, who is to ring a number not to ring it; where something runs, it is the file that counts', () => {
  const lure = (kind: string) => finding('phishing-lure', 0.5, { metrics: { kind } })
  const facts = mail({ subject: 'Your files', text: 'Pay, or all is published.', links: [] })
  const threat = verdict([lure('blackmail')], facts)
  assert.match(threat?.tell ?? '', /返信も支払いもしない/)
  assert.match(threat?.next_steps.join() ?? '', /警察/)
  assert.match(verdict([lure('callback')], facts)?.tell ?? '', /電話しないでください/)
  assert.match(verdict([lure('money')], facts)?.tell ?? '', /返信や送金をする前に/)
  const both = verdict([lure('callback'), finding('executable-attachment', 0.65)], facts)
  assert.doesNotMatch(both?.tell ?? '', /電話しないでください/)
})
