//! The copies themselves: upright, of few pixels, without a word about the original.

use homeward_app::pictures::{Copies, NotShown};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView as _, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits, Rgb,
    RgbImage,
};
use std::io::Cursor;

/// The most pixels of an original: all that telephones take but their largest mode.
const PIXELS_MAX: u64 = 64_000_000;
/// The most pixels of one side.
const SIDE_MAX: u32 = 30_000;
/// The most bytes that a reader may ask for at once.
const READER_BYTES_MAX: u64 = 640 * 1024 * 1024;
/// The longer side of the copy to look at.
const LARGE_SIDE: u32 = 2048;
/// The longer side of the copy for a tile, which dense screens show at half of it.
const SMALL_SIDE: u32 = 320;
/// How much of a picture JPEG keeps, of 100.
const QUALITY: u8 = 84;
/// What shows through a picture.
const PAPER: u32 = 255;

/// Both copies of an original.
pub fn of(original: &[u8]) -> Result<Copies, NotShown> {
    let picture = read(original)?;
    let large = upright(&within(picture.0, LARGE_SIDE), picture.1);
    let small = within(large.clone(), SMALL_SIDE);
    Ok(Copies { small: written(&small)?, large: written(&large)? })
}

/// Reads a picture whole, with how it must be turned. How large it is is known before
/// any of it is read.
fn read(original: &[u8]) -> Result<(DynamicImage, Orientation), NotShown> {
    let format = image::guess_format(original).map_err(|_| NotShown::Format)?;
    if !format.reading_enabled() {
        return Err(NotShown::Format);
    }
    if format == ImageFormat::Jpeg && !has_end(original) {
        return Err(NotShown::Damaged);
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(READER_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(original), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| why(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(NotShown::TooLarge);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| why(&error))?;
    Ok((picture, turned))
}

const fn why(error: &ImageError) -> NotShown {
    match error {
        ImageError::Limits(_) => NotShown::TooLarge,
        ImageError::Unsupported(_) => NotShown::Format,
        _ => NotShown::Damaged,
    }
}

/// Whether a JPEG goes on to its end: its reader would show what is missing as grey.
/// Only the end itself is spelled so behind the first line of pixels (ITU-T T.81, B.1.1).
fn has_end(original: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(&[0xFF, marker, high, low]) = original.get(at..at + 4) else { return false };
        match marker {
            0xFF => at += 1,
            0xDA => break,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    original[at..].windows(2).any(|pair| pair == [0xFF, 0xD9])
}

fn within(picture: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = picture.dimensions();
    if width.max(height) > side { picture.thumbnail(side, side) } else { picture }
}

/// Turned as it was meant, and laid on white paper where something shows through.
fn upright(picture: &DynamicImage, turned: Orientation) -> DynamicImage {
    let mut upright = if picture.color().has_alpha() {
        let painted = picture.to_rgba8();
        let on_paper = |colour: u8, alpha: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + PAPER * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        let laid = RgbImage::from_fn(painted.width(), painted.height(), |x, y| {
            let [red, green, blue, alpha] = painted.get_pixel(x, y).0;
            Rgb([on_paper(red, alpha), on_paper(green, alpha), on_paper(blue, alpha)])
        });
        DynamicImage::ImageRgb8(laid)
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    upright.apply_orientation(turned);
    upright
}

fn written(picture: &DynamicImage) -> Result<Vec<u8>, NotShown> {
    let mut bytes = Vec::new();
    let done: ImageResult<()> = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture);
    done.map_err(|_| NotShown::Damaged)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 250]) });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn each_kind_that_is_read_here_is_copied_and_others_say_so() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let copies = of(&drawn(format)).unwrap();
            let copy = image::load_from_memory(&copies.large).unwrap().to_rgb8();
            assert_eq!(copy.dimensions(), (40, 20), "{format:?}");
            assert!(copy.get_pixel(5, 10).0[0] > 200 && copy.get_pixel(35, 10).0[2] > 200, "{format:?}");
        }
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        for other in [heic.as_slice(), b"II*\0\x08\0\0\0", b"BM\x1e\0\0\0\0\0", b"words", b""] {
            assert_eq!(of(other), Err(NotShown::Format));
        }
    }

    #[test]
    fn what_shows_through_lies_on_white() {
        let glass = image::RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        glass.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let copy = image::load_from_memory(&of(&bytes.into_inner()).unwrap().large).unwrap().to_rgb8();
        assert!(copy.get_pixel(4, 4).0.iter().all(|part| *part > 250));
    }

    #[test]
    fn what_is_cut_off_anywhere_is_not_shown_as_if_it_were_whole() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = drawn(format);
            for length in (12..whole.len() - 12).step_by(7) {
                assert!(of(&whole[..length]).is_err(), "{format:?} cut off at {length} of {}", whole.len());
            }
        }
    }

    #[test]
    fn a_large_one_becomes_small_and_keeps_its_shape() {
        let mut bytes = Cursor::new(Vec::new());
        image::GrayImage::new(3000, 1500).write_to(&mut bytes, ImageFormat::Png).unwrap();
        let copies = of(&bytes.into_inner()).unwrap();
        let size = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().dimensions();
        assert_eq!((size(&copies.large), size(&copies.small)), ((2048, 1024), (320, 160)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn bytes_by_chance_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(of(&bytes).is_err());
            let _ = super::super::facts::of(&bytes);
        }
    }
}
