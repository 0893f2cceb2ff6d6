/** The pretexts by which a mail lures its reader: each judged on one message, with what the archive knows of its sender. */
import type { DetectorContext } from '../detector.ts'
import type { Lure, LureMail } from './lure.ts'
import { account, pressed } from './lures-account.ts'
import { blackmail, blackmailInside } from './lures-blackmail.ts'
import { letterLures, letterWording } from './lures-letter.ts'
import { chat, money, moneyInside } from './lures-money.ts'
import { borrowed, brand } from './lures-names.ts'
import { officeLures, secretInside } from './lures-office.ts'
import { pageLures, pageLuresInside } from './lures-pages.ts'
import { codeInside, picture } from './lures-pictures.ts'
import { programLures } from './lures-programs.ts'
import { cardByMail, freeEntry, register } from './lures-registers.ts'
import { shareLures } from './lures-shares.ts'
import { bankByVoice, callback } from './lures-telephone.ts'
import { thread } from './lures-threads.ts'
import { threatLures } from './lures-threats.ts'
import { wordingLure } from './lures-wording.ts'
import { tellsOfLures } from './pretext.ts'

export function luresIn(row: LureMail, context: DetectorContext): Lure[] {
  if (row.inside === 1) {
    // a circular quotes what it warns of
    const wanted = tellsOfLures(`${row.subject}\n${row.text}`)
      ? []
      : [
          ...pageLuresInside(row, context),
          codeInside(row),
          secretInside(row),
          moneyInside(row, context),
          blackmailInside(row),
        ]
    return [...wanted, toAssistant(row), script(row)].flatMap((one) => one ?? [])
  }
  const named = [
    brand(row, context),
    borrowed(row, context),
    pressed(row, context),
    callback(row, context),
    bankByVoice(row, context),
    thread(row, context),
    account(row, context),
    picture(row),
    ...shareLures(row, context),
    ...pageLures(row, context),
    ...programLures(row, context),
    ...officeLures(row, context),
    blackmail(row),
    chat(row, context),
    money(row, context),
    register(row, context),
    freeEntry(row, context),
    cardByMail(row),
    training(row),
    toAssistant(row),
    script(row),
    ...threatLures(row, context),
    ...letterLures(row, context),
  ].flatMap((one) => one ?? [])
  // the wording as a whole says less than a pretext that has a name
  return named.some(({ strength }) => strength !== 'weak')
    ? named
    : [...named, ...wordingLure(row, context), ...letterWording(row, context)]
}

/** A person sees nothing of it; the program that reads mail for him obeys, with his rights. */
const toAssistant = ({ hidden_orders, bulk, list_id }: LureMail): Lure | null =>
  hidden_orders === ''
    ? null
    : {
        kind: 'task',
        strength: bulk === 1 || list_id !== '' ? 'plain' : 'strong',
        what: {
          ja: `人には見えない文字で、メールを読むAI（要約や代行の機能）に指示を与えています: 「${hidden_orders.slice(0, MOST_QUOTED)}」`,
          en: `in text that no person sees it gives orders to an assistant that reads the mail (to sum it up or act on it): “${hidden_orders.slice(0, MOST_QUOTED)}”`,
        },
      }
const MOST_QUOTED = 200 // characters

/** Nobody has to click: what matters is in which program it was opened. */
const script = ({ html_script }: LureMail): Lure | null =>
  html_script === ''
    ? null
    : {
        kind: 'script',
        strength: 'strong',
        what: {
          ja: `HTMLの本文に、開いただけで動くプログラムが仕込まれています: 「${html_script.slice(0, MOST_QUOTED)}」。更新されていないウェブメール（Roundcube、Zimbraなど）では、何もクリックしなくてもメールを盗まれます。どのウェブメールかとその版を尋ね、このメールを開いた人の転送・振り分けの設定とログイン中のセッションを調べてください`,
          en: `its HTML holds a program that opens itself, without a click: “${html_script.slice(0, MOST_QUOTED)}”. In a webmail that is not up to date (Roundcube, Zimbra …) it steals the mail: ask which webmail and version, and check the rules, forwarding and sessions of whoever opened it`,
        },
      }

/** A bait of an exercise says so in its headers, for filters. They can be forged: whoever runs exercises must be asked. */
const training = (row: LureMail): Lure | null =>
  row.training === 0
    ? null
    : {
        kind: 'training',
        strength: 'plain',
        what: {
          ja: '標的型攻撃メール訓練のサービスが付ける印がヘッダにあります。訓練の担当者に確かめてください（印は偽造できます）',
          en: 'its headers bear the mark of a service for phishing exercises: ask whoever runs them, as the mark can be forged',
        },
      }
