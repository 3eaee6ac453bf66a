//! What a file is, by its content. A name is only believed about texts and
//! about documents that are archives inside.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// What is taken in as evidence: pictures, sound, film, papers.
const TAKEN: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/heif",
    "image/avif",
    "image/tiff",
    "image/bmp",
    "application/pdf",
    "audio/mpeg",
    "audio/m4a",
    "audio/x-wav",
    "audio/ogg",
    "audio/x-flac",
    "audio/aac",
    "audio/amr",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/x-matroska",
    "video/x-msvideo",
    "video/3gpp",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
];

/// Papers that are archives inside, by the end of their names.
const ARCHIVES: &[(&str, &str)] = &[
    (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// The type of a file, or what it seems to be where that is not taken in.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<&'static str, String> {
    let Some(found) = infer::get(bytes) else {
        return if is_text(bytes) { Ok("text/plain") } else { Err("?".into()) };
    };
    let found = found.mime_type();
    if let Some(taken) = TAKEN.iter().find(|taken| **taken == found) {
        return Ok(taken);
    }
    let name = name.to_lowercase();
    let of_name = ARCHIVES.iter().find(|(end, _)| name.ends_with(end));
    match of_name {
        Some((_, media_type)) if found == "application/zip" => Ok(media_type),
        _ => Err(found.into()),
    }
}

/// Whether the bytes are words: no control characters but breaks and tabs, in
/// one of the ways in which such files are written here.
fn is_text(bytes: &[u8]) -> bool {
    let is_plain = |text: &str| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    let marked = [(UTF_16LE, [0xFF, 0xFE]), (UTF_16BE, [0xFE, 0xFF])];
    if let Some((encoding, mark)) = marked.into_iter().find(|(_, mark)| bytes.starts_with(mark)) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark.len()..]);
        return text.is_some_and(|text| is_plain(&text));
    }
    let read = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some_and(|text| is_plain(&text))
    };
    read(UTF_8) || read(GB18030)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds_whatever_its_name() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff";
        let gbk = GB18030.encode("导游强制购物").0;
        for (name, bytes, expected) in [
            ("照片.jpg", png.as_slice(), Ok("image/png")),
            ("聊天记录.txt", "导游：不买不让上车\n".as_bytes(), Ok("text/plain")),
            ("聊天记录.txt", &gbk, Ok("text/plain")),
            ("a.pdf", b"%PDF-1.7\n", Ok("application/pdf")),
            ("照片.jpg", exe, Err("application/vnd.microsoft.portable-executable")),
            ("照片.jpg", b"#!/bin/sh\nrm -rf /\n", Err("text/x-shellscript")),
            ("合同.docx", b"PK\x03\x04\x14\0\0\0\x08\0", Ok(ARCHIVES[0].1)),
            ("合同.jpg", b"PK\x03\x04\x14\0\0\0\x08\0", Err("application/zip")),
            ("照片.jpg", b"<html><script>", Err("text/html")),
            ("noise", &[0, 1, 2, 3, 250], Err("?")),
        ] {
            assert_eq!(of(name, bytes), expected.map_err(str::to_owned), "{name}");
        }
    }
}
