//! What would be asked of an account now: a sign-in played through by the functions that decide, every question answered
//! rightly and nothing written. It starts in a browser that nobody has signed in from.

use std::{net::IpAddr, sync::Arc};

use super::{Error, Guide, survey::Survey};
use crate::{
    authentication::{
        assurance::{self, Proof},
        errand::Errand,
        journey::{Demand, End, Heading, Journey, Offered, Permission, Purpose, Step, Who},
        visitor::Visitor,
    },
    storage::account::Account,
};

/// More steps than any sign-in has.
const MOST: usize = 24;

/// A question that would be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which factor.
    pub kind: String,
    /// What would do instead.
    pub others: Vec<String>,
    /// It would be bound first, since the account lacks it.
    pub enrols: bool,
}

/// How a sign-in would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// What would be asked, in order.
    pub questions: Vec<Question>,
    /// Whether it would end well.
    pub succeeds: bool,
    /// The level that would be reached; empty if none.
    pub acr: String,
    /// Whether its proofs would be more than one factor.
    pub multi_factor: bool,
    /// Levels demanded of the account itself, whatever the client.
    pub demanded: Vec<String>,
}

impl Guide {
    /// Plays a sign-in of `account` from `address` through.
    pub async fn rehearse(
        &self,
        account: &Account,
        demand: Demand,
        address: IpAddr,
    ) -> Result<Rehearsal, Error> {
        let visitor = self.stranger(address);
        let now = self.clock.now();
        let mut journey = Journey::new(Purpose::SignIn, Errand::none(), Heading::default(), demand, now);
        journey.who = Who::Named { account_id: Some(account.account_id.clone()) };
        let mut reader = self.database.read().await?;
        let owner = account.account_id.clone();
        let sight = self.look(&mut reader, &visitor, "", owner, Some(Arc::new(account.clone()))).await?;
        drop(reader);
        let mut survey = self.survey_account(&visitor, account, &sight, &journey)?;
        let (questions, end) = self.play(account, &mut journey, &mut survey);
        Ok(Rehearsal {
            questions,
            succeeds: end == Some(End::Done),
            acr: journey.acr(&self.policy()).unwrap_or_default().to_owned(),
            multi_factor: assurance::is_multi_factor(
                journey.proofs.iter().map(|proof| (proof.kind.as_str(), proof.characters.as_slice())),
            ),
            demanded: survey.demands,
        })
    }

    /// Somebody in a browser that nobody has signed in from.
    fn stranger(&self, address: IpAddr) -> Visitor {
        Visitor {
            browser: String::new(),
            session: None,
            others: Vec::new(),
            address,
            user_agent: String::new(),
            language: self.settings().languages.first().cloned().unwrap_or_default(),
            stands_in: None,
        }
    }

    /// Answers one question after the other rightly. The questions, and how it ends; none if it does not.
    fn play(
        &self,
        account: &Account,
        journey: &mut Journey,
        survey: &mut Survey,
    ) -> (Vec<Question>, Option<End>) {
        let mut questions = Vec::new();
        for _ in 0..MOST {
            match journey.next(&survey.known(&self.policy())) {
                Step::Verify { kind, others } => {
                    self.answer(journey, &kind);
                    questions.push(Question { kind, others, enrols: false });
                }
                Step::Enrol { kind, others } => {
                    journey.bound.push(kind.clone());
                    survey.enrolled.push(kind.clone());
                    if self.policy().confirmation_counts(&account.groups) && !survey.administers {
                        self.answer(journey, &kind);
                    }
                    questions.push(Question { kind, others, enrols: true });
                }
                Step::Offer { .. } => journey.offered = Offered::Declined,
                // What a person is asked to tell and to accept is no proof.
                Step::Details => journey.told = true,
                Step::Phone => survey.phone = false,
                Step::Permission => journey.permission = Permission::NotNeeded,
                Step::Identify => break,
                Step::End(end) => return (questions, Some(end)),
            }
        }
        (questions, None)
    }

    /// Proves a factor as it would be.
    fn answer(&self, journey: &mut Journey, kind: &str) {
        let characters = self.policy().worth().get(kind).cloned().unwrap_or_default();
        let at = self.clock.now();
        journey.prove(Proof { kind: kind.to_owned(), at, amr: Vec::new(), characters, inherited: false });
    }
}
