-- Whole files of accounts, the audit log as a chain, and webhooks.

-- Imports that are not complete: nobody on their way in can sign in, and all of them go if it fails.

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

-- Who is told what happens, and what is on its way to them.

CREATE TABLE webhook (
  webhook_id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  description TEXT NOT NULL,
  kinds TEXT NOT NULL,
  state TEXT NOT NULL,
  secret_sealed BLOB NOT NULL,
  old_secret_sealed BLOB NULL,
  old_until INTEGER NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook_delivery (
  delivery_id TEXT NOT NULL PRIMARY KEY,
  webhook_id TEXT NOT NULL REFERENCES webhook (webhook_id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT NULL,
  state TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  settled_at INTEGER NULL,
  last_status INTEGER NULL,
  last_error TEXT NULL
) STRICT;
CREATE UNIQUE INDEX webhook_delivery_event ON webhook_delivery (webhook_id, sequence);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, account_id, sequence) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_state ON webhook_delivery (webhook_id, state, sequence);
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE settled_at IS NOT NULL;

-- Up to which place of the audit log webhooks were told.
INSERT INTO audit_chain (name, sequence, link)
  VALUES ('webhooks', 0, X'0000000000000000000000000000000000000000000000000000000000000000');
