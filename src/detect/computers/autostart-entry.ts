import type { Detector } from '../detector.ts'
import { type Behaviour, behaviourSigns, COMMON_SHARE, RUN_BY_TASK, STARTED } from './behaviour.ts'
import { ENCODED, FETCHES, named, OFFICE, PASSING_FOLDER, RUNNER, SHELL, USER_FOLDER } from './program-patterns.ts'

/** What installs itself for one user, and starts with him: their own updaters live in the same folders as malware. */
const KNOWN_PRODUCTS =
  'appdata\\\\(?:local|roaming)\\\\(?:microsoft|google|zoom|slack|discord|spotify|dropbox|box|webex|ciscospark|cisco|line|chatwork|skype|programs\\\\|notion|figma|1password|grammarly|adobe|amazon|evernote|bravesoftware|mozilla|opera|vivaldi|logishrd|citrix|kingsoft|justsystem|whatsapp|telegram|github|postman|squirrel)|onedrive|teams|\\\\update\\.exe +--process'
const RUN_KEY =
  '\\\\currentversion\\\\(?:run|runonce|runservices|policies\\\\explorer\\\\run)\\b|\\\\winlogon\\\\(?:shell|userinit)|\\\\image file execution options\\\\.*\\\\debugger|\\\\appinit_dlls|\\\\user shell folders\\\\startup|\\\\userinitmprlogonscript'
const STARTS_SCRIPT = '\\b(?:powershell|pwsh|mshta|wscript|cscript|regsvr32|rundll32|certutil|bitsadmin)(?:\\.exe)?\\b'

const BEHAVIOURS: Behaviour[] = [
  {
    id: 'run-key-script',
    what: {
      ja: '自動起動のレジストリに、隠れて動く・外部から取得する命令が登録された',
      en: 'a command that hides or fetches was set to start with the computer',
    },
    strength: 'strong',
    child: '^registry$',
    command: `(?:${RUN_KEY}).*(?:${FETCHES})`,
  },
  {
    id: 'startup-by-document',
    what: {
      ja: 'Officeやスクリプトがスタートアップにファイルを置いた',
      en: 'a document program or a script put a file into the startup folder',
    },
    strength: 'strong',
    child: '^startup$',
    parent: `${OFFICE}|${RUNNER}|${named('rundll32|cmd')}`,
    command: '\\.(?:exe|scr|dll|jse?|vbs|vbe|wsf|hta|ps1|bat|cmd|lnk|url|pif|com)$',
  },
  {
    id: 'task-script',
    what: {
      ja: 'タスクスケジューラに、隠れて動く・外部から取得する命令が登録された',
      en: 'a command that hides or fetches was set as a scheduled task',
    },
    strength: 'strong',
    child: `^task$|${named('schtasks')}|${SHELL}`,
    command: `(?:schtasks(?:\\.exe)? .*/create|register-scheduledtask|^task ).*(?:${FETCHES})`,
    except: '\\\\program files',
  },
  {
    id: 'run-key-passing',
    what: {
      ja: '自動起動のレジストリに、一時フォルダやスクリプトが登録された',
      en: 'something in a temporary folder, or a script, was set to start with the computer',
    },
    strength: 'plain',
    child: `^registry$|${named('reg')}|${SHELL}`,
    command: `(?:${RUN_KEY}).*(?:${PASSING_FOLDER}|${STARTS_SCRIPT}|\\.(?:jse?|vbs|vbe|wsf|hta|ps1|bat|scr)\\b)`,
    except: `${KNOWN_PRODUCTS}|rundll32(?:\\.exe)? +(?:[a-z]:\\\\windows\\\\|%systemroot%|[a-z0-9]+\\.dll|setupapi)|\\\\program files`,
  },
  {
    id: 'startup-script',
    what: {
      ja: 'スタートアップにスクリプトやプログラムが置かれた',
      en: 'a script or program was put into the startup folder',
    },
    strength: 'plain',
    child: '^startup$',
    command: '\\.(?:exe|scr|dll|jse?|vbs|vbe|wsf|hta|ps1|bat|cmd|pif|com)$',
  },
  {
    id: 'task-user-folder',
    what: {
      ja: 'タスクスケジューラに、利用者のフォルダのプログラムやスクリプトが登録された',
      en: "a program or script in a user's folder was set as a scheduled task",
    },
    strength: 'plain',
    child: `^task$|${named('schtasks')}`,
    command: `(?:/create|^task ).*(?:${USER_FOLDER})`,
    except: `${KNOWN_PRODUCTS}|\\\\programdata\\\\[^\\\\]+\\\\|package cache`,
  },
  {
    id: 'wmi-consumer',
    what: {
      ja: 'WMIの永続的な購読にコマンドやスクリプトが登録された',
      en: 'a command or script was set to run by a permanent WMI subscription',
    },
    strength: 'plain',
    child: '^wmi$',
    command: `${STARTS_SCRIPT}|${ENCODED}|${USER_FOLDER}|activescript|type=script`,
  },
  {
    id: 'run-key-user-folder',
    what: {
      ja: '自動起動のレジストリに、利用者のフォルダのプログラムが登録された',
      en: "a program in a user's folder was set to start with the computer",
    },
    strength: 'weak',
    child: `^registry$|${named('reg')}`,
    command: `(?:${RUN_KEY}).*(?:${USER_FOLDER}).*`,
    except: KNOWN_PRODUCTS,
  },
]

