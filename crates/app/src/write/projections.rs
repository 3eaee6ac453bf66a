//! What is kept beside the record so that it need not be read: each of these follows from
//! the events of a case and what is left of their bodies. Whatever stores events walks this
//! list, and so do an erasure, [`crate::record::rebuild`] and [`crate::record::verify`]: one
//! more projection is one more line here. The row of a case and its words in the index are
//! written with the events themselves, see [`crate::write::append`].

use crate::write::projection::Projection;
use crate::write::{apologies, attendance, notices, results};

/// Every projection.
pub(crate) const ALL: [&Projection; 4] =
    [&notices::PROJECTION, &apologies::PROJECTION, &results::PROJECTION, &attendance::PROJECTION];
