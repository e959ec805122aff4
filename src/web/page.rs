//! Pages: what every page is given ([`Chrome`]), what each is given beside (the views in the files below), and
//! [`Pages`], which renders them.
//!
//! A handler fills a view and calls [`Pages::render`]; nothing else makes HTML. Each view says its template.

mod account;
pub mod admin;
mod admin_account;
mod admin_brand;
mod admin_client;
mod admin_invitation;
mod admin_policy;
mod admin_record;
mod admin_test;
mod admin_transfer;
mod admin_webhook;
mod console;
mod device;
mod handover;
mod login;
mod operator;
mod privacy;
mod profile;
mod recover;
mod register;
mod site;

pub(crate) mod samples;
#[cfg(test)]
mod tests;
pub mod trial;

use std::collections::BTreeMap;

use minijinja::{Error as TemplateError, ErrorKind, State, Value as Markup, value::Serde};
use serde::Serialize;
use serde_json::Value;

pub use crate::text::Error;
use crate::{
    authentication::journey::Problem,
    clock::Timestamp,
    config::Words,
    text::{self, Text},
    web::{assets, language::Languages},
};
pub use account::{Account, Authenticator, Console, NotMe};
pub use admin::{
    AdminFrame, AdminOverview, ApiOperation, ApiViewer, FactorCount, OverviewCheck, Setup, bars,
};
pub use admin_account::{
    AccountFactor, AccountForm, AccountLine, AccountSession, AdminAccount, AdminAccountNew, AdminAccounts,
};
pub use admin_brand::{AdminBrand, BrandFault, BrandField, BrandGroup, BrandOwner};
pub use admin_client::{
    AdminClient, AdminClientNew, AdminClients, ClientLine, ClientTrouble, FieldGroup, FieldOption, FieldView,
    Snippet,
};
pub use admin_invitation::{AdminInvitations, InvitationForm, InvitationLine};
pub use admin_policy::{
    AdminPolicy, AdminPolicyEdit, AdminPolicyHistory, AdminPolicyVersion, PlayedQuestion, PlayedSignIn,
    PolicyChange, PolicyField, PolicyGroup, PolicyLevel, PolicyVersionLine,
};
pub use admin_record::{AdminAudit, AdminEvent, AdminKey, AdminKeys, AuditFilter};
pub use admin_test::{AdminClientTest, TestCheck, TestRefusal, TestToken};
pub use admin_transfer::{AdminTransfer, ImportFault, ImportReport, ImportScheme};
pub use admin_webhook::{AdminWebhook, AdminWebhooks, WebhookForm, WebhookLine, WebhookTry};
pub use console::{Accounts, Activity, App, Apps, Device, Happening, Session, Sessions};
pub use device::{DeviceAsk, DeviceCode, DeviceDone};
pub use handover::{Handover, Phone};
pub use login::{
    Client, Consent, Enrol, Flow, Identifier, Nameless, Offer, Other, Scope, SignedIn, StepOf, Verify, Way,
};
pub use operator::{CaughtMail, CaughtMails, MailSummary};
pub use privacy::{Leaving, Privacy, Stay};
pub use profile::{AttributeField, ContactChange, Profile, ProfileContact};
pub use recover::{RecoverLink, Recovered, StopReset};
pub use register::{Claim, Details, Number, Register, Terms};
pub use site::{
    Action, ErrorDetails, ErrorPage, FormField, FormPost, Home, LogoutConfirm, LogoutDone, LogoutFrames,
};

/// What we call ourselves.
pub const PRODUCT: &str = "Doorward";

/// What every page is given.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    /// The language of the page (BCP 47).
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
    /// What we call ourselves.
    pub product: String,
    /// Shows the bar of the development mode.
    pub dev: bool,
    /// The path that was asked for.
    pub path: String,
    /// Where the language menu leads back to; without it there is no menu.
    pub back: Option<String>,
    /// How the page looks.
    pub look: Look,
}

/// What an operator decided about the look of a page; without it pages look as they come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Look {
    /// What we are called instead.
    pub name: Option<String>,
    /// The address of a logo, of ours.
    pub logo: Option<String>,
    /// The address of a style with other colours, of ours.
    pub style: Option<String>,
    /// That style itself, for the pages that bring theirs.
    pub css: Option<String>,
}

impl Chrome {
    /// For a language, the nonce of this answer, and the path that was asked for.
    pub fn new(lang: &str, nonce: impl Into<String>, path: impl Into<String>, dev: bool) -> Self {
        Self {
            lang: lang.to_owned(),
            dir: text::direction(lang),
            nonce: nonce.into(),
            product: PRODUCT.to_owned(),
            dev,
            path: path.into(),
            back: None,
            look: Look::default(),
        }
    }

