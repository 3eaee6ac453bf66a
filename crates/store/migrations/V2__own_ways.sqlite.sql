-- Full-text index over tokens that src/search/analyser.rs made. Contentless:
-- it holds no text, only which case has which token.
CREATE VIRTUAL TABLE case_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);
