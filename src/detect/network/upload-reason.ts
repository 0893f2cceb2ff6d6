/** Known explanations of a large upload, by its destination, its time and the host. */
import type { DetectorContext } from '../detector.ts'
import { isCommon, type Reason, SEVERAL } from '../grade.ts'

export const KNOWN: Reason = {
  effect: 'explains',
  text: {
    ja: '送信先は、業務で広く使われる製品やWeb会議のものです。',
    en: 'The destination belongs to a product or a meeting service that offices use.',
  },
}
export const CALL: Reason = {
  effect: 'explains',
  text: {
    ja: 'Web会議の音声・映像に使うポート（UDP）で、双方向に流れています。',
    en: 'It went both ways over the ports (UDP) that web meetings use for sound and pictures.',
  },
}
export const GOVERNMENT: Reason = {
  effect: 'explains',
  text: {
    ja: '送信先は官公庁です（電子申告や電子納品）。',
    en: 'The destination is a public authority (returns, deliverables).',
  },
}
/** Where papers are handed in for conferences and journals, by the systems' own pages; deadlines are at any hour, and nobody but editors reads it there. */
const PAPERS_TO = [
  'cmt3.research.microsoft.com',
  'easychair.org',
  'editorialmanager.com',
  'hotcrp.com',
  'manuscriptcentral.com',
  'openreview.net',
  'softconf.com',
]
export const takesPapers = (names: string[]): boolean =>
  names.length > 0 && names.every((name) => PAPERS_TO.some((one) => name === one || name.endsWith(`.${one}`)))
export const PAPERS: Reason = {
  effect: 'explains',
  text: {
    ja: '送信先は、学会や論文誌の投稿を受け付けるシステムです（締切は夜のこともあります）。',
    en: 'The destination takes papers for conferences and journals (deadlines may be at night).',
  },
}
export const BY_A_PERSON: Reason = {
  effect: 'weakens',
  text: {
    ja: '平日の勤務時間に、名前のある先へ、限られた時間に送っています（人が送ったのかもしれません）。',
    en: 'It went out in a few working hours of working days, to a place with a name: a person may have sent it.',
  },
}
/** Thieves pack what they find into parts of one size, or take it all at once. */
export const A_FILE_A_DAY: Reason = {
  effect: 'weakens',
  text: {
    ja: '何日かにわたり、一日に一つずつ送っています。仕事の区切りごとの納品や提出と見られます（持ち出しは、分割した多数か、一度に行われるのが普通です）。',
    en: 'On several days it was one file each: deliverables of work that goes on, it seems. What is stolen goes in many parts, or at one time.',
  },
}
export const MODEST: Reason = {
  effect: 'weakens',
  text: {
    ja: '一日の量は、納品や提出など人が送る程度です。',
    en: 'No day was more than a person hands in (deliverables, returns).',
  },
}
export const VISITED: Reason = {
  effect: 'weakens',
  text: {
    ja: '勤務時間に、人がページを見ながら送っています。',
    en: 'It went out in working hours, beside pages that a person read.',
  },
}
export const SERVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: '送信先は、よく使われるファイル保管・転送サービスで、日中の送信です。',
    en: 'The destination is a well-known drive or transfer service, and it was by day.',
  },
}
/** What it makes of anything but a film is noise. */
export const VIDEO: Reason = {
  effect: 'weakens',
  text: {
    ja: '送信先は動画の公開サービスで、動画のほかは受け付けません。',
    en: 'The destination publishes videos and takes nothing else.',
  },
}
export const DEVICE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この機器はプロキシを使っていません（NASやカメラの保存かもしれません）。',
    en: 'This device never uses the proxy (it may be the backup of a NAS or a camera).',
  },
}
export const REPLACES: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この先へ送った日は、普段ほかの先へ送る分がその分少なく、合計は増えていません（先の変わる定期的な保存と見られます。持ち出しなら、普段の分に上乗せされます）。',
    en: 'On these days as much less went elsewhere, and the sum is no more than on others: a backup whose places change, it seems. What is taken out comes on top.',
  },
}
export const blockShared = (hosts: number, context: DetectorContext): Reason[] =>
  hosts >= SEVERAL && isCommon(hosts, context.roles.clients, context.parameter('common_share'))
    ? [
        {
          effect: 'weakens',
          text: {
            ja: `${hosts}台が、同じアドレス帯の別々のアドレスへ同じように送っています（VPNサービスなど、アドレスを順に使う事業者と見られます）。`,
            en: `${hosts} hosts send so to addresses of the same block, as to a service (a VPN's) that takes its addresses in turn.`,
          },
        },
      ]
    : []
/** What a supporter sees of a screen trickles as long as he looks; what is copied goes as fast as the line carries. */
export const SCREEN: Reason = {
  effect: 'weakens',
  text: {
    ja: '遠隔操作サービスの接続中に、画面の転送に見合う遅さで流れ続けたものです（ファイルの持ち出しは、回線の速さで流れます）。接続そのものは別に示します。',
    en: 'It trickled for as long as a remote-control session lasted, as the picture of a screen does; files go as fast as the line carries them. The session itself is shown apart.',
  },
}
export const OLD: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この送信先へは、ログの初日から通信があります。',
    en: 'The host has contacted this place since the first day of the logs.',
  },
}
export const USUAL: Reason = {
  effect: 'weakens',
  text: { ja: 'この端末は普段から同じ程度を送っています。', en: 'The host usually sends about as much.' },
}
