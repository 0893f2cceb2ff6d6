/** Postfix's and rspamd's own tools read what kyumei exports. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { TARGETS } from '../src/protect/targets/index.ts'
import { EXAMPLES, selected } from '../src/protect/test-findings.ts'
import { freePort, missing, pathOf, run, started } from './real-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-mail-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function exported(id: string, to: string, revoke = false): string {
  for (const part of TARGETS.find((one) => one.id === id)?.render(selected(EXAMPLES), {
    revoke,
    lang: 'ja',
    tlp: 'amber',
  }) ?? []) {
    mkdirSync(dirname(join(to, part.name)), { recursive: true })
    writeFileSync(join(to, part.name), part.text)
  }
  return to
}

test('Postfix: each map answers for the bad and stays silent for its benign twin', { skip: missing('postmap') }, () => {
  const at = exported('postfix', join(folder, 'postfix'))
  writeFileSync(join(at, 'main.cf'), 'compatibility_level = 3.6\n')
  for (const map of ['sender_access', 'client_access']) {
    const made = run('postmap', ['-c', at, `hash:${join(at, map)}`])
    assert.equal(made.status, 0, made.text)
    assert.equal(made.text, '', 'no warning')
  }
  const ask = (type: string, map: string, key: string) =>
    run('postmap', ['-c', at, '-q', key, `${type}:${join(at, map)}`]).text.trim()
  const bad = (text: string) => assert.match(text, /^REJECT /)
  const header = (line: string) => ask('regexp', 'header_checks', line)
  bad(header('From: "山田 雄二" <ya_ma.da+829@free-mail.com>'))
  bad(header('Reply-To: YA_MA.DA+829@free-mail.com'))
  bad(header('From: x <info@mail.c2.evil-example.com>'))
  bad(header('From: x@c2.evil-example.com (x)'))
  for (const twin of [
    'From: <aya_ma.da+829@free-mail.com>',
    'From: <ya_ma.da+829@free-mail.com.example.jp>',
    'From: <yaxmaxda+829@free-mail.com>',
    'From: <x@notc2.evil-example.com>',
    'From: <x@c2.evil-example.com.jp>',
    'Subject: about c2.evil-example.com and x@c2.evil-example.com',
    'To: ya_ma.da+829@free-mail.com',
  ])
    assert.equal(header(twin), '', twin)
  bad(ask('hash', 'sender_access', 'c2.evil-example.com'))
  bad(ask('hash', 'sender_access', 'ya_ma.da+829@free-mail.com'))
  assert.equal(ask('hash', 'sender_access', 'free-mail.com'), '')
  bad(ask('hash', 'client_access', '198.51.101.7'))
  assert.equal(ask('hash', 'client_access', '198.51.101.8'), '')
  const attached = (line: string) => ask('regexp', 'mime_header_checks', line)
  bad(attached('Content-Disposition: attachment; filename="議事録.txt.exe"'))
  bad(attached('Content-Type: application/octet-stream; name=seikyu.pdf.lnk'))
  bad(attached('Content-Disposition: attachment; filename="a.JS"; size=12'))
  for (const twin of ['"議事録.exe.docx"', '"exe.zip"', 'report.pdf', '"comexe"'])
    assert.equal(attached(`Content-Disposition: attachment; filename=${twin}`), '', twin)
  const checked = run('postconf', ['-c', at, '-n'])
  assert.equal(checked.status, 0, checked.text)
})

test('Postfix: taken back, the maps answer nothing', { skip: missing('postmap') }, () => {
  const at = exported('postfix', join(folder, 'postfix-back'), true)
  writeFileSync(join(at, 'main.cf'), 'compatibility_level = 3.6\n')
  const made = run('postmap', ['-c', at, `hash:${join(at, 'sender_access')}`])
  assert.equal(made.status, 0, made.text)
  assert.equal(
    run('postmap', ['-c', at, '-q', 'c2.evil-example.com', `hash:${join(at, 'sender_access')}`]).text.trim(),
    '',
  )
})

const noRspamd = (): string | false =>
  missing('rspamadm') || (!existsSync('/etc/rspamd/rspamd.conf') && 'rspamd has no configuration here')

test('rspamd: configtest takes the fragments', { skip: noRspamd() }, () => {
  const etc = join(folder, 'rspamd')
  cpSync('/etc/rspamd', etc, { recursive: true })
  exported('rspamd', join(etc, 'local.d'))
  const configtest = (dir: string) => {
    const result = spawnSync(
      pathOf('rspamadm') ?? '',
      [`--var=CONFDIR=${dir}`, `--var=LOCAL_CONFDIR=${dir}`, 'configtest', '-c', join(dir, 'rspamd.conf')],
      { encoding: 'utf8', timeout: 60_000 },
    )
    return { status: result.status, text: `${result.stdout}${result.stderr}` }
  }
  const good = configtest(etc)
  assert.equal(good.status, 0, good.text)
  assert.match(good.text, /syntax OK/)
  writeFileSync(join(etc, 'local.d/multimap.conf'), 'KYUMEI_SENDER { type = "from";\n')
  assert.doesNotMatch(configtest(etc).text, /syntax OK/, 'the tool reads these files')
})

const PLUGIN = '/usr/share/rspamd/plugins/multimap.lua'
const RULES = '/usr/share/rspamd/rules/rspamd.lua'
const noMultimap = (): string | false =>
  missing('rspamd', 'rspamc') || (!(existsSync(PLUGIN) && existsSync(RULES)) && 'rspamd lies elsewhere here')

test('rspamd: a running one rejects the bad and leaves its benign twin', { skip: noMultimap() }, async () => {
  const at = join(folder, 'rspamd-run')
  exported('rspamd', join(at, 'local.d'))
  const port = await freePort()
  const conf = join(at, 'rspamd.conf')
  writeFileSync(
    conf,
    `lua = "${RULES}"
options { pidfile = "${at}/pid"; filters = ""; temp_dir = "${at}"; cache_file = "${at}/cache"; dns { nameserver = "127.0.0.1:1"; timeout = 0.1s; retransmits = 1; } }
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; mime = true; }
actions { reject = 1000; }
modules { path = "${PLUGIN}"; }
multimap { .include "$LOCAL_CONFDIR/local.d/multimap.conf" }
`,
  )
  run('chmod', ['-R', 'a+rwX', folder]) // rspamd gives root's rights up
  const symbols = (from: string, link: string, more: { reply?: string; client?: string } = {}) => {
    const mail = `From: ${from}\r\nReply-To: ${more.reply ?? from}\r\nTo: a@our-example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<a href="${link}">x</a>\r\n`
    const { text } = run(
      'rspamc',
      ['-h', `127.0.0.1:${port}`, '--from', from, '-i', more.client ?? '203.0.113.4', 'symbols'],
      { input: mail },
    )
    return [...text.matchAll(/^Symbol: (KYUMEI_\w+)/gm)].map((one) => one[1]).sort()
  }
  const [good, site] = ['tanaka@good-example.jp', 'http://good-example.jp/']
  const args = ['-f', '-i', '-c', conf, `--var=LOCAL_CONFDIR=${at}`]
  const up = () =>
    /Results for file/.test(run('rspamc', ['-h', `127.0.0.1:${port}`, 'symbols'], { input: 'a: b\r\n\r\n' }).text) &&
    symbols('x@c2.evil-example.com', site).length > 0
  const rspamd = await started('rspamd', args, up, 60)
  try {
    assert.deepEqual(symbols('x@mail.c2.evil-example.com', site), ['KYUMEI_REPLY_TO', 'KYUMEI_SENDER'])
    assert.deepEqual(symbols('ya_ma.da+829@free-mail.com', site, { reply: good }), ['KYUMEI_SENDER'])
    assert.deepEqual(symbols(good, site, { reply: 'ya_ma.da+829@free-mail.com' }), ['KYUMEI_REPLY_TO'])
    assert.deepEqual(symbols(good, 'http://below.c2.evil-example.com/a'), ['KYUMEI_LINK'])
    assert.deepEqual(symbols(good, 'http://files.example-drive.com/d/a%27b;c?id=1&amp;x=$(reboot)'), ['KYUMEI_URL'])
    assert.deepEqual(symbols(good, site, { client: '198.51.101.7' }), ['KYUMEI_CLIENT'])
    assert.deepEqual(symbols(good, 'http://notc2.evil-example.com/', { client: '198.51.101.8' }), [])
    assert.deepEqual(symbols('yaxmaxda@free-mail.com', 'http://files.example-drive.com/d/another'), [])
  } finally {
    await rspamd.stop()
  }
})
