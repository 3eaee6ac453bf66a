//! Ways in for those who are not at the desk: the private link, the public form, the guide
//! on site.

pub mod follow;
pub mod forms;
pub mod on_site;
