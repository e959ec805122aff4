use std::{collections::BTreeSet, path::PathBuf};

use super::{reference::*, section::join, *};

/// What `load` says to a file of this text and these variables, the file's folder left out.
fn load(toml: &str, env: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorward.toml");
    std::fs::write(&file, toml).unwrap();
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&file), env)
        .map_err(|faults| faults.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

/// The least that `serve` needs.
const GOOD: &str = "issuer = 'https://id.example.org'\nmail.host = 'smtp.example.org'\n";

#[test]
fn the_least_configuration_loads_to_the_defaults() {
    let config = load(GOOD, &[]).unwrap();
    assert_eq!(config.issuer, "https://id.example.org");
    assert_eq!(config.listener.address, SocketAddr::from(([127, 0, 0, 1], 8080)));
    assert_eq!(config.token.code_lifetime, Duration::from_mins(1));
    assert_eq!(config.email_code.resend_wait, [30, 60, 120].map(Duration::from_secs));
    assert_eq!(config.mail_from(), "Doorward <no-reply@id.example.org>");
    assert_eq!(config.mail.port_or_usual(), 465);
    assert_eq!(config.key_overlap(), Duration::from_hours(1));
    assert_eq!(config.key_memory(), config.session.remember, "a hint is good for as long as its session");
    assert!(!config.dev);
    let acrs: Vec<_> = config.policy.levels.0.iter().map(|level| level.acr.as_str()).collect();
    let named = ["password", "image", "pattern", "face", "two-step", "aal2"];
    assert_eq!(acrs, named.map(|name| format!("urn:doorward:acr:{name}")));
}

/// A file, beside what is good in it, the variables, and what is said.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn every_fault_is_named_exactly() {
    #[rustfmt::skip] // a line each
    let cases: &[Case] = &[
        ("", &[], "issuer is missing: the URL that people and clients reach this provider by\n\
            mail.host is missing: the mail server (or set mail.transport = \"file\")"),
        // Keys and sections that do not exist.
        ("[listener]\nadress = '127.0.0.1:1'", &[], "doorward.toml:4: listener.adress is not a setting; did you mean listener.address?"),
        ("code_lifetime = '60s'", &[], "doorward.toml:3: code_lifetime is not a setting; did you mean token.code_lifetime?"),
        ("[lisener]\naddress = '127.0.0.1:1'", &[], "doorward.toml:3: [lisener] is not a section; did you mean [listener]?"),
        ("qqq = 1", &[], "doorward.toml:3: qqq is not a setting"),
        ("token = 5", &[], "doorward.toml:3: token is a section: write [token]"),
        ("mail.from_file = '/x'", &[], "doorward.toml:3: mail.from_file is not a setting; did you mean mail.from?"),
        ("", &[("DOORWARD__TOKEN__CODE_LIFTIME", "60s")], "DOORWARD__TOKEN__CODE_LIFTIME: token.code_liftime is not a setting; did you mean DOORWARD__TOKEN__CODE_LIFETIME?"),
        ("", &[("DOORWARD__TOKEN", "x")], "DOORWARD__TOKEN: token is not a setting"),
        // Values of the wrong kind.
        ("token.code_lifetime = '10 parsecs'", &[], "doorward.toml:3: token.code_lifetime: \"10 parsecs\" is not a length of time: write a number and ms, s, m, h or d, as in \"10m\""),
        ("token.code_lifetime = 60", &[], "doorward.toml:3: token.code_lifetime: 60 is not a length of time: write a number and ms, s, m, h or d, as in \"10m\""),
        ("[email_code]\nresend_wait = ['30s', 'soon']", &[], "doorward.toml:4: email_code.resend_wait: \"soon\" is not a length of time: write a number and ms, s, m, h or d, as in \"10m\""),
        ("listener.address = 'localhost'", &[], "doorward.toml:3: listener.address: \"localhost\" is not an address and a port, as in \"127.0.0.1:8080\""),
        ("listener.trusted_proxies = ['10.0.0.0/33']", &[], "doorward.toml:3: listener.trusted_proxies: \"10.0.0.0/33\" is not a network, as in \"10.0.0.0/8\""),
        ("log.format = 'jsn'", &[], "doorward.toml:3: log.format: \"jsn\" is not one of text, json; did you mean json?"),
        ("database.pool_size = -1", &[], "doorward.toml:3: database.pool_size: -1 is not a whole number from 0 to 4294967295"),
        ("database.pool_size = 1.5", &[], "doorward.toml:3: database.pool_size: 1.5 is not a whole number from 0 to 4294967295"),
        ("log.access = 'yes'", &[], "doorward.toml:3: log.access: \"yes\" is neither true nor false"),
        ("log.level = 3", &[], "doorward.toml:3: log.level: 3 is not a text in quotes"),
        ("key.algorithms = 'RS256'", &[], "doorward.toml:3: key.algorithms: \"RS256\" is not a list in square brackets"),
        ("", &[("DOORWARD__DATABASE__POOL_SIZE", "many")], "DOORWARD__DATABASE__POOL_SIZE: database.pool_size: \"many\" is not a whole number from 0 to 4294967295"),
        ("policy.levels = { a = ['password'] }", &[], "doorward.toml:3: policy.levels: \"a\" = [\"password\"] is not a list of chains, as in [[\"password\", [\"totp\", \"email_code\"]]]"),
        ("policy.clients = { shop = 1 }", &[], "doorward.toml:3: policy.clients: shop: 1 is not a text in quotes"),
        // Two settings that do not go together, and limits.
        ("session.idle = '48h'", &[], "doorward.toml:3: session.idle must not be longer than session.absolute"),
        ("token.refresh_idle = '400d'", &[], "doorward.toml:3: token.refresh_idle must not be longer than token.refresh_absolute"),
        ("token.code_lifetime = '11m'", &[], "doorward.toml:3: token.code_lifetime must be between 1s and 10m (RFC 6749 section 4.1.2)"),
        ("key.algorithms = ['ES256']", &[], "doorward.toml:3: key.algorithms must hold \"RS256\" (OpenID Connect Discovery section 3)"),
        ("key.encryption = ['RSA1_5']", &[], "doorward.toml:3: key.encryption may hold only \"RSA-OAEP\" and \"ECDH-ES\""),
        ("key.algorithms = ['RS256', 'none']", &[], "doorward.toml:3: key.algorithms may hold only \"RS256\", \"ES256\" and \"EdDSA\""),
        ("key.rsa_bits = 1024", &[], "doorward.toml:3: key.rsa_bits must be 2048, 3072 or 4096"),
        ("listener.tls_key_file = 'k'", &[], "listener.tls_certificate_file is missing beside listener.tls_key_file"),
        ("mail.transport = 'capture'", &[], "doorward.toml:3: mail.transport \"capture\" is for `doorward dev`; use \"smtp\" or \"file\""),
        ("storage = 'mysql://root:hunter2@db'", &[], "doorward.toml:3: storage must begin with sqlite:// or postgres://"),
        ("password.memory_kib = 1024", &[], "doorward.toml:3: password.memory_kib times password.iterations must be at least 35840, the least that OWASP names"),
        ("throttle.disable_after = 101", &[], "doorward.toml:3: throttle.disable_after must be between 1 and 100 (NIST SP 800-63B-4 section 3.2.2)"),
        ("passkey.rp_id = 'example.com'", &[], "doorward.toml:3: passkey.rp_id must be the host of the issuer, or a domain above it that has a dot (WebAuthn Level 3 section 5.1.3)"),
        ("passkey.related_origins = ['https://example.com/']", &[], "doorward.toml:3: passkey.related_origins may hold only origins such as \"https://example.com\", without a slash at the end"),
        ("passkey.timeout = '11m'", &[], "doorward.toml:3: passkey.timeout must be between 30s and 10m (WebAuthn Level 3 section 15.1)"),
        ("face.enabled = true\nface.models = '/no/such'", &[], "doorward.toml:4: face.models is not a folder"),
        ("face.enabled = true\nface.onnxruntime = '/no/such.so'", &[], "doorward.toml:4: face.onnxruntime is not a file"),
        ("face.threshold = 0.61", &[], "doorward.toml:3: face.threshold must be between 0.4 and 0.6: below, people are turned away; above, others are let in"),
        ("face.threshold = 'low'", &[], "doorward.toml:3: face.threshold: \"low\" is not a number, as in 0.5"),
        ("face.threshold = nan", &[], "doorward.toml:3: face.threshold: nan is not a number, as in 0.5"),
        ("face.max_luma = 256", &[], "doorward.toml:3: face.max_luma must be at most 255"),
        ("", &[("DOORWARD__FACE__MIN_PRESENCE", "inf")], "DOORWARD__FACE__MIN_PRESENCE: face.min_presence: \"inf\" is not a number, as in 0.5"),
        ("[face_embedder]\nalignment = 'dlip'", &[], "doorward.toml:4: face_embedder.alignment: \"dlip\" is not one of dlib, arcface; did you mean dlib?"),
        ("liveness.order = ['blink']", &[], "doorward.toml:3: liveness.order is for `doorward dev`: what is known beforehand can be recorded beforehand"),
        ("liveness.blink_iris = 0.79", &[], "doorward.toml:3: liveness.blink_iris must be between 0.3 and 0.78: photographs that were bent reached 0.79"),
        ("liveness.turn_yaw = 'far'", &[], "doorward.toml:3: liveness.turn_yaw: \"far\" is not a number, as in 0.5"),
        ("", &[("DOORWARD__LIVENESS__ATTEMPT", "61s")], "DOORWARD__LIVENESS__ATTEMPT: liveness.attempt must be between 10s and 60s"),
        ("policy.default_level = 'gold'", &[], "doorward.toml:3: policy.default_level is not one of policy.levels"),
        ("policy.clients = { shop = 'gold' }", &[], "doorward.toml:3: policy.clients names a level that is not one of policy.levels"),
        ("", &[("DOORWARD__SESSION__ABSOLUTE", "31d")], "DOORWARD__SESSION__ABSOLUTE: session.absolute must not be longer than session.remember"),
        // All at once: what is unknown, what cannot be read, what does not hold; a value that is unread is not judged.
        ("isuer = 'x'\ntoken.code_lifetime = 'x'\nkey.rsa_bits = 1", &[("DOORWARD__LOG__ACCESS", "2"), ("DOORWARD__NO", "2")],
            "DOORWARD__NO: no is not a setting\n\
            doorward.toml:3: isuer is not a setting; did you mean issuer?\n\
            DOORWARD__LOG__ACCESS: log.access: \"2\" is neither true nor false\n\
            doorward.toml:4: token.code_lifetime: \"x\" is not a length of time: write a number and ms, s, m, h or d, as in \"10m\"\n\
            doorward.toml:5: key.rsa_bits must be 2048, 3072 or 4096"),
    ];
    for (toml, env, expected) in cases {
        let toml = if toml.is_empty() && env.is_empty() { String::new() } else { format!("{GOOD}{toml}") };
        assert_eq!(load(&toml, env).unwrap_err(), *expected, "{toml} {env:?}");
    }
}

