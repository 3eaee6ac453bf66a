-- Runs of the retention, one a day at most, and what was found in each case, so that a
-- run looks only at what may go now.

CREATE TABLE retention_runs (
    -- The day of the run, counted from 1970-01-01.
    day BIGINT NOT NULL PRIMARY KEY,
    -- The version of the settings.
    policy BIGINT NOT NULL,
    -- Times in microseconds of UTC; 0 where it has not ended.
    begun_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    -- The last case that it looked at, and until when a copy of the program has it.
    place BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    -- What it did, as JSON: numbers of cases, and counts.
    report TEXT NOT NULL
END TABLE;
CREATE TABLE retention_looks (
    case_id BIGINT NOT NULL PRIMARY KEY,
    policy BIGINT NOT NULL,
    -- The place of the case's last entry then.
    seq BIGINT NOT NULL,
    -- Before this, nothing of it goes, unless the two above change.
    not_before BIGINT NOT NULL
END TABLE;
