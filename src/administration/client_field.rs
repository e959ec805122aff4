//! The fields of a client's metadata, described once: the form, the schema of the API and the reader of both are made from
//! this list. A new field of [`Metadata`](crate::storage::client::Metadata) is one line here.

use serde_json::{Map, Value, json};

use crate::oauth::{
    grant::{device_code, token_exchange},
    response_type,
};

/// What a field holds, and so how it is written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// An address, or nothing.
    Url,
    /// A word, or nothing.
    Maybe,
    /// Texts, one a line.
    Lines,
    /// Texts separated by spaces, kept as one text.
    Words,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Some of these.
    Choices(&'static [&'static str]),
    /// Yes or no.
    Switch,
    /// Seconds, or nothing.
    Seconds,
    /// JSON, or nothing.
    Json,
}

/// Where a field stands in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What people see.
    Identity,
    /// Where they come from and go to.
    Addresses,
    /// How it proves itself and what it may ask for.
    Protocol,
    /// What its tokens look like.
    Tokens,
    /// Switches for particular clients.
    Compatibility,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Identity, Self::Addresses, Self::Protocol, Self::Tokens, Self::Compatibility];

    /// The ending of the key of its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Addresses => "addresses",
            Self::Protocol => "protocol",
            Self::Tokens => "tokens",
            Self::Compatibility => "compatibility",
        }
    }
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, of RFC 7591 where that has one.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Where it stands.
    pub group: Group,
    /// What it means, for whoever calls the API.
    pub about: &'static str,
}

const fn field(name: &'static str, kind: Kind, group: Group, about: &'static str) -> Field {
    Field { name, kind, group, about }
}

/// Algorithms that tokens are signed with.
const ALGORITHMS: Kind = Kind::Choice(&["RS256", "ES256", "EdDSA"]);
use Group::{Addresses, Compatibility, Identity, Protocol, Tokens};
use Kind::{Choice, Choices, Json, Lines, Maybe, Seconds, Switch, Text, Url, Words};

/// The grants that a client may use.
const GRANTS: &[&str] = &[
    "authorization_code",
    "refresh_token",
    "client_credentials",
    device_code::GRANT_TYPE,
    token_exchange::GRANT_TYPE,
    "implicit",
];

