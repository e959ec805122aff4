-- A step before the camera that another device answers: at most one at a time of each journey, gone with it.

CREATE TABLE handover (
  journey_id TEXT NOT NULL PRIMARY KEY REFERENCES journey (journey_id) ON DELETE CASCADE,
  handover_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  token_hash BYTEA NOT NULL,
  asker TEXT NOT NULL,
  session_id TEXT,
  rounds BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  phone_hash BYTEA,
  phone TEXT,
  number BIGINT,
  confirmed_at BIGINT,
  begun_at BIGINT,
  outcome TEXT
);
CREATE UNIQUE INDEX handover_by_id ON handover (handover_id);
CREATE UNIQUE INDEX handover_by_token ON handover (token_hash);
