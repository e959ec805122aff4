//! RFC 6749 section 4.4: a client that acts for itself. There is no person, so nothing to store, refresh or consent to.

use std::sync::Arc;

use super::{Outcome, Plan, asked_scope};
use crate::{
    config::Attributes,
    oauth::{
        OAuthError, Provider,
        parameters::Parameters,
        scope::{OFFLINE_ACCESS, OPENID, STANDARD, Scopes},
    },
    storage::client::Client,
};

/// The parameters of section 4.4.2.
pub struct Request {
    scope: Option<Scopes>,
    attributes: Arc<Attributes>,
}

impl Request {
    /// Reads them.
    pub fn read(provider: &Provider, parameters: &Parameters) -> Result<Self, OAuthError> {
        Ok(Self { scope: asked_scope(parameters)?, attributes: provider.settings.attributes.clone() })
    }
}

/// Says what the client may have of its own.
pub fn redeem(client: &Client, request: Request) -> Outcome {
    if client.is_public() {
        return Outcome::Refuse(OAuthError::unauthorized_client(
            "client_credentials is for confidential clients only (RFC 6749 section 4.4)",
        ));
    }
    let registered = Scopes::from(client.metadata.scope.as_str());
    // Without a person there is nobody whose claims these scopes could mean: they are not given unasked.
    let personal =
        |scope: &str| STANDARD.contains(&scope) || request.attributes.scopes().any(|own| own == scope);
    let offered = match &request.scope {
        Some(_) => registered.filter(|scope| scope != OPENID && scope != OFFLINE_ACCESS),
        None => registered.filter(|scope| !personal(scope)),
    };
    Outcome::Issue(Box::new(Plan {
        grant: None,
        offered,
        asked: request.scope,
        nonce: None,
        refresh: false,
        exchanged: None,
    }))
}
