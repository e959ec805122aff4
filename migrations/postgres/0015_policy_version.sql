-- What the admin side has set over the configuration, change by change. Version 0, which is nowhere, is the configuration alone.

CREATE TABLE policy_version (
  version BIGINT NOT NULL PRIMARY KEY,
  settings TEXT NOT NULL,
  reason TEXT NOT NULL,
  restores BIGINT NULL,
  account_id TEXT NULL,
  client_id TEXT NULL,
  created_at BIGINT NOT NULL
);
