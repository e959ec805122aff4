//! What is encrypted to a client, because it registered so: ID tokens and userinfo answers (OpenID Connect Core 10.2 and
//! 5.3.2), logout tokens (Back-Channel Logout 1.0 section 2.4), authorization responses (JARM 2.2) and introspection answers
//! (RFC 9701 section 5).
//!
//! The key is found before anything is spent or written, so that a client whose key cannot be had loses neither a code nor a
//! refresh token. What is signed is signed first: a nested JWT (RFC 7519 section 11.2). The cryptography is
//! `jose::encrypt`'s.

use std::sync::Arc;

use super::{KnownClient, OAuthError, Provider, client_document};
use crate::{
    jose::{
        ContentEncryption, JwkSet, KeyManagement,
        encrypt::{Inside, encrypt},
    },
    storage::client::Metadata,
};

/// What may be encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// ID tokens, and the logout tokens that go with them.
    IdToken,
    /// Userinfo answers.
    Userinfo,
    /// Authorization responses that are JWTs.
    Authorization,
    /// Introspection answers that are JWTs.
    Introspection,
}

impl Answer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::IdToken, Self::Userinfo, Self::Authorization, Self::Introspection];

    /// The members of a client's metadata that ask for it: `alg` and `enc`.
    pub const fn members(self) -> [&'static str; 2] {
        match self {
            Self::IdToken => ["id_token_encrypted_response_alg", "id_token_encrypted_response_enc"],
            Self::Userinfo => ["userinfo_encrypted_response_alg", "userinfo_encrypted_response_enc"],
            Self::Authorization => {
                ["authorization_encrypted_response_alg", "authorization_encrypted_response_enc"]
            }
            Self::Introspection => {
                ["introspection_encrypted_response_alg", "introspection_encrypted_response_enc"]
            }
        }
    }

    /// What a client registered for them.
    pub fn registered(self, metadata: &Metadata) -> [Option<&str>; 2] {
        let [alg, enc] = match self {
            Self::IdToken => {
                [&metadata.id_token_encrypted_response_alg, &metadata.id_token_encrypted_response_enc]
            }
            Self::Userinfo => {
                [&metadata.userinfo_encrypted_response_alg, &metadata.userinfo_encrypted_response_enc]
            }
            Self::Authorization => [
                &metadata.authorization_encrypted_response_alg,
                &metadata.authorization_encrypted_response_enc,
            ],
            Self::Introspection => [
                &metadata.introspection_encrypted_response_alg,
                &metadata.introspection_encrypted_response_enc,
            ],
        };
        [alg.as_deref(), enc.as_deref()]
    }
}

/// Whom an answer is encrypted to, and how.
#[derive(Clone, Debug)]
pub struct Recipient {
    keys: Arc<JwkSet>,
    algorithm: KeyManagement,
    content: ContentEncryption,
}

/// The recipient of such answers to `known`; none where they are not encrypted.
///
/// # Errors
/// `invalid_request`, naming the member of its metadata, where the client has no key that would do: nothing is ever sent in the
/// clear to who wants it encrypted.
pub async fn recipient(
    provider: &Provider,
    known: &KnownClient,
    answer: Answer,
) -> Result<Option<Recipient>, OAuthError> {
    let [Some(alg), enc] = answer.registered(&known.client.metadata) else { return Ok(None) };
    let [member, _] = answer.members();
    let refused = |why: &str| OAuthError::invalid_request(format!("{member}: {why}"));
    let algorithm = KeyManagement::from_name(alg);
    let content = enc.map_or(Some(ContentEncryption::default()), ContentEncryption::from_name);
    let (algorithm, content) = algorithm
        .zip(content)
        .ok_or_else(|| refused("the client is registered for what is not supported"))?;
    let missing = || refused(&format!("the client has no key with use enc for {alg}"));
    let keys = provider.client_keys.find_to_encrypt(&provider.fetcher, known, algorithm).await;
    let keys = keys.map_err(|why| missing().with_detail(why))?;
    if keys.encryption_key(algorithm).is_none() {
        return Err(missing());
    }
    Ok(Some(Recipient { keys, algorithm, content }))
}

/// The same, of a client that is known by its identifier only.
///
/// # Errors
/// As [`recipient`], and when the client is gone.
pub async fn recipient_of(
    provider: &Provider,
    client_id: &str,
    answer: Answer,
) -> Result<Option<Recipient>, OAuthError> {
    let known = client_document::find(provider, None, client_id).await?;
    let known =
        known.ok_or_else(|| OAuthError::unauthorized_client("client_id is not known here any more"))?;
    recipient(provider, &known, answer).await
}

impl Recipient {
    /// A JWT, encrypted.
    pub fn seal(&self, jwt: &str) -> Result<String, OAuthError> {
        self.encrypt(jwt.as_bytes(), Inside::Jwt)
    }

    /// A JWT, encrypted, with its issuer legible outside.
    pub fn seal_of(&self, issuer: &str, jwt: &str) -> Result<String, OAuthError> {
        self.encrypt(jwt.as_bytes(), Inside::JwtOf(issuer))
    }

    /// Claims that are not signed, encrypted.
    pub fn seal_claims(&self, claims: &str) -> Result<String, OAuthError> {
        self.encrypt(claims.as_bytes(), Inside::Claims)
    }

    fn encrypt(&self, payload: &[u8], inside: Inside<'_>) -> Result<String, OAuthError> {
        let key = self.keys.encryption_key(self.algorithm);
        let key = key.ok_or_else(|| OAuthError::server_error("the key is gone"))?;
        let sealed = encrypt(payload, inside, key, self.algorithm, self.content);
        sealed.map_err(|error| OAuthError::server_error(error.to_string()))
    }
}

/// `jwt` as it goes out.
pub fn sealed(recipient: Option<&Recipient>, jwt: String) -> Result<String, OAuthError> {
    match recipient {
        None => Ok(jwt),
        Some(recipient) => recipient.seal(&jwt),
    }
}
