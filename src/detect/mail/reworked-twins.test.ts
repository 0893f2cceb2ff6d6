/** Mails that say what another one says and re-use nothing: forms of letters, notices, digests. Beside each, the attack it could be. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { reworkedMail } from './reworked-mail.ts'
import { history, type Mailbox, mailbox, OURS, PARTNER } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await history(office)
})

/** One accounting service's form, as two suppliers send it: names, sums and days are all that differs. */
const bill = (firm: string, of: string) =>
  `平素は格別のお引き立てを賜り、厚く御礼申し上げます。\n${firm}でございます。\n${of}分の請求書を添付ファイルにてお送りいたしますので、ご査収のほどよろしくお願いいたします。\nお支払期限までに下記の口座へお振り込みくださいますようお願い申し上げます。なお、原本につきましては別途郵送いたします。\nご請求金額 123,456円 お支払期限 2026年11月30日`
const dates = (firm: string, what: string) =>
  `${firm}の件では大変お世話になっております。\n次回のお打ち合わせの日程を調整させていただきたく、ご連絡いたしました。${what}\n下記日程の中でご都合のよろしい日時をお知らせいただけますでしょうか。\n・11月4日(水) 10:00～12:00\n・11月6日(金) 13:00～17:00\n場所は弊社会議室を予定しております。所要時間は一時間程度を予定しております。`
const thanks = (what: string) =>
  `先日はご多用のところ弊社までお越しいただき、誠にありがとうございました。${what}\nまずは略儀ながらメールにて御礼申し上げます。今後ともご指導ご鞭撻のほどよろしくお願い申し上げます。`

