-- The record. One text for both databases; `BYTES` and `END TABLE` are mapped in src/dialect/ddl.rs.
-- Times are microseconds of UTC. Every TEXT and BYTES column is listed in src/register.rs.

CREATE TABLE events (
    case_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    position BIGINT,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    actor TEXT NOT NULL,
    command TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    payload TEXT NOT NULL,
    previous BYTES NOT NULL,
    hash BYTES NOT NULL,
    PRIMARY KEY (case_id, seq)
END TABLE;
CREATE UNIQUE INDEX events_by_position ON events (position);
CREATE INDEX events_without_position ON events (case_id) WHERE position IS NULL;

-- Bodies of words and persons. Salt and body go together at an erasure.
CREATE TABLE contents (
    case_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    salt BYTES,
    body TEXT,
    PRIMARY KEY (case_id, seq, slot)
END TABLE;

-- What was asked under an idempotency key, and which entry answers it.
CREATE TABLE commands (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTES NOT NULL,
    case_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
END TABLE;
CREATE INDEX commands_by_age ON commands (recorded_at);

-- Projection: what a case is now, as lists and alarms read it. `clocks` is
-- opaque JSON; what is sorted or waited for has a column of its own.
CREATE TABLE cases (
    case_id BIGINT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    channel TEXT NOT NULL,
    category TEXT NOT NULL,
    nature TEXT NOT NULL,
    danger BIGINT NOT NULL,
    grade_rank BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    next_due_at BIGINT NOT NULL,
    next_alarm_at BIGINT,
    seq BIGINT NOT NULL,
    head BYTES NOT NULL,
    clocks TEXT NOT NULL,
    source TEXT NOT NULL,
    external_key TEXT,
    external_reference TEXT,
    person_name TEXT,
    gist TEXT,
    ended_at BIGINT
END TABLE;
CREATE UNIQUE INDEX cases_by_external_key ON cases (source, external_key) WHERE external_key IS NOT NULL;
CREATE INDEX cases_by_alarm ON cases (next_alarm_at) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX cases_by_receipt ON cases (received_at, case_id);
CREATE INDEX cases_by_update ON cases (updated_at, case_id);
CREATE INDEX cases_by_due ON cases (next_due_at, case_id);
CREATE INDEX cases_by_grade ON cases (grade_rank, case_id);
CREATE INDEX cases_by_state ON cases (state, case_id);
CREATE INDEX cases_by_state_and_receipt ON cases (state, received_at, case_id);
CREATE INDEX cases_by_state_and_update ON cases (state, updated_at, case_id);
CREATE INDEX cases_open ON cases (case_id) WHERE is_open = 1;
CREATE INDEX cases_open_by_due ON cases (next_due_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_open_by_receipt ON cases (received_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_open_by_update ON cases (updated_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_open_by_grade ON cases (grade_rank, case_id) WHERE is_open = 1;
CREATE INDEX cases_open_by_owner ON cases (owner, case_id) WHERE is_open = 1;

-- Running numbers that only one transaction at a time may take.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
END TABLE;
INSERT INTO counters (name, value) VALUES ('position', 0), ('case', 0), ('staff', 0), ('token', 0), ('source', 0);

CREATE TABLE checkpoints (
    number BIGINT NOT NULL PRIMARY KEY,
    previous BYTES NOT NULL,
    first_position BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    case_count BIGINT NOT NULL,
    root BYTES NOT NULL,
    sealed_at BIGINT NOT NULL,
    signature BYTES NOT NULL
END TABLE;

-- What the company has set, in every version: promises, calendars and the rest.
CREATE TABLE policies (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    actor TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (kind, id, version)
END TABLE;

CREATE TABLE staff (
    staff_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL
END TABLE;
CREATE UNIQUE INDEX staff_by_email ON staff (email);

-- One-time links that sign a member of staff in; the first makes the first administrator.
CREATE TABLE sign_in_links (
    link_hash BYTES NOT NULL PRIMARY KEY,
    staff_id BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
END TABLE;

CREATE TABLE sessions (
    session_hash BYTES NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    revoked_at BIGINT
END TABLE;

CREATE TABLE tokens (
    token_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    token_hash BYTES NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
END TABLE;
CREATE UNIQUE INDEX tokens_by_hash ON tokens (token_hash);

-- Where imported rows come from; an external reference is unique within one.
CREATE TABLE sources (
    source_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
END TABLE;
CREATE UNIQUE INDEX sources_by_name ON sources (name);
