-- Who looked at the contact points of which traveller, when, by which case or booking,
-- and why: the relation by which they were open, or the reason that was told. Numbers
-- alone: what was seen stands nowhere in it.

CREATE TABLE looks (
    actor TEXT NOT NULL,
    -- Each 0 where there is none: the case, the customer and the booking in the register.
    case_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    booking_id BIGINT NOT NULL,
    why TEXT NOT NULL,
    -- What counts as one look: the hour of one by a relation, the moment of one by a reason.
    slot BIGINT NOT NULL,
    -- When, in microseconds of UTC; the first of several that count as one.
    at BIGINT NOT NULL,
    PRIMARY KEY (actor, case_id, customer_id, booking_id, why, slot)
END TABLE;
CREATE INDEX looks_of_customer ON looks (customer_id, at);
CREATE INDEX looks_of_case ON looks (case_id, at);
