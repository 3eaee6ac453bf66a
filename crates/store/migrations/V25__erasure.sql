-- That the personal data of a customer were erased: ground, time, who, and what had to
-- stay until when, as JSON; empty where nobody has erased them.
ALTER TABLE records ADD COLUMN erasure TEXT NOT NULL DEFAULT '';
