-- What accounts say of their people beside the standard claims: a JSON object, by the names that the configuration declares.

ALTER TABLE account ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
