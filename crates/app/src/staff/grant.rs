//! Nobody gives more than they have: a role, a link to sign in by, a reset, a
//! token (trust, "Access").

use crate::ground::caller::{Caller, Role, Scope};
use crate::ground::error::{AppError, FieldError};
use homeward_store::people::Staff;

/// Refuses to give rights that the giver does not have. `field` is where the scopes
/// come from; the unit whose cases are seen stands in `unit`, the whole company
/// where it is empty.
pub(crate) fn check(giver: &Caller, field: &str, scopes: &[Scope], unit: &str) -> Result<(), AppError> {
    let missing = scopes.iter().filter(|scope| !giver.may(**scope)).map(|scope| scope.as_str());
    let missing = missing.collect::<Vec<_>>().join(", ");
    let mut errors = Vec::new();
    if !missing.is_empty() {
        errors.push(FieldError::with(field, "beyond_your_rights", missing));
    }
    if !giver.reaches(unit) {
        errors.push(FieldError::new("unit", "not_your_unit"));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Beyond(errors)) }
}

/// [`check`] for what a member of staff may do and see: whoever signs in as them
/// has all of it.
pub(crate) fn check_staff(giver: &Caller, staff: &Staff) -> Result<(), AppError> {
    // A role that is not known any more may have been any.
    let scopes = Role::parse(&staff.role).map_or_else(|| vec![Scope::All], Role::scopes);
    check(giver, "role", &scopes, &staff.unit)
}
