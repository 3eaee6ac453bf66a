-- Plain records: units, customers, bookings, suppliers, products. What the
-- program looks up by has keys of its own; `body` is opaque JSON.

CREATE TABLE records (
    noun TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (noun, record_id)
END TABLE;
CREATE UNIQUE INDEX records_by_reference ON records (noun, reference);

-- Keyed hashes of telephone numbers, addresses, words of names, references to
-- other records: useless to a reader without the install secret.
CREATE TABLE record_keys (
    noun TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (noun, key_hash, record_id)
END TABLE;
CREATE INDEX record_keys_by_record ON record_keys (noun, record_id);

-- Who changed which record when, and which of its fields; no values.
CREATE TABLE audit (
    audit_id BIGINT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    noun TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    fields TEXT NOT NULL,
    -- What it said from then on; of settings only, and without the name of anybody.
    says TEXT
END TABLE;
CREATE INDEX audit_by_record ON audit (noun, record_id, audit_id);
INSERT INTO counters (name, value) VALUES ('record', 0), ('audit', 0);
