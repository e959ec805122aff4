//! The versions of the policy: who set what when and why, in words, and returning to one.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{
    Admin,
    frame::{found, frame, refused},
};
use crate::{
    administration::{
        policy::{Version, difference::Change, words},
        role::Permission,
    },
    storage,
    web::{
        answer,
        api::{self, cursor},
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminPolicyHistory, AdminPolicyVersion, Fault, PolicyChange, PolicyVersionLine},
        site::Site,
    },
};

/// Entries of a page.
const PAGE: usize = 25;

/// `GET /admin/policy/history`.
pub async fn list(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let before = match guest.query("from") {
        Some(from) => cursor::open(&site, "admin-policy", "", &from)?,
        None => i64::MAX,
    };
    let most = i64::try_from(PAGE.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = site.policies().page(before, most).await.map_err(api::failure)?;
    let page = cursor::page(
        rows,
        PAGE,
        |row| row,
        |last: &Version| cursor::seal(&site, "admin-policy", "", &last.number),
    )?;
    let mut versions = Vec::new();
    for version in page.items {
        versions.push(line(&site, version).await?);
    }
    let view =
        AdminPolicyHistory { frame: frame(&site, &guest, &admin, "policy"), versions, next: page.next };
    guest.page_for(&site, &admin.account, &view)
}

/// A version, with the name of who made it.
pub(super) async fn line(site: &Site, version: Version) -> Result<PolicyVersionLine, Problem> {
    let account = match &version.account_id {
        Some(account_id) => storage::account::find(&mut site.database.read().await?, account_id).await?,
        None => None,
    };
    let by = account.map(|account| account.username).or(version.account_id).or(version.client_id);
    Ok(PolicyVersionLine {
        number: version.number,
        at: version.created_at,
        by: by.unwrap_or_default(),
        reason: version.reason,
        restores: version.restores,
    })
}

/// A change as a page shows it.
pub(super) fn change(change: Change) -> PolicyChange {
    let said =
        |value: &Option<serde_json::Value>| value.as_ref().map(|value| words::value(&change.setting, value));
    PolicyChange {
        before: said(&change.before),
        after: said(&change.after),
        label: change.setting.replace('.', "-"),
        entry: change.entry.clone(),
        setting: change.setting.clone(),
    }
}

/// `GET /admin/policy/history/{version}`; `?with=` names the version that it is compared with.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(number): Path<i64>,
) -> Result<Response, Problem> {
    page(&site, &guest, &admin, number, String::new(), None).await
}

async fn find(site: &Site, number: i64) -> Result<Version, Problem> {
    found(site.policies().find(number).await)
}

async fn page(
    site: &Arc<Site>,
    guest: &Guest,
    admin: &Admin,
    number: i64,
    reason: String,
    wrong: Option<(Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let policies = site.policies();
    let (version, newest) = (find(site, number).await?, policies.newest().await.map_err(api::failure)?);
    let with = guest.query("with").and_then(|with| with.parse().ok());
    let other = find(site, with.unwrap_or_else(|| number.saturating_sub(1).max(0))).await?;
    let changes = policies.difference(&other, &version);
    let ahead = policies.difference(&newest, &version);
    let mut frame = frame(site, guest, admin, "policy");
    if let Some((fault, faults)) = wrong {
        (frame.error, frame.faults) = (Some(fault), faults);
    }
    let view = AdminPolicyVersion {
        frame,
        compared: other.number,
        changes: changes.into_iter().map(change).collect(),
        newest: newest.number,
        may_restore: admin.caller.may(Permission::PolicyWrite) && !ahead.is_empty(),
        ahead: ahead.into_iter().map(change).collect(),
        reason,
        line: line(site, version).await?,
    };
    guest.page_for(site, &admin.account, &view)
}

/// `POST /admin/policy/history/{version}`: returns to it.
pub async fn restore(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(number): Path<i64>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let follows = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or(-1);
    let reason = fields.get("reason").unwrap_or_default();
    let policies = admin.caller.policies(&site);
    match policies.restore(number, reason, follows, admin.caller.address()).await {
        Ok(_) => {
            api::follow_policy(&site).await;
            Ok(answer::see_other("/admin/policy?notice=saved"))
        }
        Err(error) => {
            let wrong = refused(error)?;
            page(&site, &guest, &admin, number, reason.to_owned(), Some(wrong)).await
        }
    }
}
