//! `doorward webhook`: services that are told what happens.

use serde_json::{Value, json};

use super::{
    Opened, args, length,
    output::{json, moment, say, table},
    prompt,
};
use crate::{
    administration::webhook::{Draft, Fares, Webhooks},
    storage::{list_from_json, webhook::Webhook, webhook_delivery::Delivery},
};

/// Deliveries that are shown.
const SHOWN: i64 = 50;

/// Does what was asked for.
pub async fn run(command: args::Webhook, opened: &Opened) -> anyhow::Result<()> {
    let webhooks = opened.webhooks();
    match command {
        args::Webhook::Create { url, description, event, output } => {
            let draft = Draft { url, description, kinds: event };
            create(&webhooks, draft, output.json).await?;
        }
        args::Webhook::List(output) => list(&webhooks, output.json).await?,
        args::Webhook::Show { webhook_id, output } => show(&webhooks, &webhook_id, output.json).await?,
        args::Webhook::Change { webhook_id, url, description, event } => {
            let row = webhooks.find(&webhook_id).await?;
            let draft = Draft {
                url: url.unwrap_or_else(|| row.url.clone()),
                description: description.unwrap_or_else(|| row.description.clone()),
                kinds: if event.is_empty() { list_from_json(&row.kinds) } else { event },
            };
            webhooks.change(&row, draft).await?;
            println!("Changed.");
        }
        args::Webhook::Disable { webhook_id } => {
            webhooks.set_active(&webhook_id, false).await?;
            println!("Nothing is sent to it, and what happens is not kept for it.");
        }
        args::Webhook::Enable { webhook_id } => {
            webhooks.set_active(&webhook_id, true).await?;
            println!("It is told what happens from now on.");
        }
        args::Webhook::RotateSecret { webhook_id, keep_old } => {
            let keep = length("--keep-old", &keep_old)?;
            println!("{}", webhooks.rotate_secret(&webhook_id, keep).await?);
        }
        args::Webhook::Replay { webhook_id, delivery } => {
            let again = webhooks.replay(&webhook_id, delivery.as_deref()).await?;
            println!("{again} deliveries are on their way again.");
        }
        args::Webhook::Delete { webhook_id, sure } => {
            let row = webhooks.find(&webhook_id).await?;
            prompt::confirm(sure, &format!("Delete the webhook to {}", row.url))?;
            webhooks.delete(&webhook_id, None).await?;
            println!("Deleted.");
        }
    }
    Ok(())
}

async fn create(webhooks: &Webhooks, draft: Draft, as_json: bool) -> anyhow::Result<()> {
    let (row, secret) = webhooks.create(draft).await?;
    if as_json {
        return json(&json!({ "webhook_id": row.webhook_id, "url": row.url, "secret": secret }));
    }
    println!("Made the webhook {}.", row.webhook_id);
    println!("Its secret, shown this once: {secret}");
    Ok(())
}

async fn list(webhooks: &Webhooks, as_json: bool) -> anyhow::Result<()> {
    let rows = webhooks.list().await?;
    if as_json {
        return json(&rows.iter().map(|row| shown(row, None, &[])).collect::<Vec<_>>());
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| [row.webhook_id, row.state, list_from_json(&row.kinds).join(" "), row.url])
        .collect();
    say(&table(["webhook_id", "state", "events", "url"], &rows))
}

async fn show(webhooks: &Webhooks, webhook_id: &str, as_json: bool) -> anyhow::Result<()> {
    let row = webhooks.find(webhook_id).await?;
    let fares = webhooks.fares(webhook_id).await?;
    let mut all = Vec::new();
    for state in ["waiting", "dead", "delivered"] {
        all.extend(webhooks.deliveries(webhook_id, state, i64::MAX, SHOWN).await?);
    }
    if as_json { json(&shown(&row, Some(fares), &all)) } else { print(&row, fares, all) }
}

fn shown(row: &Webhook, fares: Option<Fares>, deliveries: &[Delivery]) -> Value {
    let mut shown = json!({
        "webhook_id": row.webhook_id,
        "url": row.url,
        "description": row.description,
        "events": list_from_json(&row.kinds),
        "state": row.state,
        "old_secret_until": row.old_until.map(moment),
        "created_at": moment(row.created_at),
    });
    if let (Some(fares), Some(fields)) = (fares, shown.as_object_mut()) {
        fields.insert("waiting".into(), fares.waiting.into());
        fields.insert("dead".into(), fares.dead.into());
        fields.insert("deliveries".into(), deliveries.iter().map(delivery).collect());
    }
    shown
}

fn delivery(row: &Delivery) -> Value {
    json!({
        "delivery_id": row.delivery_id,
        "message_id": format!("msg_{}", row.event_id),
        "event": row.kind,
        "account_id": row.account_id,
        "state": row.state,
        "happened_at": moment(row.happened_at),
        "attempts": row.attempts,
        "last_status": row.last_status,
        "last_error": row.last_error,
    })
}

fn print(row: &Webhook, fares: Fares, deliveries: Vec<Delivery>) -> anyhow::Result<()> {
    println!("{}: {} ({})", row.url, row.state, row.description);
    println!("{} on their way, {} given up.", fares.waiting, fares.dead);
    let rows: Vec<_> = deliveries
        .into_iter()
        .map(|row| {
            let error = row.last_error.unwrap_or_default();
            [row.delivery_id, row.kind, row.state, row.attempts.to_string(), error]
        })
        .collect();
    say(&table(["delivery_id", "event", "state", "tries", "last error"], &rows))
}
