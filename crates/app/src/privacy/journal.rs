//! The journal beside the database of what was erased and restricted: a restored
//! backup does it again. One line for each, without words; one that was noted and
//! then not done is taken back by another.

use crate::app::App;
use crate::ground::disk;
use crate::ground::error::AppError;
use crate::record::last_restored;
use homeward_domain::catalogue::{ErasureGround, RestrictionGround};
use homeward_domain::record::Hash;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Something that a restored backup must do again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// What may go of a case was erased.
    Erased(CaseId, ErasureGround),
    /// What may go of one of several who complain in a case was erased.
    ErasedOne(CaseId, ErasureGround, OneOfGroup),
    /// A case came under restriction; until when it must be kept.
    Restricted(CaseId, RestrictionGround, Option<Timestamp>),
    /// The restriction of a case was lifted.
    Lifted(CaseId),
    /// A customer, by the number of the record, came under restriction.
    CustomerRestricted(i64, RestrictionGround),
    /// The restriction of a customer was lifted.
    CustomerLifted(i64),
    /// What may go of a customer was erased.
    CustomerErased(i64, ErasureGround),
    /// A body of a case was wrong, and it or fields of it were erased.
    Corrected(CaseId, WrongBody),
}

/// One of those who complain in a case. The hash of the event by which they came tells
/// them from somebody in the same place of a case that went on otherwise after a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OneOfGroup {
    /// Who, from 1.
    pub place: i64,
    /// The hash of the event.
    pub joined: Hash,
}

/// A body that was wrong. The hash of its event tells it from one that stands in the
/// same place of a case that went on otherwise after a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrongBody {
    /// Its event and slot.
    pub body: (Seq, i64),
    /// The hash of the event.
    pub hash: Hash,
    /// The fields of it that were wrong; all of it where there are none.
    pub fields: Fields,
}

/// Fields of a person or a matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(u16);

impl Fields {
    /// Those that there are, by name.
    const NAMES: [&str; 13] = [
        "name",
        "phone",
        "email",
        "gender",
        "age",
        "nationality",
        "occupation",
        "company",
        "address",
        "booking_reference",
        "place",
        "persons_involved",
        "zone",
    ];

    /// Those of these names; others are none.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let place = |name: &str| Self::NAMES.iter().position(|known| *known == name);
        Self(names.into_iter().filter_map(place).fold(0, |all, place| all | 1 << place))
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().enumerate().filter(move |(place, _)| self.0 & (1 << place) != 0).map(|(_, name)| name)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Deed {
    fn to_json(self) -> Value {
        match self {
            Self::Erased(case, ground) => json!({ "case": case, "ground": ground.as_str() }),
            // Programs that know of whole cases alone must not read it as one.
            Self::ErasedOne(case, ground, OneOfGroup { place, joined }) => {
                json!({ "case": case, "erased": ground.as_str(), "complainant": place, "hash": joined.to_hex() })
            }
            Self::Restricted(case, ground, until) => {
                json!({ "case": case, "restricted": ground.as_str(), "until": until.map(|until| until.0) })
            }
            Self::Lifted(case) => json!({ "case": case, "restricted": false }),
            Self::CustomerRestricted(record, ground) => json!({ "customer": record, "restricted": ground.as_str() }),
            Self::CustomerLifted(record) => json!({ "customer": record, "restricted": false }),
            Self::CustomerErased(record, ground) => json!({ "customer": record, "ground": ground.as_str() }),
            Self::Corrected(case, WrongBody { body: (seq, slot), hash, fields }) => {
                let fields: Vec<&str> = fields.names().collect();
                json!({ "case": case, "corrected": [seq, slot], "hash": hash.to_hex(), "fields": fields })
            }
        }
    }

    fn read(line: &Value) -> Option<Self> {
        let restricted = || line["restricted"].as_str().and_then(RestrictionGround::parse);
        let is_lifted = line["restricted"] == false;
        if let Some(record) = line["customer"].as_i64() {
            if is_lifted {
                return Some(Self::CustomerLifted(record));
            }
            let erased = line["ground"].as_str().and_then(ErasureGround::parse);
            let erased = erased.map(|ground| Self::CustomerErased(record, ground));
            return erased.or_else(|| Some(Self::CustomerRestricted(record, restricted()?)));
        }
        let case = line["case"].as_i64()?;
        if is_lifted {
            return Some(Self::Lifted(case));
        }
        if let Some(place) = line["complainant"].as_i64() {
            let ground = ErasureGround::parse(line["erased"].as_str()?)?;
            let joined = Hash::from_hex(line["hash"].as_str()?)?;
            return Some(Self::ErasedOne(case, ground, OneOfGroup { place, joined }));
        }
        if line["corrected"].is_array() {
            let body = (line["corrected"][0].as_i64()?, line["corrected"][1].as_i64()?);
            let fields = line["fields"].as_array()?.iter().filter_map(Value::as_str);
            let hash = Hash::from_hex(line["hash"].as_str()?)?;
            return Some(Self::Corrected(case, WrongBody { body, hash, fields: Fields::of(fields) }));
        }
        if let Some(ground) = restricted() {
            return Some(Self::Restricted(case, ground, line["until"].as_i64().map(Timestamp)));
        }
        Some(Self::Erased(case, ErasureGround::parse(line["ground"].as_str()?)?))
    }
}

/// The cases of which a journal says that something was erased.
pub fn erased_cases(journal: &str) -> Vec<CaseId> {
    let all = noted(journal).unwrap_or_default().into_iter();
    let case = |deed| match deed {
        Deed::Erased(case, _) | Deed::ErasedOne(case, ..) | Deed::Corrected(case, _) => Some(case),
        _ => None,
    };
    all.filter_map(case).collect()
}

/// Refuses a journal of which not every line can be read.
pub fn check_journal(journal: &str) -> Result<(), AppError> {
    noted(journal).map(|_| ())
}

/// A line of the journal that was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    pub deed: Deed,
    /// When the record of which it tells was put back last, so that it is told from
    /// one that was restored from it and goes on otherwise; earlier versions did not say.
    pub of: Option<Timestamp>,
}

