-- Accounts that their people made, with the terms that they accepted, and invitations to make one.

CREATE TABLE registration (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL,
  told_at INTEGER NULL,
  finished_at INTEGER NULL,
  terms_version TEXT NULL,
  terms_uri TEXT NULL,
  terms_accepted_at INTEGER NULL
) STRICT;
CREATE INDEX registration_unfinished ON registration (started_at) WHERE finished_at IS NULL;

CREATE TABLE invitation (
  token_hash BLOB NOT NULL PRIMARY KEY,
  email TEXT NULL,
  groups TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NULL,
  account_id TEXT NULL
) STRICT;
CREATE INDEX invitation_expiry ON invitation (expires_at);
