import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { MAIL_COLUMNS, type MailRow, mailWords, placeOf, seenMail } from './mail-row.ts'
import { soundOf } from './wording.ts'

/** What an attack's sender wrote besides: the harmless letter that came first, the password that came after. */
export const sameSender: Detector = {
  id: 'same-sender',
  title: { ja: '攻撃メールの差出人からの、ほかのメール', en: "Another mail of an attack's sender" },
  explanation: {
    ja: '「{{subject}}」は、不審なメール「{{attack}}」と同じ差出人 {{from}} から届きました{{how}}。前触れの手紙や、続きの（パスワードの）連絡かもしれません。',
    en: '“{{subject}}” comes from {{from}}, who also sent the suspicious “{{attack}}”{{how}}: it may be the letter before the attack or the password after it.',
  },
  next_steps: {
    ja: ['受け取った人に、返信したか、続きのメールを開いたかを確かめる', '同じ差出人からの、この後のメールも集める'],
    en: [
      'Ask those who got it whether they answered, or opened what followed',
      'Collect what else comes from the address',
    ],
  },
  attack: ['T1566'],
  references: [
    'J-CRAT activity report, second half of fiscal 2015: letters that only ask for an answer come before the attack',
  ],
  needs: {
    tables: ['mail'],
    without: { ja: 'メールがないと見えません。', en: 'It takes the mails themselves.' },
  },
  parameters: [
    {
      name: 'days',
      unit: 'days',
      default: 60,
      reason: { ja: '前触れから攻撃までは、長くても数週間', en: 'an approach lasts weeks, not years' },
    },
    {
      name: 'sure',
      unit: 'sureness of the wording, 0 to 1',
      default: 0.5,
      reason: {
        ja: 'まったく普通の文面は、乗っ取られる前の本人が書いたもの',
        en: 'an everyday letter is the true owner’s, from before his mailbox was taken over',
      },
    },
  ],
  false_positives: [
    {
      ja: '以前からやり取りのある相手（乗っ取られた取引先）の、それまでの本物のメールと、別の正規の添付を開くパスワード（対象外）',
      en: 'genuine earlier mails of a known partner whose mailbox was taken over, and passwords of other, genuine attachments (left out)',
    },
  ],
  async run(context) {
    const attacks = await context.convicted()
    if (attacks.length === 0) return []
    const rows = await context.query<Row>(SQL, { attacks, seconds: context.parameter('days') * 86_400 })
    const sure = context.parameter('sure')
    // a partner whose mailbox was taken over wrote honest letters, too
    const joined = rows.filter((row) => row.gave === 1 || soundOf(row.subject, row.text).lure >= sure)
    return joined.map(
      (row): Sign => ({
        ...seenMail(row),
        ...grade('plain', []),
        destinations: [placeOf(row.from_address, context)],
        metrics: { attack: row.attack, gave_password: row.gave },
        words: {
          ...mailWords(row),
          attack: row.attack,
          how:
            row.gave === 1
              ? { ja: '（その添付を開くパスワードを伝えています）', en: ' (it gives the password of its attachment)' }
              : '',
        },
      }),
    )
  },
}

interface Row extends MailRow {
  attack: string
  gave: number
  text: string
}

/**
 * Of an address that was nobody's acquaintance when it attacked, what it wrote besides; of anybody's, the mail whose password opens the
 * attack. The mail whose password opens something that nobody accuses belongs to that.
 */
const SQL = `
WITH
  attack AS
  (
    SELECT message.id AS id, message.from_address AS sender, message.subject AS subject, message.time AS time,
      NOT (correspondent.lasting = 1 OR (correspondent.address != '' AND correspondent.known_from <= message.time)) AS stranger
    FROM message
    LEFT JOIN correspondent ON correspondent.address = message.from_address
    WHERE message.file IN ({attacks:Array(String)}) AND message.own = 0 AND message.list_id = ''
  ),
  gave AS (SELECT DISTINCT password_from AS id FROM mail_attachment WHERE mail_id IN (SELECT id FROM attack) AND password_from != ''),
  gave_elsewhere AS (SELECT DISTINCT password_from AS id FROM mail_attachment WHERE mail_id NOT IN (SELECT id FROM attack) AND password_from != '')
SELECT ${MAIL_COLUMNS}, any(substringUTF8(mail.text, 1, 6000)) AS text, argMin(attack.subject, abs(dateDiff('second', attack.time, message.time))) AS attack,
  toUInt8(message.id IN (SELECT id FROM gave)) AS gave
FROM message
INNER JOIN attack ON attack.sender = message.from_address
INNER JOIN mail ON mail.mail_id = message.id
WHERE message.judged = 1 AND message.inside = 0 AND message.file NOT IN ({attacks:Array(String)})
  AND (message.id IN (SELECT id FROM gave) OR (attack.stranger AND message.id NOT IN (SELECT id FROM gave_elsewhere)))
  AND abs(dateDiff('second', attack.time, message.time)) <= {seconds:Float64}
GROUP BY ALL
ORDER BY seen, id
LIMIT 1000`
