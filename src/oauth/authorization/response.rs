//! The authorization response: RFC 6749 section 4.1.2 and 4.1.2.1, always with `iss` (RFC 9207), and where it is asked for
//! as one JWT, signed and perhaps encrypted (JARM: JWT Secured Authorization Response Mode 2.1 and 2.2).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::oauth::{
    OAuthError, Provider,
    access_token::algorithm,
    encryption::{self, Answer, sealed},
    response_mode::ResponseMode,
};

/// How a request is answered: where to, in which mode, and with which state. Only registered URIs get in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Who asked.
    #[serde(default)]
    pub client_id: String,
    /// The redirect URI of the request.
    pub redirect_uri: String,
    /// How the answer travels.
    pub mode: ResponseMode,
    /// The client's state, unchanged.
    pub state: Option<String>,
    /// Whether and how it is signed.
    #[serde(default)]
    pub signed: Option<Signed>,
}

/// A signature over the whole answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Its `alg`.
    pub algorithm: String,
}

/// JARM 2.1: at most ten minutes.
const LIFETIME: Duration = Duration::from_mins(5);

/// An answer to the client, to be carried by the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationResponse {
    /// For whom.
    pub client_id: String,
    /// Where to.
    pub redirect_uri: String,
    /// How.
    pub mode: ResponseMode,
    /// What.
    pub parameters: Vec<(&'static str, String)>,
    /// Whether that is still to be signed; see [`AuthorizationResponse::sealed`].
    pub signed: Option<Signed>,
}

impl Return {
    /// The answer that carries a code alone.
    #[cfg(test)]
    pub fn code(&self, issuer: &str, code: String) -> AuthorizationResponse {
        self.answer(issuer, vec![("code", code)])
    }

    /// The answer that carries what was asked for.
    pub fn success(&self, issuer: &str, parameters: Vec<(&'static str, String)>) -> AuthorizationResponse {
        self.answer(issuer, parameters)
    }

    /// The answer that says no.
    pub fn error(&self, issuer: &str, error: &OAuthError) -> AuthorizationResponse {
        let mut parameters = vec![("error", error.code.to_owned())];
        if !error.description.is_empty() {
            parameters.push(("error_description", error.description.clone()));
        }
        self.answer(issuer, parameters)
    }

    fn answer(&self, issuer: &str, mut parameters: Vec<(&'static str, String)>) -> AuthorizationResponse {
        parameters.extend(self.state.clone().map(|state| ("state", state)));
        parameters.push(("iss", issuer.to_owned()));
        AuthorizationResponse {
            client_id: self.client_id.clone(),
            redirect_uri: self.redirect_uri.clone(),
            mode: self.mode,
            parameters,
            signed: self.signed.clone(),
        }
    }
}

impl AuthorizationResponse {
    /// As it goes out: its parameters in one JWT, where that was asked for.
    ///
    /// # Errors
    /// Where the client wants it encrypted and has no key for that: then it hears nothing.
    pub async fn sealed(self, provider: &Provider) -> Result<Self, OAuthError> {
        let Some(signed) = &self.signed else { return Ok(self) };
        let recipient = encryption::recipient_of(provider, &self.client_id, Answer::Authorization).await?;
        let mut claims: Map<String, Value> = self
            .parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
            .collect();
        let now = provider.clock.now();
        claims.insert("aud".into(), self.client_id.as_str().into());
        claims.insert("exp".into(), now.after(LIFETIME).seconds().into());
        let jwt = provider.keyring.sign(algorithm(&signed.algorithm), "JWT", &claims);
        let jwt = jwt.map_err(|error| OAuthError::server_error(error.to_string()))?;
        let jwt = sealed(recipient.as_ref(), jwt)?;
        Ok(Self { parameters: vec![("response", jwt)], signed: None, ..self })
    }

    /// The `Location` of the answer; nothing where a form must carry it.
    pub fn location(&self) -> Option<String> {
        match self.mode {
            ResponseMode::Query => Some(with_query(&self.redirect_uri, &self.parameters)),
            ResponseMode::Fragment => Some(format!("{}#{}", self.redirect_uri, encoded(&self.parameters))),
            ResponseMode::FormPost => None,
        }
    }

    /// A parameter of the answer.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }
}

/// `uri` with `parameters` added to its query; what stands there is kept (RFC 6749 section 3.1.2).
pub fn with_query(uri: &str, parameters: &[(&'static str, String)]) -> String {
    let joint = match uri.find('?') {
        None => "?",
        Some(_) if uri.ends_with(['?', '&']) => "",
        Some(_) => "&",
    };
    format!("{uri}{joint}{}", encoded(parameters))
}

fn encoded(parameters: &[(&'static str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ISSUER: &str = "https://id.example.org";

    fn back(redirect_uri: &str, mode: ResponseMode) -> Return {
        let client_id = "rp".into();
        Return {
            client_id,
            redirect_uri: redirect_uri.into(),
            mode,
            state: Some("a b&c=é".into()),
            signed: None,
        }
    }

    #[test]
    fn every_answer_carries_state_and_issuer() {
        let answer = back("https://rp.example/cb", ResponseMode::Query).code(ISSUER, "c0de".into());
        assert_eq!(
            answer.location().unwrap(),
            "https://rp.example/cb?code=c0de&state=a+b%26c%3D%C3%A9&iss=https%3A%2F%2Fid.example.org"
        );
        let error = OAuthError::new("access_denied", "the person refused");
        let answer = back("https://rp.example/cb", ResponseMode::Fragment).error(ISSUER, &error);
        assert_eq!(
            answer.location().unwrap(),
            "https://rp.example/cb#error=access_denied&error_description=the+person+refused\
             &state=a+b%26c%3D%C3%A9&iss=https%3A%2F%2Fid.example.org"
        );
        let form = back("https://rp.example/cb", ResponseMode::FormPost).error(ISSUER, &error);
        assert_eq!(form.location(), None);
        assert_eq!((form.parameter("state"), form.parameter("iss")), (Some("a b&c=é"), Some(ISSUER)));
    }

    #[test]
    fn the_registered_query_is_kept() {
        let answer = back("https://rp.example/cb?bar=foo", ResponseMode::Query).code(ISSUER, "c".into());
        assert!(answer.location().unwrap().starts_with("https://rp.example/cb?bar=foo&code=c&"));
        let answer = back("https://rp.example/cb?", ResponseMode::Query).code(ISSUER, "c".into());
        assert!(answer.location().unwrap().starts_with("https://rp.example/cb?code=c&"));
        let app = Return { state: None, ..back("com.example.app:/cb", ResponseMode::Query) };
        assert_eq!(
            app.code(ISSUER, "c".into()).location().unwrap(),
            "com.example.app:/cb?code=c&iss=https%3A%2F%2Fid.example.org"
        );
    }

    proptest! {
        #[test]
        fn a_state_comes_back_as_it_was_and_adds_nothing(state in ".{0,60}", fragment in any::<bool>()) {
            let mode = if fragment { ResponseMode::Fragment } else { ResponseMode::Query };
            let back = Return { state: Some(state.clone()), ..back("https://rp.example/cb", mode) };
            let location = back.code(ISSUER, "c".into()).location().unwrap();
            prop_assert!(location.bytes().all(|b| b.is_ascii_graphic()));
            let (_, carried) = location.split_once(['?', '#']).unwrap();
            let pairs: Vec<(String, String)> = form_urlencoded::parse(carried.as_bytes()).into_owned().collect();
            prop_assert_eq!(pairs, [("code".into(), "c".into()), ("state".into(), state), ("iss".into(), ISSUER.to_owned())]);
        }
    }
}
