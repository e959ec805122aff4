-- Addresses and user names are found by how they begin: without the names of people between them, which are found as a whole.

CREATE INDEX account_word_beginning ON account_word (word, account_id) WHERE kind <> 'name';

-- Events that wait for their place in the chain have an index of their own (audit_event_unlinked). They stood in this one too, where all
-- of them were read and sorted for each piece that was linked.
DROP INDEX audit_event_sequence;
CREATE UNIQUE INDEX audit_event_sequence ON audit_event (sequence) WHERE sequence IS NOT NULL;
