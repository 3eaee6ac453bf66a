//! What happened in files, in the words of a line.

use super::Names;
use homeward_domain::case::event::FileFact;

impl Names<'_> {
    pub(super) fn of_files(&self, fact: &FileFact) -> String {
        let kind = fact.kind();
        match fact {
            FileFact::FileAttached(f) => self.happened(kind, &[("file", &f.file.to_string())]),
            FileFact::FileMarked(f) => {
                let mark = if f.is_paper { "paper" } else { "other" };
                self.happened(kind, &[("file", &f.file.to_string()), ("kind", mark)])
            }
        }
    }
}
