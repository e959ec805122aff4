-- What has lapsed is swept every few minutes, and found here without a walk over what has not.

CREATE INDEX known_device_seen ON known_device (last_seen_at);
CREATE INDEX one_time_link_expiry ON one_time_link (expires_at);
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;
