//! RFC 6749 section 6, with rotation (RFC 9700 section 4.14.2) and the lost answer forgiven
//! (`docs/decisions/0003-refresh-token-reuse.md`).
//!
//! What an old token means is decided by conditional statements, never by what was read before them, so that nodes on
//! one database agree: the token's own row is claimed first, its successor's second.

use std::time::Duration;

use super::{Outcome, Plan, asked_scope, replay};
use crate::{
    clock::Timestamp,
    oauth::{OAuthError, Provider, parameters::Parameters, refresh_token, scope::Scopes},
    storage::{
        Error, Write,
        client::Client,
        grant,
        token::{self, RefreshToken},
    },
};

/// The parameters of section 6, and what the token will be rotated to.
pub struct Request {
    token_hash: Vec<u8>,
    successor_hash: Vec<u8>,
    scope: Option<Scopes>,
    grace: Duration,
    jkt: Option<String>,
}

impl Request {
    /// Reads them.
    pub fn read(
        provider: &Provider,
        parameters: &Parameters,
        successor_hash: &[u8],
        jkt: Option<&str>,
    ) -> Result<Self, OAuthError> {
        let token = parameters
            .get("refresh_token")
            .ok_or_else(|| OAuthError::invalid_request("refresh_token is missing"))?;
        Ok(Self {
            token_hash: provider.vault.digest(refresh_token::DIGEST, token.as_bytes()),
            successor_hash: successor_hash.to_vec(),
            scope: asked_scope(parameters)?,
            grace: provider.governed().refresh_reuse_grace,
            jkt: jkt.map(str::to_owned),
        })
    }
}

/// What showing a token leads to.
enum Turn {
    /// It is rotated: the successor counts.
    Rotated,
    /// It is refused, and nothing else happens.
    Refused(&'static str),
    /// Two hold it: the family dies.
    Reused(&'static str),
}

/// Rotates a refresh token.
pub async fn redeem(
    db: &mut Write,
    client: &Client,
    request: Request,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Some(row) = token::find_refresh(db, &request.token_hash).await? else {
        return Ok(refuse("no such token"));
    };
    if row.client_id != client.client_id {
        return Ok(refuse("the token is another client's"));
    }
    // RFC 9449 section 5. Before anything is spent, so that whoever has no more than the token does no harm with it.
    if row.dpop_jkt.is_some() && row.dpop_jkt != request.jkt {
        return Ok(refuse("the token is bound to a key that was not shown"));
    }
    let Some(grant) = grant::find_live(db, &row.grant_id, now).await? else {
        return Ok(refuse("the grant is gone, or its account is disabled"));
    };
    if !refresh_token::session_stands(db, &grant, now).await? {
        return Ok(refuse("the session it depends on has ended"));
    }
    match turn(db, row, &request, now).await? {
        Turn::Rotated => Ok(Outcome::Issue(Box::new(Plan {
            offered: Scopes::from(grant.scope.as_str()),
            grant: Some(grant),
            asked: request.scope,
            nonce: None,
            refresh: true,
            exchanged: None,
        }))),
        Turn::Refused(why) => Ok(refuse(why)),
        Turn::Reused(why) => {
            replay::take_back(db, &grant.grant_id, "refresh_token", now).await?;
            Ok(refuse(why))
        }
    }
}

async fn turn(
    db: &mut Write,
    mut row: RefreshToken,
    request: &Request,
    now: Timestamp,
) -> Result<Turn, Error> {
    if row.state == "live" {
        if row.expires_at <= now {
            return Ok(Turn::Refused("the token was not used for too long"));
        }
        if token::rotate_refresh(db, &row.token_hash, &request.successor_hash, now).await? {
            return Ok(Turn::Rotated);
        }
        // Somebody was faster, and has committed: this statement sees what they left.
        match token::find_refresh(db, &request.token_hash).await? {
            Some(current) => row = current,
            None => return Ok(Turn::Refused("no such token")),
        }
    }
    let in_time = row.used_at.is_some_and(|used_at| now.since(used_at) < request.grace);
    if row.state != "used" || !in_time {
        return Ok(Turn::Reused("a token shown again: its family is revoked"));
    }
    repeat(db, row, request, now).await
}

/// An old token within the grace: the one repeated answer, if it is still to be had.
async fn repeat(
    db: &mut Write,
    mut row: RefreshToken,
    request: &Request,
    now: Timestamp,
) -> Result<Turn, Error> {
    let used_after = now.before(request.grace);
    if !row.retried && token::claim_retry(db, &row.token_hash, &request.successor_hash, used_after).await? {
        // The claim succeeded, so the successor read before it is the one that was there.
        let unused = match &row.successor_hash {
            Some(successor) => token::replace_refresh(db, successor).await?,
            None => false,
        };
        return Ok(if unused {
            Turn::Rotated
        } else {
            Turn::Reused("its successor was used: its family is revoked")
        });
    }
    if !row.retried {
        match token::find_refresh(db, &request.token_hash).await? {
            Some(current) => row = current,
            None => return Ok(Turn::Refused("no such token")),
        }
    }
    let successor = match &row.successor_hash {
        Some(successor) => token::find_refresh(db, successor).await?,
        None => None,
    };
    Ok(match successor {
        Some(successor) if successor.state == "live" => {
            Turn::Refused("the repeated answer was given already")
        }
        _ => Turn::Reused("its successor was used: its family is revoked"),
    })
}

/// One description for all: what exactly failed is for the log.
fn refuse(detail: &str) -> Outcome {
    Outcome::Refuse(
        OAuthError::invalid_grant("the refresh token is invalid, expired, used or revoked")
            .with_detail(detail),
    )
}

#[cfg(test)]
#[path = "refresh_token_tests.rs"]
mod tests;