#[test]
fn a_session_need_not_be_kept_at_all() {
    let config = load(&format!("{GOOD}session.remember = '0s'"), &[]).unwrap();
    assert_eq!(config.session.remember, Duration::ZERO);
    assert_eq!(config.key_memory(), config.session.absolute, "then no session is longer");
}

#[test]
fn an_issuer_is_refused_unless_it_is_exact() {
    #[rustfmt::skip] // a line each
    let cases = [
        ("id.example.org", "is not an https:// URL"),
        ("ftp://id.example.org", "is not an https:// URL"),
        ("http://id.example.org", "must begin with https://; plain http is for localhost only"),
        ("http://localhost.example.org", "must begin with https://; plain http is for localhost only"),
        ("https://id.example.org?a=b", "must have no query and no fragment (OpenID Connect Core section 2)"),
        ("https://id.example.org#x", "must have no query and no fragment (OpenID Connect Core section 2)"),
        ("https://me:you@id.example.org", "must not hold a user name or password"),
        ("https://id.example.org/", "must not end with a slash: clients compare it byte by byte"),
        ("https://id.example.org/a/", "must not end with a slash: clients compare it byte by byte"),
        ("https://ID.example.org", "is not in its normal form: lower-case host, no default port, no dots in the path"),
        ("https://id.example.org:443", "is not in its normal form: lower-case host, no default port, no dots in the path"),
        ("https://example.org/id", "must have no path: give Doorward a host name of its own, so that no other application shares its cookies"),
        ("https://id.example.org/a/../b", "is not in its normal form: lower-case host, no default port, no dots in the path"),
    ];
    for (issuer, reason) in cases {
        let faults = load(&format!("issuer = '{issuer}'\nmail.host = 'h'"), &[]).unwrap_err();
        assert_eq!(faults, format!("doorward.toml:1: issuer {reason}"), "{issuer}");
    }
    for issuer in
        ["https://id.example.org:8443", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:1"]
    {
        assert_eq!(load(&format!("issuer = '{issuer}'\nmail.host = 'h'"), &[]).unwrap().issuer, issuer);
    }
}

#[test]
fn the_environment_lies_over_the_file() {
    let env = [
        ("DOORWARD__ISSUER", "https://other.example.org"),
        ("DOORWARD__DATABASE__POOL_SIZE", "3"),
        ("DOORWARD__LISTENER__TRUSTED_PROXIES", "10.0.0.0/8, ::1/128"),
        ("DOORWARD__EMAIL_CODE__RESEND_WAIT", "[\"5s\"]"),
        ("DOORWARD__MAIL__USERNAME", "door"),
        ("DOORWARD__MAIL__PASSWORD", "12345"),
        (
            "DOORWARD__POLICY__LEVELS",
            "{ b = [[\"password\", [\"totp\", \"email_code\"]]], a = [[\"password\"]] }",
        ),
        ("DOORWARD__POLICY__DEFAULT_LEVEL", "a"),
        ("DOORWARD__LISTENER__METRICS_ADDRESS", ""),
        ("DOORWARD_CONFIG", "not ours to judge"),
        ("PATH", "/bin"),
    ];
    let config =
        load(&format!("{GOOD}database.pool_size = 9\nlistener.metrics_address = '127.0.0.1:9'"), &env)
            .unwrap();
    assert_eq!(config.issuer, "https://other.example.org");
    assert_eq!(config.database.pool_size, 3);
    assert_eq!(config.listener.trusted_proxies.len(), 2);
    assert_eq!(config.email_code.resend_wait, [Duration::from_secs(5)]);
    assert_eq!(config.mail.password.unwrap().expose(), "12345");
    assert_eq!(config.listener.metrics_address, None);
    let levels = config.policy.levels;
    assert_eq!(levels.0.iter().map(|level| level.acr.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(
        levels.get("b").unwrap().chains,
        [vec![vec!["password".to_owned()], vec!["totp".into(), "email_code".into()]]]
    );
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("password"), "hunter2 \r\n").unwrap();
    std::fs::write(path("storage"), "postgres://door:hunter2@db/door\n").unwrap();
    let toml = format!("{GOOD}mail.username = 'door'\nmail.password_file = '{}'", path("password"));
    let config = load(&toml, &[("DOORWARD__STORAGE_FILE", &path("storage"))]).unwrap();
    assert_eq!(config.mail.password.as_ref().unwrap().expose(), "hunter2 ");
    assert_eq!(config.storage.expose(), "postgres://door:hunter2@db/door");

    let over = load(&toml, &[("DOORWARD__MAIL__PASSWORD", "stronger")]).unwrap();
    assert_eq!(over.mail.password.unwrap().expose(), "stronger");

    let gone = load(&format!("{GOOD}storage_file = '/no/such'"), &[]).unwrap_err();
    assert_eq!(
        gone,
        "doorward.toml:3: storage: /no/such cannot be read: No such file or directory (os error 2)"
    );
    let both = load(&format!("{GOOD}storage = 'sqlite://x'\nstorage_file = '/no/such'"), &[]).unwrap_err();
    assert_eq!(both, "doorward.toml:4: storage: storage_file is set as well; keep one");
}

#[test]
fn well_known_pictures_may_stand_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pictures");
    let (one, other) = ("a1".repeat(32), "B2".repeat(32));
    std::fs::write(&path, format!("# ours\n\n{one}  logo.png\n{other} *banner.jpg\r\n")).unwrap();
    let toml = |path: &str| {
        format!(
            "{GOOD}image_passcode.well_known = ['{}']\nimage_passcode.well_known_file = '{path}'",
            "c3".repeat(32)
        )
    };
    let config = load(&toml(&path.to_string_lossy()), &[]).unwrap();
    let known: Vec<_> = config.image_passcode.all_well_known().cloned().collect();
    assert_eq!(known, ["c3".repeat(32), one, other.to_lowercase()]);
    std::fs::write(&path, "# ours\nlogo.png\n").unwrap();
    let fault = load(&toml(&path.to_string_lossy()), &[]).unwrap_err();
    assert!(fault.ends_with("has no SHA-256 at the beginning of line 2"), "{fault}");
    assert!(load(&toml("/no/such"), &[]).unwrap_err().contains("/no/such cannot be read"));
}

#[test]
fn a_secret_is_never_shown() {
    let toml = format!(
        "{GOOD}storage = 'postgres://door:hunter2@db/door'\n[mail]\nhost = 'h'\nusername = 'u'\npassword = 'hunter2'"
    );
    let toml = toml.replace("mail.host = 'smtp.example.org'\n", "");
    let config = load(&toml, &[]).unwrap();
    for shown in [format!("{config:?}"), format!("{config:#?}"), dump(&config)] {
        assert!(!shown.contains("hunter2") && shown.contains("[secret]"), "{shown}");
    }
    for wrong in ["storage = ['hunter2']", "storage = 'hunter2'", "[mail]\npassword = ['hunter2']"] {
        let faults = load(&format!("issuer = 'https://id.example.org'\n{wrong}"), &[]).unwrap_err();
        assert!(!faults.contains("hunter2"), "{faults}");
    }
}

#[test]
fn what_is_not_toml_is_named_by_line() {
    assert!(load("issuer = \n", &[]).unwrap_err().starts_with("doorward.toml:1: this is not TOML: "));
    let twice = load(&format!("{GOOD}issuer = 'https://x.example.org'"), &[]).unwrap_err();
    assert!(twice.starts_with("doorward.toml:3: this is not TOML: duplicate key"), "{twice}");
    let gone = Config::load(Some(Path::new("/no/such.toml")), std::iter::empty()).unwrap_err().to_string();
    assert!(gone.starts_with("/no/such.toml: cannot be read: "), "{gone}");
}

#[test]
fn the_reference_loads_to_the_defaults_and_its_examples_load_too() {
    let text = reference();
    let env = [("DOORWARD__ISSUER", "https://id.example.org"), ("DOORWARD__MAIL__HOST", "h")];
    let read = load(&text, &env).unwrap();
    let least = load("", &env).unwrap();
    assert_eq!(format!("{read:?}"), format!("{least:?}"));
    assert_eq!(format!("{:?}", Config::default().policy), format!("{:?}", read.policy));
    assert_eq!(read.storage.expose(), Config::default().storage.expose());

    // A file that is read with the configuration has to be there.
    let examples: String = text
        .lines()
        .filter(|line| !line.starts_with("#well_known_file ="))
        .map(|line| {
            line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned() + "\n"
        })
        .collect();
    let config = load(&examples, &[]).unwrap();
    assert_eq!(config.issuer, "https://id.example.org");
    assert!(config.listener.tls_key_file.is_some() && config.mail.password.is_some());
    for section in Config::describe("") {
        for entry in section.entries {
            assert!(
                text.contains(&format!("{} = ", entry.key)) || entry.table,
                "{} is not in the reference",
                entry.key
            );
        }
    }
}

#[test]
fn what_is_dumped_loads_again() {
    let config = load(
        &format!("{GOOD}session.idle = '90m'\npolicy.clients = {{ shop = 'urn:doorward:acr:aal2' }}"),
        &[],
    )
    .unwrap();
    let again = load(&dump(&config), &[("DOORWARD__STORAGE", "sqlite://./doorward.db")]).unwrap();
    assert_eq!(format!("{config:?}"), format!("{again:?}"));
    assert_eq!(again.session.idle, Duration::from_mins(90));
    assert_eq!(again.policy.clients["shop"], "urn:doorward:acr:aal2");
}

#[test]
fn every_check_names_a_setting() {
    let settings: BTreeSet<String> = Config::describe("")
        .iter()
        .flat_map(|section| section.entries.iter().map(|entry| join(section.path, entry.key)))
        .collect();
    for setting in check::settings() {
        assert!(settings.contains(setting), "{setting} is checked and does not exist");
    }
}

#[test]
fn dev_mode_is_sound_and_stays_on_loopback() {
    let mut config = Config::dev(Path::new(".doorward"), 8080);
    assert_eq!(config.check(), Ok(()));
    assert_eq!(
        (config.issuer.as_str(), config.storage.expose()),
        ("http://localhost:8080", "sqlite://.doorward/doorward.db")
    );
    assert_eq!(config.master_key_file, PathBuf::from(".doorward/master.key"));
    config.listener.address = SocketAddr::from(([0, 0, 0, 0], 8080));
    assert_eq!(
        config.check().unwrap_err().to_string(),
        "listener.address must be a loopback address in dev mode"
    );
}

#[test]
fn an_unknown_factor_is_named_with_the_nearest_one() {
    let known =
        ["password", "passkey", "totp", "email_code", "recovery_code", "image_passcode", "pointer_pattern"];
    let toml = format!(
        "{GOOD}policy.levels = {{ a = [['password', ['topt', 'email_code']]] }}\npolicy.default_level = 'a'"
    );
    let config = load(&toml, &[]).unwrap();
    assert_eq!(
        config.check_factors(&known).unwrap_err().to_string(),
        "policy.levels.\"a\": topt is not a factor; did you mean totp?"
    );
    assert_eq!(Config::default().check_factors(&known), Ok(()));
}

#[test]
fn passkeys_are_made_for_the_issuers_host_or_a_domain_above_it() {
    let rp_id = |issuer: &str, rp_id: &str| {
        load(&format!("issuer = '{issuer}'\nmail.host = 'h'\npasskey.rp_id = '{rp_id}'"), &[])
            .map(|config| config.rp_id())
    };
    let host = "https://id.example.org:8443";
    for good in ["id.example.org", "example.org"] {
        assert_eq!(rp_id(host, good).unwrap().unwrap(), good);
    }
    assert_eq!(rp_id("http://localhost:8080", "localhost").unwrap().unwrap(), "localhost");
    for bad in [
        "org",
        "",
        ".",
        ".org",
        ".example.org",
        "ample.org",
        "d.example.org",
        "ID.example.org",
        "a.id.example.org",
    ] {
        assert!(rp_id(host, bad).unwrap_err().contains("passkey.rp_id must be"), "{bad}");
    }
    assert!(rp_id("http://127.0.0.1", "127.0.0.1").is_err());
    assert_eq!(load("issuer = 'http://[::1]:1'\nmail.host = 'h'", &[]).unwrap().rp_id(), None);
    assert_eq!(load(GOOD, &[]).unwrap().rp_id().unwrap(), "id.example.org");
}

#[test]
fn a_related_origin_is_an_origin() {
    let origins = |origin: &str| load(&format!("{GOOD}passkey.related_origins = ['{origin}']"), &[]);
    for good in ["https://example.com", "https://example.com:8443"] {
        assert_eq!(origins(good).unwrap().passkey.related_origins, [good]);
    }
    for bad in [
        "",
        "example.com",
        "http://example.com",
        "https://example.com:443",
        "https://example.com/a",
        "https://a@example.com",
        "https://*.example.com/",
        "https://EXAMPLE.com",
    ] {
        assert!(origins(bad).is_err(), "{bad}");
    }
}
