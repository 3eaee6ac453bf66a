//! Operations of the API that are made from a list: what serves them stands in one place
//! for all of a kind, and so does their description.

use crate::fields::Types;
use crate::state::Web;
use axum::routing::MethodRouter;
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, Paths};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{ResponseBuilder, Responses, ResponsesBuilder};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, Header, HttpMethod, Ref, RefOr, Required};
use utoipa_axum::router::UtoipaMethodRouter;

/// An operation by its id, with a sentence about it.
pub fn operation(id: impl Into<String>, tag: &str, summary: impl Into<String>) -> OperationBuilder {
    OperationBuilder::new().operation_id(Some(id)).tag(tag).summary(Some(summary))
}

/// The operations of a path with what serves them.
pub fn route(
    path: &str,
    operations: Vec<(HttpMethod, Operation)>,
    types: Types,
    serves: MethodRouter<Web>,
) -> UtoipaMethodRouter<Web> {
    let mut paths = Paths::new();
    for (method, operation) in operations {
        paths.add_path_operation(path, vec![method], operation);
    }
    (types, paths, serves)
}

/// The type of a body, which stands among the types of the description with all that it
/// holds inside.
pub fn type_of<T: ToSchema>(types: &mut Types) -> Ref {
    T::schemas(types);
    types.push((T::name().into_owned(), T::schema()));
    Ref::from_schema_name(T::name())
}

/// A body that is sent, or may be left out.
pub fn sends(body: Ref, must_be: bool) -> RequestBody {
    let or_nothing = |body: Ref| OneOfBuilder::new().item(body).item(ObjectBuilder::new().schema_type(Type::Null));
    let schema: RefOr<Schema> = if must_be { body.into() } else { or_nothing(body).into() };
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let required = must_be.then_some(Required::True);
    RequestBodyBuilder::new().content("application/json", content).required(required).build()
}

/// The answers of an operation: the one where it went well, with the version that was
/// read where there is one, and the mistakes.
pub fn answers(status: u16, body: Ref, has_version: bool, mistakes: &[u16]) -> Responses {
    let content = |body: Ref| ContentBuilder::new().schema(Some(body)).build();
    let well = ResponseBuilder::new().content("application/json", content(body));
    let tag = || Header::new(ObjectBuilder::new().schema_type(Type::String));
    let well = if has_version { well.header("ETag", tag()) } else { well };
    let all = ResponsesBuilder::new().response(status.to_string(), well);
    let mistake = || ResponseBuilder::new().content("application/json", content(Ref::from_schema_name("Problem")));
    mistakes.iter().fold(all, |all, status| all.response(status.to_string(), mistake())).build()
}

/// A place in a path.
pub fn place(name: &str) -> Parameter {
    parameter(name, ParameterIn::Path, text(), "").required(Required::True).build()
}

/// A parameter that may be asked by.
pub fn asked(name: &str, schema: impl Into<RefOr<Schema>>, about: &str) -> Parameter {
    parameter(name, ParameterIn::Query, schema, about).build()
}

/// The version that was read.
pub fn if_match() -> Parameter {
    let text = ObjectBuilder::new().schema_type(SchemaType::Array(vec![Type::String, Type::Null]));
    parameter("If-Match", ParameterIn::Header, text, "").build()
}

/// Text, as a parameter has it.
pub fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn parameter(name: &str, stands_in: ParameterIn, schema: impl Into<RefOr<Schema>>, about: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(stands_in)
        .required(Required::False)
        .schema(Some(schema))
        .description((!about.is_empty()).then_some(about))
}
