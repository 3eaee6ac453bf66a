-- People who work side by side: who stands at which case with what answer half
-- written, and views of the queue that they keep.

-- A draft is a form, not a case: it is no event, and goes when it is sent, when
-- the words of its case are erased, or when nobody came back to it.
CREATE TABLE attendance (
    case_id BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    draft TEXT NOT NULL,
    draft_seq BIGINT NOT NULL,
    draft_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, staff_id)
END TABLE;
CREATE INDEX attendance_by_time ON attendance (seen_at);

-- A view is an address of the queue with a name; of owner 0 it is everybody's.
CREATE TABLE views (
    view_id BIGINT NOT NULL PRIMARY KEY,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    actor TEXT NOT NULL,
    added_at BIGINT NOT NULL
END TABLE;
CREATE INDEX views_by_owner ON views (owner, view_id);
INSERT INTO counters (name, value) VALUES ('view', 0);
