//! Cookies that hold secrets: how they are written and read back.

use crate::language::cookie;
use crate::state::Web;
use axum::http::HeaderMap;

/// What such a cookie is called where the public address is encrypted: browsers then
/// take it from this host alone, over an encrypted connection, for all its paths.
const HOST_ONLY: &str = "__Host-";

/// The header that keeps a secret in a browser for so many microseconds; an empty one
/// is forgotten. The path holds only where the public address is not encrypted.
pub fn written(web: &Web, name: &str, secret: &str, path: &str, age_micros: i64) -> String {
    let age = age_micros / 1_000_000;
    let (name, path, secure) =
        if web.is_encrypted() { (full(web, name), "/", "; Secure") } else { (name.to_owned(), path, "") };
    format!("{name}={secret}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

/// The secret that a browser has kept; none of another name, which anybody of a
/// neighbouring host could have put there.
pub fn kept(web: &Web, headers: &HeaderMap, name: &str) -> Option<String> {
    cookie(headers, &full(web, name))
}

fn full(web: &Web, name: &str) -> String {
    if web.is_encrypted() { format!("{HOST_ONLY}{name}") } else { name.to_owned() }
}
