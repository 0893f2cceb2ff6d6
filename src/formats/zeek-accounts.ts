/** Zeek's ntlm, kerberos, ssh and smtp logs: sign-ins and mails as a sensor saw them. */
import type { ZeekLog } from './zeek-log.ts'

const yes = (text: string) => `${text} IN ('T', 'true')`
const HEAD = '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\t'
const LINE = '1521911721.608646\tCGLspW1BuwJH6YxjK6\t10.0.0.12\t36315\t10.0.0.8\t'

const ntlm: ZeekLog = {
  log: 'ntlm',
  table: 'auth_event',
  telling: ['username', 'domainname', 'success'],
  key: 'server_nb_computer_name',
  fields: ['username', 'hostname', 'domainname', 'server_nb_computer_name', 'success'],
  columns: (field) => ({
    event_action: "'login'",
    event_outcome: `if(${yes(field('success'))}, 'success', if(${field('success')} = '', '', 'failure'))`,
    event_reason: "'NTLM'",
    network_protocol:
      "multiIf(destination_port = 445, 'smb', destination_port = 135, 'rpc', destination_port = 3389, 'rdp', 'ntlm')",
    user_name: field('username'),
    user_domain: `lower(${field('domainname')})`,
    source_domain: field('hostname'),
    destination_address: field('server_nb_computer_name'),
    event_id: field('uid'),
  }),
  tsv: [
    {
      lines: [
        `${HEAD}username\thostname\tdomainname\tserver_nb_computer_name\tsuccess`,
        `${LINE}445\ttanaka\tPC-01\tKAISHA\tFS01\tF`,
      ],
      events: [
        {
          user_name: 'tanaka',
          user_domain: 'kaisha',
          event_outcome: 'failure',
          source_domain: 'PC-01',
          network_protocol: 'smb',
        },
      ],
    },
  ],
  json: [
    {
      lines: [
        '{"ts":1521911721.6,"uid":"C1","id.orig_h":"10.0.0.12","id.orig_p":36315,"id.resp_h":"10.0.0.8","id.resp_p":445,"username":"tanaka","server_nb_computer_name":"FS01","success":true}',
      ],
      events: [{ user_name: 'tanaka', event_outcome: 'success', destination_address: 'FS01' }],
    },
  ],
}

const kerberos: ZeekLog = {
  log: 'kerberos',
  table: 'auth_event',
  telling: ['request_type', 'client', 'error_msg'],
  key: 'request_type',
  fields: ['request_type', 'client', 'service', 'success', 'error_msg'],
  columns: (field) => ({
    event_action: `if(${field('request_type')} = 'AS', 'login', 'ticket')`,
    // a first request without pre-authentication is how every sign-in begins
    event_outcome: `multiIf(${yes(field('success'))}, 'success', ${field('error_msg')} IN ('', 'KDC_ERR_PREAUTH_REQUIRED'), '', 'failure')`,
    event_reason: field('error_msg'),
    network_protocol: "'kerberos'",
    user_name: `splitByChar('/', ${field('client')})[1]`,
    user_domain: `lower(splitByChar('/', ${field('client')})[2])`,
    destination_address: field('service'),
    event_id: field('uid'),
  }),
  tsv: [
    {
      lines: [
        `${HEAD}request_type\tclient\tservice\tsuccess\terror_msg`,
        `${LINE}88\tAS\ttanaka/KAISHA.LOCAL\tkrbtgt/KAISHA.LOCAL\tF\tKDC_ERR_PREAUTH_FAILED`,
      ],
      events: [{ user_name: 'tanaka', user_domain: 'kaisha.local', event_outcome: 'failure', event_action: 'login' }],
    },
  ],
  json: [
    {
      lines: [
        '{"ts":1521911721.6,"uid":"C2","id.orig_h":"10.0.0.12","id.orig_p":36315,"id.resp_h":"10.0.0.8","id.resp_p":88,"request_type":"TGS","client":"tanaka/KAISHA.LOCAL","service":"cifs/fs01","success":true}',
      ],
      events: [{ user_name: 'tanaka', event_outcome: 'success', event_action: 'ticket' }],
    },
  ],
}

