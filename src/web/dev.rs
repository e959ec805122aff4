//! What only development mode has: the caught mails and text messages. No route of these exists elsewhere, and none sends a CORS header.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{
    answer,
    error::Problem,
    extract::Path,
    guest::Guest,
    headers::InlineStyles,
    page::{CaughtMail, CaughtMails, MailSummary},
    site::Site,
};
use crate::delivery::{self, Caught, Channel};

const SHOWN: i64 = 100;

/// `GET /dev/mail`.
pub async fn mails(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let messages = caught(&site).await?.into_iter().map(|mail| MailSummary {
        id: mail.message_id,
        to: mail.to,
        subject: mail.subject,
        sms: mail.channel == Channel::Sms,
        at: mail.at,
    });
    guest.page(&site, &CaughtMails { messages: messages.collect() })
}

/// `GET /dev/mail/{id}`.
pub async fn mail(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = caught(&site).await?.into_iter().find(|mail| mail.message_id == id);
    let mail = found.ok_or_else(answer::missing)?;
    let view = CaughtMail {
        to: mail.to,
        from: (mail.channel == Channel::Mail).then(|| site.config.mail_from()),
        subject: mail.subject,
        at: mail.at,
        text: mail.text,
        html: mail.html,
        code: mail.code,
    };
    let mut page = guest.page(&site, &view)?;
    page.extensions_mut().insert(InlineStyles);
    Ok(page)
}

async fn caught(site: &Site) -> Result<Vec<Caught>, Problem> {
    Ok(delivery::captured(&site.database, &site.vault, site.pages.text(), SHOWN).await?)
}
