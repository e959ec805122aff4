-- Pictures of people, addresses on their way to be changed, and accounts that are to be erased.

CREATE TABLE picture (
  picture_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE REFERENCES account (account_id) ON DELETE CASCADE,
  content BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE contact_change (
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  code_hash BYTEA NOT NULL,
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind)
);
CREATE INDEX contact_change_expiry ON contact_change (expires_at);

CREATE TABLE account_deletion (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  requested_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL
);
CREATE INDEX account_deletion_due ON account_deletion (due_at);
