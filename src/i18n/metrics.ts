/** What detectors measure, in words: ja, en. */
const METRICS: Record<string, readonly [string, string]> = {
  activations: ['稼働に転じた回数', 'times it came alive'],
  answers_alive: ['実在アドレスの応答', 'answers with a real address'],
  answers_nowhere: ['127.0.0.1等の応答', 'answers of 127.0.0.1 and the like'],
  answers_nxdomain: ['存在しないという応答', 'answers that it does not exist'],
  bytes_received: ['受信バイト', 'bytes received'],
  bytes_sent: ['送信バイト', 'bytes sent'],
  connections: ['接続数', 'connections'],
  contacts: ['通信回数', 'contacts'],
  days: ['日数', 'days'],
  denied: ['拒否', 'denied'],
  earlier_day_megabytes: ['以前の最大の日（MB）', 'largest day before (MB)'],
  failed_share: ['失敗の割合', 'share that failed'],
  first_use_within_log: ['ログの途中で使い始めた', 'first used during the logs'],
  hosts_sharing: ['同じ通信をする端末', 'hosts that do the same'],
  hours: ['時間数', 'hours'],
  interval_seconds: ['間隔（秒）', 'interval (s)'],
  kind: ['種類', 'kind'],
  largest_day_megabytes: ['最大の日（MB）', 'largest day (MB)'],
  longest_hours: ['最長（時間）', 'longest (h)'],
  lookups: ['問合せ', 'look-ups'],
  megabytes: ['送信量（MB）', 'sent (MB)'],
  names_of_the_service: ['使ったサービスの名前の数', 'names of the service in use'],
  never_answered: ['応答に一度も現れない', 'never in an answer'],
  night_share: ['夜間・休日の割合', 'share at night or weekends'],
  own_agent: ['この端末だけのユーザーエージェント', 'contacts with an agent of its own'],
  pages: ['ページの閲覧', 'page views'],
  peers_targets: ['他の端末の相手数（中央値）', "peers' targets (median)"],
  persistence: ['持続', 'persistence'],
  phases: ['状態の変化', 'phases'],
  port: ['ポート', 'port'],
  rarity: ['珍しさ', 'rarity'],
  reached: ['成功した相手', 'targets reached'],
  regularity: ['間隔の規則性', 'regularity'],
  requests: ['要求', 'requests'],
  score: ['スコア', 'score'],
  scripted: ['スクリプトの通信', "contacts with a script's agent"],
  size: ['大きさの一定さ', 'steadiness of size'],
  targets: ['相手の数', 'targets'],
  targets_in_busiest_hour: ['一時間の最多の相手数', 'targets in the busiest hour'],
  total_hours: ['合計（時間）', 'total (h)'],
  unattended: ['夜間・休日の割合', 'share at night or weekends'],
  usual_day_megabytes: ['普段の一日（MB）', 'usual day (MB)'],
  usual_targets: ['普段の相手数', 'usual targets'],
}

/** A metric's name in words; its id where it has none. */
export function metricName(id: string, lang: 'ja' | 'en'): string {
  return METRICS[id]?.[lang === 'ja' ? 0 : 1] ?? id
}

export const hasMetricName = (id: string) => Object.hasOwn(METRICS, id)
