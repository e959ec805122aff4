//! The number that a new account is asked for: a code goes there, and only when it comes back the number is the account's.

use super::{Confirmed, Contact, Error, Guide, Travel, contact, save::Change};
use crate::{
    authentication::{
        journey::{Problem, Step},
        visitor::Visitor,
    },
    storage,
};

impl Guide {
    /// Where a code waits to be given back at this step, if one was sent.
    pub async fn waiting_number(&self, travel: &Travel) -> Result<Option<String>, Error> {
        let Some(account) = travel.account.as_ref().filter(|_| travel.step == Step::Phone) else {
            return Ok(None);
        };
        let (mut reader, now) = (self.database.read().await?, self.clock.now());
        let kind = Contact::Phone.kind();
        let change = storage::contact_change::find(&mut reader, &account.account_id, kind, now).await?;
        Ok(change.map(|change| change.address))
    }

    /// Sends a code to `number` (E.164, or what is wrong with what was typed); one that was sent before no longer works.
    pub async fn take_number(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        number: Result<&str, &str>,
    ) -> Result<Travel, Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        if travel.step != Step::Phone {
            return Ok(travel);
        }
        let number = match number {
            Ok(number) => number,
            Err(key) => return self.number_problem(visitor, travel, key, "phone").await,
        };
        let Some(message) = self.contact_change(visitor, &travel, Contact::Phone, number) else {
            return Ok(travel);
        };
        let vault = self.vault.clone();
        let sent: bool = self
            .database
            .write(move |write| Box::pin(async move { message.write(write, &vault).await }))
            .await
            .map_err(Error::Storage)?;
        self.mail_waits();
        let key = if sent { "" } else { "error-contact-many" };
        let answerable = sent.then(|| self.clock.now().after(contact::LIVES));
        self.number_step(visitor, travel, (key, "phone"), Change { answerable, ..Change::default() }).await
    }

    /// Takes the code back.
    pub async fn confirm_number(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        typed: &str,
    ) -> Result<Travel, Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        let Some(account) = travel.account.as_ref().filter(|_| travel.step == Step::Phone) else {
            return Ok(travel);
        };
        let key = match self.confirm_contact(visitor, &account.account_id, Contact::Phone, typed).await? {
            Confirmed::Changed => "",
            Confirmed::Wrong => "error-code-wrong",
            Confirmed::Over | Confirmed::Taken | Confirmed::Frozen => "error-code-spent",
        };
        self.number_problem(visitor, travel, key, "code").await
    }

    async fn number_problem(
        &self,
        visitor: &Visitor,
        travel: Travel,
        key: &str,
        field: &str,
    ) -> Result<Travel, Error> {
        self.number_step(visitor, travel, (key, field), Change::default()).await
    }

    async fn number_step(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        (key, field): (&str, &str),
        change: Change,
    ) -> Result<Travel, Error> {
        let problem = || Problem { key: key.to_owned(), field: field.to_owned(), at: None };
        travel.journey.problem = (!key.is_empty()).then(problem);
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }
}
