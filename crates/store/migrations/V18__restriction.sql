-- What is kept and shown to nobody but who must: cases and customers under
-- restriction. Of a case it follows from its events.
ALTER TABLE cases ADD COLUMN restricted BIGINT NOT NULL DEFAULT 0;
-- Of a record its ground, reason and day as JSON; empty where everybody may see it.
ALTER TABLE records ADD COLUMN restriction TEXT NOT NULL DEFAULT '';
