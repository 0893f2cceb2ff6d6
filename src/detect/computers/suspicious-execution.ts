import type { Detector } from '../detector.ts'
import { behaviourSigns, COMMON_SHARE, STARTED } from './behaviour.ts'
import { BEHAVIOURS } from './suspicious-behaviours.ts'

const EVENTS = `${STARTED}
  UNION ALL
  SELECT time, host, account, 'log-cleared' AS child, '' AS parent, 'log-cleared' AS shown, evidence_id, line
  FROM endpoint
  WHERE event_code = '1102'`

export const suspiciousExecution: Detector = {
  id: 'suspicious-execution',
  title: { ja: '不審なプログラムの実行', en: 'Something ran that should not' },
  explanation: {
    ja: '{{host}} で、{{what}}。添付ファイルやリンクを開いた直後に、攻撃のプログラムはこのように動きます。実行された命令: {{command}}',
    en: '{{host}}: {{what}}. Attacks run like this right after an attachment or a link was opened. Command: {{command}}',
  },
  next_steps: {
    ja: [
      '端末のLANケーブルを抜く（電源は切らない）',
      '利用者に、その時刻に開いたメールやファイルを確認する',
      '親プロセスと、その後に作られたファイル・通信先をたどる（kyumei timeline 端末名）',
    ],
    en: [
      'Unplug the network (leave the power on)',
      'Ask the user which mail or file was open at that time',
      'Follow what started it, the files made and the places contacted after it (kyumei timeline HOST)',
    ],
  },
  attack: ['T1204.002', 'T1059', 'T1218', 'T1036', 'T1490', 'T1070.001'],
  references: ['MITRE ATT&CK T1204.002, T1059, T1218', 'https://lolbas-project.github.io/'],
  needs: {
    tables: ['endpoint_event'],
    without: {
      ja: 'プロセスの記録（Sysmon、または監査ポリシーを設定した4688）がないと見えません。',
      en: 'Without process records (Sysmon, or event 4688 with its audit policy) it is not visible.',
    },
  },
  parameters: [COMMON_SHARE],
  false_positives: [
    {
      ja: '会計・業務パッケージのマクロがコマンドを呼ぶもの（弱い兆候にとどめ、多くの端末や以前からのものは除く）',
      en: 'macros of business packages that call a command: weak at most, and none where many computers do it or since the logs begin',
    },
    {
      ja: 'ログオンスクリプト、資産管理・配布ソフトのPowerShell（多くの端末で同じ）',
      en: 'logon scripts, PowerShell of management software: the same on many computers',
    },
    {
      ja: '開発者の取得・導入コマンド（既知の配布元）',
      en: "developers' install commands from known sources",
    },
    {
      ja: '自己復号型の .docx.exe（秘文、EDなど）は強い兆候として表示されるため、送り手に確認してください',
      en: 'self-decrypting .docx.exe files are shown as strong: ask whoever sent them',
    },
  ],
  run: (context) => behaviourSigns(EVENTS, BEHAVIOURS, context),
}
