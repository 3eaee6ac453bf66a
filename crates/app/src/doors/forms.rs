//! Forms that anybody can reach. Each is handed out by us: its key, which makes one
//! case at most, with a pass that says when, under a mark that nobody else can
//! make. Nothing of it is stored.

use crate::app::App;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeward_domain::time::{Span, Timestamp};
use sha2::{Digest as _, Sha256};

/// How long a form that was handed out can be sent.
pub const PASS_LIFE: Span = Span::hours(24);
/// Bytes of the time in a pass.
const TIME_BYTES: usize = 8;
/// Bytes of the mark in a pass.
const MARK_BYTES: usize = 16;

/// What a pass is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// We have handed it out for this key, within the last 24 hours.
    Good,
    /// We have handed it out for this key, longer ago.
    Old,
    /// It is not ours, or of another key.
    Foreign,
}

/// A pass for a key, from now on.
pub fn pass(app: &App, key: &str) -> String {
    let at = app.clock().now().0.to_be_bytes();
    let mut pass = at.to_vec();
    pass.extend_from_slice(&mark(app, key, at));
    URL_SAFE_NO_PAD.encode(pass)
}

/// What a pass is worth with a key.
pub fn judge(app: &App, key: &str, pass: &str) -> Pass {
    let bytes = URL_SAFE_NO_PAD.decode(pass).unwrap_or_default();
    let Some((at, told)) = bytes.split_first_chunk::<TIME_BYTES>() else { return Pass::Foreign };
    // Comparing the hashes of both takes the same time wherever they differ.
    if key.is_empty() || Sha256::digest(told) != Sha256::digest(mark(app, key, *at)) {
        return Pass::Foreign;
    }
    let age = app.clock().now() - Timestamp(i64::from_be_bytes(*at));
    if age <= PASS_LIFE { Pass::Good } else { Pass::Old }
}

/// Two small numbers whose sum a person is asked for who has no script. They cannot be
/// told from key and pass, only read on the page.
pub fn question(app: &App, pass: &str) -> (u8, u8) {
    let mark = app.secrets().form_mark("question", pass.as_bytes());
    (mark[0] % 9 + 1, mark[1] % 9 + 1)
}

fn mark(app: &App, key: &str, at: [u8; TIME_BYTES]) -> [u8; MARK_BYTES] {
    let told: Vec<u8> = at.into_iter().chain(key.bytes()).collect();
    let whole = app.secrets().form_mark("pass", &told);
    std::array::from_fn(|place| whole[place])
}
