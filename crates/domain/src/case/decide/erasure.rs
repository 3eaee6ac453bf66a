//! Lawful erasure of words and personal data. The events stay; what they
//! referred to is gone, and this entry says when, by whom and on what ground.

use super::draft::Draft;
use crate::Seq;
use crate::case::event::ContentsErased;
use crate::case::rejection::Rejection;
use crate::catalogue::ErasureGround;

pub(super) fn erase(draft: &mut Draft, ground: ErasureGround) -> Result<(), Rejection> {
    if draft.case().on_hold {
        return Err(Rejection::OnHold);
    }
    match draft.case().keep_until {
        Some(until) if ground == ErasureGround::RetentionEnded && draft.now() < until => {
            return Err(Rejection::RetentionRuns { until });
        }
        _ => {}
    }
    let entries = draft.case().entries.iter().zip(1 as Seq..);
    let left = entries.filter(|(entry, _)| !entry.erased);
    let bodies: Vec<_> = left.flat_map(|(entry, seq)| entry.slots.iter().map(move |slot| (seq, *slot))).collect();
    if bodies.is_empty() {
        return Err(Rejection::NothingToChange);
    }
    draft.push(ContentsErased { ground, bodies });
    Ok(())
}
