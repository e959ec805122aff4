//! The end of a journey: it ends once, a session begins or goes on under a new secret, and the owner of the errand
//! does its part in the same write.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;

use super::{Error, Guide, Live, Travel, about_journey, conclusion::Conclusion, faulty};
use crate::{
    authentication::{
        assurance::{self, Proof, Shown},
        journey::{End, Journey, Purpose, Step},
        visitor::Visitor,
    },
    clock::Timestamp,
    storage::{
        self, Write, account::Account, audit::Event, remembered_device::RememberedDevice, session::SessionRow,
    },
};

/// Who was authenticated, and how: every claim about it comes from here.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// The account.
    pub account: Arc<Account>,
    /// The session: `sid`.
    pub session_id: String,
    /// The level that was reached; empty where nothing was asked.
    pub acr: String,
    /// RFC 8176.
    pub amr: Vec<String>,
    /// The oldest proof that counted.
    pub auth_time: Timestamp,
    /// The proofs that counted, one by one.
    pub factors: Vec<Shown>,
}

/// What a finished journey leaves.
#[derive(Clone, Debug)]
pub struct Finished<T> {
    /// What the owner's work gave.
    pub value: T,
    /// The session's new cookie, if there is one.
    pub session: Option<SessionCookie>,
}

/// A session's new secret.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    /// For the cookie only.
    pub secret: String,
    /// How long the browser should keep it; `None` until it closes.
    pub max_age: Option<Duration>,
    /// The sessions of other accounts in this browser, each as its own cookie.
    pub others: Vec<(String, Option<Duration>)>,
}

