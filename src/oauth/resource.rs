//! Resource indicators: RFC 8707. Which resource server a token is for, and what follows from that.
//!
//! A resource is one that the operator describes (`[oauth.resources]`), with scopes, a lifetime and an algorithm of its own, or
//! one that the client was registered with (`access_token_audience`). A token for resources carries those of the granted scopes
//! that are theirs and nobody else's, so none of them can be used at another (RFC 9700 section 2.3).

use std::time::Duration;

use url::Url;

use super::{OAuthError, Settings, access_token::algorithm, parameters::Parameters, scope::Scopes};
use crate::{config::ResourceServer, jose::Algorithm, storage::client::Client};

const MOST: usize = 8;
const LONGEST: usize = 512;

/// What a token is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its `aud`; empty where no resource was named.
    pub audience: Vec<String>,
    /// How long it lives.
    pub lifetime: Duration,
    /// What signs it.
    pub algorithm: Algorithm,
    /// Whether it is a reference to what is stored here instead of a JWT.
    pub opaque: bool,
}

/// The resources that a request names, each once (section 2).
///
/// # Errors
/// `invalid_target` for what is no absolute URI without a fragment, and for too many.
pub fn read<'a>(named: impl Iterator<Item = &'a str>) -> Result<Vec<String>, OAuthError> {
    let mut resources: Vec<String> = Vec::new();
    for resource in named.filter(|resource| !resource.is_empty()) {
        let absolute = resource.len() <= LONGEST
            && resource.bytes().all(|byte| byte.is_ascii_graphic())
            && !resource.contains('#')
            && Url::parse(resource).is_ok();
        if !absolute {
            return Err(OAuthError::invalid_target("resource is not an absolute URI without a fragment"));
        }
        if !resources.iter().any(|known| known == resource) {
            resources.push(resource.to_owned());
        }
        if resources.len() > MOST {
            return Err(OAuthError::invalid_target("too many resources"));
        }
    }
    Ok(resources)
}

/// The same, of a token request.
pub fn of(parameters: &Parameters) -> Result<Vec<String>, OAuthError> {
    read(parameters.all("resource"))
}

/// Whether the client may ask for all of them.
///
/// # Errors
/// `invalid_target` for one that nobody knows, or none of whose scopes the client may ask for: both look the same.
pub fn check(settings: &Settings, client: &Client, resources: &[String]) -> Result<(), OAuthError> {
    let registered = Scopes::from(client.metadata.scope.as_str());
    for resource in resources {
        let of_client = client.metadata.access_token_audience.contains(resource);
        let server = find(settings, resource);
        let usable = server.is_some_and(|server| {
            server.scopes.is_empty() || server.scopes.iter().any(|scope| registered.contains(scope))
        });
        if !of_client && !usable {
            return Err(OAuthError::invalid_target("the client may not ask for this resource"));
        }
    }
    Ok(())
}

/// Of what was granted, what this request is for: what it names, which must be part of it, or else all of it (section 2.2).
///
/// # Errors
/// `invalid_target` for more than was granted.
pub fn narrow(granted: &[String], named: &[String]) -> Result<Vec<String>, OAuthError> {
    if named.is_empty() {
        return Ok(granted.to_vec());
    }
    if granted.is_empty() || named.iter().all(|resource| granted.contains(resource)) {
        return Ok(named.to_vec());
    }
    Err(OAuthError::invalid_target("a resource was named that was not granted"))
}

/// What a token for `resources` is like; it lives `usual` long where they do not say.
///
/// # Errors
/// `invalid_target` for resources that no one token can be made for.
pub fn target(
    settings: &Settings,
    client: &Client,
    resources: &[String],
    usual: Duration,
) -> Result<Target, OAuthError> {
    let servers: Vec<&ResourceServer> = resources.iter().filter_map(|name| find(settings, name)).collect();
    let own = &client.metadata;
    let agree = |values: Vec<&str>, own: &str| match values.split_first() {
        None => Ok(own.to_owned()),
        Some((first, rest)) if rest.iter().all(|other| other == first) => Ok((*first).to_owned()),
        Some(_) => {
            Err(OAuthError::invalid_target("these resources need a token each: ask for one at a time"))
        }
    };
    let named = agree(
        servers.iter().filter_map(|server| server.algorithm.as_deref()).collect(),
        &own.access_token_signed_response_alg,
    )?;
    let format = agree(
        servers.iter().filter_map(|server| server.format.as_deref()).collect(),
        &own.access_token_format,
    )?;
    let lifetime = servers.iter().filter_map(|server| server.lifetime).min();
    Ok(Target {
        audience: resources.to_vec(),
        lifetime: lifetime.unwrap_or(usual),
        algorithm: algorithm(&named),
        opaque: format == "opaque",
    })
}

/// The scopes that a token for `resources` carries; without resources all of them.
pub fn carried(settings: &Settings, resources: &[String], scopes: &Scopes) -> Scopes {
    if resources.is_empty() {
        return scopes.clone();
    }
    let of_some = |scope: &str| settings.resources.iter().any(|server| has(server, scope));
    scopes.filter(|scope| {
        resources.iter().any(|resource| match find(settings, resource) {
            Some(server) => has(server, scope),
            // What is described nowhere: the client's own API has the scopes that are nobody else's.
            None => !settings.is_personal(scope) && !of_some(scope),
        })
    })
}

fn has(server: &ResourceServer, scope: &str) -> bool {
    server.scopes.iter().any(|own| own == scope)
}

fn find<'a>(settings: &'a Settings, resource: &str) -> Option<&'a ResourceServer> {
    settings.resources.iter().find(|server| server.identifier == resource)
}

#[cfg(test)]
#[path = "resource_tests.rs"]
mod tests;
