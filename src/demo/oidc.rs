//! What a relying party says to a provider and believes of it (OpenID Connect Core, Discovery, RP-Initiated Logout):
//! the whole of it in the order of a sign-in.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthenticationContextClass, AuthorizationCode, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenFields, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, RefreshToken, Scope,
    StandardErrorResponse, StandardTokenResponse, SubjectIdentifier, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::http::Http;
use crate::secret::Secret;

/// How long the provider's metadata and keys are kept; less than any provider waits before it signs with a new key.
const METADATA_AGE: Duration = Duration::from_mins(5);

/// Who we are to which provider.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The provider.
    pub issuer: String,
    /// Our identifier there.
    pub client_id: String,
    /// Our secret there; a public client has none.
    pub client_secret: Option<Secret>,
    /// Where the provider sends people back to.
    pub redirect_uri: String,
    /// Where it sends them after signing out.
    pub post_logout_redirect_uri: String,
    /// What we ask for beside `openid`.
    pub scopes: Vec<String>,
}

/// Claims beyond the standard ones.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Extra {
    /// Names of groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    /// The session at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
}
impl AdditionalClaims for Extra {}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Extra,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type Client = openidconnect::Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a sign-in asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// `prompt`.
    pub prompt: Option<String>,
    /// `acr_values`, most wanted first.
    pub levels: Vec<String>,
    /// `login_hint`.
    pub login_hint: Option<String>,
    /// `ui_locales`.
    pub ui_locales: Option<String>,
    /// `max_age`.
    pub max_age: Option<Duration>,
}

/// What is remembered between the request and its answer. Used once.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Ties the answer to the request (RFC 6749 section 10.12).
    pub state: String,
    nonce: String,
    verifier: Secret,
}

/// A person who signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The verified claims of the ID token.
    pub id_token: Value,
    /// What the userinfo endpoint said.
    pub userinfo: Value,
    /// The scopes granted.
    pub scopes: Vec<String>,
    /// How long the access token lives.
    pub expires_in: Option<Duration>,
    /// For APIs that let this person in.
    pub access_token: Secret,
    subject: SubjectIdentifier,
    /// As it was received, for `id_token_hint`.
    raw_id_token: String,
    refresh_token: Option<RefreshToken>,
}

impl SignedIn {
    /// Whether it can be renewed without the person.
    pub fn renews(&self) -> bool {
        self.refresh_token.is_some()
    }
}

/// Why a sign-in did not come about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The provider said no, in the words of the specification.
    #[error("{error}{}", .description.as_ref().map(|text| format!(": {text}")).unwrap_or_default())]
    Refused {
        /// The code.
        error: String,
        /// Its explanation.
        description: Option<String>,
    },
    /// The provider cannot be reached or does not speak the protocol.
    #[error("the provider cannot be asked: {0}")]
    Provider(String),
    /// An answer must not be believed.
    #[error("the answer is not to be believed: {0}")]
    Untrusted(String),
}

fn provider(error: impl std::fmt::Display) -> Error {
    Error::Provider(error.to_string())
}

fn untrusted(error: impl std::fmt::Display) -> Error {
    Error::Untrusted(error.to_string())
}

/// A relying party towards one provider.
pub struct RelyingParty {
    registration: Registration,
    http: Http,
    metadata: Mutex<Option<(Instant, Arc<ProviderMetadataWithLogout>)>>,
}

