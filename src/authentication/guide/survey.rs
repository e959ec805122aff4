//! What the account of a journey can show, and how much of it guessing has used up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Guide};
use crate::{
    authentication::{
        condition::Circumstances,
        factor::{Bound, Person, Record},
        journey::{Guessed, Journey, Known, Purpose, Who},
        policy::Policy,
        throttle::Counter,
        visitor::Visitor,
    },
    clock::Timestamp,
    storage::{self, Connection, account::Account, authenticator::Authenticator, throttle::Count},
};

/// What was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    /// Factors that can be used now, last used first, what seems to be in another browser last.
    pub(super) enrolled: Vec<String>,
    /// Factors the account holds but cannot use any more.
    pub(super) shut: Vec<String>,
    /// Factors of which there is an authenticator, whether it can be used or not.
    pub(super) held: Vec<String>,
    /// Factors that can be enrolled on the way.
    pub(super) enrols: Vec<String>,
    /// Levels demanded of the account itself.
    pub(super) demands: Vec<String>,
    /// What this device stands in for.
    pub(super) replaced: Vec<String>,
    /// What this device may be remembered to stand in for.
    pub(super) replaceable: Vec<String>,
    /// Factors to offer.
    pub(super) offers: Vec<String>,
    /// Whether its person has a role on the admin side.
    pub(super) administers: bool,
    /// Whether its factors are frozen.
    pub(super) frozen: bool,
    /// Whether a reset that an operator began stands open.
    pub(super) reset: bool,
    /// Whether its person has to tell what a new account is asked for.
    pub(super) details: bool,
    /// Whether they have to prove a number.
    pub(super) phone: bool,
    /// Whether its person made it, and was not in yet.
    pub(super) unfinished: bool,
    /// The address of the account that has the name which was typed for a new one, and its owner's language if it is known.
    pub(super) holder: Option<(String, Option<String>)>,
    /// How far guessing has used up the password.
    pub(super) password: Guessed,
    /// Until when, if for a while only.
    pub(super) password_until: Option<Timestamp>,
    /// The counter on which a password counts here.
    pub(super) password_counter: Option<Counter>,
    /// Whether the account signed in from this browser before.
    pub(super) known_device: bool,
    /// Whose counters these are: an account, or the stand-in of an unknown name.
    pub(super) owner: String,
    /// Usable credentials by factor.
    pub(super) bound: BTreeMap<String, Vec<Bound<Record>>>,
    /// The person, as factors may know them.
    pub(super) person: Option<Person>,
}

impl Survey {
    pub(super) fn known<'a>(&'a self, policy: &'a Policy) -> Known<'a> {
        let Self { enrolled, shut, enrols, demands, replaced, offers, .. } = self;
        Known {
            policy,
            enrolled,
            shut,
            enrols,
            demands,
            replaced,
            offers,
            frozen: self.frozen,
            reset: self.reset,
            details: self.details,
            phone: self.phone,
            password: self.password,
        }
    }

    pub(super) fn bound(&self, kind: &str) -> &[Bound<Record>] {
        self.bound.get(kind).map_or(&[], Vec::as_slice)
    }
}

impl Guide {
    /// Looks at the account the journey names. One that is gone meanwhile, or disabled, becomes an unknown name, and no
    /// journey of those ends well.
    pub(super) async fn survey(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        journey: &mut Journey,
    ) -> Result<(Option<Account>, Survey), Error> {
        let Who::Named { account_id } = &journey.who else { return Ok((None, Survey::default())) };
        let mut reader = self.database.read().await?;
        let account = match account_id {
            Some(account_id) => storage::account::find(&mut reader, account_id).await?,
            None => None,
        };
        let account = account.filter(|account| account.state == storage::account::State::Active);
        if account.is_none() {
            journey.who = Who::Named { account_id: None };
        }
        let mut survey = match &account {
            Some(account) => self.survey_account(&mut reader, visitor, account, journey).await?,
            None if journey.purpose == Purpose::Register => {
                self.survey_newcomer(&mut reader, journey).await?
            }
            None => self.survey_nobody(journey),
        };
        // To a stranger every account looks alike: what it really holds shows once something was proved, or on a browser that
        // it signed in from before.
        if account.is_some() && journey.done().is_empty() && !survey.known_device {
            let nobody = self.survey_nobody(journey);
            (survey.enrolled, survey.shut, survey.enrols) = (nobody.enrolled, nobody.shut, nobody.enrols);
        }
        let device = hex(&self.browser_hash(visitor));
        let limits = self.settings().limits;
        let counter = if journey.done_here().contains("email_code") {
            limits.password_mailed(&survey.owner, journey_id)
        } else if survey.known_device {
            limits.password_known(&survey.owner, &device)
        } else {
            limits.password_unknown(&survey.owner)
        };
        let count = storage::throttle::find(&mut reader, &counter.subject).await?;
        (survey.password, survey.password_until) = guessed(count, &counter, self.clock.now());
        survey.password_counter = Some(counter);
        Ok((account, survey))
    }

