//! Where the shares of responsibility start: from who contracted each item
//! with the traveller. A lead can change it (S4 ch. 5, journey §6).

use crate::catalogue::{ShareParty, spelled};
use serde::{Deserialize, Serialize};

spelled! {
    /// Who contracted an item with the traveller.
    Contracting {
        /// We did, for what we deliver ourselves.
        Own = "own",
        /// A merchant did, on our platform.
        Merchant = "merchant",
        /// A supplier did, we being their agent.
        Agent = "agent",
        /// We did as organiser (组团社), who answers for those it engages (Tourism Law 71).
        Organiser = "organiser",
        /// A local operator (地接社) whom the organiser engaged; towards the traveller the organiser answers.
        LocalOperator = "local_operator",
        /// A public carrier, who answers itself while we help with the claim (Tourism Law 71).
        PublicCarrier = "public_carrier",
    }
}

impl Contracting {
    /// Who answers to the traveller for such an item.
    pub const fn answers(self) -> ShareParty {
        match self {
            Self::Own | Self::Organiser | Self::LocalOperator => ShareParty::Company,
            Self::Merchant | Self::Agent => ShareParty::Supplier,
            Self::PublicCarrier => ShareParty::ThirdParty,
        }
    }
}

/// Equal parts for each item, in whole percent that add to 100; what does not
/// divide goes to the party with most items. Nothing where there is no item.
pub fn start(items: &[Contracting]) -> Vec<(ShareParty, i64)> {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let of = |party: ShareParty| {
        let count = items.iter().filter(|item| item.answers() == party).count();
        (party, i64::try_from(count).unwrap_or(i64::MAX))
    };
    let mut counts: Vec<(ShareParty, i64)> =
        ShareParty::ALL.iter().map(|party| of(*party)).filter(|(_, count)| *count > 0).collect();
    counts.sort_by_key(|(_, count)| -count);
    let mut shares: Vec<(ShareParty, i64)> =
        counts.into_iter().map(|(party, count)| (party, count * 100 / total)).collect();
    let left = 100 - shares.iter().map(|(_, percent)| percent).sum::<i64>();
    if let Some((_, first)) = shares.first_mut() {
        *first += left;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use ShareParty::{Company, Supplier, ThirdParty};

    #[test]
    fn the_start_follows_who_contracted_what() {
        for (items, shares) in [
            (vec![], vec![]),
            (vec![Contracting::Organiser], vec![(Company, 100)]),
            (vec![Contracting::LocalOperator], vec![(Company, 100)]),
            (vec![Contracting::Merchant], vec![(Supplier, 100)]),
            (vec![Contracting::PublicCarrier, Contracting::Own], vec![(Company, 50), (ThirdParty, 50)]),
            (
                vec![Contracting::Organiser, Contracting::Agent, Contracting::PublicCarrier],
                vec![(Company, 34), (Supplier, 33), (ThirdParty, 33)],
            ),
        ] {
            assert_eq!(start(&items), shares, "{items:?}");
        }
    }

    #[test]
    fn shares_always_add_to_a_hundred() {
        for count in 1..40_usize {
            let items: Vec<Contracting> = (0..count).map(|n| Contracting::ALL[n * 7 % 6]).collect();
            assert_eq!(start(&items).iter().map(|(_, percent)| percent).sum::<i64>(), 100, "{count}");
        }
    }
}
