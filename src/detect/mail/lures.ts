/** The pretexts by which a mail lures its reader: each judged on one message, with what the archive knows of its sender. */
import type { DetectorContext } from '../detector.ts'
import type { Lure, LureMail } from './lure.ts'
import { account, pressed } from './lures-account.ts'
import { blackmail, blackmailInside } from './lures-blackmail.ts'
import { letterLures, letterWording } from './lures-letter.ts'
import { chat, money, moneyInside } from './lures-money.ts'
import { borrowed, brand } from './lures-names.ts'
import { officeLures } from './lures-office.ts'
import { pageLures, pageLuresInside } from './lures-pages.ts'
import { picture } from './lures-pictures.ts'
import { programLures } from './lures-programs.ts'
import { register } from './lures-registers.ts'
import { shareLures } from './lures-shares.ts'
import { callback } from './lures-telephone.ts'
import { thread } from './lures-threads.ts'
import { threatLures } from './lures-threats.ts'
import { wordingLure } from './lures-wording.ts'
import { tellsOfLures } from './pretext.ts'

export function luresIn(row: LureMail, context: DetectorContext): Lure[] {
  if (row.inside === 1) {
    // a circular quotes what it warns of
    const wanted = tellsOfLures(`${row.subject}\n${row.text}`)
      ? []
      : [...pageLuresInside(row, context), moneyInside(row, context), blackmailInside(row)]
    return [...wanted, toAssistant(row)].flatMap((one) => one ?? [])
  }
  const named = [
    brand(row, context),
    borrowed(row, context),
    pressed(row, context),
    callback(row, context),
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
    training(row),
    toAssistant(row),
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
