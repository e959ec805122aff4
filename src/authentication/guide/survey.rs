//! What the account of a journey can show, and how much of it guessing has used up.

use std::{collections::BTreeMap, sync::Arc};

use super::{Error, Guide, keep::stored_keys, register::MAILED, sight::Sight};
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
    /// When the account is to be erased, if its person wants that.
    pub(super) leaves_at: Option<Timestamp>,
    /// What it was made from, if a name was typed.
    pub(super) sight: Option<Arc<Sight>>,
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

    fn count_password(&mut self, count: Option<Count>, counter: Counter, now: Timestamp) {
        (self.password, self.password_until) = guessed(count, &counter, now);
        self.password_counter = Some(counter);
    }
}

impl Guide {
    /// Looks at the account the journey names. One that is gone meanwhile, or disabled, becomes an unknown name, and no
    /// journey of those ends well. What was seen `before` of the same account is not looked for again.
    pub(super) async fn survey(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        journey: &mut Journey,
        before: Option<Arc<Sight>>,
    ) -> Result<(Option<Arc<Account>>, Arc<Survey>), Error> {
        let Who::Named { account_id } = &journey.who else { return Ok((None, Arc::default())) };
        let owner = account_id.clone().unwrap_or_else(|| self.nobody(&journey.typed));
        let sight = match before.filter(|before| before.owner == owner) {
            Some(before) => before,
            None => Arc::new(self.look_up(visitor, journey_id, journey, &owner).await?),
        };
        let Some(account) = sight.account.clone() else {
            journey.who = Who::Named { account_id: None };
            let mut survey = if journey.purpose == Purpose::Register {
                self.survey_newcomer(&mut self.database.read().await?, journey).await?
            } else {
                self.survey_nobody(journey)
            };
            let counter = self.password_counter(visitor, journey_id, journey, &survey);
            survey.count_password(sight.counts.get(&counter.subject).copied(), counter, self.clock.now());
            survey.sight = Some(sight);
            return Ok((None, Arc::new(survey)));
        };
        let mut survey = self.survey_account(visitor, &account, &sight, journey)?;
        // To a stranger every account looks alike: what it really holds shows once something was proved, or on a browser that
        // it signed in from before.
        if journey.done().is_empty() && !survey.known_device {
            let nobody = self.survey_nobody(journey);
            (survey.enrolled, survey.shut, survey.enrols) = (nobody.enrolled, nobody.shut, nobody.enrols);
        }
        let counter = self.password_counter(visitor, journey_id, journey, &survey);
        survey.count_password(sight.counts.get(&counter.subject).copied(), counter, self.clock.now());
        survey.sight = Some(sight);
        Ok((Some(account), Arc::new(survey)))
    }

    /// Looks at the account with the id `owner`; at what stands in for it if it is gone or disabled, or never was.
    async fn look_up(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        journey: &Journey,
        owner: &str,
    ) -> Result<Sight, Error> {
        let mut reader = self.database.read().await?;
        let found = storage::account::find(&mut reader, owner).await?;
        let account = found.filter(|account| account.state == storage::account::State::Active).map(Arc::new);
        let owner = self.owner(account.as_deref(), &journey.typed);
        self.look(&mut reader, visitor, journey_id, owner, account).await
    }

    /// On which counter a password counts here.
    fn password_counter(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        journey: &Journey,
        survey: &Survey,
    ) -> Counter {
        let limits = self.settings().limits;
        if journey.done_here().contains("email_code") {
            limits.password_mailed(&survey.owner, journey_id)
        } else if survey.known_device {
            limits.password_known(&survey.owner, &hex(&self.browser_hash(visitor)))
        } else {
            limits.password_unknown(&survey.owner)
        }
    }

    /// What an account looks like that was looked at.
    pub(super) fn survey_account(
        &self,
        visitor: &Visitor,
        account: &Account,
        sight: &Sight,
        journey: &Journey,
    ) -> Result<Survey, Error> {
        let Sight { rows, here, .. } = sight;
        let mut person = person_of(account);
        let mut survey = Survey {
            owner: account.account_id.clone(),
            held: rows.iter().map(|row| row.kind.clone()).collect(),
            known_device: here.known,
            leaves_at: here.leaves_at,
            frozen: here.frozen,
            reset: journey.purpose == Purpose::Recover && here.reset,
            ..Survey::default()
        };
        let usable = self.survey_credentials(sight, &mut person, &mut survey)?;
        self.survey_factors(sight, journey, usable, &mut survey);
        self.survey_demands(visitor, account, sight, journey, &mut survey);
        self.survey_registration(account, sight, journey, &mut survey);
        survey.person = Some(person);
        Ok(survey)
    }

