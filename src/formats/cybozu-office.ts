/** Cybozu Office (the packaged version): who signed in to the groupware, from its log file. cybozu.com's audit log is read by its column names. */
import type { Format } from './format.ts'
import { headerCells, rowCells } from './separated.ts'
import { about, reader, time } from './table-columns.ts'

const LOGGED = ['ログ種別', 'アプリケーションID', 'イベントID', '日時']

export const cybozuOffice: Format = {
  ...about,
  id: 'cybozu-office',
  title: 'Cybozu Office, log file (sign-ins and acts)',
  vendor: 'Cybozu',
  product: 'Cybozu Office',
  source: 'https://jp.cybozu.help/of10/ja/admin/maint/log/view.html',
  table: 'auth_event',
  header: {
    pattern: '"?ログ種別"?,"?アプリケーションID"?,',
    fields: headerCells,
    step: rowCells,
    accepts: (fields) => LOGGED.every((name) => fields.includes(name)),
    headerless: null,
  },
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at } = read
    return {
      time: time(read, timezone),
      observer_type: "'server'",
      source_ip: `toIPv6OrDefault(${at('address')})`,
      source_address: at('address'),
      user_name: at('user'),
      event_action: `multiIf(${at('code')} IN ('UserLogin', 'AdminLogin'), 'login', ${at('code')} IN ('UserLogout', 'AdminLogout'), 'logout', match(${at('code')}, 'Password$'), 'password-change', ${at('code')})`,
      event_outcome: "'success'",
      event_code: at('code'),
      network_protocol: "'web'",
    }
  },
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '"ログ種別","アプリケーションID","イベントID","日時","ユーザーID","ユーザー名","URL","IPアドレス","内容"',
        '"NOTIFY","BaseSystem","UserLogin","2026/10/05 09:00:01","170","田中 太郎","http://192.168.10.8/cgi-bin/cbag/ag.cgi?","203.0.113.9","ログイン"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: '田中 太郎',
          event_action: 'login',
          event_outcome: 'success',
          event_code: 'UserLogin',
        },
      ],
    },
  ],
}
