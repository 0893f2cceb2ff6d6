-- By what the malicious mails of a case can be joined with those of others; made from its scans, and never the only place of anything.
CREATE TABLE mail_trace (
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  kind TEXT NOT NULL CHECK (kind IN ('sender', 'reply-to', 'origin', 'file', 'file-name', 'original', 'gram')),
  value TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (consultation_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_trace_value ON mail_trace (kind, value);

-- Sketches of their texts: hashes, a JSON array each.
CREATE TABLE mail_sketch (
  id INTEGER PRIMARY KEY,
  consultation_id INTEGER NOT NULL REFERENCES consultation (id),
  sketch TEXT NOT NULL CHECK (json_type(sketch) = 'array')
) STRICT;
CREATE INDEX mail_sketch_consultation ON mail_sketch (consultation_id);
