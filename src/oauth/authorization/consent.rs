//! Consent: whether the person has to be asked, what they are asked, and what their answer means.

use serde::Serialize;

use super::Request;
use crate::{
    oauth::{
        redirect_uri,
        scope::{OPENID, Scopes},
    },
    storage::client::Client,
};

/// Whether the person must be asked, given what they allowed this client before.
pub fn must_ask(request: &Request, client: &Client, remembered: Option<&Scopes>) -> bool {
    if request.prompt.consent {
        return true;
    }
    // RFC 6819 5.2.4.1: any app can claim a private scheme, so nothing is repeated for a public client that uses one.
    let uri = &request.back.redirect_uri;
    let private_scheme = !uri.starts_with("http://") && !uri.starts_with("https://");
    if client.is_public() && private_scheme {
        return true;
    }
    // OpenID Connect Core 11: offline_access counts as allowed only where the person, or the operator, said so.
    let covered = remembered.is_some_and(|scopes| request.asked().is_subset_of(scopes));
    !client.metadata.skip_consent && !covered
}

/// One line of the consent page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The scope.
    pub name: String,
    /// Whether the person may leave it out.
    pub optional: bool,
    /// Whether it was allowed before.
    pub granted: bool,
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The scopes, in the order of the request; then those that stand for single claims.
    pub scopes: Vec<Line>,
    /// Where the person is sent back to (RFC 9700 4.11: consent phishing).
    pub redirect_host: String,
}

/// What to ask for this request, given what was allowed before.
pub fn question(request: &Request, remembered: Option<&Scopes>) -> Question {
    let line = |name: &str| Line {
        name: name.to_owned(),
        optional: name != OPENID,
        granted: remembered.is_some_and(|scopes| scopes.contains(name)),
    };
    Question {
        scopes: request.asked().iter().map(line).collect(),
        redirect_host: redirect_uri::host(&request.back.redirect_uri),
    }
}

/// The person allowed what they ticked; never more than was asked for, and what is not optional in any case.
pub fn allow(request: &mut Request, ticked: &[String]) {
    let keep = |scope: &str| scope == OPENID || ticked.iter().any(|own| own == scope);
    request.allowed = Some(request.asked().filter(keep));
}

/// What to remember: the answer counts for everything that was asked, older answers for the rest.
pub fn remember(request: &Request, before: Option<&Scopes>) -> Scopes {
    let asked = request.asked();
    let older = before.cloned().unwrap_or_default().filter(|scope| !asked.contains(scope));
    older.union(request.allowed.as_ref().unwrap_or(&asked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::authorization::validate::tests::{a_client, a_request};

    #[test]
    fn nobody_is_asked_twice_for_what_they_allowed() {
        let (client, request) = (a_client(), a_request("openid email"));
        assert!(must_ask(&request, &client, None));
        assert!(must_ask(&request, &client, Some(&"openid".into())));
        assert!(!must_ask(&request, &client, Some(&"email openid phone".into())));
        let again =
            Request { prompt: crate::oauth::prompt::Prompt::parse("consent", false).unwrap(), ..request };
        assert!(must_ask(&again, &client, Some(&"openid email".into())));
    }

    #[test]
    fn first_parties_do_not_ask_and_unproved_apps_always_do() {
        let request = a_request("openid offline_access");
        let mut client = a_client();
        assert!(must_ask(&request, &client, Some(&"openid email".into())), "offline_access is asked for");
        client.metadata.skip_consent = true;
        assert!(!must_ask(&request, &client, None));
        client.metadata.token_endpoint_auth_method = "none".into();
        assert!(!must_ask(&request, &client, None));
        let mut app = request;
        for uri in ["com.example.app:/cb", "http.example.app:/cb", "https.example.app://bank.example/cb"] {
            app.back.redirect_uri = uri.into();
            assert!(must_ask(&app, &client, Some(&"openid offline_access".into())), "{uri}");
        }
    }

    #[test]
    fn a_claim_is_allowed_by_the_scope_that_stands_for_it() {
        let text = r#"{"userinfo":{"phone_number":null,"name":null},"id_token":{"email":null,"acr":null}}"#;
        let mut request = a_request("openid email");
        request.claims = crate::oauth::claims::Claims::parse(text).unwrap();
        let client = a_client();
        assert!(must_ask(&request, &client, Some(&"openid email".into())), "nobody was asked for the number");
        assert!(!must_ask(&request, &client, Some(&"openid email phone profile".into())));
        let asked: Vec<_> = question(&request, None).scopes.into_iter().map(|line| line.name).collect();
        assert_eq!(asked, ["openid", "email", "profile", "phone"]);

        allow(&mut request, &["email".into(), "profile".into()]);
        assert_eq!(request.granted().to_string(), "openid email", "a claim brings no scope");
        let granted = request.granted_claims();
        assert_eq!(granted.names().collect::<Vec<_>>(), ["name", "acr", "email"]);
        assert_eq!(
            remember(&request, Some(&"phone groups".into())).to_string(),
            "groups openid email profile"
        );
        allow(&mut request, &[]);
        assert_eq!(request.granted_claims().names().collect::<Vec<_>>(), ["acr"]);
    }

    #[test]
    fn what_is_unticked_is_not_granted_and_nothing_can_be_added() {
        let mut request = a_request("openid email phone");
        allow(&mut request, &["email".into(), "address".into()]);
        assert_eq!(request.granted().to_string(), "openid email");
        assert_eq!(remember(&request, Some(&"phone groups".into())).to_string(), "groups openid email");
        let question = question(&request, Some(&"email".into()));
        assert_eq!(question.redirect_host, "rp.example");
        let ticked: Vec<_> =
            question.scopes.iter().map(|line| (line.name.as_str(), line.optional, line.granted)).collect();
        assert_eq!(ticked, [("openid", false, false), ("email", true, true), ("phone", true, false)]);
    }
}
