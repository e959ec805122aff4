//! How the protocol says no: one error with three texts (the code for the program, the description for the client's
//! developer, the detail for the log), its status, and the challenge where a clause demands one.

use super::dpop;
use crate::storage;

/// An answer of RFC 6749 section 5.2 or 4.1.2.1, RFC 6750 section 3.1 or OpenID Connect Core 3.1.2.6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    /// For the program: one of the registered codes.
    pub code: &'static str,
    /// For the client's developer, within the characters that RFC 6749 allows. Nothing secret.
    pub description: String,
    /// For the log only.
    pub detail: String,
    /// The HTTP status where the answer is not a redirect.
    pub status: u16,
    /// The `WWW-Authenticate` of the answer.
    pub challenge: Challenge,
}

/// Which scheme a refused request may try (RFC 9110 section 11.6.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Challenge {
    /// No challenge.
    #[default]
    None,
    /// Client authentication (RFC 6749 section 5.2).
    Basic,
    /// An access token that came and was refused (RFC 6750 section 3).
    Bearer,
    /// No access token came: the challenge names no error (RFC 6750 section 3.1).
    BearerBare,
    /// An access token or a proof that came by the scheme DPoP and was refused (RFC 9449 section 7.1).
    Dpop,
}

impl OAuthError {
    /// An error with status 400 and any registered code.
    pub fn new(code: &'static str, description: impl AsRef<str>) -> Self {
        Self {
            code,
            description: description.as_ref().chars().map(permitted).collect(),
            detail: String::new(),
            status: 400,
            challenge: Challenge::None,
        }
    }

    /// Adds what only the log may know.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// A parameter is missing, doubled or malformed.
    pub fn invalid_request(description: impl AsRef<str>) -> Self {
        Self::new("invalid_request", description)
    }

    /// Client authentication failed. Who knows no client learns no more than who knows no secret: the reason is detail.
    pub fn invalid_client(detail: impl Into<String>) -> Self {
        Self {
            status: 401,
            challenge: Challenge::Basic,
            ..Self::new("invalid_client", "client authentication failed")
        }
        .with_detail(detail)
    }

    /// The code or refresh token is not good (any more), or not this client's.
    pub fn invalid_grant(description: impl AsRef<str>) -> Self {
        Self::new("invalid_grant", description)
    }

    /// The client may not do this.
    pub fn unauthorized_client(description: impl AsRef<str>) -> Self {
        Self::new("unauthorized_client", description)
    }

    /// No such grant type here.
    pub fn unsupported_grant_type(description: impl AsRef<str>) -> Self {
        Self::new("unsupported_grant_type", description)
    }

    /// A scope that is malformed or may not be given.
    pub fn invalid_scope(description: impl AsRef<str>) -> Self {
        Self::new("invalid_scope", description)
    }

    /// RFC 6750 section 3.1: the access token is not good (any more).
    pub fn invalid_token(detail: impl Into<String>) -> Self {
        Self {
            status: 401,
            challenge: Challenge::Bearer,
            ..Self::new(
                "invalid_token",
                "the access token is expired, revoked or not meant for this endpoint",
            )
        }
        .with_detail(detail)
    }

    /// RFC 8707 section 2: a resource that is malformed, unknown, or not for this client.
    pub fn invalid_target(description: impl AsRef<str>) -> Self {
        Self::new("invalid_target", description)
    }

    /// RFC 9449 section 5: the proof is missing or not good. Its sender made it, so the reason is theirs to know.
    pub fn invalid_dpop_proof<T: AsRef<str>>(reason: T) -> Self {
        Self::new("invalid_dpop_proof", format!("the DPoP proof is refused: {}", reason.as_ref()))
    }

    /// RFC 9449 section 8: the proof needs the nonce that comes with this answer.
    pub fn use_dpop_nonce() -> Self {
        Self::new("use_dpop_nonce", "the DPoP proof needs the nonce of the header DPoP-Nonce")
    }

    /// RFC 6750 section 3.1: the access token does not reach that far.
    pub fn insufficient_scope(description: impl AsRef<str>) -> Self {
        Self { status: 403, challenge: Challenge::Bearer, ..Self::new("insufficient_scope", description) }
    }

    /// RFC 6750 section 3.1: a protected resource was asked without a token.
    pub fn token_required() -> Self {
        Self {
            status: 401,
            challenge: Challenge::BearerBare,
            ..Self::new("invalid_request", "an access token is required")
        }
    }

    /// The same refusal where an access token is the credential: with its challenge (RFC 6750 section 3).
    #[must_use]
    pub fn for_resource(self) -> Self {
        Self { challenge: Challenge::Bearer, ..self }
    }

