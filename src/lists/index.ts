/** The reference lists: what each is, and where its entries come from. */
import type { Text } from '../i18n/text.ts'
import { type ReferenceList, readList } from './list.ts'

const TITLES = {
  'dynamic-dns': { ja: 'ダイナミックDNSの事業者', en: 'dynamic DNS providers' },
  paas: { ja: 'PaaS・サーバーレス', en: 'platforms and serverless hosting' },
  tunnel: { ja: 'トンネル・遠隔操作・テレワーク中継', en: 'tunnels, remote support, telework relays' },
  trusted: {
    ja: '信頼されたサービス（クラウド保管、貼付け、チャット等）',
    en: 'trusted services (drives, paste, chat …)',
  },
  vendor: { ja: '定期的に通信する製品', en: 'products that call home' },
  meeting: { ja: 'Web会議', en: 'web meetings' },
  doh: { ja: '暗号化されたDNS（DoH・DoT）', en: 'encrypted DNS (DoH, DoT)' },
  freemail: { ja: 'フリーメール・プロバイダのメール', en: 'free mail and providers’ addresses' },
  'mail-service': { ja: '人や組織の名前でメールを送るサービス', en: 'services that send mail in others’ names' },
  notice: { ja: '通知メールを送る知られた事業者', en: 'known services that send notices' },
  shortener: { ja: '短縮URL', en: 'link shorteners' },
  'business-phrase': { ja: 'ビジネス文書の決まり文句', en: 'standard phrases of business letters' },
  network: {
    ja: '人が直接は使わない網（ホスティング、匿名化、メール取得）',
    en: 'networks nobody sits in (hosting, anonymisers, mail fetchers)',
  },
  parking: { ja: '休眠ドメインの置き場所', en: 'where unused names point' },
} satisfies Record<string, Text>

export type ListId = keyof typeof TITLES
export type Lists = Record<ListId, ReferenceList>
export const LIST_IDS = Object.keys(TITLES) as ListId[]

/** Our lists, and the reader's files added to them. */
export function loadLists(more: Partial<Record<ListId, string[]>> = {}): Lists {
  return Object.fromEntries(
    LIST_IDS.map((id) => [id, readList(id, TITLES[id], [new URL(`${id}.txt`, import.meta.url), ...(more[id] ?? [])])]),
  ) as Lists
}
