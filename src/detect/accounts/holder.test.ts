import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isAdministrator, isSameHolder, isService } from './holder.ts'

describe('whose an account is', () => {
  it('joins the second account of a person by the part of the name that tells him', () => {
    for (const [a, b] of [
      ['adm.kuroda', 'r.kuroda'],
      ['kuroda-adm', 'kuroda-r'],
      ['a-kuroda', 'kuroda'],
      ['admkuroda', 'kurodar'],
      ['adm012345', 'e012345'],
      ['e012345-adm', 'e012345'],
      ['t2_sone', 'y.sone'],
    ] as const)
      assert.ok(isSameHolder(a, b), `${a} ${b}`)
  })

  it('joins nobody by rights, functions, initials or single letters', () => {
    for (const [a, b] of [
      ['adm.kuroda', 'adm.sone'],
      ['admin-kuroda', 'administrator'],
      ['svc-print', 'svc-backup'],
      ['t.ito', 't.abe'],
      ['adm012345', 'e012346'],
      ['sales-01', 'sales-02'],
      ['user01', 'user02'],
      ['kuroda', 'svc-print'],
      ['kuroda1', 'kuroda2'],
    ] as const)
      assert.ok(!isSameHolder(a, b), `${a} ${b}`)
  })

  it("knows programs' and administrators' accounts, and no person by a likeness", () => {
    for (const name of ['svc-print', 'svc_sql', 'svcbackup', 'sqlservice', 'backup', 'printer.svc', 'sa'])
      assert.ok(isService(name), name)
    for (const name of ['adm.kuroda', 'administrator', 'kuroda-adm', 'admin2', 'root'])
      assert.ok(isAdministrator(name), name)
    for (const name of ['sasaki', 'admiral', 'adamsk', 'sakai.s', 'batchelor', 'servais', 'y.sada', 'h.svend', 'rooth'])
      assert.ok(!isService(name) && !isAdministrator(name), name)
  })
})
