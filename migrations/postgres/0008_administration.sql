-- Who administers, the words that accounts are found by, what clients did wrong, and when they were last of use.

CREATE TABLE account_role (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (account_id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX account_role_role ON account_role (role, account_id);

-- Addresses and user names are found by how they begin, names of people as a whole.
CREATE TABLE account_word (
  word TEXT COLLATE "C" NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (account_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  PRIMARY KEY (word, account_id)
);
CREATE INDEX account_word_account ON account_word (account_id);
INSERT INTO account_word (word, account_id, kind) SELECT name_key, account_id, kind FROM login_name;
INSERT INTO account_word (word, account_id, kind)
  SELECT lower(profile::json ->> 'name'), account_id, 'name' FROM account
  WHERE profile::json ->> 'name' IS NOT NULL ON CONFLICT (word, account_id) DO NOTHING;

CREATE TABLE client_problem (
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (client_id, kind, detail)
);

CREATE TABLE client_use (
  client_id TEXT NOT NULL PRIMARY KEY REFERENCES client (client_id) ON DELETE CASCADE,
  last_used_at BIGINT NOT NULL
);

-- What the audit log is asked for beside an account and a time.
CREATE INDEX audit_event_kind ON audit_event (kind, happened_at);
CREATE INDEX audit_event_client ON audit_event (client_id, happened_at);
