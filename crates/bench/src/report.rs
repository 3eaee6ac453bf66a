//! What was measured, as a table and as JSON.

use anyhow::Result;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Rows in the order in which they were measured.
pub struct Report {
    size: String,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    target: String,
}

impl Report {
    /// An empty report for a size.
    pub fn new(size: &str) -> Self {
        Self { size: size.to_owned(), rows: Vec::new() }
    }

    /// Adds a figure, and tells it at once.
    pub fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str, target: impl Into<String>) {
        let row = Row { what: what.into(), value, unit, target: target.into() };
        eprintln!("{}: {:.2} {} (target {})", row.what, row.value, row.unit, row.target);
        self.rows.push(row);
    }

    /// A figure that was added before.
    pub fn value(&self, what: &str) -> Option<f64> {
        self.rows.iter().find(|row| row.what == what).map(|row| row.value)
    }

    /// Prints the table and writes `artefacts/bench.json`.
    pub fn print(&self) -> Result<()> {
        println!("\n{:<58} {:>12} {:<8} target", "what", "value", "unit");
        for row in &self.rows {
            println!("{:<58} {:>12.2} {:<8} {}", row.what, row.value, row.unit, row.target);
        }
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|r| json!({"what": r.what, "value": r.value, "unit": r.unit, "target": r.target}))
            .collect();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../artefacts");
        fs::create_dir_all(&folder)?;
        let file = folder.join("bench.json");
        fs::write(&file, serde_json::to_string_pretty(&json!({"size": self.size, "rows": rows}))?)?;
        println!("\n{}", file.display());
        Ok(())
    }
}

/// The part of `times` below which `percent` of them lie, in milliseconds.
pub fn percentile(times: &mut [f64], percent: f64) -> f64 {
    if times.is_empty() {
        return f64::NAN;
    }
    times.sort_by(f64::total_cmp);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index")]
    let index = ((times.len() - 1) as f64 * percent / 100.0).round() as usize;
    times[index]
}
