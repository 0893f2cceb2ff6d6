-- What an organisation has, as it says itself: compared with what its logs show.
CREATE TABLE inventory_item (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('internet', 'place', 'proxy', 'firewall', 'server', 'mail', 'web', 'pc', 'device')),
  name TEXT NOT NULL CHECK (name <> ''),
  address TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (organisation_id, kind, name)
) STRICT;

-- The check-list of an organisation: answers with what shows them.
CREATE TABLE posture_answer (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  item TEXT NOT NULL CHECK (item <> ''),
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'partly', 'no', 'unknown')),
  -- asked: somebody said so; measured: the organisation's logs show it
  source TEXT NOT NULL CHECK (source IN ('asked', 'measured')),
  evidence TEXT NOT NULL DEFAULT '',
  next_step TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  due_on TEXT CHECK (due_on = date(due_on)),
  answered_on TEXT NOT NULL CHECK (answered_on = date(answered_on)),
  UNIQUE (organisation_id, item)
) STRICT;
