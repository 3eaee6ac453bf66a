//! When and where a picture says that it was taken (Exif 2.32, §4.6.5 and §4.6.6).

use exif::{DateTime, Exif, In, Rational, Reader, Tag, Value};
use homeward_app::pictures::{Facts, Place};
use std::io::Cursor;

/// The facts of a picture of any kind that carries them, shown or not.
pub fn of(original: &[u8]) -> Facts {
    let read = Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(original));
    let read = read.or_else(|error| error.distill_partial_result(|_| {}));
    read.map(|exif| Facts { taken_at: taken_at(&exif), place: place(&exif) }).unwrap_or_default()
}

/// When the picture was taken, or else when it was made digital; never when it was
/// last changed.
fn taken_at(exif: &Exif) -> Option<String> {
    let tags = [(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal), (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized)];
    tags.into_iter().find_map(|(time, zone)| {
        let mut told = DateTime::from_ascii(text(exif, time)?).ok()?;
        if let Some(zone) = text(exif, zone) {
            let _ = told.parse_offset(zone);
        }
        Some(written(&told))
    })
}

fn written(told: &DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, .. } = told;
    let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    let zone = told.offset.map(|minutes| {
        let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    });
    time + &zone.unwrap_or_default()
}

fn text(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => parts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn place(exif: &Exif) -> Option<Place> {
    let latitude = millionths(exif, Tag::GPSLatitude, (Tag::GPSLatitudeRef, b'S'))?;
    let longitude = millionths(exif, Tag::GPSLongitude, (Tag::GPSLongitudeRef, b'W'))?;
    // Some cameras write zeros until they know where they are.
    ((latitude, longitude) != (0, 0)).then_some(Place { latitude, longitude })
}

/// Degrees, minutes and seconds as millionths of a degree; below zero on the side that
/// is named.
fn millionths(exif: &Exif, tag: Tag, (side, below): (Tag, u8)) -> Option<i32> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let part = |part: &Rational| (part.denom != 0).then(|| part.to_f64());
    let all = part(degrees)? + part(minutes)? / 60.0 + part(seconds)? / 3600.0;
    let is_below = text(exif, side)?.first() == Some(&below);
    let all = (if is_below { -all } else { all } * 1e6).round();
    let is_small = all.abs() <= 180e6;
    #[allow(clippy::cast_possible_truncation, reason = "a whole number below two hundred million")]
    is_small.then_some(all as i32)
}
