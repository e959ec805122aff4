-- Accounts that their people made, with the terms that they accepted, and invitations to make one.

CREATE TABLE registration (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  started_at BIGINT NOT NULL,
  told_at BIGINT NULL,
  finished_at BIGINT NULL,
  terms_version TEXT NULL,
  terms_uri TEXT NULL,
  terms_accepted_at BIGINT NULL
);
CREATE INDEX registration_unfinished ON registration (started_at) WHERE finished_at IS NULL;

CREATE TABLE invitation (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  email TEXT NULL,
  groups TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL,
  account_id TEXT NULL
);
CREATE INDEX invitation_expiry ON invitation (expires_at);
