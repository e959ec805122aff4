//! What the enrolment page shows: a QR code, the key in groups, and the link for an app on the same device.

use serde_json::{Value, json};

use super::Seed;
use crate::authentication::qr;

const GROUP: usize = 4;

/// `None` only when the names are too long for a QR code.
pub(super) fn page(seed: &Seed, issuer: &str, account: &str) -> Option<Value> {
    let uri = uri(seed, issuer, account);
    let qr = qr::drawing(&uri)?;
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
