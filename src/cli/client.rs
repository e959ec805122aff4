//! `doorward client`: applications that people sign in to.

use std::{collections::BTreeMap, process::ExitCode};

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::{
    Opened, Usage,
    args::{self, NewClient, Sure},
    clients_d, length,
    output::{json, moment, say, table},
    prompt,
};
use crate::{
    administration::{
        client::Draft,
        client_change::LONGEST_OVERLAP,
        client_field::{self, Kind},
    },
    storage::client::{Client, Metadata},
};

/// Does what was asked for.
pub async fn run(command: args::Client, opened: &Opened) -> anyhow::Result<ExitCode> {
    match command {
        args::Client::Create(new) => create(opened, *new).await?,
        args::Client::List(output) => list(opened, output.json).await?,
        args::Client::Show { client_id, output } => show(opened, &client_id, output.json).await?,
        args::Client::Delete { client_id, sure } => delete(opened, &client_id, sure).await?,
        args::Client::RotateSecret { client_id, keep_old, output } => {
            rotate_secret(opened, &client_id, &keep_old, output.json).await?;
        }
        args::Client::Invite { note, uses, lifetime, output } => {
            invite(opened, &note, uses, &lifetime, output.json).await?;
        }
        args::Client::Sync { directory, prune, dry_run } => {
            let directory = directory
                .or_else(|| opened.in_force.client.directory.clone())
                .ok_or_else(|| Usage("client.directory is not set: name one with --directory".into()))?;
            let manner = clients_d::Manner { prune, dry_run };
            return clients_d::command(&opened.clients(), &directory, manner).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(opened: &Opened, new: NewClient) -> anyhow::Result<()> {
    let as_json = new.output.json;
    let registered = opened.clients().create(draft(new)?, "cli").await?;
    if as_json {
        let mut shown = description(&registered.client);
        if let (Some(secret), Some(object)) = (&registered.secret, shown.as_object_mut()) {
            object.insert("client_secret".into(), secret.as_str().into());
        }
        return json(&shown);
    }
    println!("client_id:     {}", registered.client.client_id);
    if let Some(secret) = &registered.secret {
        println!("client_secret: {secret}");
        eprintln!("The secret is shown this once.");
    }
    Ok(())
}

async fn list(opened: &Opened, as_json: bool) -> anyhow::Result<()> {
    let all = opened.clients().list().await?;
    if as_json {
        return json(&all.iter().map(description).collect::<Vec<_>>());
    }
    let rows: Vec<_> = all.into_iter().map(row).collect();
    say(&table(["client_id", "name", "authentication", "source", "state"], &rows))
}

async fn show(opened: &Opened, client_id: &str, as_json: bool) -> anyhow::Result<()> {
    let shown = description(&opened.clients().find(client_id).await?);
    if as_json {
        return json(&shown);
    }
    for (name, value) in shown.as_object().into_iter().flatten() {
        println!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    Ok(())
}

async fn delete(opened: &Opened, client_id: &str, sure: Sure) -> anyhow::Result<()> {
    let clients = opened.clients();
    clients.find(client_id).await?;
    prompt::confirm(sure, &format!("Delete the client {client_id}"))?;
    clients.delete(client_id, None).await?;
    println!("Deleted the client {client_id}; everything granted to it has ended.");
    Ok(())
}

async fn rotate_secret(
    opened: &Opened,
    client_id: &str,
    keep_old: &str,
    as_json: bool,
) -> anyhow::Result<()> {
    let keep = length("--keep-old", keep_old)?;
    if keep > LONGEST_OVERLAP {
        return Err(Usage("--keep-old: at most 30 days".into()).into());
    }
    let old_until = opened.clock.now().after(keep);
    let secret = opened.clients().rotate_secret(client_id, old_until).await?;
    let until = moment(old_until);
    if as_json {
        return json(&json!({ "client_id": client_id, "client_secret": secret, "old_valid_until": until }));
    }
    println!("client_secret: {secret}");
    eprintln!("The secret is shown this once; the old one works until {until}.");
    Ok(())
}

async fn invite(opened: &Opened, note: &str, uses: u32, lifetime: &str, as_json: bool) -> anyhow::Result<()> {
    let expires_at = opened.clock.now().after(length("--lifetime", lifetime)?);
    let token = opened.clients().invite(note, uses, expires_at).await?;
    let until = moment(expires_at);
    if as_json {
        return json(&json!({ "initial_access_token": token, "uses": uses, "expires_at": until }));
    }
    println!("initial_access_token: {token}");
    eprintln!("It is shown this once, registers {uses} and works until {until}.");
    Ok(())
}

fn row(client: Client) -> [String; 5] {
    let state = if client.disabled { "disabled" } else { "active" };
    let Metadata { client_name, token_endpoint_auth_method, .. } = client.metadata;
    [client.client_id, client_name, token_endpoint_auth_method, client.source, state.into()]
}

/// A client as JSON, with the names of RFC 7591. Its secrets are nowhere to be read.
fn description(client: &Client) -> Value {
    let mut shown = serde_json::to_value(&client.metadata).unwrap_or_default();
    if let Some(object) = shown.as_object_mut() {
        object.insert("client_id".into(), client.client_id.as_str().into());
        object.insert("source".into(), client.source.as_str().into());
        object.insert("disabled".into(), client.disabled.into());
        object.insert("created_at".into(), moment(client.created_at).into());
    }
    shown
}

/// The usual client of each kind, changed by what was given.
fn draft(new: NewClient) -> anyhow::Result<Draft> {
    let usual = Metadata::default();
    let public = new.public || new.native;
    let grant_types = match (new.machine, new.grant_type.is_empty()) {
        (true, _) => vec!["client_credentials".into()],
        (false, false) => new.grant_type,
        (false, true) => vec!["authorization_code".into(), "refresh_token".into()],
    };
    let jwks = match &new.jwks {
        None => None,
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let parsed = serde_json::from_str(&text);
            Some(parsed.map_err(|error| Usage(format!("{}: {error}", file.display())))?)
        }
    };
    let method = match new.auth_method {
        Some(method) => method,
        None if jwks.is_some() => "private_key_jwt".into(),
        None if public => "none".into(),
        None => usual.token_endpoint_auth_method.clone(),
    };
    let metadata = Metadata {
        client_name: new.name,
        redirect_uris: new.redirect_uri,
        post_logout_redirect_uris: new.post_logout_redirect_uri,
        backchannel_logout_uri: new.backchannel_logout_uri,
        frontchannel_logout_uri: new.frontchannel_logout_uri,
        grant_types,
        token_endpoint_auth_method: method,
        application_type: if new.native { "native".into() } else { usual.application_type.clone() },
        scope: new.scope.unwrap_or_else(|| if new.machine { String::new() } else { usual.scope.clone() }),
        jwks,
        access_token_format: new.access_token_format.unwrap_or_else(|| usual.access_token_format.clone()),
        access_token_audience: new.audience,
        id_token_signed_response_alg: new
            .id_token_alg
            .unwrap_or_else(|| usual.id_token_signed_response_alg.clone()),
        skip_consent: new.skip_consent,
        verified: new.verified,
        require_pkce: new.require_pkce,
        may_introspect: new.may_introspect,
        dpop_bound_access_tokens: new.dpop,
        ..usual
    };
    Ok(Draft {
        client_id: new.id.unwrap_or_default(),
        client_secret: None,
        secret_until: None,
        metadata: with_fields(metadata, &new.set).map_err(Usage)?,
    })
}

/// The same with fields that have no option of their own, read as the console's form is.
fn with_fields(metadata: Metadata, set: &[String]) -> Result<Metadata, String> {
    let mut given = BTreeMap::<&str, Vec<&str>>::new();
    for one in set {
        let (name, value) =
            one.split_once('=').ok_or_else(|| format!("--set {one}: NAME=VALUE is expected"))?;
        given.entry(name.trim()).or_default().push(value.trim());
    }
    if given.is_empty() {
        return Ok(metadata);
    }
    let mut whole = match serde_json::to_value(&metadata) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    for (name, values) in given {
        let field = client_field::find(name)
            .ok_or_else(|| format!("--set {name}: there is no such field; the API's document lists them"))?;
        let lines = values.join("\n");
        let inputs = match (field.kind, values.as_slice()) {
            (Kind::Lines, _) => vec![lines.as_str()],
            (Kind::Choices(_), _) => values,
            (Kind::Switch, ["true"]) => values,
            (Kind::Switch, ["false"]) => Vec::new(),
            (Kind::Switch, _) => return Err(format!("--set {name}: true or false")),
            (_, [_]) => values,
            _ => return Err(format!("--set {name}: it has one value")),
        };
        match field.read(&inputs).map_err(|fault| format!("--set {fault}"))? {
            Some(value) => whole.insert(name.to_owned(), value),
            None => whole.remove(name),
        };
    }
    serde_json::from_value(whole.into()).map_err(|error| format!("--set: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(fields: &[&str]) -> Result<Metadata, String> {
        let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
        with_fields(Metadata { client_name: "Shop".into(), ..Metadata::default() }, &fields)
    }

    #[test]
    fn every_field_of_a_client_can_be_set_by_its_name() {
        let made = set(&[
            "policy_uri=https://shop.example/privacy?a=b",
            "contacts=ann@shop.example",
            "contacts=bob@shop.example",
            "response_types=code",
            "response_types=code id_token",
            "default_max_age=60",
            "claims_in_id_token=true",
            "require_auth_time=false",
            "subject_type=pairwise",
            "token_exchange={\"clients\":[\"shop\"]}",
        ])
        .unwrap();
        let expected = Metadata {
            client_name: "Shop".into(),
            policy_uri: Some("https://shop.example/privacy?a=b".into()),
            contacts: vec!["ann@shop.example".into(), "bob@shop.example".into()],
            response_types: vec!["code".into(), "code id_token".into()],
            default_max_age: Some(60),
            claims_in_id_token: true,
            subject_type: "pairwise".into(),
            token_exchange: made.token_exchange.clone(),
            ..Metadata::default()
        };
        assert_eq!(made, expected);
        assert_eq!(made.token_exchange.unwrap().clients, ["shop"]);
        assert_eq!(set(&[]).unwrap().client_name, "Shop");
    }

    #[test]
    fn what_cannot_be_a_field_is_named() {
        for (field, says) in [
            ("policy_uri", "NAME=VALUE"),
            ("nonsense=1", "no such field"),
            ("verified=perhaps", "true or false"),
            ("default_max_age=soon", "whole number"),
            ("jwks={", "jwks"),
        ] {
            let refused = set(&[field]).unwrap_err();
            assert!(refused.contains(says), "{field}: {refused}");
        }
        assert!(set(&["tos_uri=a", "tos_uri=b"]).unwrap_err().contains("one value"));
    }
}
