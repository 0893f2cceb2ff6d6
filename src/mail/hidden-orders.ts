/**
 * Orders to a program that reads mail for its owner (Copilot, Gemini and the like), in text that no person sees. Whoever reads has nothing to click on;
 * the assistant does what it is told, with its owner's rights. Pure.
 */
const ASSISTANT =
  /\b(?:assistant|ai (?:agent|model|system)|llm|language model|copilot|gemini|chatgpt|claude|chat ?bot|system prompt|summari[sz]\w+)\b|アシスタント|生成AI|AI(?:は|へ|が|に|エージェント)|要約|智能助手|人工智能|어시스턴트|assistente?|asistente/i
const ORDER =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,60}\b(?:previous|prior|above|earlier|all|your)\b|\b(?:do not|don.?t|never)\b[^.\n]{0,20}\b(?:mention|tell|reveal|show|disclose|warn|inform|summari[sz]e)\b|\b(?:send|forward|e-?mail|collect|search|retrieve|append|include|attach|upload|insert|reply|respond|classify|mark|tell the (?:user|reader))\b|無視|(?:送信|転送|返信|収集|検索|添付|記載|追加|表示|分類|案内|伝え)(?:し|する|せよ|て|ること)|(?:言及|報告|要約)しない|忽略|转发|轉發|发送|무시|전송|전달/i

/** What the hidden text tells an assistant to do; '' = it speaks to none. */
export function ordersIn(hidden: string): string {
  const text = hidden.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const at = ASSISTANT.exec(text)?.index
  if (at === undefined || !ORDER.test(text.slice(Math.max(0, at - AROUND), at + AROUND))) return ''
  return text.slice(Math.max(0, at - BEFORE), at + AROUND)
}

const AROUND = 600 // characters
const BEFORE = 60
