//! What is known of pictures while they are copied: the process, what it says, what waits.

pub(crate) mod makings;
pub(crate) mod process;
pub(crate) mod told;
