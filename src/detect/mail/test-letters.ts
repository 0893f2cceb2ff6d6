/** What documents say that strangers send, for tests: honest ones of every day, with the same sums, numbers and accounts as the lures in them. */
export const HONEST: Record<string, string> = {
  'a bill':
    'INVOICE No. 20881\\nHarlow Joinery, 4 Mill Lane, Leeds\\nBill to: Kobo Giken Co.\\nDate 12 Nov 2026  Due 12 Dec 2026\\nOak shelving, 3 units  £420.00\\nDelivery  £35.00\\nTotal due  £455.00\\nPlease pay by bank transfer: Barclays, sort code 20-45-77, account number 33918827\\nIBAN GB29 NWBK 6016 1331 9268 19\\nQuestions about this invoice? Call us on 0113 496 0182. Orders may be cancelled within 14 days for a full refund.',
  請求書:
    '請求書\\n工房技研株式会社 御中\\n株式会社ミドリ印刷\\n〒530-0001 大阪市北区梅田1-2-3\\n電話 06-6345-1234\\nご請求金額 ¥132,000（税込）\\nお支払期限 2026年12月末日\\nお振込先 三井住友銀行 梅田支店 普通 1234567 カ）ミドリインサツ\\n恐れ入りますが振込手数料は貴社にてご負担ください。\\nご不明な点は下記担当までお電話にてお問い合わせください。',
  '請求書（心当たりがなければ電話）':
    '請求書\\nご請求金額 ¥15,400\\nお振込先 みずほ銀行 京都支店 普通預金 2345678\\n※本請求にお心当たりのない場合や、行き違いにお支払い済みの場合は、お手数ですが 075-123-4567 までお電話ください。\\n※ご注文のキャンセルは発送前に限り承ります。',
  注文書:
    '注文書（FAX 06-1234-5678）\\n品名\u3000カタログ番号\u3000数量\u3000単価\\nご注文はFAXまたはお電話（0120-123-456）で承ります。キャンセル・返品は到着後7日以内にご連絡ください。\\n合計 12,800円\\nお支払方法：銀行振込・代金引換',
  宿の予約:
    'ご予約確認書\\n佐藤様\\nご宿泊日 2026年12月20日 2名様 1泊2食 38,500円\\nキャンセルの場合は前日までにお電話（0465-12-3456）ください。前日50％、当日100％のキャンセル料を申し受けます。\\nこのご予約に心当たりのない場合は、お手数ですがご連絡ください。',
  "a hotel's confirmation":
    'BOOKING CONFIRMATION\\nGuest: H. Sato, 2 nights, EUR 240.00, charged to your card on arrival.\\nFree cancellation until 18 December. To cancel, please call +49 6221 555 123. If you did not make this reservation, please call us immediately.',
  'a ticket':
    'E-TICKET\\nPassenger SATO HANAKO  Flight NH 203  FRA-HND  20 DEC 2026\\nFare EUR 842.10 Tax EUR 311.20\\nChanges and refunds: call +49 69 1234 5678 within 24 hours of departure. Your ticket is non-transferable.',
  'a catalogue':
    'Spring catalogue 2027\\nMicroscopes, lenses and stages\\nModel LX-20  $1,299.00\\nModel LX-40  $2,450.00\\nTo order call toll-free 1-800-555-0147 or visit our web shop. Purchases can be returned within 30 days for a refund. New account customers: please complete the account application form. View our full catalogue online at the address below. Download the price list here.',
  'a paper on such lures':
    'Callback phishing: a study of 1,200 messages\\nAbstract. Victims are told that their subscription was renewed for $399.99 and asked to call a number. We measured how many did not authorize the payment and called support.\\n1 Introduction\\nThe attacker claims that your account was charged; threat actors have used PDF invoices since 2021.',
  "a club's membership":
    'MEMBERSHIP RENEWAL 2027\\nDear member, your membership renews automatically on 1 January and the fee of £60 will be debited from your account. If you wish to cancel, please let the secretary know by 15 December, or call 01632 960 114.\\nThank you for supporting the club.',
  'ein Vertrag':
    'Mitgliedsvertrag\\nDer Beitrag von 29,90 EUR wird monatlich automatisch abgebucht. Kündigung mit einer Frist von 4 Wochen. Bei Fragen rufen Sie uns an: 06221 555 1234. IBAN DE89 3704 0044 0532 0130 00',
  'an insurance that renews itself':
    'Renewal notice\\nYour home insurance policy will be renewed automatically on 3 January. The premium of $812.40 will be charged to the card on file. If you would like to change or cancel your policy, call us at (512) 555-0133 Monday to Friday, 8-6.',
  "a bank's statement":
    'Statement of account October 2026\\nOpening balance £1,204.22. If you do not recognise a transaction, or did not authorise a payment, call us straight away on 0345 600 2323. Charges and interest: an overdraft is charged at 39.9%.',
  "a subscription's bill":
    'Tax invoice\\nPlan: Team annual subscription, renewed 1 Nov 2026. $480.00 charged to Visa ending 4421.\\nManage or cancel your subscription in account settings. Support: +1 415 555 0100.',
  振込先の変更:
    '会費の振込先変更のお知らせ\\n会員各位\\n平素より当会の活動にご協力いただきありがとうございます。このたび、会費の振込先口座が下記のとおり変更になりましたのでお知らせいたします。\\n新口座 ゆうちょ銀行 〇一九店 当座 0123456 日本水質研究会\\n旧口座は12月末で閉鎖いたします。ご不明な点は事務局 03-1234-5678 までお問い合わせください。',
  銀行の統合:
    '金融機関の統合に伴う振込先口座変更のご案内\\nお取引先各位\\n弊社取引銀行の統合により、支店名・口座番号が変更となりました。\\n変更後の口座 三十三銀行 本店 普通 7654321 カ）カワセ\\nご請求書記載の担当者までお電話でご確認いただけます。',
  'a new account':
    'Change of bank details\\nDear customer, as of 1 January 2027 our bank details have changed following the closure of our branch. New bank account: IBAN DE44 5001 0517 5407 3249 31. Please confirm by calling your usual contact before the next payment.',
  案内のちらし:
    '公開シンポジウムのご案内\\n日時 2027年1月20日 13:00–17:00\\n会場 京都会館\\n参加費無料。お申し込みは下記のURLまたはQRコードを読み取ってお願いいたします。定員になり次第締め切ります（1月10日まで）。\\nお問い合わせ 075-123-4567',
  二要素認証の手順:
    '二要素認証（MFA）設定手順\\n1. スマートフォンに認証アプリをインストールします。\\n2. 画面に表示されるQRコードを読み取ってください。\\n3. 表示された6桁のコードを入力します。\\n二要素認証の有効期限が切れた場合は再設定が必要です。',
  給与明細の電子化:
    '給与明細電子化のご案内\\n来月より給与明細は電子配信となります。配布のQRコードを読み取り、初回パスワードでログインし、ご確認ください。給与の支給日に変更はありません。',
  "a client's portal":
    'Your tax documents are ready\\nDear client, you can view your documents in our client portal. Sign in with the account that we set up in January. Weber Steuerberatung, Tel. 06221 555 321',
  'a brochure':
    'Discover our new line\\nView the brochure online. Watch the video. Contact: sales team, +81 3 1234 5678',
  'a portfolio':
    'For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later. Get Adobe Reader Now!',
  'a form of another time':
    'Please wait... If this message is not eventually replaced with the proper contents of the document, your PDF viewer may not be able to display this type of document. You can upgrade to the latest version of Adobe Reader by visiting the page below.',
  'an encrypted message':
    'You have received an encrypted message\\nThe attached file is encrypted. To read the message, open the attachment and enter the password that you agreed on with the sender. Kanzlei Weber',
  'a warning of extortion':
    'TLP:CLEAR  Ransomware advisory\\nThe threat actors write: "We have downloaded 300 GB of your data and will publish it on our blog unless you pay in Bitcoin within 72 hours." Indicators of compromise: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh',
  訓練の例:
    '不審なメールの例\\n「あなたのカメラを録画した。48時間以内にビットコインを支払わなければ連絡先に送信する。私はあなたのパスワードを知っている」このようなメールは無視してください。',
  'an application':
    'Dear Ms Sato,\\nI am writing to apply for the position of laboratory assistant. I have five years of experience with water analysis and would be glad to talk at any time. You can call me at +49 176 5551234. Please find my CV and references below.',
  履歴書:
    '履歴書\\n氏名 山本 和也\u3000生年月日 1994年5月3日\\n住所 京都市左京区\u3000電話 090-1234-5678\\n学歴 2017年 京都大学工学部卒業\\n志望動機 水質分析の経験を貴社で生かしたいと考えております。',
  'a contract':
    'Non-disclosure agreement\\nThe parties agree to keep confidential all information that is disclosed. The receiving party will not share, publish or copy the data without written permission.',
  报价单:
    '报价单\\n客户：工房技研\\n品名 传感器 数量 20 单价 350 元 合计 7000 元\\n付款方式：银行转账 账号：6222 0210 0112 3456 789 开户行：中国工商银行\\n如有疑问请致电 021-5555-1234。',
  'une facture':
    'Facture n° 2026-118\\nPrestation de traduction, 1 200,00 EUR\\nRèglement par virement: IBAN FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP\\nPour toute question, appelez le 01 44 55 66 77. Annulation possible sous 14 jours, remboursement intégral.',
  'a reminder':
    'Second reminder\\nAccording to our records invoice 20881 over £455.00 is overdue. If payment was made in the meantime please disregard this letter, otherwise pay within 7 days to avoid late charges. Tel. 0113 496 0182',
  'eine Mahnung':
    '2. Mahnung\\nSehr geehrte Damen und Herren, auf unsere Rechnung 4471 über 318,40 EUR konnten wir noch keinen Zahlungseingang feststellen. Bitte überweisen Sie umgehend, spätestens innerhalb von 7 Tagen, auf unser Konto IBAN DE89 3704 0044 0532 0130 00. Bei Fragen rufen Sie uns an: 06221 555 123.',
  'ein Lieferschein':
    'Lieferschein 77120\\nIhre Sendung wurde versandt. Sendungsverfolgung online. Bitte prüfen Sie die Ware bei Annahme. Reklamationen innerhalb 24 Stunden telefonisch unter 0621 555 9911.',
  'a licence':
    'Certificate of purchase\\nAnti-virus licence, 1 year, 3 devices. Order 991823. $49.90 charged. Activation code below. If you have questions call our help desk on 1-800-555-0110. The subscription renews automatically; cancel any time in your account for a refund within 30 days.',
  携帯電話の料金:
    'ご利用料金のお知らせ\\n11月分 4,980円（口座振替日 12月27日）\\n契約は自動的に更新されます。解約をご希望の場合は更新月の末日までにお電話（0120-000-113）ください。',
  定期購入:
    '定期購入ご注文内容\\n次回お届け分 3,980円（クレジット決済）\\n定期コースの解約・休止は次回発送日の10日前までにお電話（0120-555-123）ください。ご注文に心当たりがない場合もお電話ください。',
  調査票:
    '調査ご協力のお願い\\n貴院の感染対策に関するアンケートです。回答用紙にご記入のうえFAX（03-1234-5679）でご返送ください。締切 11月30日',
  'a guest network': 'Guest network\\nScan the QR code with your phone to join. Access expires today at midnight.',
  benefits:
    'Employee benefits enrolment 2027\\nScan the code with your phone to review your benefits. Enrolment ends 30 November. Questions: HR service desk.',
}

/** They tell of another account than before: to be asked about where anything does not fit. */
export const MOVED = ['振込先の変更', '銀行の統合', 'a new account']
