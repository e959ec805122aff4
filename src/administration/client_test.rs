//! Trying a client out: a real sign-in with it by whoever administers, through the front door and back to the console, where its
//! tokens are judged as a client would and shown without their signatures. What was given out is taken back in the same breath.
//!
//! The state that comes back with the code is sealed for the account and marked for the browser that began; nothing about a test
//! is kept. How the protocol takes such a request is told in [`client_test`].

use std::{sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Error,
    actor::{About, Actor},
};
use crate::{
    clock::Timestamp,
    jose::{
        self, Algorithm, VerifyAlgorithm,
        verify::{Audience, Expect, Expired, Verified},
    },
    oauth::{
        AUTHORIZE, OAuthError, Provider,
        authorization::Raw,
        client_test::{self, back, mark},
        grant::authorization_code,
        pkce,
        token::TokenResponse,
    },
    storage::{self, client::Client},
};

/// How long the person may take.
const LIFETIME: Duration = Duration::from_mins(30);

/// Everything trying clients out needs.
#[derive(Clone)]
pub struct Tests {
    /// Answers the requests.
    pub provider: Arc<Provider>,
    /// Who tries.
    pub actor: Actor,
}

/// Why a client cannot be tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is switched off.
    Disabled,
    /// Nobody signs in with it: it may not use the authorization code grant.
    SignsNobodyIn,
}

/// Why there is nothing to show.
#[derive(Debug)]
pub enum Failure {
    /// No test of this person in this browser, or no longer.
    Lapsed,
    /// The sign-in or the token request was refused.
    Refused(Refusal),
    /// Anything else.
    Error(Error),
}

/// A refusal, as a client would be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code of the error.
    pub code: String,
    /// Its description; may be empty.
    pub description: String,
}

impl From<OAuthError> for Refusal {
    fn from(error: OAuthError) -> Self {
        Self { code: error.code.to_owned(), description: error.description }
    }
}

/// What came of a test.
#[derive(Debug)]
pub struct Tested {
    /// Of which client.
    pub client: Client,
    /// What was granted.
    pub scope: String,
    /// Whether there was a refresh token.
    pub refresh: bool,
    /// The tokens.
    pub tokens: Vec<Token>,
}

