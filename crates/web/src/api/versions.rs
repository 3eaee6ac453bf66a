//! Settings of which there is one, kept in versions: what is in force, a look at the
//! effect of a change, the change. All alike, by what each setting says of itself.

use super::body::Json;
use super::caller::{Anyone, if_match, made, versioned};
use super::operation::{answers, if_match as version_read, operation, route, sends, type_of};
use super::problem::Failed;
use super::schema::settings::JobBody;
use crate::fields::{Types, object};
use crate::state::Web;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing;
use homeward_app::Scope;
use homeward_app::field::{Field, Takes, must};
use homeward_app::settings::{self, Changed, Preview, Setting};
use serde_json::{Map, Value, json};
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{HttpMethod, Ref};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// Under which they stand in the description.
const TAG: &str = "settings";
/// The number of a version, as its answer has it.
const VERSION: Field = must("version", Takes::Whole(0, i64::MAX), "Its version, from 1; 0 where nothing was set.");

/// Every setting of which there is one, with its routes and their description.
pub fn all() -> OpenApiRouter<Web> {
    settings::ALL.into_iter().map(of_setting).fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

fn of_setting(setting: &'static Setting) -> OpenApiRouter<Web> {
    let path = format!("/api/v1/{}", setting.name);
    let routes = OpenApiRouter::new()
        .routes(in_force(setting, &path))
        .routes(its_versions(setting, &format!("{path}/versions")));
    match &setting.preview {
        Some(preview) => routes.routes(its_effect(setting, preview, &format!("{path}/preview"))),
        None => routes,
    }
}

fn in_force(setting: &'static Setting, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let answer = answer_of(setting, &mut types);
    let read = operation(format!("read_{}", setting.name), TAG, setting.about.read).responses(answers(
        200,
        answer,
        true,
        &[401, 403],
    ));
    let serves = routing::get(async move |State(web): State<Web>, caller: Anyone| {
        let language = caller.allow(Scope::SettingsRead)?;
        let now = settings::current(&web.app, setting).await.map_err(|error| Failed(language, error))?;
        Ok::<_, Failed>(versioned(StatusCode::OK, settings::version(&now), settings::shown(setting, &now)))
    });
    route(path, vec![(HttpMethod::Get, read.build())], types, serves)
}

fn its_effect(setting: &'static Setting, preview: &'static Preview, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let counts = named(&mut types, format!("{}Preview", setting.type_name), counts_of(setting, preview));
    let operation = operation(format!("preview_{}", setting.name), TAG, setting.about.preview)
        .request_body(Some(sends(body_of(setting, &mut types), must_be_sent(setting))))
        .responses(answers(200, counts, false, &[400, 401, 403, 409, 413, 422]));
    let serves = routing::post(async move |State(web): State<Web>, caller: Anyone, body: Json| {
        let language = caller.allow_setting()?;
        let counted =
            settings::preview(&web.app, setting, &body.value).await.map_err(|error| Failed(language, error))?;
        let names = preview.counts.iter().map(|(name, _)| (*name).to_owned());
        Ok::<_, Failed>(axum::Json(names.zip(counted.into_iter().map(Value::from)).collect::<Map<_, _>>()))
    });
    route(path, vec![(HttpMethod::Post, operation.build())], types, serves)
}

fn its_versions(setting: &'static Setting, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let answer = answer_of(setting, &mut types);
    let answer = if setting.is_followed { changed_of(setting, answer, &mut types) } else { answer };
    let change = operation(format!("change_{}", setting.name), TAG, setting.about.change)
        .parameter(version_read())
        .request_body(Some(sends(body_of(setting, &mut types), must_be_sent(setting))))
        .responses(answers(201, answer, true, &[400, 401, 403, 409, 412, 413, 422, 503]));
    let serves = routing::post(async move |State(web): State<Web>, caller: Anyone, headers: HeaderMap, body: Json| {
        change_it(&web, &caller, setting, &headers, &body.value).await
    });
    route(path, vec![(HttpMethod::Post, change.build())], types, serves)
}

async fn change_it(
    web: &Web,
    caller: &Anyone,
    setting: &'static Setting,
    headers: &HeaderMap,
    body: &Value,
) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let failed = |error| Failed(language, error);
    let read = if_match(headers).map_err(failed)?;
    let Changed { new, job } = settings::change(&web.app, &caller.0, setting, body, read).await.map_err(failed)?;
    let shown = Value::Object(settings::shown(setting, &new));
    let answer = match job {
        Some(job) => json!({ setting.name: shown, "job": JobBody::from(&job) }),
        None => shown,
    };
    Ok(made(settings::version(&new), answer))
}

/// Whether there is a field that a body must have; one without any may be left out.
fn must_be_sent(setting: &Setting) -> bool {
    setting.fields.iter().any(|field| field.required)
}

fn named(types: &mut Types, name: String, object: Object) -> Ref {
    let reference = Ref::from_schema_name(&name);
    types.push((name, object.into()));
    reference
}

/// The type of a body that is sent.
fn body_of(setting: &Setting, types: &mut Types) -> Ref {
    let about = format!("{} As it is sent, whole.", setting.about.read);
    let body = object(&about, setting.fields, types);
    named(types, format!("New{}", setting.type_name), body)
}

/// The type of a version.
fn answer_of(setting: &Setting, types: &mut Types) -> Ref {
    let fields: Vec<Field> = [VERSION].iter().chain(setting.fields).chain(setting.besides).copied().collect();
    let answer = object(setting.about.read, &fields, types);
    named(types, format!("{}Body", setting.type_name), answer)
}

/// The type of a version with the job that brings open cases along.
fn changed_of(setting: &Setting, answer: Ref, types: &mut Types) -> Ref {
    let job = type_of::<JobBody>(types);
    let changed = ObjectBuilder::new()
        .description(Some("The new version, and the job that brings open cases along."))
        .property(setting.name, answer)
        .property("job", job)
        .required(setting.name)
        .required("job");
    named(types, format!("Changed{}", setting.type_name), changed.build())
}

fn counts_of(setting: &Setting, preview: &Preview) -> Object {
    let count = |about: &str| {
        let whole = ObjectBuilder::new().schema_type(Type::Integer);
        whole.format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64))).description(Some(about))
    };
    let all = ObjectBuilder::new().description(Some(setting.about.preview));
    preview.counts.iter().fold(all, |all, (name, about)| all.property(*name, count(about)).required(*name)).build()
}
