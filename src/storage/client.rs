//! `client`: the applications that may ask.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Connection, Error, Write, brand, database::Flag};
use crate::clock::Timestamp;

/// A registered client (RFC 6749 section 2) with its metadata (RFC 7591 section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The identifier.
    pub client_id: String,
    /// What it may do and wants.
    pub metadata: Metadata,
    /// Who made it: `cli`, `file`, `dev`, `document` (itself), later `api` and `dynamic`.
    pub source: String,
    /// Refused everything.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Counts the changes.
    pub version: i64,
}

/// What a client may exchange (RFC 8693), beyond its own tokens for less of the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exchange {
    /// The clients whose tokens it may bring, beside its own.
    pub clients: Vec<String>,
    /// Whom it may ask tokens for, beside whom the token is for that it brings.
    pub audience: Vec<String>,
    /// Whether its tokens leave out that it acts for the person.
    pub impersonation: bool,
}

/// Client metadata: the fields of RFC 7591 and OpenID Connect Registration, then our own switches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metadata {
    /// Shown to people.
    pub client_name: String,
    /// Exact redirect URIs.
    pub redirect_uris: Vec<String>,
    /// Exact URIs to return to after sign-out.
    pub post_logout_redirect_uris: Vec<String>,
    /// `authorization_code`, `refresh_token`, `client_credentials`.
    pub grant_types: Vec<String>,
    /// `code`.
    pub response_types: Vec<String>,
    /// `client_secret_basic`, `client_secret_post`, `private_key_jwt` or `none`.
    pub token_endpoint_auth_method: String,
    /// `web` or `native` (a native client may use any loopback port, RFC 8252 section 7.3).
    pub application_type: String,
    /// Scopes it may ask for, separated by spaces.
    pub scope: String,
    /// Its public keys, a JWK set, for what it signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks: Option<serde_json::Value>,
    /// Where that set is found instead; fetched when it is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks_uri: Option<String>,
    /// The one algorithm of its assertions; any that is supported when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_signing_alg: Option<String>,
    /// How its operators are reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_uri: Option<String>,
    /// Identifies the software, whatever the installation (RFC 7591 section 2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software_id: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software_version: Option<String>,
    /// `public`, or `pairwise`: then nobody in another sector sees the same `sub` (OpenID Connect Core 8).
    pub subject_type: String,
    /// A document with the redirect URIs of its sector (OpenID Connect Registration 5); its host is the sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector_identifier_uri: Option<String>,
    /// Its userinfo answers are JWTs signed so; JSON when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_signed_response_alg: Option<String>,
    /// The one algorithm of its request objects; any that is supported when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_signing_alg: Option<String>,
    /// Where its request objects may be found, fragments included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_uris: Vec<String>,
    /// Refuses its requests that come without a request object, and counts only what stands in it (RFC 9101 section 10.5).
    pub require_signed_request_object: bool,
    /// Refuses its requests that were not pushed (RFC 9126 section 6).
    pub require_pushed_authorization_requests: bool,
    /// Signs its answers where `response_mode` asks for a JWT (JARM section 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_signed_response_alg: Option<String>,
    /// Asks for `auth_time`, which every ID token has.
    pub require_auth_time: bool,
    /// Told by the server when a session ends (OpenID Connect Back-Channel Logout 1.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_uri: Option<String>,
    /// Asks for `sid` there, which every logout token has.
    pub backchannel_logout_session_required: bool,
    /// Loaded in a frame when a session ends (OpenID Connect Front-Channel Logout 1.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontchannel_logout_uri: Option<String>,
    /// Asks for `iss` and `sid` there.
    pub frontchannel_logout_session_required: bool,
    /// `RS256`, `ES256` or `EdDSA`.
    pub id_token_signed_response_alg: String,
    /// Where a person can start over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiate_login_uri: Option<String>,
    /// Its home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    /// Its privacy policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_uri: Option<String>,
    /// Its terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tos_uri: Option<String>,
    /// Seconds since the last authentication when the request says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_max_age: Option<u32>,
    /// The levels asked for when the request says nothing.
    pub default_acr_values: Vec<String>,
    /// `jwt` (RFC 9068) or `opaque`.
    pub access_token_format: String,
    /// The `aud` of its access tokens beside the issuer.
    pub access_token_audience: Vec<String>,
    /// `RS256`, `ES256` or `EdDSA`, of its JWT access tokens.
    pub access_token_signed_response_alg: String,
    /// First-party: no consent page.
    pub skip_consent: bool,
    /// An operator vouches for its name.
    pub verified: bool,
    /// Puts the claims of the granted scopes into the ID token too.
    pub claims_in_id_token: bool,
    /// Tells in the ID token of each factor when it was shown, also where the request does not ask for it.
    pub factors_in_id_token: bool,
    /// Demands PKCE of a confidential client too.
    pub require_pkce: bool,
    /// Gives a refresh token without `offline_access`.
    pub refresh_always: bool,
    /// May call introspection for tokens of others (a resource server).
    pub may_introspect: bool,
    /// The audiences whose tokens those are, beside its own name; where none is listed all, but in answers that are JWTs (RFC 9701
    /// section 5).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub introspects_for: Vec<String>,
    /// `RS256`, `ES256` or `EdDSA`, of introspection answers that are JWTs (RFC 9701 section 6).
    pub introspection_signed_response_alg: String,
    /// Gets access tokens only with a DPoP proof (RFC 9449 section 5.2).
    pub dpop_bound_access_tokens: bool,
    /// What it may exchange (RFC 8693).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_exchange: Option<Exchange>,
    /// Its ID tokens and logout tokens are encrypted so; not at all when there is none (OpenID Connect Registration 2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_alg: Option<String>,
    /// Their content is; `A128CBC-HS256` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_enc: Option<String>,
    /// Its userinfo answers are encrypted so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_alg: Option<String>,
    /// Their content is; `A128CBC-HS256` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_enc: Option<String>,
    /// The one way in which its request objects are encrypted, where they are; any that is supported when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_encryption_alg: Option<String>,
    /// Their content is; any that is supported when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_object_encryption_enc: Option<String>,
    /// Its answers that are JWTs are encrypted so (JARM section 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_encrypted_response_alg: Option<String>,
    /// Their content is; `A128CBC-HS256` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_encrypted_response_enc: Option<String>,
    /// Introspection answers to it that are JWTs are encrypted so (RFC 9701 section 6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub introspection_encrypted_response_alg: Option<String>,
    /// Their content is; `A128CBC-HS256` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub introspection_encrypted_response_enc: Option<String>,
}

