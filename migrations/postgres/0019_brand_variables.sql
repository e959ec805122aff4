-- What a look sets of the style beside its accent: JSON, by page (light, dark) and by the name of the variable.

ALTER TABLE brand ADD COLUMN variables TEXT NOT NULL DEFAULT '{}';

-- The look of a client goes with it from now on.
DELETE FROM brand WHERE owner <> '' AND owner NOT IN (SELECT client_id FROM client);
