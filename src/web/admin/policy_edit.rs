//! Setting the policy: a form of all that can be set, what would change by it in words, and trying the draft out before it
//! counts. Each button sends the whole form; only one of them changes anything.

use std::{collections::BTreeSet, sync::Arc};

use axum::{extract::State, response::Response};
use serde_json::Value;

use super::{
    Admin,
    frame::{frame, refused},
    policy::{Question, play},
    policy_history::change,
};
use crate::{
    administration::{
        Error,
        policy::{
            Version,
            field::{FIELDS, Field, Group, Kind},
        },
    },
    config::governed::Settings,
    oauth::parameters::Parameters,
    web::{
        answer, api,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{AdminPolicyEdit, Fault, FieldOption, PolicyField, PolicyGroup},
        site::Site,
    },
};

/// `GET /admin/policy/edit`.
pub async fn ask(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let newest = site.policies().newest().await.map_err(api::failure)?;
    let view = form(&site, &guest, &admin, &newest);
    guest.page_for(&site, &admin.account, &view)
}

/// The form as the policy stands.
fn form(site: &Site, guest: &Guest, admin: &Admin, newest: &Version) -> AdminPolicyEdit {
    let shown = site.policies().effective(&newest.settings);
    AdminPolicyEdit {
        frame: frame(site, guest, admin, "policy"),
        version: newest.number,
        groups: groups(site, |field| {
            let value = shown.get(field.setting).unwrap_or(&Value::Null);
            (field.written(value), newest.settings.contains_key(field.setting))
        }),
        ..AdminPolicyEdit::default()
    }
}

/// The fields, each with what is written in it and whether this version sets it.
fn groups(site: &Site, written: impl Fn(&Field) -> (String, bool)) -> Vec<PolicyGroup> {
    let of_group = |group: Group| PolicyGroup {
        heading: group.name(),
        fields: FIELDS
            .iter()
            .filter(|field| field.group == group)
            .map(|field| shown(site, field, &written))
            .collect(),
    };
    Group::ALL.into_iter().map(of_group).collect()
}

fn shown(site: &Site, field: &Field, written: &impl Fn(&Field) -> (String, bool)) -> PolicyField {
    let (value, set) = written(field);
    let (kind, words) = match field.kind {
        Kind::Length | Kind::Number | Kind::Maybe | Kind::Level => ("line", [].as_slice()),
        Kind::Switch => ("switch", [].as_slice()),
        Kind::Choice(words) => ("choice", words),
        Kind::Lines | Kind::Map | Kind::Levels | Kind::Conditions => ("lines", [].as_slice()),
    };
    PolicyField {
        setting: field.setting,
        label: field.setting.replace('.', "-"),
        kind,
        table: match field.kind {
            Kind::Map => "map",
            Kind::Levels => "levels",
            Kind::Conditions => "conditions",
            Kind::Lines => "list",
            _ => "",
        },
        rows: value.lines().count().clamp(2, 12),
        options: words.iter().map(|word| FieldOption { value: word, on: *word == value }).collect(),
        value,
        set,
        changed: false,
        fixed: site.config.is_fixed(field.setting),
    }
}

/// What the form says.
fn read(site: &Site, fields: &Parameters) -> Result<Settings, Error> {
    let (mut settings, mut faults) = (Settings::new(), Vec::new());
    for field in FIELDS.iter().filter(|field| !site.config.is_fixed(field.setting)) {
        match field.read(fields.get(field.setting)) {
            Ok(value) => {
                settings.insert(field.setting.to_owned(), value);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(settings) } else { Err(Error::Invalid(faults)) }
}

/// `POST /admin/policy/edit`: shows what would change, plays a sign-in under the draft, or sets it.
pub async fn answer(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let newest = site.policies().newest().await.map_err(api::failure)?;
    let typed = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    let mut view = form(&site, &guest, &admin, &newest);
    let before = site.policies().effective(&newest.settings);
    view.groups = groups(&site, |field| {
        let own = before.get(field.setting).unwrap_or(&Value::Null);
        let sent = if field.kind == Kind::Switch {
            Some(fields.get(field.setting).is_some().to_string())
        } else {
            fields.get(field.setting).map(str::to_owned)
        };
        let written = sent.unwrap_or_default();
        if site.config.is_fixed(field.setting) {
            (field.written(own), false)
        } else {
            (written, newest.settings.contains_key(field.setting))
        }
    });
    view.version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or(-1);
    (view.reason, view.account, view.client) = (typed("reason"), typed("account"), typed("client"));
    (view.acr, view.address) = (typed("acr"), typed("address"));
    let outcome = match fields.get("act") {
        Some("save") => save(&site, &admin, &fields, &view).await,
        act => look(&site, &fields, &newest, &mut view, act == Some("play")).await?,
    };
    match outcome {
        Ok(true) => return Ok(answer::see_other("/admin/policy?notice=saved")),
        Ok(false) => {}
        Err(error) => {
            let (fault, faults) = refused(error)?;
            view.frame.error = Some(fault);
            view.frame.faults = faults;
        }
    }
    guest.page_for(&site, &admin.account, &view)
}

async fn save(
    site: &Site,
    admin: &Admin,
    fields: &Parameters,
    view: &AdminPolicyEdit,
) -> Result<bool, Error> {
    let settings = read(site, fields)?;
    let policies = admin.caller.policies(site);
    policies.change(&settings, &view.reason, view.version, admin.caller.address()).await?;
    api::follow_policy(site).await;
    Ok(true)
}

async fn look(
    site: &Site,
    fields: &Parameters,
    newest: &Version,
    view: &mut AdminPolicyEdit,
    plays: bool,
) -> Result<Result<bool, Error>, Problem> {
    let policies = site.policies();
    let draft = match read(site, fields).and_then(|settings| policies.draft(&settings)) {
        Ok(draft) => draft,
        Err(error) => return Ok(Err(error)),
    };
    let after = Version { settings: draft.settings.clone(), ..Version::default() };
    view.changes = policies.difference(newest, &after).into_iter().map(change).collect();
    view.reviewed = true;
    let changed: BTreeSet<&str> = view.changes.iter().map(|change| change.setting.as_str()).collect();
    for field in view.groups.iter_mut().flat_map(|group| &mut group.fields) {
        field.changed = changed.contains(field.setting);
    }
    if plays {
        let question =
            Question { account: &view.account, client: &view.client, acr: &view.acr, address: &view.address };
        match play(site, question, Some(&draft)).await? {
            Ok(played) => view.played = Some(played),
            Err(fault) => view.frame.error = Some::<Fault>(fault),
        }
    }
    Ok(Ok(false))
}
