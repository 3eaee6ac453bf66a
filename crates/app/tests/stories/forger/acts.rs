//! Acts of a forger that need nothing but statements.

/// Acts that need nothing but statements: what is done, how, and what is named.
pub const ACTS: &[(&str, &str, &str)] = &[
    (
        "words of a note changed",
        "UPDATE contents SET body = '已解决' WHERE case_id = 4 AND seq = (SELECT max(seq) FROM contents WHERE case_id = 4)",
        "case HW-",
    ),
    (
        "words of a note taken away",
        "DELETE FROM contents WHERE case_id = 4 AND seq = (SELECT max(seq) FROM contents WHERE case_id = 4)",
        "case HW-",
    ),
    ("words planted", "INSERT INTO contents (case_id, seq, slot, body) VALUES (4, 1, 9, 'x')", "case HW-"),
    ("a sealed event changed", "UPDATE events SET actor = 'staff:9' WHERE case_id = 1 AND seq = 2", "case HW-"),
    (
        "a sealed case taken away",
        "DELETE FROM events WHERE case_id = 1; DELETE FROM contents WHERE case_id = 1; DELETE FROM cases WHERE case_id = 1",
        "checkpoint 1",
    ),
    (
        "an unsealed case taken away, and the positions behind it moved up",
        "UPDATE tip SET position = position - (SELECT count(*) FROM events WHERE case_id = 5); \
      DELETE FROM events WHERE case_id = 5; DELETE FROM contents WHERE case_id = 5; DELETE FROM cases WHERE case_id = 5",
        "not those that were recorded",
    ),
    (
        "two unsealed positions swapped",
        "CREATE TABLE swap AS SELECT case_id, position FROM events WHERE case_id IN (4, 5) AND seq = 1; \
      UPDATE events SET position = -case_id WHERE case_id IN (4, 5) AND seq = 1; \
      UPDATE events SET position = (SELECT swap.position FROM swap WHERE swap.case_id = 9 - events.case_id) \
      WHERE case_id IN (4, 5) AND seq = 1; DROP TABLE swap",
        "not those that were recorded",
    ),
    (
        "the MAC of an event taken away",
        "UPDATE events SET mac = NULL WHERE case_id = 5 AND seq = 1",
        "not written by this installation",
    ),
    (
        "the last event cut off",
        "DELETE FROM events WHERE case_id = 5 AND seq = (SELECT seq FROM cases WHERE case_id = 5)",
        "case HW-",
    ),
    ("the newest checkpoint taken away", "DELETE FROM checkpoints WHERE number = 2", "number 2 was made last"),
    (
        "the newest checkpoint taken away and the count put back",
        "DELETE FROM checkpoints WHERE number = 2; UPDATE tip SET sealed = 1",
        "number 1 was made last",
    ),
    (
        "every checkpoint taken away as if there had been none",
        "DELETE FROM checkpoints; UPDATE tip SET sealed = 0, sealed_mac = NULL",
        "checkpoint 1, which the witness",
    ),
    ("a checkpoint changed", "UPDATE checkpoints SET case_count = 1 WHERE number = 2", "checkpoint 2: its signature"),
    (
        "a checkpoint's chain changed",
        "UPDATE checkpoints SET chain = previous WHERE number = 2",
        "checkpoint 2: the chain",
    ),
    ("the end of the log moved", "UPDATE tip SET position = position - 1", "behind the end of the log"),
    (
        "the chain put back to that of an earlier end",
        "UPDATE tip SET chain = (SELECT chain FROM checkpoints WHERE number = 2)",
        "not those that were recorded",
    ),
    ("the state of a case changed", "UPDATE cases SET state = 'resolved', is_open = 0 WHERE case_id = 2", "case HW-"),
    ("the owner of a case changed", "UPDATE cases SET owner = 1 WHERE case_id = 4", "case HW-"),
    ("a clock moved", "UPDATE cases SET next_due_at = next_due_at + 3600000000 WHERE case_id = 4", "case HW-"),
    (
        "a promise made looser",
        "UPDATE policies SET definition = replace(definition, '30', '90') WHERE kind = 'promise' AND id = 'contact' AND version = 2",
        "policies/promise/contact",
    ),
    (
        "a version of a promise taken away",
        "DELETE FROM policies WHERE kind = 'promise' AND id = 'contact' AND version = 2",
        "policies/promise/contact",
    ),
    (
        "a version of a promise planted",
        "INSERT INTO policies (kind, id, version, definition, actor, added_at) SELECT kind, id, 3, definition, actor, added_at \
      FROM policies WHERE kind = 'promise' AND id = 'contact' AND version = 1",
        "policies/promise/contact",
    ),
    (
        "a calendar planted",
        "INSERT INTO policies (kind, id, version, definition, actor, added_at) VALUES ('calendar', 'x', 1, '', 'system', 0)",
        "policies/calendar/x",
    ),
    (
        "a version of a promise and its entry taken away",
        "DELETE FROM policies WHERE kind = 'promise' AND id = 'contact' AND version = 2; \
      DELETE FROM stream_events WHERE stream = 'policies/promise/contact' AND seq = 2",
        "checkpoint 2",
    ),
    ("a rule changed", "UPDATE rules SET definition = replace(definition, 'true', 'false')", "rules/big"),
    ("a rule taken away", "DELETE FROM rules", "rules/big"),
    ("a role raised", "UPDATE staff SET role = 'administrator' WHERE staff_id = 1", "staff/1"),
    (
        "a member of staff planted",
        "INSERT INTO staff (staff_id, name, email, role, created_at) VALUES (9, 'x', 'x@example.com', 'administrator', 0)",
        "staff/9",
    ),
    ("a member of staff taken away", "DELETE FROM staff WHERE staff_id = 1", "staff/1"),
    (
        "a password planted",
        "INSERT INTO credentials (staff_id, password, factor_generation, factor_on, factor_step) VALUES (1, 'x', 0, 0, 0)",
        "staff/1",
    ),
    ("a password replaced", "UPDATE credentials SET password = 'x' WHERE staff_id = 2", "staff/2"),
    ("scopes of a token widened", "UPDATE tokens SET scopes = 'all' WHERE token_id = 1", "tokens/1"),
    ("a revoked token made good", "UPDATE tokens SET revoked_at = NULL WHERE token_id = 2", "tokens/2"),
    (
        "a token planted",
        "INSERT INTO tokens (token_id, name, token_hash, scopes, created_at) SELECT 9, name, previous, 'all', 0 \
      FROM tokens, checkpoints WHERE token_id = 1 AND number = 2",
        "tokens/9",
    ),
    (
        "a used link made good",
        "UPDATE sign_in_links SET used_at = NULL, expires_at = 9000000000000000",
        "sign_in_links/",
    ),
    (
        "a link planted",
        "INSERT INTO sign_in_links (link_hash, staff_id, created_at, expires_at) \
      SELECT root, 2, 0, 9000000000000000 FROM checkpoints WHERE number = 1",
        "sign_in_links/",
    ),
    ("a unit changed", "UPDATE records SET body = '{}' WHERE noun = 'units'", "units/"),
    ("a customer taken away", "DELETE FROM records WHERE noun = 'customers'", "customers/"),
    (
        "the restriction of a customer taken away",
        "UPDATE records SET restriction = '' WHERE noun = 'customers' AND reference = 'c2'",
        "customers/",
    ),
    (
        "a customer put under restriction by hand",
        "UPDATE records SET restriction = (SELECT r.restriction FROM records r WHERE r.reference = 'c2') WHERE reference = 'c1'",
        "customers/",
    ),
    (
        "the ground of a restriction changed",
        "UPDATE records SET restriction = replace(restriction, 'person_request', 'order') WHERE reference = 'c2'",
        "customers/",
    ),
    (
        "the restriction of a customer taken away, and the entry that says so",
        "UPDATE records SET restriction = '' WHERE reference = 'c2'; DELETE FROM stream_events WHERE kind = 'restricted'",
        "customers/",
    ),
    ("the restriction of a case taken away", "UPDATE cases SET restricted = 0 WHERE case_id = 2", "case HW-"),
    ("a case put under restriction by hand", "UPDATE cases SET restricted = 1 WHERE case_id = 1", "case HW-"),
    (
        "a case under restriction given its name back",
        "UPDATE cases SET person_name = '李强' WHERE case_id = 2",
        "case HW-",
    ),
    (
        "a unit planted",
        "INSERT INTO records (noun, record_id, reference, name, body, version, created_at, updated_at) \
      VALUES ('units', 99, 'x', 'x', '{}', 1, 0, 0)",
        "units/99",
    ),
    (
        "who changed something altered",
        "UPDATE stream_events SET actor = 'staff:2' WHERE stream = 'staff/1' AND seq = 1",
        "staff/1, event 1",
    ),
    (
        "an entry of what was changed taken away",
        "DELETE FROM stream_events WHERE stream = 'tokens/2' AND seq = 2",
        "tokens/2",
    ),
    (
        "an entry of what was changed planted",
        "INSERT INTO stream_events (stream, seq, position, kind, version, actor, recorded_at, effective_at, payload, previous, hash, mac) \
      SELECT 'record/log', 9, NULL, 'restored', 1, 'system', recorded_at, effective_at, '{\"to\":0,\"why\":\"x\"}', previous, hash, mac \
      FROM stream_events WHERE stream = 'record/log' AND seq = 1",
        "record/log",
    ),
    (
        "a member of staff with the smallest number",
        "INSERT INTO staff (staff_id, name, email, role, created_at) \
      VALUES (-9223372036854775808, 'x', 'x@example.com', 'administrator', 0)",
        "staff/-9223372036854775808",
    ),
    (
        "a token with the smallest number",
        "INSERT INTO tokens (token_id, name, token_hash, scopes, created_at) \
      SELECT -9223372036854775808, name, previous, 'all', 0 FROM tokens, checkpoints WHERE token_id = 1 AND number = 2",
        "tokens/-9223372036854775808",
    ),
    (
        "a customer with the smallest number",
        "INSERT INTO records (noun, record_id, reference, name, body, version, created_at, updated_at) \
      VALUES ('customers', -9223372036854775808, 'x', 'x', '{}', 1, 0, 0)",
        "customers/-9223372036854775808",
    ),
    (
        "a rule without a name",
        "INSERT INTO rules (rule_id, name, version, definition, actor, added_at) \
      SELECT 99, '', 1, definition, actor, added_at FROM rules",
        "rules/:",
    ),
    (
        "a stream without a name",
        "INSERT INTO stream_events (stream, seq, position, kind, version, actor, recorded_at, effective_at, payload, previous, hash, mac) \
      SELECT '', 1, NULL, kind, version, actor, recorded_at, effective_at, payload, previous, hash, mac \
      FROM stream_events WHERE stream = 'record/log' AND seq = 1",
        ", event 1: was altered",
    ),
    (
        "a case before the first number",
        "CREATE TABLE planted AS SELECT * FROM cases WHERE case_id = 4; \
      UPDATE planted SET case_id = -5, number = 'HW-2611-000000-0', external_key = NULL; \
      INSERT INTO cases SELECT * FROM planted; DROP TABLE planted",
        "case -5",
    ),
    (
        "events before the first number",
        "CREATE TABLE planted AS SELECT * FROM events WHERE case_id = 4; \
      UPDATE planted SET case_id = 0, position = -seq, hash = hash; \
      INSERT INTO events SELECT * FROM planted; DROP TABLE planted",
        "case 0",
    ),
    (
        "a result published",
        "INSERT INTO results (case_id, is_public, decided_at, until) VALUES (1, 1, 0, 9000000000000000)",
        "case HW-",
    ),
    (
        "a result of no case",
        "INSERT INTO results (case_id, is_public, decided_at, until) VALUES (99, 1, 0, 9000000000000000)",
        "case 99",
    ),
];
