//! Signing what is sent (Standard Webhooks 1.0.0): HMAC-SHA-256 over identifier, time and body.

use aws_lc_rs::hmac;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use zeroize::Zeroizing;

use crate::{random::Random, secret::equal};

/// What a secret begins with, so that it is recognised where it should not be.
const PREFIX: &str = "whsec_";

/// A secret that both sides know.
pub struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// A new one, of 256 bits.
    pub fn draw(random: &Random) -> Self {
        Self(Zeroizing::new(random.bytes::<32>().to_vec()))
    }

    /// One that was kept.
    pub fn new(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        Self(bytes.into())
    }

    /// One as its operator was shown it; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD_NO_PAD.decode(text.strip_prefix(PREFIX)?.trim_end_matches('=')).ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// As its operator is shown it.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0.as_slice()))
    }

    /// What is kept.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// One signature, as it stands in `webhook-signature`.
    pub fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &self.0));
        context.update(format!("{id}.{seconds}.").as_bytes());
        context.update(body);
        format!("v1,{}", STANDARD.encode(context.sign().as_ref()))
    }

    /// Whether one of the signatures of a header is this key's; for receivers.
    pub fn signed(&self, id: &str, seconds: i64, body: &[u8], header: &str) -> bool {
        let ours = self.sign(id, seconds, body);
        // All are looked at, whichever fits.
        header.split(' ').fold(false, |fits, theirs| fits | equal(ours.as_bytes(), theirs.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn the_signature_is_the_one_of_the_standard() {
        let key = Key::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", br#"{"test": 2432232314}"#);
        let signature = key.sign(id, 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(key.signed(id, 1_614_265_330, body, &format!("v1,bm9wZQ== {signature}")));
        assert!(!key.signed(id, 1_614_265_331, body, &signature));
        assert!(!key.signed(id, 1_614_265_330, b"{}", &signature));
        assert!(!key.signed("msg_other", 1_614_265_330, body, &signature));
    }

    #[test]
    fn a_secret_is_read_as_it_is_shown() {
        let key = Key::draw(&Random::seeded(1));
        assert!(key.text().starts_with("whsec_"));
        assert_eq!(Key::parse(&key.text()).unwrap().bytes(), key.bytes());
        assert!(Key::parse("secret").is_none());
    }
}
