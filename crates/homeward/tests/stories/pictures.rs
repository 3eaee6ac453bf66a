//! Pictures through the whole program: what is shown is a copy made in a process of
//! its own, and nothing in it tells more than can be seen.

use crate::common::{Program, Server, client, complaint};
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value as Told};
use image::{GenericImageView as _, ImageFormat, Rgb, RgbImage};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const CAMERA: &str = "Nikon-of-the-traveller";

/// What a picture of somebody's telephone tells beside the picture, as TIFF.
fn told(orientation: u16) -> Vec<u8> {
    let rational = |parts: [(u32, u32); 3]| Told::Rational(parts.map(|(num, denom)| Rational { num, denom }).to_vec());
    let ascii = |text: &str| Told::Ascii(vec![text.into()]);
    let fields: Vec<Field> = [
        (Tag::Make, ascii(CAMERA)),
        (Tag::Orientation, Told::Short(vec![orientation])),
        (Tag::DateTimeOriginal, ascii("2026:10:03 14:22:05")),
        (Tag::OffsetTimeOriginal, ascii("+08:00")),
        (Tag::GPSLatitudeRef, ascii("N")),
        (Tag::GPSLatitude, rational([(34, 1), (39, 1), (3600, 100)])),
        (Tag::GPSLongitudeRef, ascii("E")),
        (Tag::GPSLongitude, rational([(112, 1), (28, 1), (1200, 100)])),
    ]
    .into_iter()
    .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value })
    .collect();
    // Cameras put a small picture in there too, which shows what was cut away.
    let thumbnail = drawn(8, 8, ImageFormat::Jpeg);
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    writer.set_jpeg(&thumbnail, In::THUMBNAIL);
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    tiff.into_inner()
}

/// A picture that is red on the left and blue on the right.
fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |x| if x < width / 2 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 250]) };
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, _| colour(x)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let length = u16::try_from(body.len() + 2).unwrap();
    [&[0xFF, marker], length.to_be_bytes().as_slice(), &body].concat()
}

/// A photograph as a telephone makes it, held upright or not.
fn photograph(orientation: u16) -> Vec<u8> {
    let bare = drawn(80, 40, ImageFormat::Jpeg);
    let xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>34,39.6N</exif:GPSLatitude></x:xmpmeta>";
    let beside = [
        segment(0xE1, &[b"Exif\0\0", &told(orientation)]),
        segment(0xE1, &[xmp.as_bytes()]),
        segment(0xED, &[b"Photoshop 3.0\0caption of the traveller"]),
        segment(0xFE, &[b"a comment of the traveller"]),
    ];
    [&bare[..2], &beside.concat(), &bare[2..]].concat()
}

/// A picture that says that it is sixty thousand pixels wide and high, in 60 bytes.
fn bomb() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = 60_000_u32.to_be_bytes();
    for (kind, body) in
        [(b"IHDR", [&side[..], &side, &[8, 6, 0, 0, 0]].concat()), (b"IDAT", b"\x78\x9c\x03\0".to_vec())]
    {
        let named = [kind.as_slice(), &body].concat();
        png.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        png.extend(&named);
        png.extend(checked(&named).to_be_bytes());
    }
    png
}

