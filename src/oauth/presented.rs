//! How an access token is shown to us: alone (RFC 6750), or with a proof by the key that it is bound to (RFC 9449 section 7).

use super::{OAuthError, Provider, access_token::Shown, dpop};
use crate::{clock::Timestamp, storage};

/// An access token, and how it was shown.
#[derive(Clone, Copy, Debug)]
pub enum Presented<'a> {
    /// RFC 6750.
    Bearer(&'a str),
    /// RFC 9449 section 7.1: with the proof, if one came, and the method of the request.
    Dpop {
        /// The token.
        token: &'a str,
        /// The header `DPoP`.
        proof: Option<&'a str>,
        /// How we were asked.
        method: &'a str,
    },
}

impl<'a> Presented<'a> {
    /// The token itself.
    pub fn token(self) -> &'a str {
        match self {
            Self::Bearer(token) | Self::Dpop { token, .. } => token,
        }
    }
}

impl<'a> From<&'a String> for Presented<'a> {
    fn from(token: &'a String) -> Self {
        Self::Bearer(token)
    }
}

/// RFC 9449 section 7.1 and 7.2: a token that is bound to a key is good in its holder's hands only, and the scheme says so. `path`
/// is where it was shown, below the issuer.
///
/// # Errors
/// `invalid_token`; `invalid_dpop_proof` and `use_dpop_nonce`, still without their challenge.
pub async fn check(
    provider: &Provider,
    shown: &Shown,
    presented: Presented<'_>,
    path: &str,
    now: Timestamp,
) -> Result<(), OAuthError> {
    let (token, proof, method) = match (presented, &shown.jkt) {
        (Presented::Bearer(_), None) => return Ok(()),
        (Presented::Bearer(_), Some(_)) => {
            let error = OAuthError::invalid_token("bound to a key, and shown without a proof");
            return Err(error.for_bound_resource());
        }
        (Presented::Dpop { .. }, None) => {
            return Err(OAuthError::invalid_token("not bound to any key, and shown with the scheme DPoP"));
        }
        (Presented::Dpop { token, proof, method }, Some(_)) => (token, proof, method),
    };
    let proof = proof.ok_or_else(|| OAuthError::invalid_dpop_proof("there is none"))?;
    let target = dpop::Target { method, path, access_token: Some(token) };
    let proof = dpop::check(provider, proof, target, now)?;
    if shown.jkt.as_ref() != Some(&proof.jkt) {
        return Err(OAuthError::invalid_token("bound to another key than was shown"));
    }
    let write = provider
        .database
        .write::<_, storage::Error, _>(move |db| Box::pin(async move { proof.spend(db, now).await }));
    if write.await? { Ok(()) } else { Err(dpop::replayed()) }
}
