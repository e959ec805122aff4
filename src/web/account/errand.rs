//! What a journey begun in the account console is for, and what is done at its end.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Place,
    contact::{self, Kind},
    event, factors, privacy,
};
use crate::{
    administration::{self, roles::keep_an_owner},
    authentication::{
        errand,
        guide::{Authenticated, ContactMessage, Departure, Guide, Notice, Permit, Travel},
        journey::{End, Journey, Permission, Purpose, Step},
    },
    clock::Timestamp,
    jose::seal::Vault,
    storage::{self, Write, account::Account, audit::Event, authenticator::Authenticator},
    web::{answer, error::Problem, flow, guest::Guest, site::Site},
};

/// Tells our errands from those of others.
const OWNER: &str = "account";

/// Why the person went on a journey from the account console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// To open it.
    Open,
    /// To open a page of it.
    Visit {
        /// Which.
        place: Place,
    },
    /// To administer.
    Administer {
        /// The page that was asked for.
        path: String,
    },
    /// To bind a factor; the journey itself did.
    Added,
    /// To remove one.
    Remove {
        /// Which.
        authenticator_id: String,
    },
    /// To take along what is kept.
    Export,
    /// To have the account erased.
    Delete,
    /// To take another address, once a code sent there comes back.
    Contact {
        /// Which of the two.
        kind: Kind,
        /// The new one.
        address: String,
    },
    /// To give up the phone number.
    RemovePhone,
}

impl Errand {
    /// The errand of a journey, if it is one of these.
    pub fn of(journey: &Journey) -> Option<Self> {
        journey.errand.read(OWNER)
    }

    /// What the journey carries.
    pub fn carried(&self) -> errand::Errand {
        errand::Errand::of(OWNER, self)
    }

    /// The page that it was begun at.
    fn home(&self) -> &'static str {
        match self {
            Self::Open | Self::Added | Self::Remove { .. } => Place::Factors.path(),
            Self::Visit { place } => place.path(),
            Self::Administer { .. } => "/",
            Self::Contact { .. } | Self::RemovePhone => Place::Profile.path(),
            Self::Export | Self::Delete => Place::Privacy.path(),
        }
    }
}

