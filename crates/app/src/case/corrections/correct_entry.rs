//! Says what is right where an entry was wrong, or that what it says did not happen at
//! all. The entry stays, unless the wrong words are to be erased: a name or an illness of
//! somebody else, an answer in another case.

use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::case::privacy::erase_wrong;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may, must};
use crate::ground::form;
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use crate::model::dossier::Dossier;
use crate::model::replay;
use crate::model::view::ClockView;
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::Seq;
use homeward_domain::case::command::{Correcting, CorrectionCommand, Withdrawing};
use homeward_domain::case::{Case, Command, DecisionContext, Rejection, decide};
use serde_json::Value;

pub const ACT: Act = Act {
    name: "corrections",
    on: On::Case,
    about: "Says what is right where an entry was wrong; or withdraws it, where what it says did not happen: then it \
        proves nothing any more, and what rested on it is judged anew.",
    body: ("NewCorrection", "What is right."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Record.at(2)),
    concerns: |_| true,
    fields: &[
        must("entry", Takes::Whole(1, i64::MAX), "The place of the wrong entry."),
        must("does", Takes::Truths("correction", &["adds", "withdraws", "erases"]), ""),
        must("text", Takes::Words, "What is right, for colleagues."),
        may(
            "page_text",
            Takes::Words,
            "What the complainant reads of a withdrawal, in place of the words that were withdrawn; where it is not \
             told, they read that an entry was.",
        ),
        may(
            "withdraws",
            Takes::Truth,
            "Whether what the entry says did not happen: the call was not made, the letter not handed over, the \
             report was of another case, the answer never given. The entry stays on record and is struck, with the \
             settlement and the closing that rested on it: then the case is open again. Promises that it had kept \
             are open again, broken, or kept by what happened later. By the writer or a lead; of an ended case by a \
             lead; and where the company would look better by it, by a lead other than the writer.",
        )
        .such_as("false")
        .off_form(),
        may(
            "erases",
            Takes::Truth,
            "Whether the words, or the file, of the wrong entry are erased. Needs `privacy:write`; not of an entry \
             that proves a transaction.",
        )
        .such_as("false")
        .off_form(),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(correct_entry(app, request, body, asked))),
};

async fn correct_entry(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let mut sealer = Sealer::default();
    let by_lead = request.caller.may(Scope::ExtensionsWrite);
    let (correcting, erases) = form::read_as(body, asked.fields, |fields| {
        let corrects = fields.required("entry", fields.number("entry", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        let (erases, withdraws) = (fields.truth("erases"), fields.truth("withdraws"));
        let for_page = fields.long_text("page_text");
        if for_page.is_some() && !withdraws {
            return fields.fail(FieldError::new("page_text", "only_of_withdrawal"));
        }
        let words = sealer.seal(text?);
        let withdraws = withdraws.then(|| Withdrawing { for_page: for_page.map(|words| sealer.seal(words)), by_lead });
        Some((Correcting { corrects: corrects?, words, withdraws }, erases))
    })?;
    let corrects = correcting.corrects;
    let order = Order::new(Command::Corrections(CorrectionCommand::CorrectEntry(correcting)), sealer.into_contents());
    if erases {
        return erase_wrong::with(app, request, order, move |dossier| erase_wrong::of_entry(dossier, corrects)).await;
    }
    execute::execute(app, request, order).await
}

/// What the withdrawal of an entry would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// Clocks that would stand otherwise than they do.
    pub clocks: Vec<ClockView>,
    /// What else would follow.
    pub follows: Vec<Follows>,
}

/// What else follows from a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// The case, which has ended, is open again.
    Opens,
    /// The case, which was taken up, is closed again.
    Closes,
    /// What it was settled by falls.
    Unsettles,
    /// Words wait to be told that are taken for told now.
    Telling,
    /// That it presses rests on nothing, and is judged anew.
    Pressure,
    /// A letter that they have says of a limit what is not true.
    Letter,
}

/// What would follow if a caller withdrew an entry now; nothing is kept.
pub fn foresee_withdrawal(app: &App, caller: &Caller, dossier: &Dossier, entry: Seq) -> Result<Withdrawal, Rejection> {
    let before = dossier.case().ok_or(Rejection::NoSuchEntry(entry))?;
    let withdraws = Some(Withdrawing { for_page: None, by_lead: caller.may(Scope::ExtensionsWrite) });
    let words = Sealer::default().seal(String::new());
    let command =
        Command::Corrections(CorrectionCommand::CorrectEntry(Correcting { corrects: entry, words, withdraws }));
    let (now, policies) = (app.clock().now().max(before.updated_at), app.policies());
    let moment = DecisionContext { now, actor: caller.actor, policies: &policies };
    let new = decide(&before, command, &moment)?;
    let place = |(seq, new)| replay::placed(seq, caller.actor, now, new);
    let after = (before.seq + 1..).zip(new).map(place).fold(before.clone(), |case, event| case.apply(&event));
    Ok(Withdrawal { clocks: changed(&before, &after), follows: follows(&before, &after) })
}

/// Clocks that stand otherwise after than before; of those that have ended, which counted
/// before.
fn changed(before: &Case, after: &Case) -> Vec<ClockView> {
    let views = |case: &Case| case.clocks.iter().map(ClockView::from).collect::<Vec<_>>();
    let known = views(before);
    let counted = |clock: &ClockView| {
        let same = |known: &&ClockView| (&known.promise, known.run) == (&clock.promise, clock.run);
        known.iter().find(same).is_some_and(|known| known.state != "ended")
    };
    let is_told = |clock: &ClockView| !known.contains(clock) && (clock.state != "ended" || counted(clock));
    views(after).into_iter().filter(is_told).collect()
}

fn follows(before: &Case, after: &Case) -> Vec<Follows> {
    let (was_open, is_open) = (before.state().is_open(), after.state().is_open());
    let waiting = |case: &Case| case.conversation.tellings.waiting().count();
    let all = [
        (Follows::Opens, !was_open && is_open),
        (Follows::Closes, was_open && !is_open),
        (Follows::Unsettles, before.closing.settled.is_some() && after.closing.settled.is_none()),
        (Follows::Telling, waiting(before) < waiting(after)),
        (Follows::Pressure, !before.presses_by_nothing() && after.presses_by_nothing()),
        (Follows::Letter, before.untrue_letter().is_none() && after.untrue_letter().is_some()),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(follows, _)| follows).collect()
}
