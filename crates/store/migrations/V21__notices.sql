-- One notice for each person, case and cause, with how often it was told since it was
-- last read. Its number is made of the three, so that no transaction that tells takes
-- a number from a row that others wait for: (case * 2097152 + person) * 64 + cause.

CREATE TABLE notices_told (
    notice_id BIGINT NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    -- The newest entry that it is about.
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    times BIGINT NOT NULL,
    -- When it was told last, in microseconds of UTC.
    told_at BIGINT NOT NULL,
    read_at BIGINT
END TABLE;
INSERT INTO notices_told (notice_id, staff_id, case_id, seq, kind, times, told_at, read_at)
SELECT (case_id * 2097152 + staff_id) * 64 + CASE kind
        WHEN 'assigned' THEN 0 WHEN 'message_in' THEN 1 WHEN 'needs_translation' THEN 2 WHEN 'answered' THEN 3
        WHEN 'plan_answered' THEN 4 WHEN 'mentioned' THEN 5 WHEN 'clock_warned' THEN 6 WHEN 'graded' THEN 7
        WHEN 'escalated' THEN 8 WHEN 'rules_stopped' THEN 9 WHEN 'entered_late' THEN 10 ELSE 11 END,
    staff_id, case_id, MAX(seq), MAX(kind),
    CASE WHEN COUNT(*) = COUNT(read_at) THEN 1 ELSE COUNT(*) - COUNT(read_at) END,
    MAX(created_at), CASE WHEN COUNT(*) = COUNT(read_at) THEN MAX(read_at) END
FROM notices
GROUP BY staff_id, case_id, CASE kind
        WHEN 'assigned' THEN 0 WHEN 'message_in' THEN 1 WHEN 'needs_translation' THEN 2 WHEN 'answered' THEN 3
        WHEN 'plan_answered' THEN 4 WHEN 'mentioned' THEN 5 WHEN 'clock_warned' THEN 6 WHEN 'graded' THEN 7
        WHEN 'escalated' THEN 8 WHEN 'rules_stopped' THEN 9 WHEN 'entered_late' THEN 10 ELSE 11 END;
DROP TABLE notices;
ALTER TABLE notices_told RENAME TO notices;
CREATE INDEX notices_by_staff ON notices (staff_id, told_at, notice_id);
CREATE INDEX notices_unread ON notices (staff_id, told_at, notice_id) WHERE read_at IS NULL;
