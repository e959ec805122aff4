-- Clients that register themselves: what admits them, and what lets each see and change its own registration.
CREATE TABLE initial_access_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  note TEXT NOT NULL,
  uses_left BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX initial_access_token_expiry ON initial_access_token (expires_at);

CREATE TABLE registration_access_token (
  client_id TEXT NOT NULL PRIMARY KEY REFERENCES client (client_id) ON DELETE CASCADE,
  token_hash BYTEA NOT NULL
);

-- Whose the subject is that the clients of a sector see (OpenID Connect Core 8).
CREATE TABLE pairwise_subject (
  subject TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE
);
CREATE INDEX pairwise_subject_account ON pairwise_subject (account_id);

-- Requests that were pushed (RFC 9126), each good for one answer.
CREATE TABLE pushed_request (
  request_hash BYTEA NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  parameters_sealed BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL
);
CREATE INDEX pushed_request_client ON pushed_request (client_id);
CREATE INDEX pushed_request_expiry ON pushed_request (expires_at);

-- The clients that somebody used in a session: who is to be told when it ends.
CREATE TABLE session_client (
  session_id TEXT NOT NULL REFERENCES session (session_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  PRIMARY KEY (session_id, client_id)
);
CREATE INDEX session_client_client ON session_client (client_id);

ALTER TABLE session ADD COLUMN told_at BIGINT NULL;
CREATE INDEX session_untold ON session (ended_at) WHERE ended_at IS NOT NULL AND told_at IS NULL;