impl RelyingParty {
    /// One that has not asked its provider anything yet.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(registration: Registration) -> Result<Self, Error> {
        Ok(Self { registration, http: Http::new().map_err(provider)?, metadata: Mutex::default() })
    }

    /// The provider.
    pub fn issuer(&self) -> &str {
        &self.registration.issuer
    }

    /// The provider's metadata and keys (OpenID Connect Discovery 1.0 section 4).
    async fn metadata(&self) -> Result<Arc<ProviderMetadataWithLogout>, Error> {
        let mut cached = self.metadata.lock().await;
        if let Some((since, metadata)) = cached.as_ref()
            && since.elapsed() < METADATA_AGE
        {
            return Ok(Arc::clone(metadata));
        }
        let issuer = IssuerUrl::new(self.registration.issuer.clone()).map_err(provider)?;
        let metadata =
            ProviderMetadataWithLogout::discover_async(issuer, &self.http).await.map_err(|error| {
                let why = std::error::Error::source(&error).map(|inner| format!(": {inner}"));
                Error::Provider(format!("{error}{}", why.unwrap_or_default()))
            })?;
        let metadata = Arc::new(metadata);
        *cached = Some((Instant::now(), Arc::clone(&metadata)));
        Ok(metadata)
    }

    async fn client(&self) -> Result<Client, Error> {
        let metadata = self.metadata().await?;
        let secret = self.registration.client_secret.as_ref();
        Ok(Client::from_provider_metadata(
            ProviderMetadataWithLogout::clone(&metadata),
            ClientId::new(self.registration.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.expose().to_owned())),
        )
        .set_redirect_uri(RedirectUrl::new(self.registration.redirect_uri.clone()).map_err(provider)?))
    }

    /// Where to send the person (section 3.1.2.1), with PKCE, state and nonce; and what to remember.
    pub async fn begin(&self, wish: &Wish) -> Result<(Url, Pending), Error> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(self.registration.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        let prompt = match wish.prompt.as_deref() {
            Some("login") => Some(CoreAuthPrompt::Login),
            Some("none") => Some(CoreAuthPrompt::None),
            Some("consent") => Some(CoreAuthPrompt::Consent),
            Some("select_account") => Some(CoreAuthPrompt::SelectAccount),
            _ => None,
        };
        if let Some(prompt) = prompt {
            request = request.add_prompt(prompt);
        }
        for level in &wish.levels {
            request = request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
        }
        if let Some(age) = wish.max_age {
            request = request.set_max_age(age);
        }
        if let Some(hint) = &wish.login_hint {
            request = request.add_extra_param("login_hint", hint.clone());
        }
        if let Some(languages) = &wish.ui_locales {
            request = request.add_extra_param("ui_locales", languages.clone());
        }
        let (url, state, nonce) = request.url();
        let verifier = Secret::new(verifier.into_secret());
        Ok((url, Pending { state: state.into_secret(), nonce: nonce.secret().clone(), verifier }))
    }

    /// Exchanges the code and believes the ID token only after every check of section 3.1.3.7.
    pub async fn finish(&self, code: String, pending: &Pending) -> Result<SignedIn, Error> {
        let client = self.client().await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(provider)?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.expose().to_owned()))
            .request_async(&self.http)
            .await
            .map_err(refused)?;
        let nonce = Nonce::new(pending.nonce.clone());
        let id_token = tokens.id_token().ok_or_else(|| untrusted("there is no ID token"))?;
        let verifier =
            client.id_token_verifier().set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256]);
        let claims = id_token.claims(&verifier, &nonce).map_err(untrusted)?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = id_token.signing_alg().map_err(untrusted)?;
            let key = id_token.signing_key(&verifier).map_err(untrusted)?;
            let actual =
                AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(untrusted)?;
            if actual != *expected {
                return Err(untrusted("at_hash belongs to another access token"));
            }
        }
        let subject = claims.subject().clone();
        Ok(SignedIn {
            id_token: serde_json::to_value(claims).map_err(provider)?,
            userinfo: self.userinfo(&client, tokens.access_token(), &subject).await?,
            scopes: scopes(&tokens),
            expires_in: tokens.expires_in(),
            access_token: Secret::new(tokens.access_token().secret().clone()),
            raw_id_token: id_token.to_string(),
            refresh_token: tokens.refresh_token().cloned(),
            subject,
        })
    }

    /// Asks for the claims (section 5.3), which must be about the same person.
    async fn userinfo(
        &self,
        client: &Client,
        token: &AccessToken,
        subject: &SubjectIdentifier,
    ) -> Result<Value, Error> {
        let claims: openidconnect::UserInfoClaims<Extra, CoreGenderClaim> = client
            .user_info(token.clone(), Some(subject.clone()))
            .map_err(provider)?
            .request_async(&self.http)
            .await
            .map_err(|error| Error::Provider(format!("userinfo: {error}")))?;
        serde_json::to_value(claims).map_err(provider)
    }

    /// Renews without the person (section 12). A new ID token must name the same one.
    pub async fn renew(&self, before: &SignedIn) -> Result<SignedIn, Error> {
        let token = before.refresh_token.as_ref().ok_or_else(|| provider("there is no refresh token"))?;
        let client = self.client().await?;
        let tokens = client
            .exchange_refresh_token(token)
            .map_err(provider)?
            .request_async(&self.http)
            .await
            .map_err(refused)?;
        let mut renewed = before.clone();
        if let Some(id_token) = tokens.id_token() {
            let verifier =
                client.id_token_verifier().set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256]);
            let any_nonce = |_: Option<&Nonce>| Ok(());
            let claims = id_token.claims(&verifier, any_nonce).map_err(untrusted)?;
            if *claims.subject() != before.subject {
                return Err(untrusted("the new ID token names another person"));
            }
            renewed.id_token = serde_json::to_value(claims).map_err(provider)?;
            renewed.raw_id_token = id_token.to_string();
        }
        renewed.userinfo = self.userinfo(&client, tokens.access_token(), &before.subject).await?;
        renewed.scopes = scopes(&tokens);
        renewed.expires_in = tokens.expires_in();
        renewed.access_token = Secret::new(tokens.access_token().secret().clone());
        renewed.refresh_token = tokens.refresh_token().cloned().or(renewed.refresh_token);
        Ok(renewed)
    }

    /// Where to send the person to sign out at the provider too (RP-Initiated Logout 1.0 section 2).
    pub async fn sign_out(&self, person: &SignedIn) -> Result<Option<Url>, Error> {
        let metadata = self.metadata().await?;
        let Some(endpoint) = metadata.additional_metadata().end_session_endpoint.clone() else {
            return Ok(None);
        };
        let back = PostLogoutRedirectUrl::new(self.registration.post_logout_redirect_uri.clone());
        let mut url = LogoutRequest::from(endpoint)
            .set_client_id(ClientId::new(self.registration.client_id.clone()))
            .set_post_logout_redirect_uri(back.map_err(provider)?)
            .http_get_url();
        // The library takes parsed tokens only; ours was parsed and verified when it came.
        url.query_pairs_mut().append_pair("id_token_hint", &person.raw_id_token);
        Ok(Some(url))
    }
}

fn scopes(tokens: &Tokens) -> Vec<String> {
    tokens.scopes().map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect()).unwrap_or_default()
}

type TokenError =
    openidconnect::RequestTokenError<super::http::Error, StandardErrorResponse<CoreErrorResponseType>>;

fn refused(error: TokenError) -> Error {
    match error {
        TokenError::ServerResponse(answer) => Error::Refused {
            error: answer.error().to_string(),
            description: answer.error_description().cloned(),
        },
        TokenError::Request(why) => provider(why),
        TokenError::Parse(why, _) => provider(format!("the token endpoint's answer cannot be read: {why}")),
        TokenError::Other(why) => provider(why),
    }
}
