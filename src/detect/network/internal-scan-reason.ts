/** What explains a sweep, or weakens it. */
import type { Reason } from '../grade.ts'

export const STEADY: Reason = {
  effect: 'explains',
  text: {
    ja: '毎日同じ程度の相手へ接続し、ほとんど成功しています。資産管理や監視のサーバと見られます。',
    en: 'It reaches about the same number every day, nearly all with success: it looks like asset management or monitoring.',
  },
}
export const SCHEDULED: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの初日から毎日、同じ程度の相手を調べています。予定された脆弱性検査や棚卸しと見られます（予定の有無を確認してください）。',
    en: "Every day since the logs' first it tries about as many: it looks like a scheduled vulnerability scan or inventory (check that there is one).",
  },
}
export const MONTHLY: Reason = {
  effect: 'explains',
  text: {
    ja: '毎月同じ日の同じ時刻に、同じ規模で行われています。定期的な棚卸しや脆弱性診断と見られます（そのような予定があるか確認してください）。',
    en: 'On one day of each month, at one hour, it tries as many: it looks like a scheduled inventory or vulnerability scan (check that there is one).',
  },
}

export const WEEKLY: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの最初の週から、毎週同じ曜日の同じ時刻に、同じ程度の相手を調べています。予定された棚卸しや脆弱性検査と見られます（予定の有無を確認してください）。',
    en: "Every week since the logs' first, on one weekday at one hour, it tries about as many: it looks like a scheduled inventory or vulnerability scan (check that there is one).",
  },
}
export const OPEN: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ほとんどの相手が応じています。相手を知っている管理の通信と見られます（探索は多くが失敗します）。',
    en: 'Nearly all targets answered: it looks like management, which knows its targets; sweeps mostly fail.',
  },
}
export const SERVER: Reason = {
  effect: 'weakens',
  text: { ja: '多くの端末が使うサーバです。', en: 'It is a server that many hosts use.' },
}
