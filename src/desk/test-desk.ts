/** For tests: a desk in memory or on the disk, whose clock stands. */
import { type Desk, openDesk } from './desk.ts'
import { type Intake, intake } from './work.ts'

export function testDesk(path = ':memory:', now = '2016-06-29T03:00:00Z', who = '鈴木'): Desk {
  return openDesk(path, { who, now: () => new Date(now) })
}

export function testCase(desk: Desk, given: Partial<Intake> = {}): string {
  return intake(desk, {
    organisation: '甲乙工業株式会社',
    kind: 'company',
    industry: 'manufacturing',
    person: { name: '山田 花子', mail: 'hanako@kootsu.example.jp' },
    channel: 'mail',
    received_at: '2015-10-05T09:30',
    recorded_on: (given.received_at ?? '2015-10-05').slice(0, 10),
    summary: '取引先を装った不審なメール。添付の議事録.txt.exeを開いた。',
    ...given,
  }).number
}
