-- Clocks of merged cases read as carried over to the case that goes on, and those of
-- a case that was parted again as gone back: the rows of such cases are made anew.
INSERT INTO rereads (case_id)
    SELECT DISTINCT case_id FROM events
    WHERE kind IN ('case_merged', 'case_released') AND case_id NOT IN (SELECT case_id FROM rereads);
