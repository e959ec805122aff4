//! What the pages of a sign-in show, from the facts of its journey.

use serde_json::Value;

use crate::{
    authentication::{
        guide::{Live, Travel},
        journey::{Purpose, Step},
    },
    web::{
        guest::Guest,
        page::{
            Claim, Client, Details, Enrol, Fault, Flow, Identifier, Nameless, Number, Offer, Other, Register,
            SignedIn, Terms, Verify, Way,
        },
        site::Site,
    },
};

/// What every page of the journey shows.
pub fn flow(site: &Site, guest: &Guest, travel: &Travel) -> Flow {
    let journey = &travel.journey;
    let heading = &*journey.heading;
    Flow {
        journey: travel.journey_id.clone(),
        csrf: site.csrf.token(&guest.visitor.browser, &travel.journey_id),
        client: (!heading.host.is_empty()).then(|| Client::from(heading)),
        identity: (travel.step != Step::Identify).then(|| journey.typed.clone()),
        others: !travel.others().is_empty(),
        optional: travel.is_optional(),
        step: None,
        error: journey.problem.as_ref().map(Fault::from),
        notice: journey.notice.clone(),
    }
}

pub fn identifier(site: &Site, guest: &Guest, travel: &Travel, sessions: &[Live]) -> Identifier {
    let recovers = travel.journey.purpose == Purpose::Recover;
    let registers = site.guide.offers_registration(travel);
    let only = travel.journey.demand.account_id.as_ref();
    let accounts = sessions
        .iter()
        .filter(|live| !recovers && only.is_none_or(|only| *only == live.account.account_id))
        .map(SignedIn::from)
        .collect();
    let nameless = travel
        .nameless()
        .iter()
        .filter(|_| !recovers)
        .map(|asked| Nameless { kind: asked.kind.clone(), challenge: asked.page.clone() })
        .collect();
    let typed = travel.journey.typed.clone();
    Identifier { flow: flow(site, guest, travel), typed, nameless, recovers, registers, accounts }
}

pub fn register(site: &Site, guest: &Guest, travel: &Travel) -> Register {
    Register { flow: flow(site, guest, travel), typed: travel.journey.typed.clone() }
}

pub fn details(site: &Site, guest: &Guest, travel: &Travel) -> Details {
    let settings = site.guide.settings();
    let rules = &settings.registration;
    let known = travel.account.as_ref().map(|account| account.profile.clone()).unwrap_or_default();
    let value = |claim: &str| -> String {
        let before = match claim {
            "name" => known.name.as_ref(),
            "given_name" => known.given_name.as_ref(),
            "family_name" => known.family_name.as_ref(),
            "nickname" => known.nickname.as_ref(),
            "birthdate" => known.birthdate.as_ref(),
            "locale" => known.locale.as_ref(),
            _ => None,
        };
        travel.journey.details.get(claim).or(before).cloned().unwrap_or_default()
    };
    Details {
        flow: flow(site, guest, travel),
        claims: rules.claims().map(|claim| Claim { name: claim.to_owned(), value: value(claim) }).collect(),
        terms: rules
            .terms
            .as_ref()
            .map(|terms| Terms { version: terms.version.clone(), uri: terms.uri.clone() }),
    }
}

pub fn number(site: &Site, guest: &Guest, travel: &Travel, waiting: Option<String>) -> Number {
    Number { flow: flow(site, guest, travel), waiting }
}

pub fn verify(site: &Site, guest: &Guest, travel: &Travel, kind: &str) -> Verify {
    let pending = travel.journey.pending.as_ref();
    let days = site.guide.settings().session_remember.as_secs() / 86_400;
    Verify {
        flow: flow(site, guest, travel),
        kind: kind.to_owned(),
        now: site.clock.now(),
        resend_at: pending.and_then(|pending| pending.resend_at),
        send_refused_until: pending.and_then(|pending| pending.send_refused_until),
        trust_days: site.guide.trust_days(travel, kind),
        remember_days: (kind == "password" && days > 0).then_some(u32::try_from(days).unwrap_or(u32::MAX)),
        challenge: pending.map_or(Value::Null, |pending| pending.page.clone()),
    }
}

pub fn enrol(site: &Site, guest: &Guest, travel: &Travel, kind: &str) -> Enrol {
    let pending = travel.journey.pending.as_ref();
    Enrol {
        flow: flow(site, guest, travel),
        kind: kind.to_owned(),
        name: pending.and_then(|pending| pending.name.clone()),
        browser: guest.visitor.label(),
        now: site.clock.now(),
        resend_at: pending.and_then(|pending| pending.resend_at),
        send_refused_until: pending.and_then(|pending| pending.send_refused_until),
        challenge: pending.map_or(Value::Null, |pending| pending.page.clone()),
    }
}

pub fn offer(site: &Site, guest: &Guest, travel: &Travel, kind: &str) -> Offer {
    let days = site.guide.settings().offer_again.as_secs() / 86_400;
    Offer { flow: flow(site, guest, travel), kind: kind.to_owned(), days }
}

pub fn other(site: &Site, guest: &Guest, travel: &Travel) -> Other {
    let current = match &travel.step {
        Step::Verify { kind, .. } | Step::Enrol { kind, .. } => Some(kind),
        _ => None,
    };
    let ways = current.into_iter().chain(travel.others());
    let factors = ways.map(|kind| Way { kind: kind.clone(), current: current == Some(kind) }).collect();
    // What went wrong or well was said of the step itself, whose field is not here.
    Other { flow: Flow { error: None, notice: None, ..flow(site, guest, travel) }, factors }
}
