//! The closed lists of what a record holds of a matter, and of who may act for a
//! complainant (journey §1).

use super::spelled;
use serde::{Deserialize, Serialize};

spelled! {
    /// What the record of a matter holds besides the words as they came. Each is
    /// filled, or said not to be given (S3, chapter 4: fill every item).
    Item {
        /// Who complains.
        Name = "name",
        /// A telephone number or an address.
        Contact = "contact",
        /// What they want.
        DesiredOutcome = "desired_outcome",
        /// The booking.
        BookingReference = "booking_reference",
        /// When it happened.
        OccurredAt = "occurred_at",
        /// Where it happened.
        Place = "place",
        /// Who was involved.
        PersonsInvolved = "persons_involved",
        /// Gender of the complainant.
        Gender = "gender",
        /// Their age.
        Age = "age",
        /// Their nationality.
        Nationality = "nationality",
        /// Their occupation.
        Occupation = "occupation",
        /// Their company.
        Company = "company",
        /// Their postal address.
        Address = "address",
    }
}

spelled! {
    /// What a case needs before it is closed: the first three a complaint, the others
    /// each the kind whose answer it is.
    ClosingItem {
        /// Somebody who has it.
        Owner = "owner",
        /// What it is about.
        Category = "category",
        /// How grave it is.
        Grade = "grade",
        /// The solution, told to whoever asked.
        Solution = "solution",
        /// What we do about the feedback, told to whoever gave it.
        FeedbackAnswer = "feedback_answer",
        /// Thanks, and the praise passed on.
        PraisePassed = "praise_passed",
        /// Somebody who took the emergency.
        EmergencyTaken = "emergency_taken",
        /// The traveller in trouble, reached.
        EmergencyReached = "emergency_reached",
    }
}

spelled! {
    /// Why the file of a case need not be whole.
    Exemption {
        /// Its life was lived in another system.
        History = "history",
        /// It ended before the program asked for that.
        EndedBefore = "ended_before",
        /// What was in it is erased.
        Erased = "erased",
    }
}

spelled! {
    /// As what somebody acts for a complainant.
    RepresentativeRole {
        /// 代理人, by an authorisation 授权委托书.
        Agent = "agent",
        /// 监护人 of a minor.
        Guardian = "guardian",
    }
}
