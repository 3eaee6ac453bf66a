//! Puts a case under restriction, or lifts it: it is kept, and shown to nobody but
//! who must. The journal of erasures carries both into restored backups.

use crate::act::{Act, Done, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::field::{Field, Takes, must};
use crate::ground::form;
use crate::ground::request::{Repeat, Request};
use crate::ground::words::Sealer;
use crate::privacy::journal::{self, Deed};
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::CaseId;
use homeward_domain::case::command::{PrivacyCommand, Restricting};
use homeward_domain::case::{Case, Command};
use homeward_domain::catalogue::RestrictionGround;
use serde_json::Value;

pub const RESTRICT: Act = Act {
    name: "restriction",
    on: On::Case,
    about: "Puts the case under restriction: it is kept, stands in no list and no search, and is shown to nobody but \
        who must. Needs `privacy:write`.",
    body: ("NewRestriction", "A ground, and what was asked."),
    scope: Scope::PrivacyWrite,
    menu: Some(Menu::Record.at(5)),
    concerns: |case| case.privacy.restriction.is_none(),
    fields: &[
        must(
            "ground",
            Takes::One("restriction", RestrictionGround::SPELLINGS),
            "`person_request`, `accuracy_contested`, `erasure_refused` or `order`.",
        )
        .such_as("accuracy_contested"),
        must("text", Takes::Words, "What was asked and why.").such_as("客人称登记的手机号不是本人的，核实前暂停使用。"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(restrict(app, request, body, asked.fields))),
};

pub const LIFT: Act = Act {
    name: "restriction_release",
    on: On::Case,
    about: "Lifts the restriction. Needs `privacy:write`.",
    body: ("NewRestrictionRelease", "Why it is lifted."),
    scope: Scope::PrivacyWrite,
    menu: Some(Menu::Record.at(6)),
    concerns: |case| case.privacy.restriction.is_some(),
    fields: &[must("text", Takes::Words, "Why.").such_as("手机号已更正，客人确认。")],
    run: Run::Whole(|app, request, body, asked| Box::pin(lift_restriction(app, request, body, asked.fields))),
};

/// Body: `ground`; `text`, what was asked and why.
pub async fn restrict(app: &App, request: Request, body: &Value, declared: &[Field]) -> Done {
    let mut sealer = Sealer::default();
    let (ground, words) = form::read_as(body, declared, |fields| {
        let ground = fields.spelled("ground", RestrictionGround::parse, RestrictionGround::SPELLINGS);
        let ground = fields.required("ground", ground);
        let text = fields.required("text", fields.long_text("text"));
        Some((ground?, sealer.seal(text?)))
    })?;
    let (case, before) = behind(app, &request).await?;
    let deed = before.privacy.restriction.is_none().then_some(Deed::Restricted(case, ground, None));
    let command =
        Command::Privacy(PrivacyCommand::Restriction(Restricting::Put { ground, until: None, words: Some(words) }));
    noted(app, request, Order::new(command, sealer.into_contents()), deed).await
}

/// Body: `text`, why.
pub async fn lift_restriction(app: &App, request: Request, body: &Value, declared: &[Field]) -> Done {
    let mut sealer = Sealer::default();
    let words = form::read_as(body, declared, |fields| {
        let text = fields.required("text", fields.long_text("text"));
        Some(sealer.seal(text?))
    })?;
    let (case, before) = behind(app, &request).await?;
    let deed = before.privacy.restriction.is_some().then_some(Deed::Lifted(case));
    let command = Command::Privacy(PrivacyCommand::Restriction(Restricting::Lift { words: Some(words) }));
    noted(app, request, Order::new(command, sealer.into_contents()), deed).await
}

async fn behind(app: &App, request: &Request) -> Result<(CaseId, Case), AppError> {
    let seen = crate::read::behind_restriction(app, &request.caller, request.number.clone()).await?;
    Ok((seen.view.row.case, seen.case().ok_or(AppError::NotFound)?))
}

/// Does what the journal notes before; what was not done is taken back.
async fn noted(app: &App, request: Request, order: Order, deed: Option<Deed>) -> Done {
    let journal = app.options().journal_path();
    if let Some(deed) = deed {
        journal::note(&journal, deed)?;
    }
    let done = execute::execute(app, request, order).await;
    let not_done = matches!(
        done,
        Ok((_, Repeat::Again))
            | Err(AppError::Stale(_) | AppError::NotFound | AppError::Rejected(_) | AppError::KeyReused)
    );
    if let Some(deed) = deed.filter(|_| not_done) {
        journal::take_back(&journal, deed)?;
    }
    done
}
