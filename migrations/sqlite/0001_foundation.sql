-- Times are milliseconds since 1970 (Timestamp). Secrets are HMAC digests or sealed; no secret is stored in the clear.

CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  account_id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  email TEXT NULL,
  email_verified_at INTEGER NULL,
  phone TEXT NULL,
  phone_verified_at INTEGER NULL,
  profile TEXT NOT NULL,
  groups TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

-- User names and e-mail addresses share one name space, so that nobody's user name is somebody else's address.
CREATE TABLE login_name (
  name_key TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX login_name_account ON login_name (account_id);

CREATE TABLE authenticator (
  authenticator_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  handle_hash BLOB NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  credential_sealed BLOB NOT NULL,
  high_water INTEGER NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NULL
) STRICT;
CREATE INDEX authenticator_account ON authenticator (account_id);

CREATE TABLE journey (
  journey_id TEXT NOT NULL PRIMARY KEY,
  browser_hash BLOB NOT NULL,
  facts_sealed BLOB NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER NULL
) STRICT;
CREATE INDEX journey_browser ON journey (browser_hash, created_at);
CREATE INDEX journey_expiry ON journey (expires_at);

CREATE TABLE session (
  session_id TEXT NOT NULL PRIMARY KEY,
  secret_hash BLOB NOT NULL UNIQUE,
  browser_hash BLOB NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  proofs TEXT NOT NULL,
  remembered INTEGER NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  idle_until INTEGER NOT NULL,
  absolute_until INTEGER NOT NULL,
  ended_at INTEGER NULL
) STRICT;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (absolute_until);

CREATE TABLE known_device (
  browser_hash BLOB NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, browser_hash)
) STRICT;

CREATE TABLE throttle (
  subject TEXT NOT NULL PRIMARY KEY,
  window_started_at INTEGER NOT NULL,
  window_count INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX throttle_updated ON throttle (updated_at);

CREATE TABLE client (
  client_id TEXT NOT NULL PRIMARY KEY,
  metadata TEXT NOT NULL,
  source TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE client_secret (
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  secret_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NULL,
  PRIMARY KEY (client_id, secret_hash)
) STRICT;

CREATE TABLE consent (
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, client_id)
) STRICT;
CREATE INDEX consent_client ON consent (client_id);

CREATE TABLE authorization_grant (
  grant_id TEXT NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  session_id TEXT NULL,
  scope TEXT NOT NULL,
  claims TEXT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  auth_time INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER NULL
) STRICT;
CREATE INDEX authorization_grant_account ON authorization_grant (account_id);
CREATE INDEX authorization_grant_session ON authorization_grant (session_id);
CREATE INDEX authorization_grant_client ON authorization_grant (client_id);
CREATE INDEX authorization_grant_expiry ON authorization_grant (expires_at);
CREATE INDEX authorization_grant_revoked ON authorization_grant (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE authorization_code (
  code_hash BLOB NOT NULL PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES authorization_grant (grant_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  redirect_uri TEXT NULL,
  code_challenge TEXT NULL,
  nonce TEXT NULL,
  expires_at INTEGER NOT NULL,
  redeemed_at INTEGER NULL
) STRICT;
CREATE INDEX authorization_code_grant ON authorization_code (grant_id);
CREATE INDEX authorization_code_expiry ON authorization_code (expires_at);

CREATE TABLE refresh_token (
  token_hash BLOB NOT NULL PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES authorization_grant (grant_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  state TEXT NOT NULL,
  retried INTEGER NOT NULL,
  successor_hash BLOB NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NULL
) STRICT;
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE access_token (
  token_hash BLOB NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL UNIQUE,
  grant_id TEXT NULL,
  client_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  scope TEXT NOT NULL,
  audience TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX access_token_grant ON access_token (grant_id);
CREATE INDEX access_token_expiry ON access_token (expires_at);

CREATE TABLE revoked_token (
  token_id TEXT NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);

-- Values that count once (assertion jti and the like); kind and owner stand in the key so that no two uses collide.
CREATE TABLE spent (
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (kind, owner, value)
) STRICT;
CREATE INDEX spent_expiry ON spent (expires_at);

CREATE TABLE signing_key (
  key_id TEXT NOT NULL PRIMARY KEY,
  algorithm TEXT NOT NULL,
  state TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  private_sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  activated_at INTEGER NULL,
  retired_at INTEGER NULL,
  verifies_until INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (algorithm) WHERE state = 'active';
CREATE UNIQUE INDEX signing_key_one_next ON signing_key (algorithm) WHERE state = 'next';

CREATE TABLE outbox (
  message_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload_sealed BLOB NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  sent_at INTEGER NULL,
  failed_at INTEGER NULL,
  last_error TEXT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;

CREATE TABLE one_time_link (
  token_hash BLOB NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NULL
) STRICT;

CREATE TABLE audit_event (
  event_id TEXT NOT NULL PRIMARY KEY,
  happened_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT NULL,
  client_id TEXT NULL,
  address TEXT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_event_account ON audit_event (account_id, happened_at);
CREATE INDEX audit_event_time ON audit_event (happened_at);
