//! Scans of identity papers among the files of a case: passports, identity cards,
//! household registers, visas. Whoever sends or handles a file says that it is one; its
//! name only suggests it (trust, "Privacy").

use crate::case::event::{Fact, FileFact};
use std::collections::BTreeSet;

/// What names of such files hold, in small letters.
pub const NAMES: &[&str] = &[
    "passport",
    "visa",
    "id card",
    "id_card",
    "id-card",
    "idcard",
    "identity",
    "residence permit",
    "护照",
    "身份证",
    "证件",
    "户口",
    "签证",
    "通行证",
    "回乡证",
    "台胞证",
    "居住证",
    "居留",
    "出生证明",
];

/// Whether the name of a file suggests that it is an identity paper.
pub fn is_suggested(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.iter().any(|one| name.contains(one))
}

/// The files that are marked as identity papers after these facts, by number.
pub fn papers<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> BTreeSet<i64> {
    let mut papers = BTreeSet::new();
    for fact in facts {
        match fact {
            Fact::Files(FileFact::FileAttached(f)) => mark(&mut papers, f.file, f.is_paper),
            Fact::Files(FileFact::FileMarked(f)) => mark(&mut papers, f.file, f.is_paper),
            _ => {}
        }
    }
    papers
}

/// Notes whether a file is one.
pub(in crate::case) fn mark(papers: &mut BTreeSet<i64>, file: i64, is_paper: bool) {
    if is_paper {
        papers.insert(file);
    } else {
        papers.remove(&file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_suggests_an_identity_paper() {
        for name in
            ["护照首页.jpg", "身份证正反面.PDF", "Passport scan.pdf", "US-VISA.png", "户口本.jpg", "My ID Card.jpeg"]
        {
            assert!(is_suggested(name), "{name}");
        }
        for name in ["大巴照片.jpg", "发票.pdf", "chat.txt", ""] {
            assert!(!is_suggested(name), "{name}");
        }
    }
}
