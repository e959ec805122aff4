//! What the end of a journey writes beside the errand of its owner: the journey ends once, and a session begins or goes on.

use std::sync::Arc;

use super::Error;
use crate::{
    clock::Timestamp,
    storage::{
        self, Write, account::Language, audit::Event, remembered_device::RememberedDevice,
        session::SessionRow,
    },
};

/// What is to be written.
pub(super) struct Conclusion {
    pub(super) journey_id: String,
    /// Which state of the stored journey ends; none while nothing is stored.
    pub(super) version: Option<i64>,
    /// What is left of its facts, sealed.
    pub(super) ended_facts: Vec<u8>,
    /// The session as it stands from now on.
    pub(super) session: SessionRow,
    /// The digest of the secret that it had before; none where it begins.
    pub(super) old_hash: Option<Vec<u8>>,
    /// Whether something was proved in this journey.
    pub(super) fresh: bool,
    /// Sessions that have no room in this browser any more, with what the log says of their end.
    pub(super) pushed_out: Vec<(Arc<SessionRow>, Event)>,
    /// Whether somebody who made an account is in for the first time.
    pub(super) arrives: bool,
    /// The device, if it may stand in for a factor from now on.
    pub(super) device: Option<RememberedDevice>,
    /// What was learnt of its owner's language.
    pub(super) language: Option<Language>,
    /// What the log says of something that was proved.
    pub(super) event: Event,
}

impl Conclusion {
    /// Writes it.
    ///
    /// # Errors
    /// [`Error::Gone`] when the journey or its session ended before, or the account is to be erased.
    pub(super) async fn write(&self, write: &mut Write, now: Timestamp) -> Result<(), Error> {
        let Self { session, fresh, pushed_out, arrives, device, language, event, .. } = self;
        self.end_journey(write, now).await?;
        // Whoever wanted the account erased says first that it is to stay.
        if storage::account_deletion::find(write, &session.account_id).await?.is_some() {
            return Err(Error::Gone);
        }
        self.keep_session(write, now).await?;
        for (other, ended) in pushed_out {
            if storage::session::end(write, &other.account_id, &other.session_id, now).await? {
                storage::audit::insert(write, ended).await?;
            }
        }
        if *arrives {
            storage::registration::finish(write, &session.account_id, now).await?;
        }
        if let Some(device) = device {
            storage::remembered_device::insert(write, device).await?;
        }
        if let Some(language) = language {
            storage::account::speak(write, &session.account_id, language).await?;
        }
        if *fresh {
            storage::session::know_device(write, &session.browser_hash, &session.account_id, now).await?;
            storage::audit::insert(write, event).await?;
        }
        Ok(())
    }

    /// Ends the stored journey, if nobody else advanced or ended it.
    async fn end_journey(&self, write: &mut Write, now: Timestamp) -> Result<(), Error> {
        let Self { journey_id, version, ended_facts, .. } = self;
        let Some(version) = *version else { return Ok(()) };
        let ended =
            storage::journey::advance(write, journey_id, version, ended_facts, None, Some(now)).await?;
        if ended { Ok(()) } else { Err(Error::Gone) }
    }

    /// Begins the session, or lets it go on: under a new secret where something was proved.
    async fn keep_session(&self, write: &mut Write, now: Timestamp) -> Result<(), Error> {
        let Self { session, old_hash, fresh, .. } = self;
        let Some(old_hash) = old_hash else { return Ok(storage::session::insert(write, session).await?) };
        // One that ended meanwhile (signed out in another tab) is not revived.
        let lives = if *fresh {
            storage::session::renew(write, old_hash, session).await?
        } else {
            storage::session::is_live(write, &session.session_id, now).await?
        };
        if !lives {
            return Err(Error::Gone);
        }
        if !*fresh {
            storage::session::touch(write, session).await?;
        }
        Ok(())
    }
}
