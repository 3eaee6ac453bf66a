-- Full-text index over tokens that src/search/analyser.rs made.
CREATE TABLE case_words (
    case_id BIGINT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX case_words_by_word ON case_words USING gin (words);
CREATE SEQUENCE case_serials;
