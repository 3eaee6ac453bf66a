//! Codes that a phone reads off the screen or off paper.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcode::QrCode;
use qrcode::render::svg::Color;

/// The least width of a code, in pixels.
const WIDTH: u32 = 220;

/// The address of a picture that carries a text: dark on light in every scheme,
/// as readers expect. `None` where the text is too long for one.
pub fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let picture =
        code.render().min_dimensions(WIDTH, WIDTH).dark_color(Color("#000000")).light_color(Color("#ffffff")).build();
    Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(picture)))
}
