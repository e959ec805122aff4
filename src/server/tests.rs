//! Real doors: what is behind which.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::*;
use crate::{
    clock::Clock,
    config::MailTransport,
    jose::{MasterKey, Vault},
    random::Random,
    web::drain,
};

/// The status and the body of a plain request.
async fn get(address: SocketAddr, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: id.example.org\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

async fn serving(
    listen: Option<&str>,
) -> (drain::Trigger, SocketAddr, Option<SocketAddr>, tokio::task::JoinHandle<Ending>) {
    let (database, scratch) = storage::testing::sqlite().await;
    let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
    config.mail.transport = MailTransport::Capture;
    config.key.algorithms = vec!["RS256".into()];
    config.listener.address = "127.0.0.1:0".parse().unwrap();
    config.admin.listen = listen.map(|address| address.parse().unwrap());
    let random = Random::system();
    let vault = Vault::new(&MasterKey::generate(&random), random.clone());
    let doors = Doors::open(&config).await.unwrap();
    let app = App::assemble(config, Clock::system(), random, database, vault).await.unwrap();
    let (trigger, ear) = drain::channel();
    let service = service(&app, None, &ear).unwrap();
    let (public, admin) = (doors.addresses()[0], doors.admin_address());
    let ending = tokio::spawn(async move {
        let ended = serve(app, doors, service, ear).await.unwrap();
        drop(scratch);
        ended
    });
    (trigger, public, admin, ending)
}

/// Routes of the admin side, and how they answer a stranger.
const ADMIN: [(&str, u16); 6] = [
    ("/admin", 303),
    ("/admin/policy", 303),
    ("/api/v1", 200),
    ("/api/v1/me", 401),
    ("/api/v1/openapi.json", 200),
    ("/setup", 200),
];
/// What everybody may need, also whoever administers: to sign in, and to be known as alive.
const EVERYBODY: [(&str, u16); 4] =
    [("/", 200), ("/.well-known/openid-configuration", 200), ("/health/ready", 200), ("/register", 403)];

#[tokio::test]
async fn an_admin_side_with_an_address_of_its_own_is_served_there_and_nowhere_else() {
    let (trigger, public, admin, ending) = serving(Some("127.0.0.1:0")).await;
    let admin = admin.unwrap();
    for (path, status) in ADMIN {
        assert_eq!(get(public, path).await.0, 404, "public {path}");
        let answer = get(admin, path).await;
        assert_eq!(answer.0, status, "admin {path}: {}", answer.1);
    }
    for (path, status) in EVERYBODY {
        for address in [public, admin] {
            let answer = get(address, path).await;
            assert_eq!(answer.0, status, "{path}: {}", answer.1);
        }
    }
    trigger.drain();
    assert_eq!(ending.await.unwrap(), Ending::Drained);
}

#[tokio::test]
async fn without_one_everything_is_served_at_the_public_address() {
    let (trigger, public, admin, ending) = serving(None).await;
    assert!(admin.is_none());
    for (path, status) in ADMIN.into_iter().chain(EVERYBODY) {
        let answer = get(public, path).await;
        assert_eq!(answer.0, status, "{path}: {}", answer.1);
    }
    trigger.drain();
    assert_eq!(ending.await.unwrap(), Ending::Drained);
}
