/** What computers write of themselves: events of Windows, as Winlogbeat carries them (one JSON a line). */
export interface ComputerEvent {
  time: number
  /** without domain */
  computer: string
  provider: string
  channel: string
  id: number
  data: Record<string, string>
}

const SYSMON = { provider: 'Microsoft-Windows-Sysmon', channel: 'Microsoft-Windows-Sysmon/Operational' }
const SECURITY = { provider: 'Microsoft-Windows-Security-Auditing', channel: 'Security' }

export const started = (
  time: number,
  computer: string,
  user: string,
  image: string,
  command: string,
  parent: string,
): ComputerEvent => ({
  ...SYSMON,
  time,
  computer,
  id: 1,
  data: { Image: image, CommandLine: command, ParentImage: parent, User: `KAISHA\\${user}` },
})

export const runKey = (time: number, computer: string, user: string, name: string, value: string): ComputerEvent => ({
  ...SYSMON,
  time,
  computer,
  id: 13,
  data: {
    Image: 'C:\\Windows\\System32\\reg.exe',
    TargetObject: `HKU\\S-1-5-21-1004\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\${name}`,
    Details: value,
    User: `KAISHA\\${user}`,
  },
})

export const saved = (time: number, computer: string, user: string, program: string, path: string): ComputerEvent => ({
  ...SYSMON,
  time,
  computer,
  id: 11,
  data: { Image: program, TargetFilename: path, User: `KAISHA\\${user}` },
})

export const serviceInstalled = (time: number, computer: string, name: string, image: string): ComputerEvent => ({
  provider: 'Service Control Manager',
  channel: 'System',
  time,
  computer,
  id: 7045,
  data: {
    ServiceName: name,
    ImagePath: image,
    ServiceType: 'user mode service',
    StartType: 'demand start',
    AccountName: 'LocalSystem',
  },
})

/** A network sign-in, with administrator rights or without: one event or two. */
export function signedIn(
  time: number,
  computer: string,
  user: string,
  from: { name: string; address: string },
  admin: boolean,
): ComputerEvent[] {
  const session = `0x${(Math.floor(time * 10) % 0xffffff).toString(16)}`
  const who = { TargetUserName: user, TargetDomainName: 'KAISHA', TargetLogonId: session }
  const how = {
    LogonType: '3',
    IpAddress: from.address,
    IpPort: '50122',
    WorkstationName: from.name,
    AuthenticationPackageName: 'NTLM',
  }
  return [
    { ...SECURITY, time, computer, id: 4624, data: { ...who, ...how, SubjectUserName: '-' } },
    ...(admin
      ? [
          {
            ...SECURITY,
            time: time + 0.01,
            computer,
            id: 4672,
            data: {
              SubjectUserName: user,
              SubjectDomainName: 'KAISHA',
              SubjectLogonId: session,
              PrivilegeList: 'SeDebugPrivilege',
            },
          },
        ]
      : []),
  ]
}

export const defended = (
  time: number,
  computer: string,
  user: string,
  threat: string,
  path: string,
  action: 'Not Applicable' | 'Quarantine' | 'Allow',
): ComputerEvent => ({
  provider: 'Microsoft-Windows-Windows Defender',
  channel: 'Microsoft-Windows-Windows Defender/Operational',
  time,
  computer,
  id: action === 'Not Applicable' ? 1116 : 1117,
  data: {
    'Threat Name': threat,
    'Severity Name': 'Severe',
    Path: `file:_${path}`,
    'Detection User': `KAISHA\\${user}`,
    'Action Name': action,
    'Error Code': '0x00000000',
  },
})

export function computerLine({ time, computer, provider, channel, id, data }: ComputerEvent): string {
  return JSON.stringify({
    '@timestamp': new Date(time * 1000).toISOString(),
    winlog: {
      channel,
      computer_name: `${computer}.kaisha.local`,
      event_id: id,
      provider_name: provider,
      event_data: data,
    },
  })
}
