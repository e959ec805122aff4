//! What a one-time link opens: a form that makes an owner.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use zeroize::Zeroizing;

use crate::{
    administration::{Error, account::Draft},
    authentication::factor::{Reason, Record, password::NotSet},
    storage::account::Profile,
    web::{
        answer,
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{Fault, Setup},
        site::Site,
    },
};

/// What its form is bound to.
const CSRF: &str = "setup";

/// `GET /setup?token=…`: shows the form. Opening the page spends nothing, so that no scanner can; the secret is in no log
/// (only routes are) and in no Referer.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let csrf = site.csrf.token(&guest.visitor.browser, CSRF);
    let view = Setup { csrf, token: guest.query("token").unwrap_or_default(), ..Setup::default() };
    guest.page(&site, &view)
}

/// `POST /setup`: makes the owner, who signs in then and takes a second factor on the way.
pub async fn make(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    let mut view = Setup {
        csrf: site.csrf.token(&guest.visitor.browser, CSRF),
        token: text("token"),
        name: text("name"),
        email: text("email"),
        error: None,
    };
    let links = site.links();
    // A stranger does not have passwords hashed here.
    if !links.is_live(&view.token).await? {
        return Err(refused());
    }
    let password = Zeroizing::new(fields.get("password").unwrap_or_default().to_owned());
    let record = match hashed(&site, &view.email, password).await? {
        Ok(record) => record,
        Err(reason) => {
            view.error = Some(Fault::new(reason.key).about(reason.field));
            return guest.page(&site, &view);
        }
    };
    let draft = Draft {
        email: Some(view.email.clone()),
        // Whoever holds the machine vouches for it.
        email_verified: true,
        profile: Profile {
            name: Some(view.name.clone()).filter(|name| !name.is_empty()),
            ..Profile::default()
        },
        authenticators: vec![("password".into(), String::new(), record)],
        ..Draft::default()
    };
    match links.make_owner(&site.accounts(), &view.token, draft).await {
        Ok(Some(_)) => Ok(answer::see_other("/admin")),
        Ok(None) => Err(refused()),
        Err(error @ (Error::Invalid(_) | Error::Exists(_))) => {
            let key =
                if matches!(error, Error::Exists(_)) { "error-admin-exists" } else { "error-admin-address" };
            view.error = Some(Fault::new(key).about("email"));
            guest.page(&site, &view)
        }
        Err(error) => Err(crate::web::api::failure(error)),
    }
}

fn refused() -> Problem {
    answer::page(StatusCode::FORBIDDEN, "forbidden", "error-forbidden")
        .with_detail("a one-time link that does not work")
}

/// The hash of a password that is good enough, or why it is not.
async fn hashed(
    site: &Arc<Site>,
    email: &str,
    plain: Zeroizing<String>,
) -> Result<Result<Record, Reason>, Problem> {
    let (site, email) = (site.clone(), email.to_owned());
    let work = move || {
        let alone = site.guide.registry().password().settings().alone;
        let host = site.config.host();
        let context = [email.as_str(), host.as_str(), "doorward"];
        site.guide.registry().password().set(&plain, alone, &context, &site.random)
    };
    match tokio::task::spawn_blocking(work).await.map_err(Problem::internal)? {
        Ok(hash) => Record::of(&hash).map(Ok).map_err(Problem::internal),
        Err(NotSet::Weak(weaknesses)) => {
            let first = weaknesses.into_iter().next().map(Reason::from);
            first.map(Err).ok_or_else(|| Problem::internal("a password is weak without a weakness"))
        }
        Err(error @ NotSet::Hash(_)) => Err(Problem::internal(error)),
    }
}