/// CRC-32 as PNG has it.
fn checked(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// The kinds of segments of a JPEG, in order.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut kinds, mut at) = (Vec::new(), 2);
    loop {
        assert_eq!(jpeg[at], 0xFF);
        kinds.push(jpeg[at + 1]);
        if jpeg[at + 1] == 0xDA {
            return kinds;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Whoever asks the running program.
struct Asks<'a> {
    server: &'a Server,
    token: String,
}

impl Asks<'_> {
    async fn get(&self, path: &str) -> Response {
        client().get(format!("{}/api/v1{path}", self.server.url)).bearer_auth(&self.token).send().await.unwrap()
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/api/v1{path}", self.server.url);
        let answer = client().post(url).bearer_auth(&self.token).json(body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    async fn made(&self, reference: &str) -> String {
        let case = self.post("/cases", &complaint(reference)).await;
        format!("/cases/{}", case["number"].as_str().unwrap())
    }

    async fn send(&self, case: &str, name: &str, bytes: &[u8]) {
        let part = format!("--m\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [part.as_bytes(), bytes, b"\r\n--m--\r\n"].concat();
        let asked = client().post(format!("{}/api/v1{case}/files", self.server.url)).bearer_auth(&self.token);
        let answer = asked.header("content-type", "multipart/form-data; boundary=m").body(body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    }

    async fn file(&self, case: &str, number: usize) -> Value {
        self.get(case).await.json::<Value>().await.unwrap()["files"][number - 1].clone()
    }
}

async fn bytes(answer: Response) -> Vec<u8> {
    assert_eq!(answer.status(), StatusCode::OK);
    answer.bytes().await.unwrap().to_vec()
}

/// Every file in a folder and below.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { lying(&path) } else { vec![path] }).collect()
}

/// A picture as it was turned: red is on the side that is named.
fn is_upright(copy: &[u8], size: (u32, u32), red_is: &str) {
    let picture = image::load_from_memory(copy).unwrap();
    assert_eq!(picture.dimensions(), size);
    let (right, bottom) = (size.0 - 5, size.1 - 5);
    let (red, blue) = match red_is {
        "left" => ((4, bottom / 2), (right, bottom / 2)),
        "right" => ((right, bottom / 2), (4, bottom / 2)),
        "top" => ((right / 2, 4), (right / 2, bottom)),
        _ => ((right / 2, bottom), (right / 2, 4)),
    };
    let [red, blue] = [red, blue].map(|(x, y)| picture.get_pixel(x, y).0);
    assert!(red[0] > 200 && blue[2] > 200, "{red_is}: {red:?} {blue:?}");
}

#[tokio::test]
async fn what_is_shown_is_a_copy_that_tells_nothing_but_what_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let server = program.serve();
    let all = Asks { server: &server, token: program.token() };
    let case = all.made("A-1").await;
    for (number, (orientation, size, red_is)) in
        [(1, (80, 40), "left"), (3, (80, 40), "right"), (6, (40, 80), "top"), (8, (40, 80), "bottom")]
            .into_iter()
            .enumerate()
    {
        let number = number + 1;
        all.send(&case, "客房.jpg", &photograph(orientation)).await;
        let answer = all.get(&format!("{case}/files/{number}/copy")).await;
        assert_eq!(answer.headers()["content-type"], "image/jpeg");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let disposition = answer.headers()["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("inline; filename*=UTF-8''%E5"), "{disposition}");
        let tag = answer.headers()["etag"].clone();
        let large = bytes(answer).await;
        is_upright(&large, size, red_is);
        let small = bytes(all.get(&format!("{case}/files/{number}/copy?size=small")).await).await;
        for copy in [&large, &small] {
            for words in ["Exif", CAMERA, "xap", "GPS", "traveller", "2026:10:03", "ICC"] {
                assert!(!holds(copy, words), "{words}");
            }
            let kinds = segments(copy);
            assert!(kinds.iter().all(|kind| matches!(kind, 0xE0 | 0xDB | 0xC0 | 0xC4 | 0xDA)), "{kinds:x?}");
            let read = exif::Reader::new().read_from_container(&mut Cursor::new(copy));
            assert!(read.is_err());
        }
        let url = format!("{}/api/v1{case}/files/{number}/copy", server.url);
        let known = client().get(url).bearer_auth(&all.token).header("if-none-match", tag).send().await.unwrap();
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(bytes(all.get(&format!("{case}/files/{number}")).await).await, photograph(orientation));
    }
    let told = all.file(&case, 1).await;
    assert_eq!((&told["copy"], &told["taken_at"]), (&json!("ready"), &json!("2026-10-03T14:22:05+08:00")));
    assert_eq!(told["place"], json!({"latitude": 34.66, "longitude": 112.47}));
    let wrong = all.get(&format!("{case}/files/1/copy?size=huge")).await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);

    // Whoever is not given contact points is given neither the original nor what it tells.
    let made = program.run(&["token", "create", "--name", "few", "--scope", "cases:read"]);
    let token = String::from_utf8(made.stdout).unwrap().lines().last().unwrap().to_owned();
    let few = Asks { server: &server, token };
    let told = few.file(&case, 1).await;
    assert_eq!((&told["copy"], &told["taken_at"], &told["place"]), (&json!("ready"), &Value::Null, &Value::Null));
    bytes(few.get(&format!("{case}/files/1/copy")).await).await;
    let sealed = few.get(&format!("{case}/files/1")).await;
    assert_eq!(sealed.status(), StatusCode::FORBIDDEN);
    assert_eq!(sealed.json::<Value>().await.unwrap()["type"], "urn:homeward:problem:sealed");
    let looks = all.get(&format!("{case}/looks")).await.json::<Value>().await.unwrap();
    let why: Vec<&str> = looks["items"].as_array().unwrap().iter().map(|look| look["why"].as_str().unwrap()).collect();
    for number in 1..=4 {
        assert!(why.contains(&format!("original:{number}").as_str()), "{why:?}");
    }

    // No backup carries them, and an erasure takes them along.
    let copies = folder.path().join("files/copies");
    assert_eq!(lying(&copies).len(), 4 * 3);
    let token = all.token;
    assert!(server.stop().success());
    let backup = folder.path().join("one.backup");
    assert!(program.run(&["backup", backup.to_str().unwrap()]).status.success());
    let place = Program::new(&folder.path().join("restored"), None);
    let secret = folder.path().join("secret");
    let orders = ["restore", backup.to_str().unwrap(), "--no-erasures", "--secret-file", secret.to_str().unwrap()];
    assert!(place.run(&orders).status.success());
    assert_eq!(lying(&folder.path().join("restored/files")).len(), 4, "the originals alone");
    let server = program.serve();
    let all = Asks { server: &server, token };
    all.post(&format!("{case}/erasure"), &json!({"ground": "order"})).await;
    assert!(lying(&folder.path().join("files")).is_empty(), "{:?}", lying(&folder.path().join("files")));
    assert_eq!(all.get(&format!("{case}/files/1/copy")).await.status(), StatusCode::NOT_FOUND);
    let told = all.file(&case, 1).await;
    assert_eq!((&told["copy"], &told["taken_at"], &told["place"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(server.stop().success());
    program.verify();
}

#[tokio::test]
async fn what_cannot_be_shown_says_why_and_its_original_stays() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let server = program.serve();
    let all = Asks { server: &server, token: program.token() };
    let case = all.made("A-1").await;
    let photograph = photograph(1);
    let cut = &photograph[..photograph.len() - 300];
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic-the-picture";
    for (number, (name, sent, why)) in [
        ("cut.jpg", cut, "damaged"),
        ("bomb.png", &bomb(), "too_large"),
        ("phone.heic", heic, "format"),
        ("words.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-no-picture", "damaged"),
    ]
    .into_iter()
    .enumerate()
    {
        let number = number + 1;
        all.send(&case, name, sent).await;
        let answer = all.get(&format!("{case}/files/{number}/copy")).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let problem = answer.json::<Value>().await.unwrap();
        assert_eq!(problem["type"], "urn:homeward:problem:not-shown");
        assert!(problem["detail"].as_str().unwrap().contains("显示"), "{problem}");
        assert_eq!(all.file(&case, number).await["copy"], why, "{name}");
        assert_eq!(bytes(all.get(&format!("{case}/files/{number}")).await).await, sent, "{name}");
    }
    // What is cut off still tells when and where.
    assert_eq!(all.file(&case, 1).await["taken_at"], "2026-10-03T14:22:05+08:00");
    assert!(server.stop().success());
    program.verify();
}

#[tokio::test]
async fn what_an_earlier_version_took_in_is_copied_and_no_copy_of_others_is_believed() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let server = program.serve();
    let all = Asks { server: &server, token: program.token() };
    let case = all.made("A-1").await;
    all.send(&case, "客房.jpg", &photograph(1)).await;
    let copy = format!("{case}/files/1/copy");
    let shown = bytes(all.get(&copy).await).await;
    let copies = folder.path().join("files/copies");
    fs::remove_dir_all(&copies).unwrap();
    assert_eq!(bytes(all.get(&copy).await).await, shown, "made anew");
    let large = lying(&copies).into_iter().find(|path| path.ends_with("large")).unwrap();
    let mark = &fs::read(&large).unwrap()[..32];
    fs::write(&large, [mark, &drawn(80, 40, ImageFormat::Jpeg)[..], b"another picture"].concat()).unwrap();
    assert_eq!(bytes(all.get(&copy).await).await, shown, "another picture was put in its place");
    // An original that is no longer what was sent is nobody's picture.
    let original = lying(&folder.path().join("files/cases")).remove(0);
    let kept = fs::read(&original).unwrap();
    fs::write(&original, drawn(80, 40, ImageFormat::Jpeg)).unwrap();
    fs::remove_dir_all(&copies).unwrap();
    assert_eq!(all.get(&copy).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    fs::write(&original, kept).unwrap();
    assert_eq!(bytes(all.get(&copy).await).await, shown, "and again once it is what was sent");
    assert!(server.stop().success());
    program.verify();
}

/// Copies a picture by the process itself, begun by a shell that may set it bounds.
fn copied(shell: &str, original: &[u8]) -> Output {
    let script = format!("{shell} exec \"$0\" picture-copy");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_homeward")]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(original);
    child.wait_with_output().unwrap()
}

#[test]
fn a_bomb_is_refused_before_any_of_it_is_read() {
    let bomb = bomb();
    assert!(bomb.len() < 100);
    // A fortieth of what its pixels would take, the program itself included.
    let done = copied("ulimit -v 300000;", &bomb);
    assert!(done.status.success());
    assert_eq!(
        String::from_utf8(done.stdout).unwrap(),
        "{\"taken_at\":null,\"place\":null,\"not_shown\":\"too_large\",\"small\":0,\"large\":0}\n"
    );
}

#[test]
fn the_process_binds_itself_before_it_reads_and_stands_in_no_help() {
    let folder = tempfile::tempdir().unwrap();
    let help = Program::new(folder.path(), None).run(&["--help"]);
    assert!(!String::from_utf8(help.stdout).unwrap().contains("picture"));

    let mut command = Command::new(env!("CARGO_BIN_EXE_homeward"));
    let mut child = command.arg("picture-copy").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // It holds all that a pipe does not, so it has begun to read once this is written.
    input.write_all(&vec![0; 2 * 1024 * 1024]).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    for (name, most) in [
        ("Max address space", "1073741824"),
        ("Max cpu time", "15"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
        ("Max open files", "3"),
        ("Max processes", "0"),
    ] {
        assert_eq!(limit(name), [most, most], "{name}");
    }
    drop(input);
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success() && holds(&said.stdout, "\"not_shown\":\"format\""));
}