impl Guide {
    /// Ends a journey whose step is [`End::Done`]. `work` runs in the same write.
    ///
    /// # Errors
    /// [`Error::Gone`] when it ended before; the errors of `work`.
    pub async fn finish<T, F>(&self, visitor: &Visitor, travel: Travel, work: F) -> Result<Finished<T>, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Write, Authenticated) -> BoxFuture<'t, Result<T, storage::Error>>
            + Send
            + 'static,
    {
        let account = who_ended(&travel)?;
        let now = self.clock.now();
        let journey = &travel.journey;
        let fresh = journey.proofs.iter().any(|proof| !proof.inherited);
        let own = travel.session.clone().filter(|session| session.account_id == account.account_id);
        let begun = own.is_none();
        if begun && !fresh {
            return Err(Error::Gone); // its session ended meanwhile
        }
        let (others, too_many) = self.beside(visitor, &account, begun).await?;
        let others = others.into_iter().map(|live| (live.secret, self.max_age(&live.session))).collect();
        let (session, secret) = self.session_after(visitor, &travel, own.as_deref(), &account, now);
        let authenticated = self.authenticated(journey, &session, account);
        let max_age = self.kept(session.remembered);
        let conclusion = Box::new(Conclusion {
            version: travel.version,
            ended_facts: self.ended_facts(&travel)?,
            session,
            old_hash: own.map(|own| own.secret_hash.clone()),
            fresh,
            pushed_out: too_many.into_iter().map(|live| self.pushed_out(visitor, &travel, live)).collect(),
            arrives: travel.survey.unfinished,
            device: self.device_to_remember(visitor, &travel, now),
            language: self.language_learnt(visitor, &travel).filter(|language| fresh || language.chosen),
            event: self.entered(visitor, &travel, &authenticated, begun),
            journey_id: travel.journey_id,
        });
        let value = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    conclusion.write(write, now).await?;
                    Ok::<_, Error>(work(write, authenticated).await?)
                })
            })
            .await?;
        Ok(Finished { value, session: secret.map(|secret| SessionCookie { secret, max_age, others }) })
    }

    /// Ends a stored journey that did not reach its demand; nothing else changes.
    pub async fn close(&self, travel: &Travel) -> Result<(), Error> {
        let Some(version) = travel.version else { return Ok(()) };
        let sealed = self.ended_facts(travel)?;
        let (journey_id, now) = (travel.journey_id.clone(), self.clock.now());
        let closed = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    Ok::<_, Error>(
                        storage::journey::advance(write, &journey_id, version, &sealed, None, Some(now))
                            .await?,
                    )
                })
            })
            .await?;
        if closed { Ok(()) } else { Err(Error::Gone) }
    }

    /// What is left of the facts of a journey that ended.
    fn ended_facts(&self, travel: &Travel) -> Result<Vec<u8>, Error> {
        self.vault.seal(about_journey(&travel.journey_id), b"null").map_err(faulty)
    }

    /// The sessions of other accounts that stay in this browser, and those that a new one (`begun`) leaves no room for.
    async fn beside(
        &self,
        visitor: &Visitor,
        account: &Account,
        begun: bool,
    ) -> Result<(Vec<Live>, Vec<Live>), Error> {
        let mut others = self.live_sessions(visitor).await?;
        others.retain(|live| live.account.account_id != account.account_id);
        let room = usize::try_from(self.settings().accounts_per_browser).unwrap_or(1).saturating_sub(1);
        let too_many = if begun { others.split_off(room.min(others.len())) } else { Vec::new() };
        Ok((others, too_many))
    }

    /// What the journey showed of `account`, in its `session`.
    fn authenticated(&self, journey: &Journey, session: &SessionRow, account: Arc<Account>) -> Authenticated {
        let counted: Vec<&Proof> = journey.proofs.iter().filter(|proof| journey.counts(proof)).collect();
        Authenticated {
            session_id: session.session_id.clone(),
            acr: journey.acr(&self.policy()).unwrap_or_default().to_owned(),
            amr: assurance::amr(counted.iter().copied()),
            auth_time: assurance::auth_time(counted.iter().copied()).unwrap_or(session.authenticated_at),
            factors: assurance::shown(counted.iter().copied()),
            account,
        }
    }

    /// What the log says of the session that begins or goes on.
    fn entered(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        authenticated: &Authenticated,
        begun: bool,
    ) -> Event {
        let Authenticated { session_id, acr, amr, .. } = authenticated;
        let kind = if begun { "session.begun" } else { "session.used" };
        let detail = serde_json::json!({
            "session": session_id, "acr": acr, "amr": amr, "browser": visitor.label(),
        });
        Event { detail: detail.to_string(), ..self.event(kind, visitor, travel, "") }
    }

    /// What the log says of a session that is pushed out of the browser: its owner finds it among their own events.
    fn pushed_out(&self, visitor: &Visitor, travel: &Travel, live: Live) -> (Arc<SessionRow>, Event) {
        let Live { session, .. } = live;
        let detail = serde_json::json!({ "session": session.session_id, "browser": visitor.label() });
        let ended = Event {
            account_id: Some(session.account_id.clone()),
            detail: detail.to_string(),
            ..self.event("session.ended", visitor, travel, "")
        };
        (session, ended)
    }

    /// "Don't ask again on this device", if a factor that it may replace was shown here.
    fn device_to_remember(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        now: Timestamp,
    ) -> Option<RememberedDevice> {
        let here = travel.journey.done_here();
        let shown = travel.survey.replaceable.iter().any(|kind| here.contains(kind));
        (travel.journey.trust && shown).then(|| RememberedDevice {
            device_id: self.random.identifier(now),
            account_id: travel.survey.owner.clone(),
            browser_hash: self.browser_hash(visitor),
            label: visitor.label(),
            address: visitor.address.to_string(),
            created_at: now,
            expires_at: now.after(self.policy().remembers_for()),
        })
    }

    /// How long a session lives whose person asked to stay signed in; `None` where nobody did, or none is kept any more.
    pub(super) fn kept(&self, remembered: bool) -> Option<Duration> {
        Some(self.settings().session_remember).filter(|length| remembered && !length.is_zero())
    }

    /// The session as it stands after the journey, and its new secret if there was a new authentication.
    fn session_after(
        &self,
        visitor: &Visitor,
        travel: &Travel,
        own: Option<&SessionRow>,
        account: &Account,
        now: Timestamp,
    ) -> (SessionRow, Option<String>) {
        let journey = &travel.journey;
        let fresh = journey.proofs.iter().any(|proof| !proof.inherited);
        if let Some(own) = own
            && !fresh
        {
            let idle = self.kept(own.remembered).unwrap_or(self.settings().session_idle);
            // What lapsed while nobody was there is not revived by this use.
            let proofs = serde_json::to_string(&self.inherited(own)).unwrap_or_default();
            let used = SessionRow { proofs, idle_until: now.after(idle), last_seen_at: now, ..own.clone() };
            return (used, None);
        }
        let secret = self.random.token();
        let kept = self.kept(journey.remember || own.is_some_and(|own| own.remembered));
        let (idle, absolute) = match kept {
            Some(length) => (length, length),
            None => (self.settings().session_idle, self.settings().session_absolute),
        };
        let mut proofs: Vec<_> = own.map(|own| self.inherited(own)).unwrap_or_default();
        proofs.extend(journey.proofs.iter().cloned());
        let proofs = assurance::merged(&proofs);
        let oldest = assurance::auth_time(&proofs).unwrap_or(now);
        let session = SessionRow {
            session_id: own.map_or_else(|| self.random.token(), |own| own.session_id.clone()),
            secret_hash: self.session_hash(&secret),
            browser_hash: self.browser_hash(visitor),
            account_id: account.account_id.clone(),
            proofs: serde_json::to_string(&proofs).unwrap_or_default(),
            remembered: kept.is_some(),
            user_agent: visitor.user_agent.clone(),
            address: visitor.address.to_string(),
            created_at: own.map_or(now, |own| own.created_at),
            authenticated_at: now,
            last_seen_at: now,
            idle_until: now.after(idle),
            // Measured from the oldest proof it rests on: renewing a part does not renew the whole.
            absolute_until: oldest.after(absolute),
            ended_at: None,
        };
        (session, Some(secret))
    }
}

/// The account that a journey ended well with.
fn who_ended(travel: &Travel) -> Result<Arc<Account>, Error> {
    let Step::End(End::Done) = travel.step else {
        return Err(faulty("a journey was finished before its end"));
    };
    if travel.journey.purpose == Purpose::Recover {
        return Err(faulty("a recovery signs nobody in"));
    }
    if !travel.journey.proofs.iter().any(|proof| travel.journey.counts(proof)) {
        return Err(faulty("a journey ended without a proof"));
    }
    travel.account.clone().ok_or_else(|| faulty("a journey ended without an account"))
}
