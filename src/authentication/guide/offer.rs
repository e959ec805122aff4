//! The answer to an offer to bind a factor that nothing demands.

use super::{Error, Guide, Travel, save::Change};
use crate::{
    authentication::{
        journey::{Offered, Purpose, Step},
        visitor::Visitor,
    },
    clock::Timestamp,
};

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferAnswer {
    /// Yes.
    Take,
    /// Not now: asked again later.
    Later,
    /// Don't ask again.
    Never,
}

impl Travel {
    /// Whether the present step was taken up from an offer, so that it can be left out.
    pub fn is_optional(&self) -> bool {
        match (&self.step, &self.journey.offered, &self.journey.purpose) {
            (Step::Enrol { kind, .. }, Offered::Taken(taken), Purpose::SignIn | Purpose::Register) => {
                kind == taken
            }
            _ => false,
        }
    }
}

impl Guide {
    /// Takes the answer to the offer, or to the enrolment that it led to.
    pub async fn answer_offer(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        answer: OfferAnswer,
    ) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        let kind = match &travel.step {
            Step::Offer { kind } => kind.clone(),
            Step::Enrol { kind, .. } if travel.is_optional() && answer != OfferAnswer::Take => kind.clone(),
            _ => return Ok(travel),
        };
        let mut change = Change::default();
        travel.journey.problem = None;
        if answer == OfferAnswer::Take {
            travel.journey.offered = Offered::Taken(kind);
        } else {
            let later = self.clock.now().after(self.settings().offer_again);
            let until: Option<Timestamp> = (answer == OfferAnswer::Later).then_some(later);
            change.declined = Some((travel.survey.owner.clone(), kind, until));
            travel.journey.offered = Offered::Declined;
            travel.journey.pending = None;
        }
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }
}
