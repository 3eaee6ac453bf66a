//! Lets files belong to a case. They lie in the store already; where the case
//! does not take them, they are taken back.

use crate::act::Done;
use crate::app::App;
use crate::files::{self, Kept, pictures};
use crate::ground::request::{Repeat, Request};
use crate::ground::words::Sealer;
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::Seq;
use homeward_domain::case::Command;
use homeward_domain::case::command::{FileCommand, NewFile};

/// Attaches files that were kept, to an entry where one is told.
pub async fn attach_files(app: &App, request: Request, about: Option<Seq>, kept: Vec<Kept>) -> Done {
    let mut sealer = Sealer::default();
    let details = "names, hashes and keys are strings, which always serialise";
    let new = kept.iter().map(|file| NewFile {
        media_type: file.media_type.into(),
        bytes: i64::try_from(file.bytes).unwrap_or(i64::MAX),
        details: sealer.seal(serde_json::to_string(&file.details).expect(details)),
        is_paper: file.is_paper,
    });
    let command = Command::Files(FileCommand::AttachFiles { about, files: new.collect() });
    let files_of = kept.first().and_then(|file| files::case_of(&file.details.key));
    let order = Order { files_of, ..Order::new(command, sealer.into_contents()) };
    let done = execute::execute(app, request, order).await;
    match &done {
        Ok((_, Repeat::First)) => {
            for file in kept.into_iter().filter(|file| pictures::is_picture(file.media_type)) {
                pictures::note(app, file.details);
            }
        }
        _ => files::discard(app, &kept).await?,
    }
    done
}
