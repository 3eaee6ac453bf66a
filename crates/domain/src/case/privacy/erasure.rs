//! Lawful erasure of words and personal data, and the restriction of what has to
//! stay. The events stay; what they referred to is gone, and an entry says when, by
//! whom and on what ground.

use crate::Seq;
use crate::case::clocks::running;
use crate::case::closing::settlement;
use crate::case::command::{Erasing, Restricting, Wrong};
use crate::case::draft::Draft;
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
pub(in crate::case) fn erase(draft: &mut Draft, asked: Erasing) -> Result<(), Rejection> {
    let Erasing { ground, booked, last_day, extracts, only, of_one, again } = asked;
    if draft.case().privacy.on_hold {
        return Err(Rejection::Privacy(PrivacyRejection::OnHold));
    }
    if ground == ErasureGround::RetentionEnded && !again {
        refuse_before_its_time(draft, only.is_none())?;
    }
    if let Some(one) = &of_one {
        must_be_one(draft, one.complainant)?;
    }
    let retention = draft.moment().policies.retention();
    let keeping = keeping::keeping(draft.case(), (booked, last_day), ground, draft.now(), retention);
    let is_meant = |body: &(Seq, i64)| {
        only.as_ref().is_none_or(|only| only.contains(&body.0))
            && of_one.as_ref().is_none_or(|one| one.bodies.contains(body))
    };
    let parted = part(draft, keeping.is_some(), &extracts, is_meant);
    let kept = keeping.map(|Keeping { until, ground }| Kept { until, ground, bodies: parted.kept });
    let kept = kept.filter(|kept| kept.bodies > 0);
    if parted.goes.is_empty() {
        return Err(kept.map_or(Rejection::NothingToChange, |kept| {
            Rejection::Privacy(PrivacyRejection::RetentionRuns { until: kept.until, ground: kept.ground })
        }));
    }
    let until = kept.as_ref().map(|kept| kept.until);
    let complainant = of_one.map(|OfOne { complainant, .. }| complainant);
    let had_to_answer = !draft.case().conversation.awaiting.is_empty();
    draft.push(ContentsErased { ground, complainant, bodies: parted.goes, kept, extracts: parted.extracts });
    if complainant.is_some() {
        go_on_without(draft, had_to_answer);
        return Ok(());
    }
    if draft.case().is_emptied() && draft.case().state().is_open() {
        // Nobody is left to whom anything could be promised.
        running::end(draft, |met_by| !met_by.outlives_the_case());
    }
    if until.is_some() && only.is_none() && is_asked_by_person(ground) && draft.case().privacy.restriction.is_none() {
        draft.push(ProcessingRestricted { ground: RestrictionGround::ErasureRefused, until, words: None });
    }
    Ok(())
}

fn must_be_one(draft: &Draft, complainant: i64) -> Result<(), Rejection> {
    let count = i64::try_from(draft.case().complainants.link_generations.len()).unwrap_or(i64::MAX);
    if (1..=count).contains(&complainant) {
        Ok(())
    } else {
        Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }))
    }
}

/// Nothing is promised any more to whose data went. What the others have all heard is
/// kept, what they have all agreed on is settled; where nobody is left, nothing runs.
fn go_on_without(draft: &mut Draft, had_to_answer: bool) {
    let (complainants, awaiting) = (&draft.case().complainants, &draft.case().conversation.awaiting);
    if complainants.members().is_empty() && complainants.guests.is_empty() {
        running::end(draft, |_| true);
        return;
    }
    if had_to_answer && awaiting.is_empty() {
        running::end(draft, |met_by| matches!(met_by, MetBy::Replied | MetBy::AfterwordAnswered));
    }
    if draft.case().state().is_open() {
        draft.meet_without();
        settlement::if_all_agree(draft, draft.now());
    }
}

/// The company's own time is over as its settings say; where they say nothing, a file
/// that was archived stays as long as was said then, and any other as long as the law
/// says at least. Of a case that is open it has not begun.
fn refuse_before_its_time(draft: &Draft, is_whole: bool) -> Result<(), Rejection> {
    let case = draft.case();
    let ended = case.standing.ended_at().filter(|_| !case.state().is_open());
    let ended = ended.or(is_whole.then_some(draft.now()));
    let set = ended.and_then(|ended| draft.moment().policies.retention().begins(ended));
    let least = ended.filter(|_| is_whole).map(|ended| ended + KEPT_FOR);
    match set.or(case.closing.keep_until).or(least) {
        Some(until) if draft.now() < until => {
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
fn part(draft: &Draft, keeps_proof: bool, extracts: &[Extract], is_meant: impl Fn(&(Seq, i64)) -> bool) -> Parted {
    let mut parted = Parted::default();
    for (entry, seq) in draft.case().entries.iter().zip(1 as Seq..) {
        for slot in entry.slots.iter().filter(|slot| is_meant(&(seq, **slot))) {
            let extract = extracts.iter().find(|extract| extract.of == (seq, *slot));
            let stays = keeps_proof && draft.case().proves(entry, *slot);
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
pub(in crate::case) fn restrict(draft: &mut Draft, restricting: Restricting) -> Result<(), Rejection> {
    let puts = matches!(restricting, Restricting::Put { .. });
    if draft.case().privacy.restriction.is_some() == puts {
        return Err(Rejection::NothingToChange);
    }
    match restricting {
        Restricting::Put { ground, until, words } => draft.push(ProcessingRestricted { ground, until, words }),
        Restricting::Lift { words } => draft.push(RestrictionLifted { words }),
        Restricting::See { words } => draft.push(RestrictedSeen { words }),
    }
    Ok(())
}

/// Erases what was wrong, once what is right is on record. Of what proves a transaction
/// only a part goes: the rest stands in its place.
pub(in crate::case) fn erase_wrong(draft: &mut Draft, wrong: Wrong) -> Result<(), Rejection> {
    let Wrong { bodies, extracts } = wrong;
    let case = draft.case();
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
    draft.push(ContentsErased { ground: ErasureGround::Corrected, complainant: None, bodies, kept: None, extracts });
    Ok(())
}

/// A copy of a person's data goes out, in every state of a case: also what is sealed,
/// merged or under restriction is theirs to know.
pub(in crate::case) fn give_data(draft: &mut Draft, given: PersonDataGiven) -> Result<(), Rejection> {
    let case = draft.case();
    match given.whose {
        PersonOfCase::Complainant(place) => must_be_one(draft, place)?,
        PersonOfCase::Representative(number) => {
            if !case.complainants.representatives.iter().any(|one| one.number == number) {
                let count = i64::try_from(case.complainants.representatives.len()).unwrap_or(i64::MAX);
                return Err(Rejection::Complainants(ComplainantRejection::NoSuchRepresentative { count }));
            }
        }
    }
    draft.push(given);
    Ok(())
}
