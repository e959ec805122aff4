//! How a client is used with the libraries that people use: to be copied, with its own values in it. A secret stands in none
//! of them.

use crate::{administration::client_kind::Kind, storage::client::Client, web::page::Snippet};

const OPENID_CLIENT: &str = r#"import * as client from 'openid-client'

const config = await client.discovery(new URL('{issuer}'), '{client_id}', process.env.CLIENT_SECRET)
const verifier = client.randomPKCECodeVerifier()
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: '{redirect_uri}',
  scope: 'openid profile email',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
})
"#;
const AUTHLIB: &str = r"from authlib.integrations.flask_client import OAuth

oauth = OAuth(app)
oauth.register(
    'doorward',
    server_metadata_url='{issuer}/.well-known/openid-configuration',
    client_id='{client_id}',
    client_secret=os.environ['CLIENT_SECRET'],
    client_kwargs={'scope': 'openid profile email', 'code_challenge_method': 'S256'},
)
";
const SPRING: &str = r"spring.security.oauth2.client.registration.doorward.client-id={client_id}
spring.security.oauth2.client.registration.doorward.client-secret=${CLIENT_SECRET}
spring.security.oauth2.client.registration.doorward.scope=openid,profile,email
spring.security.oauth2.client.registration.doorward.redirect-uri={redirect_uri}
spring.security.oauth2.client.provider.doorward.issuer-uri={issuer}
";
const GO_OIDC: &str = r#"provider, err := oidc.NewProvider(ctx, "{issuer}")
config := oauth2.Config{
	ClientID:     "{client_id}",
	ClientSecret: os.Getenv("CLIENT_SECRET"),
	Endpoint:     provider.Endpoint(),
	RedirectURL:  "{redirect_uri}",
	Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
}
verifier := oauth2.GenerateVerifier()
url := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))
"#;
const OIDC_CLIENT_TS: &str = r"import { UserManager } from 'oidc-client-ts'

const users = new UserManager({
  authority: '{issuer}',
  client_id: '{client_id}',
  redirect_uri: '{redirect_uri}',
  scope: 'openid profile email',
})
await users.signinRedirect()
";
const APPAUTH: &str = r#"val request = AuthorizationRequest.Builder(
    configuration, "{client_id}", ResponseTypeValues.CODE, Uri.parse("{redirect_uri}")
).setScope("openid profile email").build()
// configuration: AuthorizationServiceConfiguration.fetchFromIssuer(Uri.parse("{issuer}"), …)
"#;
const CURL: &str = r#"curl --user "{client_id}:$CLIENT_SECRET" \
  --data grant_type=client_credentials \
  {issuer}/token
"#;
const CURL_DEVICE: &str = r#"curl --data client_id={client_id} --data-urlencode "scope=openid profile" \
  {issuer}/device_authorization
"#;
const OAUTH2_PYTHON: &str = r"from authlib.integrations.requests_client import OAuth2Session

session = OAuth2Session('{client_id}', os.environ['CLIENT_SECRET'])
token = session.fetch_token('{issuer}/token', grant_type='client_credentials')
";

/// Those that fit a client.
pub fn of(client: &Client, issuer: &str) -> Vec<Snippet> {
    let fitting: &[(&'static str, &str)] = match Kind::of(&client.metadata) {
        Kind::Web => &[
            ("openid-client", OPENID_CLIENT),
            ("Authlib", AUTHLIB),
            ("Spring Security", SPRING),
            ("go-oidc", GO_OIDC),
        ],
        Kind::SinglePage => &[("oidc-client-ts", OIDC_CLIENT_TS)],
        Kind::Native | Kind::Mcp => &[("AppAuth", APPAUTH)],
        Kind::Device => &[("curl", CURL_DEVICE)],
        Kind::Machine => &[("curl", CURL), ("Authlib", OAUTH2_PYTHON)],
    };
    let redirect_uri = client.metadata.redirect_uris.first().map_or("", String::as_str);
    let filled = |template: &str| {
        template
            .replace("{issuer}", issuer)
            .replace("{client_id}", &client.client_id)
            .replace("{redirect_uri}", redirect_uri)
    };
    fitting.iter().map(|(library, template)| Snippet { library, code: filled(template) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    #[test]
    fn every_kind_has_snippets_that_are_filled_and_hold_no_secret() {
        for kind in Kind::ALL {
            let uris = if kind.returns() { vec!["https://app.example/cb".to_owned()] } else { vec![] };
            let client = Client {
                client_id: "shop".into(),
                metadata: kind.draft("Shop", uris).metadata,
                source: "api".into(),
                disabled: false,
                created_at: Timestamp(1),
                updated_at: Timestamp(1),
                version: 1,
            };
            let snippets = of(&client, "https://id.example.org");
            assert!(!snippets.is_empty(), "{kind:?}");
            for snippet in snippets {
                let code = &snippet.code;
                assert!(code.contains("shop") && code.contains("https://id.example.org"), "{code}");
                assert!(!code.contains("{issuer}") && !code.contains("{client_id}"), "{code}");
                assert!(!code.contains("{redirect_uri}"), "{code}");
            }
        }
    }
}
