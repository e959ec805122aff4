//! `id_token_hint`: an ID token of ours that names a person and a session (OpenID Connect Core 3.1.2.1, RP-Initiated
//! Logout 1.0 section 2). It opens nothing, so an expired one will do; its signature must not lack. A client that was given an
//! encrypted one may encrypt what was in it to us again.

use serde_json::Value;

use super::Provider;
use crate::jose::{
    Expect,
    encrypt::{Agreed, is_jwe},
};

/// What an ID token of ours says, its signature and issuer being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Whose it was.
    pub subject: String,
    /// The session it was made in.
    pub session_id: Option<String>,
    /// For whom.
    pub audience: Vec<String>,
}

impl Provider {
    /// Reads a hint; nothing unless we signed it as an ID token.
    pub fn read_hint(&self, token: &str) -> Option<Hint> {
        let opened = is_jwe(token).then(|| self.keyring.decrypt(token, Agreed::default()));
        let opened = opened.transpose().ok()?;
        let token = opened.as_deref().unwrap_or(token);
        let expect = Expect::id_token_hint(&self.settings.issuer);
        let verified = self.keyring.verify_own(token, &expect, self.clock.now()).ok()?;
        let audience = match verified.claims.get("aud")? {
            Value::String(one) => vec![one.clone()],
            Value::Array(several) => several.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => return None,
        };
        Some(Hint {
            subject: verified.text("sub")?.to_owned(),
            session_id: verified.text("sid").map(str::to_owned),
            audience,
        })
    }
}
