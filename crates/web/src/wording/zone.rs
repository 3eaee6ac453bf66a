//! By whose clocks times are told: a traveller reads them as they run where they are.

use super::times::{time_in, zone};
use crate::language::{Language, message};
use homeward_domain::promises::pack;
use homeward_domain::time::Timestamp;
use jiff::tz::TimeZone;

/// The zone in which somebody reads times: their own where it is known, else the
/// company's.
#[derive(Clone, Debug, Default)]
pub struct Zone(Option<TimeZone>);

impl Zone {
    /// The zone of a name of the IANA list; the company's where none is told, or one
    /// that nobody knows.
    pub fn named(name: Option<&str>) -> Self {
        Self(name.and_then(pack::zone))
    }

    fn clocks(&self) -> TimeZone {
        self.0.clone().unwrap_or_else(zone)
    }

    /// A point in time as its reader counts.
    pub fn time(&self, language: Language, micros: i64) -> String {
        time_in(language, micros, self.clocks())
    }

    /// The day of a point in time, as its reader counts.
    pub fn day(&self, language: Language, micros: i64) -> String {
        let zoned = Timestamp(micros).to_jiff().to_zoned(self.clocks());
        zoned.strftime(&message(language, "day-format", &[])).to_string()
    }

    /// Whether its clocks are those of the company.
    pub fn is_company(&self) -> bool {
        self.0.as_ref().is_none_or(|own| own.iana_name() == zone().iana_name())
    }

    /// The zone as people speak of it, with its distance from UTC at a time.
    pub fn told(&self, language: Language, micros: i64) -> String {
        let clocks = self.clocks();
        let offset = Timestamp(micros).to_jiff().to_zoned(clocks.clone()).strftime("%:z").to_string();
        match clocks.iana_name().filter(|_| !self.is_company()) {
            Some(name) => message(language, "zone-other", &[("name", &name.replace('_', " ")), ("offset", &offset)]),
            None => message(language, "zone-company", &[("offset", &offset)]),
        }
    }
}