/// What a journal says in the end, in order.
pub(crate) fn noted(journal: &str) -> Result<Vec<Deed>, AppError> {
    Ok(lines(journal)?.into_iter().map(|line| line.deed).collect())
}

/// The lines of a journal, as long as there is one, that were not taken back.
pub(crate) fn lines_of(journal: &Path) -> Result<Vec<Noted>, AppError> {
    match fs::read_to_string(journal) {
        Ok(text) => lines(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(disk::file_error(journal.display(), &error)),
    }
}

fn lines(journal: &str) -> Result<Vec<Noted>, AppError> {
    let mut all: Vec<Noted> = Vec::new();
    for (line, number) in journal.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let broken = || AppError::File(format!("line {number} of the journal of erasures is broken"));
        let entry: Value = serde_json::from_str(line).map_err(|_| broken())?;
        let deed = Deed::read(&entry).ok_or_else(broken)?;
        if entry["undone"] == true {
            let place = all.iter().rposition(|noted| noted.deed == deed);
            place.map(|place| all.remove(place));
        } else {
            all.push(Noted { deed, of: entry["of"].as_i64().map(Timestamp) });
        }
    }
    Ok(all)
}

/// Notes something before it is done: what a crash kept from being noted would come
/// back with the next restored backup.
pub(crate) fn note(journal: &Path, deed: Deed) -> Result<(), AppError> {
    add(journal, &deed.to_json())
}

/// An erasure from before its line until it is done or taken back. A crash lets go of
/// it.
#[derive(Debug)]
pub(crate) struct UnderWay {
    journal: PathBuf,
    of: Timestamp,
    _lock: File,
}

impl UnderWay {
    /// Says to all copies of the program that an erasure is under way, in a record that was
    /// put back last at a time. Blocks while another copy looks for lines without an
    /// erasure.
    pub fn begin(journal: &Path, of: Timestamp) -> Result<Self, AppError> {
        let lock = beside(journal).and_then(|file| file.lock_shared().map(|()| file));
        let lock = lock.map_err(|error| disk::file_error(journal.display(), &error))?;
        Ok(Self { journal: journal.to_owned(), of, _lock: lock })
    }