test('letters of one form by different partners re-use nothing, though each of them writes for the first time', async () => {
  for (const [i, firm] of ['見本電機株式会社', '有限会社例工業', '試作通商'].entries()) {
    const from = (who: string) => `${who} <${['keiri', 'sales', 'tanto'][i]}@kaisha${i}.co.jp>`
    await office.mail({
      from: from(`${firm} 経理`),
      day: 62 + i,
      subject: '請求書送付のご案内',
      core: bill(firm, '10月'),
      attachments: [{ name: '請求書_10月分.pdf', type: 'pdf' }],
    })
    await office.mail({
      from: from(`担当${i}`),
      day: 64 + i,
      subject: '次回お打ち合わせの日程調整のお願い',
      core: dates(firm, ''),
    })
    await office.mail({ from: from(`担当${i}`), day: 66 + i, subject: '御礼', core: thanks('') })
    await office.mail({
      from: from(`担当${i}`),
      day: 68 + i,
      subject: '見積書送付の件',
      core: `${firm}です。ご依頼いただきましたお見積書を送付いたします。見積書を添付いたしますので、ご検討のほどよろしくお願いいたします。ご不明な点がございましたら、お気軽にお問い合わせください。`,
      attachments: [{ name: '御見積書.zip', type: 'zip', encrypted: true }],
    })
  }
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test("one service's notice of a password, sent for three firms, re-uses nothing", async () => {
  for (const i of [0, 1, 2])
    await office.mail({
      from: `担当${i} <tanto@kaisha${i}.co.jp>`,
      day: 62 + i,
      subject: '添付ファイルのパスワードのお知らせ',
      core: `このメールは自動送信されています。\n添付ファイルのパスワードをお知らせします。\nパスワード : Kx8${i}qa`,
    })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('short notes of one wording by strangers, each with a home page below, re-use nothing', async () => {
  for (let i = 0; i < 3; i++) {
    const domain = `kaisha${i}.co.jp`
    await office.mail({
      from: `担当${i} <tanto@${domain}>`,
      day: 62 + i,
      subject: i === 0 ? 'パスワードのお知らせ' : `【パスワード】資料${i}について`,
      core: `先ほど別便にてお届けした電子ファイルを開くための暗証文字列を、本便にてお伝えします。\n${i}aB3x9Qz`,
      links: [{ url: `https://www.${domain}/` }],
    })
  }
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('namesakes at two firms who answer alike, and one form of bill that comes as PDF and as a ZIP under a password, re-use nothing', async () => {
  const answer =
    'ご送付いただいた一式を拝受し、部内にて回覧のうえ異存のない旨を確かめましたので、この内容にて手続きを進めてくださいますようお伝えいたします。'
  const form =
    '当月のお取引に係る書面一通を電子的な写しにて差し上げますので、貴部署における計上の手続きを賜りたく存じます。写しの保存期間は七年です。'
  for (const [i, firm] of ['alpha-kogyo.co.jp', 'beta-seiki.co.jp'].entries()) {
    await office.mail({
      from: `林 ${['明子', '恵美'][i]} <hayashi@${firm}>`,
      day: 62 + i,
      subject: `Re: 納品書類${i}`,
      core: answer,
      links: [{ url: `https://www.${firm}/` }],
    })
    await office.mail({
      from: `経理担当${i} <keiri@${firm}>`,
      day: 64 + i,
      subject: '9月分ご請求書送付のご案内',
      core: form,
      attachments: [
        i === 0
          ? { name: '請求書_9月分.pdf', type: 'pdf' }
          : { name: '請求書_9月分.zip', type: 'zip', encrypted: true },
      ],
    })
  }
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('a bill that really is another’s, with the account changed and his name above it, is one', async () => {
  const own =
    '第二工場のボイラー配管更新工事、十月出来高分のご請求です。先日の立会いで確認いただいた支持金物の追加二十八箇所と、夜間作業の割増を含んでおります。'
  const original = await office.mail({
    from: `田中 太郎 <tanaka@${PARTNER}>`,
    day: 62,
    subject: '請求書送付のご案内',
    core: `${bill('トリヒキ工業', '10月')}\n${own}`,
    attachments: [{ name: '請求書_10月分.pdf', type: 'pdf' }],
  })
  const fake = await office.mail({
    from: '田中 太郎 <tanaka@torihiki-co.example.net>',
    day: 70,
    subject: '請求書送付のご案内',
    core: `振込先を変更いたしました。\n${bill('トリヒキ工業', '10月')}\n${own}`,
    attachments: [{ name: '請求書_10月分.pdf', type: 'pdf' }],
  })
  const signs = await office.judge(reworkedMail)
  assert.deepEqual(
    signs.map((sign) => sign.mails),
    [[fake, original]],
  )
})

test("one's own form, day after day, and a notice that two machines send re-use nothing", async () => {
  const report = (n: number) =>
    `バックアップジョブの実行結果をお知らせします。対象サーバ fs0${n % 3}、開始 02:00、終了 03:${10 + n}、転送量 ${n * 13} GB、警告 0 件、エラー 0 件。詳細は管理画面の履歴を参照してください。`
  for (let n = 0; n < 8; n++) {
    await office.mail({
      from: `バックアップ通知 <noreply${n % 2}@backup-service.co.jp>`,
      day: 40 + n,
      subject: `【正常終了】日次バックアップ ${n}`,
      core: report(n),
      links: [{ url: `https://console${n % 2}.backup-portal.example.net/jobs/${n}` }],
      headers: [['Auto-Submitted', 'auto-generated']],
    })
    await office.mail({
      from: `会議室予約 <calendar@${n % 2 ? 'groupware.example.com' : 'groupware-cloud.example.org'}>`,
      day: 41 + n,
      subject: '会議の招待：定例会議',
      core: `会議の招待が届いています。定例会議 日時 11月${n + 1}日 10:00 から 11:00、場所 第一会議室、主催者 佐藤 花子。出席、欠席、仮承諾のいずれかを返信してください。`,
      attachments: [{ name: 'invite.ics', type: 'text' }],
      headers: [['Auto-Submitted', 'auto-generated']],
    })
  }
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('a digest of a list, and a member who passes a call for papers on, re-use nothing', async () => {
  const call =
    '第四十二回配管材料研究会の講演を募集します。今回の主題は耐食合金の溶接部における応力腐食割れの評価法です。申込みは九月末、予稿は十月十日まで、会場は見本大学の講堂です。皆様の応募をお待ちしております。'
  await office.mail({
    from: `高橋 三郎 <takahashi@kenkyukai.example.jp>`,
    day: 30,
    subject: '講演募集',
    core: call,
    list_id: 'haikan.kenkyukai.example.jp',
  })
  await office.mail({
    from: '配管ML <haikan-digest@ml-service.example.net>',
    day: 31,
    subject: '配管ML ダイジェスト 第120号',
    core: `1. 講演募集\n${call}\n2. 事務局より\n会費の納入をお願いします。`,
    list_id: 'haikan-digest.ml-service.example.net',
    links: [{ url: 'https://ml-service.example.net/unsubscribe' }],
  })
  await office.mail({
    from: '中村 四郎 <nakamura@daigaku.example.ac.jp>',
    day: 33,
    subject: '研究会のご案内',
    core: `ご参考までにお送りします。\n${call}`,
  })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test("a template of our own comes back from a partner's other people: they had it", async () => {
  const form =
    '立会い検査の依頼書式は次のとおりです。対象設備の番号、希望する時間帯、同行する検査員の人数、必要な保護具の種別を記入し、三営業日前までに検査課へお送りください。足場を要する場合は図面を添えてください。'
  await office.mail({
    from: `佐藤 花子 <sato@${OURS}>`,
    to: `suzuki@${PARTNER}`,
    day: 61,
    subject: '検査の依頼書式',
    core: form,
  })
  await office.mail({
    from: `新人 五郎 <shinjin@${PARTNER}>`,
    day: 66,
    subject: '検査の依頼',
    core: `書式に従ってお送りします。\n${form}`,
    links: [{ url: 'https://share.example.net/box/abc' }],
  })
  const fake = await office.mail({
    from: `佐藤 花子 <sato.hanako@outlook.com>`,
    day: 68,
    subject: '検査の依頼書式',
    core: form,
    links: [{ url: 'https://share2.example.net/box/abc' }],
  })
  const signs = await office.judge(reworkedMail)
  assert.deepEqual(
    signs.map((sign) => [sign.mails?.[0], sign.severity]),
    [[fake, 'high']],
  )
})

test('two offices that send a locked ZIP of one everyday name, also as the subject, re-use nothing', async () => {
  for (const [i, what] of ['参加者名簿', '覚書案', '給与計算結果'].entries())
    for (const [j, text] of ['表題の件、別添のとおりです。', '先ほどお電話でお話しした資料になります。'].entries())
      await office.mail({
        from: `担当 <tanto@kaisha${i}${j}.co.jp>`,
        day: 62 + i + 3 * j,
        subject: `${what}をお送りします`,
        core: text,
        attachments: [{ name: `${what}.zip`, type: 'zip', encrypted: true }],
      })
  assert.deepEqual(await office.judge(reworkedMail), [])
})

test('a list breaks the proof of who writes to it: a member’s mail with the subject and paper of another’s re-uses nothing; a list that nobody has seen excuses nothing', async () => {
  const paper = [{ name: '観光標準化検討講演会_開催要項.pdf', type: 'pdf' }]
  const subject = '観光標準化検討講演会のご案内'
  await office.mail({
    from: '後藤 隆 <goto@gakujutsu.or.jp>',
    day: 60,
    subject,
    core: '来月の講演会です。要項を添えます。',
    attachments: paper,
  })
  for (const [day, who] of [1, 2, 3].entries())
    await office.mail({
      from: `会員${who} <kaiin${who}@kyokai${who}.or.jp>`,
      day: 61 + day,
      subject: `例会${who}`,
      core: `第${who}回です。`,
      list_id: 'kenkyukai.ml.example.jp',
    })
  const sent = (list_id: string, day: number) =>
    office.mail({
      from: '木村 恵美 <kimura@keizai-kai.or.jp>',
      day,
      subject,
      core: '会員の皆様、下記の催しをお知らせします。',
      auth: 'fail',
      list_id,
      attachments: paper,
      links: [{ url: 'https://ml.example.jp/members' }],
    })
  await sent('kenkyukai.ml.example.jp', 70)
  assert.deepEqual(await office.judge(reworkedMail), [])
  await sent('news.nobody.example.org', 71)
  assert.equal((await office.judge(reworkedMail)).length, 1)
})