const ssh: ZeekLog = {
  log: 'ssh',
  table: 'auth_event',
  telling: ['auth_attempts', 'client', 'server'],
  key: 'auth_attempts',
  fields: ['auth_success', 'auth_attempts', 'client'],
  columns: (field) => ({
    event_action: "'login'",
    event_outcome: `multiIf(${yes(field('auth_success'))}, 'success', ${field('auth_success')} = '', '', 'failure')`,
    event_count: `toUInt32OrZero(${field('auth_attempts')})`,
    network_protocol: "'ssh'",
    user_agent_original: field('client'),
    event_id: field('uid'),
  }),
  tsv: [
    {
      lines: [
        `${HEAD}version\tauth_success\tauth_attempts\tdirection\tclient\tserver`,
        `${LINE}22\t2\tF\t6\t-\tSSH-2.0-libssh2_1.4.3\tSSH-2.0-OpenSSH_7.4`,
      ],
      events: [{ event_outcome: 'failure', event_count: 6, user_agent_original: 'SSH-2.0-libssh2_1.4.3' }],
    },
  ],
  json: [
    {
      lines: [
        '{"ts":1521911721.6,"uid":"C3","id.orig_h":"10.0.0.12","id.orig_p":36315,"id.resp_h":"10.0.0.8","id.resp_p":22,"version":2,"auth_success":true,"auth_attempts":1,"client":"SSH-2.0-OpenSSH_9.2","server":"SSH-2.0-OpenSSH_7.4"}',
      ],
      events: [{ event_outcome: 'success', event_count: 1 }],
    },
  ],
}

const smtp: ZeekLog = {
  log: 'smtp',
  table: 'mail_event',
  telling: ['helo', 'mailfrom', 'rcptto'],
  key: 'last_reply',
  fields: ['helo', 'mailfrom', 'msg_id', 'subject', 'last_reply'],
  lists: ['rcptto'],
  columns: (field, list) => ({
    event_action: `if(${field('mailfrom')} = '', 'connect', 'deliver')`,
    event_outcome: `multiIf(startsWith(${field('last_reply')}, '2'), 'success', startsWith(${field('last_reply')}, '5'), 'denied', '')`,
    event_reason: field('last_reply'),
    email_message_id: `replaceRegexpAll(${field('msg_id')}, '^<|>$', '')`,
    email_from_address: `lower(replaceRegexpAll(${field('mailfrom')}, '^<|>$', ''))`,
    email_to_address: `arrayMap(x -> lower(replaceRegexpAll(x, '^<|>$', '')), ${list('rcptto')})`,
    email_recipients: `toUInt32(length(${list('rcptto')}))`,
    email_subject: field('subject'),
    email_size: '-1',
    smtp_helo: field('helo'),
  }),
  tsv: [
    {
      lines: [
        `${HEAD}trans_depth\thelo\tmailfrom\trcptto\tmsg_id\tsubject\tlast_reply`,
        `${LINE}25\t1\tmx.example.jp\ttanaka@example.jp\ta@kaisha.co.jp,b@kaisha.co.jp\t<1@example.jp>\tHello\t250 2.0.0 Ok: queued`,
      ],
      events: [
        {
          email_from_address: 'tanaka@example.jp',
          email_to_address: ['a@kaisha.co.jp', 'b@kaisha.co.jp'],
          email_message_id: '1@example.jp',
          event_outcome: 'success',
          event_action: 'deliver',
        },
      ],
    },
  ],
  json: [
    {
      lines: [
        '{"ts":1521911721.6,"uid":"C4","id.orig_h":"10.0.0.12","id.orig_p":36315,"id.resp_h":"10.0.0.8","id.resp_p":25,"trans_depth":1,"helo":"mx","mailfrom":"a@example.jp","rcptto":["b@kaisha.co.jp"],"last_reply":"550 5.7.1 no relay"}',
      ],
      events: [{ email_from_address: 'a@example.jp', event_outcome: 'denied', email_recipients: 1 }],
    },
  ],
}

export const ZEEK_ACCOUNT_LOGS = [ntlm, kerberos, ssh, smtp]