    /// The same refusal where an access token was shown with a proof (RFC 9449 section 7.1). What broke here refuses nothing, and
    /// stays as it is.
    #[must_use]
    pub fn for_bound_resource(self) -> Self {
        if self.status >= 500 {
            return self;
        }
        let proof = ["invalid_dpop_proof", "use_dpop_nonce"].contains(&self.code);
        Self { challenge: Challenge::Dpop, status: if proof { 401 } else { self.status }, ..self }
    }

    /// Something broke here; the client learns no more than that.
    pub fn server_error(detail: impl Into<String>) -> Self {
        Self { status: 500, ..Self::new("server_error", "the server failed to answer this request") }
            .with_detail(detail)
    }

    /// Overloaded or without its database: worth trying again.
    pub fn temporarily_unavailable(detail: impl Into<String>) -> Self {
        Self { status: 503, ..Self::new("temporarily_unavailable", "try again in a moment") }
            .with_detail(detail)
    }

    /// The value of `WWW-Authenticate`, if the answer carries one.
    pub fn www_authenticate(&self) -> Option<String> {
        match self.challenge {
            Challenge::None => None,
            Challenge::Basic => Some("Basic realm=\"client\", charset=\"UTF-8\"".into()),
            Challenge::BearerBare => Some("Bearer".into()),
            // The description holds neither quotes nor backslashes.
            Challenge::Bearer => {
                Some(format!("Bearer error=\"{}\", error_description=\"{}\"", self.code, self.description))
            }
            Challenge::Dpop => Some(format!(
                "DPoP error=\"{}\", error_description=\"{}\", algs=\"{}\"",
                self.code,
                self.description,
                dpop::algorithms().join(" ")
            )),
        }
    }

    /// A second challenge, where either scheme would do (RFC 9449 section 7.2).
    pub fn other_challenge(&self) -> Option<String> {
        let either = self.challenge == Challenge::BearerBare;
        either.then(|| format!("DPoP algs=\"{}\"", dpop::algorithms().join(" ")))
    }

    /// The JSON body of RFC 6749 section 5.2.
    pub fn body(&self) -> String {
        serde_json::json!({"error": self.code, "error_description": self.description}).to_string()
    }
}

/// RFC 6749 section 5.2: `%x20-21 / %x23-5B / %x5D-7E`.
fn permitted(character: char) -> char {
    match character {
        '"' => '\'',
        '\\' => '/',
        ' '..='~' => character,
        _ => '?',
    }
}

impl std::fmt::Display for OAuthError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.code, self.description)?;
        if self.detail.is_empty() { Ok(()) } else { write!(formatter, " ({})", self.detail) }
    }
}

impl std::error::Error for OAuthError {}

impl From<storage::Error> for OAuthError {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::Unavailable(_) => Self::temporarily_unavailable(error.to_string()),
            _ => Self::server_error(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_keeps_to_the_permitted_characters() {
        let error = OAuthError::invalid_request("no \"such\"\r\n\\ é");
        assert_eq!(error.description, "no 'such'??/ ?");
        assert_eq!(error.body(), r#"{"error":"invalid_request","error_description":"no 'such'??/ ?"}"#);
    }

    #[test]
    fn each_challenge_is_that_of_its_clause() {
        let refused = OAuthError::invalid_client("no such client");
        assert_eq!((refused.status, refused.code), (401, "invalid_client"));
        assert!(refused.www_authenticate().unwrap().starts_with("Basic realm="));
        assert!(!refused.body().contains("no such client"), "the detail stays in the log");
        assert_eq!(OAuthError::token_required().www_authenticate().unwrap(), "Bearer");
        let token = OAuthError::invalid_token("revoked").www_authenticate().unwrap();
        assert!(token.starts_with("Bearer error=\"invalid_token\", error_description=\""), "{token}");
        assert_eq!(OAuthError::insufficient_scope("openid").status, 403);
        assert_eq!(OAuthError::invalid_grant("used").www_authenticate(), None);
    }

    #[test]
    fn what_broke_here_is_no_matter_of_a_proof() {
        let refused = OAuthError::invalid_dpop_proof("too old").for_bound_resource();
        assert_eq!(refused.status, 401);
        assert!(refused.www_authenticate().unwrap().starts_with("DPoP "));
        for broken in [OAuthError::temporarily_unavailable("down"), OAuthError::server_error("a bug")] {
            let (status, code) = (broken.status, broken.code);
            let bound = broken.for_bound_resource();
            assert_eq!((bound.status, bound.code), (status, code));
            assert_eq!(bound.www_authenticate(), None);
        }
    }

    #[test]
    fn a_missing_database_is_worth_another_try() {
        assert_eq!(OAuthError::from(storage::Error::Unavailable("down".into())).status, 503);
        let broken = OAuthError::from(storage::Error::Faulty("secret path".into()));
        assert_eq!(broken.status, 500);
        assert!(!broken.body().contains("secret"));
    }
}
