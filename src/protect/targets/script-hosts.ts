/** Windows Script Host off: .vbs, .js, .wsf and their kin no longer run when they are opened (Microsoft: Windows Script Host, Enabled). */
import type { Target } from '../target.ts'
import { registryParts, type Setting } from './registry.ts'
import { rollOut } from './roll-out.ts'

const title = { ja: 'スクリプトホスト（.vbs、.jsなど）を止める', en: 'Windows Script Host off (.vbs, .js …)' }
const setting = (key: string): Setting => ({
  hive: 'HKEY_LOCAL_MACHINE',
  key,
  name: 'Enabled',
  type: 'REG_DWORD',
  value: 0,
})

export const scriptHosts: Target = {
  id: 'script-hosts',
  title,
  group: 'endpoint',
  kinds: [],
  blocks: 'nothing',
  render: (_, { revoke, lang }) =>
    registryParts(
      {
        id: 'script-hosts',
        settings: [
          setting('SOFTWARE\\Microsoft\\Windows Script Host\\Settings'),
          setting('SOFTWARE\\WOW6432Node\\Microsoft\\Windows Script Host\\Settings'),
        ],
        howTo: rollOut(
          title,
          {
            ja: '影響：ログオンスクリプトや業務ソフトが .vbs・.js を使っていると動かなくなる。先に、使っているものがないかを調べる（ログオンスクリプト、タスクスケジューラ、印刷・帳票の仕組み）。slmgr.vbs（ライセンス認証の手動操作）も動かなくなる。',
            en: 'Effect: log-on scripts and business software that use .vbs or .js stop. Look for them first (log-on scripts, scheduled tasks, printing). slmgr.vbs (activation by hand) stops too.',
          },
          {
            ja: '空の .vbs ファイルを開くと「Windows Script Hostへのアクセスが無効」と表示される。',
            en: 'an empty .vbs file, opened, says that access to Windows Script Host is disabled.',
          },
        ),
      },
      revoke,
      lang,
    ),
}