impl Default for Metadata {
    fn default() -> Self {
        Self {
            client_name: String::new(),
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            grant_types: vec!["authorization_code".into()],
            response_types: vec!["code".into()],
            token_endpoint_auth_method: "client_secret_basic".into(),
            application_type: "web".into(),
            scope: "openid profile email address phone groups offline_access".into(),
            jwks: None,
            jwks_uri: None,
            token_endpoint_auth_signing_alg: None,
            contacts: Vec::new(),
            logo_uri: None,
            software_id: None,
            software_version: None,
            subject_type: "public".into(),
            sector_identifier_uri: None,
            userinfo_signed_response_alg: None,
            request_object_signing_alg: None,
            request_uris: Vec::new(),
            require_signed_request_object: false,
            require_pushed_authorization_requests: false,
            authorization_signed_response_alg: None,
            require_auth_time: false,
            backchannel_logout_uri: None,
            backchannel_logout_session_required: false,
            frontchannel_logout_uri: None,
            frontchannel_logout_session_required: false,
            id_token_signed_response_alg: "RS256".into(),
            initiate_login_uri: None,
            client_uri: None,
            policy_uri: None,
            tos_uri: None,
            default_max_age: None,
            default_acr_values: Vec::new(),
            access_token_format: "jwt".into(),
            access_token_audience: Vec::new(),
            access_token_signed_response_alg: "RS256".into(),
            skip_consent: false,
            verified: false,
            claims_in_id_token: false,
            factors_in_id_token: false,
            require_pkce: false,
            refresh_always: false,
            may_introspect: false,
            introspects_for: Vec::new(),
            introspection_signed_response_alg: "RS256".into(),
            dpop_bound_access_tokens: false,
            token_exchange: None,
            id_token_encrypted_response_alg: None,
            id_token_encrypted_response_enc: None,
            userinfo_encrypted_response_alg: None,
            userinfo_encrypted_response_enc: None,
            request_object_encryption_alg: None,
            request_object_encryption_enc: None,
            authorization_encrypted_response_alg: None,
            authorization_encrypted_response_enc: None,
            introspection_encrypted_response_alg: None,
            introspection_encrypted_response_enc: None,
        }
    }
}

