//! One account: what it says of its person, how they sign in and where, and what can be done for them. No secret is seen or
//! chosen here.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{
    Admin,
    accounts::{some, typed},
    frame::{frame, refused},
};
use crate::{
    administration::{
        Error,
        account_change::{Change, same_address},
        attribute::Hand,
        role::{Permission, Role},
        roles,
    },
    authentication::visitor,
    oauth::parameters::Parameters,
    storage::{
        self,
        account::{Account, Profile, State as AccountState},
        authenticator::Authenticator,
    },
    web::{
        answer,
        api::reset_terms,
        attribute,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AccountFactor, AccountForm, AccountSession, AdminAccount, Fault},
        site::Site,
    },
};

/// `GET /admin/accounts/{account_id}`.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
) -> Result<Response, Problem> {
    let account = find(&site, &account_id).await?;
    page(&site, &guest, &admin, &account, None).await
}

async fn find(site: &Site, account_id: &str) -> Result<Account, Problem> {
    let account = storage::account::find(&mut site.database.read().await?, account_id).await?;
    account.ok_or_else(answer::missing)
}

/// The account that a form is about, if the form is ours and the admin may act on that account.
async fn meant(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    account_id: &str,
    fields: &Parameters,
) -> Result<Account, Problem> {
    admin.guard(site, guest, fields)?;
    let account = find(site, account_id).await?;
    admin.caller.reach(site, account_id).await?;
    Ok(account)
}

/// The page of an account; with what was wrong with a form.
async fn page(
    site: &Arc<Site>,
    guest: &Guest,
    admin: &Admin,
    account: &Account,
    wrong: Option<(Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let (id, now, caller) = (account.account_id.as_str(), site.clock.now(), &admin.caller);
    let role = roles::of(&site.database, id).await?;
    let reaches = caller.reach(site, id).await.is_ok();
    let mut reader = site.database.read().await?;
    let factors = storage::authenticator::of_account(&mut reader, id).await?;
    let sessions = storage::session::of_account(&mut reader, id, now).await?;
    let reset = storage::account_reset::find(&mut reader, id, now).await?;
    let mut frame = frame(site, guest, admin, "accounts");
    if let Some((fault, faults)) = wrong {
        (frame.error, frame.faults) = (Some(fault), faults);
    }
    let may_give = caller.may(Permission::RolesWrite);
    let view = AdminAccount {
        frame,
        id: id.to_owned(),
        username: account.username.clone(),
        version: account.version,
        disabled: account.state == AccountState::Disabled,
        own_role: role.map_or("", Role::name),
        roles: Role::ALL.iter().filter(|_| may_give).map(|role| role.name()).collect(),
        may_change: reaches && caller.may(Permission::AccountsWrite),
        may_help: reaches && caller.may(Permission::AccountsHelp),
        frozen: storage::factor_freeze::is_frozen(&mut reader, id).await?,
        reset_opens_at: reset.map(|reset| reset.opens_at),
        leaves_at: storage::account_deletion::find(&mut reader, id).await?,
        removable: removable(&factors),
        factors: factors
            .into_iter()
            .map(|row| AccountFactor {
                usable: row.state == "active",
                kind: row.kind,
                called: row.name,
                created_at: row.created_at,
                last_used_at: row.last_used_at,
            })
            .collect(),
        sessions: sessions
            .into_iter()
            .map(|row| AccountSession {
                label: visitor::label(&row.user_agent),
                address: row.address,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
            })
            .collect(),
        form: form_of(site, guest, admin, account),
    };
    drop(reader);
    guest.page_for(site, &admin.account, &view)
}

/// The kinds that can be removed, each once.
fn removable(factors: &[Authenticator]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for row in factors.iter().filter(|row| row.kind != "password") {
        if !kinds.contains(&row.kind) {
            kinds.push(row.kind.clone());
        }
    }
    kinds
}

fn form_of(site: &Site, guest: &Guest, admin: &Admin, account: &Account) -> AccountForm {
    let language = guest.language(site, Some(&admin.account));
    let declared = &site.provider.settings.attributes;
    AccountForm {
        attributes: attribute::fields(declared, &account.attributes, Hand::Admin, language),
        username: account.username.clone(),
        full_name: account.profile.name.clone().unwrap_or_default(),
        email: account.email.clone().unwrap_or_default(),
        email_verified: account.email_verified_at.is_some(),
        phone: account.phone.clone().unwrap_or_default(),
        groups: account.groups.join("\n"),
    }
}

fn there(account: &Account, notice: &str) -> Response {
    answer::see_other(&format!("/admin/accounts/{}?notice={notice}", account.account_id))
}

/// What became of a form: back to the page, with what was wrong if anything was.
async fn done(
    site: &Arc<Site>,
    guest: &Guest,
    admin: &Admin,
    account: &Account,
    outcome: Result<(), Error>,
    notice: &str,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(there(account, notice)),
        Err(error) => {
            let wrong = refused(error)?;
            page(site, guest, admin, account, Some(wrong)).await
        }
    }
}

