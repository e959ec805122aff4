-- Invitations can be listed, sent again and taken back: each has a name that is no secret, and the language of its mail. One that
-- was used goes with its account; it is used in the write that makes the account, before the account is there.

CREATE TABLE invitation_named (
  invitation_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  email TEXT NULL,
  groups TEXT NOT NULL,
  language TEXT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL,
  account_id TEXT NULL REFERENCES account (account_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO invitation_named (invitation_id, token_hash, email, groups, created_at, expires_at, used_at, account_id)
  SELECT encode(substring(token_hash FROM 1 FOR 16), 'hex'), token_hash, email, groups, created_at, expires_at, used_at, account_id FROM invitation
  WHERE account_id IS NULL OR account_id IN (SELECT account_id FROM account);
DROP TABLE invitation;
ALTER TABLE invitation_named RENAME TO invitation;
CREATE INDEX invitation_expiry ON invitation (expires_at);
CREATE INDEX invitation_account ON invitation (account_id);
