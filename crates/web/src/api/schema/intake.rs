//! What a new case may say.

use utoipa::ToSchema;

/// Body of `POST /api/v1/cases`.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCase {
    /// `inquiry`, `change`, `feedback`, `praise`, `complaint` or `emergency`.
    #[schema(example = "complaint")]
    kind: String,
    /// The way in.
    #[schema(example = "phone")]
    channel: String,
    /// Who complains.
    complainant: NewComplainant,
    /// The others of a group complaint, each with a demand of their own; 500 at most.
    co_complainants: Option<Vec<NewCoComplainant>>,
    /// What happened, in the words as they came; 100,000 characters at most.
    #[schema(example = "导游强制购物,不买就不让上车,要求退还购物款。")]
    text: String,
    /// What the complainant wants.
    #[schema(example = "全额退款")]
    desired_outcome: Option<String>,
    /// When it happened.
    #[schema(example = "2026-11-20T15:00:00+08:00")]
    occurred_at: Option<String>,
    /// When it reached the company, if not now; never in the future.
    received_at: Option<String>,
    /// Number of the booking.
    booking_reference: Option<String>,
    /// Category `main.sub`.
    #[schema(example = "rights.forced_shopping")]
    category: Option<String>,
    /// `general`, `major` or `urgent`.
    nature: Option<String>,
    /// Whether a person is in danger.
    danger: Option<bool>,
    /// Whether the guest is in the house now; a hotel then counts in minutes.
    in_house: Option<bool>,
    /// The unit that it is brought to, by its reference.
    unit: Option<String>,
    /// One of the everyday types of a profile, as `agency.forced_shopping`, in place of a category.
    #[schema(example = "agency.forced_shopping")]
    everyday_type: Option<String>,
    /// The sender's own reference, unique per token.
    external_reference: Option<String>,
    /// Where it happened.
    place: Option<String>,
    /// Who was involved.
    persons_involved: Option<String>,
    /// Where the traveller is, as a zone of the IANA list: there nobody is rung up at
    /// night, and their page shows times in it. It counts until their trip begins or ends.
    #[schema(example = "Europe/Lisbon")]
    zone: Option<String>,
}

/// Who complains. `anonymous: true` may stand in place of everything else.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewComplainant {
    /// Full name; required unless anonymous.
    #[schema(example = "王芳")]
    name: Option<String>,
    /// Telephone number.
    #[schema(example = "13800000000")]
    phone: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Language to be spoken to in, `zh` where it is not told.
    #[schema(example = "zh")]
    language: Option<String>,
    /// No name and no way of contact; answered by the private link alone.
    anonymous: Option<bool>,
    /// `traveller`, `overseas_operator`, `domestic_operator` or `corporate_customer`.
    r#type: Option<String>,
    /// Where a document or the law needs it.
    gender: Option<String>,
    /// In years.
    age: Option<i64>,
    /// Nationality.
    nationality: Option<String>,
    /// Occupation.
    occupation: Option<String>,
    /// Company.
    company: Option<String>,
    /// Postal address.
    address: Option<String>,
}

/// One more of a group complaint: the fields of a complainant, and a demand.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCoComplainant {
    #[schema(inline)]
    #[serde(flatten)]
    complainant: NewComplainant,
    /// What this one wants.
    #[schema(example = "退还自费项目费用")]
    desired_outcome: Option<String>,
}
