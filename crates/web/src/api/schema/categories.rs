//! Categories over the API.

use homeward_app::categories::{OwnCategory, Preview};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A category.
#[derive(Serialize, ToSchema)]
pub struct CategoryBody {
    /// Category `main.sub`.
    #[schema(example = "service.guide")]
    id: String,
    /// Its version, from 1.
    version: i64,
    /// What the company calls it, by language; empty where it keeps the name that
    /// came with the program.
    #[schema(example = json!({"zh-CN": "导游与领队"}))]
    name: BTreeMap<String, String>,
    /// Whether it is offered. What comes with it all the same is taken.
    active: bool,
}

impl From<&OwnCategory> for CategoryBody {
    fn from(one: &OwnCategory) -> Self {
        Self { id: one.id.to_string(), version: one.version, name: one.name.0.clone(), active: one.active }
    }
}

/// The categories.
#[derive(Serialize, ToSchema)]
pub struct CategoryPage {
    /// By main category; the company's own after those that came with the program.
    pub items: Vec<CategoryBody>,
}

/// Words by language.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct WordingBody {
    /// In Chinese.
    #[schema(rename = "zh-CN", example = "宠物托运")]
    chinese: Option<String>,
    /// In English.
    #[schema(rename = "en", example = "pet transport")]
    english: Option<String>,
}

/// A category as it is sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCategory {
    /// Category `main.sub` with a main category of the standard; only for a new one.
    #[schema(example = "service.pet_transport")]
    id: Option<String>,
    /// What the company calls it.
    name: Option<WordingBody>,
    /// Whether it is offered.
    #[schema(example = true)]
    active: Option<bool>,
}

/// What a change would touch.
#[derive(Serialize, ToSchema)]
pub struct CategoryPreview {
    /// Open cases that have the category; they keep it.
    cases: i64,
}

impl From<Preview> for CategoryPreview {
    fn from(p: Preview) -> Self {
        Self { cases: p.cases }
    }
}
