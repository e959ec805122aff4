//! A new password: what it is held against, and what ends with the one before.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Error, Guide, Travel, faulty,
    save::{Change, Ends},
};
use crate::authentication::{
    factor::{Submission, password::Circumstances},
    journey::Purpose,
    password_history::{self, Retiring},
};

pub(super) const PASSWORD: &str = "password";
/// The field, and the part of the page, by which a person ends their other sessions.
const END_OTHERS: &str = "end_others";

/// Writes onto a page that asks whether the other sessions are to end what was answered.
pub(super) fn keep_tick(page: &mut Value, submission: &Submission) {
    if let Some(shown) = page.get_mut(END_OTHERS) {
        *shown = (!submission.field(END_OTHERS).is_empty()).into();
    }
}

/// Whether the other sessions are to end.
pub(super) fn ends_others(page: &Value) -> bool {
    page.get(END_OTHERS).and_then(Value::as_bool).unwrap_or_default()
}

impl Travel {
    /// Offers to end the other sessions where that is the person's choice.
    pub(super) fn tell_what_ends(&self, kind: &str, page: &mut Value) {
        let chooses = kind == PASSWORD && matches!(self.journey.purpose, Purpose::Change { .. });
        if let Some(page) = page.as_object_mut().filter(|_| chooses) {
            page.insert(END_OTHERS.to_owned(), true.into());
        }
    }
}

impl Guide {
    /// What a new password of this account is held against.
    pub(super) async fn circumstances(&self, travel: &Travel) -> Result<Value, Error> {
        let heading = &travel.journey.heading;
        let mut names = vec![heading.name.clone(), heading.host.clone()];
        let mut former = Vec::new();
        if let Some(account) = &travel.account {
            let profile = &account.profile;
            let given = [&profile.name, &profile.given_name, &profile.family_name, &profile.nickname];
            names.extend(given.into_iter().flatten().cloned());
            names.extend(account.email.clone());
            names.extend(account.phone.clone());
            let remembered = self.registry.password().settings().history;
            let mut reader = self.database.read().await?;
            let last =
                password_history::last(&mut reader, &self.vault, &account.account_id, remembered).await;
            for record in last.map_err(faulty)? {
                former.push(record.read().map_err(faulty)?);
            }
        }
        serde_json::to_value(Circumstances { names, former }).map_err(faulty)
    }

    /// The kinds that go with a reset: all there are beside the password, and what the account holds of others, which are
    /// switched off and may be switched on again.
    fn lost_factors(&self, travel: &Travel) -> Vec<String> {
        let known = self.registry.kinds().into_iter().map(str::to_owned);
        let kinds: BTreeSet<String> = known.chain(travel.survey.held.iter().cloned()).collect();
        kinds.into_iter().filter(|kind| kind.as_str() != PASSWORD).collect()
    }

    /// What is written beside a new password: the one before becomes history, devices stand in for nothing any more, and other
    /// sessions end if the person wants it.
    pub(super) fn replace_password(&self, travel: &Travel, change: &mut Change, end_others: bool) {
        let owner = &travel.survey.owner;
        if let Some(bind) = &mut change.bind {
            bind.retiring = Some(Retiring {
                history_id: self.random.identifier(self.clock.now()),
                remembered: self.registry.password().settings().history,
            });
        }
        let recovers = travel.journey.purpose == Purpose::Recover;
        let own = travel.session.as_ref().filter(|session| session.account_id == *owner && !recovers);
        let here = own.map(|session| session.session_id.clone()).unwrap_or_default();
        let reset = (recovers && travel.survey.reset).then(|| self.lost_factors(travel));
        let sessions_but = (end_others || recovers).then_some(here);
        change.ends = Some(Ends { account_id: owner.clone(), sessions_but, reset });
    }
}
