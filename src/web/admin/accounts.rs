//! Accounts: the list, and making one.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{
    Admin,
    frame::{frame, refused},
};
use crate::{
    administration::{Error, account::Draft, attribute::Hand, role::Permission},
    oauth::parameters::Parameters,
    storage::account::{Account, Attributes, Profile, State as AccountState},
    web::{
        answer,
        api::{accounts_found, cursor},
        attribute,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{AccountForm, AccountLine, AdminAccountNew, AdminAccounts, AttributeField},
        site::Site,
    },
};

/// Entries of a page.
const PAGE: usize = 25;

/// `GET /admin/accounts`.
pub async fn list(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let q = guest.query("q").unwrap_or_default().trim().to_owned();
    let after = match guest.query("from") {
        Some(from) => cursor::open(&site, "admin-accounts", &q, &from)?,
        None => (String::new(), String::new()),
    };
    let rows = accounts_found(&site, &q, after, PAGE.saturating_add(1)).await?;
    let page = cursor::page(
        rows,
        PAGE,
        |(_, account)| line(account),
        |(word, last)| cursor::seal(&site, "admin-accounts", &q, &(word, &last.account_id)),
    )?;
    let view = AdminAccounts {
        frame: frame(&site, &guest, &admin, "accounts"),
        q,
        may_change: admin.caller.may(Permission::AccountsWrite),
        accounts: page.items,
        next: page.next,
    };
    guest.page_for(&site, &admin.account, &view)
}

fn line(account: Account) -> AccountLine {
    AccountLine {
        disabled: account.state == AccountState::Disabled,
        id: account.account_id,
        username: account.username,
        full_name: account.profile.name.unwrap_or_default(),
        email: account.email.unwrap_or_default(),
    }
}

/// `GET /admin/accounts/new`.
pub async fn ask(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let attributes = blank(&site, &guest, &admin);
    let form = AccountForm { email_verified: true, attributes, ..AccountForm::default() };
    let view = AdminAccountNew { frame: frame(&site, &guest, &admin, "accounts"), form };
    guest.page_for(&site, &admin.account, &view)
}

/// The fields for what else a new account says.
fn blank(site: &Site, guest: &Guest, admin: &Admin) -> Vec<AttributeField> {
    let language = guest.language(site, Some(&admin.account));
    attribute::fields(&site.provider.settings.attributes, &Attributes::new(), Hand::Admin, language)
}

/// What was typed into a form about an account, attributes apart.
pub(super) fn typed(fields: &Parameters) -> AccountForm {
    let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    AccountForm {
        username: text("username"),
        full_name: text("name"),
        email: text("email"),
        email_verified: fields.get("email_verified").is_some(),
        phone: text("phone"),
        groups: text("groups"),
        attributes: Vec::new(),
    }
}

/// A text, unless it is empty.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// `POST /admin/accounts/new`. No password: its person chooses one, by the mailed code of a forgotten one.
pub async fn make(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let mut form = typed(&fields);
    form.attributes = attribute::again(blank(&site, &guest, &admin), &fields);
    let declared = &site.provider.settings.attributes;
    let attributes = attribute::typed(declared, &Attributes::new(), Hand::Admin, &fields);
    let draft = |attributes| Draft {
        attributes,
        username: form.username.clone(),
        email: some(&form.email),
        email_verified: form.email_verified,
        phone: some(&form.phone),
        profile: Profile { name: some(&form.full_name), ..Profile::default() },
        groups: form.groups.lines().map(str::to_owned).collect(),
        ..Draft::default()
    };
    let made = match attributes {
        Ok(attributes) => admin.caller.accounts(&site).create(draft(attributes)).await,
        Err(faults) => Err(Error::from(faults)),
    };
    match made {
        Ok(made) => Ok(answer::see_other(&format!("/admin/accounts/{}?notice=saved", made.account_id))),
        Err(error) => {
            let (fault, faults) = refused(error)?;
            let mut view = AdminAccountNew { frame: frame(&site, &guest, &admin, "accounts"), form };
            (view.frame.error, view.frame.faults) = (Some(fault), faults);
            guest.page_for(&site, &admin.account, &view)
        }
    }
}
