//! A case as callers see it, whatever they see it through.

use homeward_domain::case::{Case, CaseClock};
use homeward_domain::promises::{ClockState, Proof, Subject};
use homeward_domain::time::Timestamp;
use homeward_store::StoreError;
use homeward_store::cases::CaseRow;
use serde::{Deserialize, Serialize};

/// One clock of a case. Times are microseconds of UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// The promise.
    pub promise: String,
    /// Its version.
    pub version: i64,
    /// Which time round.
    pub run: i64,
    /// `running`, `paused`, `kept`, `extended`, `breached`, `entered_late`, `unproven`,
    /// `ended` or `carried_over`.
    pub state: String,
    /// When counting began.
    pub started_at: i64,
    /// When it is, or was, due.
    pub due_at: i64,
    /// The calendar that counts; wall time where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// The highest warning given: 0, 50 or 80 percent.
    pub warned: i64,
    /// When what was promised happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_at: Option<i64>,
    /// What stands behind it where it was met and that is not an entry alone:
    /// `sent_elsewhere`, `entered_late`, `entered_late_confirmed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The case in which it counts on, which alone is judged by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_to: Option<String>,
    /// When the present pause ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<i64>,
    /// Time spent in pauses so far or planned, in microseconds.
    pub paused: i64,
    /// Counting time added by an extension, in microseconds.
    pub extended: i64,
    /// What it is about; the case itself where nothing stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

impl From<&CaseClock> for ClockView {
    fn from(of_case: &CaseClock) -> Self {
        let clock = &of_case.clock;
        let met_at = match clock.state {
            ClockState::Met { at } => Some(at.0),
            ClockState::Breached { met_at } => met_at.map(|at| at.0),
            _ => None,
        };
        let paused_until = if let ClockState::Paused { until } = clock.state { Some(until.0) } else { None };
        let carried_to = if let ClockState::CarriedOver { to, .. } = clock.state { Some(to.to_string()) } else { None };
        Self {
            carried_to,
            promise: clock.promise.clone(),
            version: clock.version,
            run: clock.run,
            state: clock.state_word().to_owned(),
            started_at: clock.start.0,
            due_at: clock.schedule.due_at.0,
            calendar: clock.calendar.as_ref().map(|(id, _)| id.clone()),
            warned: clock.warned,
            met_at,
            proof: proof(clock.proof).map(str::to_owned),
            paused_until,
            paused: clock.pauses.iter().map(|p| (p.end() - p.from).0).sum(),
            extended: clock.extra.0,
            subject: (of_case.subject != Subject::Case).then(|| of_case.subject.as_str().to_owned()),
        }
    }
}

const fn proof(proof: Proof) -> Option<&'static str> {
    match proof {
        Proof::SentElsewhere => Some("sent_elsewhere"),
        Proof::EnteredLate { confirmed: true, .. } => Some("entered_late_confirmed"),
        Proof::EnteredLate { .. } => Some("entered_late"),
        Proof::Entry | Proof::None => None,
    }
}

/// A case with its clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseView {
    /// The projected row.
    pub row: CaseRow,
    /// Its clocks.
    pub clocks: Vec<ClockView>,
}

impl CaseView {
    /// Reads the clocks out of a row.
    pub fn new(row: CaseRow) -> Result<Self, StoreError> {
        let clocks = serde_json::from_str(&row.clocks).map_err(StoreError::corrupt)?;
        Ok(Self { row, clocks })
    }

    /// A row just projected from this case.
    pub(crate) fn of(row: CaseRow, case: &Case) -> Self {
        Self { row, clocks: case.clocks.iter().map(ClockView::from).collect() }
    }

    /// The grade's spelling; `None` before a person graded the case.
    pub fn grade(&self) -> Option<&'static str> {
        use homeward_domain::catalogue::Grade;
        let index = usize::try_from(self.row.grade_rank - 1).ok()?;
        Grade::ALL.get(index).map(|grade| grade.as_str())
    }

    /// The clocks of the case itself; the others stand beside their subject.
    pub fn clocks_of_case(&self) -> impl Iterator<Item = &ClockView> {
        self.clocks.iter().filter(|clock| clock.subject.is_none())
    }

    /// The clock that is due next among those that still count.
    pub fn next_clock(&self) -> Option<&ClockView> {
        self.clocks_of_case().filter(|c| matches!(c.state.as_str(), "running" | "paused")).min_by_key(|c| c.due_at)
    }

    /// When the next clock is due; `None` where none counts.
    pub fn next_due_at(&self) -> Option<Timestamp> {
        (self.row.next_due_at < Timestamp::LATEST.0).then_some(Timestamp(self.row.next_due_at))
    }
}

/// The clocks of a case as they are stored in its row.
pub(crate) fn clocks_json(case: &Case) -> String {
    let clocks: Vec<ClockView> = case.clocks.iter().map(ClockView::from).collect();
    serde_json::to_string(&clocks).expect("clocks hold only strings and numbers, which always serialise")
}
