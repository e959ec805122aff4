//! Room for whoever proved an address: what others only claim of it goes, and what is somebody's stays.
//!
//! One rule for a new account and for one that takes another address, so that a claim is worth the same to both: nothing.

use crate::{
    authentication::registration::Standing,
    clock::Timestamp,
    storage::{self, Error, Write, account::Account, audit::Event},
};

/// What the audit log keeps of the account that loses: it went, or its claim did.
pub(super) struct Losses {
    pub(super) displaced: Event,
    pub(super) given_up: Event,
}

impl Losses {
    /// The kinds of these events.
    pub(super) const KINDS: [&'static str; 2] = ["account.displaced", "email.given_up"];
}

/// Frees `address` for the account `own`, or for a new one, in the write that takes it.
///
/// # Errors
/// [`Error::Duplicate`] when it is somebody's.
pub(super) async fn make_room(
    write: &mut Write,
    address: &str,
    own: Option<&str>,
    losses: Losses,
    now: Timestamp,
) -> Result<(), Error> {
    let holder = storage::registration::holder(write, address).await?;
    let holder = holder.filter(|holder| Some(holder.account_id.as_str()) != own);
    let (other, lost) = match Standing::of(address, holder.as_ref()) {
        Standing::Free => return Ok(()),
        Standing::Held => return Err(Error::Duplicate),
        Standing::MakesRoom(other) => {
            storage::account::delete(write, &other, None, now).await?;
            (other, losses.displaced)
        }
        Standing::GivesUp(other) => {
            let found = storage::account::find(write, &other).await?.ok_or(Error::Duplicate)?;
            let bare = Account { email: None, ..found };
            if !storage::account::update(write, &bare, now).await? {
                return Err(Error::Duplicate);
            }
            storage::contact_change::forget(write, &other).await?;
            (other, losses.given_up)
        }
    };
    storage::audit::insert(write, &Event { account_id: Some(other), ..lost }).await
}
