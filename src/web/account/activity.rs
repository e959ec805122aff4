//! What happened in the account, from the audit log, with a way to say "this was not me".
//!
//! Where a page of it ends travels sealed for the account: a cursor that was changed, or is another account's, opens
//! nothing.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{extract::State, response::Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use super::{Place, console, own, sign_in};
use crate::{
    clock::Timestamp,
    jose::seal::About,
    storage::{
        self, Reader,
        audit::{Event, Place as Cursor},
    },
    web::{
        answer,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{Activity, Happening},
        site::Site,
    },
};

/// How far back it goes.
const DAYS: u64 = 90;
/// How many events stand on a page.
const PAGE: usize = 25;

/// What is told in words of its own; all else is told as "something".
const KINDS: &[&str] = &[
    "account.changed",
    "account.created",
    "account.disabled",
    "account.enabled",
    "account.factors_frozen",
    "account.factors_released",
    "account.groups_changed",
    "account.kept",
    "account.leaving",
    "account.exported",
    "account.recovered",
    "account.registered",
    "account.reset_started",
    "account.reset_stopped",
    "account.role_changed",
    "app.removed",
    "device.forgotten",
    "email.changed",
    "email.given_up",
    "email.verified",
    "factor.added",
    "factor.consent_withdrawn",
    "factor.disabled",
    "factor.refused",
    "factor.removed",
    "factor.replaced",
    "factor.reset",
    "grant.made",
    "phone.changed",
    "phone.removed",
    "profile.changed",
    "registration.told",
    "session.all_ended",
    "session.begun",
    "session.ended",
    "session.others_ended",
];

/// What stands beside the columns of an event; each kind has some of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    factor: String,
    browser: String,
    by: String,
    authenticator: Option<String>,
}

/// `GET /account/activity`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Activity).await;
    };
    let about = About { table: "activity", row: "", account: &account.account_id };
    let after = guest.query("before");
    let from = match &after {
        Some(cursor) => open(&site, about, cursor).ok_or_else(answer::missing)?,
        None => Cursor { happened_at: Timestamp(i64::MAX), event_id: String::new() },
    };
    let since = site.clock.now().before(Duration::from_hours(24 * DAYS));
    let mut reader = site.database.read().await?;
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = storage::audit::page(&mut reader, &account.account_id, since, &from, most).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let older = last.map(|last| seal(&site, about, last)).transpose()?;
    let apps = names(&mut reader, &rows).await?;
    let view = Activity {
        console: console(&site, &guest, &account, Place::Activity, (&[], &[])),
        days: DAYS,
        events: rows.into_iter().map(|row| told(row, &apps)).collect(),
        later: after.is_some(),
        older,
    };
    guest.page_for(&site, &account, &view)
}

/// `POST /account/activity/not-me`: leads to the page that asks before it stops whoever it was.
pub async fn was_not_me(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account/activity"));
    };
    let event_id = fields.get("event").unwrap_or_default();
    let mut reader = site.database.read().await?;
    let event = storage::audit::find(&mut reader, &account.account_id, event_id).await?;
    drop(reader);
    let event = event.ok_or_else(answer::missing)?;
    let about = detail(&event).authenticator;
    let path = site.guide.link_to_freeze(&account.account_id, about.as_deref()).await?;
    Ok(answer::see_other(&path))
}

fn detail(event: &Event) -> Detail {
    serde_json::from_str(&event.detail).unwrap_or_default()
}

fn told(event: Event, apps: &BTreeMap<String, String>) -> Happening {
    let Detail { factor, browser, by, .. } = detail(&event);
    let known = KINDS.contains(&event.kind.as_str());
    let app = event.client_id.map(|client_id| apps.get(&client_id).cloned().unwrap_or(client_id));
    Happening {
        id: event.event_id,
        kind: if known { event.kind.replace(['.', '_'], "-") } else { "other".into() },
        factor,
        app: app.unwrap_or_default(),
        at: event.happened_at,
        address: event.address.unwrap_or_default(),
        browser,
        by_operator: by == "operator",
    }
}

/// What the applications of these events are called; the host of one that nobody vouches for.
async fn names(reader: &mut Reader, rows: &[Event]) -> Result<BTreeMap<String, String>, Problem> {
    let mut names = BTreeMap::new();
    for client_id in rows.iter().filter_map(|row| row.client_id.as_ref()) {
        if names.contains_key(client_id) {
            continue;
        }
        if let Some(client) = storage::client::find(reader, client_id).await? {
            let heading = crate::oauth::logout::heading(&client);
            let name = if heading.verified { heading.name } else { heading.host };
            names.insert(client_id.clone(), name);
        }
    }
    Ok(names)
}

fn seal(site: &Site, about: About<'_>, last: &Event) -> Result<String, Problem> {
    let text = format!("{} {}", last.happened_at.milliseconds(), last.event_id);
    let sealed = site.vault.seal(about, text.as_bytes()).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

fn open(site: &Site, about: About<'_>, cursor: &str) -> Option<Cursor> {
    let plain = site.vault.open(about, &URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (at, event_id) = std::str::from_utf8(&plain).ok()?.split_once(' ')?;
    Some(Cursor { happened_at: Timestamp(at.parse().ok()?), event_id: event_id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an account comes to its end by, which nobody reads in it any more.
    const LAST: [&str; 3] = ["account.deleted", "account.erased", "account.displaced"];

    #[test]
    fn whatever_happens_to_an_account_is_told_in_words_of_its_own() {
        let source = include_str!("../../administration/webhook/kinds.rs");
        let listed = source.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next());
        let happens: Vec<&str> = listed.filter(|kind| !kind.starts_with("client.")).collect();
        assert!(happens.len() > 20, "{happens:?}");
        for kind in happens.iter().copied().chain(["account.reset_started", "account.reset_stopped"]) {
            assert!(KINDS.contains(&kind) || LAST.contains(&kind), "{kind}");
        }
        let texts = include_str!("../../../locales/en/activity.ftl");
        for kind in KINDS {
            let text = format!("event-{} = ", kind.replace(['.', '_'], "-"));
            assert!(texts.lines().any(|line| line.starts_with(&text)), "{text}");
        }
    }
}