    pub(super) async fn survey_account(
        &self,
        reader: &mut impl Connection,
        visitor: &Visitor,
        account: &Account,
        journey: &Journey,
    ) -> Result<Survey, Error> {
        let mut person = person_of(account);
        let rows = storage::authenticator::of_account(reader, &account.account_id).await?;
        let keys = self.keys_of(reader, &account.account_id, &rows).await?;
        let held = rows.iter().map(|row| row.kind.clone()).collect();
        let mut survey = Survey { owner: account.account_id.clone(), held, ..Survey::default() };
        let mut order = Vec::new();
        for row in rows.iter().filter(|row| row.state == "active" && self.registry.get(&row.kind).is_some()) {
            let Some(bound) = self.unseal(row, &keys)? else { continue };
            let factor = self.registry.get(&row.kind);
            if factor.as_ref().map_or(Ok(false), |f| f.used_up(&bound.credential)).map_err(super::faulty)? {
                continue;
            }
            if let (None, Some(factor)) = (&person.phone, factor) {
                person.phone = factor.phone(&bound.credential).map_err(super::faulty)?;
            }
            survey.bound.entry(row.kind.clone()).or_default().push(bound);
            order.push((row.last_used_at.unwrap_or(row.created_at), row.kind.clone()));
        }
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            if let Some(credential) = factor.implied(&person).map_err(super::faulty)? {
                let bound =
                    Bound { authenticator_id: String::new(), version: 0, high_water: None, credential };
                survey.bound.entry(kind.to_owned()).or_default().push(bound);
                order.push((Timestamp::default(), kind.to_owned()));
            }
        }
        let exhausted = self.exhausted(reader, &survey.owner, &order).await?;
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            // Disabled means disabled: it is bound anew by its owner with help, not on the way through a sign-in.
            let disabled = rows.iter().any(|row| row.kind == kind && row.state != "active");
            let held = order.iter().any(|(_, held)| held == kind);
            let exhausted =
                exhausted.iter().any(|other| other == kind) && !self.is_before_camera(journey, kind);
            if exhausted || (disabled && !held) {
                survey.shut.push(kind.to_owned());
            }
            // A new account has nothing yet: whatever is demanded of it can be set up.
            let offered = journey.purpose == Purpose::Register
                || self.settings().enrol_at_sign_in.iter().any(|offered| offered == kind);
            if factor.manner().enrols && offered && !disabled && !exhausted {
                survey.enrols.push(kind.to_owned());
            }
        }
        let elsewhere = |kind: &String| {
            let stays = self.registry.get(kind).is_some_and(|factor| factor.stays_in_browser());
            stays && !journey.holds.contains(kind)
        };
        order.sort_by_key(|(used, kind)| (elsewhere(kind), std::cmp::Reverse(*used)));
        for (_, kind) in order {
            if !survey.enrolled.contains(&kind) && !survey.shut.contains(&kind) {
                survey.enrolled.push(kind);
            }
        }
        let browser_hash = self.browser_hash(visitor);
        let (id, now) = (&account.account_id, self.clock.now());
        let here = storage::account_at_browser::find(reader, id, &browser_hash, now).await?;
        survey.known_device = here.known;
        let (policy, settings) = (self.policy(), self.settings());
        survey.demands = policy.demands(&account.username, &account.groups);
        survey.demands.extend(policy.conditioned(&Circumstances {
            client_id: &journey.demand.client_id,
            groups: &account.groups,
            address: visitor.address,
            at: now,
        }));
        survey.administers = here.role.is_some();
        if survey.administers {
            survey.demands.extend(policy.administrator_level().map(str::to_owned));
        } else {
            survey.replaceable = policy.replaced(&journey.demand.client_id, &account.groups).to_vec();
        }
        if here.remembered {
            survey.replaced.clone_from(&survey.replaceable);
        }
        survey.frozen = here.frozen;
        survey.reset = journey.purpose == Purpose::Recover && here.reset;
        if journey.signs_in()
            && here.registered
            && let Some(registration) = storage::registration::find(reader, id).await?
        {
            let rules = &settings.registration;
            survey.unfinished = registration.finished_at.is_none();
            survey.details = rules.asks(&registration);
            survey.phone = survey.unfinished && rules.wants_phone() && account.phone_verified_at.is_none();
        }
        survey.offers.clone_from(match journey.purpose {
            Purpose::Register => &settings.registration.offer,
            _ => &settings.offer_at_sign_in,
        });
        survey.offers.retain(|kind| self.registry.get(kind).is_some());
        if here.declined {
            let declined = storage::declined_offer::kinds(reader, id, now).await?;
            survey.offers.retain(|kind| !declined.contains(kind));
        }
        survey.person = Some(person);
        Ok(survey)
    }

    /// An unknown name is asked what known ones are asked: it seems to have every factor, so that no level is out of
    /// its reach before its password was refused.
    fn survey_nobody(&self, journey: &Journey) -> Survey {
        let enrolled = self.registry.kinds().into_iter().map(str::to_owned).collect();
        Survey { enrolled, owner: self.nobody(&journey.typed), ..Survey::default() }
    }

    /// On whose counters a name counts that has no account.
    pub(super) fn nobody(&self, typed: &str) -> String {
        let digest = self.vault.digest("decoy", storage::account::name_key(typed).as_bytes());
        format!("nobody-{}", hex(digest.get(..16).unwrap_or_default()))
    }

    /// Which of the factors that the account holds have failed too often in a row; the password has rules of its own.
    async fn exhausted(
        &self,
        reader: &mut impl Connection,
        owner: &str,
        held: &[(Timestamp, String)],
    ) -> Result<Vec<String>, Error> {
        let kinds: BTreeSet<&String> =
            held.iter().map(|(_, kind)| kind).filter(|kind| *kind != "password").collect();
        let counters: Vec<_> =
            kinds.into_iter().map(|kind| (kind, self.factor_counter(owner, kind))).collect();
        let subjects: Vec<String> = counters.iter().map(|(_, counter)| counter.subject.clone()).collect();
        let counts = storage::throttle::find_all(reader, &subjects).await?;
        let worn = |counter: &Counter| {
            counts.get(&counter.subject).is_some_and(|count| count.row_count >= counter.limit.in_a_row)
        };
        Ok(counters.into_iter().filter(|(_, counter)| worn(counter)).map(|(kind, _)| kind.clone()).collect())
    }

    /// For how many days the device may be remembered instead of this factor at the present step; none where it may not, and
    /// where the client asks for a level itself.
    pub fn trust_days(&self, travel: &super::Travel, kind: &str) -> Option<u32> {
        let allowed = travel.survey.replaceable.iter().any(|other| other == kind)
            && travel.journey.demand.levels.is_empty()
            && !travel.journey.done().is_empty();
        let days = self.policy().remembers_for().as_secs() / 86_400;
        (allowed && days > 0).then(|| u32::try_from(days).unwrap_or(u32::MAX))
    }

    /// What each factor tells about these of an account's authenticators, by their ids.
    pub async fn details(
        &self,
        reader: &mut impl Connection,
        account_id: &str,
        rows: &[Authenticator],
    ) -> Result<BTreeMap<String, serde_json::Value>, Error> {
        let keys = self.keys_of(reader, account_id, rows).await?;
        let mut details = BTreeMap::new();
        for row in rows {
            let Some(factor) = self.registry.get(&row.kind) else { continue };
            let Some(bound) = self.unseal(row, &keys)? else { continue };
            let detail = factor.describe(&bound.credential).map_err(super::faulty)?;
            details.insert(row.authenticator_id.clone(), detail);
        }
        Ok(details)
    }
}

/// An account as its factors may know it: of its addresses, only those that were proved.
pub(super) fn person_of(account: &Account) -> Person {
    Person {
        account_id: account.account_id.clone(),
        username: account.username.clone(),
        email: account.email.clone().filter(|_| account.email_verified_at.is_some()),
        phone: account.phone.clone().filter(|_| account.phone_verified_at.is_some()),
    }
}

fn guessed(count: Option<Count>, counter: &Counter, now: Timestamp) -> (Guessed, Option<Timestamp>) {
    let Some(count) = count else { return (Guessed::Little, None) };
    if count.row_count >= counter.limit.in_a_row {
        return (Guessed::TooMuch, None);
    }
    let until = Timestamp(count.window_started_at.0.saturating_add(counter.limit.window));
    if count.window_count >= counter.limit.per_window && until > now {
        return (Guessed::Much, Some(until));
    }
    (Guessed::Little, None)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
