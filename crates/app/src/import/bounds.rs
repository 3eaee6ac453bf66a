//! How much a file to import may hold. A workbook is a zip, whose few kilobytes
//! may stand for any amount of memory, so its parts are counted before they are
//! kept (trust.md, Bad input).

use crate::ground::error::AppError;
use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// The largest of everything that a file to import may hold.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of a workbook as it lies on disk.
    pub workbook_bytes: u64,
    /// Bytes of all parts of a workbook, unpacked.
    pub unpacked_bytes: u64,
    /// Parts of a workbook.
    pub parts: usize,
    /// Elements of markup in one part of a workbook: what its cells and shared
    /// strings take in memory follows from them, not from its bytes.
    pub elements: u64,
    /// Filled cells of the sheet that is read.
    pub cells: usize,
    /// Its last row.
    pub rows: u32,
    /// Columns of a sheet or a CSV file.
    pub columns: usize,
    /// Bytes of one cell or one field.
    pub field_bytes: usize,
    /// Bytes of all cells together.
    pub text_bytes: usize,
    /// Bytes of one record of a CSV file, with its quotes.
    pub record_bytes: usize,
}

impl Bounds {
    /// Those of every import.
    pub const USUAL: Self = Self {
        workbook_bytes: 32 * 1024 * 1024,
        unpacked_bytes: 256 * 1024 * 1024,
        parts: 1000,
        elements: 8_000_000,
        cells: 2_000_000,
        rows: 1_048_576,
        columns: 1000,
        field_bytes: 256 * 1024,
        text_bytes: 128 * 1024 * 1024,
        record_bytes: 1024 * 1024,
    };
}

/// More than `max` of something, named.
pub fn too_many(what: &str, max: impl std::fmt::Display) -> AppError {
    AppError::File(format!("the file has more than {max} {what}; split it, or export it as .csv"))
}

/// Refuses a workbook whose parts unpack to more than the bounds: first by what
/// it declares, then by unpacking each part into nothing.
pub fn check_parts(file: impl Read + Seek, bounds: &Bounds) -> Result<(), AppError> {
    let failed = |error: zip::result::ZipError| AppError::File(format!("the workbook does not open: {error}"));
    let mut archive = ZipArchive::new(file).map_err(failed)?;
    if archive.len() > bounds.parts {
        return Err(too_many("parts", bounds.parts));
    }
    let unpacked = || too_many("bytes when it is unpacked", bounds.unpacked_bytes);
    let mut declared = 0_u64;
    for place in 0..archive.len() {
        declared = declared.saturating_add(archive.by_index_raw(place).map_err(failed)?.size());
    }
    if declared > bounds.unpacked_bytes {
        return Err(unpacked());
    }
    let mut left = bounds.unpacked_bytes;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(failed)?;
        let (bytes, elements) = measure(part.take(left + 1), bounds.elements)
            .map_err(|error| AppError::File(format!("the workbook does not unpack: {error}")))?;
        if elements > bounds.elements {
            return Err(too_many("elements in one part", bounds.elements));
        }
        left = left.checked_sub(bytes).ok_or_else(unpacked)?;
    }
    Ok(())
}

/// Bytes and opening brackets of a part; stops at more than `elements`.
fn measure(mut part: impl Read, elements: u64) -> io::Result<(u64, u64)> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut bytes, mut brackets) = (0, 0);
    while brackets <= elements {
        let read = part.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        brackets += buffer[..read].iter().map(|byte| u64::from(*byte == b'<')).sum::<u64>();
    }
    Ok((bytes, brackets))
}
