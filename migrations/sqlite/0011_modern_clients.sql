-- The key that a code, a refresh token of a public client or an opaque access token is bound to (RFC 9449), and who acts for
-- its subject (RFC 8693 section 4.1, JSON).
ALTER TABLE authorization_code ADD COLUMN dpop_jkt TEXT NULL;
ALTER TABLE refresh_token ADD COLUMN dpop_jkt TEXT NULL;
ALTER TABLE access_token ADD COLUMN dpop_jkt TEXT NULL;
ALTER TABLE access_token ADD COLUMN actor TEXT NULL;

-- The resource servers that a grant was asked for (RFC 8707), a JSON list; empty for whatever the client may use.
ALTER TABLE authorization_grant ADD COLUMN resources TEXT NOT NULL DEFAULT '[]';

-- A device that waits for a person at another one (RFC 8628). `poll_interval` is in milliseconds.
CREATE TABLE device_authorization (
  device_hash BLOB NOT NULL PRIMARY KEY,
  user_code_hash BLOB NOT NULL UNIQUE,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  resources TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  state TEXT NOT NULL,
  grant_id TEXT NULL,
  poll_interval INTEGER NOT NULL,
  polled_at INTEGER NULL,
  hurried INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_authorization_client ON device_authorization (client_id);
CREATE INDEX device_authorization_expiry ON device_authorization (expires_at);
