/** Windows shows file extensions: `議事録.txt.exe` is then seen to be a program. */
import type { Target } from '../target.ts'
import { registryParts } from './registry.ts'
import { rollOut } from './roll-out.ts'

const title = { ja: 'ファイルの拡張子を表示する（HideFileExt=0）', en: 'Windows shows file extensions (HideFileExt=0)' }

export const fileExtensions: Target = {
  id: 'file-extensions',
  title,
  group: 'endpoint',
  kinds: [],
  blocks: 'nothing',
  render: (_, { revoke, lang }) =>
    registryParts(
      {
        id: 'file-extensions',
        settings: [
          {
            hive: 'HKEY_CURRENT_USER',
            key: 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced',
            name: 'HideFileExt',
            type: 'REG_DWORD',
            value: 0,
          },
        ],
        before: 1, // Windows' own default
        howTo: rollOut(
          title,
          {
            ja: '影響：エクスプローラーの表示だけが変わる。名前を変えるときに拡張子を消してしまう人がいるので、先に知らせる。',
            en: 'Effect: only what Explorer shows. People may delete an extension when they rename a file: tell them before.',
          },
          {
            ja: 'エクスプローラーでファイル名の末尾（.docx など）が見える。',
            en: 'Explorer shows the ends of file names (.docx …).',
          },
        ),
      },
      revoke,
      lang,
    ),
}
