//! Codes that a phone reads off the screen or off paper.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use homeward_app::sign_in::Offer;
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

/// What an authenticator app reads, by camera or by hand.
pub struct Offered {
    /// The address of a picture, where there is one.
    pub picture: Option<String>,
    /// The secret, in groups that the eye can hold.
    pub secret: String,
}

/// An offer of a second factor as a page shows it.
pub fn offered(offer: &Offer) -> Offered {
    let letters: Vec<char> = offer.secret.chars().collect();
    let fours = letters.chunks(4).map(|four| four.iter().collect::<String>());
    Offered { picture: qr(&offer.url), secret: fours.collect::<Vec<_>>().join(" ") }
}
