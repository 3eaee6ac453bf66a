//! Styles and script, bundled and packed at build and held in the binary.

use crate::routes::Routes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing;
use homeward_domain::record::Hash;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// How a file is packed, the smallest first: the word of HTTP and the ending.
const PACKINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The address of an asset, which changes with its content.
pub fn url(name: &str) -> String {
    let hash = Assets::get(name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
    format!("/assets/{}/{name}", &Hash(hash).to_hex()[..12])
}

pub fn router() -> Routes {
    Routes::new().route("/assets/{hash}/{name}", routing::get(asset)).route("/onsite-worker.js", routing::get(worker))
}

/// The script that keeps the page of those on site. It stands at the root, whose
/// pages it may serve, and is asked for anew each time.
async fn worker(headers: HeaderMap) -> Response {
    let mut response = serve("onsite-worker.js", &headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

async fn asset(Path((_, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    serve(&name, &headers)
}

fn serve(name: &str, headers: &HeaderMap) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let packing = PACKINGS.iter().find(|(word, _)| accepts(headers, word));
    let file = packing.map_or_else(|| Assets::get(name), |(_, ending)| Assets::get(&format!("{name}{ending}")));
    let Some(file) = file else { return StatusCode::NOT_FOUND.into_response() };
    let fixed = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let mut response = (fixed, file.data.into_owned()).into_response();
    if let Some((word, _)) = packing {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
    }
    response
}

/// Whether the reader takes a packing.
fn accepts(headers: &HeaderMap, packing: &str) -> bool {
    let told = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    let mut words = told.flat_map(|line| line.split(','));
    words.any(|word| match word.split_once(';') {
        Some((word, weight)) => {
            word.trim() == packing && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        }
        None => word.trim() == packing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use std::fs;
    use std::path::Path;

    #[tokio::test]
    async fn an_asset_comes_as_small_as_the_reader_takes_it() {
        let mut sizes = Vec::new();
        for (told, packing) in [("gzip, br", Some("br")), ("br;q=0, gzip", Some("gzip")), ("identity", None)] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(told))]);
            let response = serve("homeward.css", &headers);
            let said = response.headers().get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
            assert_eq!(said, packing, "{told}");
            sizes.push(to_bytes(response.into_body(), usize::MAX).await.expect("bytes in memory").len());
        }
        assert!(sizes.is_sorted() && sizes[0] * 3 < sizes[2], "{sizes:?}");
        assert_eq!(serve("homeward.css.br", &HeaderMap::new()).status(), StatusCode::NOT_FOUND);
    }

    /// An icon that is not in the set leaves a hole that nobody is told of.
    #[tokio::test]
    async fn every_icon_of_a_template_is_in_the_set() {
        let sprite = serve("icons.svg", &HeaderMap::new()).into_body();
        let sprite = String::from_utf8(to_bytes(sprite, usize::MAX).await.unwrap().to_vec()).unwrap();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
        let (mut found, mut missing) = (0, Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let text = fs::read_to_string(entry.path()).unwrap();
                for name in text.split("icon(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()) {
                    found += 1;
                    missing.extend((!sprite.contains(&format!("id=\"{name}\""))).then_some(name));
                }
            }
        }
        assert!(found > 20 && missing.is_empty(), "{missing:?} of {found}");
    }
}
