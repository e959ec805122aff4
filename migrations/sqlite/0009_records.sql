-- Imports of accounts that are not complete yet: nobody on their way in can sign in, and all of them go if it fails.

CREATE TABLE account_import (
  import_id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  accounts INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT;

ALTER TABLE account ADD COLUMN import_id TEXT NULL;
CREATE INDEX account_import_id ON account (import_id) WHERE import_id IS NOT NULL;

-- The audit log as a chain: events are written without a place in it, and get one within two seconds.

ALTER TABLE audit_event ADD COLUMN sequence INTEGER NULL;
ALTER TABLE audit_event ADD COLUMN salt BLOB NULL;
ALTER TABLE audit_event ADD COLUMN content BLOB NULL;
ALTER TABLE audit_event ADD COLUMN link BLOB NULL;
CREATE UNIQUE INDEX audit_event_sequence ON audit_event (sequence);
CREATE INDEX audit_event_unlinked ON audit_event (happened_at, event_id) WHERE sequence IS NULL;

CREATE TABLE audit_chain (
  name TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL,
  link BLOB NOT NULL
) STRICT;
INSERT INTO audit_chain (name, sequence, link)
  VALUES ('head', 0, X'0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE audit_checkpoint (
  sequence INTEGER NOT NULL PRIMARY KEY,
  made_at INTEGER NOT NULL,
  statement TEXT NOT NULL
) STRICT;
CREATE INDEX audit_checkpoint_time ON audit_checkpoint (made_at);
