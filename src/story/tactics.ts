/** The tactics of ATT&CK by which a story is told, in the order in which an attack usually goes, and what each detector speaks of. */
import type { Text } from '../i18n/text.ts'

export const TACTICS: { id: string; name: Text }[] = [
  { id: 'TA0001', name: { ja: '侵入', en: 'Initial access' } },
  { id: 'TA0002', name: { ja: '実行', en: 'Execution' } },
  { id: 'TA0003', name: { ja: '永続化', en: 'Persistence' } },
  { id: 'TA0011', name: { ja: '指令との通信（C2）', en: 'Command and control' } },
  { id: 'TA0006', name: { ja: '認証情報の窃取', en: 'Credential access' } },
  { id: 'TA0007', name: { ja: '内部の探索', en: 'Discovery' } },
  { id: 'TA0008', name: { ja: '横展開', en: 'Lateral movement' } },
  { id: 'TA0009', name: { ja: '情報の収集', en: 'Collection' } },
  { id: 'TA0010', name: { ja: '外部への持ち出し', en: 'Exfiltration' } },
  { id: 'TA0040', name: { ja: '次の攻撃への踏み台', en: 'Use against others' } },
]

const BY_DETECTOR: Record<string, string> = {
  'internal-scan': 'TA0007',
  'upload-volume': 'TA0010',
  'edge-device': 'TA0011',
  'password-attack': 'TA0006',
  'login-from-new-network': 'TA0001',
  'device-code': 'TA0001',
  'stolen-session': 'TA0001',
  'left-account': 'TA0001',
  'oauth-consent': 'TA0003',
  'new-administrator': 'TA0003',
  'mailbox-rule': 'TA0009',
  'leaked-mailbox': 'TA0009',
  'mass-download': 'TA0010',
  'mailbox-download': 'TA0009',
  'mass-sending': 'TA0040',
  'relay-abuse': 'TA0040',
  'direct-smtp': 'TA0040',
  'malware-alert': 'TA0002',
  'suspicious-execution': 'TA0002',
  'autostart-entry': 'TA0003',
  'credential-theft': 'TA0006',
  'kerberos-roasting': 'TA0006',
  'remote-execution': 'TA0008',
  'borrowed-computer': 'TA0008',
  'borrowed-account': 'TA0009',
  'strayed-service': 'TA0008',
}

/** What a detector isn't listed for is contact with a place outside. */
export const tacticOf = (detector: string): string => BY_DETECTOR[detector] ?? 'TA0011'
