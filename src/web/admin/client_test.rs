//! Trying a client out: to the front door, and back with its tokens.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::Value;

use super::{Admin, client, frame::frame};
use crate::{
    administration::client_test::{Failure, Refusal, Tests, Token, Unfit},
    web::{
        answer,
        api::failure,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminClientTest, Fault, TestCheck, TestRefusal, TestToken},
        site::Site,
    },
};

fn tests(site: &Site, admin: &Admin) -> Tests {
    Tests { provider: site.provider.clone(), actor: admin.caller.actor.clone() }
}

/// `POST /admin/clients/{client_id}/test`: begins a sign-in with it.
pub async fn begin(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(client_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let meant = client::meant(&site, &guest, &admin, &client_id, &fields).await?;
    match tests(&site, &admin).begin(&meant, &guest.visitor.browser).await.map_err(failure)? {
        Ok(path) => Ok(guest.keep_browser(&site, answer::see_other(&path))),
        Err(unfit) => {
            let key = match unfit {
                Unfit::Disabled => "error-admin-test-disabled",
                Unfit::SignsNobodyIn => "error-admin-test-nobody",
            };
            let wrong = Some((Fault::new(key), Vec::new()));
            client::page(&site, &guest, &admin, meant, None, wrong).await
        }
    }
}

/// `GET /admin/test`: the tokens, shown this once.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let asked = |name: &str| guest.query(name).unwrap_or_default();
    let code = asked("code");
    let refusal = || Refusal { code: asked("error"), description: asked("error_description") };
    let answer = if code.is_empty() { Err(refusal()) } else { Ok(code.as_str()) };
    let mut view =
        AdminClientTest { frame: frame(&site, &guest, &admin, "clients"), ..AdminClientTest::default() };
    match tests(&site, &admin).finish(&guest.visitor.browser, &asked("state"), answer).await {
        Ok(tested) => {
            view.name = tested.client.metadata.client_name;
            view.id = tested.client.client_id;
            view.scope = tested.scope;
            view.refresh = tested.refresh;
            view.tokens = tested.tokens.into_iter().map(token).collect();
        }
        Err(Failure::Lapsed) => view.frame.error = Some(Fault::new("error-admin-test-lapsed")),
        Err(Failure::Refused(Refusal { code, description })) => {
            view.refused = Some(TestRefusal { code, description });
        }
        Err(Failure::Error(error)) => return Err(failure(error)),
    }
    let mut response = guest.page_for(&site, &admin.account, &view)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn token(token: Token) -> TestToken {
    let written = |value: Option<Value>| value.and_then(|value| serde_json::to_string_pretty(&value).ok());
    TestToken {
        name: token.name,
        header: written(token.header).unwrap_or_default(),
        claims: written(token.claims).unwrap_or_default(),
        checks: token.checks.into_iter().map(|(name, good)| TestCheck { name, good }).collect(),
        expires_at: token.expires_at,
    }
}
