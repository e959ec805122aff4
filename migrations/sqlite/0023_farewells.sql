-- The clients of a session that went with its account: who is still to be told that it is over.
CREATE TABLE farewell (
  session_id TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (client_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  PRIMARY KEY (session_id, client_id)
) STRICT;
CREATE INDEX farewell_client ON farewell (client_id);
