//! What every handler is given: the services below, and what turns their answers into HTTP.

use std::{ops::Deref, sync::Arc};

use tokio::sync::Semaphore;
use url::Url;

use super::{
    api::{self, Pace},
    brand::Looks,
    cookie::CookieJar,
    csrf::Csrf,
    extract::upload::AT_A_TIME,
    language::Languages,
    live::{self, Uploads},
    logo::Logos,
    page::{self, Pages},
};
use crate::app::App;

/// The state of the router.
pub struct Site {
    /// The services.
    pub app: Arc<App>,
    /// Renders pages.
    pub pages: Arc<Pages>,
    /// Names and attributes of cookies.
    pub cookies: CookieJar,
    /// Tokens against forged posts.
    pub csrf: Csrf,
    /// A place for each answer with a file that is read and judged at the same time.
    pub uploads: Arc<Semaphore>,
    /// A place for each file of accounts that is received and imported at the same time.
    pub imports: Arc<Semaphore>,
    /// Who is before a camera.
    pub places: live::places::Places,
    /// Attempts before a camera whose frames come one by one.
    pub uploads_live: Uploads,
    /// How often callers of the API may ask.
    pub pace: Pace,
    /// How often provisioning clients may ask.
    pub pace_of_scim: Pace,
    /// How pages look here.
    pub looks: Looks,
    /// The pictures of clients.
    pub logos: Logos,
    /// Where the demo relying party is, in development mode.
    pub relying_party: Option<String>,
}

/// Why there can be no site.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template of the program is broken.
    #[error(transparent)]
    Pages(#[from] page::Error),
    /// The issuer is no URL.
    #[error("issuer: {0}")]
    Issuer(#[from] url::ParseError),
}

impl Site {
    /// Over `app`; `relying_party` is where the demo is, if there is one.
    pub fn new(app: Arc<App>, relying_party: Option<String>) -> Result<Self, Error> {
        let issuer: Url = app.config.issuer.parse()?;
        Ok(Self {
            pages: Arc::new(Pages::saying(
                Languages::from(&app.config.locale),
                app.config.oauth.scope_words.clone(),
            )?),
            cookies: CookieJar { secure: !app.config.dev },
            csrf: Csrf::new(&app.vault.subkey("csrf"), &issuer),
            uploads: Arc::new(Semaphore::new(AT_A_TIME)),
            imports: Arc::new(Semaphore::new(api::import::AT_A_TIME)),
            places: live::places::Places::new(app.sight.room()),
            uploads_live: Uploads::default(),
            pace: Pace::new(app.config.admin.requests_per_minute),
            pace_of_scim: Pace::new(app.config.scim.requests_per_minute),
            looks: Looks::default(),
            logos: Logos::default(),
            relying_party,
            app,
        })
    }
}

impl Deref for Site {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}
