-- What only this installation can write beside its record, and streams of what
-- decides beside the cases (docs/adr/0003-streams-beside-the-case.md).

-- Stands outside the hash, so that whoever has no key still proves the hashes.
ALTER TABLE events ADD COLUMN mac BYTES;

-- The chain over the positions of all events up to the last one of a checkpoint.
ALTER TABLE checkpoints ADD COLUMN chain BYTES;

-- The last position given to an event, and the chain up to it; no chain before
-- the record was proven once. And the newest checkpoint, so that none can go.
CREATE TABLE tip (
    position BIGINT NOT NULL,
    chain BYTES,
    sealed BIGINT NOT NULL DEFAULT 0,
    sealed_mac BYTES
END TABLE;
INSERT INTO tip (position) SELECT value FROM counters WHERE name = 'position';
DELETE FROM counters WHERE name = 'position';

CREATE TABLE stream_events (
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    position BIGINT,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    actor TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    payload TEXT NOT NULL,
    previous BYTES NOT NULL,
    hash BYTES NOT NULL,
    mac BYTES,
    PRIMARY KEY (stream, seq)
END TABLE;
CREATE UNIQUE INDEX stream_events_by_position ON stream_events (position);
CREATE INDEX stream_events_without_position ON stream_events (stream) WHERE position IS NULL;

-- When a server last said that it serves; 0 once it has stopped.
INSERT INTO counters (name, value) VALUES ('served_at', 0);
