/** OpenIOC 1.0: one OR of items (schema http://schemas.mandiant.com/2010/ioc). It has no word for taking back: an empty one replaces it. */
import { type Entry, only } from '../entry.ts'
import { lines, note, type Target } from '../target.ts'
import { uuidOf } from '../uuid.ts'
import { xml } from './xml.ts'

const CONTEXTS = {
  url: ['UrlHistoryItem', 'UrlHistoryItem/URL', 'string'],
  domain: ['Network', 'Network/DNS', 'string'],
  address: ['PortItem', 'PortItem/remoteIP', 'IP'],
  sender: ['Email', 'Email/From', 'string'],
  file: ['FileItem', 'FileItem/Sha256sum', 'sha256'],
} as const

export const openioc: Target = {
  id: 'openioc',
  title: { ja: 'OpenIOC（XML）', en: 'OpenIOC (XML)' },
  group: 'exchange',
  kinds: ['url', 'domain', 'address', 'sender', 'file'],
  blocks: 'nothing',
  render(selection, { revoke }) {
    const entries = revoke ? [] : only(selection, ...openioc.kinds)
    const date = new Date(selection.generated).toISOString().slice(0, 19)
    const id = uuidOf('openioc', selection.generated)
    const text = [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<ioc xmlns="http://schemas.mandiant.com/2010/ioc" id="${id}" last-modified="${date}">`,
      '  <short_description>kyumei</short_description>',
      `  <description>${xml(`Places and files of the findings of ${selection.generated}`)}</description>`,
      '  <authored_by>kyumei</authored_by>',
      `  <authored_date>${date}</authored_date>`,
      '  <links/>',
      '  <definition>',
      `    <Indicator operator="OR" id="${uuidOf('openioc-or', selection.generated)}">`,
      ...entries.flatMap(item),
      '    </Indicator>',
      '  </definition>',
      '</ioc>',
    ]
    return [{ name: 'kyumei.ioc', text: lines(text) }]
  },
}

function item(entry: Entry): string[] {
  const [document, search, type] = CONTEXTS[entry.kind]
  return [
    `      <IndicatorItem id="${uuidOf('openioc-item', entry.kind, entry.value)}" condition="is">`,
    `        <Context document="${document}" search="${search}" type="mir"/>`,
    `        <Content type="${type}">${xml(entry.value)}</Content>`,
    `        <Comment>${xml(note(entry))}</Comment>`,
    '      </IndicatorItem>',
  ]
}
