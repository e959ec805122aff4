//! Back-channel logout to clients that really listen, or do not.

use tokio::net::TcpListener;

use super::*;
use crate::{
    config::Config,
    delivery::sms_tests::{self, Gateway},
    jose::{MasterKey, Settings},
    storage::testing,
};

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);

async fn courier(database: &Database) -> Arc<Courier> {
    let (clock, random) = (Clock::fixed(START), Random::seeded(1));
    let vault = Vault::new(&MasterKey::generate(&random), random.clone());
    let mut config = Config::default();
    config.key.algorithms = vec!["ES256".into()];
    let keyring = Keyring::open(database, &vault, &clock, Settings::from_config(&config)).await.unwrap();
    let envelope: Envelope = Arc::new(|_, token| Box::pin(async move { Ok(token) }));
    Courier::new(Parts {
        database: database.clone(),
        vault,
        clock,
        random,
        keyring,
        outbound: outbound::Client::new(&sms_tests::outbound()).unwrap(),
        envelope,
        issuer: "https://id.example.org".into(),
    })
}

/// So many notices for a client, under identifiers that begin with its name.
async fn post(courier: &Courier, client_id: &'static str, port: u16, count: usize) {
    let vault = courier.parts.vault.clone();
    let notice = Notice {
        uri: format!("http://127.0.0.1:{port}/out"),
        client_id: client_id.into(),
        subject: "alice".into(),
        session_id: "s1".into(),
        algorithm: "ES256".into(),
    };
    let write = courier.parts.database.write::<_, storage::Error, _>(move |write| {
        Box::pin(async move {
            for number in 0..count {
                let message_id = format!("{client_id}-{number:03}");
                enqueue(write, &vault, &message_id, &notice, START).await?;
            }
            Ok(())
        })
    });
    write.await.unwrap();
}

crate::on_both!(many_notices_of_a_client_that_hangs_delay_nobody_else, |database| async move {
    let hangs = TcpListener::bind("127.0.0.1:0").await.unwrap(); // and never accepts
    let (shop, port) = Gateway::start(&[]).await;
    let courier = courier(&database).await;
    post(&courier, "gone", hangs.local_addr().unwrap().port(), 300).await;
    post(&courier, "shop", port, 20).await;
    let running = tokio::spawn(courier.run(std::future::pending()));
    let told = tokio::time::timeout(Duration::from_secs(5), async {
        while shop.heard().len() < 20 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    told.await.expect("it is told of all that it waits for");
    running.abort();
});

#[tokio::test]
async fn a_client_is_told_one_after_the_other_until_it_fails_and_then_it_rests() {
    let (database, _scratch) = testing::sqlite().await;
    let (shop, port) = Gateway::start(&[200, 503]).await;
    let courier = courier(&database).await;
    post(&courier, "shop", port, 3).await;
    courier.clone().tick().await.unwrap();
    assert_eq!(shop.heard().len(), 2);
    courier.clone().tick().await.unwrap();
    assert_eq!(shop.heard().len(), 2, "the third would fail as well");
    courier.parts.clock.advance(FIRST_WAIT);
    courier.clone().tick().await.unwrap();
    assert_eq!(shop.heard().len(), 4);
    let mut reader = database.read().await.unwrap();
    assert_eq!(outbox::waiting(&mut reader).await.unwrap(), 0);
}
