/**
 * Google Workspace's activities as GAM writes them (`gam report login|admin|token|useraccounts|drive …`): a table whose first line names
 * the activity's own fields (`id.time`, `actor.email`) and whatever parameters occur in it, in no order to rely on.
 */
import { bound } from './bound.ts'
import { type Format, fieldAt } from './format.ts'
import { activityColumns } from './google-activity.ts'
import { firstOf } from './pick.ts'
import { headerCells, rowCells } from './separated.ts'
import { writtenTime } from './written-time.ts'

const NEEDED = ['id.applicationName', 'id.time', 'name']

export const googleGam: Format = {
  id: 'google-workspace-gam',
  title: "Google Workspace audit activities, GAM's CSV (gam report)",
  vendor: 'Google',
  product: 'Workspace',
  source:
    'https://github.com/GAM-team/GAM/wiki/Reports, https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: '[^,\\t]*(?:[,\\t][^,\\t]*){4,}',
  header: {
    pattern: '[^:{]*\\bid\\.time\\b[^:{]*$',
    fields: headerCells,
    step: rowCells,
    accepts: (fields) => NEEDED.every((name) => fields.includes(name)),
    headerless: null,
  },
  step: rowCells(','),
  columns: ({ fields, timezone }) => {
    const at = (name: string) =>
      fields.includes(name)
        ? `replaceAll(replaceRegexpOne(${fieldAt(fields, name)}, '^"(.*)"$', '\\\\1'), '""', '"')`
        : "''"
    return {
      time: bound(at('id.time'), 't', (t) => writtenTime(t, timezone)),
      ...activityColumns({
        name: at('name'),
        application: at('id.applicationName'),
        address: firstOf(at('ipAddress'), at('ip_address')),
        actor: firstOf(at('actor.email'), at('DEVICE_USER'), at('actor.key'), at('actor.profileId')),
        id: at('id.uniqueQualifier'),
        country: at('networkInfo.regionCode'),
        network: at('networkInfo.ipAsn.0'),
        parameter: at,
      }),
    }
  },
  required: "event_code != ''",
  ignore: [
    {
      pattern: '(?:[^,:]*,)*NoActivities(?:,[^,:]*)*$',
      reason: { ja: '記録がないことを告げる行', en: 'the line that says that there was no activity' },
    },
  ],
  examples: [
    {
      lines: [
        'actor.callerType,actor.email,actor.profileId,id.applicationName,id.customerId,id.time,id.uniqueQualifier,ipAddress,is_second_factor,is_suspicious,login_challenge_method,login_challenge_status,login_failure_type,login_type,name,networkInfo.ipAsn,networkInfo.ipAsn.0,networkInfo.regionCode,type',
        'USER,tanaka@example.co.jp,1001,login,C1,2026-10-05T00:00:01.515Z,-40,203.0.113.9,,,password,,login_failure_invalid_password,google_password,login_failure,1,64500,NL,login',
        'USER,tanaka@example.co.jp,1001,login,C1,2026-10-05T09:00:02+09:00,41,2001:db8::9,False,True,password,,,google_password,login_success,1,64500,NL,login',
        'USER,tanaka@example.co.jp,1001,login,C1,2026-10-05 09:00:03,42,203.0.113.9,True,,idv_preregistered_phone,Challenge Failed.,,google_password,login_challenge,1,64500,NL,login',
        'USER,tanaka@example.co.jp,1001,login,C1,2026-10-05T00:00:04.000Z,43,203.0.113.9,True,,totp,Challenge Passed.,,google_password,login_challenge,1,64500,NL,login',
        'USER,tanaka@example.co.jp,1001,login,C1,2026-10-05T00:00:05.000Z,44,203.0.113.9,,,,,,google_password,logout,1,64500,NL,login',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.515Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'login_failure_invalid_password',
          event_code: 'login_failure',
          event_id: '-40',
          source_geo_country_iso_code: 'NL',
          source_as_number: 64500,
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '2001:db8::9',
          event_action: 'login',
          event_outcome: 'success',
          event_details: 'is_suspicious',
        },
        { time: '2026-10-05T00:00:03.000Z', event_action: 'login', event_outcome: 'failure' },
        { event_action: 'login', event_outcome: '', event_code: 'login_challenge' },
        { event_action: 'logout' },
      ],
    },
    {
      // cells with quotes and commas in them
      lines: [
        'name,actor.email,app_name,client_id,id.applicationName,id.time,ipAddress,method_name,scope,type',
        'authorize,tanaka@example.co.jp,"Mail ""Sync"", Inc.",1.apps.googleusercontent.com,token,2026-10-05T00:00:01Z,203.0.113.9,,https://mail.google.com/ https://www.googleapis.com/auth/drive,auth',
        'activity,tanaka@example.co.jp,"Mail ""Sync"", Inc.",1.apps.googleusercontent.com,token,2026-10-05T00:00:02Z,203.0.113.10,gmail.users.messages.list,,auth',
        'NoActivities,,,,,,,,,',
      ],
      events: [
        {
          user_name: 'tanaka@example.co.jp',
          event_action: 'consent',
          user_target_name: 'Mail "Sync", Inc.',
          application_name: 'Mail "Sync", Inc.',
          event_details: 'https://mail.google.com/ https://www.googleapis.com/auth/drive',
        },
        { event_action: 'activity', source_ip: '203.0.113.10', application_name: 'Mail "Sync", Inc.' },
      ],
    },
    {
      lines: [
        'actor.email,id.applicationName,id.time,ipAddress,name,NEW_VALUE,ROLE_NAME,type,USER_EMAIL',
        'kuroda@example.co.jp,admin,2026-10-05T00:00:01Z,203.0.113.9,CREATE_USER,,,USER_SETTINGS,sync@example.co.jp',
        'kuroda@example.co.jp,admin,2026-10-05T00:00:02Z,203.0.113.9,ASSIGN_ROLE,,_SEED_ADMIN_ROLE,DELEGATED_ADMIN_SETTINGS,sync@example.co.jp',
        'kuroda@example.co.jp,admin,2026-10-05T00:00:03Z,203.0.113.9,CHANGE_PASSWORD,,,USER_SETTINGS,suzuki@example.co.jp',
      ],
      events: [
        { user_name: 'kuroda@example.co.jp', event_action: 'account-create', user_target_name: 'sync@example.co.jp' },
        { event_action: 'role-change', user_target_name: 'sync@example.co.jp', rule_name: '_SEED_ADMIN_ROLE' },
        { event_action: 'password-change', user_target_name: 'suzuki@example.co.jp' },
      ],
    },
    {
      lines: [
        'actor.email,email_forwarding_destination_address,id.applicationName,id.time,ipAddress,name,type',
        'tanaka@example.co.jp,x@mail.example.net,user_accounts,2026-10-05T00:00:01Z,203.0.113.9,email_forwarding_out_of_domain,email_forwarding_change',
        'tanaka@example.co.jp,,user_accounts,2026-10-05T00:00:02Z,203.0.113.9,2sv_disable,2sv_change',
        'tanaka@example.co.jp,,user_accounts,2026-10-05T00:00:03Z,203.0.113.9,password_edit,password_change',
      ],
      events: [
        { event_action: 'mail-forwarding', user_target_name: '', event_details: 'x@mail.example.net' },
        { event_action: 'mfa-change' },
        { event_action: 'password-change' },
      ],
    },
    {
      lines: [
        'actor.email,doc_id,doc_title,doc_type,id.applicationName,id.time,ipAddress,name,old_visibility,owner,target_user,type,visibility',
        'tanaka@example.co.jp,1a,予算案,spreadsheet,drive,2026-10-05T00:00:01Z,203.0.113.9,download,,suzuki@example.co.jp,,access,private',
        'tanaka@example.co.jp,1a,予算案,spreadsheet,drive,2026-10-05T00:00:02Z,203.0.113.9,change_user_access,private,suzuki@example.co.jp,x@mail.example.net,acl_change,shared_externally',
      ],
      events: [
        { event_action: 'download', event_details: '予算案 (private)', destination_address: 'drive' },
        {
          event_action: 'change_user_access',
          user_target_name: 'x@mail.example.net',
          event_details: '予算案 (shared_externally)',
        },
      ],
    },
  ],
}
