-- How the pages of this installation look, and those of a sign-in to one client. The installation is the owner without a name.

CREATE TABLE brand (
  owner TEXT NOT NULL PRIMARY KEY,
  brand_id TEXT NOT NULL UNIQUE,
  name TEXT NULL,
  accent TEXT NULL,
  accent_dark TEXT NULL,
  logo BYTEA NULL,
  logo_type TEXT NULL,
  updated_at BIGINT NOT NULL
);
