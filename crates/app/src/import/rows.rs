//! The rows of a file, each as an object of its fields, with its line.

use super::bounds::{Bounds, too_many};
use super::row::{Row, Rows};
use super::sheet;
use crate::ground::error::{AppError, FieldError};
use crate::ground::json;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The longest line of a JSONL file, in bytes.
const LINE_BYTES_MAX: usize = 1024 * 1024;

/// Opens a file by its ending: `.csv`, `.xlsx` or `.jsonl`.
pub fn open(path: &Path) -> Result<Rows, AppError> {
    let failed = |e: io::Error| AppError::File(format!("{}: {e}", path.display()));
    let file = File::open(path).map_err(failed)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => csv_rows(file, &Bounds::USUAL),
        Some("xlsx") => sheet::rows(file, &Bounds::USUAL),
        Some("jsonl" | "ndjson") => Ok(Box::new(JsonLines { reader: BufReader::new(file), line: 0 })),
        _ => Err(AppError::File(format!("{}: the name must end in .csv, .xlsx or .jsonl", path.display()))),
    }
}

fn csv_rows(file: impl Read + Send + 'static, bounds: &Bounds) -> Result<Rows, AppError> {
    let bounds = *bounds;
    let left = Arc::new(AtomicUsize::new(bounds.record_bytes));
    let file = Rationed { file, left: Arc::clone(&left), max: bounds.record_bytes };
    let mut reader = csv::ReaderBuilder::new().flexible(false).buffer_capacity(CSV_BUFFER).from_reader(file);
    let mut headers = reader.headers().map_err(|e| AppError::File(e.to_string()))?.clone();
    if headers.len() > bounds.columns {
        return Err(too_many("columns", bounds.columns));
    }
    // Spreadsheet programs put a byte order mark before the first name.
    if let Some(first) = headers.get(0).and_then(|name| name.strip_prefix('\u{FEFF}')) {
        headers = std::iter::once(first).chain(headers.iter().skip(1)).collect();
    }
    let mut records = reader.into_records();
    let mut over = false;
    Ok(Box::new(std::iter::from_fn(move || {
        if over {
            return None;
        }
        left.store(bounds.record_bytes, Ordering::Relaxed);
        let line = records.reader().position().line();
        let record = records.next()?;
        // Where a record does not end, nothing after it can be told apart.
        over = record.as_ref().is_err_and(csv::Error::is_io_error);
        Some(csv_row(&headers, record, line, &bounds))
    })))
}

/// A record as a row; `line` is where it begins if it could not be read.
fn csv_row(headers: &csv::StringRecord, record: csv::Result<csv::StringRecord>, line: u64, bounds: &Bounds) -> Row {
    let record = match record {
        Ok(record) => record,
        Err(error) => {
            return Row { line: error.position().map_or(line, csv::Position::line), fields: Err(error.to_string()) };
        }
    };
    let line = record.position().map_or(line, csv::Position::line);
    let max = bounds.field_bytes;
    if let Some((name, _)) = headers.iter().zip(record.iter()).find(|(_, value)| value.len() > max) {
        return Row { line, fields: Err(format!("{name} is longer than {max} bytes")) };
    }
    let fields = headers.iter().zip(record.iter());
    Row { line, fields: Ok(fields.map(|(name, value)| (name.to_owned(), Value::from(value))).collect()) }
}

/// What the reader of CSV takes from the file at once, in bytes.
const CSV_BUFFER: usize = 8 * 1024;

/// A file of which no more is read than one record may have: a quote that is
/// never closed would bring the whole file into memory.
struct Rationed<R> {
    file: R,
    left: Arc<AtomicUsize>,
    max: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            let words = format!("the record is longer than {} bytes; nothing after it was read", self.max);
            return Err(io::Error::other(words));
        }
        let room = buffer.len().min(left);
        let read = self.file.read(&mut buffer[..room])?;
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
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

/// A line as an object; a name that stands twice in it is refused, and a number that
/// would be rounded.
fn object(line: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    match json::read(text) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("the line is not a JSON object".into()),
        Err(AppError::Invalid(wrong)) => Err(wrong.iter().map(wrong_field).collect::<Vec<_>>().join("; ")),
        Err(error) => Err(error.to_string()),
    }
}

fn wrong_field(error: &FieldError) -> String {
    match error.code {
        "number_too_long" => format!("{}: the number {} is too long; write it as a text", error.field, error.detail),
        _ => format!("{} stands twice", error.field),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use std::io::Cursor;

    const SMALL: Bounds = Bounds { columns: 2, field_bytes: 10, record_bytes: 40, ..Bounds::USUAL };

    fn read(text: &'static str) -> Vec<Row> {
        csv_rows(Cursor::new(text), &SMALL).unwrap().collect()
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_the_reading_with_its_line_and_the_bound() {
        let rows =
            read("a,b\n1,2\n3,\"never closed, and many a line\nof words that go\non and on and on and on\n5,6\n7,8");
        let last = rows.last().unwrap();
        assert_eq!((rows.len(), last.line), (2, 3));
        assert!(last.fields.as_ref().unwrap_err().contains("longer than 40 bytes"));
    }

    #[test]
    fn a_long_field_is_refused_by_name_and_the_next_record_read() {
        let rows = read("a,b\n1,more than ten bytes\n3,4\n");
        assert_eq!(rows[0].fields.as_ref().unwrap_err(), "b is longer than 10 bytes");
        assert_eq!(rows[1].fields.as_ref().unwrap()["b"], "4");
    }

    #[test]
    fn a_line_with_a_number_that_would_be_rounded_is_refused_and_quotes_it() {
        let error = object(br#"{"text":"a","order":12345678901234567890123,"text":"b"}"#).unwrap_err();
        assert_eq!(
            error,
            "order: the number 12345678901234567890123 is too long; write it as a text; text stands twice"
        );
    }

    #[test]
    fn many_columns_are_refused_with_the_bound() {
        let error = csv_rows(Cursor::new("a,b,c\n1,2,3\n"), &SMALL).err().unwrap();
        assert!(error.to_string().contains("2 columns"), "{error}");
    }
}
