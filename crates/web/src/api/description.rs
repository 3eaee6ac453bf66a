//! What holds for every part of the description and is told once, here.

use axum::http::StatusCode;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayItems, KnownFormat, Object, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

/// Completes the description that the handlers gave.
pub fn complete(description: &mut OpenApi) {
    let items = description.paths.paths.values_mut();
    for operation in items.flat_map(|item| [&mut item.get, &mut item.post, &mut item.put]).flatten() {
        describe_answers(operation);
    }
    for (name, schema) in &mut description.components.get_or_insert_default().schemas {
        each_object(schema, &mut |object| describe_texts(object, is_sent(name)));
    }
}

/// A description for each answer, which clients made from the document need, and
/// `application/problem+json` (RFC 9457) for errors.
fn describe_answers(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let code = status.parse::<StatusCode>().unwrap_or_default();
        if response.description.is_empty() {
            code.canonical_reason().unwrap_or_default().clone_into(&mut response.description);
        }
        if code.as_u16() >= 400
            && let Some(body) = response.content.swap_remove("application/json")
        {
            response.content.insert("application/problem+json".into(), body);
        }
    }
}

/// Whether a type is what a sender tells us; their names begin so.
fn is_sent(name: &str) -> bool {
    name.starts_with("New")
}

/// Texts with the form that their names promise; none that is sent may be empty.
fn describe_texts(object: &mut Object, is_sent: bool) {
    for (name, property) in &mut object.properties {
        let RefOr::T(Schema::Object(text)) = property else { continue };
        if !is_text(&text.schema_type) {
            continue;
        }
        text.format = text.format.take().or_else(|| form(name).map(SchemaFormat::KnownFormat));
        if is_sent {
            text.min_length.get_or_insert(1);
        }
    }
}

fn is_text(kind: &SchemaType) -> bool {
    match kind {
        SchemaType::Type(kind) => *kind == Type::String,
        SchemaType::Array(kinds) => kinds.contains(&Type::String),
        SchemaType::AnyValue => false,
    }
}

/// Times and days are named alike throughout the API.
fn form(name: &str) -> Option<KnownFormat> {
    match name.rsplit('_').next()? {
        "at" | "until" => Some(KnownFormat::DateTime),
        "on" | "birthday" => Some(KnownFormat::Date),
        "email" => Some(KnownFormat::IdnEmail),
        _ => None,
    }
}

/// Goes through a schema and all that it holds inside.
fn each_object(schema: &mut RefOr<Schema>, then: &mut impl FnMut(&mut Object)) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            then(object);
            object.properties.values_mut().for_each(|property| each_object(property, then));
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                each_object(items, then);
            }
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(|item| each_object(item, then)),
        RefOr::T(Schema::OneOf(one)) => one.items.iter_mut().for_each(|item| each_object(item, then)),
        RefOr::T(Schema::AnyOf(any)) => any.items.iter_mut().for_each(|item| each_object(item, then)),
        RefOr::Ref(_) | RefOr::T(_) => {}
    }
}
