//! What the enrolment page shows: a QR code, the key in groups, and the link for an app on the same device.

use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::{Value, json};

use super::Seed;

const GROUP: usize = 4;

/// `None` only when the names are too long for a QR code.
pub(super) fn page(seed: &Seed, issuer: &str, account: &str) -> Option<Value> {
    let uri = uri(seed, issuer, account);
    let code = QrCode::with_error_correction_level(&uri, EcLevel::M).ok()?;
    // Black on white with a white border, also where the page is dark: readers need it (ISO/IEC 18004 section 9.1).
    let image = code
        .render::<svg::Color>()
        .min_dimensions(240, 240)
        .quiet_zone(true)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    let qr = image.find("<svg").and_then(|start| image.get(start..)).unwrap_or_default();
    let groups: Vec<&str> =
        seed.base32().as_bytes().chunks(GROUP).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    Some(json!({ "qr": qr, "secret_groups": groups, "uri": uri }))
}

/// The key URI that apps read. The issuer stands in the label and in a parameter, since some apps read one, some the
/// other.
fn uri(seed: &Seed, issuer: &str, account: &str) -> String {
    let (issuer, account) = (encode(issuer), encode(account));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
        seed.base32()
    )
}

/// Percent-encoding of RFC 3986 section 2.1; a space as `%20`, because apps show a plus sign as one.
fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
