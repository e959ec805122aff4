//! A client that others wrote, the `openidconnect` crate as it comes, signs in through `doorward dev` by plain forms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use doorward::{
    authentication::factor::totp::{self, Seed},
    clock::Clock,
    demo::oidc::{Registration, RelyingParty, Wish},
    secret::Secret,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, RequestTokenError, Scope,
    TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreProviderMetadata, CoreUserInfoClaims,
    },
};
use reqwest::{Client, Response, header, redirect::Policy};
use serde_json::Value;
use url::Url;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn dev(directory: &Path) -> (Running, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_doorward"))
        .current_dir(directory)
        .args(["dev", "--json", "--port", "0", "--relying-party-port", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), serde_json::from_str(&line).unwrap())
}

fn named<'a>(list: &'a Value, field: &str, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one[field] == name).unwrap()
}

fn http(cookies: bool) -> Client {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    Client::builder().redirect(Policy::none()).cookie_store(cookies).build().unwrap()
}

/// What carries the library's requests.
async fn carry(request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let answer = http(false).execute(request.try_into()?).await?;
    let mut response = openidconnect::http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    Ok(response.body(answer.bytes().await?.to_vec()).unwrap())
}

/// A person with cookies who fills forms.
struct Person<'a> {
    http: Client,
    issuer: Url,
    account: &'a Value,
}

impl<'a> Person<'a> {
    /// Alice of the demo accounts, in a browser that was never here.
    fn alice(said: &'a Value) -> Self {
        let issuer = said["issuer"].as_str().unwrap().parse().unwrap();
        Self { http: http(true), issuer, account: named(&said["accounts"], "username", "alice") }
    }

    /// From an authorization request to the address that the answer leads to.
    async fn sign_in(&self, request: Url) -> Url {
        let mut address = request;
        let mut answer = self.http.get(address.clone()).send().await.unwrap();
        for _ in 0..20 {
            if let Some(location) = answer.headers().get(header::LOCATION) {
                address = address.join(location.to_str().unwrap()).unwrap();
                if address.origin() != self.issuer.origin() {
                    return address;
                }
                answer = self.http.get(address.clone()).send().await.unwrap();
            } else {
                answer = self.fill(&address, answer).await;
            }
        }
        panic!("a sign-in without end at {address}");
    }

    /// Gives a page what it asks for.
    async fn fill(&self, address: &Url, page: Response) -> Response {
        let page = page.error_for_status().unwrap().text().await.unwrap();
        let text = |field: &str| self.account[field].as_str().unwrap().to_owned();
        let (form, name, value) = match address.path().rsplit('/').next().unwrap() {
            "identifier" => ("login-form", "username", text("username")),
            "password" => ("login-form", "password", text("password")),
            "totp" => ("login-form", "code", code(&text("totp_secret"))),
            _ if address.path().starts_with("/consent/") => ("consent-form", "consent-allow", "1".into()),
            step => panic!("no such step: {step}"),
        };
        let (action, mut fields) = hidden(&page, form);
        fields.push((name.to_owned(), value));
        let origin = self.issuer.origin().ascii_serialization();
        let post = self.http.post(address.join(&action).unwrap()).header(header::ORIGIN, origin);
        post.form(&fields).send().await.unwrap()
    }
}

fn code(secret: &str) -> String {
    let bytes = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    Seed::new(&bytes.try_into().unwrap()).code(totp::step(Clock::system().now())).unwrap()
}

/// Where a form leads, and what it sends when nothing is typed.
fn hidden(page: &str, form: &str) -> (String, Vec<(String, String)>) {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.replace("&amp;", "&").replace("&#x2f;", "/"))
    };
    let start = format!("<form id=\"{form}\"");
    let whole = &page[page.find(&start).unwrap_or_else(|| panic!("no {form}: {page}"))..];
    let whole = whole.split("</form>").next().unwrap();
    let sent = whole
        .split("<input ")
        .skip(1)
        .map(|tag| format!(" {}", tag.split('>').next().unwrap()))
        .filter(|tag| tag.contains("type=\"hidden\"") || tag.contains(" checked"))
        .map(|tag| (attribute(&tag, "name").unwrap(), attribute(&tag, "value").unwrap_or_default()));
    (attribute(whole, "action").unwrap(), sent.collect())
}

