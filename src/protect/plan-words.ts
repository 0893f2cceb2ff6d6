/** The plan's words, Japanese as a rescue desk writes it, and English. */
import { amount, type Text } from '../i18n/text.ts'
import type { Measure, MeasureCheck } from '../story/findings.ts'

export const MEASURE_WORDS = {
  who: {
    preserve: { ja: '情報システム担当者', en: 'IT' },
    unplug: { ja: '情報システム担当者と、その端末の利用者', en: "IT, with the host's user" },
    search: { ja: '情報システム担当者', en: 'IT' },
    block: { ja: '情報システム担当者（機器の保守業者）', en: 'IT (or the maintainer of the device)' },
    reset: { ja: '情報システム担当者と本人', en: 'IT and the account holder' },
    notify: { ja: '責任者（経営層・広報・法務）', en: 'the person responsible (management, public relations, legal)' },
  } satisfies Record<Measure['kind'], Text>,

  preserve: (fact: string): Text => ({
    ja: `ログを別の媒体に保存する：${fact}`,
    en: `Save the logs to another medium: ${fact}`,
  }),
  preserveLate: (fact: string, day: string): Text => ({
    ja: `残っているログを今すぐ別の媒体に保存し、バックアップや機器の中も探す（最初の痕跡は${day}ごろに上書きされたおそれ）：${fact}`,
    en: `Save what is left of the logs to another medium now, and look for backups (the first sign may have been overwritten about ${day}): ${fact}`,
  }),
  unplug: {
    infected: (host: string): Text => ({
      ja: `${host} のLANケーブルを抜き、無線を切る。電源は切らない。初期化やウイルスの全体スキャンはしない`,
      en: `${host}: unplug the LAN cable, switch Wi-Fi off. Leave the power on. No re-imaging, no full virus scan`,
    }),
    suspected: (host: string): Text => ({
      ja: `${host} を調べ、業務に支障がなければLANケーブルを抜き、無線を切る。電源は切らない`,
      en: `${host}: examine it; where work allows, unplug the LAN cable and switch Wi-Fi off. Leave the power on`,
    }),
    behind: (host: string): Text => ({
      ja: `${host} の後ろにいて通信した端末を、プロキシなどのログで特定する`,
      en: `Find the client behind ${host} that did it, by the proxy's or another log`,
    }),
  },
  ask: (people: string): Text => ({
    ja: `攻撃メールを受け取った人に、開いたか・いつ・どの端末でかを聞く：${people}`,
    en: `Ask those who got the attack's mails whether they opened them, when, on which PC: ${people}`,
  }),
  met: (host: string, places: string): Text => ({
    ja: `${host} を調べる：同じ先へ通信している（${places}）`,
    en: `Examine ${host}: it contacted the same places (${places})`,
  }),
  blockPlace: (place: string): Text => ({
    ja: `${place} への通信を遮断する（kyumei export）。全体が分かってから、パスワード変更と同時に`,
    en: `Block ${place} (kyumei export), once the whole is known, together with the passwords`,
  }),
  blockNamed: (places: string): Text => ({
    ja: `攻撃メールが指す先への通信を遮断する（kyumei export）：${places}`,
    en: `Block the places that the attack's mails name (kyumei export): ${places}`,
  }),
  blockSenders: (senders: string): Text => ({
    ja: `これらの送信者からのメールを受け取らない（kyumei export postfix など）：${senders}`,
    en: `Refuse mail from these senders (kyumei export postfix …): ${senders}`,
  }),
  resetAccount: (account: string): Text => ({
    ja: `${account} のパスワードを感染していない端末から変え、サインイン中のセッションを切り、転送・振り分け・アプリの許可を確認する`,
    en: `${account}: change the password from a clean PC, end its sessions, look at forwarding, rules and permitted applications`,
  }),
  resetUsers: (host: string, users: string[]): Text => ({
    ja: `${host} を使った人${users.length > 0 ? `（${users.join('、')}）` : ''}と、その端末でサインインした管理者のパスワードを、感染していない端末から変える`,
    en: `Change the passwords of those who used ${host}${users.length > 0 ? ` (${users.join(', ')})` : ''}, and of administrators who signed in there, from a clean PC`,
  }),
  partner: (name: string): Text => ({
    ja: `${name} の本人・組織に電話で知らせる：名前やメールが攻撃に使われている。そのメールボックスまたはPCから読まれた可能性`,
    en: `Call ${name}: the name or its mails are used in an attack; that mailbox or PC may have been read`,
  }),
  authorities: {
    ja: '相談・届出：IPAの標的型サイバー攻撃特別相談窓口、警察。個人情報の漏えいのおそれがあれば、個人情報保護委員会へ速報（知ってからおおむね3～5日以内）。取引先への連絡',
    en: 'Consult and report: the national desk for targeted attacks (in Japan IPA), the police; where personal data may have leaked, the authority (in Japan within three to five days of knowing); your partners',
  },

  checks: {
    'silent-host': (host) => ({
      ja: `新しいログに ${host} の通信がない（kyumei scan --plan）`,
      en: `newer logs show no traffic of ${host} (kyumei scan --plan)`,
    }),
    'no-contact': (place) => ({
      ja: `新しいログに ${place} への成功した通信がない（kyumei scan --plan）`,
      en: `newer logs show no contact to ${place} that succeeded (kyumei scan --plan)`,
    }),
    'no-mail-from': (sender) => ({
      ja: `新しいメールとメールサーバのログに ${sender} から届いたものがない（kyumei scan --plan）`,
      en: `newer mails and mail servers' logs show nothing delivered from ${sender} (kyumei scan --plan)`,
    }),
    'no-finding': (account) => ({
      ja: `新しいログに ${account} の新しい兆候がない（kyumei scan --plan）。本人に履歴を見てもらう（kyumei account）`,
      en: `newer logs show no new sign of ${account} (kyumei scan --plan); its owner looks at the history (kyumei account)`,
    }),
    'by-hand': () => ({ ja: '済んだことを人が確認して記録する', en: 'a person confirms and notes that it is done' }),
  } satisfies Record<MeasureCheck['kind'], (subject: string) => Text>,

  seen: {
    quiet: (hours: number): Text => ({
      ja: `その後のログ${hours}時間分に記録がない`,
      en: `nothing in ${amount(hours, 'hour')} of newer logs`,
    }),
    changed: (hours: number): Text => ({
      ja: `その後のログ${hours}時間分に新しい兆候がない。パスワードを変えたことは人が確認する`,
      en: `no new sign in ${amount(hours, 'hour')} of newer logs; that the password was changed, a person confirms`,
    }),
    stopped: (last: string, hours: number): Text => ({
      ja: `最後は${last}。その後のログ${hours}時間分に記録がない`,
      en: `last on ${last}; nothing in ${amount(hours, 'hour')} of logs since`,
    }),
    still: (count: number, last: string): Text => ({
      ja: `その後も${count}件、最後は${last}`,
      en: `${count} more since, the last on ${last}`,
    }),
    stillThere: (count: number, last: string): Text => ({
      ja: `その後も通信${count}件、最後は${last}。初期化して戻した端末なら、戻した日時より後だけかを確認する`,
      en: `${amount(count, 'contact')} since, the last on ${last}; of a host that was re-installed and came back, see that all are later than that`,
    }),
    tries: (count: number, hosts: string[]): Text => ({
      ja: `遮断された試みが${count}件（${hosts.join('、')}）：その端末はまだ感染している`,
      en: `${count} attempts were denied (${hosts.join(', ')}): those hosts are not clean`,
    }),
    early: (hours: number): Text => ({
      ja: `新しいログが${hours}時間分しかない：まだ判断できない`,
      en: `only ${amount(hours, 'hour')} of newer logs: too early to say`,
    }),
    blind: { ja: 'それが分かる新しいログがない', en: 'no newer log could show it' },
    byHand: { ja: '人が確認する', en: 'a person confirms it' },
  },
}
