//! What every page of the console shows, and what the admin side's refusals say there.

use super::Admin;
use crate::{
    administration::{Error, role::Permission},
    web::{
        answer,
        api::failure,
        console_token::Console,
        error::Problem,
        guest::Guest,
        page::{AdminFrame, Fault},
        site::Site,
    },
};

/// Notices that a page may be asked to tell.
const NEWS: &[&str] = &["saved", "saved-unproved", "done"];

/// The frame of the page `here`.
pub fn frame(site: &Site, guest: &Guest, admin: &Admin, here: &'static str) -> AdminFrame {
    let places = [
        ("overview", Permission::StatusRead),
        ("clients", Permission::ClientsRead),
        ("accounts", Permission::AccountsRead),
        ("invitations", Permission::AccountsRead),
        ("transfer", Permission::AccountsWrite),
        ("keys", Permission::KeysRead),
        ("policy", Permission::PolicyRead),
        ("brand", Permission::BrandsRead),
        ("webhooks", Permission::WebhooksRead),
        ("audit", Permission::AuditRead),
    ];
    AdminFrame {
        csrf: Console::Admin.token(site, &guest.visitor.browser, &admin.account.account_id),
        logout_csrf: Console::Account.token(site, &guest.visitor.browser, &admin.account.account_id),
        here,
        admin_name: admin.account.profile.name.clone().unwrap_or_else(|| admin.account.username.clone()),
        admin_role: admin.caller.rank().name(),
        places: places
            .into_iter()
            .filter(|(_, permission)| admin.caller.may(*permission))
            .map(|(name, _)| name)
            .collect(),
        error: None,
        faults: Vec::new(),
        notice: guest.notice(NEWS),
    }
}

/// What a page is about, or the page that says that there is no such thing.
pub fn found<T>(found: Result<T, Error>) -> Result<T, Problem> {
    found.map_err(|error| match error {
        Error::Missing(_) => answer::missing(),
        error => failure(error),
    })
}

/// What was asked for and cannot be had, for the person; `Err` where nothing they could do would help.
pub fn refused(error: Error) -> Result<(Fault, Vec<String>), Problem> {
    match error {
        Error::Invalid(faults) => Ok((Fault::new("error-admin-invalid"), faults)),
        Error::Exists(_) => Ok((Fault::new("error-admin-exists"), Vec::new())),
        Error::Raced => Ok((Fault::new("error-admin-raced"), Vec::new())),
        Error::LastOwner => Ok((Fault::new("error-admin-last-owner"), Vec::new())),
        error => found(Err(error)),
    }
}
