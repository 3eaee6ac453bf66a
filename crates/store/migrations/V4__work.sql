-- What staff are told, and long work in the background.

-- Who is told of which entry; the words are made from the entry when it is read.
CREATE TABLE notices (
    notice_id BIGINT NOT NULL PRIMARY KEY,
    staff_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
END TABLE;
CREATE INDEX notices_by_staff ON notices (staff_id, notice_id);
CREATE INDEX notices_unread ON notices (staff_id, notice_id) WHERE read_at IS NULL;

-- A job goes over the open cases by their number; `place` is how far it came,
-- so that it goes on after a restart.
CREATE TABLE jobs (
    job_id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    place BIGINT NOT NULL,
    done BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    total BIGINT NOT NULL,
    actor TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL
END TABLE;
CREATE INDEX jobs_running ON jobs (job_id) WHERE state = 'running';
INSERT INTO counters (name, value) VALUES ('notice', 0), ('job', 0), ('policies', 0);
