-- A step before the camera that another device answers: at most one at a time of each journey, gone with it.

CREATE TABLE handover (
  journey_id TEXT NOT NULL PRIMARY KEY REFERENCES journey (journey_id) ON DELETE CASCADE,
  handover_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  asker TEXT NOT NULL,
  session_id TEXT,
  rounds INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  phone_hash BLOB,
  phone TEXT,
  number INTEGER,
  confirmed_at INTEGER,
  begun_at INTEGER,
  outcome TEXT
) STRICT;
CREATE UNIQUE INDEX handover_by_id ON handover (handover_id);
CREATE UNIQUE INDEX handover_by_token ON handover (token_hash);
