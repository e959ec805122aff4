-- Devices that stand in for a second factor, offers that a person declined, accounts whose factors are frozen.

CREATE TABLE remembered_device (
  device_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  browser_hash BYTEA NOT NULL,
  label TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (account_id, browser_hash)
);
CREATE INDEX remembered_device_expiry ON remembered_device (expires_at);

CREATE TABLE declined_offer (
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  until BIGINT NULL,
  PRIMARY KEY (account_id, kind)
);

CREATE TABLE factor_freeze (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  frozen_at BIGINT NOT NULL
);
