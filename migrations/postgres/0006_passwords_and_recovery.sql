-- Passwords that were replaced, so that they are not taken again; resets that an operator began.

CREATE TABLE password_history (
  history_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  credential_sealed BYTEA NOT NULL,
  replaced_at BIGINT NOT NULL
);
CREATE INDEX password_history_account ON password_history (account_id, replaced_at);

CREATE TABLE account_reset (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  reset_id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL
);
CREATE INDEX account_reset_expiry ON account_reset (closes_at);
