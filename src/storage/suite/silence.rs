//! A PostgreSQL server that falls silent, and one whose tables another node changes.

use std::{
    str::FromStr,
    time::{Duration, Instant},
};

use sqlx_postgres::PgConnectOptions;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};
use url::Url;

use super::*;
use crate::storage::{Connection, Settings, installation, testing};

/// What stands between us and the server: it can stop to pass anything on, and closes nothing.
struct Middle {
    address: String,
    silent: watch::Sender<bool>,
}

impl Middle {
    async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let options = PgConnectOptions::from_str(server).unwrap();
        let mut address = Url::parse(server).unwrap();
        let rest: Vec<(String, String)> =
            address.query_pairs().into_owned().filter(|(name, _)| name != "host" && name != "port").collect();
        address.query_pairs_mut().clear().extend_pairs(rest);
        address.set_host(Some("127.0.0.1")).unwrap();
        address.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
        let (silent, ear) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (near_in, near_out) = near.into_split();
                let (far_in, far_out) = connect(&options).await;
                tokio::spawn(pass(near_in, far_out, ear.clone()));
                tokio::spawn(pass(far_in, near_out, ear.clone()));
            }
        });
        Self { address: address.to_string(), silent }
    }
}

type Ears = Box<dyn AsyncRead + Send + Unpin>;
type Mouth = Box<dyn AsyncWrite + Send + Unpin>;

async fn connect(options: &PgConnectOptions) -> (Ears, Mouth) {
    if let Some(folder) = options.get_socket() {
        let path = folder.join(format!(".s.PGSQL.{}", options.get_port()));
        let (ears, mouth) = UnixStream::connect(path).await.unwrap().into_split();
        return (Box::new(ears), Box::new(mouth));
    }
    let address = (options.get_host(), options.get_port());
    let (ears, mouth) = TcpStream::connect(address).await.unwrap().into_split();
    (Box::new(ears), Box::new(mouth))
}

async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut silent: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 8192];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if silent.wait_for(|silent| !*silent).await.is_err() || to.write_all(&buffer[..count]).await.is_err()
        {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn a_server_that_falls_silent_is_given_up_and_used_again_when_it_speaks() {
    let middle = Middle::before(&testing::postgres_address().await).await;
    let second = Duration::from_secs(1);
    let settings = Settings { pool_size: 2, acquire_timeout: second, statement_timeout: second };
    let db = Database::open(&middle.address, &settings).await.unwrap();
    db.migrate().await.unwrap();
    written!(db, |tx| installation::settle(tx, "before", "x")).unwrap();
    let (mut one, mut two) = (db.read().await.unwrap(), db.read().await.unwrap());
    for reader in [&mut one, &mut two] {
        assert!(installation::find(reader, "before").await.unwrap().is_some());
    }
    let opened = db.clone();
    let (begun, mut has_begun) = tokio::sync::mpsc::channel::<()>(1);
    let mut silent = middle.silent.subscribe();
    let half = tokio::spawn(async move {
        commit(&opened, move |tx| {
            Box::pin(async move {
                begun.send(()).await.unwrap();
                silent.wait_for(|silent| *silent).await.unwrap();
                installation::settle(tx, "half", "x").await
            })
        })
        .await
    });
    has_begun.recv().await.unwrap();

    middle.silent.send_replace(true);
    let began = Instant::now();
    let gone = async {
        // Its caller goes away while the question is out.
        let asked = tokio::time::timeout(Duration::from_millis(100), installation::find(&mut two, "before"));
        assert!(asked.await.is_err());
        drop(two);
    };
    let (read, ()) = tokio::join!(installation::find(&mut one, "before"), gone);
    assert!(matches!(read, Err(Error::Unavailable(_))), "{read:?}");
    assert!(matches!(half.await.unwrap(), Err(Error::Unavailable(_))));
    let write = written!(db, |tx| installation::settle(tx, "silent", "x"));
    assert!(matches!(write, Err(Error::Unavailable(_))), "{write:?}");
    drop(one);
    assert!(began.elapsed() < second * 8, "{:?}", began.elapsed());
    tokio::time::sleep(second * 3).await;

    middle.silent.send_replace(false);
    written!(db, |tx| installation::settle(tx, "after", "x")).unwrap();
    // As many at once as there were: no place was lost.
    let (mut one, mut two) = (db.read().await.unwrap(), db.read().await.unwrap());
    for reader in [&mut one, &mut two] {
        assert!(installation::find(reader, "after").await.unwrap().is_some());
        assert!(installation::find(reader, "half").await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(with_postgres), ignore = "needs DOORWARD_TEST_POSTGRES; scripts/test provides it")]
async fn a_table_that_another_node_changes_is_read_on() {
    let address = testing::postgres_address().await;
    let settings = Settings { pool_size: 1, ..Settings::default() };
    let one = Database::open(&address, &settings).await.unwrap();
    let two = Database::open(&address, &settings).await.unwrap();
    one.migrate().await.unwrap();
    furnish(&one).await;
    for _ in 0..2 {
        assert!(seen!(one, |r| account::find(r, "alice")).is_some());
        assert!(written!(one, |tx| account::find(tx, "alice")).unwrap().is_some());
    }
    let sql = "ALTER TABLE account ADD COLUMN of_the_next_version TEXT NULL";
    commit(&two, move |tx| Box::pin(async move { tx.query(sql).execute().await })).await.unwrap();
    assert!(seen!(one, |r| account::find(r, "alice")).is_some(), "asked once more");
    let outcome = written!(one, |tx| account::find(tx, "alice"));
    assert!(matches!(outcome, Err(Error::Unavailable(_))), "a transaction can only begin again: {outcome:?}");
    assert!(written!(one, |tx| account::find(tx, "alice")).unwrap().is_some());
}
