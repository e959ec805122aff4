//! "Forgot your password?": a journey of its own beside the sign-in, which goes on when the new password is chosen.
//!
//! What it takes says [`Journey::next`]; what a new password ends is written with it. It signs nobody in: whoever recovered
//! shows the new password like anybody else.

use serde_json::Value;

use super::{Error, Guide, Travel};
use crate::authentication::{
    errand::Errand,
    factor::{Channel, Message},
    journey::{Demand, Journey, Purpose, Who},
    visitor::Visitor,
};

/// The mail that carries a code to recover by, instead of the one that carries a code to sign in by.
const TEMPLATE: &str = "recover";

impl Guide {
    /// Begins a recovery from a sign-in of this browser, for the name that was typed there. A code goes to its address at
    /// once, if there is one.
    pub async fn recover(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        errand: Errand,
    ) -> Result<Travel, Error> {
        let before = Box::pin(self.load(visitor, journey_id)).await?;
        if before.journey.purpose == Purpose::Recover {
            return Ok(before);
        }
        let client_id = before.journey.demand.client_id.clone();
        let demand = Demand { client_id, fresh: true, ..Demand::default() };
        let heading = before.journey.heading.clone();
        let now = self.clock.now();
        let mut journey = Box::new(Journey::new(Purpose::Recover, errand, heading, demand, now));
        if let Who::Named { account_id } = &before.journey.who {
            journey.identify(&before.journey.typed, account_id.clone(), Vec::new());
        }
        let journey_id = self.random.token();
        let travel = Box::pin(self.arrive(visitor, journey_id, journey, None, before.session)).await?;
        Box::pin(self.store(visitor, travel)).await
    }

    /// Gives a mailed code of a recovery its own words, and a link that works in this browser only.
    pub(super) fn for_recovery(&self, travel: &Travel, mut message: Message) -> Message {
        let ours = travel.journey.purpose == Purpose::Recover && !travel.journey.is_past_first();
        if !ours || message.channel != Channel::Mail {
            return message;
        }
        if let Some(context) = message.context.as_object_mut() {
            let code = context.get("code").and_then(Value::as_str).unwrap_or_default();
            let link = format!("{}/login/{}/link?code={code}", self.settings().issuer, travel.journey_id);
            context.insert("link".to_owned(), link.into());
            message.template = TEMPLATE;
        }
        message
    }
}
