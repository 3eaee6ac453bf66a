//! The forms of all acts, made from the list of acts.

use crate::fields::flat;
use crate::form::Field;

use homeward_app::act::Act;
use homeward_app::case;
use std::sync::LazyLock;

/// The form of an act.
pub struct Form {
    /// The act.
    pub act: &'static Act,
    /// Its fields, one below the other.
    pub fields: Vec<Field>,
}

/// The form of every act. They are as long as the program runs.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |act: &'static Act| Form { act, fields: flat(act.fields) };
    case::acts().map(form).collect()
});

/// The form of an act by its name.
pub fn of(act: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.act.name == act)
}