const EVENTS = `${STARTED}
  UNION ALL
  SELECT time, host, account,
    multiIf(event_action = 'registry-set', 'registry', event_action IN ('task-created', 'task-changed'), 'task', event_action = 'wmi-consumer', 'wmi', 'startup') AS child,
    lower(process_executable) AS parent,
    multiIf(event_action IN ('task-created', 'task-changed'), ${RUN_BY_TASK}, event_action IN ('registry-set', 'wmi-consumer'), concat(file_path, ' = ', event_details), file_path) AS shown,
    evidence_id, line
  FROM endpoint
  WHERE event_action IN ('registry-set', 'task-created', 'task-changed', 'wmi-consumer')
    OR (event_action IN ('file-create', 'file-executable') AND match(lower(file_path), 'start menu.programs.startup.'))`

export const autostartEntry: Detector = {
  id: 'autostart-entry',
  title: { ja: '不審な自動起動の登録', en: 'Something set itself to start again' },
  explanation: {
    ja: '{{host}} で、{{what}}。再起動しても動き続けるための登録（永続化）に見られます。登録された内容: {{command}}',
    en: '{{host}}: {{what}}. Malware does this so that it survives a restart (persistence). What was set: {{command}}',
  },
  next_steps: {
    ja: [
      '登録されたファイルを保全する（削除や実行をしない）',
      '登録した利用者とプログラム、その前後の実行を調べる',
      '同じ登録が他の端末にないか探す（kyumei search）',
    ],
    en: [
      'Preserve the file that is to start (do not delete or run it)',
      'Find who and what set it, and what ran before and after',
      'Look for the same entry on other computers (kyumei search)',
    ],
  },
  attack: ['T1547.001', 'T1053.005', 'T1546.003'],
  references: ['MITRE ATT&CK T1547.001, T1053.005, T1546.003'],
  needs: {
    tables: ['endpoint_event'],
    without: {
      ja: 'レジストリ・ファイル・タスクの記録（Sysmon 11・13・20、4698）がないと見えません。',
      en: 'Without records of registry, files and tasks (Sysmon 11, 13, 20; event 4698) it is not visible.',
    },
  },
  parameters: [COMMON_SHARE],
  false_positives: [
    {
      ja: '利用者ごとに入るソフト（Teams、Chrome、Zoom、Slackなど）の自動更新',
      en: 'updaters of software that installs itself per user (Teams, Chrome, Zoom, Slack …)',
    },
    {
      ja: '管理者が全端末に配るスタートアップのスクリプト（多くの端末で同じ）',
      en: 'startup scripts that administrators give to all computers: the same on many',
    },
  ],
  run: (context) => behaviourSigns(EVENTS, BEHAVIOURS, context),
}
