//! Who is told that a session has ended: OpenID Connect Back-Channel Logout 1.0 section 2.5.
//!
//! A session ends in many places: on a page, on the command line, on another node, with its account. None of them has to think of
//! this: what ended and was not told is found here, once, and each client's call is put into the outbox in the same write. What a
//! call carries is encrypted here, too, when it leaves (section 2.4).

use std::{fmt::Display, sync::Arc};

use super::{
    OAuthError, Provider,
    encryption::{Answer, recipient},
};
use crate::{
    delivery::{self, Envelope, Notice},
    storage::{Error, farewell, session_client},
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
            notices.extend(notice(provider, client_id, &session_id, &account_id).await?);
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
    Ok(told + tell_farewells(provider).await?)
}

/// The same for sessions that went with their accounts.
async fn tell_farewells(provider: &Provider) -> Result<usize, OAuthError> {
    let mut told = 0;
    loop {
        let waiting = farewell::waiting(&mut provider.database.read().await?, ROUND).await?;
        if waiting.is_empty() {
            return Ok(told);
        }
        for farewell in waiting {
            let client_id = farewell.client_id.clone();
            let notice = notice(provider, client_id, &farewell.session_id, &farewell.account_id).await?;
            told += usize::from(notice.is_some());
            let (now, vault, random) =
                (provider.clock.now(), provider.vault.clone(), provider.random.clone());
            provider
                .database
                .write::<_, OAuthError, _>(move |write| {
                    Box::pin(async move {
                        let mine = farewell::take(write, &farewell.session_id, &farewell.client_id).await?;
                        if let (true, Some(notice)) = (mine, &notice) {
                            delivery::enqueue_notice(write, &vault, &random.identifier(now), notice, now)
                                .await?;
                        }
                        Ok(())
                    })
                })
                .await?;
        }
    }
}

/// What a client is told of a session that has ended; nothing if it does not want to hear of it, or is gone. Nor if it cannot be
/// read: it would come up again in every round, and all that ended later would wait for it.
async fn notice(
    provider: &Provider,
    client_id: String,
    session_id: &str,
    account_id: &str,
) -> Result<Option<Notice>, OAuthError> {
    let known = match provider.clients.find(&client_id).await {
        Err(Error::Faulty(why)) => {
            tracing::error!(client_id, why, "a client cannot be told that a session has ended");
            return Ok(None);
        }
        known => known?,
    };
    Ok(known.and_then(|known| {
        Some(Notice {
            uri: known.client.metadata.backchannel_logout_uri.clone()?,
            subject: provider.subject(&known.client, account_id),
            algorithm: known.client.metadata.id_token_signed_response_alg.clone(),
            session_id: session_id.to_owned(),
            client_id,
        })
    }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        oauth::testing::World,
        on_both,
        storage::{Connection, Database, account, client},
    };

    /// A session that two clients were used in, one of which cannot be read any more.
    async fn a_world_with_a_broken_client(db: Database) -> World {
        let world = World::new(db).await;
        world.client("broken", |_| {}).await;
        world.client("shop", |m| m.backchannel_logout_uri = Some("https://shop.example/out".into())).await;
        world.person().await;
        world
            .provider
            .database
            .write::<_, Error, _>(|write| {
                Box::pin(async move {
                    for client_id in ["broken", "shop"] {
                        session_client::put(write, "s1", client_id).await?;
                    }
                    write
                        .query("UPDATE client SET metadata = $2 WHERE client_id = $1")
                        .bind("broken")
                        .bind(r#"{"no such field":1}"#)
                        .execute()
                        .await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
        let mut reader = world.provider.database.read().await.unwrap();
        assert!(client::find(&mut reader, "broken").await.is_err());
        drop(reader);
        world
    }

    on_both!(a_client_that_cannot_be_read_keeps_no_other_from_being_told, |db| async move {
        let world = a_world_with_a_broken_client(db).await;
        world.end_session().await;
        assert_eq!(tell(&world.provider).await.unwrap(), 1);
        assert_eq!(tell(&world.provider).await.unwrap(), 0, "it does not come up again");
    });

    on_both!(nor_when_the_session_goes_with_its_account, |db| async move {
        let world = a_world_with_a_broken_client(db).await;
        let now = world.clock.now();
        let deleted = world.provider.database.write::<_, Error, _>(move |write| {
            Box::pin(async move { account::delete(write, "a1", None, now).await })
        });
        assert!(deleted.await.unwrap());
        let mut reader = world.provider.database.read().await.unwrap();
        assert_eq!(farewell::waiting(&mut reader, ROUND).await.unwrap().len(), 2);
        drop(reader);
        assert_eq!(tell(&world.provider).await.unwrap(), 1);
        assert_eq!(tell(&world.provider).await.unwrap(), 0, "it does not come up again");
        let mut reader = world.provider.database.read().await.unwrap();
        assert!(farewell::waiting(&mut reader, ROUND).await.unwrap().is_empty());
    });
}
