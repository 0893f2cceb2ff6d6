import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invitationText } from './invitation.ts'
import { readMessage } from './read.ts'

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'SUMMARY;LANGUAGE=ja:面談の',
  ' ご案内',
  'LOCATION;ALTREP="cid:a:b":第2会議室\\, 3階',
  'DESCRIPTION:事前に確認してください。\\nhttps://kakunin.example/m',
  'BEGIN:VALARM',
  'DESCRIPTION:Reminder',
  'END:VALARM',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

test('an invitation says its subject, place and description, unfolded and unescaped; an alarm and what is no calendar say nothing', () => {
  assert.equal(
    invitationText(CALENDAR),
    '面談のご案内\n第2会議室, 3階\n事前に確認してください。\nhttps://kakunin.example/m',
  )
  assert.equal(invitationText('DESCRIPTION:alone'), '')
  const unending = `BEGIN:VCALENDAR\r\nDESCRIPTION${';a="'.repeat(50_000)}:x`
  assert.equal(invitationText(unending), '')
})

const invites = (body: string) =>
  readMessage(
    Buffer.from(
      [
        'From: a@b.example',
        'Content-Type: multipart/alternative; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        '',
        body,
        '--b',
        'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
        '',
        CALENDAR,
        '--b--',
      ].join('\r\n'),
    ),
  ).text

test("what an invitation says stands below the mail's own words, unless they say it already", () => {
  assert.match(invites('日程です。'), /^日程です。\n+面談のご案内\n[\s\S]*事前に確認してください。/)
  const whole = '面談のご案内\n第2会議室, 3階\n事前に確認してください。\nhttps://kakunin.example/m'
  assert.equal(invites(whole), whole)
})