#[tokio::test]
async fn the_openidconnect_crate_signs_alice_in() {
    let directory = tempfile::tempdir().unwrap();
    let (_running, said) = dev(directory.path());
    let issuer = said["issuer"].as_str().unwrap();
    let registered = named(&said["clients"], "client_id", "demo-app");
    let redirect_uri = registered["redirect_uris"][0].as_str().unwrap();
    let person = Person::alice(&said);

    let metadata =
        CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.into()).unwrap(), &carry).await.unwrap();
    let secret = ClientSecret::new(registered["client_secret"].as_str().unwrap().into());
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new("demo-app".into()), Some(secret))
        .set_redirect_uri(RedirectUrl::new(redirect_uri.into()).unwrap());
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(["email", "profile", "offline_access"].map(|scope| Scope::new(scope.into())))
        .set_pkce_challenge(challenge)
        .url();
    let back = person.sign_in(url).await;
    assert!(back.as_str().starts_with(redirect_uri), "{back}");
    let sent = |name: &str| back.query_pairs().find(|(own, _)| own == name).unwrap().1.into_owned();
    assert_eq!((sent("state"), sent("iss")), (state.into_secret(), issuer.to_owned()));

    let verifier_again = openidconnect::PkceCodeVerifier::new(verifier.secret().clone());
    let exchange = |verifier| {
        client.exchange_code(AuthorizationCode::new(sent("code"))).unwrap().set_pkce_verifier(verifier)
    };
    let tokens = exchange(verifier).request_async(&carry).await.unwrap();
    let id_token = tokens.id_token().unwrap();
    let judge = client.id_token_verifier();
    let claims = id_token.claims(&judge, &nonce).unwrap();
    let methods: Vec<&str> =
        claims.auth_method_refs().unwrap().iter().map(|method| method.as_str()).collect();
    assert_eq!(methods, ["mfa", "otp", "pwd"]);
    let expected = AccessTokenHash::from_token(
        tokens.access_token(),
        id_token.signing_alg().unwrap(),
        id_token.signing_key(&judge).unwrap(),
    );
    assert_eq!(claims.access_token_hash().unwrap(), &expected.unwrap());
    assert!(id_token.claims(&judge, &Nonce::new("another".into())).is_err(), "the library does look");

    let user: CoreUserInfoClaims = client
        .user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
        .unwrap()
        .request_async(&carry)
        .await
        .unwrap();
    assert_eq!(user.email().unwrap().as_str(), "alice@example.org");

    let first = tokens.refresh_token().unwrap();
    let renewed = client.exchange_refresh_token(first).unwrap().request_async(&carry).await.unwrap();
    assert_ne!(renewed.refresh_token().unwrap().secret(), first.secret());
    let any_nonce = |_: Option<&Nonce>| Ok(());
    let again = renewed.id_token().unwrap().claims(&judge, any_nonce).unwrap();
    assert_eq!((again.subject(), again.auth_time()), (claims.subject(), claims.auth_time()));

    // The code once more (RFC 6749 section 4.1.2).
    let refused = exchange(verifier_again).request_async(&carry).await.unwrap_err();
    let RequestTokenError::ServerResponse(answer) = refused else { panic!("{refused:?}") };
    assert_eq!(answer.error(), &CoreErrorResponseType::InvalidGrant);
}

/// The code of the examples and of the demo application: who calls APIs calls them with what was renewed.
#[tokio::test]
async fn what_is_renewed_has_the_new_access_token() {
    let directory = tempfile::tempdir().unwrap();
    let (_running, said) = dev(directory.path());
    let issuer = said["issuer"].as_str().unwrap();
    let registered = named(&said["clients"], "client_id", "demo-app");
    let redirect_uri = registered["redirect_uris"][0].as_str().unwrap();
    let person = Person::alice(&said);
    let party = RelyingParty::new(Registration {
        issuer: issuer.to_owned(),
        client_id: "demo-app".into(),
        client_secret: Some(Secret::new(registered["client_secret"].as_str().unwrap())),
        redirect_uri: redirect_uri.to_owned(),
        post_logout_redirect_uri: redirect_uri.replace("/callback", "/signed-out"),
        scopes: vec!["offline_access".into()],
    })
    .unwrap();
    let (url, pending) = party.begin(&Wish::default()).await.unwrap();
    let back = person.sign_in(url).await;
    let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let first = party.finish(code, &pending).await.unwrap();
    let renewed = party.renew(&first).await.unwrap();
    assert_ne!(renewed.access_token.expose(), first.access_token.expose());
}
