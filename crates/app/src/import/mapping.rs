//! From somebody else's columns to our fields: a TOML file with constants,
//! columns and simple conversions. `docs/import.md` describes it with examples.

use crate::ground::error::FieldError;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use thiserror::Error;

/// What is wrong with a mapping file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the mapping: {0}")]
pub struct MappingError(String);

/// A mapping, checked.
#[derive(Clone, Debug)]
pub struct Mapping {
    file: MappingFile,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    /// Where the rows come from; external references are unique within it.
    source: String,
    /// Only rows for which this holds.
    only: Option<Only>,
    /// The same value for every row, by our field.
    #[serde(default)]
    constants: BTreeMap<String, toml::Value>,
    /// Where our fields come from.
    #[serde(default)]
    columns: BTreeMap<String, Column>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Only {
    column: String,
    equals: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Column {
    /// The column as it is.
    Name(String),
    /// The column, converted.
    Converted(Conversion),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversion {
    /// Columns whose values are joined; empty ones are left out.
    columns: Vec<String>,
    /// What stands between them.
    #[serde(default)]
    join: String,
    /// How a time is written, as `%Y-%m-%d %H:%M:%S`.
    time_format: Option<String>,
    /// The zone in which it is written.
    time_zone: Option<String>,
    /// From their values to ours.
    values: Option<BTreeMap<String, String>>,
    /// What an empty value becomes.
    when_empty: Option<String>,
    /// What any other value becomes.
    otherwise: Option<String>,
}

impl Mapping {
    /// Reads a mapping file.
    pub fn parse(toml: &str) -> Result<Self, MappingError> {
        let file: MappingFile = toml::from_str(toml).map_err(|e| MappingError(e.to_string()))?;
        if file.source.trim().is_empty() || file.source.len() > 100 {
            return Err(MappingError("source needs 1 to 100 characters".into()));
        }
        for column in file.columns.values() {
            if let Column::Converted(Conversion { time_zone: Some(zone), .. }) = column {
                TimeZone::get(zone).map_err(|_| MappingError(format!("there is no time zone {zone}")))?;
            }
        }
        Ok(Self { file })
    }

    /// For a file whose columns are our fields already, named after the file.
    pub fn none(source: &str) -> Self {
        let file =
            MappingFile { source: source.into(), only: None, constants: BTreeMap::new(), columns: BTreeMap::new() };
        Self { file }
    }

    /// Where the rows come from.
    pub fn source(&self) -> &str {
        &self.file.source
    }

    /// Our object from their row; `None` where the mapping leaves the row out.
    pub fn apply(&self, mut row: Map<String, Value>) -> Result<Option<Value>, FieldError> {
        if let Some(only) = &self.file.only
            && row.get(&only.column).and_then(Value::as_str) != Some(only.equals.as_str())
        {
            return Ok(None);
        }
        if self.file.columns.is_empty() && self.file.constants.is_empty() {
            row.retain(|_, value| value.as_str() != Some(""));
            return Ok(Some(nested(row)));
        }
        let mut object = Map::new();
        for (field, constant) in &self.file.constants {
            let value = serde_json::to_value(constant).map_err(|_| FieldError::new(field, "unknown_value"))?;
            object.insert(field.clone(), value);
        }
        for (field, column) in &self.file.columns {
            if let Some(value) = column.value(&row, field)? {
                object.insert(field.clone(), value);
            }
        }
        Ok(Some(nested(object)))
    }
}

impl Column {
    fn value(&self, row: &Map<String, Value>, field: &str) -> Result<Option<Value>, FieldError> {
        match self {
            Self::Name(name) => {
                let value = row.get(name).ok_or_else(|| FieldError::with(field, "no_such_column", name))?;
                Ok((value.as_str() != Some("")).then(|| value.clone()))
            }
            Self::Converted(conversion) => conversion.value(row, field),
        }
    }
}

impl Conversion {
    fn value(&self, row: &Map<String, Value>, field: &str) -> Result<Option<Value>, FieldError> {
        let mut parts = Vec::new();
        for name in &self.columns {
            let value = row.get(name).ok_or_else(|| FieldError::with(field, "no_such_column", name))?;
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            parts.extend((!text.is_empty()).then_some(text));
        }
        let text = parts.join(&self.join);
        if text.is_empty() {
            return Ok(self.when_empty.clone().map(Value::from));
        }
        let mapped = self.values.as_ref().and_then(|values| values.get(&text)).or(self.otherwise.as_ref());
        match (&self.time_format, mapped) {
            (Some(format), _) => self.time(&text, format, field).map(Some),
            (None, Some(value)) => Ok(Some(Value::from(value.as_str()))),
            (None, None) if self.values.is_some() => Err(FieldError::with(field, "unknown_value", text)),
            (None, None) => Ok(Some(Value::from(text))),
        }
    }

    fn time(&self, text: &str, format: &str, field: &str) -> Result<Value, FieldError> {
        let failed = || FieldError::with(field, "not_a_time", text);
        let zone = TimeZone::get(self.time_zone.as_deref().unwrap_or("Asia/Shanghai")).map_err(|_| failed())?;
        let local = DateTime::strptime(format, text).map_err(|_| failed())?;
        let time = zone.to_timestamp(local).map_err(|_| failed())?;
        Ok(Value::from(time.to_string()))
    }
}

/// `complainant.name` as a field of an object of its own.
fn nested(flat: Map<String, Value>) -> Value {
    let mut object = Map::new();
    for (name, value) in flat {
        match name.split_once('.') {
            None => {
                object.insert(name, value);
            }
            Some((outer, inner)) => {
                let entry = object.entry(outer).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(entry) = entry {
                    entry.insert(inner.to_owned(), value);
                }
            }
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(value: Value) -> Map<String, Value> {
        if let Value::Object(map) = value { map } else { Map::new() }
    }

    const PETITIONS: &str = r#"
        source = "board"
        only = { column = "part", equals = "replied" }
        [constants]
        kind = "complaint"
        "complainant.anonymous" = true
        [columns]
        text = { columns = ["title", "body"], join = "\n" }
        received_at = { columns = ["at"], time_format = "%Y-%m-%d %H:%M:%S", time_zone = "Asia/Shanghai" }
        state = { columns = ["reply"], when_empty = "received", otherwise = "resolved" }
        result = "reply"
    "#;

    #[test]
    fn constants_joins_times_and_values_make_our_object() {
        let mapping = Mapping::parse(PETITIONS).unwrap();
        let theirs =
            json!({"part": "replied", "title": "路", "body": "坏了", "at": "2020-01-06 12:09:38", "reply": "已修"});
        let ours = mapping.apply(row(theirs)).unwrap().unwrap();
        assert_eq!(
            ours,
            json!({
                "kind": "complaint", "complainant": {"anonymous": true}, "text": "路\n坏了",
                "received_at": "2020-01-06T04:09:38Z", "state": "resolved", "result": "已修"
            })
        );
    }

    #[test]
    fn rows_that_the_mapping_does_not_want_are_left_out() {
        let mapping = Mapping::parse(PETITIONS).unwrap();
        assert_eq!(mapping.apply(row(json!({"part": "votes"}))), Ok(None));
    }

    #[test]
    fn a_missing_column_and_a_broken_time_are_named() {
        let mapping = Mapping::parse(PETITIONS).unwrap();
        let error = mapping.apply(row(json!({"part": "replied", "title": "路"}))).unwrap_err();
        assert_eq!(error.code, "no_such_column");
        let theirs = json!({"part": "replied", "title": "路", "body": "", "at": "yesterday", "reply": ""});
        assert_eq!(mapping.apply(row(theirs)).unwrap_err().code, "not_a_time");
    }

    #[test]
    fn a_broken_mapping_says_so() {
        for broken in ["", "source = \"\"", "source = \"x\"\ncolour = 1", "source = \"x\"\n[columns]\na = 1"] {
            assert!(Mapping::parse(broken).is_err(), "{broken}");
        }
    }
}