/// Goes on with a journey begun in the account console.
pub async fn resume(site: &Arc<Site>, guest: &Guest, mut travel: Travel) -> Result<Response, Problem> {
    if travel.step == Step::Permission {
        travel = site.guide.permit(&guest.visitor, travel, Permission::NotNeeded).await?;
    }
    if let Some(path) = flow::path_of(&travel) {
        return Ok(guest.keep_browser(site, answer::see_other(&path)));
    }
    let errand = Errand::of(&travel.journey).unwrap_or(Errand::Open);
    match travel.step {
        Step::End(End::Done) if travel.leaves_at().is_some() => {
            Ok(answer::see_other(&format!("/login/{}/stay", travel.journey_id)))
        }
        Step::End(End::Done) => finish(site, guest, travel, errand).await,
        Step::End(End::Cancelled) => {
            site.guide.close(&travel).await?;
            Ok(answer::see_other(errand.home()))
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

async fn finish(
    site: &Arc<Site>,
    guest: &Guest,
    travel: Travel,
    errand: Errand,
) -> Result<Response, Problem> {
    let work = match errand {
        Errand::Open | Errand::Visit { .. } => Work::Nothing(errand.home().into()),
        Errand::Administer { path } => Work::Nothing(path),
        Errand::Added if changes_password(&travel.journey) => {
            Work::Nothing("/account?notice=password-changed".into())
        }
        Errand::Added => Work::Nothing("/account?notice=factor-added".into()),
        Errand::Contact { kind, address } => code_to(site, guest, &travel, kind, &address),
        Errand::RemovePhone => number_removal(site, guest, &travel),
        Errand::Export => Work::Export(Box::new(site.guide.permit_export(&travel))),
        Errand::Delete => departure(site, guest, &travel),
        Errand::Remove { authenticator_id } => removal(site, guest, &travel, &authenticator_id).await?,
    };
    let finished = site
        .guide
        .finish(&guest.visitor, travel, move |write, authenticated| {
            Box::pin(async move { work.make(write, &authenticated).await })
        })
        .await?;
    site.guide.mail_waits();
    let response = answer::see_other(&finished.value);
    Ok(guest.keep_session(site, response, finished.session))
}

fn changes_password(journey: &Journey) -> bool {
    matches!(&journey.purpose, Purpose::Change { enrol: Some(kind) } if kind == "password")
}

/// What is done in the write that ends the journey; it says where the person is led then.
enum Work {
    Nothing(String),
    Remove(Box<Removal>),
    Contact(Box<ContactMessage>, Kind, Vault),
    RemovePhone(Box<NumberRemoval>),
    Export(Box<Permit>),
    Leave(Box<Departure>, Vault),
}

impl Work {
    async fn make(self, write: &mut Write, authenticated: &Authenticated) -> Result<String, storage::Error> {
        match self {
            Self::Nothing(path) => Ok(path),
            Self::Remove(removal) => removal.make(write, authenticated).await,
            Self::RemovePhone(removal) => removal.make(write, authenticated).await,
            Self::Contact(message, kind, vault) => {
                let left = message.write(write, &vault).await?;
                Ok(if left { kind.path() } else { "/account/profile?error=contact-many" }.into())
            }
            Self::Export(permit) => {
                permit.write(write).await?;
                Ok(format!("/account/privacy?export={}", permit.secret()))
            }
            Self::Leave(departure, vault) => {
                match keep_an_owner(write, departure.account_id()).await {
                    Err(administration::Error::LastOwner) => return Ok(privacy::LAST_OWNER.into()),
                    Err(administration::Error::Storage(error)) => return Err(error),
                    Err(error) => return Err(storage::Error::Faulty(error.to_string())),
                    Ok(()) => {}
                }
                departure.write(write, &vault).await?;
                Ok("/account/leaving".into())
            }
        }
    }
}

fn departure(site: &Site, guest: &Guest, travel: &Travel) -> Work {
    let Some(account) = &travel.account else { return Work::Nothing(Place::Privacy.path().into()) };
    let departure = site.guide.departure(&guest.visitor, account, site.config.deletion.grace);
    Work::Leave(Box::new(departure), site.vault.clone())
}

/// The code to the new address leaves when the proofs are made, not before.
fn code_to(site: &Site, guest: &Guest, travel: &Travel, kind: Kind, address: &str) -> Work {
    match site.guide.contact_change(&guest.visitor, travel, kind.into(), address) {
        Some(message) => Work::Contact(Box::new(message), kind, site.vault.clone()),
        None => Work::Nothing(Place::Profile.path().into()),
    }
}

/// What the removal of a factor writes: the row goes, its owner is told, the audit log keeps it.
struct Removal {
    guide: Arc<Guide>,
    journey_id: String,
    row: Authenticator,
    notice: Option<Notice>,
    vault: Vault,
    event: Event,
}

/// Nothing if that factor is not there, or stays.
async fn removal(
    site: &Site,
    guest: &Guest,
    travel: &Travel,
    authenticator_id: &str,
) -> Result<Work, Problem> {
    let nothing = Work::Nothing(Place::Factors.path().into());
    let Some(account) = &travel.account else { return Ok(nothing) };
    let rows =
        storage::authenticator::of_account(&mut site.database.read().await?, &account.account_id).await?;
    // The password is what recovery and everything else rests on: it is replaced, never removed.
    let found =
        rows.into_iter().find(|row| row.authenticator_id == authenticator_id && row.kind != "password");
    let Some(row) = found else { return Ok(nothing) };
    let detail = json!({ "factor": row.kind, "name": row.name });
    Ok(Work::Remove(Box::new(Removal {
        guide: site.guide.clone(),
        journey_id: travel.journey_id.clone(),
        notice: site.guide.notice(&guest.visitor, travel, "factor-removed", &row.kind, None),
        vault: site.vault.clone(),
        event: event(site, guest, account, "factor.removed", detail),
        row,
    })))
}

impl Removal {
    async fn make(self, write: &mut Write, authenticated: &Authenticated) -> Result<String, storage::Error> {
        let account = &authenticated.account;
        let (account_id, row_id) = (&account.account_id, &self.row.authenticator_id);
        // Two removals at the same time would each find the other's factor still there.
        storage::account::hold(write, account_id).await?;
        let rows = storage::authenticator::of_account(write, account_id).await?;
        let spared = self.guide.can_spare(write, account, &rows, row_id).await;
        if !spared.map_err(|error| storage::Error::Faulty(error.to_string()))? {
            return Ok(factors::LAST.into());
        }
        if !storage::authenticator::delete(write, account_id, row_id).await? {
            return Ok(Place::Factors.path().into());
        }
        // It may have proved something in one of them.
        storage::journey::end_of_account(write, account_id, &self.journey_id).await?;
        if let Some(notice) = &self.notice {
            notice.write(write, &self.vault).await?;
        }
        storage::audit::insert(write, &self.event).await?;
        Ok("/account?notice=factor-removed".into())
    }
}

/// What giving up the number writes: the account loses it, its owner is told, the audit log keeps it.
struct NumberRemoval {
    guide: Arc<Guide>,
    journey_id: String,
    notice: Option<Notice>,
    vault: Vault,
    event: Event,
    at: Timestamp,
}

/// Nothing if nobody is there to give one up.
fn number_removal(site: &Site, guest: &Guest, travel: &Travel) -> Work {
    let Some(account) = &travel.account else { return Work::Nothing(Place::Profile.path().into()) };
    Work::RemovePhone(Box::new(NumberRemoval {
        guide: site.guide.clone(),
        journey_id: travel.journey_id.clone(),
        notice: site.guide.tell(&guest.visitor, account, "phone-removed", ""),
        vault: site.vault.clone(),
        event: event(site, guest, account, "phone.removed", json!({})),
        at: site.clock.now(),
    }))
}

impl NumberRemoval {
    async fn make(self, write: &mut Write, authenticated: &Authenticated) -> Result<String, storage::Error> {
        let account_id = &authenticated.account.account_id;
        storage::account::hold(write, account_id).await?;
        let found = storage::account::find(write, account_id).await?;
        let Some(account) = found.filter(|account| account.phone.is_some()) else {
            return Ok(Place::Profile.path().into());
        };
        let rows = storage::authenticator::of_account(write, account_id).await?;
        let spared = self.guide.can_spare_number(write, &account, &rows).await;
        if !spared.map_err(|error| storage::Error::Faulty(error.to_string()))? {
            return Ok(contact::NEEDED.into());
        }
        let bare = Account { phone: None, phone_verified_at: None, ..account };
        if !storage::account::update(write, &bare, self.at).await? {
            return Ok("/account/profile?error=profile-raced".into());
        }
        // A code to it may have proved something in one of them.
        storage::journey::end_of_account(write, account_id, &self.journey_id).await?;
        if let Some(notice) = &self.notice {
            notice.write(write, &self.vault).await?;
        }
        storage::audit::insert(write, &self.event).await?;
        Ok("/account/profile?notice=phone-removed".into())
    }
}
