//! Fields of a body as the description of the API shows them.

use homeward_app::field::{Field, Takes};
use homeward_domain::case::event::Told;
use homeward_domain::catalogue::Channel;
use serde_json::{Value, json};
use utoipa::openapi::schema::{
    Array, ArrayBuilder, KnownFormat, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};

/// Types of the description, by their names.
pub type Types = Vec<(String, RefOr<Schema>)>;

/// The object that has these fields. The types of objects inside it, as far as they have
/// names, are added to `types`.
pub fn object(about: &str, fields: &[Field], types: &mut Types) -> Object {
    let about = (!about.is_empty()).then(|| about.to_owned());
    let mut object = ObjectBuilder::new().description(about);
    for field in fields {
        for (name, schema) in properties(field, types) {
            object = object.property(name, schema);
        }
        if let Some(name) = required(field) {
            object = object.required(name);
        }
    }
    object.build()
}

/// What a field is in the body: mostly itself, or several that a form asks for as one.
fn properties(field: &Field, types: &mut Types) -> Vec<(&'static str, RefOr<Schema>)> {
    match field.takes {
        // Each truth is a field of its own.
        Takes::Truths(..) => Vec::new(),
        Takes::Way(attempts) => way(field, attempts),
        _ => vec![(field.name, schema(field, types))],
    }
}

/// What of a required field must be in the body.
const fn required(field: &Field) -> Option<&'static str> {
    match field.takes {
        _ if !field.required => None,
        Takes::Truths(..) => None,
        Takes::Way(_) => Some("channel"),
        _ => Some(field.name),
    }
}

/// By which way somebody was told and how, and of attempts whether they were reached.
fn way(field: &Field, attempts: bool) -> Vec<(&'static str, RefOr<Schema>)> {
    let (about, example) = if attempts {
        ("The way.", "phone")
    } else {
        ("By which way it was told, where that is not the one they used last.", "")
    };
    let channel = Field { about, example, ..*field };
    let told = Field { required: false, ..*field };
    let mut all =
        vec![("channel", one_of(&channel, Channel::SPELLINGS).into()), ("told", one_of(&told, Told::SPELLINGS).into())];
    if attempts {
        let reached = Field { about: "For a call or talk: whether the two spoke.", example: "", ..told };
        all.push(("reached", plain(&reached, Type::Boolean, None).into()));
    }
    all
}

/// A text of a closed list.
fn one_of(field: &Field, spellings: &[&str]) -> Object {
    let mut one = plain(field, Type::String, None);
    let null = (!field.required).then_some(Value::Null);
    one.enum_values = Some(spellings.iter().map(|one| json!(one)).chain(null).collect());
    one
}

fn whole(field: &Field, (least, most): (i64, i64)) -> Object {
    let mut whole = plain(field, Type::Integer, Some(KnownFormat::Int64));
    (whole.minimum, whole.maximum) = (Some(least.into()), (most < i64::MAX).then(|| most.into()));
    whole
}

fn schema(field: &Field, types: &mut Types) -> RefOr<Schema> {
    match field.takes {
        Takes::Whole(min, max) => whole(field, (min, max)).into(),
        Takes::Staff | Takes::Member => whole(field, (1, i64::MAX)).into(),
        // Marks from 0 to 3 are chosen from a list and read as numbers.
        Takes::One(_, ["0", .., last]) => whole(field, (0, last.parse().unwrap_or(i64::MAX))).into(),
        Takes::One(_, spellings) => one_of(field, spellings).into(),
        Takes::Truth | Takes::YesNo => plain(field, Type::Boolean, None).into(),
        Takes::Time => plain(field, Type::String, Some(KnownFormat::DateTime)).into(),
        Takes::Date => plain(field, Type::String, Some(KnownFormat::Date)).into(),
        Takes::Email(_) => plain(field, Type::String, Some(KnownFormat::IdnEmail)).into(),
        Takes::Several(_, spellings) => {
            let one = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(spellings.iter().copied()));
            list(field, one.build(), None)
        }
        Takes::Categories | Takes::List | Takes::Lines | Takes::Steps => {
            list(field, Object::with_type(Type::String), None)
        }
        Takes::Members => {
            let number = ObjectBuilder::new().schema_type(Type::Integer);
            let number = number.format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64))).minimum(Some(1_i64));
            list(field, number.build(), None)
        }
        Takes::Object(fields) => one_object(field, inner(field, fields, types)),
        Takes::Objects(fields, most, _) => list(field, inner(field, fields, types), Some(most)),
        Takes::Line
        | Takes::Words
        | Takes::Facts
        | Takes::Way(_)
        | Takes::Truths(..)
        | Takes::Category
        | Takes::Template
        | Takes::Step
        | Takes::Unit
        | Takes::Reference(_)
        | Takes::Language
        | Takes::Calendar
        | Takes::Promise
        | Takes::Phone
        | Takes::Zone
        | Takes::Secret(_)
        | Takes::Code => plain(field, Type::String, None).into(),
    }
}

