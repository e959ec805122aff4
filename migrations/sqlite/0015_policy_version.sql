-- What the admin side has set over the configuration, change by change. Version 0, which is nowhere, is the configuration alone.

CREATE TABLE policy_version (
  version INTEGER NOT NULL PRIMARY KEY,
  settings TEXT NOT NULL,
  reason TEXT NOT NULL,
  restores INTEGER NULL,
  account_id TEXT NULL,
  client_id TEXT NULL,
  created_at INTEGER NOT NULL
) STRICT;
