//! The first sheet of a workbook, each row as an object of texts, named by the
//! first row.

use super::bounds::{Bounds, check_parts, too_many};
use super::row::{Row, Rows};
use crate::ground::error::AppError;
use calamine::{Data, Reader as _, Xlsx, XlsxError};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// The filled cells of a row by column, from 0. A sheet that says it is as large
/// as sheets can be takes no more room than what is written in it.
type Cells = BTreeMap<u32, String>;

/// Reads a workbook.
pub fn rows(mut file: impl Read + Seek, bounds: &Bounds) -> Result<Rows, AppError> {
    let io = |error: std::io::Error| AppError::File(error.to_string());
    if file.seek(SeekFrom::End(0)).map_err(io)? > bounds.workbook_bytes {
        return Err(too_many("bytes", bounds.workbook_bytes));
    }
    check_parts(BufReader::new(&mut file), bounds)?;
    file.rewind().map_err(io)?;
    let mut lines = first_sheet(file, bounds)?.into_iter();
    let names = lines.next().map(|(_, names)| names).unwrap_or_default();
    Ok(Box::new(lines.map(move |(row, cells)| Row { line: u64::from(row) + 1, fields: Ok(fields(&names, cells)) })))
}

/// A row by the names of its columns; a column without a name is left out.
fn fields(names: &Cells, mut cells: Cells) -> Map<String, Value> {
    let field = |(column, name): (&u32, &String)| (name.clone(), cells.remove(column).unwrap_or_default().into());
    names.iter().map(field).collect()
}

/// The rows of the first sheet that hold anything.
fn first_sheet(file: impl Read + Seek, bounds: &Bounds) -> Result<BTreeMap<u32, Cells>, AppError> {
    let failed = |error: XlsxError| AppError::File(error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(failed)?;
    let name = workbook.sheet_names().first().cloned();
    let name = name.ok_or_else(|| AppError::File("the workbook has no sheet".into()))?;
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(failed)?;
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    let (mut count, mut bytes) = (0, 0);
    while let Some(cell) = reader.next_cell().map_err(failed)? {
        let ((row, column), text) = (cell.get_position(), text(&Data::from(cell.get_value().clone())));
        if text.is_empty() {
            continue;
        }
        count += 1;
        bytes += text.len();
        within(row, column, &text, bounds)?;
        if count > bounds.cells {
            return Err(too_many("cells", bounds.cells));
        }
        if bytes > bounds.text_bytes {
            return Err(too_many("bytes of text", bounds.text_bytes));
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

/// Whether a cell stands where one may, and is not too long.
fn within(row: u32, column: u32, text: &str, bounds: &Bounds) -> Result<(), AppError> {
    if row >= bounds.rows {
        return Err(too_many("rows", bounds.rows));
    }
    if column as usize >= bounds.columns {
        return Err(too_many("columns", bounds.columns));
    }
    if text.len() > bounds.field_bytes {
        let (line, max) = (u64::from(row) + 1, bounds.field_bytes);
        return Err(AppError::File(format!("line {line}: column {} is longer than {max} bytes", column + 1)));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use std::io::{Cursor, Write as _};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A workbook of one sheet with this dimension and these rows.
    fn workbook(dimension: &str, rows: &str) -> Cursor<Vec<u8>> {
        let sheet = format!(
            "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>"
        );
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let relations = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let root =
            relations.replace("worksheet\"", "officeDocument\"").replace("worksheets/sheet1.xml", "xl/workbook.xml");
        let parts = [("_rels/.rels", root), ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations)];
        for (name, text) in parts.into_iter().chain([("xl/worksheets/sheet1.xml", sheet)]) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap()
    }

    fn cell(place: &str, text: &str) -> String {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    fn refused(file: Cursor<Vec<u8>>, bounds: &Bounds) -> String {
        rows(file, bounds).err().unwrap().to_string()
    }

    #[test]
    fn a_sheet_is_as_large_as_what_is_written_in_it() {
        let names = format!("<row r=\"1\">{}{}</row>", cell("A1", "name"), cell("C1", "text"));
        let last = format!("<row r=\"1048576\">{}{}</row>", cell("B1048576", "x"), cell("C1048576", "y"));
        let read: Vec<Row> = rows(workbook("A1:XFD1048576", &(names + &last)), &Bounds::USUAL).unwrap().collect();
        assert_eq!((read.len(), read[0].line), (1, 1_048_576));
        let fields = read[0].fields.as_ref().unwrap();
        assert_eq!(fields, serde_json::json!({"name": "", "text": "y"}).as_object().unwrap());
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused_with_the_bound() {
        let bomb = || workbook("A1", &" ".repeat(4_000_000));
        assert!(bomb().get_ref().len() < 16_384, "a bomb of a few kilobytes");
        let small = Bounds { unpacked_bytes: 1_000_000, ..Bounds::USUAL };
        assert!(refused(bomb(), &small).contains("1000000 bytes when it is unpacked"));
        let mut lying = bomb().into_inner();
        lie(&mut lying);
        let words = refused(Cursor::new(lying), &small);
        assert!(words.contains("unpack"), "{words}");
    }

    /// Has the directory declare a large part as one of ten bytes.
    fn lie(zip: &mut [u8]) {
        for at in 0..zip.len() - 28 {
            let large = zip[at + 26] > 0x30;
            if zip[at..at + 4] == *b"PK\x01\x02" && large {
                zip[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
            }
        }
    }

    #[test]
    fn cells_columns_and_markup_are_bounded() {
        let row = format!("<row r=\"1\">{}{}</row>", cell("A1", "name"), cell("ALM1", "far"));
        let file = || workbook("A1", &row);
        assert!(refused(file(), &Bounds::USUAL).contains("1000 columns"));
        let wide = Bounds { columns: 2000, ..Bounds::USUAL };
        assert!(refused(file(), &Bounds { cells: 1, ..wide }).contains("1 cells"));
        assert!(refused(file(), &Bounds { field_bytes: 3, ..wide }).contains("longer than 3 bytes"));
        assert!(refused(file(), &Bounds { text_bytes: 6, ..wide }).contains("6 bytes of text"));
        assert!(refused(file(), &Bounds { elements: 9, ..wide }).contains("9 elements in one part"));
    }
}