/// All of them.
#[rustfmt::skip] // a line each
pub const FIELDS: &[Field] = &[
    field("client_name", Text, Identity, "The name that people see."),
    field("client_uri", Url, Identity, "Its home page."),
    field("policy_uri", Url, Identity, "Its privacy policy."),
    field("tos_uri", Url, Identity, "Its terms."),
    field("logo_uri", Url, Identity, "Its picture."),
    field("contacts", Lines, Identity, "How its operators are reached."),
    field("software_id", Maybe, Identity, "Identifies the software, whatever the installation."),
    field("software_version", Maybe, Identity, "Its version."),
    field("verified", Switch, Identity, "An operator vouches for its name; else people are shown the host that they return to."),
    field("skip_consent", Switch, Identity, "First-party: people are not asked for permission."),
    field("redirect_uris", Lines, Addresses, "Where people may be sent back to, compared byte by byte."),
    field("post_logout_redirect_uris", Lines, Addresses, "Where people may be sent after signing out, compared byte by byte."),
    field("initiate_login_uri", Url, Addresses, "Where a sign-in that lapsed can be begun again."),
    field("request_uris", Lines, Addresses, "Where its request objects may be found."),
    field("sector_identifier_uri", Url, Addresses, "A document with the redirect URIs of its sector (OpenID Connect Registration 5)."),
    field("backchannel_logout_uri", Url, Addresses, "Told by the server when a session ends."),
    field("backchannel_logout_session_required", Switch, Addresses, "Asks for sid there, which every logout token has."),
    field("frontchannel_logout_uri", Url, Addresses, "Loaded in a frame when a session ends."),
    field("frontchannel_logout_session_required", Switch, Addresses, "Asks for iss and sid there."),
    field("application_type", Choice(&["web", "native"]), Protocol, "A native application may use any loopback port and schemes of its own (RFC 8252)."),
    field("token_endpoint_auth_method", Choice(&["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]), Protocol, "How it proves itself; none is a public client."),
    field("grant_types", Choices(GRANTS), Protocol, "The grants that it may use."),
    field("response_types", Choices(&response_type::ALL), Protocol, "The response types that it may ask for."),
    field("scope", Words, Protocol, "The scopes that it may ask for, separated by spaces."),
    field("jwks", Json, Protocol, "Its public keys, a JWK set (RFC 7517), for private_key_jwt."),
    field("jwks_uri", Url, Protocol, "Where that set is found instead."),
    field("token_endpoint_auth_signing_alg", Maybe, Protocol, "The one algorithm of its assertions; any if absent."),
    field("request_object_signing_alg", Maybe, Protocol, "The one algorithm of its request objects; any if absent."),
    field("request_object_encryption_alg", Maybe, Protocol, "The one algorithm by which they are encrypted, where they are; any if absent."),
    field("request_object_encryption_enc", Maybe, Protocol, "The one by which their content is; any if absent."),
    field("require_signed_request_object", Switch, Protocol, "Requests without a request object are refused (RFC 9101)."),
    field("require_pushed_authorization_requests", Switch, Protocol, "Requests that were not pushed are refused (RFC 9126)."),
    field("dpop_bound_access_tokens", Switch, Protocol, "Access tokens only with a DPoP proof (RFC 9449)."),
    field("token_exchange", Json, Protocol, "What it may exchange (RFC 8693): clients, audience, impersonation."),
    field("require_pkce", Switch, Protocol, "PKCE is demanded although it has a secret."),
    field("default_acr_values", Lines, Protocol, "The levels asked for when a request names none."),
    field("default_max_age", Seconds, Protocol, "The age of a sign-in in seconds, when a request names none."),
    field("may_introspect", Switch, Protocol, "It is an API and may look into tokens of others (RFC 7662)."),
    field("introspects_for", Lines, Protocol, "The audiences of those tokens, beside its client_id; all where none is listed, but in answers that are JWTs (RFC 9701)."),
    field("id_token_signed_response_alg", ALGORITHMS, Tokens, "What its ID tokens are signed with."),
    field("id_token_encrypted_response_alg", Maybe, Tokens, "Its ID tokens are encrypted to its key by this algorithm (RSA-OAEP, RSA-OAEP-256, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A256KW); not encrypted if absent."),
    field("id_token_encrypted_response_enc", Maybe, Tokens, "Their content by this one (A128CBC-HS256, A128GCM, A256GCM); the first if absent."),
    field("subject_type", Choice(&["public", "pairwise"]), Tokens, "With pairwise, nobody in another sector sees the same sub."),
    field("userinfo_signed_response_alg", Maybe, Tokens, "Userinfo answers are JWTs signed so; JSON if absent."),
    field("userinfo_encrypted_response_alg", Maybe, Tokens, "Userinfo answers are encrypted so; not encrypted if absent."),
    field("userinfo_encrypted_response_enc", Maybe, Tokens, "Their content so."),
    field("authorization_signed_response_alg", Maybe, Tokens, "What its authorization responses are signed with (JARM)."),
    field("authorization_encrypted_response_alg", Maybe, Tokens, "They are encrypted so; not encrypted if absent."),
    field("authorization_encrypted_response_enc", Maybe, Tokens, "Their content so."),
    field("introspection_signed_response_alg", ALGORITHMS, Tokens, "What introspection answers are signed with (RFC 9701)."),
    field("introspection_encrypted_response_alg", Maybe, Tokens, "They are encrypted so; not encrypted if absent."),
    field("introspection_encrypted_response_enc", Maybe, Tokens, "Their content so."),
    field("require_auth_time", Switch, Tokens, "Asks for auth_time, which every ID token has."),
    field("access_token_signed_response_alg", ALGORITHMS, Tokens, "What its JWT access tokens are signed with."),
    field("access_token_format", Choice(&["jwt", "opaque"]), Tokens, "jwt (RFC 9068) or opaque."),
    field("access_token_audience", Lines, Tokens, "The APIs that its access tokens are for."),
    field("claims_in_id_token", Switch, Compatibility, "The claims of the granted scopes stand in the ID token too."),
    field("factors_in_id_token", Switch, Compatibility, "The ID token tells of each factor when it was shown."),
    field("refresh_always", Switch, Compatibility, "Refresh tokens are given without offline_access."),
];

/// The field of this name.
pub fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

impl Field {
    /// Its value as it is written in a form.
    pub fn written(&self, metadata: &Map<String, Value>) -> String {
        match metadata.get(self.name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(items)) => {
                let items = items.iter().filter_map(Value::as_str).collect::<Vec<_>>();
                items.join("\n")
            }
            Some(other) => other.to_string(),
        }
    }

    /// Its value from what was written in a form (the values of all inputs of that name); `None` where it is left out.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(&self, given: &[&str]) -> Result<Option<Value>, String> {
        let first = given.first().copied().unwrap_or_default().trim();
        Ok(match self.kind {
            Text | Words | Choice(_) => Some(json!(first.split_whitespace().collect::<Vec<_>>().join(" "))),
            Url | Maybe => Some(first).filter(|text| !text.is_empty()).map(|text| json!(text)),
            Lines => {
                let lines = first.lines().map(str::trim).filter(|line| !line.is_empty());
                Some(lines.collect())
            }
            Choices(_) => Some(given.iter().copied().collect()),
            Switch => Some(json!(!given.is_empty())),
            Seconds if first.is_empty() => None,
            Seconds => Some(json!(
                first.parse::<u32>().map_err(|_| format!("{}: a whole number of seconds", self.name))?
            )),
            Json if first.is_empty() => None,
            Json => Some(serde_json::from_str(first).map_err(|error| format!("{}: {error}", self.name))?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::client::Metadata;

    /// What serde says that there is, so that no field can be forgotten here.
    #[test]
    fn every_field_of_a_client_stands_in_the_list_once() {
        let refusal =
            serde_json::from_value::<Metadata>(json!({ "no such field": 1 })).unwrap_err().to_string();
        let mut expected: Vec<&str> = refusal.split('`').skip(1).step_by(2).skip(1).collect();
        let mut listed: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        expected.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, expected, "see the head of this file");
    }

    #[test]
    fn what_a_form_shows_is_what_it_reads() {
        let metadata = Metadata {
            client_name: "Shop".into(),
            redirect_uris: vec!["https://a.example/cb".into(), "https://b.example/cb".into()],
            default_max_age: Some(60),
            jwks: Some(json!({ "keys": [] })),
            client_uri: Some("https://a.example/".into()),
            verified: true,
            ..Metadata::default()
        };
        let Value::Object(shown) = serde_json::to_value(&metadata).unwrap() else { panic!("no object") };
        let mut read = Map::new();
        for field in FIELDS {
            let written = field.written(&shown);
            let given: Vec<&str> = match field.kind {
                Switch if written == "true" => vec!["1"],
                Switch => vec![],
                Choices(_) => written.lines().collect(),
                _ => vec![written.as_str()],
            };
            if let Some(value) = field.read(&given).unwrap() {
                read.insert(field.name.into(), value);
            }
        }
        assert_eq!(serde_json::from_value::<Metadata>(read.into()).unwrap(), metadata);
        assert!(find("default_max_age").unwrap().read(&["soon"]).is_err());
        assert!(find("jwks").unwrap().read(&["{"]).is_err());
    }
}
