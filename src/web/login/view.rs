//! What the pages of a sign-in show, from the facts of its journey.

use serde_json::Value;

use crate::{
    authentication::{guide::Travel, journey::Step},
    web::{
        page::{Client, Enrol, Fault, Flow, Identifier, Other, Verify, Way},
        site::Site,
        guest::Guest,
    },
};

/// What every page of the journey shows.
pub fn flow(site: &Site, guest: &Guest, travel: &Travel) -> Flow {
    let journey = &travel.journey;
    let heading = &journey.heading;
    Flow {
        journey: travel.journey_id.clone(),
        csrf: site.csrf.token(&guest.visitor.browser, &travel.journey_id),
        client: (!heading.host.is_empty()).then(|| Client {
            name: heading.name.clone(),
            host: heading.host.clone(),
            verified: heading.verified,
            policy_uri: heading.policy_uri.clone(),
            tos_uri: heading.tos_uri.clone(),
        }),
        identity: (travel.step != Step::Identify).then(|| journey.typed.clone()),
        others: !travel.others().is_empty(),
        step: None,
        error: fault(travel),
        notice: journey.notice.clone(),
    }
}

fn fault(travel: &Travel) -> Option<Fault> {
    if let Some(problem) = &travel.journey.problem {
        let fault = Fault::new(problem.key.clone()).about(problem.field.clone());
        return Some(match problem.at {
            Some(at) => fault.until(at),
            None => fault,
        });
    }
    let refused = travel.journey.pending.as_ref().and_then(|pending| pending.send_refused_until)?;
    Some(Fault::new("error-too-many-codes").until(refused))
}

pub fn identifier(site: &Site, guest: &Guest, travel: &Travel) -> Identifier {
    Identifier { flow: flow(site, guest, travel), typed: travel.journey.typed.clone() }
}

pub fn verify(site: &Site, guest: &Guest, travel: &Travel, kind: &str) -> Verify {
    let pending = travel.journey.pending.as_ref();
    let mut challenge = pending.map_or(Value::Null, |pending| pending.page.clone());
    if let (Some(fields), Some(pending)) = (challenge.as_object_mut(), pending) {
        fields.insert("resend_at".into(), pending.resend_at.map_or(Value::Null, |at| at.milliseconds().into()));
    }
    let days = site.guide.settings().session_remember.as_secs() / 86_400;
    Verify {
        flow: flow(site, guest, travel),
        kind: kind.to_owned(),
        now: site.clock.now(),
        remember_days: (kind == "password" && days > 0).then_some(u32::try_from(days).unwrap_or(u32::MAX)),
        challenge,
    }
}

pub fn enrol(site: &Site, guest: &Guest, travel: &Travel, kind: &str) -> Enrol {
    Enrol {
        flow: flow(site, guest, travel),
        kind: kind.to_owned(),
        name: None,
        challenge: travel.journey.pending.as_ref().map_or(Value::Null, |pending| pending.page.clone()),
    }
}

pub fn other(site: &Site, guest: &Guest, travel: &Travel) -> Other {
    let current = match &travel.step {
        Step::Verify { kind, .. } | Step::Enrol { kind, .. } => Some(kind),
        _ => None,
    };
    let ways = current.into_iter().chain(travel.others());
    let factors = ways.map(|kind| Way { kind: kind.clone(), current: current == Some(kind) }).collect();
    Other { flow: flow(site, guest, travel), factors }
}
