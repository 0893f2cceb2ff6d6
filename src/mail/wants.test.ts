import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantsInstalled, wantsSomething, wantsStaffPapers } from './wants.ts'

test('tax papers and numbers of everybody employed are asked for in several languages; one’s own, and a notice, are none', () => {
  const asked = [
    '職員全員の源泉徴収票とマイナンバーの台帳を確認します。PDFでこのアドレスに送ってもらえますか。',
    'I need the W-2 forms of all employees as one PDF. Reply to this mail.',
    '전 직원의 원천징수영수증을 한 파일로 보내 주세요.',
    'Bitte schicken Sie mir die Lohnsteuerbescheinigungen aller Mitarbeiter.',
    '請提供全體員工的扣繳憑單。',
  ]
  assert.deepEqual(asked.filter(wantsStaffPapers), asked)
  assert.ok(asked.every(wantsSomething))
  const others = [
    '源泉徴収票を配布しました。',
    'My W-2 is missing.',
    '급여명세서를 확인했습니다.',
    'See you on Friday.',
  ]
  assert.deepEqual(others.filter(wantsStaffPapers), [])
})

test('a program is to be fetched for a talk, in several languages; a link to join is none', () => {
  const asked = [
    '처음 접속 시 "TeamsPlugin" 설치가 필요합니다.',
    'Falls der Client veraltet ist, bitte das angebotene Update installieren.',
    '首次使用请安装会议插件。',
    'Please install the update of the Zoom client first.',
  ]
  assert.deepEqual(asked.filter(wantsInstalled), asked)
  assert.deepEqual(['リンクから参加してください。', 'Join the meeting by this link.'].filter(wantsInstalled), [])
})
