/** Linux-PAM's own records of failed sign-ins, of services whose own log tells no more (old sshd, vsftpd, login, web applications). */
import type { Format } from './format.ts'
import { found, source } from './pick.ts'

/** sshd's new records are read by openssh.ts, where PAM's line stands beside sshd's own and counts as no try of its own. */
const SERVICE = '(?:[\\w.-]+\\(pam_unix\\)|vsftpd|login|proftpd|xrdp-sesman|cockpit-session|smbd|webmin)'

const pam: Format = {
  id: 'pam',
  title: 'Linux PAM, failed sign-ins',
  vendor: 'Linux-PAM',
  product: 'pam_unix',
  source: 'https://github.com/linux-pam/linux-pam (modules/pam_unix/support.c)',
  table: 'auth_event',
  tag: SERVICE,
  time: 'envelope',
  pattern:
    '(?:pam_unix\\(\\w[\\w.-]*:auth\\): |\\(pam_unix\\) )?authentication failure; logname=.* rhost=[0-9A-Za-z.:-]+(?:\\s|$)',
  step: "''",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source(found(' rhost=([0-9A-Za-z.:-]+)')),
    user_name: found(' user=(\\S+)\\s*$'),
    event_action: "'login'",
    event_outcome: "'failure'",
    event_reason: "'password'",
    network_protocol: `if(${found('tty=(NODEVssh|ssh)')} != '', 'ssh', if(${found('tty=(ftp)')} != '', 'ftp', ''))`,
  }),
  required: "source_address != ''",
  ignore: [
    {
      pattern:
        '(?:[\\w.-]+\\(pam_unix\\)(?:\\[\\d+\\])?: )?(?:pam_unix\\([\\w.-]+:(?:auth|session)\\): |\\(pam_unix\\) )?(?:check pass; user unknown|session (?:opened|closed) for user )',
      reason: { ja: 'PAMのその他の記録', en: 'other records of PAM' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=203.0.113.9  user=root',
        'Oct  5 09:00:02 vps vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=test rhost=203.0.113.9',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'combo',
          source_ip: '203.0.113.9',
          user_name: 'root',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'ssh',
        },
        { source_ip: '203.0.113.9', user_name: '', network_protocol: 'ftp' },
      ],
    },
  ],
}

export const PAM_FORMATS: Format[] = [pam]
