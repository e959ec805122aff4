-- Keys of accounts' own: what is sealed under one is gone with it.

CREATE TABLE data_key (
  authenticator_id TEXT NOT NULL PRIMARY KEY REFERENCES authenticator (authenticator_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  key_sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX data_key_account ON data_key (account_id);
