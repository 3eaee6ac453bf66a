-- How members of staff sign in.

-- A password as an argon2id text, empty where none was chosen. The secret of the
-- second factor is derived from the install secret and its generation, so that it
-- is no row; the last step taken makes a code good for one use.
CREATE TABLE credentials (
    staff_id BIGINT NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    factor_generation BIGINT NOT NULL,
    factor_on BIGINT NOT NULL,
    factor_step BIGINT NOT NULL
END TABLE;

-- A session that still waits for a code is not one yet.
ALTER TABLE sessions ADD COLUMN awaits_code BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_by_staff ON sessions (staff_id, seen_at);