impl Client {
    /// Whether it keeps no secret (RFC 6749 section 2.1).
    pub fn is_public(&self) -> bool {
        self.metadata.token_endpoint_auth_method == "none"
    }

    /// Whether nobody but itself has said what it is: it registered itself, or its identifier leads to its description.
    pub fn speaks_for_itself(&self) -> bool {
        ["dynamic", "document"].contains(&self.source.as_str())
    }

    /// Whether it sees a `sub` of its own.
    pub fn is_pairwise(&self) -> bool {
        self.metadata.subject_type == "pairwise"
    }

    /// Whether it may use this grant type.
    pub fn may_use(&self, grant_type: &str) -> bool {
        self.metadata.grant_types.iter().any(|allowed| allowed == grant_type)
    }
}

#[derive(FromRow)]
struct Row {
    client_id: String,
    metadata: String,
    source: String,
    #[sqlx(try_from = "Flag")]
    disabled: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

impl TryFrom<Row> for Client {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            metadata: serde_json::from_str(&row.metadata)
                .map_err(|error| Error::Faulty(format!("client {}: metadata: {error}", row.client_id)))?,
            client_id: row.client_id,
            source: row.source,
            disabled: row.disabled,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// Makes a client.
///
/// # Errors
/// [`Error::Duplicate`] when the identifier is taken.
pub async fn insert(db: &mut Write, client: &Client) -> Result<(), Error> {
    db.query(
        "INSERT INTO client (client_id, metadata, source, disabled, created_at, updated_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&client.client_id)
    .bind(metadata_json(&client.metadata)?)
    .bind(&client.source)
    .bind(client.disabled)
    .bind(client.created_at)
    .bind(client.updated_at)
    .bind(client.version)
    .execute()
    .await?;
    Ok(())
}

/// Stores what a client says of itself, as it was read at `read_at`. One that somebody registered, that an operator disabled, or
/// that was read or changed later stays as it is.
pub async fn describe(db: &mut Write, client: &Client, read_at: Timestamp) -> Result<(), Error> {
    db.query(
        "INSERT INTO client (client_id, metadata, source, disabled, created_at, updated_at, version) \
         VALUES ($1, $2, $3, $4, $5, $5, 1) ON CONFLICT (client_id) DO UPDATE SET metadata = $2, updated_at = $5, \
         version = client.version + 1 WHERE client.source = $3 AND client.disabled = $4 AND client.updated_at < $5",
    )
    .bind(&client.client_id)
    .bind(metadata_json(&client.metadata)?)
    .bind(&client.source)
    .bind(false)
    .bind(read_at)
    .execute()
    .await?;
    Ok(())
}

/// Replaces a client's metadata if `version` is still current.
pub async fn update(db: &mut Write, client: &Client, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE client SET metadata = $3, disabled = $4, updated_at = $5, version = version + 1 \
             WHERE client_id = $1 AND version = $2",
        )
        .bind(&client.client_id)
        .bind(client.version)
        .bind(metadata_json(&client.metadata)?)
        .bind(client.disabled)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// The client, disabled or not.
pub async fn find(db: &mut impl Connection, client_id: &str) -> Result<Option<Client>, Error> {
    let row: Option<Row> =
        db.query("SELECT * FROM client WHERE client_id = $1").bind(client_id).fetch_optional().await?;
    row.map(Client::try_from).transpose()
}

/// All clients in order of identifier.
pub async fn list(db: &mut impl Connection) -> Result<Vec<Client>, Error> {
    let rows: Vec<Row> = db.query("SELECT * FROM client ORDER BY client_id").fetch_all().await?;
    rows.into_iter().map(Client::try_from).collect()
}

/// Removes a client, all that was granted to it, and its look: whatever it is by now, or only at this version.
pub async fn delete(db: &mut Write, client_id: &str, version: Option<i64>) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM client WHERE client_id = $1 AND version = COALESCE(CAST($2 AS BIGINT), version)")
        .bind(client_id)
        .bind(version)
        .execute()
        .await?;
    if changed == 1 {
        brand::forget(db, client_id).await?;
    }
    Ok(changed == 1)
}

fn metadata_json(metadata: &Metadata) -> Result<String, Error> {
    serde_json::to_string(metadata).map_err(|error| Error::Faulty(error.to_string()))
}
