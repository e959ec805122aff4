//! Several people signed in in one browser: which of their sessions a journey goes on with, and how its cookies then stand.
//!
//! Each session keeps a cookie of its own, so that none is worth more, or lasts longer, than if it were the only one; that
//! of the one in use is `session`, the rest are parked. `docs/decisions/0020-one-cookie-for-each-session.md`.

use std::{sync::Arc, time::Duration};

use super::{Error, Guide, SessionCookie, Travel, save::Change};
use crate::{
    authentication::{
        journey::{Demand, Step},
        visitor::{StandIn, Visitor},
    },
    storage::{
        self,
        account::{Account, name_key},
        session::SessionRow,
    },
};

/// A live session of this browser.
#[derive(Clone, Debug)]
pub struct Live {
    /// From its cookie.
    pub secret: String,
    /// Its row.
    pub session: Arc<SessionRow>,
    /// Whose it is.
    pub account: Arc<Account>,
    /// Whether it is the one in use.
    pub current: bool,
}

impl Live {
    fn new(secret: String, session: SessionRow, account: Account, current: bool) -> Self {
        Self { secret, session: Arc::new(session), account: Arc::new(account), current }
    }
}

impl Guide {
    /// The live sessions of this browser, the one in use first; of each account one.
    pub async fn live_sessions(&self, visitor: &Visitor) -> Result<Vec<Live>, Error> {
        if let Some(stand_in) = &visitor.stands_in {
            return Ok(self.session_of_first(visitor, stand_in).await?.into_iter().collect());
        }
        let mut found: Vec<Live> = Vec::new();
        let secrets = visitor.session.iter().map(|secret| (secret, true));
        for (secret, current) in secrets.chain(visitor.others.iter().map(|secret| (secret, false))) {
            let Some((session, account)) = self.session_of(visitor, secret).await? else { continue };
            if !found.iter().any(|other| other.account.account_id == account.account_id) {
                found.push(Live::new(secret.clone(), session, account, current));
            }
        }
        Ok(found)
    }

    /// The person picks one of the accounts that are signed in here, where a name is asked for. Nothing is proved by it but
    /// what its session had proved, and that is judged as ever. The cookies then stand otherwise.
    pub async fn pick(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        session_id: &str,
    ) -> Result<(Travel, Option<SessionCookie>), Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let sessions = self.live_sessions(visitor).await?;
        let picked = sessions.iter().find(|live| live.session.session_id == session_id);
        let Some(picked) = picked.filter(|_| travel.step == Step::Identify) else {
            return Ok((travel, None));
        };
        let Live { session, account, .. } = picked.clone();
        travel.journey.problem = None;
        travel.journey.notice = None;
        let account_id = account.account_id.clone();
        travel.journey.identify(&account.username, Some(account_id), self.inherited(&session));
        travel.session = Some(session);
        let cookie = self.switched(&sessions, session_id);
        // From here on the browser is known by the cookies that it is about to have.
        let travel = Box::pin(self.settle_and_save(visitor, travel, Change::default())).await?;
        Ok((travel, cookie))
    }

    /// The cookies with another session of this browser in use; none if it is not one of these.
    pub fn switched(&self, sessions: &[Live], session_id: &str) -> Option<SessionCookie> {
        let picked = sessions.iter().find(|live| live.session.session_id == session_id)?;
        let rest = sessions.iter().filter(|live| live.session.session_id != session_id);
        Some(SessionCookie {
            secret: picked.secret.clone(),
            max_age: self.max_age(&picked.session),
            others: rest.map(|live| (live.secret.clone(), self.max_age(&live.session))).collect(),
        })
    }

    /// How long the browser keeps the cookie of this session; `None` until it closes.
    pub(super) fn max_age(&self, session: &SessionRow) -> Option<Duration> {
        let left = session.absolute_until.since(self.clock.now());
        self.kept(session.remembered).map(|length| left.min(length))
    }

    /// The session that the first browser of a handover had, while it lives. Its secret nobody but that browser knows.
    async fn session_of_first(&self, visitor: &Visitor, first: &StandIn) -> Result<Option<Live>, Error> {
        let Some(session_id) = &first.session_id else { return Ok(None) };
        let mut reader = self.database.read().await?;
        let found = storage::session::find_live_by_id(&mut reader, session_id, self.clock.now()).await?;
        let own =
            |session: &SessionRow| crate::secret::equal(&session.browser_hash, &self.browser_hash(visitor));
        let Some(session) = found.filter(own) else { return Ok(None) };
        let account = storage::account::find(&mut reader, &session.account_id).await?;
        Ok(account.map(|account| Live::new(String::new(), session, account, true)))
    }

    /// The live session of this secret, if it was begun in this browser.
    pub(super) async fn session_of(
        &self,
        visitor: &Visitor,
        secret: &str,
    ) -> Result<Option<(SessionRow, Account)>, Error> {
        let mut reader = self.database.read().await?;
        let digest = self.session_hash(secret);
        let Some(session) = storage::session::find_live(&mut reader, &digest, self.clock.now()).await? else {
            return Ok(None);
        };
        // A session cookie taken to another browser is worth nothing without that browser's own.
        if !crate::secret::equal(&session.browser_hash, &self.browser_hash(visitor)) {
            return Ok(None);
        }
        let account = storage::account::find(&mut reader, &session.account_id).await?;
        Ok(account.map(|account| (session, account)))
    }
}

/// The session that a journey begins with (OpenID Connect Core 3.1.2.1): that of the one account that will do
/// (`id_token_hint`), else of the one that is hinted at, else the one in use.
pub(super) fn of_demand<'a>(demand: &Demand, sessions: &'a [Live]) -> Option<&'a Live> {
    if let Some(only) = &demand.account_id {
        return sessions.iter().find(|live| live.account.account_id == *only);
    }
    let hinted = demand.login_hint.as_deref().map(name_key).and_then(|hint| {
        let named = |account: &Account| {
            name_key(&account.username) == hint
                || account.email.as_deref().map(name_key).as_ref() == Some(&hint)
        };
        sessions.iter().find(|live| named(&live.account))
    });
    hinted.or_else(|| sessions.iter().find(|live| live.current))
}

/// The session of this account in this browser, else the one in use.
pub(super) fn of_account<'a>(account_id: Option<&str>, sessions: &'a [Live]) -> Option<&'a Live> {
    let own = sessions.iter().find(|live| Some(live.account.account_id.as_str()) == account_id);
    own.or_else(|| sessions.iter().find(|live| live.current))
}
