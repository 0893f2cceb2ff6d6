/** Samba's full_audit module: who did what to which file. What stands before the operation is the administrator's choice (`full_audit:prefix`). */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { source } from './pick.ts'

const ADDRESS = '(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)'
const OPERATIONS =
  'connect|disconnect|open|openat|opendir|create_file|mkdir|mkdirat|rmdir|rename|renameat|unlink|unlinkat|read|pread|pread_send|pread_recv|write|pwrite|pwrite_send|pwrite_recv|sendfile|recvfile|close|chmod|fchmod|chown|ftruncate|link|linkat|symlink|symlinkat|fallocate|offload_write_send'
/** 1 user, 2 address, 3 what else the prefix holds (machine, share …), 4 operation, 5 result, 6 the rest */
const GROUPS = literal(`^([^|]*)\\|(${ADDRESS})\\|((?:[^|]*\\|)*?)(${OPERATIONS})\\|(ok|fail[^|]*)\\|?(.*)$`)
const DONE: [string, string][] = [
  ['login', '^connect$'],
  ['logout', '^disconnect$'],
  ['file-delete', '^(unlink|rmdir)'],
  ['file-rename', '^rename'],
  ['file-write', '^(p?write|recvfile|ftruncate|fallocate|offload_write)'],
  ['file-read', '^(p?read|sendfile)'],
  ['file-create', '^(mkdir|create_file|link|symlink)'],
  ['file-permission', '^(f?chmod|chown)'],
]

export const sambaAudit: Format = {
  id: 'samba-audit',
  title: 'Samba, full_audit (file servers and NAS): who did what to which file',
  vendor: 'Samba',
  product: 'Samba',
  source: 'https://www.samba.org/samba/docs/current/man-html/vfs_full_audit.8.html',
  table: 'auth_event',
  tag: 'smbd_audit',
  time: 'envelope',
  pattern: `[^|: ]+(?: [^|: ]+)?\\|${ADDRESS}\\|(?:[^|]*\\|){0,4}(?:${OPERATIONS})\\|(?:ok|fail)`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'server'",
    observer_name: 'envelope_host',
    ...source('step[2]'),
    user_name: "replaceRegexpOne(step[1], '^.*\\\\\\\\', '')",
    user_domain: "lower(extract(step[1], '^(.*)\\\\\\\\'))",
    event_action: `multiIf(${DONE.map(([action, pattern]) => `match(step[4], ${literal(pattern)}), '${action}'`).join(', ')}, 'file-open')`,
    event_outcome: "if(step[5] = 'ok', 'success', 'failure')",
    event_reason: "extract(step[5], '\\\\((.*)\\\\)')",
    event_code: 'step[4]',
    network_protocol: "'smb'",
    event_details: 'step[6]',
  }),
  required: "user_name != '' AND source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 fs1 smbd_audit[812]: EXAMPLE\\tanaka|192.168.10.21|pc21|share|unlinkat|ok|営業/見積.xlsx',
        'Oct  5 09:00:02 fs1 smbd_audit: suzuki|192.168.10.22|create_file|fail (No such file or directory)|0x1|file|open|/srv/x',
        'Oct  5 09:00:03 fs1 smbd_audit: suzuki|192.168.10.22|share|connect|ok|share',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'file-delete',
          event_outcome: 'success',
          event_details: '営業/見積.xlsx',
        },
        { event_action: 'file-create', event_outcome: 'failure', event_reason: 'No such file or directory' },
        { event_action: 'login', user_name: 'suzuki' },
      ],
    },
  ],
}
