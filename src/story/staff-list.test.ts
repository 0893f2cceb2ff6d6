import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaversIn } from './staff-list.ts'

test("accounts whose people left are read from an office's own list, whatever its language calls the columns", () => {
  const lists = [
    'アカウント,氏名,部署,状態,退職日\nm.kobayashi,小林 学,報道部,在籍,\nt.okamoto,岡本 剛,報道部,退職,2026-03-31\n',
    'ログイン名,氏名,VPN,退職年月日\nT.Okamoto,岡本 剛,○,令和8年3月31日\n',
    'cuenta;nombre;estado;fecha_baja\nvperez;Verónica Pérez;activo;\nt.okamoto;T. Okamoto;baja;31/03/2026\n',
    'Login name,Name,Leaving date\nb.miller,B. Miller,4/15/2026\nt.okamoto,T. Okamoto,3/31/2026\n',
    '社員一覧（2026年度）\n\nメールアドレス,氏名,退社日\nt.okamoto,岡本 剛,2026年3月31日\n',
    'Kennung;Name;Austrittsdatum\nt.okamoto;T. Okamoto;31.03.2026\n',
  ]
  for (const list of lists)
    assert.deepEqual(
      leaversIn(list)
        .filter(({ account }) => account === 't.okamoto')
        .map(({ left }) => left),
      ['2026-03-31'],
      list,
    )
  const inventory =
    'コンピューター名,IPアドレス,ユーザー名,契約終了日,退職日\nPC-01,10.0.1.5,t.okamoto,2027-03-31,2026-03-31\n'
  assert.deepEqual(
    leaversIn(inventory).map(({ left }) => left),
    ['2026-03-31'],
  )
  // its own line, behind a title and an empty line
  assert.deepEqual(
    leaversIn(lists[4] ?? '').map(({ line }) => line),
    [4],
  )
  assert.deepEqual(leaversIn(lists[0] ?? ''), [{ account: 't.okamoto', left: '2026-03-31', line: 3 }])
})

test('a day whose order nothing tells, an impossible one, transfers, logs and lists without such a column say nothing', () => {
  for (const list of [
    'account,name,end date\nt.okamoto,T. Okamoto,4/3/2026\n',
    'account,name,end date\nt.okamoto,T. Okamoto,2026-02-31\n',
    'アカウント,氏名,異動日\nt.okamoto,岡本 剛,2026-03-31\n',
    'アカウント,日時,アクション,退職日\nt.okamoto,2026-04-01 10:00,login,2026-03-31\n',
    'アカウント,氏名\nt.okamoto,岡本 剛\n',
    'コンピューター名,IPアドレス,ユーザー名,契約終了日\nPC-01,10.0.1.5,t.okamoto,2026-03-31\n',
    '',
  ])
    assert.deepEqual(leaversIn(list), [], list)
})
