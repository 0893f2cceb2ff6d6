/** Groups and roles whose members rule a domain, a machine or a tenant, by the names and numbers that the logs have for them. */
import { literal } from '../../formats/envelope.ts'

/** Built-in groups keep their SIDs in every language: Administrators, operators; Domain, Schema and Enterprise Admins, policy owners. */
const GROUP_SIDS = 'TargetSid=S-1-5-(?:32-(?:544|548|549|550|551)|21-[0-9-]+-(?:512|518|519|520))(?:$|;)'
const GROUPS = [
  'Administrators',
  'Administratoren',
  'Administrateurs',
  'Administradores',
  '(?:Domain|Enterprise|Schema|ESX) Admins',
  'Domänen-Admins',
  'Organisations-Admins',
  'Admins du domaine',
  '(?:Account|Backup|Server|Print) Operators',
  'DnsAdmins',
  'Group Policy Creator Owners',
  'Organization Management',
  'Exchange (?:Trusted Subsystem|Windows Permissions)',
]
const ROLES = [
  '(?:Global|Company|Privileged Role|Privileged Authentication|Authentication|User|User Account|Application|Cloud Application|Exchange|Exchange Service|SharePoint|SharePoint Service|Security|Conditional Access|Hybrid Identity|Domain Name|Intune|Intune Service) Administrator',
  'Partner Tier[12] Support',
  'グローバル管理者',
  '特権ロール管理者',
  'ApplicationImpersonation',
  'Mailbox Import Export',
  'Role Management',
  'Discovery Management',
  '(?:super|delegated) administrator',
  '_(?:SEED|DOMAINLESS_SUPER|USER_MANAGEMENT)_ADMIN_ROLE',
]

/** SQL: does this group or role give its members power over others? */
export const POWERFUL = `(match(event_details, ${literal(GROUP_SIDS)}) OR match(rule_name, ${literal(`(?i)^(?:[^\\\\]*\\\\)?(?:${[...GROUPS, ...ROLES].join('|')})$`)}))`

/** SQL: is somebody added? An activation by PIM is an administrator's daily work, what was only asked for is nothing yet. */
export const ADDED = `(event_code IN ('4728', '4732', '4756') OR (match(event_code, '(?i)^(?:Add |Add-|New-|ASSIGN_|GRANT_)') AND NOT match(event_code, '(?i)PIM activation|requested|renew|role assignment expiration')))`

/** Programs of Microsoft that carry out what an administrator did elsewhere, whose record stands beside theirs. */
export const CARRIED_OUT = `match(user_name, '(?i)^(?:MS-PIM|Microsoft\\\\.Azure\\\\.SyncFabric|Microsoft Online Services|Azure AD (?:PIM|Cloud Sync)|Windows Azure Service Management API)$')`
