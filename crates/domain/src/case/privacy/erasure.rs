//! Lawful erasure of words and personal data, and the restriction of what has to
//! stay. The events stay; what they referred to is gone, and an entry says when, by
//! whom and on what ground.

use crate::Seq;
use crate::case::clocks::running;
use crate::case::closing::settlement;
use crate::case::command::{Erasing, Restricting, Wrong};
use crate::case::decision::Decision;
use crate::case::event::{
    ContentsErased, Extract, Kept, PersonDataGiven, PersonOfCase, ProcessingRestricted, RestrictedSeen,
    RestrictionLifted,
};
use crate::case::privacy::keeping::{self, Keeping};
use crate::case::privacy::of_one::OfOne;
use crate::case::rejection::{ComplainantRejection, PrivacyRejection, Rejection};
use crate::catalogue::{ErasureGround, KeptGround, RestrictionGround};
use crate::promises::MetBy;
use crate::retention::KEPT_FOR;

/// Erases what may go. What must stay to prove a transaction is cut down to that,
/// and is under restriction from then on where a person asked; of one of several who
/// complain only that much stays, and the case of the others goes on in the open.
pub(in crate::case) fn erase(decision: &mut Decision, asked: Erasing) -> Result<(), Rejection> {
    let Erasing { ground, booked, last_day, extracts, only, of_one, again } = asked;
    if decision.case().privacy.on_hold {
        return Err(Rejection::Privacy(PrivacyRejection::OnHold));
    }
    if ground == ErasureGround::RetentionEnded && !again {
        refuse_before_its_time(decision, only.is_none())?;
    }
    if let Some(one) = &of_one {
        must_be_one(decision, one.complainant)?;
    }
    let retention = decision.context().policies.retention();
    let keeping = keeping::keeping(decision.case(), (booked, last_day), ground, decision.now(), retention);
    let is_meant = |body: &(Seq, i64)| {
        only.as_ref().is_none_or(|only| only.contains(&body.0))
            && of_one.as_ref().is_none_or(|one| one.bodies.contains(body))
    };
    let parted = part(decision, keeping.is_some(), &extracts, is_meant);
    let kept = keeping.map(|Keeping { until, ground }| Kept { until, ground, bodies: parted.kept });
    let kept = kept.filter(|kept| kept.bodies > 0);
    if parted.goes.is_empty() {
        return Err(kept.map_or(Rejection::NothingToChange, |kept| {
            Rejection::Privacy(PrivacyRejection::RetentionRuns { until: kept.until, ground: kept.ground })
        }));
    }
    let until = kept.as_ref().map(|kept| kept.until);
    let complainant = of_one.map(|OfOne { complainant, .. }| complainant);
    let had_to_answer = !decision.case().conversation.awaiting.is_empty();
    decision.push(ContentsErased { ground, complainant, bodies: parted.goes, kept, extracts: parted.extracts });
    if complainant.is_some() {
        go_on_without(decision, had_to_answer);
        return Ok(());
    }
    if decision.case().is_emptied() && decision.case().state().is_open() {
        // Nobody is left to whom anything could be promised.
        running::end(decision, |met_by| !met_by.outlives_the_case());
    }
    if until.is_some() && only.is_none() && is_asked_by_person(ground) && decision.case().privacy.restriction.is_none()
    {
        decision.push(ProcessingRestricted { ground: RestrictionGround::ErasureRefused, until, words: None });
    }
    Ok(())
}

fn must_be_one(decision: &Decision, complainant: i64) -> Result<(), Rejection> {
    let count = i64::try_from(decision.case().complainants.link_generations.len()).unwrap_or(i64::MAX);
    if (1..=count).contains(&complainant) {
        Ok(())
    } else {
        Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }))
    }
}

/// Nothing is promised any more to whose data went. What the others have all heard is
/// kept, what they have all agreed on is settled; where nobody is left, nothing runs.
fn go_on_without(decision: &mut Decision, had_to_answer: bool) {
    let (complainants, awaiting) = (&decision.case().complainants, &decision.case().conversation.awaiting);
    if complainants.members().is_empty() && complainants.guests.is_empty() {
        running::end(decision, |_| true);
        return;
    }
    if had_to_answer && awaiting.is_empty() {
        running::end(decision, |met_by| matches!(met_by, MetBy::Replied | MetBy::AfterwordAnswered));
    }
    if decision.case().state().is_open() {
        decision.meet_without();
        settlement::if_all_agree(decision, decision.now());
    }
}

