/**
 * Microsoft Defender's attack surface reduction: the rules against what came by mail here. First as audit (they only write events), then as
 * block. Ids: Microsoft, "Attack surface reduction rules reference". Policy values: 1 = block, 2 = audit.
 */
import type { Text } from '../../i18n/text.ts'
import { lines, type Part, type Target } from '../target.ts'
import { registryParts } from './registry.ts'

const title = { ja: 'Defenderの攻撃面の縮小（ASR）ルール', en: 'Defender attack surface reduction (ASR) rules' }

const RULES: [string, Text][] = [
  ['be9ba2d9-53ea-4cdc-84e5-9b1eeee46550', { ja: 'メールから来た実行ファイル', en: 'programs from mail and webmail' }],
  ['d4f940ab-401b-4efc-aadc-ad5f3c50688a', { ja: 'Officeからの子プロセス', en: 'child processes of Office' }],
  ['3b576869-a4ec-4529-8536-b80a7769e899', { ja: 'Officeが実行ファイルを作る', en: 'programs that Office writes' }],
  [
    '75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84',
    { ja: 'Officeが他のプロセスに入り込む', en: 'Office injecting into other processes' },
  ],
  ['92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b', { ja: 'マクロからのWin32 API呼び出し', en: 'Win32 calls of macros' }],
  ['26190899-1602-49e8-8b27-eb1d0a1ce869', { ja: 'Outlookからの子プロセス', en: 'child processes of Outlook' }],
  [
    '7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c',
    { ja: 'Adobe Readerからの子プロセス', en: 'child processes of Adobe Reader' },
  ],
  [
    'd3e037e1-3eb8-44c8-a917-57927947596d',
    { ja: 'スクリプトがダウンロードしたものを実行する', en: 'scripts that start what they downloaded' },
  ],
  ['5beb7efe-fd9a-4556-801d-275e5ffc04cc', { ja: '難読化されたスクリプト', en: 'obfuscated scripts' }],
  ['9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2', { ja: 'LSASSからの資格情報の窃取', en: 'credentials stolen from LSASS' }],
  ['e6db77e5-3df2-4cf1-b95a-636979351e5b', { ja: 'WMIによる常駐', en: 'persistence by WMI' }],
  ['b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4', { ja: 'USBからの署名のないプログラム', en: 'unsigned programs from USB' }],
]
const KEY = 'SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR'

export const defenderAsr: Target = {
  id: 'defender-asr',
  title,
  group: 'endpoint',
  kinds: [],
  blocks: 'nothing',
  render: (_, { revoke, lang }) =>
    revoke
      ? [...stage('block', revoke, lang), intune('revoke', 0)]
      : [...stage('audit', revoke, lang), ...stage('block', revoke, lang), intune('audit', 2), intune('block', 1)],
}

function stage(mode: 'audit' | 'block', revoke: boolean, lang: 'ja' | 'en'): Part[] {
  const value = mode === 'audit' ? 2 : 1
  return registryParts(
    {
      id: `asr-${mode}`,
      settings: [
        { hive: 'HKEY_LOCAL_MACHINE', key: KEY, name: 'ExploitGuard_ASR_Rules', type: 'REG_DWORD', value: 1 },
        ...RULES.map(([id]) => ({
          hive: 'HKEY_LOCAL_MACHINE' as const,
          key: `${KEY}\\Rules`,
          name: id,
          type: 'REG_SZ' as const,
          value: String(value),
        })),
      ],
      howTo: HOW_TO,
    },
    revoke,
    lang,
  )
}

/** The value of Intune's OMA-URI ./Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules. */
const intune = (mode: string, value: number): Part => ({
  name: `kyumei-asr-${mode}-intune.txt`,
  text: lines([RULES.map(([id]) => `${id}=${value}`).join('|')]),
})

const list = (lang: 'ja' | 'en') => RULES.map(([id, text]) => `- ${text[lang]} (${id})`).join('\n')

const HOW_TO: Text = {
  ja: `${title.ja}

Microsoft Defenderウイルス対策が有効な端末（他社製品が動いている端末では働かない）が対象。
${list('ja')}

■ 段階
1. 監査（asr-audit）を全端末に配る。何も止めず、イベントログに書くだけ（Microsoft-Windows-Windows Defender/Operational、イベント1122）。
2. 2週間、1122を集めて見る。業務ソフトが出ていれば、そのルールだけ外すか、除外（AttackSurfaceReductionOnlyExclusions）に入れる。
3. 遮断（asr-block）を、情報システム担当者、次に一部署、最後に全社へ配る（止めたときはイベント1121）。

■ Active Directoryで配る
Registry.xmlの項目を、GPOの「コンピューターの構成」→「基本設定」→「Windowsの設定」→「レジストリ」に入れる。または「コンピューターの構成」→「ポリシー」→「管理用テンプレート」→「Windowsコンポーネント」→「Microsoft Defenderウイルス対策」→「Microsoft Defender Exploit Guard」→「攻撃面の減少」の「攻撃面の減少規則を構成する」に、上のIDと値（2＝監査、1＝遮断）を入れる。

■ Intuneで配る
カスタムプロファイルのOMA-URI ./Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules（文字列）に、*-intune.txt の1行を入れる。

■ 確認する
端末で Get-MpPreference | Select-Object AttackSurfaceReductionRules_Ids, AttackSurfaceReductionRules_Actions

■ 元に戻す
kyumei export defender-asr --revoke のRegistry.xml（値を消す）を同じ手順で配る。Intuneは値0の行に替えてから、割り当てを外す。`,
  en: `${title.en}

For PCs on which Microsoft Defender Antivirus is active (where another product runs, it does nothing).
${list('en')}

Stages
1. Audit (asr-audit) to every PC: it blocks nothing and writes events (Microsoft-Windows-Windows Defender/Operational, event 1122).
2. Collect 1122 for two weeks. Where business software appears, leave that rule out or exclude the file (AttackSurfaceReductionOnlyExclusions).
3. Block (asr-block) to the IT staff, then to one department, then to everybody (what is stopped is event 1121).

Active Directory
Enter the items of Registry.xml under Computer Configuration, Preferences, Windows Settings, Registry. Or under Computer Configuration, Policies, Administrative Templates, Windows Components, Microsoft Defender Antivirus, Microsoft Defender Exploit Guard, Attack Surface Reduction, "Configure Attack Surface Reduction rules": the ids above with 2 = audit or 1 = block.

Intune
Custom profile, OMA-URI ./Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules (string): the line of *-intune.txt.

Check
On a PC: Get-MpPreference | Select-Object AttackSurfaceReductionRules_Ids, AttackSurfaceReductionRules_Actions

Back again
Roll out the Registry.xml of kyumei export defender-asr --revoke (it removes the values) in the same way. Intune: the line with 0, then take the assignment away.`,
}
