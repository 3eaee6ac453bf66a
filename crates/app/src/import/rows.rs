//! The rows of a file, each as an object of its fields, with its line.

use super::sheet;
use crate::error::AppError;
use crate::json;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The longest line of a JSONL file, in bytes.
const LINE_BYTES_MAX: usize = 1024 * 1024;

/// One row, or what kept it from being read.
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its fields.
    pub fields: Result<Map<String, Value>, String>,
}

/// Rows in the order of the file, read as they are needed.
pub type Rows = Box<dyn Iterator<Item = Row> + Send>;

/// Opens a file by its ending: `.csv`, `.xlsx` or `.jsonl`.
pub fn open(path: &Path) -> Result<Rows, AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", path.display()));
    let file = File::open(path).map_err(failed)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => csv_rows(file),
        Some("xlsx") => sheet::rows(file),
        Some("jsonl" | "ndjson") => Ok(Box::new(JsonLines { reader: BufReader::new(file), line: 0 })),
        _ => Err(AppError::File(format!("{}: the name must end in .csv, .xlsx or .jsonl", path.display()))),
    }
}

fn csv_rows(file: impl Read + Send + 'static) -> Result<Rows, AppError> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(file);
    let mut headers = reader.headers().map_err(|e| AppError::File(e.to_string()))?.clone();
    // Spreadsheet programs put a byte order mark before the first name.
    if let Some(first) = headers.get(0).and_then(|name| name.strip_prefix('\u{FEFF}')) {
        headers = std::iter::once(first).chain(headers.iter().skip(1)).collect();
    }
    let row = move |record: csv::Result<csv::StringRecord>| match record {
        Ok(record) => {
            let line = record.position().map_or(0, csv::Position::line);
            let fields = headers.iter().zip(record.iter());
            let fields = fields.map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
            Row { line, fields: Ok(fields) }
        }
        Err(error) => Row { line: error.position().map_or(0, csv::Position::line), fields: Err(error.to_string()) },
    };
    Ok(Box::new(reader.into_records().map(row)))
}

struct JsonLines {
    reader: BufReader<File>,
    line: u64,
}

impl Iterator for JsonLines {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            let limit = LINE_BYTES_MAX as u64 + 1;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes);
            let fields = match read {
                Ok(0) => return None,
                Err(error) => Err(error.to_string()),
                Ok(_) if bytes.len() > LINE_BYTES_MAX => {
                    let _ = self.reader.skip_until(b'\n');
                    Err(format!("the line is longer than {LINE_BYTES_MAX} bytes"))
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(_) => object(&bytes),
            };
            return Some(Row { line: self.line, fields });
        }
    }
}

/// A line as an object; a name that stands twice in it is refused.
fn object(line: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    match json::read(text) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("the line is not a JSON object".into()),
        Err(AppError::Invalid(doubled)) => {
            let names: Vec<&str> = doubled.iter().map(|error| error.field.as_str()).collect();
            Err(format!("{} stands twice", names.join(", ")))
        }
        Err(error) => Err(error.to_string()),
    }
}
