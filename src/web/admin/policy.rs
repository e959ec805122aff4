//! What a sign-in must prove, and trying it out for an account at a client: on the functions that decide.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{Admin, frame::frame};
use crate::{
    administration::Error,
    web::{
        api::simulated,
        error::Problem,
        guest::Guest,
        page::{AdminPolicy, Fault, PlayedQuestion, PlayedSignIn, PolicyLevel},
        site::Site,
    },
};

/// `GET /admin/policy`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let asked = |name: &str| guest.query(name).unwrap_or_default().trim().to_owned();
    let policy = site.guide.policy();
    let level = |acr: &str| PolicyLevel {
        acr: acr.to_owned(),
        chains: policy.chains(acr).to_vec(),
        usual: acr == policy.default_level(),
        administers: Some(acr) == policy.administrator_level(),
    };
    let mut view = AdminPolicy {
        frame: frame(&site, &guest, &admin, "policy"),
        levels: policy.names().map(level).collect(),
        account: asked("account"),
        client: asked("client"),
        acr: asked("acr"),
        played: None,
    };
    if !view.account.is_empty() {
        match play(&site, &view).await? {
            Ok(played) => view.played = Some(played),
            Err(fault) => view.frame.error = Some(fault),
        }
    }
    guest.page_for(&site, &admin.account, &view)
}

async fn play(site: &Site, view: &AdminPolicy) -> Result<Result<PlayedSignIn, Fault>, Problem> {
    let account = match site.accounts().find(&view.account).await {
        Ok(account) => account,
        Err(Error::Missing(_)) => return Ok(Err(Fault::new("error-admin-no-account").about("account"))),
        Err(error) => return Err(crate::web::api::failure(error)),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (client, acr) = (some(&view.client), some(&view.acr));
    match simulated(site, &account, client.as_deref(), acr.as_deref()).await {
        Ok((rehearsal, needs)) => Ok(Ok(PlayedSignIn {
            questions: rehearsal
                .questions
                .into_iter()
                .map(|question| PlayedQuestion {
                    kind: question.kind,
                    others: question.others,
                    enrols: question.enrols,
                })
                .collect(),
            succeeds: rehearsal.succeeds,
            acr: rehearsal.acr,
            needs: needs.into_iter().map(|need| (need.acr, need.by)).collect(),
        })),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            Ok(Err(Fault::new("error-admin-no-client").about("client")))
        }
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
            Ok(Err(Fault::new("error-admin-account-off").about("account")))
        }
        Err(problem) => Err(problem),
    }
}
