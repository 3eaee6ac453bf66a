-- Cases whose row was made by an earlier reading of their record, and is made
-- anew when the program next opens: those with messages of version 1, which did
-- not say how words were told.
CREATE TABLE rereads (
    case_id BIGINT NOT NULL PRIMARY KEY
END TABLE;
INSERT INTO rereads (case_id)
    SELECT DISTINCT case_id FROM events WHERE kind = 'message_recorded' AND version = 1;
