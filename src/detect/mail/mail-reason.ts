/** Known explanations that several detectors of mail find. */
import type { Reason } from '../grade.ts'

export const LIST: Reason = {
  effect: 'explains',
  text: {
    ja: 'メーリングリストを通ったメールです（List-Id）。差出人や認証は途中で変わります。',
    en: 'It came through a mailing list (List-Id), which changes senders and breaks proofs.',
  },
}

export const service = (name: string): Reason => ({
  effect: 'explains',
  text: {
    ja: `人の名前でメールを送るサービス（${name}）が署名しています。`,
    en: `A service that sends in people's names signed it (${name}).`,
  },
})

export const PROVEN: Reason = {
  effect: 'weakens',
  text: {
    ja: '差出人のドメインは認証で確かめられ、添付もリンクもありません。',
    en: "The sender's domain is proven, and nothing is attached or linked.",
  },
}
