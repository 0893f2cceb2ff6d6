/** What a mail's verdict says, and what its recipients are told and asked. */
import type { Text } from '../i18n/text.ts'
import type { MailRow } from './findings.ts'
import type { Approach, MailKind } from './mail-kind.ts'

/** Signs of one aspect say much the same; those of several are independent. */
export type Aspect = 'sender' | 'content' | 'carrier' | 'disguise' | 'link' | 'pretext' | 'company'

const ASPECT_WORDS: Record<Aspect, Text> = {
  sender: { ja: '送信者', en: 'the sender' },
  content: { ja: '過去の業務メールの再利用', en: 'a genuine mail used again' },
  pretext: { ja: '差出人と合わない名乗りや用件', en: 'a pretext that does not fit its sender' },
  company: { ja: '同じ差出人からの別の攻撃メール', en: 'an attack by the same sender' },
  carrier: { ja: '添付ファイルの中身', en: 'what is attached' },
  disguise: { ja: '名前やアイコンの偽装', en: 'a disguised name or icon' },
  link: { ja: 'リンク先', en: 'where a link leads' },
}

export function whyOf(aspects: Aspect[], verdict: MailRow['verdict']): Text {
  const [ja, en] = [aspects.map((one) => ASPECT_WORDS[one].ja), aspects.map((one) => ASPECT_WORDS[one].en)]
  if (verdict === 'malicious' && aspects.length === 1)
    return {
      ja: `${ja[0]}に、業務のメールにはない仕掛けがあります。`,
      en: `In ${en[0]} there is a device that no business mail has.`,
    }
  return verdict === 'malicious'
    ? {
        ja: `${ja.join('、')}という別々の兆候が重なっています。`,
        en: `Independent signs come together: ${en.join(', ')}.`,
      }
    : {
        ja: `${ja.join('、')}に兆候がありますが、これだけでは断定できません。`,
        en: `There is a sign in ${en.join(', ')}; by itself it doesn't decide.`,
      }
}

/** For the person who got it, and for the one who investigates. `reused`: it re-works a genuine mail. */
export function tell(
  kind: MailKind,
  verdict: MailRow['verdict'],
  recipients: string[],
  lang: 'ja' | 'en',
  { reused = false, approach = '' }: { reused?: boolean; approach?: Approach } = {},
): Pick<MailRow, 'tell' | 'next_steps'> {
  const who = recipients.length > 0 ? recipients.slice(0, 20).join(lang === 'ja' ? '、' : ', ') : UNKNOWN[lang]
  return {
    tell: TELL[approach || (verdict === 'malicious' ? kind : maybe(kind))][lang],
    next_steps: [
      ...STEPS[approach || kind](who)[lang],
      ...(kind === '標的型' ? [ASK_BACK[reused ? 'reused' : 'named'][lang]] : []),
    ],
  }
}

/** Whom to ring: only a genuine mail that was used again has leaked. */
const ASK_BACK: Record<'reused' | 'named', Text> = {
  reused: {
    ja: '詐称された本人に、メールが漏れているおそれを電話で知らせる',
    en: 'Call the person whose name was used: that mail may have leaked',
  },
  named: {
    ja: '名乗っている組織に、公表されている電話番号で確かめる（メールに書かれた番号は使わない）。身に覚えがなければ、名前を使われたことを伝える',
    en: 'Ask the organisation it names at its published number, not one from the mail; if it sent nothing, say that its name was used',
  },
}

const UNKNOWN: Text = { ja: '受信者', en: 'the recipients' }

type Case = MailKind | Exclude<Approach, ''> | 'unsure' | 'unsure-page' | 'unsure-money'
const UNSURE: Partial<Record<MailKind, Case>> = {
  訓練メール: '訓練メール',
  フィッシング: 'unsure-page',
  ビジネスメール詐欺: 'unsure-money',
}
const maybe = (kind: MailKind): Case => UNSURE[kind] ?? 'unsure'

