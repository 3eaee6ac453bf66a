//! Conditions in CEL. What one may cost is known before it runs: no list is
//! gone over inside another, nothing is put together, texts are cut.

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue};
use cel::{Context, Program, Value};
use regex::RegexBuilder;
use std::fmt;

/// The most characters of a condition.
const CHARS_MAX: usize = 2_000;
/// The most parts that a condition is made of.
const PARTS_MAX: usize = 300;
/// The most bytes that one pattern may take once it is compiled.
const PATTERN_BYTES_MAX: usize = 64 * 1024;
/// The most characters of a text that a condition looks at.
pub(crate) const TEXT_CHARS_MAX: usize = 10_000;

/// What a condition may speak of, each with what stands in for it in a trial.
pub const VARIABLES: &[(&str, Sample)] = &[
    ("kind", Sample::Text),
    ("channel", Sample::Text),
    ("state", Sample::Text),
    ("category", Sample::Text),
    ("nature", Sample::Text),
    ("grade", Sample::Text),
    ("strategy", Sample::Text),
    ("language", Sample::Text),
    ("complainant_type", Sample::Text),
    ("unit", Sample::Text),
    ("escalated", Sample::Text),
    ("owner", Sample::Whole),
    ("complainants", Sample::Whole),
    ("contacts", Sample::Whole),
    ("reopenings", Sample::Whole),
    ("breaches", Sample::Whole),
    ("refused_plans", Sample::Whole),
    ("danger", Sample::Truth),
    ("in_house", Sample::Truth),
    ("anonymous", Sample::Truth),
    ("triaged", Sample::Truth),
    ("event", Sample::Text),
    ("promise", Sample::Text),
    ("percent", Sample::Whole),
    ("text", Sample::Text),
    ("booking", Sample::Text),
    ("product", Sample::Text),
    ("is_key_customer", Sample::Truth),
];

/// What kind of value a variable has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// True or false.
    Truth,
}

/// Functions and operators that cost no more than the values they look at.
const FUNCTIONS: &[&str] = &[
    "_&&_",
    "_||_",
    "!_",
    "_?_:_",
    "_==_",
    "_!=_",
    "_<_",
    "_<=_",
    "_>_",
    "_>=_",
    "@in",
    "-_",
    "@not_strictly_false",
    "startsWith",
    "endsWith",
    "contains",
    "matches",
    "size",
];

/// Why a text is not taken as a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is longer than a condition may be.
    TooLong,
    /// It does not parse; line and column of the first mistake.
    Syntax(String),
    /// It speaks of something that there is not.
    Unknown(String),
    /// It does what could take for ever.
    TooCostly(String),
    /// It is not true or false, or compares what cannot be compared.
    NotATruth(String),
}

impl Refused {
    /// The code of the field error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Syntax(_) => "condition_syntax",
            Self::Unknown(_) => "condition_unknown",
            Self::TooCostly(_) => "condition_too_costly",
            Self::NotATruth(_) => "condition_not_a_truth",
        }
    }

    /// What its message names.
    pub fn detail(&self) -> String {
        match self {
            Self::TooLong => CHARS_MAX.to_string(),
            Self::Syntax(what) | Self::Unknown(what) | Self::TooCostly(what) | Self::NotATruth(what) => what.clone(),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.detail())
    }
}

/// A condition that parses, costs little and gives true or false.
#[derive(Debug)]
pub(crate) struct Condition {
    program: Program,
    variables: Vec<&'static str>,
}

