//! The language of a journey: asked for by the client, picked from the menu on the way, or the person's own.

use super::{Error, Guide, Travel, about_journey, faulty};
use crate::{
    authentication::{journey::Journey, language, visitor::Visitor},
    storage::{
        self,
        account::{Account, Language},
    },
};

impl Guide {
    /// The language of the journey's pages and of its codes: what was picked from the menu on the way, what the client asked
    /// for, what is saved with the account, what the browser says.
    ///
    /// What is saved counts once something was proved, in this journey or by the session that it goes on with: before, a page
    /// that changes its language at a name would tell that there is such an account, and whose it may be.
    pub fn language(&self, visitor: &Visitor, travel: &Travel) -> String {
        let Journey { language: picked, heading, proofs, .. } = &*travel.journey;
        let account = travel.account.as_deref().filter(|_| !proofs.is_empty());
        let settings = self.settings();
        let saved = || account.and_then(|account| language::saved(account, &settings.languages));
        let asked = picked.as_deref().or(heading.language.as_deref());
        asked.or_else(saved).unwrap_or(&visitor.language).to_owned()
    }

    /// The language of a mail to the account's owner about what happened, which may be somebody else's doing.
    pub(super) fn language_of_owner(&self, visitor: &Visitor, travel: &Travel) -> String {
        let account = travel.account.as_deref();
        let settings = self.settings();
        let known = account.and_then(|account| language::last_known(account, &settings.languages));
        known.map_or_else(|| self.language(visitor, travel), str::to_owned)
    }

    /// The same where no journey is under way.
    pub(super) fn language_of(&self, visitor: &Visitor, account: &Account) -> String {
        let settings = self.settings();
        let known = language::last_known(account, &settings.languages);
        known.unwrap_or(&visitor.language).to_owned()
    }

    /// What the end of a journey says about its owner's language; nothing where that is known.
    pub(super) fn language_learnt(&self, visitor: &Visitor, travel: &Travel) -> Option<Language> {
        let known = &travel.account.as_ref()?.language;
        let chosen = travel.journey.language.is_some();
        let learnt = Language { tag: Some(self.language(visitor, travel)), chosen };
        (learnt != *known && (chosen || !known.chosen)).then_some(learnt)
    }

    /// The person picks a language on a page of a journey. Nothing else about the journey changes, and nothing is sent.
    ///
    /// # Errors
    /// Those of [`Guide::load`], and [`Error::Raced`].
    pub async fn speak(&self, visitor: &Visitor, journey_id: &str, language: &str) -> Result<(), Error> {
        let (row, mut journey) = self.open(visitor, journey_id).await?;
        journey.language = Some(language.to_owned());
        let facts = serde_json::to_vec(&journey).map_err(faulty)?;
        let sealed = self.vault.seal(about_journey(journey_id), &facts).map_err(faulty)?;
        let advanced = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let account_id = row.account_id.as_deref();
                    storage::journey::advance(write, &row.journey_id, row.version, &sealed, account_id, None)
                        .await
                })
            })
            .await?;
        if advanced { Ok(()) } else { Err(Error::Raced) }
    }

    /// Whoever is signed in here picks a language outside of any journey.
    pub async fn speak_always(&self, visitor: &Visitor, language: &str) -> Result<(), Error> {
        let Some((_, account)) = self.live_session(visitor).await? else { return Ok(()) };
        let chosen = Language { tag: Some(language.to_owned()), chosen: true };
        if account.language == chosen {
            return Ok(());
        }
        self.database
            .write(move |write| {
                Box::pin(async move {
                    storage::account::speak(write, &account.account_id, &chosen).await.map(|_| ())
                })
            })
            .await
            .map_err(Error::Storage)
    }
}
