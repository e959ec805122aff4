//! The applications that have access to an account: its person lists them and takes it back (OAuth 2.1 draft section 7.9,
//! ASVS 10.7.3).

use std::collections::BTreeMap;

use super::{Provider, logout::heading, scope::Scopes};
use crate::{
    authentication::{journey::Heading, visitor::Visitor},
    clock::Timestamp,
    storage::{self, Error, account::Account, audit::Event},
};

/// One application with access: it holds a grant, or will get one without asking.
#[derive(Clone, Debug)]
pub struct App {
    /// Its client.
    pub client_id: String,
    /// What is known of it.
    pub heading: Heading,
    /// All that it may do.
    pub scopes: Scopes,
    /// Since when.
    pub since: Timestamp,
    /// When it last got a grant or a token; never, where only the permission is left.
    pub used_at: Option<Timestamp>,
}

/// The applications with access to `account_id`, last used first.
pub async fn of_account(provider: &Provider, account_id: &str) -> Result<Vec<App>, Error> {
    let mut reader = provider.database.read().await?;
    let mut found: BTreeMap<String, (Scopes, Timestamp, Option<Timestamp>)> = BTreeMap::new();
    for consent in storage::consent::of_account(&mut reader, account_id).await? {
        found.insert(consent.client_id, (Scopes::from(consent.scope), consent.granted_at, None));
    }
    for grant in storage::grant::of_account(&mut reader, account_id, provider.clock.now()).await? {
        let scopes = Scopes::from(grant.scope);
        let used = grant.refreshed_at.unwrap_or(grant.created_at).max(grant.created_at);
        let entry =
            found.entry(grant.client_id).or_insert_with(|| (Scopes::default(), grant.created_at, None));
        entry.0 = entry.0.union(&scopes);
        entry.1 = entry.1.min(grant.created_at);
        entry.2 = entry.2.max(Some(used));
    }
    let mut apps = Vec::with_capacity(found.len());
    for (client_id, (scopes, since, used_at)) in found {
        // A client that is disabled keeps its line: it would have its access back with its leave.
        let Some(client) = storage::client::find(&mut reader, &client_id).await? else { continue };
        apps.push(App { heading: heading(&client), client_id, scopes, since, used_at });
    }
    apps.sort_by_key(|app| std::cmp::Reverse(app.used_at.unwrap_or(app.since)));
    Ok(apps)
}

/// Takes everything back that `account` allowed this client: its grants with their codes and tokens, and the permission, in
/// one write, of which the person is told. `false` if there was nothing.
pub async fn revoke(
    provider: &Provider,
    visitor: &Visitor,
    account: &Account,
    client_id: &str,
) -> Result<bool, Error> {
    let now = provider.clock.now();
    let client = storage::client::find(&mut provider.database.read().await?, client_id).await?;
    let Some(client) = client else { return Ok(false) };
    let heading = heading(&client);
    let name = if heading.verified { &heading.name } else { &heading.host };
    let notice = provider.guide.tell(visitor, account, "app-removed", name);
    let event = Event {
        event_id: provider.random.identifier(now),
        happened_at: now,
        kind: "app.removed".into(),
        account_id: Some(account.account_id.clone()),
        client_id: Some(client.client_id.clone()),
        address: Some(visitor.address.to_string()),
        detail: serde_json::json!({ "browser": visitor.label() }).to_string(),
    };
    let (account_id, vault) = (account.account_id.clone(), provider.vault.clone());
    let revoked = provider
        .database
        .write(move |write| {
            Box::pin(async move {
                let client_id = &client.client_id;
                let grants = storage::grant::revoke_of_client(write, &account_id, client_id, now).await?;
                let allowed = storage::consent::delete(write, &account_id, client_id).await?;
                if grants == 0 && !allowed {
                    return Ok::<_, Error>(false);
                }
                if let Some(notice) = &notice {
                    notice.write(write, &vault).await?;
                }
                storage::audit::insert(write, &event).await?;
                Ok(true)
            })
        })
        .await?;
    provider.guide.mail_waits();
    Ok(revoked)
}
