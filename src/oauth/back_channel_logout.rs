//! Who is told that a session has ended: OpenID Connect Back-Channel Logout 1.0 section 2.5.
//!
//! A session ends in many places: on a page, on the command line, on another node. None of them has to think of this: what
//! ended and was not told is found here, once, and each client's call is put into the outbox in the same write. What a call carries is
//! encrypted here, too, when it leaves (section 2.4).

use std::{fmt::Display, sync::Arc};

use super::{
    OAuthError, Provider,
    encryption::{Answer, recipient},
};
use crate::{
    delivery::{self, Envelope, Notice},
    storage::session_client,
};

/// How many sessions one round takes.
const ROUND: i64 = 50;

/// Puts the calls for every session that has ended since the last round into the outbox; their number.
pub async fn tell(provider: &Provider) -> Result<usize, OAuthError> {
    let ended = session_client::untold(&mut provider.database.read().await?, ROUND).await?;
    let mut told = 0;
    for (session_id, account_id) in ended {
        let clients = session_client::of_session(&mut provider.database.read().await?, &session_id).await?;
        let mut notices = Vec::new();
        for client_id in clients {
            let Some(known) = provider.clients.find(&client_id).await? else { continue };
            let Some(uri) = &known.client.metadata.backchannel_logout_uri else { continue };
            notices.push(Notice {
                uri: uri.clone(),
                subject: provider.subject(&known.client, &account_id),
                algorithm: known.client.metadata.id_token_signed_response_alg.clone(),
                session_id: session_id.clone(),
                client_id,
            });
        }
        told += notices.len();
        let (now, vault, random) = (provider.clock.now(), provider.vault.clone(), provider.random.clone());
        provider
            .database
            .write::<_, OAuthError, _>(move |write| {
                Box::pin(async move {
                    if session_client::tell(write, &session_id, now).await? {
                        for notice in &notices {
                            delivery::enqueue_notice(write, &vault, &random.identifier(now), notice, now)
                                .await?;
                        }
                    }
                    Ok(())
                })
            })
            .await?;
    }
    Ok(told)
}

/// What encrypts logout tokens on their way.
pub fn envelope(provider: &Arc<Provider>) -> Envelope {
    let provider = Arc::clone(provider);
    Arc::new(move |client_id, token| {
        let provider = Arc::clone(&provider);
        Box::pin(async move { enveloped(&provider, &client_id, token).await })
    })
}

/// Section 2.4: with the keys and algorithms of the client's ID tokens, as it is registered now. Where the key cannot be had the
/// token waits for it, and is never sent in the clear: the client would have to refuse it (section 2.6), and for good.
async fn enveloped(provider: &Provider, client_id: &str, token: String) -> Result<String, delivery::Error> {
    let later = |error: &dyn Display| delivery::Error::Later(error.to_string());
    let known = provider.clients.find(client_id).await.map_err(|error| later(&error))?;
    let known = known.ok_or_else(|| delivery::Error::Never("the client is registered no more".into()))?;
    let recipient = recipient(provider, &known, Answer::IdToken).await.map_err(|error| later(&error))?;
    let Some(recipient) = recipient else { return Ok(token) };
    recipient.seal_of(&provider.settings.issuer, &token).map_err(|error| later(&error))
}
