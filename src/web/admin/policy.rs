//! What a sign-in must prove, and trying it out for an account at a client: on the functions that decide.

use std::{net::IpAddr, sync::Arc};

use axum::{extract::State, http::StatusCode, response::Response};

use super::{Admin, frame::frame, policy_history};
use crate::{
    administration::{Error, policy::Draft, role::Permission},
    web::{
        api::{self, Scene, simulated},
        error::Problem,
        guest::Guest,
        page::{AdminPolicy, Fault, PlayedQuestion, PlayedSignIn, PolicyLevel},
        site::Site,
    },
};

/// `GET /admin/policy`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    api::follow_policy(&site).await;
    let asked = |name: &str| guest.query(name).unwrap_or_default().trim().to_owned();
    let newest = site.policies().newest().await.map_err(api::failure)?;
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
        newest: policy_history::line(&site, newest).await?,
        may_change: admin.caller.may(Permission::PolicyWrite),
        account: asked("account"),
        client: asked("client"),
        acr: asked("acr"),
        address: asked("address"),
        played: None,
    };
    if !view.account.is_empty() {
        let question =
            Question { account: &view.account, client: &view.client, acr: &view.acr, address: &view.address };
        match play(&site, question, None).await? {
            Ok(played) => view.played = Some(played),
            Err(fault) => view.frame.error = Some(fault),
        }
    }
    guest.page_for(&site, &admin.account, &view)
}

/// What is to be played through, as typed.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) account: &'a str,
    pub(super) client: &'a str,
    pub(super) acr: &'a str,
    pub(super) address: &'a str,
}

fn typed(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Plays it, under a draft if there is one; what was typed wrong is a fault.
pub(super) async fn play(
    site: &Site,
    question: Question<'_>,
    draft: Option<&Draft>,
) -> Result<Result<PlayedSignIn, Fault>, Problem> {
    let account = match site.accounts().find(question.account).await {
        Ok(account) => account,
        Err(Error::Missing(_)) => return Ok(Err(Fault::new("error-admin-no-account").about("account"))),
        Err(error) => return Err(api::failure(error)),
    };
    let Ok(address) = typed(question.address).map(str::parse::<IpAddr>).transpose() else {
        return Ok(Err(Fault::new("error-admin-no-address").about("address")));
    };
    let scene =
        Scene { client_id: typed(question.client), acr_values: typed(question.acr), address, at: None };
    match simulated(site, &account, scene, draft).await {
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
