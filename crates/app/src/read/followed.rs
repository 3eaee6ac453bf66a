//! A case as the holder of a private link finds it.

use crate::app::App;
use crate::ground::error::AppError;
use crate::model::dossier::{Dossier, Entry};
use crate::read::beside;
use homeward_domain::CaseId;
use homeward_domain::case::complainants::part::{self, Part};
use homeward_domain::case::page::{self, Reader};
use homeward_domain::case::who::{REPRESENTATIVE, Via};
use homeward_domain::case::{Case, Stance};
use homeward_domain::number::CaseNumber;
use homeward_domain::time::Timestamp;
use homeward_store::Db;

/// A case as the holder of a link finds it.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The case with its record.
    pub dossier: Dossier,
    /// Which of those who complain holds the link, from 1.
    pub place: i64,
    /// The case in which this one goes on, where it was merged.
    pub goes_on: Option<Dossier>,
    /// Other records in which something stands that was said to this case while it was
    /// merged.
    pub beside: Vec<Dossier>,
}

impl Followed {
    pub(crate) fn new(db: &Db, dossier: Dossier, place: i64) -> Result<Self, AppError> {
        let (beside, goes_on) = beside::beside(db, &dossier)?;
        Ok(Self { dossier, place, goes_on, beside })
    }

    /// The record of the journey: of a merged case that in which it goes on.
    pub fn journey(&self) -> &Dossier {
        self.goes_on.as_ref().unwrap_or(&self.dossier)
    }

    /// The holder of the link among those of a merged case, as other records name them.
    pub fn via(&self) -> Option<Via> {
        CaseNumber::parse(&self.dossier.view.row.number).map(|case| Via { case, complainant: self.place })
    }

    /// Where the holder stands towards the plans of the journey.
    pub fn stance(&self) -> Option<Stance> {
        let case = self.journey().case()?;
        if self.goes_on.is_none() {
            return case.complainants.stance(self.place, None);
        }
        let party = case.connections.party(self.via()?);
        let place = party.map_or(REPRESENTATIVE, |party| party.same_as.unwrap_or(self.place));
        case.complainants.stance(place, self.via())
    }

    /// What of the journey is the holder's own, where they do not complain alone.
    pub fn part(&self) -> Option<Part> {
        let events = self.journey().standing().map(|entry| &entry.event);
        part::of(&self.journey().case()?, events, self.reader_of_journey())
    }

    /// The journey with its clocks as they count for the holder.
    pub fn own_case(&self) -> Option<Case> {
        let case = self.journey().case()?;
        Some(if let Some(part) = self.part() { part.of_case(case) } else { case })
    }

    /// When the matter reached the company from the holder: of somebody who joined others
    /// later, when they did.
    pub fn received_at(&self) -> Timestamp {
        let events = self.dossier.entries.iter().map(|entry| &entry.event);
        page::joined_at(events, self.place).unwrap_or(Timestamp(self.dossier.view.row.received_at))
    }

    /// Who one of those who complain in a case is to its record.
    fn reader(place: i64, dossier: &Dossier) -> Reader {
        page::of_case(dossier.entries.iter().map(|entry| &entry.event), place)
    }

    /// Whether an entry of the journey is for the holder: of a group, a plan, a last
    /// word and a result may be for others alone.
    pub fn is_for(&self, entry: &Entry) -> bool {
        let left = self.via().and_then(|via| {
            let goes_on = self.goes_on.iter().flat_map(|dossier| &dossier.entries);
            page::left(goes_on.map(|entry| &entry.event), self.place, Some(via))
        });
        // Who left by way of a merged case is no place of the one in which it goes on.
        left.is_none_or(|left| entry.event.seq <= left) && page::is_for(&entry.event, self.reader_of_journey())
    }

    fn reader_of_journey(&self) -> Reader {
        let (Some(goes_on), Some(via)) = (&self.goes_on, self.via()) else {
            return Self::reader(self.place, &self.dossier);
        };
        let same_as = goes_on.case().and_then(|case| case.connections.party(via)?.same_as);
        same_as.map_or(Reader::ByWay(via), |place| Self::reader(place, goes_on))
    }

    /// The options, from 1, of a plan of the journey that are for the holder.
    pub fn options(&self, version: i64) -> Vec<i64> {
        let case = self.journey().case();
        let plans = case.map(|case| case.plans.all).unwrap_or_default();
        let plan = plans.iter().find(|plan| plan.version == version);
        let (place, is_guest) = match self.reader_of_journey() {
            Reader::OfCase { place, .. } => (place, false),
            Reader::ByWay(via) => (via.complainant, true),
        };
        plan.map(|plan| plan.options_of(place, is_guest)).unwrap_or_default()
    }

    /// Every entry that the holder may know of, with who they are to its record; in the
    /// order of time.
    pub fn entries(&self) -> Vec<(&Entry, Reader)> {
        let reader = Self::reader(self.place, &self.dossier);
        let own = self.dossier.entries.iter().map(|entry| (entry, reader));
        let beside = self.beside.iter().chain(&self.goes_on).flat_map(|dossier| &dossier.entries);
        let beside = beside.filter_map(|entry| Some((entry, Reader::ByWay(self.via()?))));
        let mut all: Vec<_> = own.chain(beside).collect();
        all.sort_by_key(|(entry, _)| entry.event.recorded_at);
        all
    }
}

/// The private link of one who complains, by place and generation. Whoever has it
/// speaks as the complainant, so each time it goes out stands on record.
pub(crate) fn url(app: &App, case: CaseId, place: i64, generation: i64) -> String {
    format!("{}/c/{}", app.options().public_url, app.secrets().follow_token(case, place, generation))
}
