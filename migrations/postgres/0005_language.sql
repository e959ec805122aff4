-- The language an account's pages were last shown in, and whether its owner picked it from the menu: for mails about the
-- account, which may be caused by somebody else.
ALTER TABLE account ADD COLUMN language TEXT NULL;
ALTER TABLE account ADD COLUMN language_chosen BOOLEAN NOT NULL DEFAULT FALSE;
