//! What a known client asks for in vain, noted for whoever looks after it.

use std::sync::Arc;

use crate::{
    oauth::{OAuthError, authorization::Raw, redirect_uri, scope::Scopes},
    storage::{self, client::Client},
    web::site::Site,
};

/// The most characters of what strangers send that are kept.
const LONGEST: usize = 200;

/// Notes what of an authorization request the client could not have. Whatever goes wrong here is no matter of the request.
pub async fn note(site: &Arc<Site>, raw: &Raw, refused: Option<&OAuthError>) {
    let Some(client_id) = raw.get("client_id") else { return };
    let Ok(Some(known)) = site.provider.clients.find(client_id).await else { return };
    let Some((kind, detail)) = problem(&known.client, raw, refused) else { return };
    if !site.pace.allows(&format!("problem/{client_id}")) {
        return;
    }
    let (client_id, now) = (known.client.client_id.clone(), site.clock.now());
    let noted: Result<bool, storage::Error> = site
        .database
        .write(move |write| {
            Box::pin(
                async move { storage::client_problem::count(write, &client_id, &kind, &detail, now).await },
            )
        })
        .await;
    if let Err(error) = noted {
        tracing::debug!(%error, "a client's problem was not noted");
    }
}

fn problem(client: &Client, raw: &Raw, refused: Option<&OAuthError>) -> Option<(String, String)> {
    let kept =
        |text: &str| -> String { text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect() };
    let native = client.metadata.application_type == "native";
    if let Some(uri) = raw.get("redirect_uri")
        && !redirect_uri::is_registered(&client.metadata.redirect_uris, uri, native)
    {
        return Some(("redirect_uri".into(), kept(uri)));
    }
    if let Some(error) = refused {
        return Some((error.code.into(), kept(&error.description)));
    }
    let allowed = Scopes::from(client.metadata.scope.as_str());
    let asked = Scopes::from(raw.get("scope").unwrap_or_default());
    let unknown = asked.iter().find(|scope| !allowed.contains(scope))?;
    Some(("scope".into(), kept(unknown)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Timestamp, storage::client::Metadata};

    #[test]
    fn what_cannot_be_had_is_named() {
        let metadata = Metadata { redirect_uris: vec!["https://a.example/cb".into()], ..Metadata::default() };
        let client = Client {
            client_id: "a".into(),
            metadata,
            source: "cli".into(),
            disabled: false,
            created_at: Timestamp(1),
            updated_at: Timestamp(1),
            version: 1,
        };
        let ask = |pairs: &[(&str, &str)], refused: Option<&OAuthError>| {
            let raw: Raw = pairs.iter().copied().collect();
            problem(&client, &raw, refused)
        };
        let there = ("redirect_uri", "https://a.example/cb");
        let error = OAuthError::invalid_request("no");
        let told = |kind: &str, detail: &str| Some((kind.to_owned(), detail.to_owned()));
        assert_eq!(ask(&[there, ("scope", "openid email")], None), None);
        assert_eq!(ask(&[there, ("scope", "openid mail")], None), told("scope", "mail"));
        assert_eq!(ask(&[there], Some(&error)), told("invalid_request", "no"));
        let wrong = "https://a.example/cb/\n";
        assert_eq!(
            ask(&[("redirect_uri", wrong)], Some(&error)),
            told("redirect_uri", "https://a.example/cb/")
        );
    }
}
