//! `doorward account invite`, `invitations`, `send-invitation` and `revoke-invitation`.

use serde_json::{Value, json};

use super::{
    Opened, args,
    output::{json, moment, say, table},
};
use crate::{
    administration::invitation::{Terms, Wanted},
    storage::invitation::{Invitation, NEWEST, Record},
};

/// Invitations of one read.
const PAGE: usize = 200;

/// Makes an invitation: its link is printed, or goes to its address by mail.
pub async fn invite(new: args::Invite, opened: &Opened) -> anyhow::Result<()> {
    let wanted = Wanted {
        gives: Invitation { email: new.email, groups: new.group },
        language: new.language,
        mail: new.mail,
    };
    let issued = opened.invitations().issue(wanted, &Terms::from_config(&opened.in_force)).await?;
    let record = &issued.record;
    if new.output.json {
        let mut shown = description(record);
        if let (Some(link), Some(members)) = (&issued.link, shown.as_object_mut()) {
            members.insert("link".into(), link.as_str().into());
        }
        return json(&shown);
    }
    match &issued.link {
        Some(link) => println!("{link}"),
        None => {
            println!("The running service sends it to {}.", record.gives.email.as_deref().unwrap_or_default())
        }
    }
    eprintln!("It works once, until {}.", moment(record.expires_at));
    Ok(())
}

/// Shows all of them.
pub async fn list(opened: &Opened, as_json: bool) -> anyhow::Result<()> {
    let invitations = opened.invitations();
    let (mut all, mut before): (Vec<Record>, String) = (Vec::new(), NEWEST.to_owned());
    loop {
        let page = invitations.list(&before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before.clone_from(&last.invitation_id);
        all.extend(page);
    }
    if as_json {
        return json(&all.iter().map(description).collect::<Vec<_>>());
    }
    let now = opened.clock.now();
    let rows: Vec<_> = all
        .into_iter()
        .map(|record| {
            let state = match record.used_at {
                Some(_) => "used",
                None if record.expires_at <= now => "lapsed",
                None => "open",
            };
            let email = record.gives.email.unwrap_or_default();
            [record.invitation_id, email, state.to_owned(), moment(record.expires_at)]
        })
        .collect();
    say(&table(["invitation_id", "email", "state", "until"], &rows))
}

/// Sends one once more.
pub async fn send(opened: &Opened, invitation_id: &str) -> anyhow::Result<()> {
    let sent = opened.invitations().send(invitation_id, &Terms::from_config(&opened.in_force)).await?;
    let email = sent.gives.email.as_deref().unwrap_or_default();
    println!("The running service sends it to {email}; it works once, until {}.", moment(sent.expires_at));
    Ok(())
}

/// Takes one back.
pub async fn revoke(opened: &Opened, invitation_id: &str) -> anyhow::Result<()> {
    opened.invitations().revoke(invitation_id).await?;
    println!("The link opens nothing any more.");
    Ok(())
}

fn description(record: &Record) -> Value {
    json!({
        "invitation_id": record.invitation_id,
        "email": record.gives.email,
        "groups": record.gives.groups,
        "language": record.language,
        "created_at": moment(record.created_at),
        "sent_at": record.sent_at.map(moment),
        "expires_at": moment(record.expires_at),
        "used_at": record.used_at.map(moment),
        "account_id": record.account_id,
    })
}
