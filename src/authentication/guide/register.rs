//! Making an account of one's own: a journey that begins with an address and ends signed in, with whatever it was begun for.
//!
//! An address that has an account already leads through the same pages: no code is right there, and its owner is told by mail.
//! The account is made when the code comes back; whatever somebody else prepared on the address before goes in that write.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error, Guide, Travel, faulty,
    respond::Wishes,
    room::{Losses, make_room},
    save::{Change, Missed, Told},
    survey::Survey,
};
use crate::{
    authentication::{
        factor::{Bound, Channel, Message, Person, Reason, Submission},
        journey::{Journey, Problem, Purpose, Step, Who},
        language,
        registration::{Standing, address_fault},
        visitor::Visitor,
    },
    clock::Timestamp,
    config::RegistrationMode,
    storage::{
        self, Connection, Write,
        account::{Account, Language, Profile, State, name_key},
        audit::Event,
        invitation::Invitation,
        registration::Registration,
    },
};

pub(super) const MAILED: &str = "email_code";
/// The field of the first page.
const ADDRESS: &str = "username";
/// The mail that carries a code to make an account by, and the one that says that there is one.
const TEMPLATE: &str = "register";
const HELD: &str = "registered";
/// The invitation was used, or is for another address.
pub(super) const INVITATION: Reason = Reason { key: "error-invitation", field: "" };
const OTHER_ADDRESS: Reason = Reason { key: "error-invitation-address", field: ADDRESS };

/// An account that is made in the write that advances its journey: both stand, or neither.
pub(super) struct Joining {
    account: Arc<Account>,
    /// The digest of the invitation that it rests on, and what that gives.
    invitation: Option<(Vec<u8>, Invitation)>,
    registered: Event,
    losses: Losses,
}

impl Joining {
    /// Makes the account where its address is free, or has been claimed by nobody who proved it, and spends its invitation.
    pub(super) async fn write(self, write: &mut Write, now: Timestamp) -> Result<(), Missed> {
        let Self { account, invitation, registered, losses } = self;
        if let Some((digest, gives)) = invitation {
            let redeemed = storage::invitation::redeem(write, &digest, &account.account_id, now).await?;
            if redeemed != Some(gives) {
                return Err(Missed::Uninvited);
            }
        }
        make_room(write, &account.username, None, losses, now).await.map_err(unmade)?;
        storage::account::insert(write, &account).await.map_err(unmade)?;
        storage::registration::start(write, &account.account_id, now).await?;
        storage::audit::insert(write, &registered).await?;
        Ok(())
    }
}

/// Somebody else made an account at the same address at the same moment, or something else is amiss.
fn unmade(error: storage::Error) -> Missed {
    match error {
        storage::Error::Duplicate => Missed::Raced,
        error => Missed::Storage(error),
    }
}

impl Travel {
    /// Whether the person may turn from this sign-in to making an account.
    fn may_register(&self) -> bool {
        let only = self.journey.demand.account_id.is_some();
        self.journey.purpose == Purpose::SignIn && !only && !self.journey.is_past_first()
    }
}

impl Guide {
    /// Whether somebody at this step is offered to make an account.
    pub fn offers_registration(&self, travel: &Travel) -> bool {
        self.settings().registration.mode == RegistrationMode::On && travel.may_register()
    }

