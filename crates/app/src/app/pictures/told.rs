//! What the process that copies a picture says, and how: a line of JSON, then the
//! bytes of the small copy and of the large one. Whoever reads it believes nothing
//! that does not hold: the process has read what a stranger sent.

use crate::ground::error::NotShown;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// The most bytes of the line.
const LINE_BYTES_MAX: usize = 1024;
/// The most bytes of both copies.
const COPIES_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most bytes of all that the process says.
pub(super) const SAID_BYTES_MAX: usize = LINE_BYTES_MAX + COPIES_BYTES_MAX;
/// What every JPEG begins with.
const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF];

/// A place on earth, in millionths of a degree; north and east are positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From -90,000,000 to 90,000,000.
    pub latitude: i32,
    /// From -180,000,000 to 180,000,000.
    pub longitude: i32,
}

impl Place {
    const fn is_on_earth(self) -> bool {
        self.latitude.unsigned_abs() <= 90_000_000 && self.longitude.unsigned_abs() <= 180_000_000
    }
}

/// When and where a picture says that it was taken. A camera's clock may be wrong,
/// and whoever sends a picture can write anything there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// `2026-10-03T14:22:05` by the camera's clock, with `+08:00` behind it where the
    /// camera told its zone.
    pub taken_at: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

impl Facts {
    fn proven(self) -> Self {
        let taken_at = self.taken_at.filter(|told| is_time(told));
        Self { taken_at, place: self.place.filter(|place| place.is_on_earth()) }
    }
}

fn is_time(told: &str) -> bool {
    match told.len() {
        19 => told.parse::<DateTime>().is_ok(),
        25 => told.parse::<Timestamp>().is_ok(),
        _ => false,
    }
}

/// The line.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    facts: Facts,
    not_shown: Option<NotShown>,
    small: usize,
    large: usize,
}

/// Both copies of a picture, as JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// For a tile.
    pub small: Vec<u8>,
    /// To look at.
    pub large: Vec<u8>,
}

/// What came of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When and where.
    pub facts: Facts,
    /// The copies, or why there are none.
    pub copies: Result<Copies, NotShown>,
}

impl Made {
    /// As the process says it.
    pub fn said(&self) -> Vec<u8> {
        let (small, large) = match &self.copies {
            Ok(copies) => (copies.small.as_slice(), copies.large.as_slice()),
            Err(_) => (&[][..], &[][..]),
        };
        let not_shown = self.copies.as_ref().err().copied();
        let line = Line { facts: self.facts.clone(), not_shown, small: small.len(), large: large.len() };
        let mut said = serde_json::to_vec(&line).unwrap_or_default();
        said.push(b'\n');
        said.extend_from_slice(small);
        said.extend_from_slice(large);
        said
    }

    /// What was said; `None` where it does not hold together.
    pub fn heard(said: &[u8]) -> Option<Self> {
        let end = said.iter().take(LINE_BYTES_MAX).position(|byte| *byte == b'\n')?;
        let line: Line = serde_json::from_slice(&said[..end]).ok()?;
        let rest = &said[end + 1..];
        if rest.len() > COPIES_BYTES_MAX || line.small.checked_add(line.large) != Some(rest.len()) {
            return None;
        }
        let (small, large) = rest.split_at(line.small);
        let facts = line.facts.proven();
        if let Some(why) = line.not_shown {
            return rest.is_empty().then_some(Self { facts, copies: Err(why) });
        }
        let are_pictures = small.starts_with(JPEG) && large.starts_with(JPEG);
        are_pictures.then(|| Self { facts, copies: Ok(Copies { small: small.to_vec(), large: large.to_vec() }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn copies() -> Copies {
        Copies { small: [JPEG, b"small"].concat(), large: [JPEG, b"larger"].concat() }
    }

    #[test]
    fn what_was_said_is_heard() {
        let place = Some(Place { latitude: 34_660_000, longitude: 112_470_000 });
        let facts = Facts { taken_at: Some("2026-10-03T14:22:05+08:00".into()), place };
        for made in [
            Made { facts: facts.clone(), copies: Ok(copies()) },
            Made { facts, copies: Err(NotShown::Format) },
            Made { facts: Facts::default(), copies: Err(NotShown::Damaged) },
        ] {
            assert_eq!(Made::heard(&made.said()), Some(made));
        }
    }

    #[test]
    fn what_does_not_hold_is_not_believed() {
        let said = |line: &str, rest: &[u8]| [line.as_bytes(), b"\n", rest].concat();
        let both = [copies().small, copies().large].concat();
        for (line, rest) in [
            (r#"{"small":8,"large":9}"#, &both[1..]),
            (r#"{"small":8,"large":10}"#, &both),
            (r#"{"small":18446744073709551615,"large":18}"#, &both),
            (r#"{"small":0,"large":17}"#, &both),
            (r#"{"small":8,"large":9,"not_shown":"format"}"#, &both),
            (r#"{"small":0,"large":0}"#, b""),
            (r#"{"small":0,"large":0,"not_shown":"boredom"}"#, b""),
            ("", b""),
        ] {
            assert_eq!(Made::heard(&said(line, rest)), None, "{line}");
        }
        for (taken_at, latitude) in [("<script>", 91_000_000), ("2026-13-03T14:22:05", i32::MIN), ("10:00", i32::MAX)] {
            let place = Some(Place { latitude, longitude: 0 });
            let facts = Facts { taken_at: Some(taken_at.into()), place };
            let heard = Made::heard(&Made { facts, copies: Ok(copies()) }.said()).unwrap();
            assert_eq!(heard.facts, Facts::default(), "{taken_at}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_said_ends_the_listener(said in proptest::collection::vec(any::<u8>(), 0..2000)) {
            let _ = Made::heard(&said);
        }

        #[test]
        fn nothing_said_nearly_rightly_ends_the_listener(at in 0_usize..60, byte: u8, cut in 0_usize..80) {
            let mut said = Made { facts: Facts::default(), copies: Ok(copies()) }.said();
            let at = at % said.len();
            said[at] = byte;
            said.truncate(said.len().saturating_sub(cut));
            let _ = Made::heard(&said);
        }
    }
}
