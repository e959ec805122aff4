//! From a request to a journey: what the client asks for, in the terms of `authentication`.

use std::time::Duration;

use super::{
    Continue, Error, Raw, Request,
    request_object::{Way, unfold},
    response,
    resume::resume,
    validate::{self, Fault, Refusal, Rules},
};
use crate::{
    authentication::{
        guide::Opening,
        journey::{Demand, Heading, Purpose},
        visitor::Visitor,
    },
    oauth::{
        KnownClient, OAuthError, Provider, client_document, client_test,
        encryption::{self, Answer},
        redirect_uri,
    },
    storage::client::Client,
    text,
};

/// Checks a request and takes it as far as it goes without the person.
pub async fn begin(provider: &Provider, visitor: &Visitor, raw: &Raw) -> Result<Continue, Error> {
    let known = match raw.get("client_id") {
        Some(client_id) => client_document::find(provider, Some(visitor), client_id).await?,
        None => return Err(Error::Page(OAuthError::invalid_request("client_id is missing or doubled"))),
    };
    let Some(known) = known else {
        return Err(Error::Page(OAuthError::unauthorized_client("client_id is not known here")));
    };
    let request = match read(provider, visitor, &known, raw).await {
        Ok(request) => request,
        Err(fault) => {
            return match fault.told(&provider.settings.issuer) {
                Refusal::Page(error) => Err(Error::Page(error)),
                Refusal::Answer(answer) => Ok(Continue::Respond(answer, None)),
            };
        }
    };
    let opening = Opening {
        purpose: if request.prompt.create { Purpose::Register } else { Purpose::SignIn },
        errand: request.to_errand(),
        heading: heading(provider, &request, &known.client),
        demand: demand(&request, provider.guide.policy().minimum(&request.client_id)),
    };
    let travel = provider.guide.begin(visitor, opening).await?;
    Box::pin(resume(provider, visitor, travel)).await
}

/// The request that counts, checked.
async fn read(
    provider: &Provider,
    visitor: &Visitor,
    known: &KnownClient,
    raw: &Raw,
) -> Result<Request, Fault> {
    let unfolded = Box::pin(unfold(provider, known, raw.clone(), Way::Browser)).await?;
    if let Some(browser) = &unfolded.tested_in
        && !crate::secret::equal(browser, &client_test::mark(provider, &visitor.browser))
    {
        let error = OAuthError::invalid_request("this test was begun in another browser");
        return Err(Fault { back: None, error });
    }
    let (governed, ours) = (provider.governed(), client_test::back(&provider.settings));
    let rules = Rules {
        settings: &provider.settings,
        governed: &governed,
        back: unfolded.tested_in.is_some().then_some(&ours),
        hint: &|token| provider.read_hint(token),
    };
    let mut request = validate::check(&known.client, &unfolded.raw, &rules)?;
    request.pushed = unfolded.pushed;
    encryptable(provider, known, &request).await?;
    request.tests = unfolded.tested_in.is_some();
    if let Some(subject) = request.account_id.take() {
        let found = provider.account_behind(&known.client, subject).await;
        request.account_id = Some(found.map_err(|error| Fault { back: None, error })?);
    }
    Ok(request)
}

/// Whether what will come back by the browser can be encrypted to who wants that, before anybody is asked to sign in.
async fn encryptable(provider: &Provider, known: &KnownClient, request: &Request) -> Result<(), Fault> {
    let id_token = request.response_type.id_token.then_some(Answer::IdToken);
    let response = request.back.signed.is_some().then_some(Answer::Authorization);
    for answer in id_token.into_iter().chain(response) {
        let found = encryption::recipient(provider, known, answer).await;
        found.map_err(|error| Fault { back: Some(request.back.clone()), error })?;
    }
    Ok(())
}

fn heading(provider: &Provider, request: &Request, client: &Client) -> Heading {
    let metadata = &client.metadata;
    let offered = &provider.settings.ui_locales;
    let named = !metadata.client_name.is_empty();
    Heading {
        name: if named { metadata.client_name.clone() } else { client.client_id.clone() },
        host: redirect_uri::host(&request.back.redirect_uri),
        verified: metadata.verified,
        document: client_document::host(client),
        logo: metadata.logo_uri.as_ref().map(|_| format!("/logo/{}", client.client_id)),
        policy_uri: metadata.policy_uri.clone(),
        tos_uri: metadata.tos_uri.clone(),
        again: again(provider, client),
        language: request.ui_locales.iter().find_map(|tag| text::best(tag, offered)).map(str::to_owned),
    }
}

/// Where the client begins a sign-in here by itself (OpenID Connect Core 4).
fn again(provider: &Provider, client: &Client) -> Option<String> {
    let uri = client.metadata.initiate_login_uri.as_ref()?;
    Some(response::with_query(uri, &[("iss", provider.settings.issuer.clone())]))
}

/// OpenID Connect Core 3.1.2.1 in the journey's terms.
fn demand(request: &Request, minimum: &str) -> Demand {
    Demand {
        levels: request.acr_values.clone(),
        essential: request.acr_essential,
        client_id: request.client_id.clone(),
        minimum: Some(minimum.to_owned()),
        max_age: request.max_age.map(|seconds| Duration::from_secs(u64::from(seconds))),
        // max_age=0 means what prompt=login means.
        fresh: request.prompt.login || request.max_age == Some(0),
        interactive: !request.prompt.none,
        choose_account: request.prompt.select_account,
        login_hint: request.login_hint.clone(),
        account_id: request.account_id.clone(),
        invitation: None,
    }
}
