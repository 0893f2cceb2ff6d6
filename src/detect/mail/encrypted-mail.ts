/** Services that encrypt mail: their page or file leads to them, and asks for a password. */
import { readList } from '../../lists/list.ts'

export const ENCRYPTED_MAIL = readList(
  'encrypted-mail',
  { ja: '暗号化メールのサービス', en: 'encrypted-mail services' },
  [new URL('../../lists/encrypted-mail.txt', import.meta.url)],
)
