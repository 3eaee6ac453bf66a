//! Acts on a case: each a resource that is posted to, with its description, made from the
//! list of acts.

use super::body::Json;
use super::caller::{Anyone, request};
use super::cases::{answer, answer_of, answer_with_link};
use super::problem::{Failed, Problem};
use super::schema::keeping::ErasedCase;
use super::schema::{CaseBody, CaseWithLink};
use crate::fields::{self, Types};
use crate::state::Web;
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing;
use homeward_app::act::{Act, On, carry_out};
use homeward_app::view::CaseView;
use homeward_app::{App, AppError, Repeat, case};
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Required, ResponseBuilder, Responses, ResponsesBuilder, Schema};
use utoipa_axum::router::OpenApiRouter;

/// The private link of a complainant, which stands in the answer.
const FOLLOW_LINKS: &str = "follow_links";
/// What an erasure came to stands in the answer.
const ERASURE: &str = "erasure";

/// What an act is refused with.
const REFUSALS: [StatusCode; 9] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::PRECONDITION_FAILED,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::SERVICE_UNAVAILABLE,
];

/// The routes of all acts.
pub fn router() -> OpenApiRouter<Web> {
    case::acts().fold(OpenApiRouter::new(), |router, act| {
        let how = move |State(web): State<Web>, caller: Anyone, Path(place): Path<Place>, request: Request| {
            post(act, web, caller, place, request)
        };
        router.route(&path(act), routing::post(how))
    })
}

/// Which case, and which part of it.
#[derive(serde::Deserialize)]
struct Place {
    number: String,
    part: Option<String>,
}

async fn post(act: &Act, web: Web, caller: Anyone, place: Place, sent: Request) -> Result<Response, Failed> {
    // Whoever may not is told so before what they sent is read.
    let language = caller.allow(act.scope)?;
    let failed = |error| Failed(language, error);
    let headers = sent.headers().clone();
    let body = Json::from_request(sent, &web).await?;
    let part = place.part.as_deref().map(|part| part.parse::<i64>().map_err(|_| failed(AppError::NotFound)));
    let part = part.transpose()?;
    let resource = part.map_or_else(|| act.name.to_owned(), |part| format!("{}/{part}", act.name));
    let asked = request(caller.0, place.number, &resource, &headers, &body.bytes).map_err(failed)?;
    let (view, repeat) = carry_out(&web.app, act, asked, part.unwrap_or(1), &body.value).await.map_err(failed)?;
    answered(&web.app, act, &view, repeat).await.map_err(failed)
}

/// The case after the act, with what two of them tell besides.
async fn answered(app: &App, act: &Act, view: &CaseView, repeat: Repeat) -> Result<Response, AppError> {
    Ok(match act.name {
        FOLLOW_LINKS => answer_with_link(view, repeat, case::link_handed_out(app, view).await?.url),
        ERASURE => {
            let erased = case::erasure_until(app, view).await?;
            answer_of(StatusCode::CREATED, view, repeat, ErasedCase::new(view, erased))
        }
        _ => answer(StatusCode::CREATED, view, repeat),
    })
}

/// The type of the answer.
fn answer_type(act: &Act) -> Ref {
    Ref::from_schema_name(match act.name {
        FOLLOW_LINKS => CaseWithLink::name(),
        ERASURE => ErasedCase::name(),
        _ => CaseBody::name(),
    })
}

fn path(act: &Act) -> String {
    format!("/api/v1/cases/{{number}}/{}", act.path())
}

/// Puts every act into the description, with the types of what is sent and answered.
pub fn describe(description: &mut OpenApi) {
    let mut types = Types::new();
    answers::<CaseBody>(&mut types);
    answers::<CaseWithLink>(&mut types);
    answers::<ErasedCase>(&mut types);
    answers::<Problem>(&mut types);
    for act in case::acts() {
        let (name, about) = act.body;
        let body = fields::object(about, act.fields, &mut types);
        types.push((name.to_owned(), RefOr::T(Schema::Object(body))));
        description.paths.add_path_operation(path(act), vec![HttpMethod::Post], operation(act));
    }
    description.components.get_or_insert_default().schemas.extend(types);
}

/// A type of an answer, with those inside it.
fn answers<T: ToSchema>(types: &mut Types) {
    T::schemas(types);
    types.push((T::name().into_owned(), T::schema()));
}

fn operation(act: &Act) -> Operation {
    OperationBuilder::new()
        .tag("acts")
        .summary(Some(act.about))
        .operation_id(Some(operation_id(act)))
        .parameters(Some(parameters(act)))
        .request_body(Some(request_body(act)))
        .responses(responses(act))
        .build()
}

/// By which clients made from the description name their functions.
fn operation_id(act: &Act) -> String {
    match act.name {
        FOLLOW_LINKS => FOLLOW_LINKS.to_owned(),
        // What is got at the same address is its draft.
        "result_notice" => "post_give_result_notice".to_owned(),
        name => format!("post_{name}"),
    }
}

fn parameters(act: &Act) -> Vec<Parameter> {
    let in_path = |name: &str, kind: Type, format: Option<KnownFormat>| {
        let schema = ObjectBuilder::new().schema_type(kind).format(format.map(SchemaFormat::KnownFormat)).build();
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
        parameter.required(Required::True).schema(Some(schema)).build()
    };
    let header = |name: &str| {
        let schema = ObjectBuilder::new().schema_type(SchemaType::Array(vec![Type::String, Type::Null])).build();
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
        parameter.required(Required::False).schema(Some(schema)).build()
    };
    let mut all = vec![in_path("number", Type::String, None)];
    if matches!(act.on, On::Part { .. }) {
        all.push(in_path("part", Type::Integer, Some(KnownFormat::Int64)));
    }
    all.extend(["If-Match", "Idempotency-Key"].map(header));
    all
}

fn request_body(act: &Act) -> RequestBody {
    let content = Content::new(Some(Ref::from_schema_name(act.body.0)));
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn responses(act: &Act) -> Responses {
    let told = |of: Ref| ResponseBuilder::new().content("application/json", Content::new(Some(of))).build();
    let done = ResponsesBuilder::new().response(StatusCode::CREATED.as_str(), told(answer_type(act)));
    let refused = |all: ResponsesBuilder, status: StatusCode| {
        all.response(status.as_str(), told(Ref::from_schema_name(Problem::name())))
    };
    REFUSALS.into_iter().fold(done, refused).build()
}
