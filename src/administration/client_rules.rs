//! What must hold of a client, whoever describes it: the rules of RFC 7591, of OpenID Connect Registration 1.0, and our own. One
//! pass names every rule that is broken.

use std::collections::BTreeSet;

use url::Url;

use super::{
    Error,
    client::{Draft, needs_secret},
};
use crate::{
    oauth::{
        grant::{self, device_code, token_exchange},
        key_rules,
        redirect_uri::check_registrable,
        response_type::ResponseType,
    },
    storage::client::Metadata,
};

/// The grant of OpenID Connect Core 3.2, which has no request at the token endpoint.
const IMPLICIT: &str = "implicit";
const AUTH_METHODS: [&str; 4] = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "EdDSA"];
/// Below this a chosen secret could be guessed (OpenID Connect Core 16.19 asks for 256 bits of MAC keys).
const SECRET_LENGTH: usize = 32;
/// Every one is compared with what comes.
const MOST_URIS: usize = 50;

/// Whether a rule holds, and what is told where it does not.
type Rule = (bool, &'static str);

/// Holds a draft to all of them.
///
/// # Errors
/// [`Error::Invalid`].
pub(super) fn check(draft: &Draft) -> Result<(), Error> {
    let metadata = &draft.metadata;
    let rules =
        [names(draft), grants(metadata), words(metadata), secret(draft), powers(metadata), places(metadata)];
    let broken = rules.into_iter().flatten().filter(|(holds, _)| !holds);
    let mut faults: Vec<String> = broken.map(|(_, fault)| fault.to_owned()).collect();
    faults.extend(key_rules::faults(metadata));
    faults.extend(addresses(metadata));
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn uses(metadata: &Metadata, grant: &str) -> bool {
    metadata.grant_types.iter().any(|used| used == grant)
}

/// It proves nothing when it asks for tokens.
fn is_public(metadata: &Metadata) -> bool {
    metadata.token_endpoint_auth_method == "none"
}

/// What it is called.
fn names(draft: &Draft) -> Vec<Rule> {
    let identifier = |c: char| c.is_ascii_alphanumeric() || "-._~:/".contains(c);
    let (id, name) = (&draft.client_id, &draft.metadata.client_name);
    vec![
        (id.len() <= 200 && id.chars().all(identifier), "client_id: at most 200 of A-Z a-z 0-9 - . _ ~ : /"),
        (
            name.chars().count() <= 100 && !name.chars().any(char::is_control),
            "client_name: at most 100 characters",
        ),
    ]
}

/// Its grants, and what goes with them and with nothing else.
fn grants(metadata: &Metadata) -> Vec<Rule> {
    let uses = |grant: &str| uses(metadata, grant);
    let known = |grant: &String| grant == IMPLICIT || grant::SUPPORTED.contains(&grant.as_str());
    let kinds: Option<Vec<ResponseType>> =
        metadata.response_types.iter().map(|kind| ResponseType::parse(kind)).collect();
    let are_kinds = kinds.is_some();
    let kinds = kinds.unwrap_or_default();
    let needs_no_browser =
        ["client_credentials", device_code::GRANT_TYPE, token_exchange::GRANT_TYPE].into_iter().any(uses);
    vec![
        (
            metadata.grant_types.iter().all(known),
            "grant_types: authorization_code, refresh_token, client_credentials, implicit, or those of RFC 8628 and RFC 8693 in full",
        ),
        (are_kinds, "response_types: code, id_token, or these with token (OpenID Connect Core 3)"),
        (
            uses("authorization_code") || !kinds.iter().any(|kind| kind.code) || needs_no_browser,
            "grant_types: the response type code goes with authorization_code",
        ),
        (
            uses(IMPLICIT) == kinds.iter().any(|kind| kind.is_front_channel()),
            "grant_types: implicit goes with the response types that have id_token or token, and only with them",
        ),
        (
            !(uses("authorization_code") || uses(IMPLICIT)) || !metadata.redirect_uris.is_empty(),
            "redirect_uris: authorization_code and implicit need at least one",
        ),
        (
            !uses("client_credentials") || !is_public(metadata),
            "grant_types: a public client cannot use client_credentials (RFC 6749 section 4.4)",
        ),
        (
            !uses("refresh_token") || uses("authorization_code") || uses(device_code::GRANT_TYPE),
            "grant_types: refresh_token goes with authorization_code or device_code",
        ),
    ]
}

/// What is one of a few words.
fn words(metadata: &Metadata) -> Vec<Rule> {
    let among = |value: &str, list: &[&str]| list.contains(&value);
    vec![
        (
            among(&metadata.token_endpoint_auth_method, &AUTH_METHODS),
            "token_endpoint_auth_method: client_secret_basic, client_secret_post, private_key_jwt or none",
        ),
        (among(&metadata.application_type, &["web", "native"]), "application_type: web or native"),
        (among(&metadata.access_token_format, &["jwt", "opaque"]), "access_token_format: jwt or opaque"),
        (
            among(&metadata.access_token_signed_response_alg, &ALGORITHMS),
            "access_token_signed_response_alg: RS256, ES256 or EdDSA",
        ),
        (
            among(&metadata.introspection_signed_response_alg, &ALGORITHMS),
            "introspection_signed_response_alg: RS256, ES256 or EdDSA",
        ),
        (among(&metadata.subject_type, &["public", "pairwise"]), "subject_type: public or pairwise"),
    ]
}

/// A secret that was chosen for it.
fn secret(draft: &Draft) -> Vec<Rule> {
    let chosen = draft.client_secret.as_ref();
    vec![
        (
            chosen.is_none_or(|secret| secret.expose().len() >= SECRET_LENGTH),
            "client_secret: at least 32 characters",
        ),
        (
            chosen.is_none() || needs_secret(&draft.metadata),
            "client_secret: only with client_secret_basic or client_secret_post",
        ),
    ]
}

/// What only some may do.
fn powers(metadata: &Metadata) -> Vec<Rule> {
    let exchanges = metadata.token_exchange.is_some();
    vec![
        (
            uses(metadata, token_exchange::GRANT_TYPE) == exchanges,
            "token_exchange: given with the grant type of RFC 8693, and only then",
        ),
        (!exchanges || !is_public(metadata), "token_exchange: not for a public client"),
        (!metadata.may_introspect || !is_public(metadata), "may_introspect: not for a public client"),
        (
            metadata.introspects_for.is_empty() || metadata.may_introspect,
            "introspects_for: only with may_introspect",
        ),
    ]
}

/// How its addresses go together.
fn places(metadata: &Metadata) -> Vec<Rule> {
    let hosts: BTreeSet<Option<String>> = metadata.redirect_uris.iter().map(|uri| host_of(uri)).collect();
    let is_at_home =
        |uri: &String| metadata.redirect_uris.iter().any(|redirect| origin_of(redirect) == origin_of(uri));
    vec![
        (
            metadata.subject_type != "pairwise"
                || metadata.sector_identifier_uri.is_some()
                || hosts.len() == 1,
            "sector_identifier_uri: pairwise needs it where redirect_uris have several hosts",
        ),
        (
            metadata.request_uris.len() <= MOST_URIS && metadata.redirect_uris.len() <= MOST_URIS,
            "redirect_uris, request_uris: at most 50 each",
        ),
        (
            metadata.frontchannel_logout_uri.as_ref().is_none_or(is_at_home),
            "frontchannel_logout_uri: must have the origin of one of redirect_uris",
        ),
    ]
}

/// What is wrong with single addresses, each named.
fn addresses(metadata: &Metadata) -> Vec<String> {
    let native = metadata.application_type == "native";
    let ways_back = metadata.redirect_uris.iter().chain(&metadata.post_logout_redirect_uris);
    let mut faults: Vec<String> = ways_back
        .filter_map(|uri| check_registrable(uri, native).err().map(|fault| format!("{uri}: {fault}")))
        .collect();
    let links = [
        &metadata.client_uri,
        &metadata.policy_uri,
        &metadata.tos_uri,
        &metadata.logo_uri,
        &metadata.initiate_login_uri,
        &metadata.jwks_uri,
        &metadata.sector_identifier_uri,
        &metadata.backchannel_logout_uri,
        &metadata.frontchannel_logout_uri,
    ];
    let open = links.into_iter().flatten().chain(&metadata.request_uris).filter(|uri| !is_guarded(uri));
    faults.extend(open.map(|uri| format!("{uri}: must be an https URL")));
    faults
}

fn host_of(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}

fn origin_of(uri: &str) -> Option<String> {
    Url::parse(uri).ok().map(|url| url.origin().ascii_serialization())
}

/// Nobody on the way reads or changes what is there.
fn is_guarded(uri: &str) -> bool {
    Url::parse(uri).is_ok_and(|url| url.scheme() == "https" || is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut Metadata)) -> Draft {
        let mut metadata =
            Metadata { redirect_uris: vec!["https://app.example/cb".into()], ..Metadata::default() };
        change(&mut metadata);
        Draft { client_id: "app".into(), metadata, ..Draft::default() }
    }

    #[test]
    fn an_ordinary_client_passes() {
        check(&draft(|_| {})).unwrap();
        check(&draft(|m| m.redirect_uris = vec!["http://127.0.0.1/cb".into()])).unwrap();
        check(&draft(|m| {
            m.application_type = "native".into();
            m.token_endpoint_auth_method = "none".into();
            m.redirect_uris = vec!["com.example.app:/cb".into()];
        }))
        .unwrap();
    }

    #[test]
    fn every_broken_rule_is_named_at_once() {
        let faults = check(&draft(|m| {
            m.response_types = vec!["token".into()];
            m.token_endpoint_auth_method = "none".into();
            m.grant_types = vec!["client_credentials".into(), "password".into()];
        }));
        let Err(Error::Invalid(faults)) = faults else { panic!("passed") };
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn dangerous_redirect_uris_are_refused() {
        for uri in [
            "http://app.example/cb",
            "https://app.example/cb#x",
            "https://user@app.example/cb",
            "https://app.example\\@evil.example/",
            "https://*.example/cb",
            "javascript:alert(1)",
            "data:text/html,x",
            "/cb",
            "com.example.app:/cb",
            "http://localhost.evil.example/",
            "https://app.example/ cb",
        ] {
            assert!(check(&draft(|m| m.redirect_uris = vec![uri.into()])).is_err(), "{uri}");
        }
    }
}
