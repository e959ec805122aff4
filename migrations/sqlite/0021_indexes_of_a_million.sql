-- Addresses and user names are found by how they begin: without the names of people between them, which are found as a whole.

CREATE INDEX account_word_beginning ON account_word (word, account_id) WHERE kind <> 'name';
