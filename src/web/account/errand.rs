//! What a journey begun at the account page is for, and what is done at its end.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    authentication::{
        guide::{Notice, Travel},
        journey::{End, Journey, Permission, Purpose, Step},
    },
    jose::seal::Vault,
    storage::{self, Write, audit::Event, authenticator::Authenticator},
    web::{answer, error::Problem, flow, guest::Guest, site::Site},
};

/// Why the person went on a journey from the account page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// To open it.
    Open,
    /// To bind a factor; the journey itself did.
    Added,
    /// To remove one.
    Remove {
        /// Which.
        authenticator_id: String,
    },
}

impl Errand {
    /// The errand of a journey, if it is one of these.
    pub fn of(journey: &Journey) -> Option<Self> {
        Self::deserialize(journey.errand.get("account")?).ok()
    }

    /// What the journey carries.
    pub fn to_value(&self) -> Value {
        json!({ "account": self })
    }
}

/// Goes on with a journey begun at the account page.
pub async fn resume(site: &Arc<Site>, guest: &Guest, mut travel: Travel) -> Result<Response, Problem> {
    if travel.step == Step::Permission {
        travel = site.guide.permit(&guest.visitor, travel, Permission::NotNeeded).await?;
    }
    if let Some(path) = flow::path_of(&travel) {
        return Ok(guest.keep_browser(site, answer::see_other(&path)));
    }
    match travel.step {
        Step::End(End::Done) => finish(site, guest, travel).await,
        Step::End(End::Cancelled) => {
            site.guide.close(&travel).await?;
            Ok(answer::see_other("/account"))
        }
        Step::End(End::Unmet) => {
            site.guide.close(&travel).await?;
            Err(answer::page(StatusCode::FORBIDDEN, "unmet", "error-unmet"))
        }
        _ => {
            site.guide.close(&travel).await?;
            Err(answer::page(StatusCode::FORBIDDEN, "other_account", "error-person"))
        }
    }
}

async fn finish(site: &Arc<Site>, guest: &Guest, travel: Travel) -> Result<Response, Problem> {
    let errand = Errand::of(&travel.journey).unwrap_or(Errand::Open);
    let notice = match &errand {
        Errand::Open => "",
        Errand::Added if changes_password(&travel.journey) => "?notice=password-changed",
        Errand::Added => "?notice=factor-added",
        Errand::Remove { .. } => "?notice=factor-removed",
    };
    let removal = match errand {
        Errand::Remove { authenticator_id } => removal(site, guest, &travel, &authenticator_id).await?,
        Errand::Open | Errand::Added => None,
    };
    let finished = site
        .guide
        .finish(&guest.visitor, travel, move |write, authenticated| {
            Box::pin(async move {
                match removal {
                    Some(removal) => removal.make(write, &authenticated.account.account_id).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    site.guide.mail_waits();
    let response = answer::see_other(&format!("/account{notice}"));
    Ok(guest.keep_session(site, response, finished.session))
}

fn changes_password(journey: &Journey) -> bool {
    matches!(&journey.purpose, Purpose::Change { enrol: Some(kind) } if kind == "password")
}

/// What the removal of a factor writes: the row goes, its owner is told, the audit log keeps it.
struct Removal {
    row: Authenticator,
    notice: Option<Notice>,
    vault: Vault,
    event: Event,
}

/// None if that factor is not there, or stays.
async fn removal(
    site: &Site,
    guest: &Guest,
    travel: &Travel,
    authenticator_id: &str,
) -> Result<Option<Removal>, Problem> {
    let Some(account) = &travel.account else { return Ok(None) };
    let rows =
        storage::authenticator::of_account(&mut site.database.read().await?, &account.account_id).await?;
    // The password is what recovery and everything else rests on: it is replaced, never removed.
    let found =
        rows.into_iter().find(|row| row.authenticator_id == authenticator_id && row.kind != "password");
    let Some(row) = found else { return Ok(None) };
    let now = site.clock.now();
    let notice = site.guide.notice(&guest.visitor, travel, "factor-removed", &row.kind, None);
    Ok(Some(Removal {
        notice,
        vault: site.vault.clone(),
        event: Event {
            event_id: site.random.identifier(now),
            happened_at: now,
            kind: "factor.removed".into(),
            account_id: Some(account.account_id.clone()),
            client_id: None,
            address: Some(guest.visitor.address.to_string()),
            detail: json!({ "factor": row.kind, "name": row.name }).to_string(),
        },
        row,
    }))
}

impl Removal {
    async fn make(self, write: &mut Write, account_id: &str) -> Result<(), storage::Error> {
        if !storage::authenticator::delete(write, account_id, &self.row.authenticator_id).await? {
            return Ok(());
        }
        if let Some(notice) = &self.notice {
            notice.write(write, &self.vault).await?;
        }
        storage::audit::insert(write, &self.event).await
    }
}