    /// Opens what the account holds, and adds what follows from the person's addresses. Of each when it was used last, and
    /// which factor it is of.
    fn survey_credentials(
        &self,
        sight: &Sight,
        person: &mut Person,
        survey: &mut Survey,
    ) -> Result<Vec<(Timestamp, String)>, Error> {
        let mut usable = Vec::new();
        for row in sight.rows.iter().filter(|row| row.state == "active") {
            let Some(factor) = self.registry.get(&row.kind) else { continue };
            let Some(bound) = self.unseal(row, &sight.keys)? else { continue };
            if factor.used_up(&bound.credential).map_err(super::faulty)? {
                continue;
            }
            if person.phone.is_none() {
                person.phone = factor.phone(&bound.credential).map_err(super::faulty)?;
            }
            survey.bound.entry(row.kind.clone()).or_default().push(bound);
            usable.push((row.last_used_at.unwrap_or(row.created_at), row.kind.clone()));
        }
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            if let Some(credential) = factor.implied(person).map_err(super::faulty)? {
                let bound =
                    Bound { authenticator_id: String::new(), version: 0, high_water: None, credential };
                survey.bound.entry(kind.to_owned()).or_default().push(bound);
                usable.push((Timestamp::default(), kind.to_owned()));
            }
        }
        Ok(usable)
    }

    /// Sorts the factors into those that can be used, those that cannot any more, and those that can be bound on the way.
    fn survey_factors(
        &self,
        sight: &Sight,
        journey: &Journey,
        mut usable: Vec<(Timestamp, String)>,
        survey: &mut Survey,
    ) {
        let exhausted = self.exhausted(sight, &usable);
        for kind in self.registry.kinds() {
            let Some(factor) = self.registry.get(kind) else { continue };
            // Disabled means disabled: it is bound anew by its owner with help, not on the way through a sign-in.
            let disabled = sight.rows.iter().any(|row| row.kind == kind && row.state != "active");
            let held = usable.iter().any(|(_, held)| held == kind);
            // Recovering counts by itself, and is what gives the mailed code back.
            let recovers = journey.purpose == Purpose::Recover && kind == MAILED;
            let exhausted = exhausted.contains(kind) && !recovers && !self.is_before_camera(journey, kind);
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
        usable.sort_by_key(|(used, kind)| (elsewhere(kind), std::cmp::Reverse(*used)));
        for (_, kind) in usable {
            if !survey.enrolled.contains(&kind) && !survey.shut.contains(&kind) {
                survey.enrolled.push(kind);
            }
        }
    }

    /// What is demanded of the account itself, here and now, and what this device stands in for.
    fn survey_demands(
        &self,
        visitor: &Visitor,
        account: &Account,
        sight: &Sight,
        journey: &Journey,
        survey: &mut Survey,
    ) {
        let policy = self.policy();
        survey.demands = policy.demands(&account.username, &account.groups);
        survey.demands.extend(policy.conditioned(&Circumstances {
            client_id: &journey.demand.client_id,
            groups: &account.groups,
            address: visitor.address,
            at: self.clock.now(),
        }));
        survey.administers = sight.here.role.is_some();
        if survey.administers {
            survey.demands.extend(policy.administrator_level().map(str::to_owned));
        } else {
            survey.replaceable = policy.replaced(&journey.demand.client_id, &account.groups).to_vec();
        }
        if sight.here.remembered {
            survey.replaced.clone_from(&survey.replaceable);
        }
    }

    /// What somebody who made the account has still to tell, and what they are offered.
    fn survey_registration(&self, account: &Account, sight: &Sight, journey: &Journey, survey: &mut Survey) {
        let (settings, here) = (self.settings(), &sight.here);
        if let Some(registration) = here.registration.as_ref().filter(|_| journey.signs_in()) {
            let rules = &settings.registration;
            survey.unfinished = registration.finished_at.is_none();
            survey.details = rules.asks(registration);
            survey.phone = survey.unfinished && rules.wants_phone() && account.phone_verified_at.is_none();
        }
        survey.offers.clone_from(match journey.purpose {
            Purpose::Register => &settings.registration.offer,
            _ => &settings.offer_at_sign_in,
        });
        survey.offers.retain(|kind| self.registry.get(kind).is_some() && !here.declined.contains(kind));
    }

    /// An unknown name is asked what known ones are asked: it seems to have every factor, so that no level is out of
    /// its reach before its password was refused.
    fn survey_nobody(&self, journey: &Journey) -> Survey {
        let enrolled = self.registry.kinds().into_iter().map(str::to_owned).collect();
        Survey { enrolled, owner: self.nobody(&journey.typed), ..Survey::default() }
    }

    /// On whose counters this account counts; where there is none, what stands in for `typed`.
    pub(super) fn owner(&self, account: Option<&Account>, typed: &str) -> String {
        account.map_or_else(|| self.nobody(typed), |account| account.account_id.clone())
    }

    /// On whose counters a name counts that has no account.
    pub(super) fn nobody(&self, typed: &str) -> String {
        let digest = self.vault.digest("decoy", storage::account::name_key(typed).as_bytes());
        format!("nobody-{}", hex(digest.get(..16).unwrap_or_default()))
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
        let keys = stored_keys(reader, account_id).await?;
        let mut details = BTreeMap::new();
        for row in rows {
            let Some(factor) = self.registry.get(&row.kind) else {
                // Nobody can tell anything of it; consent to keep it can be withdrawn all the same.
                if keys.contains_key(&row.authenticator_id) {
                    details.insert(row.authenticator_id.clone(), serde_json::json!({}));
                }
                continue;
            };
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

pub(in crate::authentication) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