/// A token, without its signature.
#[derive(Debug, PartialEq)]
pub struct Token {
    /// `id_token` or `access_token`.
    pub name: &'static str,
    /// Its header; nothing of an opaque one.
    pub header: Option<Value>,
    /// Its claims; nothing of an opaque one.
    pub claims: Option<Value>,
    /// What was held against it, and whether it stood.
    pub checks: Vec<(&'static str, bool)>,
    /// Until when it would have been good.
    pub expires_at: Option<Timestamp>,
}

/// What comes back with the code.
#[derive(Serialize, Deserialize)]
struct State {
    client_id: String,
    verifier: String,
    nonce: String,
    browser: Vec<u8>,
    until: Timestamp,
}

impl Tests {
    /// Begins a test in the browser with this secret; where that goes next.
    pub async fn begin(&self, client: &Client, browser: &str) -> Result<Result<String, Unfit>, Error> {
        if client.disabled {
            return Ok(Err(Unfit::Disabled));
        }
        if !client.may_use("authorization_code")
            || !client.metadata.response_types.iter().any(|kind| kind == "code")
        {
            return Ok(Err(Unfit::SignsNobodyIn));
        }
        let provider = &self.provider;
        let now = provider.clock.now();
        let (verifier, nonce) = (provider.random.token(), provider.random.token());
        let challenge = pkce::challenge(&verifier);
        let state = State {
            client_id: client.client_id.clone(),
            verifier,
            nonce: nonce.clone(),
            browser: mark(provider, browser),
            until: now.after(LIFETIME),
        };
        let plain = serde_json::to_vec(&state).map_err(faulty)?;
        let state = URL_SAFE_NO_PAD.encode(provider.vault.seal(self.about(), &plain).map_err(faulty)?);
        let known = provider.settings.known_scopes();
        let scope: Vec<&str> =
            client.metadata.scope.split(' ').filter(|scope| known.contains(scope)).collect();
        let (scope, back) = (scope.join(" "), back(&provider.settings));
        let raw: Raw = [
            ("client_id", client.client_id.as_str()),
            ("redirect_uri", &back),
            ("response_type", "code"),
            ("response_mode", "query"),
            ("scope", &scope),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", pkce::METHOD),
        ]
        .into_iter()
        .collect();
        let reference = client_test::push(provider, client, &raw, browser).await.map_err(faulty)?;
        let event = self.event("client.test_begun", &client.client_id, json!({}));
        provider
            .database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move { storage::audit::insert(write, &event).await })
            })
            .await?;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &client.client_id)
            .append_pair("request_uri", &reference)
            .finish();
        Ok(Ok(format!("{AUTHORIZE}?{query}")))
    }

    /// Ends a test with what came back: redeems the code, judges the tokens, and takes back what was granted.
    ///
    /// # Errors
    /// [`Failure::Lapsed`] for a state that this person did not begin with in this browser.
    pub async fn finish(
        &self,
        browser: &str,
        state: &str,
        answer: Result<&str, Refusal>,
    ) -> Result<Tested, Failure> {
        let provider = &self.provider;
        let now = provider.clock.now();
        let state = self.opened(state, browser, now).ok_or(Failure::Lapsed)?;
        let found = provider.clients.find(&state.client_id).await;
        let known = found.map_err(|error| Failure::Error(error.into()))?.ok_or(Failure::Lapsed)?;
        let tokens = match answer {
            Ok(code) => {
                let redeemed = client_test::redeem(provider, &known, code, &state.verifier).await;
                let refused = redeemed.as_ref().err();
                self.take_back(&state.client_id, code, refused, now).await.map_err(Failure::Error)?;
                redeemed.map_err(|error| Failure::Refused(error.into()))?
            }
            Err(refusal) => return Err(Failure::Refused(refusal)),
        };
        Ok(Tested {
            scope: tokens.scope.clone(),
            refresh: tokens.refresh_token.is_some(),
            tokens: self.judged(&state, &tokens, now),
            client: known.client.clone(),
        })
    }

    fn opened(&self, state: &str, browser: &str, now: Timestamp) -> Option<State> {
        let sealed = URL_SAFE_NO_PAD.decode(state).ok()?;
        let plain = self.provider.vault.open(self.about(), &sealed).ok()?;
        let state: State = serde_json::from_slice(&plain).ok()?;
        let own = crate::secret::equal(&state.browser, &mark(&self.provider, browser));
        (own && state.until > now).then_some(state)
    }

    /// Nothing of a test lives on. Told in the log with it.
    async fn take_back(
        &self,
        client_id: &str,
        code: &str,
        refused: Option<&OAuthError>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let hash = self.provider.vault.digest(authorization_code::DIGEST, code.as_bytes());
        let detail = json!({ "outcome": refused.map_or("tokens", |error| error.code) });
        let event = self.event("client.tested", client_id, detail);
        let client_id = client_id.to_owned();
        self.provider
            .database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move {
                    let code = storage::authorization_code::find(write, &hash).await?;
                    if let Some(code) = code.filter(|code| code.client_id == client_id) {
                        storage::grant::revoke(write, &code.grant_id, now).await?;
                    }
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok(())
    }

    fn judged(&self, state: &State, tokens: &TokenResponse, now: Timestamp) -> Vec<Token> {
        let issuer = self.provider.settings.issuer.as_str();
        let verified =
            |token: &str, expect: &Expect<'_>| self.provider.keyring.verify_own(token, expect, now).ok();
        let mut judged = Vec::new();
        if let Some(token) = &tokens.id_token {
            let expect = Expect {
                types: &[Some("JWT")],
                issuer: Some(issuer),
                audience: Audience::Contains(&state.client_id),
                algorithms: &VerifyAlgorithm::ALL,
                expired: Expired::RefusedAfter(Duration::ZERO),
                longest_life: None,
            };
            let stood = verified(token, &expect);
            let says = |name: &str| stood.as_ref().and_then(|token| token.text(name));
            let hash = stood.as_ref().and_then(|stood| half_hash(stood, &tokens.access_token));
            let checks = vec![
                ("verified", stood.is_some()),
                ("nonce", says("nonce") == Some(state.nonce.as_str())),
                ("at_hash", hash.is_some() && says("at_hash") == hash.as_deref()),
            ];
            judged.push(shown("id_token", token, checks, stood.as_ref()));
        }
        let token = &tokens.access_token;
        if token.split('.').count() == 3 {
            let stood = verified(token, &Expect::access_token(issuer, Audience::Any));
            judged.push(shown("access_token", token, vec![("verified", stood.is_some())], stood.as_ref()));
        } else {
            let life = Duration::from_secs(u64::try_from(tokens.expires_in).unwrap_or(0));
            judged.push(Token {
                name: "access_token",
                header: None,
                claims: None,
                checks: Vec::new(),
                expires_at: Some(now.after(life)),
            });
        }
        judged
    }

    fn event(&self, kind: &str, client_id: &str, detail: Value) -> storage::audit::Event {
        let now = self.provider.clock.now();
        self.actor.event(&self.provider.random, now, kind, About::client(client_id), detail)
    }

    fn about(&self) -> jose::seal::About<'_> {
        let account = self.actor.account_id.as_deref().unwrap_or_default();
        jose::seal::About { table: "client_test_state", row: "", account }
    }
}

fn half_hash(stood: &Verified, access_token: &str) -> Option<String> {
    Algorithm::from_name(stood.algorithm.name()).map(|algorithm| algorithm.half_hash(access_token))
}

/// A token without its signature, as it was written.
fn shown(
    name: &'static str,
    token: &str,
    checks: Vec<(&'static str, bool)>,
    stood: Option<&Verified>,
) -> Token {
    let part = |at: usize| {
        let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(at)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let expires_at = stood.and_then(|stood| stood.moment("exp"));
    Token { name, header: part(0), claims: part(1), checks, expires_at }
}

fn faulty(error: impl std::fmt::Display) -> Error {
    Error::Faulty(error.to_string())
}
