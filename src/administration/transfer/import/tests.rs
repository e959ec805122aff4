use std::{io::Write as _, sync::Arc};

use super::*;
use crate::{
    administration::transfer::{Firebase, Format, Options, export::Form},
    authentication::factor::{Record as Kept, password::PasswordHash},
    clock::Clock,
    jose::{MasterKey, Vault, seal::About},
    on_both,
    random::Random,
    storage::Database,
};

const NOW: crate::clock::Timestamp = crate::clock::Timestamp::from_seconds(1_800_000_000);

fn accounts(database: &Database) -> Accounts {
    let random = Random::system();
    Accounts {
        database: database.clone(),
        vault: Vault::new(&MasterKey::generate(&random), random.clone()),
        clock: Clock::fixed(NOW),
        random,
        actor: crate::administration::actor::Actor::default(),
        declared: std::sync::Arc::default(),
        sender: std::sync::Arc::default(),
    }
}

fn file(format: Format, text: &str) -> Source {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    Source { file: Arc::new(file), format, options: Options::default() }
}

async fn faults(accounts: &Accounts, format: Format, text: &str) -> Vec<(u64, String)> {
    let source = file(format, text);
    accounts.examine(&source).await.unwrap().faults
}

async fn imported(accounts: &Accounts, format: Format, text: &str) -> Report {
    let source = file(format, text);
    let report = accounts.examine(&source).await.unwrap();
    assert_eq!(report.faults, []);
    assert_eq!(accounts.import(&source, &mut |_| {}).await.unwrap(), report.accounts);
    report
}

async fn count(accounts: &Accounts) -> i64 {
    storage::account::count(&mut accounts.database.read().await.unwrap()).await.unwrap()
}

/// The password of an account, unsealed.
async fn password(accounts: &Accounts, account: &Account) -> PasswordHash {
    let mut reader = accounts.database.read().await.unwrap();
    let rows = storage::authenticator::of_account(&mut reader, &account.account_id).await.unwrap();
    let row = rows.iter().find(|row| row.kind == "password").unwrap();
    let about = About { table: "authenticator", row: &row.authenticator_id, account: &account.account_id };
    Kept::new(accounts.vault.open(about, &row.credential_sealed).unwrap()).read().unwrap()
}

const LINES: &str = concat!(
    "\u{feff}",
    r#"{"account_id":"auth0|5f7c","username":"alice","email":"Alice@example.org","email_verified":true,"phone":"+491701234567","groups":["staff","night"],"claims":{"given_name":"Alice","locale":"de"},"password_hash":"{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x","totp":[{"secret":"GEZDGNBVGY3TQOJQ","name":"Phone"}],"created_at":"2020-05-01T12:00:00Z"}"#,
    "\n\n",
    r#"{"email":"bob@example.org","state":"disabled","password_hash":"pbkdf2:sha256:1500$8dtv8iuSmTny6xPD$2f03d6ff3684ffceac4f2d6c7c7600112f03d6ff3684ffceac4f2d6c7c760011"}"#,
    "\r\n",
    r#"{"username":"carol"}"#,
);

