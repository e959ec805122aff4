//! Webhooks: services that are told what happens, how they fare, and what can be done about it.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, response::Response};

use super::{
    Admin,
    frame::{found, frame, refused},
};
use crate::{
    administration::{
        Error,
        role::Permission,
        webhook::{Draft, kinds},
    },
    oauth::parameters::Parameters,
    storage::{list_from_json, webhook::Webhook, webhook_delivery::Delivery},
    web::{
        answer,
        api::failure,
        error::Problem,
        extract::{Fields, Path},
        guest::Guest,
        page::{AdminWebhook, AdminWebhooks, Fault, WebhookForm, WebhookLine, WebhookTry},
        site::Site,
    },
};

/// Deliveries that a page shows of each state.
const SHOWN: i64 = 25;
/// How long a secret that was replaced goes on signing.
const OVERLAP: Duration = Duration::from_hours(24);

/// `GET /admin/webhooks`.
pub async fn list(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    list_page(&site, &guest, &admin, WebhookForm::default(), None).await
}

async fn list_page(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    form: WebhookForm,
    wrong: Option<(Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let webhooks = site.webhooks();
    let mut lines = Vec::new();
    for row in webhooks.list().await.map_err(failure)? {
        let fares = webhooks.fares(&row.webhook_id).await.map_err(failure)?;
        lines.push(WebhookLine {
            active: row.state == "active",
            id: row.webhook_id,
            url: row.url,
            description: row.description,
            waiting: fares.waiting,
            dead: fares.dead,
        });
    }
    let mut view = AdminWebhooks {
        frame: frame(site, guest, admin, "webhooks"),
        may_change: admin.caller.may(Permission::WebhooksWrite),
        webhooks: lines,
        form,
        kinds: kinds::all(),
    };
    if let Some((fault, faults)) = wrong {
        (view.frame.error, view.frame.faults) = (Some(fault), faults);
    }
    guest.page_for(site, &admin.account, &view)
}

/// What the form says.
fn read(fields: &Parameters) -> WebhookForm {
    let typed = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    WebhookForm { url: typed("url"), description: typed("description"), events: typed("events") }
}

fn draft(form: &WebhookForm) -> Draft {
    let kinds = form.events.split_whitespace().map(str::to_owned).collect();
    Draft { url: form.url.clone(), description: form.description.clone(), kinds }
}

/// `POST /admin/webhooks`: makes one, and shows it with its secret.
pub async fn make(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let form = read(&fields);
    match admin.caller.webhooks(&site).create(draft(&form)).await {
        Ok((row, secret)) => page(&site, &guest, &admin, row, Some(secret), None).await,
        Err(error) => {
            let wrong = refused(error)?;
            list_page(&site, &guest, &admin, form, Some(wrong)).await
        }
    }
}

/// `GET /admin/webhooks/{webhook_id}`.
pub async fn show(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(webhook_id): Path<String>,
) -> Result<Response, Problem> {
    let row = find(&site, &webhook_id).await?;
    page(&site, &guest, &admin, row, None, None).await
}

async fn find(site: &Site, webhook_id: &str) -> Result<Webhook, Problem> {
    found(site.webhooks().find(webhook_id).await)
}

/// The webhook that a form is about, if the form is ours.
async fn meant(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    webhook_id: &str,
    fields: &Parameters,
) -> Result<Webhook, Problem> {
    admin.guard(site, guest, fields)?;
    find(site, webhook_id).await
}

async fn page(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    row: Webhook,
    secret: Option<String>,
    wrong: Option<(Fault, Vec<String>)>,
) -> Result<Response, Problem> {
    let webhooks = site.webhooks();
    let fares = webhooks.fares(&row.webhook_id).await.map_err(failure)?;
    let mut tries = Vec::new();
    for state in ["dead", "waiting", "delivered"] {
        let deliveries =
            webhooks.deliveries(&row.webhook_id, state, i64::MAX, SHOWN).await.map_err(failure)?;
        tries.extend(deliveries.into_iter().map(line));
    }
    let mut view = AdminWebhook {
        frame: frame(site, guest, admin, "webhooks"),
        may_change: admin.caller.may(Permission::WebhooksWrite),
        active: row.state == "active",
        old_until: row.old_until.filter(|until| *until > site.clock.now()),
        version: row.version,
        waiting: fares.waiting,
        dead: fares.dead,
        form: WebhookForm {
            url: row.url,
            description: row.description,
            events: list_from_json(&row.kinds).join("\n"),
        },
        kinds: kinds::all(),
        id: row.webhook_id,
        secret,
        tries,
    };
    if let Some((fault, faults)) = wrong {
        (view.frame.error, view.frame.faults) = (Some(fault), faults);
    }
    guest.page_for(site, &admin.account, &view)
}

fn line(delivery: Delivery) -> WebhookTry {
    WebhookTry {
        next_at: (delivery.state == "waiting" && delivery.attempts > 0).then_some(delivery.next_attempt_at),
        id: delivery.delivery_id,
        event: delivery.kind,
        at: delivery.happened_at,
        state: delivery.state,
        attempts: delivery.attempts,
        status: delivery.last_status,
        error: delivery.last_error.unwrap_or_default(),
    }
}

/// `POST /admin/webhooks/{webhook_id}`: makes it say what the form says.
pub async fn save(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(webhook_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let row = meant(&site, &guest, &admin, &webhook_id, &fields).await?;
    let form = read(&fields);
    let outcome = if fields.get("version") == Some(row.version.to_string().as_str()) {
        admin.caller.webhooks(&site).change(&row, draft(&form)).await
    } else {
        Err(Error::Raced)
    };
    done(&site, &guest, &admin, row, outcome, "saved").await
}

/// `POST /admin/webhooks/{webhook_id}/act`: switches it, tries it, gives it a secret, or sends once more what was given up.
pub async fn act(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(webhook_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let row = meant(&site, &guest, &admin, &webhook_id, &fields).await?;
    let webhooks = admin.caller.webhooks(&site);
    let outcome = match fields.get("act") {
        Some("enable") => webhooks.set_active(&webhook_id, true).await,
        Some("disable") => webhooks.set_active(&webhook_id, false).await,
        Some("test") => webhooks.test(&webhook_id).await,
        Some("replay") => webhooks.replay(&webhook_id, fields.get("delivery")).await.map(drop),
        Some("secret") => match webhooks.rotate_secret(&webhook_id, OVERLAP).await {
            Ok(secret) => {
                let row = find(&site, &webhook_id).await?;
                return page(&site, &guest, &admin, row, Some(secret), None).await;
            }
            Err(error) => Err(error),
        },
        _ => return Err(answer::missing()),
    };
    done(&site, &guest, &admin, row, outcome, "done").await
}

/// `POST /admin/webhooks/{webhook_id}/delete`: removes it, if its identifier was typed.
pub async fn delete(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Path(webhook_id): Path<String>,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let row = meant(&site, &guest, &admin, &webhook_id, &fields).await?;
    if fields.get("typed").map(str::trim) != Some(row.webhook_id.as_str()) {
        let wrong = (Fault::new("error-admin-typed").about("typed"), Vec::new());
        return page(&site, &guest, &admin, row, None, Some(wrong)).await;
    }
    admin.caller.webhooks(&site).delete(&row.webhook_id, None).await.map_err(failure)?;
    Ok(answer::see_other("/admin/webhooks?notice=done"))
}

async fn done(
    site: &Site,
    guest: &Guest,
    admin: &Admin,
    row: Webhook,
    outcome: Result<(), Error>,
    notice: &str,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(answer::see_other(&format!("/admin/webhooks/{}?notice={notice}", row.webhook_id))),
        Err(error) => {
            let wrong = refused(error)?;
            page(site, guest, admin, row, None, Some(wrong)).await
        }
    }
}
