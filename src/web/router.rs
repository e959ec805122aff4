//! Every route of the program, in one list.

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use super::{
    account, admin, api, brand, dev, home, language, live, login, logo, not_me, oauth, phone, picture,
    recover, register, related_origins, reset, scim, site::Site,
};

/// All routes of `doorward serve` and `dev`, without the layers of the listener.
pub fn router(site: Arc<Site>) -> Router {
    let setup = get(admin::setup::show).post(admin::setup::make);
    let admin =
        admin::router(&site).merge(api::router(&site)).merge(scim::router(&site)).route("/setup", setup);
    everybody(&site).merge(admin).with_state(site)
}

/// The same without the admin side, where that is served at an address of its own.
pub fn router_without_admin(site: Arc<Site>) -> Router {
    everybody(&site).with_state(site)
}

fn everybody(site: &Arc<Site>) -> Router<Arc<Site>> {
    protocol(site).merge(oauth::device::routes()).merge(pages(site))
}

/// Pages for people.
fn pages(site: &Arc<Site>) -> Router<Arc<Site>> {
    let pages = Router::new()
        .route("/", get(home::show))
        .route("/static/{name}", get(home::asset))
        .route("/brand/{id}/style.css", get(brand::show_style))
        .route("/brand/{id}/logo.png", get(brand::show_logo))
        .route("/authorize", get(oauth::authorize::get).post(oauth::authorize::post))
        .route("/login/{journey}/other", get(login::show_others))
        .route("/login/{journey}/account", post(login::pick))
        .route("/login/{journey}/choose", post(login::choose))
        .route("/login/{journey}/restart", post(login::restart))
        .route("/login/{journey}/resend", post(login::resend))
        .route("/login/{journey}/cancel", post(login::cancel))
        .route("/login/{journey}/recover", post(recover::start))
        .route("/login/{journey}/link", get(recover::link))
        .route("/register", get(register::begin))
        .route("/login/{journey}/register", post(register::turn))
        .route("/login/{journey}/sign-in", post(register::turn_back))
        .route("/login/{journey}/details", get(login::show_fixed).post(register::tell))
        .route("/login/{journey}/phone", get(login::show_fixed).post(register::number))
        .route("/login/{journey}/phone/confirm", post(register::confirm))
        .route("/recovered/{journey}", get(recover::done))
        .route("/reset/stopped", get(reset::done))
        .route("/reset/{account}/{reset}", get(reset::ask).post(reset::answer))
        .route("/login/{journey}/offer", get(login::show_fixed).post(login::answer_offer))
        .route("/login/{journey}/enrol/{kind}", get(login::show_enrolment).post(login::answer_enrolment))
        .route("/login/{journey}/{kind}/live", get(live::connect))
        .route("/login/{journey}/{kind}/frame", post(live::frame))
        .route("/login/{journey}/{kind}/phone", get(phone::show).post(phone::start))
        .route("/login/{journey}/{kind}/phone/number", post(phone::answer_number))
        .route("/phone", get(phone::ask).post(phone::take))
        .route("/phone/{handover}", get(phone::show_taken).post(phone::leave))
        .route("/phone/{handover}/live", get(live::connect_lent))
        .route("/phone/{handover}/frame", post(live::frame_lent))
        .route("/login/{journey}/{step}", get(login::show).post(login::answer))
        .route("/consent/{journey}", get(oauth::consent::show).post(oauth::consent::answer))
        .route("/logout", get(oauth::logout::get).post(oauth::logout::post))
        .route("/logout/done", get(oauth::logout::done))
        .route("/account", get(account::show))
        .route("/account/factors/add", post(account::factors::add))
        .route("/account/factors/rename", post(account::factors::rename))
        .route("/account/factors/remove", post(account::factors::remove))
        .route("/account/factors/withdraw", post(account::factors::withdraw))
        .route("/account/devices/forget", post(account::forget_device))
        .route("/not-me/done", get(not_me::done))
        .route("/not-me/{account}/{about}", get(not_me::ask).post(not_me::answer))
        .route("/account/accounts", get(account::accounts::show))
        .route("/account/accounts/switch", post(account::accounts::switch))
        .route("/account/accounts/add", post(account::accounts::add))
        .route("/account/accounts/end", post(account::accounts::end))
        .route("/account/accounts/end-all", post(account::accounts::end_all))
        .route("/account/profile", get(account::profile::show).post(account::profile::save))
        .route("/account/profile/picture", post(account::profile::set_picture))
        .route("/account/profile/picture/remove", post(account::profile::remove_picture))
        .route("/account/profile/phone/remove", post(account::contact::remove_phone))
        .route("/account/profile/{contact}", get(account::contact::show).post(account::contact::begin))
        .route("/account/profile/{contact}/confirm", post(account::contact::confirm))
        .route("/account/privacy", get(account::privacy::show))
        .route("/account/privacy/export", post(account::privacy::begin_export).get(account::privacy::export))
        .route("/account/privacy/delete", post(account::privacy::delete))
        .route("/account/leaving", get(account::leaving::left))
        .route("/login/{journey}/stay", get(account::leaving::ask).post(account::leaving::answer))
        .route("/picture/{id}", get(picture::show))
        .route("/logo/{*client_id}", get(logo::show))
        .route("/account/sessions", get(account::show_sessions))
        .route("/account/apps", get(account::show_apps))
        .route("/account/apps/remove", post(account::remove_app))
        .route("/account/activity", get(account::show_activity))
        .route("/account/activity/not-me", post(account::was_not_me))
        .route("/account/sessions/end", post(account::end_session))
        .route("/account/sessions/end-others", post(account::end_other_sessions))
        .route(language::MENU, post(language::choose))
        .fallback(home::missing)
        .method_not_allowed_fallback(home::other_method);
    let pages = if site.config.passkey.related_origins.is_empty() {
        pages
    } else {
        pages.route(related_origins::PATH, get(related_origins::show))
    };
    let pages = if site.config.oauth.front_channel_tokens {
        oauth::check_session::around(pages, site)
    } else {
        pages
    };
    if site.config.dev {
        pages.route("/dev/mail", get(dev::mails)).route("/dev/mail/{id}", get(dev::mail))
    } else {
        pages
    }
}

/// Endpoints for programs.
fn protocol(site: &Site) -> Router<Arc<Site>> {
    Router::new()
        .merge(oauth::discovery::routes(&site.config.issuer, site.config.key.jwks_max_age))
        .merge(oauth::token::routes())
        .merge(oauth::userinfo::routes())
        .merge(oauth::introspection::routes())
        .merge(oauth::revocation::routes())
        .merge(oauth::pushed::routes())
        .merge(oauth::registration::routes())
}