    /// "Create an account": the sign-in becomes a registration, for the same errand.
    pub async fn register(&self, visitor: &Visitor, journey_id: &str) -> Result<Travel, Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        let may = self.offers_registration(&travel);
        self.turn(visitor, travel, may, Purpose::Register).await
    }

    /// "I have an account": the other way around.
    pub async fn sign_in_instead(&self, visitor: &Visitor, journey_id: &str) -> Result<Travel, Error> {
        let travel = Box::pin(self.load(visitor, journey_id)).await?;
        let may = travel.journey.purpose == Purpose::Register && travel.account.is_none();
        self.turn(visitor, travel, may, Purpose::SignIn).await
    }

    async fn turn(
        &self,
        visitor: &Visitor,
        travel: Travel,
        may: bool,
        purpose: Purpose,
    ) -> Result<Travel, Error> {
        if !may {
            return Ok(travel);
        }
        let mut travel = travel;
        travel.journey.restart();
        travel.journey.problem = None;
        travel.journey.purpose = purpose;
        Box::pin(self.settle_and_save(visitor, travel, Change::default())).await
    }

    /// The invitation with this secret, while it works. Looking at it changes nothing.
    pub async fn invitation(&self, secret: &str) -> Result<Option<Invitation>, Error> {
        let digest = self.invitation_hash(secret);
        let mut reader = self.database.read().await?;
        Ok(storage::invitation::find_live(&mut reader, &digest, self.clock.now()).await?)
    }

    fn invitation_hash(&self, secret: &str) -> Vec<u8> {
        self.vault.digest("invitation", secret.as_bytes())
    }

    /// Takes the address of a new account. Whose it is shows nowhere.
    pub(super) async fn take_address(
        &self,
        visitor: &Visitor,
        mut travel: Travel,
        submission: &Submission,
    ) -> Result<Travel, Error> {
        let typed = submission.field(ADDRESS).trim();
        if let Some(key) = address_fault(typed) {
            travel.journey.typed = typed.chars().take(254).collect();
            return self.problem(visitor, travel, key, ADDRESS, None).await;
        }
        if let Some(secret) = travel.journey.demand.invitation.clone() {
            let invitation = self.invitation(&secret).await?;
            let wrong = match invitation {
                None => Some(INVITATION),
                Some(Invitation { email, .. }) => {
                    email.filter(|email| name_key(email) != name_key(typed)).map(|_| OTHER_ADDRESS)
                }
            };
            if let Some(reason) = wrong {
                typed.clone_into(&mut travel.journey.typed);
                return self.refuse(visitor, travel, reason, Change::default()).await;
            }
        }
        self.heed(&mut travel, &Wishes::of(submission), "");
        travel.journey.identify(typed, None, Vec::new());
        Box::pin(self.settle_and_save(visitor, travel, Change::default())).await
    }

    /// What somebody can show of an address before it is proved: a code that was sent there, unless it is another account's.
    pub(super) async fn survey_newcomer(
        &self,
        reader: &mut impl Connection,
        journey: &Journey,
    ) -> Result<Survey, Error> {
        let mut survey = Survey { owner: self.nobody(&journey.typed), ..Survey::default() };
        survey.enrolled.push(MAILED.to_owned());
        let holder = storage::registration::holder(reader, &journey.typed).await?;
        if Standing::of(&journey.typed, holder.as_ref()) == Standing::Held {
            survey.holder = holder.filter(|holder| holder.email_verified_at.is_some()).and_then(|holder| {
                let locale = language::last_known(&holder, &self.settings().languages).map(str::to_owned);
                Some((holder.email?, locale))
            });
            return Ok(survey);
        }
        let person = Person {
            account_id: String::new(),
            username: journey.typed.clone(),
            email: Some(journey.typed.clone()),
            phone: None,
        };
        let factor = self.registry.get(MAILED).ok_or_else(|| faulty("no factor email_code"))?;
        if let Some(credential) = factor.implied(&person).map_err(faulty)? {
            let bound = Bound { authenticator_id: String::new(), version: 0, high_water: None, credential };
            survey.bound.insert(MAILED.to_owned(), vec![bound]);
        }
        Ok(survey)
    }

    /// What goes to whoever has the address already, in place of a code, and in which language.
    pub(super) fn word_to_holder(&self, visitor: &Visitor, travel: &Travel) -> Option<(Message, String)> {
        let (to, locale) = travel.survey.holder.clone()?;
        let locale = locale.unwrap_or_else(|| self.language(visitor, travel));
        let context = serde_json::json!({ "sign_in_uri": format!("{}/account", self.settings().issuer) });
        let lives = self.settings().journey_lifetime;
        Some((Message { channel: Channel::Mail, to, template: HELD, context, lives }, locale))
    }

    /// Gives a mailed code of a registration its own words.
    pub(super) fn for_newcomer(&self, travel: &Travel, mut message: Message) -> Message {
        let new = travel.journey.purpose == Purpose::Register && !travel.journey.is_past_first();
        if new && message.channel == Channel::Mail && message.template != HELD {
            message.template = TEMPLATE;
        }
        message
    }

    /// The code came back: names the account in the journey that the write which advances it makes. None if there can be none:
    /// nobody is invited.
    pub(super) async fn join(
        &self,
        visitor: &Visitor,
        travel: &mut Travel,
    ) -> Result<Option<Box<Joining>>, Error> {
        let invitation = match travel.journey.demand.invitation.as_deref() {
            Some(secret) => {
                let Some(gives) = self.invitation(secret).await? else { return Ok(None) };
                Some((self.invitation_hash(secret), gives))
            }
            None if self.settings().registration.mode == RegistrationMode::On => None,
            None => return Ok(None),
        };
        let mut account = self.newcomer(visitor, travel);
        if let Some((_, Invitation { email, groups })) = &invitation {
            if email.as_deref().is_some_and(|email| name_key(email) != name_key(&account.username)) {
                return Ok(None);
            }
            account.groups.clone_from(groups);
        }
        let owner = account.account_id.clone();
        let event = |kind| Event { detail: self.label(visitor), ..self.event(kind, visitor, travel, "") };
        let registered = Event { account_id: Some(owner.clone()), ..event("account.registered") };
        let [displaced, given_up] = Losses::KINDS.map(event);
        let losses = Losses { displaced, given_up };
        // The journey is settled by what the account will be like.
        let account = Arc::new(account);
        let mut reader = self.database.read().await?;
        let (journey_id, seen) = (&travel.journey_id, Some(Arc::clone(&account)));
        let mut sight = self.look(&mut reader, visitor, journey_id, owner.clone(), seen).await?;
        drop(reader);
        sight.here.registration = Some(Registration {
            account_id: owner.clone(),
            started_at: account.created_at,
            told_at: None,
            finished_at: None,
            terms_version: None,
            terms_uri: None,
            terms_accepted_at: None,
        });
        Arc::make_mut(&mut travel.survey).sight = Some(Arc::new(sight));
        travel.journey.who = Who::Named { account_id: Some(owner) };
        travel.account = Some(Arc::clone(&account));
        Ok(Some(Box::new(Joining { account, invitation, registered, losses })))
    }

    fn newcomer(&self, visitor: &Visitor, travel: &Travel) -> Account {
        let now = self.clock.now();
        let address = travel.journey.typed.clone();
        let chosen = travel.journey.language.is_some();
        Account {
            account_id: self.random.identifier(now),
            username: address.clone(),
            email: Some(address),
            email_verified_at: Some(now),
            phone: None,
            phone_verified_at: None,
            profile: Profile::default(),
            groups: Vec::new(),
            attributes: storage::account::Attributes::new(),
            language: Language { tag: Some(self.language(visitor, travel)), chosen },
            state: State::Active,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    fn label(&self, visitor: &Visitor) -> String {
        serde_json::json!({ "browser": visitor.label() }).to_string()
    }

    /// Takes what a new account is asked for: claims that were read and can stand, or what is wrong with one of them, and the
    /// version of the terms that was ticked. `typed` is shown again if something is amiss.
    pub async fn answer_details(
        &self,
        visitor: &Visitor,
        journey_id: &str,
        told: Result<Profile, Problem>,
        accepted: &str,
        typed: BTreeMap<String, String>,
    ) -> Result<Travel, Error> {
        let mut travel = Box::pin(self.load(visitor, journey_id)).await?;
        if travel.step != Step::Details {
            return Ok(travel);
        }
        let Some(mut account) = travel.account.clone() else { return Ok(travel) };
        travel.journey.details = typed;
        let settings = self.settings();
        let rules = &settings.registration;
        let told = match told {
            Err(problem) => Err(problem),
            Ok(told) => rules
                .take(&told, accepted, &mut Arc::make_mut(&mut account).profile)
                .map_err(|Reason { key, field }| Problem { key: key.into(), field: field.into(), at: None }),
        };
        if let Err(problem) = told {
            travel.journey.problem = Some(problem);
            return Box::pin(self.settle_and_save(visitor, travel, Change::default())).await;
        }
        travel.journey.problem = None;
        travel.journey.details.clear();
        travel.journey.told = true;
        let mut event = self.event("registration.told", visitor, &travel, "");
        let version = rules.terms.as_ref().map(|terms| &terms.version);
        event.detail = serde_json::json!({ "terms": version, "browser": visitor.label() }).to_string();
        let told = Told { account, terms: rules.terms.clone() };
        let change = Change { told: Some(told), events: vec![event], ..Change::default() };
        Box::pin(self.settle_and_save(visitor, travel, change)).await
    }
}
