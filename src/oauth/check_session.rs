//! What an authorization response tells of who is signed in, so that the client can see later whether that still holds without
//! asking us (OpenID Connect Session Management 1.0). Behind `oauth.front_channel_tokens`.
//!
//! The browser keeps a value that stands for its sessions; `session_state` is a salted hash of it, of the client and of the
//! client's origin, and a page of ours in a frame of the client compares the two. The value is a digest under a key of ours: it
//! changes whenever somebody signs in or out, it leads back to no session, and whoever reads it can do nothing with it but
//! compare.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use data_encoding::HEXLOWER;
use url::Url;

use super::{Provider, authorization::AuthorizationResponse};

/// What the values are digested for.
const DIGEST: &str = "check_session";

impl Provider {
    /// The value for a browser with these sessions, the one in use (or an empty text) first; empty where nobody is signed in.
    pub fn browser_state<'a>(&self, sessions: impl IntoIterator<Item = &'a str>) -> String {
        // No identifier of ours holds this byte.
        let joined = sessions.into_iter().collect::<Vec<_>>().join("\0");
        if joined.is_empty() {
            return joined;
        }
        URL_SAFE_NO_PAD.encode(self.vault.digest(DIGEST, joined.as_bytes()))
    }
}

impl AuthorizationResponse {
    /// With `session_state` (section 3) for a browser that keeps `browser_state`. An answer to an app has none: it has no origin
    /// that could ask.
    #[must_use]
    pub fn with_session_state(mut self, browser_state: &str, salt: &str) -> Self {
        let state = session_state(&self.client_id, &self.redirect_uri, browser_state, salt);
        self.parameters.extend(state.map(|state| ("session_state", state)));
        self
    }
}

/// `static/check_session.js` makes the same of the origin that asks and the value that it finds.
fn session_state(client_id: &str, redirect_uri: &str, browser_state: &str, salt: &str) -> Option<String> {
    let origin = Url::parse(redirect_uri).ok()?.origin();
    if client_id.is_empty() || !origin.is_tuple() {
        return None;
    }
    let text = format!("{client_id} {} {browser_state} {salt}", origin.ascii_serialization());
    Some(format!("{}.{salt}", HEXLOWER.encode(digest(&SHA256, text.as_bytes()).as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_counts_and_the_form_is_that_of_the_script() {
        let one = session_state("shop", "https://shop.example/cb?x=1", "abc", "salt").unwrap();
        // printf 'shop https://shop.example abc salt' | sha256sum
        assert_eq!(one, "1b21a0cc2627b8910544194c9d9cc47a0c23b9524580c486833686f24f23ded7.salt");
        assert_eq!(one, session_state("shop", "https://shop.example:443/other", "abc", "salt").unwrap());
        for other in [
            session_state("till", "https://shop.example/cb", "abc", "salt"),
            session_state("shop", "https://shop.example:444/cb", "abc", "salt"),
            session_state("shop", "https://shop.example/cb", "", "salt"),
            session_state("shop", "https://shop.example/cb", "abc", "pepper"),
        ] {
            assert_ne!(other.unwrap().split('.').next(), one.split('.').next());
        }
        assert_eq!(session_state("shop", "com.example.app:/cb", "abc", "salt"), None);
    }
}
