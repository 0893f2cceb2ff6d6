import type { Detector } from '../detector.ts'
import { type Behaviour, behaviourSigns, COMMON_SHARE, STARTED } from './behaviour.ts'
import { USER_FOLDER } from './program-patterns.ts'

const BEHAVIOURS: Behaviour[] = [
  {
    id: 'credential-tool',
    what: {
      ja: '認証情報を盗む道具の命令が実行された',
      en: 'a command of a tool that steals credentials ran',
    },
    strength: 'strong',
    command:
      'sekurlsa::|lsadump::|kerberos::(?:list|ptt|golden)|privilege::debug|invoke-mimikatz|invoke-kerberoast|\\brubeus(?:\\.exe)? |\\bsharphound|invoke-bloodhound|\\blazagne(?:\\.exe)? |dcsync|secretsdump|\\bnanodump|\\bsafetykatz|out-minidump',
    // manuals, rules and searches name them, too
    except: 'findstr|select-string|sigma|notepad',
  },
  {
    id: 'memory-dump',
    what: {
      ja: '認証情報のあるメモリ（lsass）が書き出された',
      en: 'the memory that holds credentials (lsass) was dumped',
    },
    strength: 'strong',
    command:
      'procdump(?:64)?(?:\\.exe)?.* lsass|[-/]m[ap] +lsass|comsvcs(?:\\.dll)?[ ,]+(?:#?\\+?0*24|minidump)|rdrleakdiag.*/fullmemdmp|sqldumper.*0x0*1100?:|\\\\(?:lsass|lsas)[^\\\\]*\\.(?:dmp|mdmp|zip)$',
    except: '\\\\wer\\\\|crashdumps',
  },
  {
    id: 'memory-read',
    what: {
      ja: '利用者のフォルダのプログラムがlsassのメモリを読んだ',
      en: "a program in a user's folder read the memory of lsass",
    },
    strength: 'strong',
    child: `^access ${USER_FOLDER}|^access .*${USER_FOLDER}`,
    command: 'lsass\\.exe 0x(?:1010|1410|1438|143a|1f1fff|1f3fff|1fffff)$',
    except: 'appdata\\\\local\\\\(?:microsoft|google)\\\\|\\\\programdata\\\\microsoft\\\\',
  },
  {
    id: 'registry-hive',
    what: {
      ja: 'パスワードの入ったレジストリ（SAM・SECURITY）が保存された',
      en: 'the registry hives that hold passwords (SAM, SECURITY) were saved',
    },
    strength: 'strong',
    command: 'reg(?:\\.exe)? +(?:save|export) +(?:hklm|hkey_local_machine)\\\\(?:sam|security)\\b',
  },
  {
    id: 'directory-copy',
    what: {
      ja: 'ドメインの全パスワードが入ったファイル（ntds.dit）が複製された',
      en: "the directory's own file (ntds.dit), which holds all passwords of the domain, was copied",
    },
    strength: 'strong',
    command:
      'ntdsutil.*(?:ifm|\\bac(?:tivate)? +i(?:nstance)? +ntds)|(?:globalroot.device.harddiskvolumeshadowcopy|esentutl|copy|robocopy).*(?:ntds\\.dit|config\\\\(?:sam|security))',
    except: 'windows nt backup|\\\\program files',
  },
  {
    id: 'policy-passwords',
    what: {
      ja: 'グループポリシーに残ったパスワードが検索された',
      en: 'passwords left in group policies were searched for',
    },
    strength: 'plain',
    command: 'findstr.*cpassword|get-gpppassword',
  },
]

const EVENTS = `${STARTED}
  UNION ALL
  SELECT time, host, account,
    multiIf(event_action = 'process-access', concat('access ', lower(process_executable)), event_action = 'script-block', 'script', 'file') AS child,
    lower(process_executable) AS parent,
    multiIf(event_action = 'process-access', concat(process_executable, ' ', file_path, ' ', event_details), event_action = 'script-block', if(process_command_line = '', event_details, process_command_line), file_path) AS shown,
    evidence_id, line
  FROM endpoint
  WHERE (event_action = 'process-access' AND endsWith(lower(file_path), 'lsass.exe'))
    OR event_action = 'script-block' OR (event_action = 'file-create' AND match(lower(file_path), 'lsas|ntds'))`

export const credentialTheft: Detector = {
  id: 'credential-theft',
  title: { ja: '認証情報の窃取', en: 'Credentials taken from a computer' },
  explanation: {
    ja: '{{host}} で、{{what}}。この端末に保存・使用されたアカウント（管理者を含む）のパスワードは知られたものとして扱ってください。実行された命令: {{command}}',
    en: '{{host}}: {{what}}. Treat the passwords of all accounts that were used there, administrators included, as known. Command: {{command}}',
  },
  next_steps: {
    ja: [
      '端末のLANケーブルを抜く（電源は切らない）',
      'この端末でサインインしたアカウントを洗い出し、全体を一度に対処する時にパスワードを変更する',
      'そのアカウントによる他の端末・サーバへのサインインを調べる',
    ],
    en: [
      'Unplug the network (leave the power on)',
      'List the accounts that signed in there; change their passwords when everything is done at once',
      'Look where these accounts signed in afterwards',
    ],
  },
  attack: ['T1003.001', 'T1003.002', 'T1003.003', 'T1552.006'],
  references: ['MITRE ATT&CK T1003, T1552.006'],
  needs: {
    tables: ['endpoint_event'],
    without: {
      ja: 'プロセスの記録（Sysmon、またはコマンドラインを含む4688）がないと見えません。',
      en: 'Without process records with command lines (Sysmon, event 4688) it is not visible.',
    },
  },
  parameters: [COMMON_SHARE],
  false_positives: [
    {
      ja: '障害調査のプロセスダンプ（対象がlsassでないもの、WERの既定の場所）は対象外',
      en: 'dumps of other programs, and those of error reporting in its own folder, are left out',
    },
    {
      ja: 'ドメインコントローラの定期バックアップ（以前から続くものは一段弱める）',
      en: "a domain controller's regular backup: one step weaker where it was there when the logs begin",
    },
    { ja: '許可された侵入テスト', en: 'a penetration test that was agreed upon' },
  ],
  run: (context) => behaviourSigns(EVENTS, BEHAVIOURS, context),
}
