//! Triage by a person: subject, pressure, severity; and severity judged anew
//! whenever something that it rests on changes (journey §2).

use crate::case::command::{Judgement, OwnGrade, Triage};
use crate::case::decision::Decision;
use crate::case::event::{AssessmentCause, CaseTriaged, SeverityAssessed};
use crate::case::rejection::{Rejection, TriageRejection};
use crate::case::state::Case;
use crate::case::team::rules::follow_strategy;
use crate::case::triage::nature;
use crate::catalogue::Grade;
use crate::promises::{MetBy, Subject};
use crate::record::ContentRef;
use crate::triage::severity::{self, Circumstance, Indicators, Responsiveness};
use crate::triage::strategy::ImpactScope;

pub(in crate::case) fn triage(decision: &mut Decision, triage: Triage) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("triage"));
    }
    let Triage { subject, pressure, judgement, own_grade, reason } = triage;
    if subject.is_none() && pressure.is_none() && judgement.is_none() && own_grade.is_none() {
        return Err(Rejection::Triage(TriageRejection::NothingTold));
    }
    let before = decision.case().seq;
    if let Some(subject) = subject {
        let fact = CaseTriaged {
            category: subject.category,
            other_categories: subject.other_categories,
            handling_type: subject.handling_type,
            motives: subject.motives,
        };
        if decision.case().triage.decided.as_ref() != Some(&fact) {
            decision.push(fact);
        }
    }
    if let Some(pressure) = pressure {
        let alone = judgement.is_none() && own_grade.is_none() && decision.case().seq == before;
        match nature::set(decision, pressure, reason) {
            // With other parts told, a nature that stays is no mistake.
            Err(Rejection::NothingToChange) if !alone => {}
            other => other?,
        }
    }
    if judgement.is_some() || own_grade.is_some() {
        judge(decision, judgement, own_grade, reason)?;
    }
    if decision.case().seq == before { Err(Rejection::NothingToChange) } else { Ok(()) }
}

fn judge(
    decision: &mut Decision,
    judgement: Option<Judgement>,
    own_grade: Option<OwnGrade>,
    reason: ContentRef,
) -> Result<(), Rejection> {
    if decision.case().triage.decided.is_none() {
        return Err(Rejection::Triage(TriageRejection::CategoryMissing));
    }
    let before = decision.case().triage.severity.clone();
    let judged = match (judgement, &before) {
        (Some(j), _) => Judged {
            content: j.content,
            source: j.source.unwrap_or_else(|| severity::of_channel(decision.case().intake.channel)),
            circumstances: j.circumstances,
            reach: j.reach,
        },
        (None, Some(before)) => Judged::of(before),
        (None, None) => return Err(Rejection::Triage(TriageRejection::NotJudged)),
    };
    let own = match own_grade {
        Some(OwnGrade::Set(grade)) => Some(grade),
        Some(OwnGrade::Lift) => None,
        None => before.as_ref().and_then(|b| b.overridden),
    };
    // Whoever sets a grade sees the floor; only a later one raises it.
    let sees_floor = matches!(own_grade, Some(OwnGrade::Set(_)));
    let fact = assessed(decision, &judged, own, sees_floor, AssessmentCause::Triaged, Some(reason));
    if before.as_ref().is_some_and(|before| same(before, &fact)) {
        return Ok(());
    }
    decision.push(fact);
    decision.meet(&[MetBy::Graded]);
    follow_strategy(decision, before.as_ref());
    Ok(())
}

/// Judges anew where nature, speed or the company's way of grading say otherwise
/// than the last judgement.
pub(in crate::case) fn keep_up(decision: &mut Decision) {
    let case = decision.case();
    let Some(before) = case.triage.severity.clone().filter(|_| case.state().is_open()) else { return };
    let fact = assessed(decision, &Judged::of(&before), before.overridden, false, AssessmentCause::SpeedChanged, None);
    if same(&before, &fact) {
        return;
    }
    let why = if before.indicators.nature != fact.indicators.nature || before.floor != fact.floor {
        AssessmentCause::NatureChanged
    } else if before.indicators.speed != fact.indicators.speed {
        AssessmentCause::SpeedChanged
    } else {
        AssessmentCause::GradingChanged
    };
    decision.push(SeverityAssessed { cause: why, ..fact });
    follow_strategy(decision, Some(&before));
}

/// What a person judged, as far as it is not read from the case itself.
struct Judged {
    content: i64,
    source: i64,
    circumstances: Vec<Circumstance>,
    reach: ImpactScope,
}

impl Judged {
    fn of(before: &SeverityAssessed) -> Self {
        let Indicators { content, source, .. } = before.indicators;
        Self { content, source, circumstances: before.circumstances.clone(), reach: before.reach }
    }
}

fn assessed(
    decision: &Decision,
    judged: &Judged,
    overridden: Option<Grade>,
    sees_floor: bool,
    why: AssessmentCause,
    reason: Option<ContentRef>,
) -> SeverityAssessed {
    let (case, grading) = (decision.case(), decision.context().policies.grading());
    let indicators = Indicators {
        content: judged.content,
        source: judged.source,
        nature: severity::of_nature(case.triage.nature),
        speed: severity::of_pace(pace(case)),
    };
    let mut circumstances = judged.circumstances.clone();
    if case.triage.danger && !circumstances.contains(&Circumstance::DangerNotOver) {
        circumstances.push(Circumstance::DangerNotOver);
    }
    let assessment = severity::assess(&grading.scale, indicators, &circumstances);
    let before = case.triage.severity.as_ref();
    let floor_before = if sees_floor { assessment.floor } else { before.and_then(|b| b.floor) };
    let grade = severity::prevailing(&assessment, overridden, floor_before);
    // A grade that a floor has raised above a person's own stays raised.
    let raised = before.filter(|b| !sees_floor && overridden.is_some() && b.overridden == overridden);
    let grade = raised.map_or(grade, |b| grade.max(b.grade));
    let strategy = grading.strategies.of(grade, judged.reach);
    SeverityAssessed {
        cause: why,
        indicators,
        reach: judged.reach,
        circumstances: judged.circumstances.clone(),
        score: assessment.score,
        computed: assessment.computed,
        floor: assessment.floor,
        overridden,
        grade,
        strategy,
        duties: grading.duties.of(strategy).to_vec(),
        grading: grading.version,
        proved: before.is_none_or(|before| before.proved),
        reason,
    }
}

/// Whether two judgements say the same, whoever made them, why and by which
/// version.
fn same(one: &SeverityAssessed, other: &SeverityAssessed) -> bool {
    let plain = |s: &SeverityAssessed| SeverityAssessed {
        cause: AssessmentCause::Triaged,
        grading: 0,
        reason: None,
        ..s.clone()
    };
    plain(one) == plain(other)
}

fn pace(case: &Case) -> Responsiveness {
    // A supplier who is late makes the case no graver.
    let clocks = || case.clocks.iter().filter(|c| c.subject == Subject::Case).map(|c| &c.clock);
    Responsiveness {
        warned: clocks().any(|c| c.warned > 0),
        breaches: clocks().filter(|c| c.is_broken()).count(),
        second_contact: case.conversation.contacts > 0,
        reopened: case.closing.reopenings > 0,
    }
}
