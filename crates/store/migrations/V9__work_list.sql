-- Everything by which open cases are filtered and sorted, in one index: a list
-- of the few that pass a filter, and the counts of the board, read it alone.
DROP INDEX cases_open_by_owner;
CREATE INDEX cases_open_by_owner
    ON cases (owner, next_due_at, late, grade_rank, unit, state, kind, nature, received_at, updated_at)
    WHERE is_open = 1;
-- The newest cases are open ones, which a list of those that ended would pass.
CREATE INDEX cases_ended ON cases (case_id) WHERE is_open = 0;
-- Whoever sees the cases of some units, or their own alone, reads the ended ones
-- of those and no others.
CREATE INDEX cases_by_unit ON cases (unit, case_id) WHERE unit <> '';
CREATE INDEX cases_by_owner ON cases (owner, case_id) WHERE owner <> 0;
