-- Full-text index over tokens that src/search/analyser.rs made.
CREATE TABLE case_words (
    case_id BIGINT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX case_words_by_word ON case_words USING gin (words);
CREATE SEQUENCE case_serials;

-- Open cases are of few states and kinds, mostly without an owner at first:
-- without knowing that these go together, the planner sorts all open cases
-- where it could read the first page in order.
CREATE STATISTICS cases_that_go_together (mcv) ON is_open, state, kind, owner FROM cases;
