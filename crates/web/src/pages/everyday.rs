//! What people complain of every day in the company's line of business.

use crate::language::Language;
use crate::state::Web;
use crate::wording::name;
use homeward_app::{AppError, company};

/// The everyday types of complaint in the company's line of business, with their words.
pub async fn everyday_types(web: &Web, language: Language) -> Result<Vec<(String, String)>, AppError> {
    let types = company::everyday_types(&web.app).await?;
    Ok(types.into_iter().map(|one| (one.clone(), name(language, "everyday", &one.replace('.', "-")))).collect())
}