    /// With the language menu, which leads back to `back`.
    #[must_use]
    pub fn with_menu(self, back: Option<String>) -> Self {
        Self { back, ..self }
    }

    /// With another look.
    #[must_use]
    pub fn looking(self, look: Look) -> Self {
        let product = look.name.clone().unwrap_or_else(|| PRODUCT.to_owned());
        Self { product, look, ..self }
    }

    /// The same in another language.
    #[must_use]
    pub fn in_language(self, lang: &str) -> Self {
        Self { lang: lang.to_owned(), dir: text::direction(lang), ..self }
    }
}

/// What went wrong, in the person's words: a key of `locales/*/{errors,factor}.ftl` and what its text names.
///
/// An argument named `time` or `date` that is a moment in milliseconds is written as one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fault {
    /// The text; one that does not exist becomes `error-unknown`.
    pub key: String,
    /// What it names.
    pub args: BTreeMap<String, Value>,
    /// The `id` of the field it is about.
    pub field: Option<String>,
}

impl Fault {
    /// About the whole form.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// About one field.
    #[must_use]
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into()).filter(|field| !field.is_empty());
        self
    }

    /// Something its text names.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// The time after which it is worth trying again.
    #[must_use]
    pub fn until(self, at: Timestamp) -> Self {
        self.with("time", at.milliseconds())
    }
}

impl From<&Problem> for Fault {
    fn from(problem: &Problem) -> Self {
        let fault = Self::new(&problem.key).about(&problem.field);
        match problem.at {
            Some(at) => fault.until(at),
            None => fault,
        }
    }
}

/// A view that knows its template.
pub trait View: Serialize {
    /// Below `templates/`.
    fn template(&self) -> String;
}

/// Text of a style sheet such that it cannot end the `style` element around it (CSS Syntax 3 section 4.3.7).
fn within_style(text: &str) -> String {
    text.replace('<', "\\3c ")
}

/// Renders pages.
#[derive(Debug)]
pub struct Pages {
    text: Text,
    languages: Languages,
}

#[derive(Serialize)]
struct Page<'a, V> {
    #[serde(flatten)]
    chrome: &'a Chrome,
    #[serde(flatten)]
    view: V,
}

impl Pages {
    /// Builds the engine. Templates are compiled when they are first shown.
    pub fn new(languages: Languages) -> Result<Self, Error> {
        Self::saying(languages, BTreeMap::new())
    }

    /// The same, with the operator's own words for scopes.
    pub fn saying(languages: Languages, scopes: BTreeMap<String, Words>) -> Result<Self, Error> {
        let text = Text::with(|environment| {
            environment.add_function("scope_words", move |state: &State, scope: &str| {
                let language = state.lookup("lang");
                let language = language.as_ref().and_then(|tag| tag.as_str()).unwrap_or(text::FALLBACK);
                scopes.get(scope).map(|words| words.in_language(language).to_owned())
            });
            environment.add_global("languages", Serde(languages.menu()));
            let lacking =
                |path: &str| TemplateError::new(ErrorKind::InvalidOperation, format!("no asset {path}"));
            environment.add_function("asset_url", move |path: &str| {
                assets::asset_url(path).ok_or_else(|| lacking(path))
            });
            environment.add_function("asset_body", move |path: &str| {
                let text = assets::asset(path).and_then(|asset| std::str::from_utf8(&asset.bytes).ok());
                text.map(str::to_owned).ok_or_else(|| lacking(path))
            });
            environment.add_filter("css", |text: &str| Markup::from_safe_string(within_style(text)));
        });
        let pages = Self { text, languages };
        // The page that tells of errors must not be the one that fails.
        pages.render("error.html", &Chrome::new(text::FALLBACK, "", "/", false), ErrorPage::default())?;
        Ok(pages)
    }

    /// Renders a template with what every page is given and what this one is.
    pub fn render(&self, template: &str, chrome: &Chrome, view: impl Serialize) -> Result<String, Error> {
        self.text.render(template, Page { chrome, view })
    }

    /// Renders a view.
    pub fn show<V: View>(&self, chrome: &Chrome, view: &V) -> Result<String, Error> {
        self.render(&view.template(), chrome, view)
    }

    /// The engine below, for the mails.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The languages that are offered.
    pub fn languages(&self) -> &Languages {
        &self.languages
    }
}
