import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCalledBank, ledByVoice, wantsOtherNetwork } from './pretext-telephone.ts'

test("a client's secret is wanted by voice, or he himself before the computer that pays; a bank that warns of it wants neither", () => {
  const asked = [
    'お電話中にご案内する画面で、お客様番号と暗証番号をご入力いただきます。',
    '担当者よりお電話しますので、日中につながる携帯電話番号を返信でお知らせください。',
    'Our agent will call you; have your card reader and PIN ready.',
    'Halten Sie beim Anruf Ihre TAN bereit.',
    'Reply with your mobile number so that an adviser can call you.',
  ]
  assert.deepEqual(asked.filter(ledByVoice), asked)
  const honest = [
    '当行が電話で暗証番号の入力をお願いすることはありません。',
    'We never ask you to tell us your PIN by telephone.',
    '窓口の営業時間は15時までです。',
  ]
  assert.deepEqual(honest.filter(ledByVoice), [])
  assert.ok(
    isCalledBank('みらい信用金庫 ヘルプデスク') && isCalledBank('Sparkasse Mitte') && !isCalledBank('みらい商店'),
  )
})

test("a code is to be opened past the office's network; that the network is renewed, or that a code may be scanned, says nothing of it", () => {
  const asked = [
    '学内ネットワークではつながらないので、携帯で読み取ってください。',
    'QRコードは必ずスマートフォンの回線で開いてください。',
    'The office network blocks the page, so scan the code with your phone.',
    'Im Firmennetz geht es nicht, bitte mit dem Handy öffnen.',
    '사내망에서는 열리지 않으니 휴대폰으로 접속하세요.',
  ]
  assert.deepEqual(asked.filter(wantsOtherNetwork), asked)
  const others = [
    '来週、社内ネットワークの機器を更新します。',
    '受付ではQRコードをスマートフォンでご提示ください。',
    'Scan the code at the entrance with your phone.',
  ]
  assert.deepEqual(others.filter(wantsOtherNetwork), [])
})
