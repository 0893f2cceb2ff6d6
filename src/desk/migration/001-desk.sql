-- Times without a zone are the desk's own clock (setting "timezone"): 2015-10-05, or 2015-10-05T09:30 where the minute is known.
-- Times that end in Z are UTC. date(x) = x refuses days that don't exist (2015-02-30 would silently become 2 March).

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- What a desk may word in its own way: kinds of organisations, industries, kinds of attacks.
CREATE TABLE organisation_kind (code TEXT PRIMARY KEY, ja TEXT NOT NULL, en TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
CREATE TABLE industry (code TEXT PRIMARY KEY, ja TEXT NOT NULL, en TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
CREATE TABLE attack_kind (code TEXT PRIMARY KEY, ja TEXT NOT NULL, en TEXT NOT NULL, position INTEGER NOT NULL) STRICT;

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL REFERENCES organisation_kind (code),
  industry TEXT REFERENCES industry (code),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL CHECK (name <> ''),
  mail TEXT NOT NULL DEFAULT '',
  telephone TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX person_organisation ON person (organisation_id);

-- A case. Kind and industry are as they were when it came in: a later change of the organisation changes no published figure.
CREATE TABLE consultation (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  organisation_id INTEGER REFERENCES organisation (id),
  person_id INTEGER REFERENCES person (id),
  organisation_kind TEXT NOT NULL REFERENCES organisation_kind (code),
  industry TEXT REFERENCES industry (code),
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'telephone', 'form', 'fax', 'visit')),
  received_at TEXT NOT NULL CHECK (received_at IN (date(received_at), strftime('%Y-%m-%dT%H:%M', received_at))),
  -- the day from which it stood in the desk's books
  recorded_on TEXT NOT NULL CHECK (recorded_on = date(recorded_on)),
  tlp TEXT NOT NULL DEFAULT 'AMBER' CHECK (tlp IN ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')),
  attack_kind TEXT REFERENCES attack_kind (code),
  summary TEXT NOT NULL DEFAULT '',
  handler TEXT NOT NULL DEFAULT '',
  -- counted by mistake (a second entry of one case, not a consultation at all): out of the figures from this day on
  void_on TEXT CHECK (void_on = date(void_on)),
  void_reason TEXT CHECK ((void_on IS NULL) = (void_reason IS NULL) AND void_reason <> ''),
  -- its content was erased on this day; what the figures need is kept
  erased_on TEXT CHECK (erased_on = date(erased_on)),
  CHECK (recorded_on >= substr(received_at, 1, 10)),
  CHECK (void_on >= recorded_on)
) STRICT;
CREATE INDEX consultation_received ON consultation (received_at);
CREATE INDEX consultation_organisation ON consultation (organisation_id);

CREATE TABLE rescue (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL UNIQUE REFERENCES consultation (id),
  started_at TEXT NOT NULL CHECK (started_at IN (date(started_at), strftime('%Y-%m-%dT%H:%M', started_at))),
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX rescue_started ON rescue (started_at);

CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  rescue_id INTEGER NOT NULL REFERENCES rescue (id),
  visited_on TEXT NOT NULL CHECK (visited_on = date(visited_on)),
  -- who went: names, a JSON array
  went TEXT NOT NULL CHECK (json_type(went) = 'array'),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX visit_rescue ON visit (rescue_id, visited_on);

CREATE TRIGGER rescue_before_consultation BEFORE INSERT ON rescue
WHEN (SELECT CASE WHEN length(new.started_at) = 16 AND length(received_at) = 16 THEN new.started_at < received_at
             ELSE substr(new.started_at, 1, 10) < substr(received_at, 1, 10) END FROM consultation WHERE id = new.consultation_id)
BEGIN SELECT RAISE(ABORT, 'rescue before its consultation'); END;
CREATE TRIGGER rescue_moved BEFORE UPDATE ON rescue
WHEN (SELECT substr(new.started_at, 1, 10) < substr(received_at, 1, 10) FROM consultation WHERE id = new.consultation_id)
  OR EXISTS (SELECT 1 FROM visit WHERE rescue_id = new.id AND visited_on < substr(new.started_at, 1, 10))
BEGIN SELECT RAISE(ABORT, 'rescue before its consultation or after its visit'); END;
CREATE TRIGGER consultation_moved BEFORE UPDATE ON consultation
WHEN EXISTS (SELECT 1 FROM rescue WHERE consultation_id = new.id AND substr(started_at, 1, 10) < substr(new.received_at, 1, 10))
BEGIN SELECT RAISE(ABORT, 'consultation after its rescue'); END;
CREATE TRIGGER visit_before_rescue BEFORE INSERT ON visit
WHEN new.visited_on < (SELECT substr(started_at, 1, 10) FROM rescue WHERE id = new.rescue_id)
BEGIN SELECT RAISE(ABORT, 'visit before its rescue'); END;
CREATE TRIGGER visit_moved BEFORE UPDATE ON visit
WHEN new.visited_on < (SELECT substr(started_at, 1, 10) FROM rescue WHERE id = new.rescue_id)
BEGIN SELECT RAISE(ABORT, 'visit before its rescue'); END;

-- Closing, and opening again: a case may be closed more than once.
CREATE TABLE closure (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  closed_on TEXT NOT NULL CHECK (closed_on = date(closed_on)),
  outcome TEXT NOT NULL DEFAULT '',
  reopened_on TEXT CHECK (reopened_on = date(reopened_on) AND reopened_on >= closed_on),
  reopen_reason TEXT CHECK ((reopened_on IS NULL) = (reopen_reason IS NULL) AND reopen_reason <> '')
) STRICT;
CREATE UNIQUE INDEX closure_open ON closure (consultation_id) WHERE reopened_on IS NULL;
CREATE TRIGGER closure_before_consultation BEFORE INSERT ON closure
WHEN new.closed_on < (SELECT substr(received_at, 1, 10) FROM consultation WHERE id = new.consultation_id)
BEGIN SELECT RAISE(ABORT, 'closed before its consultation'); END;

-- A countermeasure names what it deals with (a host or an account), so that its completeness can be told.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  kind TEXT NOT NULL CHECK (kind IN ('task', 'countermeasure')),
  title TEXT NOT NULL CHECK (title <> ''),
  target TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  due_on TEXT CHECK (due_on = date(due_on)),
  done_on TEXT CHECK (done_on = date(done_on)),
  proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX task_consultation ON task (consultation_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  written_at TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX note_consultation ON note (consultation_id);

CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  sent_on TEXT CHECK (sent_on = date(sent_on)),
  addressee TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
  title TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX letter_consultation ON letter (consultation_id);

-- Why the desk may read what it was given: consent, work rules, a contract, an order. Reading employees' mailboxes needs one.
CREATE TABLE lawful_basis (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  basis TEXT NOT NULL CHECK (basis <> ''),
  scope TEXT NOT NULL CHECK (scope <> ''),
  granted_by TEXT NOT NULL CHECK (granted_by <> ''),
  granted_on TEXT NOT NULL CHECK (granted_on = date(granted_on)),
  expires_on TEXT CHECK (expires_on = date(expires_on))
) STRICT;
CREATE INDEX lawful_basis_consultation ON lawful_basis (consultation_id);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  -- the device that wrote it, and how far its clock was ahead (+) or behind (-), in seconds; NULL where nobody looked
  device TEXT NOT NULL DEFAULT '',
  clock_offset INTEGER,
  lawful_basis_id INTEGER REFERENCES lawful_basis (id),
  retain_until TEXT CHECK (retain_until = date(retain_until))
) STRICT;
CREATE INDEX evidence_consultation ON evidence (consultation_id);
CREATE INDEX evidence_sha256 ON evidence (sha256);

CREATE TABLE custody (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  at TEXT NOT NULL,
  giver TEXT NOT NULL,
  taker TEXT NOT NULL,
  means TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX custody_evidence ON custody (evidence_id);

-- What a scan said, as its findings.json says it.
CREATE TABLE scan (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  generated TEXT NOT NULL,
  folder TEXT NOT NULL,
  findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;
CREATE INDEX scan_consultation ON scan (consultation_id);

-- A sign of the attack, by the detector that sees it: from a scan, or as an analyst saw it.
CREATE TABLE sign (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  detector TEXT NOT NULL CHECK (detector <> ''),
  UNIQUE (consultation_id, detector)
) STRICT;

CREATE TABLE technique (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  technique TEXT NOT NULL CHECK (technique GLOB 'T[0-9][0-9][0-9][0-9]*'),
  UNIQUE (consultation_id, technique)
) STRICT;

CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  kind TEXT NOT NULL CHECK (kind IN ('domain', 'address', 'url', 'mail', 'sha256', 'subject')),
  value TEXT NOT NULL CHECK (value <> ''),
  UNIQUE (consultation_id, kind, value)
) STRICT;
CREATE INDEX indicator_value ON indicator (kind, value);

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE campaign_case (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  reason TEXT NOT NULL DEFAULT '',
  UNIQUE (campaign_id, consultation_id)
) STRICT;
CREATE INDEX campaign_case_consultation ON campaign_case (consultation_id);

-- chain: what leaked at the first was used against the second.
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  from_id INTEGER NOT NULL REFERENCES consultation (id),
  to_id INTEGER NOT NULL REFERENCES consultation (id),
  kind TEXT NOT NULL CHECK (kind IN ('chain', 'related')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  UNIQUE (from_id, to_id, kind),
  CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX link_to ON link (to_id);

-- A half as it was published: its figures and what was recommended, so that later changes can be told with their reason.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  half TEXT NOT NULL CHECK (half GLOB '[0-9][0-9][0-9][0-9]H[12]'),
  published_on TEXT NOT NULL CHECK (published_on = date(published_on)),
  consultations INTEGER NOT NULL,
  rescues INTEGER NOT NULL,
  onsites INTEGER NOT NULL,
  -- recommendation id → hash of the text that was printed
  recommended TEXT NOT NULL DEFAULT '{}' CHECK (json_type(recommended) = 'object'),
  reason TEXT NOT NULL DEFAULT '',
  UNIQUE (half, published_on)
) STRICT;

-- A paragraph of a report as the lead words it, beside the generated one that he had before him.
CREATE TABLE report_text (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  report TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
  paragraph TEXT NOT NULL,
  generated TEXT NOT NULL,
  edited TEXT NOT NULL,
  UNIQUE (report, lang, paragraph)
) STRICT;

-- Every change, in order. An entry's hash covers the entry before it and the hashes of what the record was and became.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'erase')),
  record TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  before_hash TEXT,
  after_hash TEXT,
  reason TEXT NOT NULL DEFAULT '',
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX history_record ON history (record, record_id);
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_final BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- The content behind the hashes: the only part that an erasure takes away. The salt goes with it, so that nobody can find a
-- name again by hashing guesses.
CREATE TABLE history_content (
  hash TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE TRIGGER content_is_final BEFORE UPDATE ON history_content BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE INDEX history_after ON history (after_hash);
CREATE TRIGGER content_is_kept BEFORE DELETE ON history_content
WHEN NOT EXISTS (
  SELECT 1 FROM history h
  JOIN history e ON e.record = h.record AND e.record_id = h.record_id AND e.action = 'erase' AND e.seq > h.seq
  WHERE h.after_hash = old.hash)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  erased_at TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  case_number TEXT NOT NULL,
  -- what was erased: record, id and the hash that stays in the history
  erased TEXT NOT NULL CHECK (json_type(erased) = 'array'),
  head_before TEXT NOT NULL
) STRICT;

-- Normalised text of a case, for search; made from the records above and never the only place of anything.
CREATE TABLE search_text (
  consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id),
  text TEXT NOT NULL
) STRICT;

INSERT INTO setting VALUES ('timezone', 'Asia/Tokyo'), ('fiscal_start_month', '4'), ('desk_name', '');

INSERT INTO organisation_kind VALUES
  ('agency', '独立行政法人', 'Incorporated administrative agency', 1),
  ('association', '社団・財団法人', 'Association or foundation', 2),
  ('company', '企業', 'Company', 3),
  ('public', 'その他公共機関等', 'Other public body', 4);

INSERT INTO industry VALUES
  ('manufacturing', '製造', 'Manufacturing', 1),
  ('energy', '電力・ガス・石油', 'Energy', 2),
  ('chemistry', '化学', 'Chemistry', 3),
  ('defence', '防衛・航空宇宙', 'Defence and aerospace', 4),
  ('it', '情報通信', 'Information and communication', 5),
  ('finance', '金融', 'Finance', 6),
  ('logistics', '運輸・物流', 'Transport and logistics', 7),
  ('construction', '建設・不動産', 'Construction and real estate', 8),
  ('trade', '商社・小売', 'Trade and retail', 9),
  ('medical', '医療・福祉', 'Medical care and welfare', 10),
  ('education', '教育・学術', 'Education and research', 11),
  ('government', '行政', 'Administration', 12),
  ('media', '報道・出版', 'Press and publishing', 13),
  ('service', 'その他サービス', 'Other services', 14);

INSERT INTO attack_kind VALUES
  ('targeted-mail', '標的型攻撃メール', 'Targeted mail', 1),
  ('bulk-mail', 'ばらまき型メール', 'Bulk malicious mail', 2),
  ('watering-hole', '水飲み場型攻撃', 'Watering hole', 3),
  ('account-abuse', 'アカウントの不正利用', 'Abused account', 4),
  ('edge-device', '機器の脆弱性の悪用', 'Exploited edge device', 5),
  ('phishing', 'フィッシング', 'Phishing', 6),
  ('business-mail-fraud', 'ビジネスメール詐欺', 'Business mail fraud', 7),
  ('unknown', '不明', 'Unknown', 8),
  ('none', '攻撃ではない', 'No attack', 9);
