//! What a person says of themselves: the standard claims and a picture. Addresses are in [`super::contact`].

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use time::{Date, OffsetDateTime};

use super::{Place, console, contact, event, own, sign_in};
use crate::{
    administration::{
        attribute::{self, Hand},
        picture, profile,
    },
    oauth::parameters::Parameters,
    storage::{
        self,
        account::{Account, Attributes, Profile},
    },
    web::{
        answer, attribute as form,
        error::Problem,
        extract::{Fields, picture::Sent},
        guest::Guest,
        page::{self, Fault},
        site::Site,
    },
};

/// Claims that one line says, and where each stands; those of the address come after.
type Read = fn(&Profile) -> Option<&String>;
const CLAIMS: [(&str, Read); 17] = [
    ("name", |p| p.name.as_ref()),
    ("given_name", |p| p.given_name.as_ref()),
    ("middle_name", |p| p.middle_name.as_ref()),
    ("family_name", |p| p.family_name.as_ref()),
    ("nickname", |p| p.nickname.as_ref()),
    ("gender", |p| p.gender.as_ref()),
    ("birthdate", |p| p.birthdate.as_ref()),
    ("profile", |p| p.profile.as_ref()),
    ("website", |p| p.website.as_ref()),
    ("zoneinfo", |p| p.zoneinfo.as_ref()),
    ("locale", |p| p.locale.as_ref()),
    ("formatted", |p| p.address.as_ref()?.formatted.as_ref()),
    ("street_address", |p| p.address.as_ref()?.street_address.as_ref()),
    ("postal_code", |p| p.address.as_ref()?.postal_code.as_ref()),
    ("locality", |p| p.address.as_ref()?.locality.as_ref()),
    ("region", |p| p.address.as_ref()?.region.as_ref()),
    ("country", |p| p.address.as_ref()?.country.as_ref()),
];

/// Most characters of a field that are shown again beside what was wrong with them.
const SHOWN: usize = 1_000;

/// `GET /account/profile`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let Some((_, account)) = site.guide.live_session(&guest.visitor).await? else {
        return sign_in(&site, &guest, Place::Profile).await;
    };
    let fields = fields_of(&account.profile);
    guest.page_for(&site, &account, &view(&site, &guest, &account, fields).await?)
}

fn fields_of(profile: &Profile) -> BTreeMap<&'static str, String> {
    CLAIMS.iter().map(|(claim, read)| (*claim, read(profile).cloned().unwrap_or_default())).collect()
}

async fn view(
    site: &Site,
    guest: &Guest,
    account: &Account,
    fields: BTreeMap<&'static str, String>,
) -> Result<page::Profile, Problem> {
    let good: &[&str] = &[
        "profile-saved",
        "picture-saved",
        "picture-removed",
        "email-changed",
        "phone-changed",
        "phone-removed",
    ];
    let bad: &[&str] = &["profile-raced", "contact-many", "code-expired", "last-factor"];
    let (email, phone) = contact::of(site, account).await?;
    Ok(page::Profile {
        console: console(site, guest, account, Place::Profile, (good, bad)),
        username: account.username.clone(),
        fields,
        attributes: form::fields(
            &site.provider.settings.attributes,
            &account.attributes,
            Hand::Person,
            guest.language(site, Some(account)),
        ),
        zones: profile::zones().collect(),
        picture: ours(site, account).map(|id| format!("/picture/{id}")),
        max_mb: picture::LARGEST / 1_000_000,
        email,
        phone,
    })
}

/// The page with what is wrong beside one of its fields, and what was typed for a new address.
pub(super) async fn refused(
    site: &Site,
    guest: &Guest,
    account: &Account,
    fault: Fault,
    typed: Option<(contact::Kind, &str)>,
) -> Result<Response, Problem> {
    let mut view = view(site, guest, account, fields_of(&account.profile)).await?;
    view.console.error = Some(fault);
    if let Some((kind, typed)) = typed {
        let field = match kind {
            contact::Kind::Email => Some(&mut view.email),
            contact::Kind::Phone => view.phone.as_mut(),
        };
        if let Some(field) = field {
            field.typed = typed.chars().take(SHOWN).collect();
        }
    }
    let page = guest.page_for(site, account, &view)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The identifier of their picture, if it is one that is kept here.
pub(super) fn ours<'a>(site: &Site, account: &'a Account) -> Option<&'a str> {
    let address = account.profile.picture.as_deref()?;
    address.strip_prefix(&site.config.issuer)?.strip_prefix("/picture/")
}

