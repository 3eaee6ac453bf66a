-- Results that are public, or that a manager decided to withhold: follows from
-- the record, and is built anew with it.
CREATE TABLE results (
    case_id BIGINT NOT NULL PRIMARY KEY,
    is_public BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    until BIGINT NOT NULL
END TABLE;
CREATE INDEX results_by_time ON results (is_public, decided_at);
