-- Groups as things of their own, who is in each, and what a provisioning client says of accounts that has no place elsewhere.
-- The names of an account's groups stay in the account too: they are read with every token.

CREATE TABLE account_group (
  group_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  external_id TEXT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE group_member (
  group_id TEXT COLLATE "C" NOT NULL REFERENCES account_group (group_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, account_id)
);
CREATE INDEX group_member_account ON group_member (account_id);

INSERT INTO account_group (group_id, name, created_at, updated_at, version)
  SELECT first || '-0-0-' || ROW_NUMBER() OVER (ORDER BY name), name, created_at, created_at, 1 FROM (
    SELECT one.value AS name, MIN(account.account_id) AS first, MIN(account.created_at) AS created_at
    FROM account, json_array_elements_text(account.groups::json) AS one (value) GROUP BY one.value) AS named;
INSERT INTO group_member (group_id, account_id)
  SELECT DISTINCT account_group.group_id, account.account_id
  FROM account, json_array_elements_text(account.groups::json) AS one (value)
  JOIN account_group ON account_group.name = one.value;

CREATE TABLE scim_user (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  external_id TEXT NULL,
  document TEXT NOT NULL
);
CREATE INDEX scim_user_external ON scim_user (external_id, account_id);

-- The addresses that stand in such a document, as names are compared, so that an account is found by any of them.
CREATE TABLE scim_address (
  address TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  PRIMARY KEY (address, account_id)
);
CREATE INDEX scim_address_account ON scim_address (account_id);
