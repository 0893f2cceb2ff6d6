/**
 * Google Workspace: an address list for Gmail's blocked senders (added in bulk in the admin console), and Chrome's URL blocklist. One
 * value a line: these fields take no comment.
 */
import { only, widest } from '../entry.ts'
import { lines, type Target } from '../target.ts'

export const googleWorkspace: Target = {
  id: 'google-workspace',
  title: {
    ja: 'Google Workspace：送信者のブロックリストとChromeのURLブロックリスト',
    en: 'Google Workspace: blocked senders and Chrome URL blocklist',
  },
  group: 'mail',
  kinds: ['url', 'domain', 'address', 'sender'],
  blocks: 'mails',
  render(selection, { revoke }) {
    const domains = widest(only(selection, 'domain')).map(({ value }) => value)
    const senders = only(selection, 'sender').map(({ value }) => value)
    const urls = only(selection, 'url').map(({ value }) => value)
    const addresses = only(selection, 'address').map(({ value }) => (value.includes(':') ? `[${value}]` : value))
    const suffix = revoke ? '-remove' : ''
    return [
      { name: `kyumei-gmail-blocked-senders${suffix}.csv`, text: lines([...domains, ...senders]) },
      { name: `kyumei-chrome-url-blocklist${suffix}.txt`, text: lines([...urls, ...domains, ...addresses]) },
    ]
  },
}
