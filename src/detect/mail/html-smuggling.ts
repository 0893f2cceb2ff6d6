import type { Text } from '../../i18n/text.ts'
import { find } from '../../lists/list.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { type AttachedItem, type AttachedMail, attachedWords, below, has, seenAttached } from './attached.ts'
import { attachedDetector } from './attached-detector.ts'
import { known } from './attached-reasons.ts'
import { ENCRYPTED_MAIL } from './encrypted-mail.ts'
import { carriesAddress } from './pretext.ts'

const TRAITS = ['html-smuggling', 'html-clipboard', 'html-form', 'html-redirect', 'svg-script']

export const htmlSmuggling = attachedDetector({
  id: 'html-smuggling',
  title: {
    ja: 'ファイルやパスワード入力欄を仕込んだHTML',
    en: 'HTML page that smuggles a file or asks for a password',
  },
  explanation: {
    ja: '{{from}} からの「{{subject}}」の添付「{{attachment}}」はWebページです。{{what}}（{{path}}）。',
    en: 'The attachment "{{attachment}}" of "{{subject}}" from {{from}} is a web page: {{what}} ({{path}}).',
  },
  next_steps: {
    ja: ['添付ファイルを開かず、差出人に電話で確かめる', 'パスワードを入力した人がいれば、すぐに変更する'],
    en: ['Leave it unopened and ask the sender by phone', 'If somebody typed a password, change it at once'],
  },
  attack: ['T1027.006', 'T1566.001', 'T1598.002'],
  references: ['MITRE ATT&CK T1027.006'],
  needs: {
    tables: ['mail_attachment'],
    without: { ja: 'メールそのものがないと見えません。', en: 'Without the messages themselves it is not visible.' },
  },
  parameters: [],
  false_positives: [
    {
      ja: '暗号化メールのサービス（Cisco、Proofpoint、Microsoft、Sophosなど）',
      en: 'encrypted-mail services (Cisco, Proofpoint, Microsoft, Sophos …)',
    },
    { ja: 'ページ自身の表を保存するボタン', en: 'a button that saves the page’s own table' },
  ],
  wanted: { traits: TRAITS },
  judge(mail) {
    const items = mail.items.filter((item) => has(item, ...TRAITS))
    const found = items
      .map((item) => ({ item, ...judged(mail, item) }))
      .sort((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength))
    const first = found[0]
    if (!first) return []
    return [
      {
        ...grade(first.strength, first.dropped ? [] : reasons(mail, first.item)),
        ...seenAttached(mail, items),
        words: { ...attachedWords(mail, first.item), what: first.what },
      },
    ]
  },
})

const ORDER: Strength[] = ['strong', 'plain', 'weak']

/** `dropped`: what it carries runs, or hides what runs; no sender explains that. */
function judged(mail: AttachedMail, item: AttachedItem): { strength: Strength; what: Text; dropped: boolean } {
  if (has(item, 'html-smuggling')) {
    const file = below(mail, item).find(
      (one) => has(one, 'runs', 'executable', 'script', 'disk-image', 'lnk-command') || CARRIERS.has(one.type),
    )
    if (file)
      return {
        strength: 'strong',
        dropped: true,
        what: {
          ja: `開くとブラウザの中でファイル「${file.name}」が作られ、保存されます`,
          en: `opened, it makes the file "${file.name}" in the browser and saves it`,
        },
      }
    return {
      strength: 'plain',
      dropped: false,
      what: {
        ja: '開くとブラウザの中でファイルが作られ、保存されます',
        en: 'opened, it makes a file in the browser and saves it',
      },
    }
  }
  const pasted = item.traits.get('html-clipboard')
  if (pasted !== undefined)
    return {
      strength: 'strong',
      dropped: true,
      what: {
        ja: `クリップボードに命令を入れ、利用者自身に貼り付けて実行させる手口（ClickFix）です: ${pasted}`,
        en: `it lays a command onto the clipboard and has the reader paste and run it (ClickFix): ${pasted}`,
      },
    }
  const host = item.traits.get('html-form')
  if (host !== undefined)
    return {
      strength: 'plain',
      dropped: false,
      what: { ja: `入力したパスワードを ${host} へ送ります`, en: `it sends the password typed in to ${host}` },
    }
  const target = item.traits.get('html-redirect')
  if (target !== undefined && !/^(?:https?|data):/i.test(target))
    return {
      strength: 'strong',
      dropped: true,
      what: {
        ja: `開くと、Windowsの機能で外部の共有フォルダやプログラムを開かせようとします: ${target.slice(0, 200)}`,
        en: `it makes Windows open somebody's share or a program: ${target.slice(0, 200)}`,
      },
    }
  if (target !== undefined) {
    const place = URL.canParse(target) ? new URL(target).hostname : target.slice(0, 100)
    const filled = carriesAddress(target, mail.readers)
    const near = place === mail.from_domain || place.endsWith(`.${mail.from_domain}`)
    return {
      strength: near && !filled && mail.days_before > 0 ? 'weak' : 'plain',
      dropped: false,
      what: {
        ja: `開くとすぐに ${place} へ移ります${filled ? '（受信者のアドレスを渡します）' : ''}`,
        en: `opened, it leads on to ${place} at once${filled ? " and hands over the reader's address" : ''}`,
      },
    }
  }
  return {
    strength: 'plain',
    dropped: false,
    what: { ja: '画像（SVG）ですが、スクリプトを含みます', en: 'a picture (SVG) that holds a script' },
  }
}

const HOLDS_A_LETTER = 8_000 // bytes: a form alone takes less

const CARRIERS = new Set(['zip', '7z', 'rar', 'cab', 'iso', 'img', 'vhd', 'vhdx', 'onenote', 'pe', 'lnk'])

function reasons(mail: AttachedMail, item: AttachedItem): Reason[] {
  const host = item.traits.get('html-form') ?? ''
  const service = host === '' ? null : find(ENCRYPTED_MAIL, host)
  if (service) {
    return [
      {
        effect: 'explains',
        text: {
          ja: `暗号化メールのサービス（${service.owner}）の画面です。`,
          en: `It is the page of an encrypted-mail service (${service.owner}).`,
        },
      },
    ]
  }
  const own = host !== '' && mail.genuine && (host === mail.from_domain || host.endsWith(`.${mail.from_domain}`))
  // the page of an encrypted mail holds that mail; one that holds nothing is explained only by who sends it
  if (own && (mail.days_before > 0 || item.bytes >= HOLDS_A_LETTER))
    return [
      {
        effect: 'explains',
        text: {
          ja: '送り先は差出人自身のドメインで、DKIMも合格しています。',
          en: "It sends to the sender's own domain, and DKIM passes.",
        },
      },
    ]
  return known(mail)
}
