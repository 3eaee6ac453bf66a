//! The panels of the page of a case that hold more than a line.

use super::super::shell::Shell;
use super::parts::{self, DutyWords, Link, MeasureWords, Other, StepWords};
use super::phrases;
use super::plans::{self, PlanWords};
use super::story::{Shown, Story};
use super::told;
use crate::language::Language;
use crate::pages::group;
use crate::pages::session::SignedIn;
use crate::pages::timeline::Names;
use crate::paths;
use homeward_app::Scope;
use homeward_app::attendance::Draft;
use homeward_app::dossier::Dossier;
use homeward_app::registers::View;
use homeward_domain::case::{Case, Stance};
/// Those who complain and who act for them.
pub(super) struct Complainants {
    pub person: Vec<(String, String)>,
    /// What the clocks show where the traveller is, and the zone.
    pub there: Option<String>,
    pub others: Vec<Other>,
    /// That the representative has left the group.
    pub who_left: Option<String>,
    /// That nobody speaks for those of a group who remain, with the way to name somebody.
    pub nobody_speaks: Option<Link>,
    /// Who acts for them.
    pub acting: Vec<Other>,
    /// Where the customer is, for whoever may see them.
    pub customer_file: Option<String>,
    /// Where masked contact points are shown for a reason.
    pub unmask: Option<String>,
    /// Where it stands who looked at them.
    pub looks: Option<String>,
}

/// Where an answer is written.
pub(super) struct Composer {
    /// One's own answer that was not sent, and when it was last written.
    pub draft: String,
    pub draft_at: i64,
    pub phrases: Vec<phrases::Topic>,
    /// Ways in which an answer can have come to them.
    pub ways: Vec<(String, String)>,
    /// Those of a group, by place.
    pub members: Vec<(String, String)>,
    /// Whether `first_response` runs, which only a confirmation of the content ends.
    pub is_unconfirmed: bool,
}

/// What handling has brought.
pub(super) struct Handling {
    pub judgement: Vec<Shown>,
    /// Where grade and nature come from.
    pub grade_story: Option<Story>,
    pub nature_story: Option<Story>,
    pub duties: Vec<DutyWords>,
    pub plans: Vec<PlanWords>,
    pub measures: Vec<MeasureWords>,
    pub shares: Vec<Shown>,
    pub steps: Vec<StepWords>,
}

impl Complainants {
    /// Those of a case, with where their customer is and what time it is where they are.
    pub fn of(
        (shell, signed_in): (&Shell, &SignedIn),
        (dossier, case): (&Dossier, &Case),
        (in_full, has_contacts): (bool, bool),
        (there, customer_file): (Option<String>, Option<String>),
    ) -> Self {
        let number = &dossier.view.row.number;
        let has_left = case.complainants.stances.first() == Some(&Stance::Left);
        let is_without_speaker = case.has_no_speaker() && dossier.view.row.is_open;
        let may = |scope: Scope| has_contacts && signed_in.caller.may(scope);
        Self {
            person: parts::person(shell, dossier, in_full),
            there,
            others: parts::others(shell, dossier, in_full),
            who_left: has_left.then(|| shell.t("state-left-desk")),
            nobody_speaks: is_without_speaker.then(|| Link {
                href: paths::act(number, "representatives", None),
                label: shell.t("case-name-speaker"),
            }),
            acting: parts::acting(shell, number, &dossier.matter().representatives, in_full),
            customer_file,
            unmask: (!in_full && may(Scope::ContactsRead)).then(|| format!("/desk/cases/{number}/contacts")),
            looks: may(Scope::LogRead).then(|| format!("/desk/cases/{number}/looks")),
        }
    }
}

impl Composer {
    pub fn of(
        signed_in: &SignedIn,
        dossier: &Dossier,
        case: &Case,
        own: Option<Draft>,
        kept: &[View],
        language: Language,
    ) -> Self {
        Self {
            draft_at: own.as_ref().map_or(0, |draft| draft.at.0 / 1_000),
            draft: own.map(|draft| draft.text).unwrap_or_default(),
            phrases: phrases::of(signed_in, dossier, kept),
            ways: told::ways(language),
            members: group::members(language, dossier),
            is_unconfirmed: told::is_unconfirmed(case),
        }
    }
}

impl Handling {
    pub fn of(shell: &Shell, names: &Names, dossier: &Dossier, case: &Case) -> Self {
        Self {
            judgement: parts::judgement(names, dossier, case),
            grade_story: Story::of(names, dossier, &["severity_assessed"]),
            nature_story: Story::of(names, dossier, &["nature_set", "case_received"]),
            duties: parts::duties(shell, &dossier.view.row.number, case),
            plans: plans::plans(shell, dossier, case),
            measures: parts::measures(names, dossier, case),
            shares: parts::shares(names, dossier),
            steps: parts::steps(shell.frame.language, &names.policies, dossier, case),
        }
    }
}