    /// Notes it before it is done.
    pub fn note(&self, deed: Deed) -> Result<(), AppError> {
        let mut line = deed.to_json();
        line["of"] = self.of.0.into();
        add(&self.journal, &line)
    }

    /// Takes back what was noted and then not done.
    pub fn take_back(&self, deed: Deed) -> Result<(), AppError> {
        take_back(&self.journal, deed)
    }
}

/// Begins an erasure: nobody takes its line back as long as what this gives is kept.
pub(crate) async fn under_way(app: &App) -> Result<UnderWay, AppError> {
    let (journal, here) = (app.options().journal_path(), app.store().read(last_restored).await?);
    let begun = tokio::task::spawn_blocking(move || UnderWay::begin(&journal, here)).await;
    begun.map_err(|error| AppError::File(error.to_string()))?
}

/// Makes sure that no erasure is under way, and none begins as long as what it gives is
/// kept; `None` where one is.
pub(crate) fn none_under_way(journal: &Path) -> Result<Option<File>, AppError> {
    let locked = beside(journal).and_then(|file| match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    });
    locked.map_err(|error| disk::file_error(journal.display(), &error))
}

/// The file beside a journal that is locked; the journal itself is by whoever writes a
/// line.
fn beside(journal: &Path) -> io::Result<File> {
    let mut path = journal.as_os_str().to_owned();
    path.push(".lock");
    OpenOptions::new().create(true).append(true).open(path)
}

/// Takes back what was noted and then not done.
pub(crate) fn take_back(journal: &Path, deed: Deed) -> Result<(), AppError> {
    let mut line = deed.to_json();
    line["undone"] = true.into();
    add(journal, &line)
}

/// Adds a line. One that could not be written whole is cut off, so that the journal
/// can be read to its end.
fn add(journal: &Path, line: &Value) -> Result<(), AppError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    let written = options.open(journal).and_then(|mut file| {
        // Other copies of the program write here as well.
        file.lock()?;
        let before = file.metadata()?.len();
        let added = file.write_all(format!("{line}\n").as_bytes()).and_then(|()| file.sync_all());
        added.or_else(|error| file.set_len(before).and(Err(error)))
    });
    written.map_err(|error| disk::file_error(journal.display(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_and_then_not_done_is_not_done_by_a_restore() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures.jsonl");
        let first = Deed::Erased(7, ErasureGround::Order);
        let all = [
            first,
            Deed::Erased(8, ErasureGround::PersonRequest),
            Deed::ErasedOne(8, ErasureGround::PersonRequest, OneOfGroup { place: 2, joined: Hash([7; 32]) }),
            Deed::Restricted(7, RestrictionGround::ErasureRefused, Some(Timestamp(5))),
            Deed::Restricted(9, RestrictionGround::PersonRequest, None),
            Deed::Lifted(9),
            Deed::CustomerRestricted(3, RestrictionGround::AccuracyContested),
            Deed::CustomerLifted(3),
            Deed::CustomerErased(4, ErasureGround::ConsentWithdrawn),
            Deed::Corrected(7, WrongBody { body: (4, 2), hash: Hash([9; 32]), fields: Fields::of(["phone", "place"]) }),
            Deed::Corrected(7, WrongBody { body: (5, 1), hash: Hash([8; 32]), fields: Fields::default() }),
        ];
        for deed in all.into_iter().chain([first]) {
            note(&path, deed).unwrap();
        }
        take_back(&path, first).unwrap();
        assert_eq!(noted(&fs::read_to_string(&path).unwrap()).unwrap(), all);
        assert!(check_journal("{\"case\":7,\"ground\":\"order\"}\n{\"case\"").is_err());
        assert!(check_journal("{\"case\":7,\"restricted\":\"whim\"}").is_err(), "an unknown ground is no ground");
    }

    #[test]
    fn a_journal_of_an_earlier_version_is_read() {
        let earlier = "{\"case\":7,\"ground\":\"order\"}\n{\"case\":8,\"ground\":\"order\"}\n\
            {\"case\":7,\"ground\":\"order\",\"undone\":true}\n";
        assert_eq!(noted(earlier).unwrap(), [Deed::Erased(8, ErasureGround::Order)]);
        assert_eq!(erased_cases(earlier), [8]);
    }
}