/// `POST /account/profile`. Only what the form has fields for is read: nobody makes an address proved, or joins a group, by
/// a field of that name.
pub async fn save(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    let field = |name: &str| fields.get(name).unwrap_or_default();
    let read = profile::checked(field, today(&site))
        .map_err(|fault| Fault::new(fault.key).about(fault.field))
        .and_then(|new| Ok((new, told(&site, &account, &fields)?)));
    let (new, attributes) = match read {
        Ok((new, said)) => (Profile { picture: account.profile.picture.clone(), ..new }, said),
        Err(fault) => {
            let typed = |name: &str| field(name).chars().take(SHOWN).collect();
            let typed = CLAIMS.iter().map(|(claim, _)| (*claim, typed(claim))).collect();
            let mut view = view(&site, &guest, &account, typed).await?;
            view.attributes = form::again(view.attributes, &fields);
            view.console.error = Some(fault);
            let page = guest.page_for(&site, &account, &view)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let (before, after) = (fields_of(&account.profile), fields_of(&new));
    let changed: Vec<_> =
        CLAIMS.map(|(claim, _)| claim).into_iter().filter(|c| before.get(c) != after.get(c)).collect();
    let others: Vec<_> = {
        let declared = site.provider.settings.attributes.iter().map(|one| one.name.as_str());
        declared.filter(|name| account.attributes.get(*name) != attributes.get(*name)).collect()
    };
    if changed.is_empty() && others.is_empty() {
        return Ok(answer::see_other("/account/profile?notice=profile-saved"));
    }
    let mut detail = json!({ "claims": changed });
    if !others.is_empty() {
        detail = json!({ "claims": changed, "attributes": others });
    }
    let account = Account { attributes, ..account };
    let saved = put(&site, &guest, account, new, detail, None).await?;
    Ok(answer::see_other(if saved {
        "/account/profile?notice=profile-saved"
    } else {
        "/account/profile?error=profile-raced"
    }))
}

/// What the account says once the fields for attributes were filled in.
fn told(site: &Site, account: &Account, fields: &Parameters) -> Result<Attributes, Fault> {
    let (declared, before) = (&site.provider.settings.attributes, &account.attributes);
    let checked = form::typed(declared, before, Hand::Person, fields)
        .and_then(|said| attribute::checked(declared, before, said, Hand::Person));
    checked.map_err(|faults| {
        let first = faults.first();
        let fault = Fault::new(first.map_or("error-unknown", attribute::Fault::key));
        fault.about(first.map(|fault| form::id(&fault.name)).unwrap_or_default())
    })
}

/// The day it is, in UTC.
pub(in crate::web) fn today(site: &Site) -> Date {
    let now = OffsetDateTime::from_unix_timestamp(site.clock.now().milliseconds().div_euclid(1000));
    now.map_or(Date::MAX, OffsetDateTime::date)
}

/// What becomes of the picture beside the profile that names it.
enum Picture {
    Keep { picture_id: String, content: Vec<u8> },
    Remove,
}

/// Stores the profile if the account is still as it was read; its `updated_at` moves with it.
async fn put(
    site: &Site,
    guest: &Guest,
    account: Account,
    profile: Profile,
    detail: serde_json::Value,
    picture: Option<Picture>,
) -> Result<bool, Problem> {
    let event = event(site, guest, &account, "profile.changed", detail);
    let now = site.clock.now();
    let account = Account { profile, ..account };
    let saved = site
        .database
        .write(move |write| {
            Box::pin(async move {
                if !storage::account::update(write, &account, now).await? {
                    return Ok::<_, storage::Error>(false);
                }
                match picture {
                    Some(Picture::Keep { picture_id, content }) => {
                        storage::picture::put(write, &account.account_id, &picture_id, &content, now).await?;
                    }
                    Some(Picture::Remove) => {
                        storage::picture::delete(write, &account.account_id).await?;
                    }
                    None => {}
                }
                storage::audit::insert(write, &event).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(saved)
}

/// `POST /account/profile/picture`.
pub async fn set_picture(
    State(site): State<Arc<Site>>,
    guest: Guest,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &sent.fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    let Some(file) = sent.file.take() else {
        let fault = Fault::new("error-picture-missing").about("picture");
        return refused(&site, &guest, &account, fault, None).await;
    };
    // The place among the uploads is kept until the picture is drawn: that is what costs.
    let drawn =
        tokio::task::spawn_blocking(move || picture::square(&file)).await.map_err(Problem::internal)?;
    let content = match drawn {
        Ok(content) => content,
        Err(unfit) => {
            let fault = Fault::new(unfit.key()).about("picture");
            return refused(&site, &guest, &account, fault, None).await;
        }
    };
    let picture_id = site.random.token();
    let address = format!("{}/picture/{picture_id}", site.config.issuer);
    let profile = Profile { picture: Some(address), ..account.profile.clone() };
    let keep = Some(Picture::Keep { picture_id, content });
    let saved = put(&site, &guest, account, profile, json!({ "claims": ["picture"] }), keep).await?;
    Ok(answer::see_other(if saved {
        "/account/profile?notice=picture-saved"
    } else {
        "/account/profile?error=profile-raced"
    }))
}

/// `POST /account/profile/picture/remove`.
pub async fn remove_picture(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other(Place::Profile.path()));
    };
    if account.profile.picture.is_none() {
        return Ok(answer::see_other(Place::Profile.path()));
    }
    let profile = Profile { picture: None, ..account.profile.clone() };
    let detail = json!({ "claims": ["picture"] });
    let saved = put(&site, &guest, account, profile, detail, Some(Picture::Remove)).await?;
    Ok(answer::see_other(if saved {
        "/account/profile?notice=picture-removed"
    } else {
        "/account/profile?error=profile-raced"
    }))
}
