//! The person says who they are.

use std::sync::Arc;

use super::{Error, Guide, Travel, chooser, save::Change};
use crate::{
    authentication::{
        factor::Submission,
        journey::{Problem, Purpose, Step},
        visitor::Visitor,
    },
    storage::account::{State, find_by_name},
};

impl Guide {
    /// Takes the name that was typed; in a registration, the address.
    pub async fn identify(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        submission: &Submission,
    ) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        if travel.step != Step::Identify {
            return Ok(travel);
        }
        travel.journey.problem = None;
        if travel.journey.purpose == Purpose::Register {
            return self.take_address(visitor, travel, submission).await;
        }
        let typed = submission.field("username").trim();
        if typed.is_empty() || typed.chars().count() > 254 || typed.chars().any(char::is_control) {
            travel.journey.problem =
                Some(Problem { key: "error-username-empty".into(), field: "username".into(), at: None });
            return Box::pin(self.settle_and_save(visitor, travel, Change::default())).await;
        }
        let mut reader = self.database.read().await?;
        let found = find_by_name(&mut reader, typed).await?;
        // A disabled account is led through the same pages as an unknown one.
        let account = found.filter(|account| account.state == State::Active).map(Arc::new);
        let owner = self.owner(account.as_deref(), typed);
        let sight = self.look(&mut reader, visitor, journey_id, owner, account.clone()).await?;
        Arc::make_mut(&mut travel.survey).sight = Some(Arc::new(sight));
        drop(reader);
        let sessions = self.live_sessions(visitor).await?;
        let named = account.as_ref().map(|account| account.account_id.as_str());
        travel.session = chooser::of_account(named, &sessions).map(|live| live.session.clone());
        let inherited = match (&travel.session, &account) {
            (Some(session), Some(account)) if session.account_id == account.account_id => {
                self.inherited(session)
            }
            _ => Vec::new(),
        };
        travel.journey.identify(typed, account.map(|account| account.account_id.clone()), inherited);
        let change = Change { as_seen: true, ..Change::default() };
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }
}
