/** Words in cases: every text of a case in one normalised row, so that ｶﾅ, カナ and full-width letters are found alike. */
import { type Desk, prepared, rows } from './desk.ts'

export interface Hit {
  number: string
  organisation: string
  received_at: string
  /** the text around the first word found */
  excerpt: string
}

export function searchCases(desk: Desk, words: string[], most: number): Hit[] {
  const wanted = words.map(normalised).filter((word) => word !== '')
  if (wanted.length === 0) return []
  const found = rows<Omit<Hit, 'excerpt'> & { text: string; at: number }>(
    desk,
    `SELECT c.number, coalesce(o.name, '') AS organisation, c.received_at, s.text, instr(s.text, ?) AS at
     FROM search_text s
     JOIN consultation c ON c.id = s.consultation_id
     LEFT JOIN organisation o ON o.id = c.organisation_id
     WHERE ${wanted.map(() => 'instr(s.text, ?) > 0').join(' AND ')}
     ORDER BY c.received_at DESC, c.number DESC LIMIT ?`,
    wanted[0] ?? '',
    ...wanted,
    most,
  )
  return found.map(({ text, at, ...hit }) => {
    const start = Math.max(0, at - 31)
    return { ...hit, excerpt: text.slice(start, at + 70).replaceAll('\n', ' · ') }
  })
}

/** The words of a case, again after each of its changes. */
export function rememberForSearch(desk: Desk, consultation: number): void {
  const parts = rows<{ text: string }>(
    desk,
    `SELECT concat_ws(char(10), c.number, c.summary, c.handler, o.name, p.name, p.mail, p.telephone, r.reason) AS text
     FROM consultation c
     LEFT JOIN organisation o ON o.id = c.organisation_id
     LEFT JOIN person p ON p.id = c.person_id
     LEFT JOIN rescue r ON r.consultation_id = c.id
     WHERE c.id = ?1
     UNION ALL SELECT concat_ws(char(10), v.note, v.went) FROM visit v JOIN rescue r ON r.id = v.rescue_id WHERE r.consultation_id = ?1
     UNION ALL SELECT outcome FROM closure WHERE consultation_id = ?1
     UNION ALL SELECT concat_ws(char(10), title, target, owner, proof) FROM task WHERE consultation_id = ?1
     UNION ALL SELECT text FROM note WHERE consultation_id = ?1
     UNION ALL SELECT concat_ws(char(10), title, text) FROM letter WHERE consultation_id = ?1
     UNION ALL SELECT concat_ws(char(10), path, sha256, device) FROM evidence WHERE consultation_id = ?1
     UNION ALL SELECT value FROM indicator WHERE consultation_id = ?1
     UNION ALL SELECT detector FROM sign WHERE consultation_id = ?1
     UNION ALL SELECT technique FROM technique WHERE consultation_id = ?1
     UNION ALL SELECT k.name FROM campaign_case m JOIN campaign k ON k.id = m.campaign_id WHERE m.consultation_id = ?1`,
    consultation,
  )
  const text = normalised(parts.map((part) => part.text).join('\n'))
  prepared(
    desk,
    'INSERT INTO search_text (consultation_id, text) VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text',
  ).run(consultation, text)
}

const normalised = (text: string) => text.normalize('NFKC').toLowerCase()
