//! Acts on what was told of the matter: more of it, and who acts for a
//! complainant (journey §1).

use super::prelude::*;
use crate::api::schema::{NewCoComplainant, NewPerson};
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Puts more of the matter on record than its intake did; what was told before stays.
    /// Of a case that is archived or merged, a lead (`extensions:write`) puts telephone
    /// number, e-mail and postal address right, and nothing else.
    additions, "/api/v1/cases/{number}/additions", NewAddition, Writer, acts::add_to_matter
);
act!(
    /// Says who acts for a complainant. Before they show their right to, nothing
    /// personal is told to them and nothing paid.
    representatives, "/api/v1/cases/{number}/representatives", NewRepresentative, Writer, acts::name_representative
);
act!(
    /// Says that somebody acts for a complainant no more. The private links of those for
    /// whom they acted open nothing from then on.
    representation_ends, "/api/v1/cases/{number}/representation_ends", NewRepresentationEnd, Writer,
    acts::end_representation
);

described! {
    /// What is told after the intake.
    NewAddition {
        /// What is told now; what is left out stays as it was.
        fields: Option<AddedFields>,
        /// Whom of a group `fields.complainant` and `fields.desired_outcome` are about,
        /// from 1; the representative where it is not told.
        #[schema(example = 1)]
        complainant: Option<i64>,
        /// Who joins those that complain, as long as nothing is settled.
        co_complainants: Option<Vec<NewCoComplainant>>,
        /// Items that were asked for and are not given: `name`, `contact`, `desired_outcome`,
        /// `booking_reference`, `occurred_at`, `place`, `persons_involved`, `gender`, `age`,
        /// `nationality`, `occupation`, `company`, `address`.
        #[schema(example = json!(["occupation"]))]
        not_given: Option<Vec<String>>,
        /// Whether what was told before of the fields of the person and the matter that are
        /// told now was wrong: it is erased, and the rest of those entries stays. Needs
        /// `privacy:write`.
        #[schema(example = false)]
        erases: Option<bool>,
    }
    /// The fields of an intake that can be told later.
    AddedFields {
        /// Of who complains, as far as it is told now.
        complainant: Option<NewPerson>,
        /// What they want.
        #[schema(example = "退还购物款 1,200 元")]
        desired_outcome: Option<String>,
        /// Number of the booking.
        booking_reference: Option<String>,
        /// When it happened.
        #[schema(example = "2026-11-20T15:00:00+08:00")]
        occurred_at: Option<String>,
        /// Where it happened.
        place: Option<String>,
        /// Who was involved.
        persons_involved: Option<String>,
        /// Where the traveller is, as a zone of the IANA list.
        #[schema(example = "Europe/Lisbon")]
        zone: Option<String>,
        /// More of what happened; the words of the intake stay.
        text: Option<String>,
    }
    /// Somebody who acts for a complainant.
    NewRepresentative {
        /// `agent` by an authorisation, or `guardian` of a minor. Needed of one who is named
        /// for the first time.
        #[schema(example = "agent")]
        role: Option<String>,
        /// Who; the name is required of one who is named for the first time.
        person: Option<NewPerson>,
        /// For whom of a group, from 1; the representative where it is not told.
        #[schema(example = 1)]
        complainant: Option<i64>,
        /// In place of it: for all of whom.
        complainants: Option<Vec<i64>>,
        /// What was shown of their right to act, and what it covers.
        #[schema(example = "授权委托书原件，2026-11-20 签署，可代为和解、代收款项")]
        authorisation: Option<String>,
        /// The number of the file of the case that shows it.
        file: Option<i64>,
        /// Where one that is named already is told anew, for instance because the
        /// authorisation was shown: its number. What is left out stays as it was told.
        representative: Option<i64>,
    }
    /// That somebody acts for a complainant no more.
    NewRepresentationEnd {
        /// Who, by their number in the case.
        #[schema(example = 1)]
        representative: i64,
        /// Why.
        #[schema(example = "客人书面撤销委托")]
        text: String,
        /// When it ended, where it was not now; not in the future.
        ended_at: Option<String>,
    }
}