on_both!(lines_become_accounts_with_all_that_they_say, |db| async move {
    let accounts = accounts(&db);
    let report = imported(&accounts, Format::Ndjson, LINES).await;
    assert_eq!((report.accounts, report.seeds, report.without_password, report.disabled), (3, 1, 1, 1));
    assert_eq!(report.schemes.into_iter().collect::<Vec<_>>(), [("PBKDF2", 1), ("one salted SHA", 1)]);

    let alice = accounts.find("ALICE@EXAMPLE.org").await.unwrap();
    assert_eq!((alice.account_id.as_str(), alice.username.as_str()), ("auth0|5f7c", "alice"));
    assert_eq!(
        (alice.state, alice.email_verified_at, alice.phone_verified_at),
        (State::Active, Some(NOW), None)
    );
    assert_eq!((alice.groups.join(" "), alice.created_at.seconds()), ("staff night".into(), 1_588_334_400));
    assert_eq!(alice.profile.locale.as_deref(), Some("de"));
    assert!(matches!(password(&accounts, &alice).await, PasswordHash::Foreign(_)));
    let bob = accounts.find("bob@example.org").await.unwrap();
    assert_eq!((bob.state, bob.email_verified_at), (State::Disabled, None));
    assert_eq!(accounts.find("carol").await.unwrap().state, State::Active);

    let mut reader = db.read().await.unwrap();
    assert_eq!(imports::open(&mut reader).await.unwrap(), []);
    let told = storage::audit::of_account(&mut reader, &alice.account_id, 9).await.unwrap();
    assert_eq!(told.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["account.created"]);
    let factors = storage::authenticator::of_account(&mut reader, &alice.account_id).await.unwrap();
    assert_eq!(factors.len(), 2);
    drop(reader);

    // What was given out comes in again, elsewhere.
    for (form, format) in [(Form::Ndjson, Format::Ndjson), (Form::Csv, Format::Csv)] {
        let mut out = Vec::new();
        assert_eq!(accounts.export(form).await.unwrap().write_to(&mut out).await.unwrap(), 3);
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains("SSHA") && !text.contains("GEZDGNBV"), "{text}");
        let (other, _scratch) = storage::testing::sqlite().await;
        let other = self::accounts(&other);
        imported(&other, format, &text).await;
        let again = other.find("alice").await.unwrap();
        let back = Account { version: again.version, updated_at: again.updated_at, ..alice.clone() };
        assert_eq!(again, back, "{form:?}");
    }
});

