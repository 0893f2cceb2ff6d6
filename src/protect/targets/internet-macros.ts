/** Macros in files from the Internet are blocked (Office policy "Block macros from running in Office files from the Internet"). */
import type { Target } from '../target.ts'
import { registryParts, type Setting } from './registry.ts'
import { rollOut } from './roll-out.ts'

const title = {
  ja: 'インターネットから来たOffice文書のマクロを止める',
  en: 'Macros in Office files from the Internet blocked',
}
const APPLICATIONS = ['Word', 'Excel', 'PowerPoint', 'Access', 'Publisher', 'Visio']

export const internetMacros: Target = {
  id: 'internet-macros',
  title,
  group: 'endpoint',
  kinds: [],
  blocks: 'nothing',
  render: (_, { revoke, lang }) =>
    registryParts(
      {
        id: 'internet-macros',
        settings: APPLICATIONS.map(
          (application): Setting => ({
            hive: 'HKEY_CURRENT_USER',
            key: `Software\\Policies\\Microsoft\\Office\\16.0\\${application}\\Security`,
            name: 'blockcontentexecutionfrominternet',
            type: 'REG_DWORD',
            value: 1,
          }),
        ),
        howTo: rollOut(
          title,
          {
            ja: '影響：メールやWebから取り込んだ .xlsm・.docm のマクロが動かない。官公庁の申請様式など必要なものは、確認してからファイルのプロパティで「許可する」を付けるか、信頼できる場所に置く。Office 2016以降（16.0）が対象。',
            en: 'Effect: macros of .xlsm and .docm from mail or the web do not run. Forms that are needed (of ministries, for instance): check them, then "Unblock" in the file\'s properties, or put them in a trusted location. For Office 2016 and later (16.0).',
          },
          {
            ja: 'Webから保存した .xlsm を開くと「セキュリティ リスク」の赤い帯が出て、マクロが動かない。',
            en: 'a .xlsm saved from the web opens with a red "Security Risk" bar and its macro does not run.',
          },
        ),
      },
      revoke,
      lang,
    ),
}
