-- Whose proofs a sign-in under way holds: they end when everything of the account ends.

ALTER TABLE journey ADD COLUMN account_id TEXT NULL;

CREATE INDEX journey_account ON journey (account_id);
