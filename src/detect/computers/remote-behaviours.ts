/** How attackers run something on another computer: on the one where it ran, and on the one where it was ordered. */
import type { Behaviour } from './behaviour.ts'
import { FETCHES, named, PASSING_FOLDER, RUNNER, SHELL, USER_FOLDER } from './program-patterns.ts'

/** Parents under which a command from another computer runs: WMI, PowerShell remoting, remote shell, DCOM. */
const REMOTE_PARENT = named('wmiprvse|wsmprovhost|winrshost|mmc')
/** What distributes software by a service of its own, from its vendor's folder. */
const DISTRIBUTION =
  'adminarsenal|pdqdeploy|pdqinventory|\\\\ccmsetup|\\\\ccm\\\\|skysea|lanscope|motex|lansweeper|\\\\program files'

export const BEHAVIOURS: Behaviour[] = [
  {
    id: 'command-output-on-share',
    what: {
      ja: '遠隔からの命令が、出力を管理共有に書きながら実行された（Impacketなどの道具の形）',
      en: "a command from another computer ran and wrote its output to an administrative share (as Impacket's tools do)",
    },
    strength: 'strong',
    spreads: true,
    command: '> *\\\\\\\\(?:127\\.0\\.0\\.1|localhost|[a-z0-9-]+)\\\\[a-z]+\\$\\\\|\\\\__output\\b',
  },
  {
    id: 'service-runs-command',
    what: {
      ja: '命令そのものをサービスとして登録し、実行した（攻撃の道具の形）',
      en: "a command was installed as a service to run it (as attackers' tools do)",
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: `= *(?:%comspec%|(?:[^ ]*\\\\)?cmd(?:\\.exe)?) .*(?:/[qbc]\\b|echo|powershell)|= .*(?:powershell|pwsh|mshta|regsvr32)(?:\\.exe)? .*(?:${FETCHES})|= .*rundll32(?:\\.exe)? .*(?:${USER_FOLDER})`,
    except: '\\\\program files',
  },
  {
    id: 'service-from-share',
    what: {
      ja: '管理共有（ADMIN$など）に置かれたプログラムがサービスとして登録された',
      en: 'a program on an administrative share (ADMIN$ …) was installed as a service',
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: '= *\\\\\\\\[^\\\\]+\\\\(?:admin|[a-z]|ipc)\\$\\\\',
    except: DISTRIBUTION,
  },
  {
    id: 'service-random-name',
    what: {
      ja: 'でたらめな名前のサービスが、Windowsフォルダ直下のプログラムを登録した（PsExec系の攻撃の道具の形）',
      en: 'a service of a random name was installed with a program at the root of the Windows folder (as tools like PsExec of attackers do)',
    },
    strength: 'strong',
    spreads: true,
    child: '^service$',
    command: '^service [a-z]{4} = *(?:%systemroot%|%windir%|[a-z]:\\\\windows)\\\\[a-z]{8}\\.exe$',
  },
  {
    id: 'task-runs-command',
    what: {
      ja: '遠隔から登録されたタスクが、出力を一時ファイルに書いて実行された（攻撃の道具の形）',
      en: "a task that writes its output to a temporary file was created from another computer (as attackers' tools do)",
    },
    strength: 'strong',
    spreads: true,
    child: '^task$',
    command: '/c .*> *(?:%windir%|%systemroot%|[a-z]:\\\\windows)\\\\temp\\\\[^ ]+ 2>&1',
  },
  {
    id: 'psexec-service',
    what: {
      ja: '遠隔実行の道具（PsExec等）のサービスが登録された',
      en: 'the service of a remote execution tool (PsExec and the like) was installed',
    },
    strength: 'plain',
    spreads: true,
    child: '^service$',
    command: 'psexesvc|paexec|remcomsvc|csexecsvc|winexesvc|xcmdsvc',
  },
  {
    id: 'service-passing-folder',
    what: {
      ja: '利用者の書けるフォルダのプログラムがサービスとして登録された',
      en: 'a program in a folder that users write to was installed as a service',
    },
    strength: 'plain',
    child: '^service$',
    command: `= .*(?:${PASSING_FOLDER}|\\\\appdata\\\\).*`,
    except: `\\.sys\\b|${DISTRIBUTION}`,
  },
  {
    id: 'remote-fetch',
    what: {
      ja: 'WMI・WinRM経由で、外部から取得する・隠れて動く命令が実行された',
      en: 'by WMI or WinRM a command ran that fetches, hides or is encoded',
    },
    strength: 'plain',
    spreads: true,
    parent: REMOTE_PARENT,
    child: `${SHELL}|${RUNNER}|${named('rundll32')}`,
    command: FETCHES,
    except: DISTRIBUTION,
  },
  {
    id: 'service-starts-shell',
    what: {
      ja: 'サービスの管理プログラムから直接コマンドが実行された',
      en: 'the service manager itself started a command',
    },
    strength: 'plain',
    spreads: true,
    parent: named('services'),
    child: SHELL,
    except: '\\\\program files',
  },
  {
    id: 'command-to-others',
    what: {
      ja: '他の端末で実行させる命令（PsExec、WMI、sc、schtasks）が実行された',
      en: 'a command that makes other computers run something (PsExec, WMI, sc, schtasks) was given',
    },
    strength: 'plain',
    spreads: true,
    command:
      '\\b(?:psexec(?:64)?|paexec)(?:\\.exe)? +.*\\\\\\\\[a-z0-9]|wmic(?:\\.exe)? .*/node:[^ ]+ .*process +call +create|schtasks(?:\\.exe)? .*/create .*/s +[^ ]+|\\bsc(?:\\.exe)? +\\\\\\\\[^ ]+ +create|\\bwinrs(?:\\.exe)? .*[-/]r[a-z]*:|\\bcopy .*\\\\\\\\[^\\\\ ]+\\\\(?:admin|[a-z])\\$\\\\',
    except: '127\\.0\\.0\\.1|localhost',
  },
  {
    id: 'service-windows-root',
    what: {
      ja: 'Windowsフォルダ直下のプログラムがサービスとして登録された',
      en: 'a program at the root of the Windows folder was installed as a service',
    },
    strength: 'weak',
    child: '^service$',
    command: '= *(?:%systemroot%|%windir%|[a-z]:\\\\windows)\\\\[^\\\\ ]+\\.exe$',
    except: '\\\\sysmon(?:64)?\\.exe',
  },
  {
    id: 'remote-shell',
    what: {
      ja: 'WMI・WinRM経由でコマンドが実行された',
      en: 'by WMI or WinRM a command ran',
    },
    strength: 'weak',
    spreads: true,
    parent: REMOTE_PARENT,
    child: SHELL,
    except: DISTRIBUTION,
  },
]
