-- Units of staff and cases, what staff know, rules of the company, apologies.

ALTER TABLE cases ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN late BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN link_generation BIGINT NOT NULL DEFAULT 1;
ALTER TABLE staff ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN languages TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN skills TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN left_at BIGINT;
ALTER TABLE tokens ADD COLUMN unit TEXT NOT NULL DEFAULT '';

-- A rule of the company in each of its versions; the number names one version.
CREATE TABLE rules (
    rule_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    actor TEXT NOT NULL,
    added_at BIGINT NOT NULL
END TABLE;
CREATE UNIQUE INDEX rules_by_name ON rules (name, version);
INSERT INTO counters (name, value) VALUES ('rule', 0);

-- Sketches of sentences that apologise: keyed hashes, no words. Two sentences
-- that are nearly the same share most of their rows.
CREATE TABLE apologies (
    sketch BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (sketch, case_id, seq)
END TABLE;
CREATE INDEX apologies_by_case ON apologies (case_id);
