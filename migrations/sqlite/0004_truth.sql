-- Of most kinds an account has one authenticator, of some (passkeys) several. `sole` is 1 for the only one of its kind and
-- NULL elsewhere: NULLs are distinct, so the index holds two enrolments at the same time to one row and no others.
ALTER TABLE authenticator ADD COLUMN sole INTEGER NULL;
CREATE UNIQUE INDEX authenticator_sole ON authenticator (account_id, kind, sole);

-- The factors behind a grant and when each was shown, a JSON list.
ALTER TABLE authorization_grant ADD COLUMN factors TEXT NOT NULL DEFAULT '[]';