on_both!(every_fault_is_named_by_its_line_and_nothing_is_written, |db| async move {
    let accounts = accounts(&db);
    imported(&accounts, Format::Ndjson, r#"{"account_id":"1","username":"taken"}"#).await;
    let text = [
        r#"{"username":"alice","password_hash":"md5$x$y"}"#,
        "not json",
        r#"{"username":"b","email":"not an address","phone":"12"}"#,
        r#"{"username":"c","passwrd":"x"}"#,
        r#"{"username":"d","totp":[{"secret":"GEZDGNBVGY3TQOJQ","digits":8}]}"#,
        r#"{"username":"Taken"}"#,
        r#"{"username":"e","email":"twice@example.org"}"#,
        r#"{"username":"f","email":"TWICE@example.org"}"#,
        r#"{"account_id":"1","username":"g"}"#,
        r#"{"account_id":"a/b","username":"h","claims":{"picture":"javascript:alert(1)"},"created_at":"yesterday"}"#,
        r#"{"email_verified":"s3cret"}"#,
        r#"{"username":"i","password_hash":"$2b$16$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq"}"#,
    ];
    let found = faults(&accounts, Format::Ndjson, &text.join("\n")).await;
    let expected = [
        (1, "a form that is not taken: md5"),
        (2, "not a JSON object"),
        (3, "must look like name@example.com"),
        (3, "E.164"),
        (4, "unknown field `passwrd`"),
        (5, "6 digits"),
        (6, "taken is the name or address of an account already"),
        (8, "twice@example.org is in line 7, too"),
        (9, "there is an account with the identifier 1 already"),
        (10, "created_at"),
        (10, "account_id has"),
        (10, "picture is no http"),
        (11, "expected a boolean"),
        (12, "bcrypt's cost is 16, the most is 15"),
    ];
    for (number, says) in expected {
        assert!(
            found.iter().any(|(at, fault)| *at == number && fault.contains(says)),
            "{number} {says}: {found:#?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    assert!(!format!("{found:?}").contains("s3cret"));
    assert_eq!(count(&accounts).await, 1);
});

on_both!(what_goes_wrong_in_the_middle_takes_everything_back, |db| async move {
    let accounts = accounts(&db);
    // Clean when it was examined; meanwhile somebody takes the name of its last line.
    let lines: Vec<_> = (0..600).map(|n| format!(r#"{{"username":"person-{n}"}}"#)).collect();
    let source = file(Format::Ndjson, &lines.join("\n"));
    assert!(accounts.examine(&source).await.unwrap().is_clean());
    imported(&accounts, Format::Ndjson, r#"{"username":"person-599"}"#).await;
    let mut seen = Vec::new();
    let refused = accounts.import(&source, &mut |written| seen.push(written)).await.unwrap_err();
    assert!(matches!(refused, Error::Exists(_)), "{refused}");
    assert_eq!(seen, [256, 512], "two pieces were written by then");
    assert_eq!(count(&accounts).await, 1);
    assert_eq!(imports::open(&mut db.read().await.unwrap()).await.unwrap(), []);
});

on_both!(an_import_that_was_left_is_taken_back_or_completed_by_any_node, |db| async move {
    let accounts = accounts(&db);
    let arrival = |name: &str| Arrival {
        draft: crate::administration::account::Draft { username: name.into(), ..Default::default() },
        ..Arrival::default()
    };
    for (id, decided) in [("left", false), ("decided", true)] {
        let (account, own) = accounts.rows(arrival(id)).unwrap();
        let begun: Result<(), storage::Error> = db
            .write(move |write| {
                Box::pin(async move {
                    imports::begin(write, id, NOW).await?;
                    assert!(imports::grow(write, id, 1, NOW).await?);
                    imports::insert(write, id, &[account], &own, "password").await?;
                    if decided {
                        assert!(imports::decide(write, id, NOW).await?);
                    }
                    Ok(())
                })
            })
            .await;
        begun.unwrap();
    }
    for name in ["left", "decided"] {
        assert_eq!(accounts.find(name).await.unwrap().state, State::Disabled, "on its way in");
    }
    assert_eq!(accounts.mend_imports().await.unwrap(), 0, "somebody may be at it");
    accounts.clock.advance(SILENCE + Duration::from_secs(1));
    assert_eq!(accounts.mend_imports().await.unwrap(), 2);
    assert!(accounts.find("left").await.is_err());
    assert_eq!(accounts.find("decided").await.unwrap().state, State::Active);
    assert_eq!(imports::open(&mut db.read().await.unwrap()).await.unwrap(), []);
    let late: Result<bool, storage::Error> =
        db.write(|write| Box::pin(async move { imports::grow(write, "left", 1, NOW).await })).await;
    assert!(!late.unwrap(), "whoever comes back writes nothing more");
});

#[tokio::test]
async fn a_dump_of_django_brings_its_users_and_their_groups() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let accounts = accounts(&db);
    let dump = r#"[
      {"model":"auth.group","pk":1,"fields":{"name":"staff","permissions":[]}},
      {"model":"sessions.session","pk":"x","fields":{"session_data":"y"}},
      {"model":"auth.user","pk":7,"fields":{"password":"pbkdf2_sha256$2000$salt$oPCGs/0zMJ60OXyNGPW6w+GoPCGs/0zMJ60OXyNGPW6=","last_login":null,
        "is_superuser":false,"username":"ada","first_name":"Ada","last_name":"Lovelace","email":"ada@example.org","is_staff":true,
        "is_active":true,"date_joined":"2019-03-04T05:06:07.123Z","groups":[1],"user_permissions":[]}},
      {"model":"people.person","pk":8,"fields":{"password":"!unusable","email":"eve@example.org","is_active":false,"groups":[["night"]],
        "date_joined":"2019-03-04T05:06:07.123"}},
      {"model":"auth.user","pk":9,"fields":{"password":"","username":"site@example.org","email":""}}
    ]"#;
    let report = imported(&accounts, Format::Django, dump).await;
    assert_eq!((report.accounts, report.without_password, report.disabled), (3, 2, 1));
    let ada = accounts.find("ada").await.unwrap();
    assert_eq!((ada.profile.name.as_deref(), ada.groups.join(" ")), (Some("Ada Lovelace"), "staff".into()));
    assert_eq!(ada.created_at.milliseconds(), 1_551_675_967_123);
    let eve = accounts.find("eve@example.org").await.unwrap();
    assert_eq!(eve.groups, ["night"]);
    assert_eq!(eve.created_at, ada.created_at, "USE_TZ = False: no offset is UTC");
    assert_eq!(accounts.find("site@example.org").await.unwrap().email.as_deref(), Some("site@example.org"));
    let found = faults(
        &accounts,
        Format::Django,
        "{\"model\":\"auth.user\",\"fields\":{\"password\":\"\",\"username\":\"z\",\"groups\":[4],\"date_joined\":\"2019\"}}\n{\"pk\":1}",
    )
    .await;
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].1.contains("group 4 is not in the file") && found[2].0 == 2, "{found:?}");
    assert!(found[1].1.starts_with("date_joined is not a moment"), "{found:?}");
}

#[tokio::test]
async fn an_export_of_keycloak_keeps_identifiers_passwords_and_apps() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let accounts = accounts(&db);
    let export = serde_json::json!({ "realm": "shop", "roles": {}, "users": [
        { "id": "1f0e9c1a-8f0e-4d6b-9d55-0b8a1c6a7f11", "username": "ada", "email": "ada@example.org", "emailVerified": true,
          "enabled": true, "firstName": "Ada", "lastName": "Lovelace", "createdTimestamp": 1_600_000_000_123_i64,
          "attributes": { "locale": ["fr"], "phoneNumber": ["+491701234567"] }, "groups": ["/staff/night"],
          "credentials": [
            { "id": "c1", "type": "password", "createdDate": 1,
              "secretData": r#"{"value":"d6lZS6nl0rXeMMmIh3ODGQd6lZS6nl0rXeMMmIh3ODA=","salt":"MDEyMzQ1Njc4OWFiY2RlZg==","additionalParameters":{}}"#,
              "credentialData": r#"{"hashIterations":27500,"algorithm":"pbkdf2-sha256","additionalParameters":{}}"# },
            { "id": "c2", "type": "otp", "userLabel": "Phone", "secretData": r#"{"value":"12345678901234567890"}"#,
              "credentialData": r#"{"subType":"totp","digits":6,"counter":0,"period":30,"algorithm":"HmacSHA1"}"# },
            { "id": "c3", "type": "webauthn", "secretData": "{}", "credentialData": "{}" }
          ] },
        { "id": "s", "username": "service-account-shop", "serviceAccountClientId": "shop" }
    ] });
    let report = imported(&accounts, Format::Keycloak, &export.to_string()).await;
    assert_eq!((report.accounts, report.seeds), (1, 1));
    let ada = accounts.find("ada").await.unwrap();
    assert_eq!(ada.account_id, "1f0e9c1a-8f0e-4d6b-9d55-0b8a1c6a7f11");
    assert_eq!((ada.groups.join(" "), ada.phone.as_deref()), ("staff/night".into(), Some("+491701234567")));
    assert_eq!(ada.email_verified_at, Some(NOW));
    let mut reader = db.read().await.unwrap();
    let rows = storage::authenticator::of_account(&mut reader, &ada.account_id).await.unwrap();
    let app = rows.iter().find(|row| row.kind == "totp").unwrap();
    let about = About { table: "authenticator", row: &app.authenticator_id, account: &ada.account_id };
    let seed: crate::authentication::factor::totp::Seed =
        Kept::new(accounts.vault.open(about, &app.credential_sealed).unwrap()).read().unwrap();
    assert_eq!((app.name.as_str(), seed.code(1).as_deref()), ("Phone", Some("287082")));
}

#[tokio::test]
async fn an_export_of_firebase_needs_the_parameters_of_its_project() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let accounts = accounts(&db);
    let export = r#"{"users":[{"localId":"u1","email":"a@example.org","emailVerified":true,"displayName":"A","createdAt":"1600000000123",
        "passwordHash":"lSrfV15cpx95_sZS2W9c9Kp6i_LVgQNDNC_qzrCnh1SAyZvqmZqAjTdn3aoItz-VHjoZilo78198JAdRuid5lQ==","salt":"42xEC-ixf3L2lw=="},
        {"localId":"u2","phoneNumber":"+491701234567","disabled":true}]}"#;
    let mut source = file(Format::Firebase, export);
    assert!(matches!(accounts.examine(&source).await, Err(Error::Invalid(_))));
    let project: Firebase = serde_json::from_str(
        r#"{"signer_key":"jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
            "salt_separator":"Bw==","rounds":8,"mem_cost":14}"#,
    )
    .unwrap();
    source.options.firebase = Some(project);
    let report = accounts.examine(&source).await.unwrap();
    assert_eq!(report.schemes.into_iter().collect::<Vec<_>>(), [("Firebase scrypt", 1)]);
    accounts.import(&source, &mut |_| {}).await.unwrap();
    let phone = accounts.find("+491701234567").await.unwrap();
    assert_eq!(
        (phone.account_id.as_str(), phone.state, phone.phone_verified_at),
        ("u2", State::Disabled, Some(NOW))
    );
}

