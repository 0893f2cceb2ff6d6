/** Harmless mail of services: what they send for others, forward, return, and confirm. */
import type { Random } from '../random.ts'
import { dayNear, matter } from './business.ts'
import { type MailSet, officeTime } from './labelled.ts'
import type { Sent } from './letter.ts'
import { password } from './ordinary.ts'
import { fromPartner, PASSED } from './partner-letter.ts'
import { type Person, stranger } from './people.ts'

/** A file-transfer service's notice: a link, and the password in a mail of its own. */
function fileTransfer(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const company = random.pick(world.partners)
  const partner = random.pick(company.staff)
  const own = random.pick(world.own.staff)
  const time = officeTime(world, random)
  const about = matter(random, time)
  const service = `https://transfer.${company.domain}/public/${Array.from({ length: 22 }, () => random.pick([...'abcdefghkmnprstuwxyzABCDEFGH23456789'])).join('')}`
  const from: Person = { ...partner, style: 'roundcube' }
  const first = set.benign('file-transfer', {
    from,
    to: [own],
    subject: `【ファイル送信のお知らせ】${about.subject}`,
    text: `${own.family} 様\n\n${partner.name} 様からファイルが届いています。\n\n■ファイル名: ${about.stem}.${about.document}\n■ダウンロードURL:\n${service}\n■保存期限: ${dayNear(time, random)}\n\nパスワードは別途通知されます。\n本メールは自動送信です。`,
    time,
  })
  const second = set.benign('file-transfer', {
    from,
    to: [own],
    subject: `【パスワード通知】${about.subject}`,
    text: `${own.family} 様\n\n先ほどのファイルのパスワードは次のとおりです。\n\nパスワード: ${password(random)}\n`,
    time: time + 40,
  })
  return [first, second]
}

/** A service writes on behalf of a person, and says so. */
function onBehalf(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const who = random.pick(random.pick(world.partners).staff)
  const [name, domain] = random.pick([
    ['Box', 'box.com'],
    ['DocuSign', 'docusign.net'],
    ['クラウドサイン', 'cloudsign.jp'],
  ] as const)
  const from = stranger(`${who.name} (${name} 経由)`, `noreply@${domain}`, { style: 'roundcube' })
  const url = `https://www.${domain === 'cloudsign.jp' ? 'cloudsign.jp/documents' : `${domain}/s`}/${random.whole(1e9, 9e9)}`
  return [
    set.benign('on-behalf', {
      from,
      to: [random.pick(world.own.staff)],
      subject: `${who.name} さんから書類の確認依頼が届いています`,
      text: `${who.company.name} ${who.name} さんが書類を共有しました。\n\n次のリンクから確認してください。\n${url}\n`,
      html: `<html><body><p>${who.company.name} ${who.name} さんが書類を共有しました。</p><p><a href="${url}">書類を確認する</a></p></body></html>`,
      replyTo: who.address,
      time: officeTime(world, random),
      results: PASSED(domain),
    }),
  ]
}

/** Forwarded by the recipient's old address: SPF fails at our border, DKIM holds. */
function forwarded(set: MailSet, random: Random): Sent[] {
  const letter = fromPartner(set, random, [])
  const university = 'alumni-univ.ac.jp'
  const signs = letter.from.company.signs
  return [
    set.benign('forwarded', {
      ...letter,
      hops: [{ host: `fwd.${university}`, ip: '133.11.25.7', by: `fwd.${university}` }],
      results: {
        spf: 'fail',
        dkim: signs ? 'pass' : 'none',
        dmarc: signs ? 'pass' : 'none',
        signed: signs ? letter.from.company.domain : '',
        arc: 'pass',
      },
      extra: [
        `X-Forwarded-For: taro@${university} ${letter.to[0]?.address}`,
        `ARC-Seal: i=1; a=rsa-sha256; d=${university}; s=arc; cv=none; b=QUJD`,
      ],
    }),
  ]
}

/** A mail that came back. */
function bounce(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const own = random.pick(world.own.staff)
  const time = officeTime(world, random)
  const gone = `kyu-tanto${random.whole(1, 99)}@${random.pick(world.partners).domain}`
  const original = `From: ${own.address}\r\nTo: ${gone}\r\nSubject: Re: order ${random.whole(100, 999)}\r\nMessage-ID: <b${time}@${world.own.domain}>\r\n\r\ntest\r\n`
  const from: Person = {
    ...stranger('Mail Delivery System', `MAILER-DAEMON@${world.own.host}`),
    company: world.own,
    style: 'roundcube',
  }
  const sent = set.benign('bounce', {
    from,
    to: [own],
    subject: 'Undelivered Mail Returned to Sender',
    text: `This is the mail system at host ${world.own.host}.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${gone}>: user unknown`,
    report: 'delivery-status',
    charset: 'utf-8',
    attachments: [
      {
        name: '',
        content: Buffer.from(
          `Reporting-MTA: dns; ${world.own.host}\r\n\r\nFinal-Recipient: rfc822; ${gone}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
        ),
        type: 'message/delivery-status',
      },
      { name: '', content: Buffer.from(original), type: 'message/rfc822' },
    ],
    envelope: '',
    time,
    extra: ['Auto-Submitted: auto-replied'],
  })
  set.mails.splice(
    set.mails.findLastIndex((one) => one.folder === 'Sent'),
    1,
  )
  return [sent]
}

/** Orders, cards and parcels from those who really sent them. */
function genuineService(set: MailSet, random: Random): Sent[] {
  const [name, domain, subject, url] = random.pick([
    [
      'Amazon.co.jp',
      'amazon.co.jp',
      'Amazon.co.jpでのご注文',
      'https://www.amazon.co.jp/gp/css/order-details?orderID=250-',
    ],
    [
      'ヤマト運輸株式会社',
      'kuronekoyamato.co.jp',
      '宅急便お届けのお知らせ',
      'https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?no=',
    ],
    ['三井住友カード', 'vpass.ne.jp', 'ご利用のお知らせ', 'https://www.smbc-card.com/mem/index.jsp?'],
    ['えきねっと', 'eki-net.com', '予約内容のお知らせ', 'https://www.eki-net.com/personal/top/index?'],
  ] as const)
  const link = `${url}${random.whole(1e6, 9e6)}`
  return [
    set.benign('genuine-service', {
      from: stranger(name, `auto-confirm@${domain}`, { style: 'roundcube' }),
      to: [random.pick(set.world.own.staff)],
      subject,
      text: `${subject}\n\nご利用ありがとうございます。詳細は次のページをご覧ください。\n${link}\n`,
      html: `<html><body><p>ご利用ありがとうございます。</p><p><a href="${link}">詳細を見る</a></p></body></html>`,
      time: officeTime(set.world, random),
      results: PASSED(domain),
    }),
  ]
}

export const SERVICE_TWINS = [fileTransfer, onBehalf, forwarded, bounce, genuineService]