/// Values of the variables that a condition speaks of.
pub(crate) trait Facts {
    /// The value of one of [`VARIABLES`].
    fn value(&self, name: &'static str) -> Value;
}

impl Condition {
    /// Reads a condition.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.chars().count() > CHARS_MAX {
            return Err(Refused::TooLong);
        }
        let program = Program::compile(text).map_err(|errors| {
            let place = errors.errors.first().map_or((1, 1), |error| error.pos);
            Refused::Syntax(format!("{}:{}", place.0, place.1))
        })?;
        let mut walk = Walk { parts: 0, own: Vec::new() };
        walk.check(program.expression())?;
        let named = program.references();
        let mut variables = Vec::new();
        for name in named.variables() {
            match VARIABLES.iter().find(|(known, _)| *known == name) {
                Some((known, _)) => variables.push(*known),
                None if walk.own.iter().any(|own| own == name) || name.starts_with('@') => {}
                None => return Err(Refused::Unknown(name.to_owned())),
            }
        }
        let condition = Self { program, variables };
        for trial in [Trial(false), Trial(true)] {
            condition.holds(&trial).map_err(Refused::NotATruth)?;
        }
        Ok(condition)
    }

    /// Whether it holds; an error where it compares what cannot be compared.
    pub(crate) fn holds(&self, facts: &dyn Facts) -> Result<bool, String> {
        let mut context = Context::default();
        for name in &self.variables {
            context.add_variable_from_value(*name, facts.value(name));
        }
        match self.program.execute(&context) {
            Ok(Value::Bool(truth)) => Ok(truth),
            Ok(other) => Err(other.type_of().to_string()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Stands in for a case when a condition is tried for the first time: once
/// everything is empty, once it is not.
struct Trial(bool);

impl Facts for Trial {
    fn value(&self, name: &'static str) -> Value {
        match VARIABLES.iter().find(|(known, _)| *known == name).map(|(_, sample)| sample) {
            Some(Sample::Whole) => Value::Int(self.0.into()),
            Some(Sample::Truth) => Value::Bool(self.0),
            _ => Value::from(if self.0 { "text" } else { "" }),
        }
    }
}

/// Counts the parts of a condition and refuses what has no bound.
struct Walk {
    parts: usize,
    /// Names that the condition itself gives to the items of its lists.
    own: Vec<String>,
}

impl Walk {
    fn check(&mut self, part: &IdedExpr) -> Result<(), Refused> {
        self.parts += 1;
        if self.parts > PARTS_MAX {
            return Err(Refused::TooCostly(format!("> {PARTS_MAX}")));
        }
        match &part.expr {
            Expr::Unspecified | Expr::Literal(_) | Expr::Ident(_) => Ok(()),
            Expr::Select(select) => self.check(&select.operand),
            Expr::List(list) => list.elements.iter().try_for_each(|item| self.check(item)),
            Expr::Map(map) => map.entries.iter().try_for_each(|entry| match &entry.expr {
                EntryExpr::MapEntry(entry) => self.check(&entry.key).and_then(|()| self.check(&entry.value)),
                EntryExpr::StructField(field) => self.check(&field.value),
            }),
            Expr::Struct(made) => Err(Refused::TooCostly(made.type_name.clone())),
            Expr::Call(call) => {
                if !FUNCTIONS.contains(&call.func_name.as_str()) {
                    return Err(Refused::TooCostly(call.func_name.clone()));
                }
                if call.func_name == "matches" {
                    must_be_small(call.args.last())?;
                }
                call.target.iter().map(AsRef::as_ref).chain(&call.args).try_for_each(|inner| self.check(inner))
            }
            Expr::Comprehension(over) => {
                if !self.own.is_empty() && self.own.contains(&"@inside".to_owned()) {
                    return Err(Refused::TooCostly(over.iter_var.clone()));
                }
                self.check(&over.iter_range)?;
                self.own.push(over.iter_var.clone());
                self.own.push(over.accu_var.clone());
                self.own.push("@inside".to_owned());
                for inner in [&over.accu_init, &over.loop_cond, &over.loop_step, &over.result] {
                    self.check(inner)?;
                }
                self.own.retain(|name| name != "@inside");
                Ok(())
            }
        }
    }
}

/// A pattern stands there as it is, and is small once compiled.
fn must_be_small(pattern: Option<&IdedExpr>) -> Result<(), Refused> {
    let costly = || Refused::TooCostly("matches".into());
    let Some(Expr::Literal(LiteralValue::String(text))) = pattern.map(|part| &part.expr) else {
        return Err(costly());
    };
    RegexBuilder::new(text.inner()).size_limit(PATTERN_BYTES_MAX).build().map(drop).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => costly(),
        other => Refused::Syntax(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Told(&'static str, i64);

    impl Facts for Told {
        fn value(&self, name: &'static str) -> Value {
            match name {
                "owner" => Value::Int(self.1),
                "danger" => Value::Bool(true),
                _ => Value::from(self.0),
            }
        }
    }

    #[test]
    fn a_condition_holds_or_not() {
        for (text, expected) in [
            ("category.startsWith('safety.')", true),
            ("category in ['price.surcharge', 'safety.illness'] && owner == 0", true),
            ("owner > 0 || !danger", false),
            ("['illness', 'fire'].exists(word, text.contains(word))", true),
            ("['illness', 'fire'].all(word, text.contains(word))", false),
            ("text.matches('^safety[.](illness|accident)$')", true),
            ("text.size() > 3 ? danger : false", true),
            ("true", true),
        ] {
            let condition = Condition::parse(text).unwrap_or_else(|refused| panic!("{text}: {refused}"));
            assert_eq!(condition.holds(&Told("safety.illness", 0)), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_does_not_parse_is_unknown_or_could_run_for_ever_is_refused_with_its_place() {
        for (text, code, detail) in [
            ("category ==", "condition_syntax", "1:"),
            ("colour == 'red'", "condition_unknown", "colour"),
            ("owner", "condition_not_a_truth", "int"),
            ("owner == 1 && category > 2", "condition_not_a_truth", ""),
            ("[1, 2].exists(a, [1, 2].exists(b, a == b))", "condition_too_costly", "b"),
            ("[1, 2].map(a, a) == [1, 2]", "condition_too_costly", "_+_"),
            ("text + text == text", "condition_too_costly", "_+_"),
            ("text.matches(text)", "condition_too_costly", "matches"),
            ("text.matches('(a{1000}){1000}')", "condition_too_costly", "matches"),
            ("text.matches('(')", "condition_syntax", ""),
        ] {
            let refused = Condition::parse(text).map(|_| ()).expect_err(text);
            assert_eq!(refused.code(), code, "{text}: {refused}");
            assert!(refused.detail().starts_with(detail), "{text}: {refused}");
        }
        let long = format!("text == '{}'", "长".repeat(CHARS_MAX));
        assert_eq!(Condition::parse(&long).map(|_| ()), Err(Refused::TooLong));
        let many = ["true"; PARTS_MAX].join("||");
        assert_eq!(Condition::parse(&many).map(|_| ()).map_err(|r| r.code()), Err("condition_too_costly"));
    }
}
