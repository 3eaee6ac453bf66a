//! How the company grades: weights, scores, strategies and what they ask for;
//! a look at the effect on open cases, versions, the way back.

use super::super::editor::{About, Editor, version_read};
use super::super::visit::Visit;
use super::{Asked, Outcome, begins, history, outcome};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, must};
use crate::pages::frame::{PageError, page};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::grading::{self, Grading, Preview, SCORE_MAX, WEIGHTS_SUM};
use homeward_app::policies::Written;
use homeward_app::{FieldError, Scope};
use homeward_domain::triage::strategy::{Duty, Strategy};
use serde_json::{Map, Value, json};

const PAGE: &str = "/desk/settings/grading";
pub const FIELDS: &[Field] = &[
    must("weights.content", Takes::Whole(0, WEIGHTS_SUM)),
    must("weights.source", Takes::Whole(0, WEIGHTS_SUM)),
    must("weights.nature", Takes::Whole(0, WEIGHTS_SUM)),
    must("weights.speed", Takes::Whole(0, WEIGHTS_SUM)),
    must("cut_offs.general", Takes::Whole(1, SCORE_MAX)),
    must("cut_offs.serious", Takes::Whole(1, SCORE_MAX)),
    must("cut_offs.grave", Takes::Whole(1, SCORE_MAX)),
    must("strategies.slight", Takes::One("strategy", Strategy::SPELLINGS)),
    must("strategies.general", Takes::One("strategy", Strategy::SPELLINGS)),
    must("strategies.general_beyond", Takes::One("strategy", Strategy::SPELLINGS)),
    must("strategies.serious", Takes::One("strategy", Strategy::SPELLINGS)),
    must("strategies.grave", Takes::One("strategy", Strategy::SPELLINGS)),
    must("duties.mild", Takes::Several("duty", Duty::SPELLINGS)),
    must("duties.moderate", Takes::Several("duty", Duty::SPELLINGS)),
    must("duties.severe", Takes::Several("duty", Duty::SPELLINGS)),
];

pub async fn one(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit).await?;
    let begins = begins(&visit, &versions, &asked)?;
    let typed = typed_of(begins);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let told = told(&typed);
    let app = visit.app();
    let look = grading::preview(app, &told);
    let change = grading::change(app, &visit.signed_in.caller, &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{PAGE}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = editor(&visit, &versions(&visit).await?, &typed, &[]).await?;
            shown.effect = Some(effect(&visit, preview));
            page(&shown)
        }
        Outcome::Refused(errors) => editor(&visit, &versions(&visit).await?, &typed, &errors).await?.answer(),
    }
}

/// The body of the form. A strategy without any tick asks for nothing.
fn told(typed: &Typed) -> Value {
    let mut told = body(FIELDS, typed);
    let Value::Object(map) = &mut told else { return told };
    for part in ["weights", "cut_offs", "strategies", "duties"] {
        map.entry(part).or_insert_with(|| Value::Object(Map::new()));
    }
    if let Some(Value::Object(duties)) = map.get_mut("duties") {
        for strategy in Strategy::SPELLINGS {
            duties.entry(*strategy).or_insert_with(|| json!([]));
        }
    }
    told
}

fn typed_of(grading: &Grading) -> Typed {
    let Ok(Value::Object(told)) = serde_json::to_value(grading) else { return Typed::new() };
    let parts = told.iter().filter_map(|(part, value)| Some((part, value.as_object()?)));
    let each = parts.flat_map(|(part, of)| of.iter().map(move |(name, value)| (format!("{part}.{name}"), value)));
    let typed = |(path, value): (String, &Value)| -> Typed {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match value {
            Value::Array(several) => several.iter().map(|one| (path.clone(), text(one))).collect(),
            one => vec![(path, text(one))],
        }
    };
    each.flat_map(typed).collect()
}

fn effect(visit: &Visit, preview: Preview) -> Vec<String> {
    if preview.cases == 0 {
        return vec![visit.say("effect-no-grades", &[])];
    }
    let line = |key: &str, count: i64| visit.say(key, &[("count", &count.to_string())]);
    vec![
        line("effect-graded", preview.cases),
        line("effect-graver", preview.graver),
        line("effect-slighter", preview.slighter),
        line("effect-handled-otherwise", preview.handled_otherwise),
    ]
}

async fn versions(visit: &Visit) -> Result<Vec<Written<Grading>>, PageError> {
    grading::versions(visit.app()).await.map_err(|error| visit.failed(error))
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Grading>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let about = About {
        form: "grading",
        back: PAGE,
        action: PAGE.to_owned(),
        title: visit.say("settings-grading", &[]),
        fields: FIELDS,
        is_new: false,
        writes: visit.may_set(),
    };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = versions.last().map(|written| written.version);
    shown.previews = true;
    let words = |written: &Written<Grading>| {
        let (weights, cut_offs) = (written.what.scale.weights, written.what.scale.cut_offs);
        let weights = [weights.content, weights.source, weights.nature, weights.speed].map(|one| one.to_string());
        let cut_offs = [cut_offs.general, cut_offs.serious, cut_offs.grave].map(|one| one.to_string());
        let told = [
            ("version", written.version.to_string()),
            ("weights", weights.join(" / ")),
            ("scores", cut_offs.join(" / ")),
        ];
        visit.say("settings-grading-version", &told.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    shown.history = history(visit, versions, PAGE, visit.may_set(), words).await?;
    Ok(shown)
}
