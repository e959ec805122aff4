//! ID tokens: OpenID Connect Core 2.
//!
//! One audience, as a string, so no `azp` is needed. Claims of scopes belong to userinfo (section 5.4) unless the client
//! asks for them here, one by one or by registration. So is it with [`FACTORS`], a claim of our own (section 5.1.2), and with
//! attributes, of which the operator may want some here always.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    OAuthError, Provider,
    access_token::algorithm,
    attributes,
    claims::Claims as Wishes,
    claims_of::claims_of,
    encryption::{Recipient, sealed},
    scope::Scopes,
};
use crate::{
    authentication::assurance::Shown,
    clock::Timestamp,
    config::Attribute,
    storage::{
        account::{self, Account},
        client::Client,
        grant::Grant,
        list_from_json,
    },
};

/// Section 2, and 3.1.3.6 and 3.3.2.11 for the hashes.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amr: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c_hash: Option<String>,
    #[serde(rename = "doorward_factors", skip_serializing_if = "Option::is_none")]
    factors: Option<Vec<Shown>>,
    #[serde(flatten)]
    person: Map<String, Value>,
}

/// The claim that tells of each factor when it was shown: `[{"kind": …, "amr": […], "at": …}]`, the oldest first. What no
/// registered claim tells: `amr` has no times, and `auth_time` is the oldest of them.
pub const FACTORS: &str = "doorward_factors";

/// What the ID token of one answer says beside its grant.
pub struct Particulars<'a> {
    /// The scopes of this answer.
    pub scopes: &'a Scopes,
    /// Returned unchanged when the request had one; never on refresh (section 12.2).
    pub nonce: Option<&'a str>,
    /// The access token beside it.
    pub access_token: Option<&'a str>,
    /// The code beside it.
    pub code: Option<&'a str>,
    /// Whom it is encrypted to.
    pub recipient: Option<&'a Recipient>,
}

/// Signs the ID token of a grant, and encrypts it where its client wants that.
pub async fn issue(
    provider: &Provider,
    client: &Client,
    grant: &Grant,
    particulars: Particulars<'_>,
    now: Timestamp,
) -> Result<String, OAuthError> {
    let algorithm = algorithm(&client.metadata.id_token_signed_response_alg);
    let subject = provider.subject(client, &grant.account_id);
    // Section 5.4: where no access token opens userinfo, the claims of the scopes are given here.
    let alone = particulars.access_token.is_none() && particulars.code.is_none();
    let claims = Claims {
        iss: &provider.settings.issuer,
        sub: &subject,
        aud: &client.client_id,
        exp: now.after(provider.governed().id_lifetime).seconds(),
        iat: now.seconds(),
        auth_time: grant.auth_time.seconds(),
        nonce: particulars.nonce,
        acr: Some(grant.acr.as_str()).filter(|acr| !acr.is_empty()),
        amr: Some(list_from_json(&grant.amr)).filter(|amr| !amr.is_empty()),
        sid: grant.session_id.as_deref(),
        at_hash: particulars.access_token.map(|token| algorithm.half_hash(token)),
        c_hash: particulars.code.map(|code| algorithm.half_hash(code)),
        factors: factors(client, grant),
        person: person(provider, client, grant, particulars.scopes, alone).await?,
    };
    let signed = provider.keyring.sign(algorithm, "JWT", &claims);
    sealed(particulars.recipient, signed.map_err(|error| OAuthError::server_error(error.to_string()))?)
}

/// The factors one by one, for who asked. A grant older than this claim knows none, and says nothing.
fn factors(client: &Client, grant: &Grant) -> Option<Vec<Shown>> {
    let asked = client.metadata.factors_in_id_token || wishes(grant).id_token.contains_key(FACTORS);
    let shown: Vec<Shown> = serde_json::from_str(&grant.factors).unwrap_or_default();
    (asked && !shown.is_empty()).then_some(shown)
}

/// The claims about the person; the account is read only if there are any to give.
async fn person(
    provider: &Provider,
    client: &Client,
    grant: &Grant,
    scopes: &Scopes,
    alone: bool,
) -> Result<Map<String, Value>, OAuthError> {
    let wishes = wishes(grant).id_token;
    let open = client.metadata.claims_in_id_token || alone;
    let declared = &provider.settings.attributes;
    let wanted = |one: &Attribute| open || one.id_token || wishes.contains_key(&one.claim);
    let any = declared.iter().any(|one| wanted(one) && attributes::is_released(one, scopes));
    if !open && !any && wishes.is_empty() {
        return Ok(Map::new());
    }
    let account = account::find(&mut provider.database.read().await?, &grant.account_id).await?;
    let none = Scopes::default();
    let said = |account: Account| {
        let mut claims = claims_of(&account, if open { scopes } else { &none }, &wishes);
        claims.extend(attributes::claims_of(declared, &account, scopes, wanted));
        claims
    };
    let mut claims = account.map_or_else(Map::new, said);
    claims.remove("sub");
    Ok(claims)
}

/// What the `claims` parameter of the authorization request asked for.
pub(super) fn wishes(grant: &Grant) -> Wishes {
    if grant.claims == "{}" {
        Wishes::default()
    } else {
        serde_json::from_str(&grant.claims).unwrap_or_default()
    }
}
