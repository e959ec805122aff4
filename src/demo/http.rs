//! HTTP for the client library: one request, no redirects followed (a provider that redirects its token endpoint
//! would have the client carry its secret elsewhere).

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// An HTTP client for `openidconnect`, over reqwest.
#[derive(Clone, Debug)]
pub struct Http(reqwest::Client);

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request did not get through.
    #[error("{0}")]
    Request(String),
    /// The answer cannot be passed on.
    #[error(transparent)]
    Answer(#[from] http::Error),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The outer text only repeats the address; why it failed stands in what it wraps.
        let mut text = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Self::Request(text)
    }
}

impl Http {
    /// A client of its own connections.
    ///
    /// # Errors
    /// When the system's trust store cannot be read.
    pub fn new() -> Result<Self, Error> {
        // One provider for the whole process; somebody else may have installed it.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()?;
        Ok(Self(client))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Error>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = self.0.execute(request.try_into()?).await?;
            let mut response = http::Response::builder().status(answer.status());
            for (name, value) in answer.headers() {
                response = response.header(name, value);
            }
            Ok(response.body(answer.bytes().await?.to_vec())?)
        })
    }
}
