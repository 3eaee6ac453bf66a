//! What facts of files change.

use crate::case::event::FileFact;
use crate::case::files::papers;
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_files(&mut self, fact: &FileFact) {
        match fact {
            FileFact::FileAttached(f) => {
                self.files.count = f.file;
                papers::mark(&mut self.files.papers, f.file, f.is_paper);
            }
            FileFact::FileMarked(f) => papers::mark(&mut self.files.papers, f.file, f.is_paper),
        }
    }
}
