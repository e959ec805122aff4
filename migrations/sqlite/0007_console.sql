-- Pictures of people, addresses on their way to be changed, and accounts that are to be erased.

CREATE TABLE picture (
  picture_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE REFERENCES account (account_id) ON DELETE CASCADE,
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_change (
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  tries INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind)
) STRICT;
CREATE INDEX contact_change_expiry ON contact_change (expires_at);

CREATE TABLE account_deletion (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  requested_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX account_deletion_due ON account_deletion (due_at);
