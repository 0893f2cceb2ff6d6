/** What would name a victim: the organisations of the book, and the domains of their people and of those whom the attack was sent to. */

import { familyOf } from '../lists/family.ts'
import { loadLists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import { type Desk, rows } from './desk.ts'

/** A sender that poses as a victim's own employee, a subject with an organisation's name: true for these. */
export function victimTeller(desk: Desk, cases: number[]): (value: string) => boolean {
  const ids = JSON.stringify(cases)
  const names = rows<{ name: string }>(desk, 'SELECT name FROM organisation WHERE length(name) >= 3').flatMap(
    ({ name }) => [
      spelling(name),
      spelling(
        name.replaceAll(
          /(?:株式会社|有限会社|合同会社|一般|公益|社団法人|財団法人|独立行政法人|国立研究開発法人|\(株\))/g,
          '',
        ),
      ),
    ],
  )
  const addresses = rows<{ address: string }>(
    desk,
    `SELECT mail AS address FROM person WHERE mail <> ''
     UNION
     SELECT recipient.value FROM json_each(?1) wanted JOIN scan s ON s.consultation_id = wanted.value
     JOIN json_each(s.findings, '$.mails') m JOIN json_each(m.value, '$.recipients') recipient`,
    ids,
  )
  const { freemail } = loadLists()
  const domains = new Set(
    addresses
      .map(({ address }) => address.toLowerCase().slice(address.lastIndexOf('@') + 1))
      .filter((domain) => domain.includes('.') && find(freemail, domain) === null)
      .map(familyOf),
  )
  const telling = [...new Set(names)].filter((name) => name.length >= 3)
  return (value) => {
    const plain = spelling(value)
    return (
      telling.some((name) => plain.includes(name)) ||
      [...value.toLowerCase().matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)].some(([name]) => domains.has(familyOf(name)))
    )
  }
}

const spelling = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s　・、]/g, '')
