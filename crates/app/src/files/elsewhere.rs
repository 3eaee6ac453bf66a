//! Files in the store that nothing of ours has put there.

use super::waiting;
use crate::app::files::{CASES, COPIES, Files, failed};
use crate::ground::error::AppError;
use futures_util::TryStreamExt as _;
use homeward_domain::time::{Span, Timestamp};

/// How old a file is before it counts: what is being written moves away soon.
const SETTLES_WITHIN: Span = Span::hours(1);

impl Files {
    /// The first file that lies neither among those of cases, nor among copies of
    /// pictures, nor waits under a name as we give it to a file that waits. What was
    /// just written is left alone.
    pub(crate) async fn stray(&self, now: Timestamp) -> Result<Option<String>, AppError> {
        let top = self.objects.list_with_delimiter(None).await.map_err(|e| failed(&e))?;
        let mut found = top.objects;
        for folder in top.common_prefixes.iter().filter(|folder| ![CASES, COPIES].contains(&folder.as_ref())) {
            found.extend(self.objects.list(Some(folder)).try_collect::<Vec<_>>().await.map_err(|e| failed(&e))?);
        }
        let settled =
            found.into_iter().filter(|f| (now.0 - f.last_modified.timestamp_micros()).abs() > SETTLES_WITHIN.0);
        Ok(settled.map(|found| found.location.to_string()).filter(|key| !waits(key, now)).min())
    }
}

/// Whether it is a file that waits, by its name.
fn waits(key: &str, now: Timestamp) -> bool {
    key.strip_prefix(waiting::WAITING)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|name| waiting::is_name(name, now))
}
