//! Fields that many acts have.

use crate::ground::field::{Field, Takes, may};

/// How what is said came to the complainant.
pub(crate) const WAY: Field = may(
    "way",
    Takes::Way(false),
    "How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`; on their page where it is not told.",
)
.such_as("by_voice");

/// Why somebody is rung up at night.
pub(crate) const NIGHT_REASON: Field = may(
    "night_reason",
    Takes::Words,
    "Why they are rung up between 21:00 and 08:00 where they are, where that is done.",
);

/// Why somebody is rung up with whom contact is in writing.
pub(crate) const CALL_REASON: Field = may(
    "call_reason",
    Takes::Words,
    "Why they are rung up although contact is restricted to writing, where that is done.",
);

/// That an apology goes out which is nearly one that was sent in another case.
pub(crate) const SEND_ANYWAY: Field =
    may("send_anyway", Takes::Truth, "Where the writer has seen that their apology was sent before.");

/// When what we said was said.
pub(crate) const HAPPENED_AT: Field = may(
    "happened_at",
    Takes::Time,
    "When it was, where it is written down later: told by voice, handed over or sent, and at most 72 hours ago. A \
     breach stays, and is shown as entered late.",
);

/// When what the complainant said was said.
pub(crate) const SAID_AT: Field = may(
    "happened_at",
    Takes::Time,
    "When they said it, where it is written down later: not before what they speak of, and at most 72 hours ago. A \
     breach stays, and is shown as entered late.",
);

/// Whom of a group it is for.
pub(crate) const ADDRESSEES: Field = may(
    "complainants",
    Takes::Members,
    "Whom of a group it is for alone, from 1, the representative; on nobody else's page. For all where it is not \
     told.",
)
.such_as("[2]");
