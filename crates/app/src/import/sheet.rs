//! The first sheet of a workbook, each row as an object of texts, named by the
//! first row.

use super::rows::{Row, Rows};
use crate::error::AppError;
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::BufReader;

/// The largest workbook, in bytes: it is unpacked in memory.
const WORKBOOK_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Reads a workbook.
pub fn rows(file: File) -> Result<Rows, AppError> {
    let size = file.metadata().map_err(|e| AppError::File(e.to_string()))?.len();
    if size > WORKBOOK_BYTES_MAX {
        return Err(AppError::File(format!("a workbook has at most {WORKBOOK_BYTES_MAX} bytes; export it as .csv")));
    }
    let failed = |e: calamine::XlsxError| AppError::File(e.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(failed)?;
    let sheet = workbook.worksheet_range_at(0).ok_or_else(|| AppError::File("the workbook has no sheet".into()))?;
    let sheet = sheet.map_err(failed)?;
    let first_line = u64::from(sheet.start().map_or(0, |(row, _)| row)) + 1;
    let mut lines = sheet.rows().map(|row| row.iter().map(text).collect::<Vec<String>>());
    let names = lines.next().unwrap_or_default();
    let filled = |cells: &Vec<String>| cells.iter().any(|cell| !cell.is_empty());
    let all: Vec<Row> = lines
        .zip(first_line + 1..)
        .filter(|(cells, _)| filled(cells))
        .map(|(cells, line)| {
            let fields = names.iter().filter(|name| !name.is_empty()).cloned();
            let fields: Map<String, Value> = fields.zip(cells.into_iter().map(Value::from)).collect();
            Row { line, fields: Ok(fields) }
        })
        .collect();
    Ok(Box::new(all.into_iter()))
}

/// A cell as people read it: numbers without a trailing `.0`, dates as
/// `YYYY-MM-DD`, with their time where they have one.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}
