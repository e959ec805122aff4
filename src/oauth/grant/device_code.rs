//! RFC 8628 section 3.4 and 3.5: the device asks whether its person has answered.
//!
//! How often it asks is counted by the statement that looks, so that nodes and parallel requests agree; one that hurries waits
//! longer from then on. What was allowed is given once.

use super::{Outcome, Plan};
use crate::{
    clock::Timestamp,
    oauth::{OAuthError, Provider, parameters::Parameters, refresh_token, scope::Scopes},
    storage::{Error, Write, client::Client, device_authorization as device, grant},
};

/// The `grant_type`.
pub const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// What device codes are digested for.
pub const DIGEST: &str = "device_code";

/// The parameters of section 3.4.
pub struct Request {
    device_hash: Vec<u8>,
}

impl Request {
    /// Reads them.
    pub fn read(provider: &Provider, parameters: &Parameters) -> Result<Self, OAuthError> {
        let code = parameters
            .get("device_code")
            .ok_or_else(|| OAuthError::invalid_request("device_code is missing"))?;
        Ok(Self { device_hash: provider.vault.digest(DIGEST, code.as_bytes()) })
    }
}

/// Redeems a device code, once its person has allowed it.
pub async fn redeem(
    db: &mut Write,
    client: &Client,
    request: Request,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Some(device) = device::poll(db, &request.device_hash, &client.client_id, now).await? else {
        return Ok(refuse("no such code, or another client's"));
    };
    let waits = |code, description: &str| Ok(Outcome::Refuse(OAuthError::new(code, description)));
    if device.state == "redeemed" {
        return Ok(refuse("the code was used before"));
    }
    if device.expires_at <= now {
        return waits("expired_token", "the device code has expired: begin again");
    }
    match device.state.as_str() {
        "approved" => {}
        "denied" => return waits("access_denied", "the person refused"),
        _ if device.hurried => {
            return waits("slow_down", "asked too soon: wait five seconds more than before from now on");
        }
        _ => return waits("authorization_pending", "the person has not answered yet"),
    }
    if !device::redeem(db, &request.device_hash, &client.client_id, now).await? {
        return Ok(refuse("the code was used before"));
    }
    let grant_id = device.grant_id.unwrap_or_default();
    let Some(grant) = grant::find_live(db, &grant_id, now).await? else {
        return Ok(refuse("the grant is gone, or its account is disabled"));
    };
    let offered = Scopes::from(grant.scope.as_str());
    Ok(Outcome::Issue(Box::new(Plan {
        refresh: refresh_token::is_due(client, &offered),
        grant: Some(grant),
        offered,
        asked: None,
        nonce: None,
        exchanged: None,
    })))
}

/// One description for all: what exactly failed is for the log.
fn refuse(detail: &str) -> Outcome {
    Outcome::Refuse(OAuthError::invalid_grant("the device code is invalid, or was used").with_detail(detail))
}