#[tokio::test]
async fn a_table_is_read_by_the_names_in_its_head() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let accounts = accounts(&db);
    let table = "email,username,groups,name,email_verified,password_hash\r\n\
                 a@example.org,a,staff;night,\"'=Lovelace, \"\"Ada\"\"\",yes,{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x\r\n\
                 ,b,,,,\r\n";
    imported(&accounts, Format::Csv, table).await;
    let a = accounts.find("a").await.unwrap();
    assert_eq!(
        (a.profile.name.as_deref(), a.groups.join(" ")),
        (Some("=Lovelace, \"Ada\""), "staff night".into())
    );
    let mut out = Vec::new();
    accounts.export(Form::Csv).await.unwrap().write_to(&mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("\"'=Lovelace, \"\"Ada\"\"\""), "no spreadsheet takes it for a formula: {text}");

    let found = faults(&accounts, Format::Csv, "username,state\nc,odd\nd\n\u{1},active\n").await;
    let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4], "{found:?}");
    for head in ["username,pasword", "username,username"] {
        let source = file(Format::Csv, &format!("{head}\na,b\n"));
        assert!(matches!(accounts.examine(&source).await, Err(Error::Invalid(_))), "{head}");
    }
}

on_both!(attributes_come_in_and_go_out_by_every_format, |db| async move {
    let declared = "{ shift = {}, level = { type = \"number\", edit = \"import\" }, tools = { type = \"list\" }, \
                    desk = { type = \"json\" }, on_call = { type = \"boolean\" } }";
    let declared = crate::config::setting::Setting::from_text(declared).unwrap();
    let accounts = Accounts { declared: Arc::new(declared), ..accounts(&db) };
    let said = serde_json::json!({
        "shift": "=night", "level": -3, "tools": ["saw", "a;b"], "desk": { "floor": 3 }, "on_call": false
    });
    let line = format!("{{\"username\":\"ann\",\"attributes\":{said}}}\n");
    imported(&accounts, Format::Ndjson, &line).await;
    let of = async |name: &str| serde_json::json!(accounts.find(name).await.unwrap().attributes);
    assert_eq!(of("ann").await, said);

    for (form, format) in [(Form::Csv, Format::Csv), (Form::Ndjson, Format::Ndjson)] {
        let mut out = Vec::new();
        accounts.export(form).await.unwrap().write_to(&mut out).await.unwrap();
        let text = String::from_utf8(out).unwrap();
        let ann = accounts.find("ann").await.unwrap();
        accounts.delete(&ann.account_id, None).await.unwrap();
        imported(&accounts, format, &text).await;
        assert_eq!(of("ann").await, said, "{text}");
    }

    let users = serde_json::json!({ "users": [{ "username": "kim", "attributes": {
        "shift": ["day"], "level": ["7"], "tools": ["saw", "axe"], "on_call": ["true"], "theirs": ["x"]
    } }] });
    imported(&accounts, Format::Keycloak, &users.to_string()).await;
    let kept = serde_json::json!({ "shift": "day", "level": 7, "tools": ["saw", "axe"], "on_call": true });
    assert_eq!(of("kim").await, kept);

    let table = "username,attributes.level,attributes.on_call\nx,high,1\ny,2,\n";
    let found = faults(&accounts, Format::Csv, table).await;
    assert_eq!(found, [(2, "attributes.level is no number".to_owned())]);
    let found = faults(
        &accounts,
        Format::Ndjson,
        "{\"username\":\"x\",\"attributes\":{\"hat\":1,\"desk\":\"\\u202e\"}}",
    )
    .await;
    let told: Vec<&str> = found.iter().map(|(_, fault)| fault.as_str()).collect();
    assert_eq!(
        told,
        [
            "attributes.desk holds control characters, or others that nobody sees",
            "attributes.hat is not declared in [profile.attributes]",
        ]
    );
    let source = file(Format::Csv, "username,attributes.hat\nx,1\n");
    assert!(matches!(accounts.examine(&source).await, Err(Error::Invalid(_))));
});