const TELL: Record<Case, Text> = {
  標的型: {
    ja: '攻撃のメールです。添付とリンクを開かないでください。もし開いたなら、責めませんので、すぐに知らせてください。LANケーブルを抜き、無線を切り、電源は切らないでください。メールは消さずに残してください。',
    en: 'This mail is an attack. Open neither attachment nor link. If you did, say so at once: nobody will blame you. Unplug the LAN cable, switch Wi-Fi off, leave the power on. Keep the mail.',
  },
  ばらまき: {
    ja: '不特定多数に送られているウイルスのメールです。添付とリンクを開かないでください。開いた場合は、LANケーブルを抜いて知らせてください。',
    en: 'This mail spreads malware to many. Open neither attachment nor link. If you did, unplug the LAN cable and say so.',
  },
  フィッシング: {
    ja: '偽のページへ誘うメールです。リンク先に何か入力したなら、本物のサイトからすぐにパスワードを変え、知らせてください。',
    en: 'This mail leads to a false page. If you typed anything there, change that password on the real site now, and say so.',
  },
  ビジネスメール詐欺: {
    ja: '送金をだまし取るメールです。返信せず、送金しないでください。相手には、以前から知っている電話番号で確かめてください。送金した場合は、直ちに銀行と警察に連絡してください。',
    en: 'This mail is after a payment. Do not answer, do not pay. Call the other side on a number you already had. If money has gone, call the bank and the police now.',
  },
  訓練メール: {
    ja: '訓練のメールに見えます。訓練の担当者が認めるまでは、攻撃のメールとして扱い、リンクと添付を開かないでください。',
    en: 'This looks like a training. Until the trainer confirms it, treat it as an attack: open neither link nor attachment.',
  },
  threat: {
    ja: '脅迫のメールです。返信も支払いもしないでください。多くは不特定多数に送られる偽の脅しです。書かれているパスワードを今も使っているなら変えてください。メールは消さずに残し、警察に相談できるようにしてください。',
    en: 'This mail is blackmail. Do not answer and do not pay: most such threats go to many and have nothing behind them. If a password in it is still in use, change it. Keep the mail for the police.',
  },
  call: {
    ja: '電話をかけさせる詐欺の疑いがあります。書かれた番号に電話しないでください。契約や請求は、公式のサイトか手元の書類の番号で確かめてください。電話をして遠隔操作の画面を開いたなら、LANケーブルを抜いて知らせてください。',
    en: 'This mail may be a fraud by telephone. Do not ring the number in it; check the contract or charge at the firm’s own site or by a number you already had. If you rang and let somebody onto your screen, unplug the LAN cable and say so.',
  },
  'unsure-money': {
    ja: '送金をだまし取るメールの疑いがあります。返信や送金をする前に、相手に、以前から知っている電話番号で確かめてください（メールに書かれた番号は使わない）。すでに送金したなら、直ちに銀行と警察に連絡してください。',
    en: 'This mail may be after a payment. Before you answer or pay, call the other side on a number you already had, not one from the mail. If money has gone, call the bank and the police now.',
  },
  'unsure-page': {
    ja: '偽のページへ誘うメールの疑いがあります。リンクを開かず、サービスには公式のアプリかブックマークから入って確かめてください。すでに何か入力したなら、本物のサイトからパスワードを変え、知らせてください。',
    en: 'This mail may lead to a false page. Leave the link; look at the service by its own app or a bookmark. If you typed anything there, change that password on the real site, and say so.',
  },
  unsure: {
    ja: '注意が必要なメールです。送信者に、以前から知っている電話番号で確かめるまで、添付とリンクを開かないでください。すでに開いたなら知らせてください。',
    en: 'Be careful with this mail. Open neither attachment nor link before you have asked the sender on a number you already had. If you did, say so.',
  },
}

const STEPS: Record<MailKind | Exclude<Approach, ''>, (who: string) => { ja: string[]; en: string[] }> = {
  標的型: (who) => ({
    ja: [
      `次の人に、開いたかどうかと、いつ・どのPCで開いたかを聞く: ${who}`,
      '同じ送信者・件名・添付のメールが他の人に届いていないか探す',
      '開いたPCの通信をログで確かめる（ログも一緒に調べると、この報告の「端末」に出る）。初期化しない',
    ],
    en: [
      `Ask these people whether they opened it, when, and on which PC: ${who}`,
      'Look for mails of the same sender, subject or attachment at others',
      'Check the traffic of a PC that opened it (with logs examined, this report shows it under “Hosts”). Do not re-image it',
    ],
  }),
  ばらまき: (who) => ({
    ja: [
      `次の人に、添付やリンクを開いたかを聞く: ${who}`,
      '開いたPCをネットワークから外し、通信を確かめる',
      '同じ件名のメールを全員の受信箱から除く',
    ],
    en: [
      `Ask these people whether they opened attachment or link: ${who}`,
      'Take a PC that did off the network and check its traffic',
      'Remove mails of the same subject from all mailboxes',
    ],
  }),
  threat: (who) => ({
    ja: [
      `次の人に、返信や支払いをしたかを聞く: ${who}`,
      '持ち出したと書かれたファイルや画面が本物かを確かめる。本物なら侵入として扱い、通信とサインインのログを保存する',
      '組織として返信・支払いを判断する前に、警察と専門の窓口に相談する',
    ],
    en: [
      `Ask these people whether they answered or paid: ${who}`,
      'See whether files or screens that it names are genuine; if so, treat it as a break-in and save the logs of traffic and sign-ins',
      'Talk to the police and to a desk for such cases before the organisation answers or pays',
    ],
  }),
  call: (who) => ({
    ja: [
      `次の人に、書かれた番号に電話したか、遠隔操作のソフトを入れたかを聞く: ${who}`,
      '入れたPCをネットワークから外し、遠隔操作の通信を調べる',
      'カードや口座の番号を伝えていれば、直ちにカード会社や銀行に連絡する',
    ],
    en: [
      `Ask these people whether they rang the number or installed a remote program: ${who}`,
      'Take a PC on which it was installed off the network and look for its traffic',
      'If card or account numbers were told, call the card company or bank at once',
    ],
  }),
  フィッシング: (who) => ({
    ja: [
      `次の人に、リンク先で入力したかを聞く: ${who}`,
      '入力したアカウントのパスワードを変え、サインインの履歴と、許可したアプリ・登録された機器を調べる',
      'リンク先を遮断する',
    ],
    en: [
      `Ask these people whether they typed anything there: ${who}`,
      'Reset the accounts concerned; look through their sign-ins, the applications they let in and the devices enrolled',
      'Block the place',
    ],
  }),
  ビジネスメール詐欺: (who) => ({
    ja: [
      `次の人に、返信や送金をしたかを聞く: ${who}`,
      '取引先に電話で確かめ、どちらのメールが読まれたかを調べる',
      '転送設定と海外からのサインインを調べる',
    ],
    en: [
      `Ask these people whether they answered or paid: ${who}`,
      'Call the partner; find out whose mail was read',
      'Look for forwarding rules and sign-ins from abroad',
    ],
  }),
  訓練メール: (who) => ({
    ja: [
      '訓練の担当者（委託先）に、この件名と日時の訓練があったかを確かめる',
      `確かめられるまでは攻撃として扱う。受信者: ${who}`,
    ],
    en: [
      'Ask whoever runs trainings whether this subject and time was one',
      `Until confirmed, treat it as an attack. Recipients: ${who}`,
    ],
  }),
}