/// The company's own time is over as its settings say; where they say nothing, a file
/// that was archived stays as long as was said then, and any other as long as the law
/// says at least. Of a case that is open it has not begun.
fn refuse_before_its_time(decision: &Decision, is_whole: bool) -> Result<(), Rejection> {
    let case = decision.case();
    let ended = case.status.ended_at().filter(|_| !case.state().is_open());
    let ended = ended.or(is_whole.then_some(decision.now()));
    let set = ended.and_then(|ended| decision.context().policies.retention().begins(ended));
    let least = ended.filter(|_| is_whole).map(|ended| ended + KEPT_FOR);
    match set.or(case.closing.keep_until).or(least) {
        Some(until) if decision.now() < until => {
            Err(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground: KeptGround::RetentionPeriod }))
        }
        _ => Ok(()),
    }
}

/// Whether a person wants it, who is put under restriction where it is refused.
pub const fn is_asked_by_person(ground: ErasureGround) -> bool {
    matches!(ground, ErasureGround::PersonRequest | ErasureGround::ConsentWithdrawn)
}

#[derive(Default)]
struct Parted {
    goes: Vec<(Seq, i64)>,
    kept: i64,
    extracts: Vec<Extract>,
}

/// The bodies that are left: those that go, and how many stay, some as an extract.
fn part(
    decision: &Decision,
    keeps_proof: bool,
    extracts: &[Extract],
    is_meant: impl Fn(&(Seq, i64)) -> bool,
) -> Parted {
    let mut parted = Parted::default();
    for (entry, seq) in decision.case().entries.iter().zip(1 as Seq..) {
        for slot in entry.slots.iter().filter(|slot| is_meant(&(seq, **slot))) {
            let extract = extracts.iter().find(|extract| extract.of == (seq, *slot));
            let stays = keeps_proof && decision.case().proves(entry, *slot);
            parted.kept += i64::from(stays);
            if !stays || extract.is_some() {
                parted.goes.push((seq, *slot));
            }
            parted.extracts.extend(extract.filter(|_| stays).cloned());
        }
    }
    parted
}

/// Puts the case under restriction, lifts it, or opens it to somebody who must see it.
pub(in crate::case) fn restrict(decision: &mut Decision, restricting: Restricting) -> Result<(), Rejection> {
    let puts = matches!(restricting, Restricting::Put { .. });
    if decision.case().privacy.restriction.is_some() == puts {
        return Err(Rejection::NothingToChange);
    }
    match restricting {
        Restricting::Put { ground, until, words } => decision.push(ProcessingRestricted { ground, until, words }),
        Restricting::Lift { words } => decision.push(RestrictionLifted { words }),
        Restricting::See { words } => decision.push(RestrictedSeen { words }),
    }
    Ok(())
}

/// Erases what was wrong, once what is right is on record. Of what proves a transaction
/// only a part goes: the rest stands in its place.
pub(in crate::case) fn erase_wrong(decision: &mut Decision, wrong: Wrong) -> Result<(), Rejection> {
    let Wrong { bodies, extracts } = wrong;
    let case = decision.case();
    if case.privacy.on_hold {
        return Err(Rejection::Privacy(PrivacyRejection::OnHold));
    }
    let is_left = |(seq, slot): &(Seq, i64)| case.entry(*seq).is_some_and(|entry| entry.slots.contains(slot));
    if bodies.is_empty() || !bodies.iter().all(is_left) {
        return Err(Rejection::NothingToChange);
    }
    let proves = |(seq, slot): &(Seq, i64)| case.entry(*seq).is_some_and(|entry| case.proves(entry, *slot));
    if bodies.iter().any(|body| proves(body) && !extracts.iter().any(|extract| extract.of == *body)) {
        return Err(Rejection::Privacy(PrivacyRejection::EntryProves));
    }
    decision.push(ContentsErased { ground: ErasureGround::Corrected, complainant: None, bodies, kept: None, extracts });
    Ok(())
}

/// A copy of a person's data goes out, in every state of a case: also what is sealed,
/// merged or under restriction is theirs to know.
pub(in crate::case) fn give_data(decision: &mut Decision, given: PersonDataGiven) -> Result<(), Rejection> {
    let case = decision.case();
    match given.whose {
        PersonOfCase::Complainant(place) => must_be_one(decision, place)?,
        PersonOfCase::Representative(number) => {
            if !case.complainants.representatives.iter().any(|one| one.number == number) {
                let count = i64::try_from(case.complainants.representatives.len()).unwrap_or(i64::MAX);
                return Err(Rejection::Complainants(ComplainantRejection::NoSuchRepresentative { count }));
            }
        }
    }
    decision.push(given);
    Ok(())
}