/// A field of one value.
#[allow(deprecated, reason = "one `example`, as the derived types have it")]
fn plain(field: &Field, kind: Type, format: Option<KnownFormat>) -> Object {
    let example = if kind == Type::String { shown(field).map(Value::from) } else { example(field) };
    ObjectBuilder::new()
        .schema_type(or_null(field, kind))
        .format(format.map(SchemaFormat::KnownFormat))
        .description(about(field))
        .example(example)
        .build()
}

#[allow(deprecated, reason = "one `example`, as the derived types have it")]
fn list(field: &Field, of: impl Into<RefOr<Schema>>, most: Option<usize>) -> RefOr<Schema> {
    let array: Array = ArrayBuilder::new()
        .schema_type(or_null(field, Type::Array))
        .items(of.into())
        .description(about(field))
        .example(example(field))
        .max_items(most)
        .build();
    array.into()
}

/// The objects of a field: by the name of their type where it has one.
fn inner(field: &Field, fields: &[Field], types: &mut Types) -> RefOr<Schema> {
    let Some((name, about)) = field.type_name else { return object("", fields, types).into() };
    let described = object(about, fields, types);
    if !types.iter().any(|(known, _)| known == name) {
        types.push((name.to_owned(), described.into()));
    }
    Ref::from_schema_name(name).into()
}

fn one_object(field: &Field, inner: RefOr<Schema>) -> RefOr<Schema> {
    if field.required && field.about.is_empty() {
        return inner;
    }
    let one = OneOfBuilder::new().description(about(field));
    let one = if field.required { one } else { one.item(ObjectBuilder::new().schema_type(Type::Null)) };
    one.item(inner).into()
}

/// A field that a body may leave out may also say null.
fn or_null(field: &Field, kind: Type) -> SchemaType {
    if field.required { kind.into() } else { SchemaType::Array(vec![kind, Type::Null]) }
}

fn about(field: &Field) -> Option<String> {
    (!field.about.is_empty()).then(|| field.about.to_owned())
}

/// The example of a field that is no text, which stands there as JSON.
fn example(field: &Field) -> Option<Value> {
    shown(field).map(|example| serde_json::from_str(example).unwrap_or_else(|_| json!(example)))
}

fn shown(field: &Field) -> Option<&'static str> {
    (!field.example.is_empty()).then_some(field.example)
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_app::field::{may, must};

    const MEASURES: &[Field] =
        &[must("text", Takes::Line, "What is done."), may("owner", Takes::Staff, "Who does it.")];
    const FIELDS: &[Field] = &[
        must("text", Takes::Words, "The words.").such_as("1"),
        may("marks", Takes::Whole(0, 3), "How grave it is.").such_as("2"),
        must("does", Takes::Truths("correction", &["corrects", "adds"]), ""),
        may("adds", Takes::Truth, "Whether it only adds.").off_form(),
        must("way", Takes::Way(true), "How they were told."),
        may("body", Takes::One("body", &["court", "other"]), ""),
        may("measures", Takes::Objects(MEASURES, 20, 2), "Measures.").of_type("NewMeasure", "A measure."),
        may("place", Takes::Object(MEASURES), "Where."),
    ];

    #[test]
    fn every_field_of_a_body_is_described_with_what_it_takes() {
        let mut types = Types::new();
        let body = serde_json::to_value(object("A body.", FIELDS, &mut types)).unwrap();
        assert_eq!(body["required"], json!(["text", "channel"]));
        let of = &body["properties"];
        assert_eq!(of["text"], json!({"type": "string", "description": "The words.", "example": "1"}));
        let marks = json!({"type": ["integer", "null"], "format": "int64", "minimum": 0, "maximum": 3,
            "description": "How grave it is.", "example": 2});
        assert_eq!(of["marks"], marks);
        let truth = json!({"type": ["boolean", "null"], "description": "Whether it only adds."});
        assert_eq!((&of["adds"], &of["corrects"], &of["does"]), (&truth, &Value::Null, &Value::Null));
        assert_eq!((&of["channel"]["type"], &of["told"]["enum"][4]), (&json!("string"), &Value::Null));
        assert_eq!(of["reached"]["type"], json!(["boolean", "null"]));
        assert_eq!(of["body"]["enum"], json!(["court", "other", null]), "what may be left out may say null");
        assert_eq!(of["measures"]["items"], json!({"$ref": "#/components/schemas/NewMeasure"}));
        assert_eq!(of["measures"]["maxItems"], 20);
        assert_eq!(
            of["place"]["oneOf"][1]["required"],
            json!(["text"]),
            "an object without a name stands in its place"
        );
    }

    #[test]
    fn a_type_with_a_name_is_described_once() {
        let twice = [FIELDS[6], Field { name: "others", ..FIELDS[6] }];
        let mut types = Types::new();
        object("", &twice, &mut types);
        let names: Vec<&str> = types.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["NewMeasure"]);
        assert_eq!(serde_json::to_value(&types[0].1).unwrap()["description"], "A measure.");
    }
}
