//! A row of a file.

use serde_json::{Map, Value};

/// One row, or what kept it from being read.
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its fields.
    pub fields: Result<Map<String, Value>, String>,
}

/// Rows in the order of the file, read as they are needed.
pub type Rows = Box<dyn Iterator<Item = Row> + Send>;
