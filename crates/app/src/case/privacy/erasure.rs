//! Erases what is kept of a case on a lawful ground; [`super::erase`] does it.

use super::erase::erase;
use crate::act::{Act, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use homeward_domain::catalogue::ErasureGround;

pub const ACT: Act = Act {
    name: "erasure",
    on: On::Case,
    about: "Removes words and personal data on a lawful ground. What proves a booking, a payment, a contract or a \
        remedy stays for its time, which the answer names, and the case is under restriction from then on; where \
        nothing may go, that is refused with the day. Of several who complain, one who asks has their own data and \
        words erased, and nobody else's; the case goes on, and is not under restriction. Needs `privacy:write`.",
    body: ("NewErasure", "A lawful ground."),
    scope: Scope::PrivacyWrite,
    menu: Some(Menu::Record.at(7)),
    concerns: |_| true,
    fields: &[
        must(
            "ground",
            Takes::One("erasure", ErasureGround::OF_CASES_SPELLED),
            "`person_request`, `consent_withdrawn`, `retention_ended` or `order`.",
        )
        .such_as("person_request"),
        may(
            "complainant",
            Takes::Member,
            "Whose data, from 1: told where several complain and a person asks (`person_request`, \
             `consent_withdrawn`); on the other grounds the whole case is erased.",
        )
        .such_as("2"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(erase(app, request, body, asked.fields))),
};
