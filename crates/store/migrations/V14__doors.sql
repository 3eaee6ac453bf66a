-- Who comes in, how often they may try, and what waits at the door.

-- A token may end, and tells when it was last used, to the minute.
ALTER TABLE tokens ADD COLUMN expires_at BIGINT;
ALTER TABLE tokens ADD COLUMN used_at BIGINT;

-- How much was asked lately by whom, for all copies of the program together: a row
-- for each who is not quiet again, whatever they ask. Who it is stands here as a
-- keyed hash alone.
CREATE TABLE tallies (
    key_hash BYTES NOT NULL PRIMARY KEY,
    -- Until when what was asked counts, in microseconds of UTC.
    busy_until BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
END TABLE;
CREATE INDEX tallies_by_change ON tallies (changed_at);
CREATE INDEX tallies_by_end ON tallies (busy_until);

-- The log of sign-ins is read as a whole, the newest first.
CREATE INDEX stream_events_of_sign_ins ON stream_events (recorded_at) WHERE stream LIKE 'sign_in/%';
