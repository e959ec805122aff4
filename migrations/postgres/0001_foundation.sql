-- Times are milliseconds since 1970 (Timestamp). Secrets are HMAC digests or sealed; no secret is stored in the clear.

CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE account (
  account_id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  email TEXT NULL,
  email_verified_at BIGINT NULL,
  phone TEXT NULL,
  phone_verified_at BIGINT NULL,
  profile TEXT NOT NULL,
  groups TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

-- User names and e-mail addresses share one name space, so that nobody's user name is somebody else's address.
CREATE TABLE login_name (
  name_key TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL
);
CREATE INDEX login_name_account ON login_name (account_id);

CREATE TABLE authenticator (
  authenticator_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  handle_hash BYTEA NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  credential_sealed BYTEA NOT NULL,
  high_water BIGINT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NULL
);
CREATE INDEX authenticator_account ON authenticator (account_id);

CREATE TABLE journey (
  journey_id TEXT NOT NULL PRIMARY KEY,
  browser_hash BYTEA NOT NULL,
  facts_sealed BYTEA NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT NULL
);
CREATE INDEX journey_browser ON journey (browser_hash, created_at);
CREATE INDEX journey_expiry ON journey (expires_at);

CREATE TABLE session (
  session_id TEXT NOT NULL PRIMARY KEY,
  secret_hash BYTEA NOT NULL UNIQUE,
  browser_hash BYTEA NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  proofs TEXT NOT NULL,
  remembered BOOLEAN NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  idle_until BIGINT NOT NULL,
  absolute_until BIGINT NOT NULL,
  ended_at BIGINT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (absolute_until);

CREATE TABLE known_device (
  browser_hash BYTEA NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  first_seen_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, browser_hash)
);

CREATE TABLE throttle (
  subject TEXT NOT NULL PRIMARY KEY,
  window_started_at BIGINT NOT NULL,
  window_count BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX throttle_updated ON throttle (updated_at);

CREATE TABLE client (
  client_id TEXT NOT NULL PRIMARY KEY,
  metadata TEXT NOT NULL,
  source TEXT NOT NULL,
  disabled BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE client_secret (
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  secret_hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NULL,
  PRIMARY KEY (client_id, secret_hash)
);

CREATE TABLE consent (
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  granted_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, client_id)
);
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
  auth_time BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT NULL
);
CREATE INDEX authorization_grant_account ON authorization_grant (account_id);
CREATE INDEX authorization_grant_session ON authorization_grant (session_id);
CREATE INDEX authorization_grant_client ON authorization_grant (client_id);
CREATE INDEX authorization_grant_expiry ON authorization_grant (expires_at);
CREATE INDEX authorization_grant_revoked ON authorization_grant (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE authorization_code (
  code_hash BYTEA NOT NULL PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES authorization_grant (grant_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  redirect_uri TEXT NULL,
  code_challenge TEXT NULL,
  nonce TEXT NULL,
  expires_at BIGINT NOT NULL,
  redeemed_at BIGINT NULL
);
CREATE INDEX authorization_code_grant ON authorization_code (grant_id);
CREATE INDEX authorization_code_expiry ON authorization_code (expires_at);

CREATE TABLE refresh_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES authorization_grant (grant_id) ON DELETE CASCADE,
  client_id TEXT NOT NULL,
  state TEXT NOT NULL,
  retried BOOLEAN NOT NULL,
  successor_hash BYTEA NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL
);
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE access_token (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  token_id TEXT NOT NULL UNIQUE,
  grant_id TEXT NULL,
  client_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  scope TEXT NOT NULL,
  audience TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX access_token_grant ON access_token (grant_id);
CREATE INDEX access_token_expiry ON access_token (expires_at);

CREATE TABLE revoked_token (
  token_id TEXT NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);

-- Values that count once (assertion jti and the like); kind and owner stand in the key so that no two uses collide.
CREATE TABLE spent (
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (kind, owner, value)
);
CREATE INDEX spent_expiry ON spent (expires_at);

CREATE TABLE signing_key (
  key_id TEXT NOT NULL PRIMARY KEY,
  algorithm TEXT NOT NULL,
  state TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  private_sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  activated_at BIGINT NULL,
  retired_at BIGINT NULL,
  verifies_until BIGINT NULL
);
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (algorithm) WHERE state = 'active';
CREATE UNIQUE INDEX signing_key_one_next ON signing_key (algorithm) WHERE state = 'next';

CREATE TABLE outbox (
  message_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload_sealed BYTEA NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NULL,
  attempts BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  sent_at BIGINT NULL,
  failed_at BIGINT NULL,
  last_error TEXT NULL
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;

CREATE TABLE one_time_link (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL
);

CREATE TABLE audit_event (
  event_id TEXT NOT NULL PRIMARY KEY,
  happened_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT NULL,
  client_id TEXT NULL,
  address TEXT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_event_account ON audit_event (account_id, happened_at);
CREATE INDEX audit_event_time ON audit_event (happened_at);