/// Whether the tick of a form is one that stood there for another address than the one that is typed now.
fn outlives_its_address(before: &Account, form: &AccountForm) -> bool {
    let vouched = form.email_verified && before.email_verified_at.is_some();
    vouched && !form.email.is_empty() && !same_address(before.email.as_deref(), Some(form.email.as_str()))
}

/// `POST /admin/accounts/{account_id}`: changes what it says of its person. A tick from before does not vouch for a new address.
pub async fn save(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let before = meant(&site, &guest, &admin, &account_id, &fields).await?;
    let form = typed(&fields);
    let stale = outlives_its_address(&before, &form);
    let declared = &site.provider.settings.attributes;
    let attributes = match attribute::typed(declared, &before.attributes, Hand::Admin, &fields) {
        Ok(attributes) => attributes,
        Err(faults) => return done(&site, &guest, &admin, &before, Err(faults.into()), "").await,
    };
    let change = Change {
        attributes,
        username: form.username.clone(),
        email: some(&form.email),
        email_verified: form.email_verified && !stale,
        phone: some(&form.phone),
        profile: Profile { name: some(&form.full_name), ..before.profile.clone() },
        groups: form.groups.lines().map(str::to_owned).collect(),
    };
    let current = fields.get("version") == Some(before.version.to_string().as_str());
    let outcome = if current {
        admin.caller.accounts(&site).change(&before, change).await.map(drop)
    } else {
        Err(Error::Raced)
    };
    site.guide.mail_waits();
    let notice = if stale { "saved-unproved" } else { "saved" };
    done(&site, &guest, &admin, &before, outcome, notice).await
}

/// `POST /admin/accounts/{account_id}/help`: what can be done for its person.
pub async fn help(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let account = meant(&site, &guest, &admin, &account_id, &fields).await?;
    let accounts = admin.caller.accounts(&site);
    let outcome = match fields.get("act") {
        Some("disable") => accounts.set_state(&account_id, AccountState::Disabled).await.map(drop),
        Some("enable") => accounts.set_state(&account_id, AccountState::Active).await.map(drop),
        Some("end-sessions") => accounts.end_sessions(&account).await,
        Some("unfreeze") => accounts.unfreeze(&account_id).await.map(drop),
        Some("reset") => {
            let begun = admin.caller.resets(&site).start(&account, &reset_terms(&site)).await;
            site.guide.mail_waits();
            begun.map(drop)
        }
        _ => return Err(answer::missing()),
    };
    done(&site, &guest, &admin, &account, outcome, "done").await
}

/// `POST /admin/accounts/{account_id}/factor`: removes every authenticator of a factor that was lost or failed too often.
pub async fn factor(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let account = meant(&site, &guest, &admin, &account_id, &fields).await?;
    let kind = fields.get("factor").unwrap_or_default();
    if kind == "password" || site.guide.registry().get(kind).is_none() {
        return Err(answer::missing());
    }
    let outcome = admin.caller.accounts(&site).reset_factor(&account_id, kind).await.map(drop);
    site.guide.mail_waits();
    done(&site, &guest, &admin, &account, outcome, "done").await
}

/// `POST /admin/accounts/{account_id}/role`: gives or takes its role.
pub async fn role(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let account = find(&site, &account_id).await?;
    let role = match fields.get("role") {
        None | Some("none") => None,
        Some(name) => Some(Role::parse(name).ok_or_else(answer::missing)?),
    };
    let outcome = admin.caller.roles(&site).set(&account_id, role).await;
    done(&site, &guest, &admin, &account, outcome, "saved").await
}

/// `POST /admin/accounts/{account_id}/delete`: removes it, if its user name was typed.
pub async fn delete(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(account_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let account = meant(&site, &guest, &admin, &account_id, &fields).await?;
    if fields.get("typed").map(str::trim) != Some(account.username.as_str()) {
        let wrong = (Fault::new("error-admin-typed").about("typed"), Vec::new());
        return page(&site, &guest, &admin, &account, Some(wrong)).await;
    }
    match admin.caller.accounts(&site).delete(&account_id, None).await {
        Ok(()) => Ok(answer::see_other("/admin/accounts?notice=done")),
        Err(error) => done(&site, &guest, &admin, &account, Err(error), "").await,
    }
}
