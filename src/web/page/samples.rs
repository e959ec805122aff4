//! One believable filling of every page and mail: for [`trial`](super::trial), and for all tests that look at pages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    Account, AccountFactor, AccountForm, AccountLine, AccountSession, Accounts, Action, Activity,
    AdminAccount, AdminAccountNew, AdminAccounts, AdminAudit, AdminBrand, AdminClient, AdminClientNew,
    AdminClientTest, AdminClients, AdminEvent, AdminFrame, AdminInvitations, AdminKey, AdminKeys,
    AdminOverview, AdminPolicy, AdminPolicyEdit, AdminPolicyHistory, AdminPolicyVersion, AdminTransfer,
    AdminWebhook, AdminWebhooks, ApiOperation, ApiViewer, App, Apps, AttributeField, AuditFilter,
    Authenticator, BrandFault, BrandField, BrandGroup, BrandOwner, CaughtMail, CaughtMails, Chrome, Claim,
    Client, ClientLine, ClientTrouble, Consent, Console, ContactChange, Details, Device, DeviceAsk,
    DeviceCode, DeviceDone, Enrol, ErrorDetails, ErrorPage, FactorCount, Fault, FieldGroup, FieldOption,
    FieldView, Flow, FormField, FormPost, Handover, Happening, Home, Identifier, ImportFault, ImportReport,
    ImportScheme, InvitationForm, InvitationLine, Leaving, LogoutConfirm, LogoutDone, LogoutFrames,
    MailSummary, Nameless, NotMe, Number, Offer, Other, OverviewCheck, Phone, PlayedQuestion, PlayedSignIn,
    PolicyChange, PolicyField, PolicyGroup, PolicyLevel, PolicyVersionLine, Privacy, Profile, ProfileContact,
    RecoverLink, Recovered, Register, Scope, Session, Sessions, Setup, SignedIn, Snippet, Stay, StepOf,
    StopReset, Terms, TestCheck, TestRefusal, TestToken, Verify, View, Way, WebhookForm, WebhookLine,
    WebhookTry, bars,
};
use crate::{clock::Timestamp, delivery::Look};

/// Tuesday, 3 March 2026, 14:05 UTC.
pub const NOW: Timestamp = Timestamp(1_772_546_700_000);

/// A page and what it is given.
#[derive(Debug)]
pub struct Sample {
    /// Names the sample.
    pub name: &'static str,
    /// Below `templates/`.
    pub template: String,
    /// What every page is given.
    pub chrome: Chrome,
    /// What this one is given.
    pub view: Value,
}

fn sample(name: &'static str, view: &impl View) -> Sample {
    Sample {
        name,
        template: view.template(),
        chrome: Chrome::new("en", "bm9uY2U", "/", name.starts_with("dev") || name == "home")
            .with_menu(Some("/login/j7Q2mWc/identifier".into())),
        view: serde_json::to_value(view).unwrap_or_default(),
    }
}

pub fn client() -> Client {
    Client {
        name: "Shop".into(),
        host: "shop.example".into(),
        verified: true,
        document: None,
        logo: None,
        policy_uri: Some("https://shop.example/privacy".into()),
        tos_uri: Some("https://shop.example/terms".into()),
    }
}

fn start() -> Flow {
    Flow { journey: "j7Q2mWc".into(), csrf: "c5Rf".into(), client: Some(client()), ..Flow::default() }
}

fn flow() -> Flow {
    Flow { identity: Some("alice@example.org".into()), others: true, ..start() }
}

fn failed(fault: Fault) -> Flow {
    Flow { error: Some(fault), ..flow() }
}

/// Of an application that nobody registered.
fn stranger() -> Consent {
    let client = Client {
        host: "127.0.0.1".into(),
        verified: false,
        document: Some("agent.example".into()),
        ..client()
    };
    let mut consent = consent();
    consent.flow.client = Some(client);
    consent
}

fn device_ask() -> DeviceAsk {
    DeviceAsk {
        flow: flow(),
        account: "a1".into(),
        user_code: "WDJB-MJHT".into(),
        scopes: vec!["openid".into(), "profile".into(), "orders:read".into()],
        address: "192.0.2.7".into(),
        label: "TV".into(),
        began: NOW,
    }
}

fn verify(kind: &str, flow: Flow) -> Verify {
    let remember_days = (kind == "password").then_some(30);
    Verify { flow, kind: kind.into(), now: NOW, remember_days, challenge: json!({}), ..Verify::default() }
}

/// As they are when a passkey is used, and when it is made.
const REQUEST: &str = r#"{"challenge":"q83v","timeout":300000,"rpId":"id.example","allowCredentials":[],"userVerification":"required"}"#;
const CREATION: &str = r#"{"rp":{"name":"id.example","id":"id.example"},"user":{"id":"AQID","name":"alice","displayName":"alice"},"challenge":"q83v","pubKeyCredParams":[{"type":"public-key","alg":-7}],"timeout":300000,"excludeCredentials":[]}"#;

/// What a registered device is asked.
const QUESTION: &str =
    r#"{"issuer":"https://id.example","nonce":"q83v","purpose":"prove","keys":null,"user":null,"names":[]}"#;

fn identifier(flow: Flow, typed: &str) -> Identifier {
    let passkey = Nameless { kind: "passkey".into(), challenge: json!({ "options": REQUEST }) };
    let device = Nameless { kind: "registered_device".into(), challenge: json!({ "question": QUESTION }) };
    Identifier {
        flow,
        typed: typed.into(),
        nameless: vec![passkey, device],
        recovers: false,
        registers: false,
        accounts: Vec::new(),
    }
}

fn device(flow: Flow) -> Verify {
    Verify { challenge: json!({ "question": QUESTION }), ..verify("registered_device", flow) }
}

fn device_enrol(flow: Flow) -> Enrol {
    Enrol {
        flow,
        kind: "registered_device".into(),
        browser: "Chrome on Android".into(),
        challenge: json!({ "question": QUESTION }),
        ..Enrol::default()
    }
}

fn details(flow: Flow) -> Details {
    let claim = |name: &str, value: &str| Claim { name: name.into(), value: value.into() };
    let claims =
        [("given_name", "Alice"), ("family_name", ""), ("birthdate", "1990-12-31"), ("locale", "pt")];
    Details {
        flow,
        claims: claims.map(|(name, value)| claim(name, value)).to_vec(),
        terms: Some(Terms { version: "2026-11".into(), uri: "https://id.example/terms".into() }),
    }
}

fn signed_in() -> Vec<SignedIn> {
    let one = |name: &str, current| SignedIn {
        session: format!("s-{name}"),
        name: name.into(),
        username: format!("{name}@example.org"),
        current,
    };
    vec![one("alice", true), one("bob", false)]
}

fn passkey(flow: Flow) -> Verify {
    Verify { challenge: json!({ "options": REQUEST }), ..verify("passkey", flow) }
}

fn email_code(flow: Flow, resend_in: Option<i64>) -> Verify {
    Verify {
        resend_at: resend_in.map(|seconds| Timestamp(NOW.0 + seconds * 1000)),
        challenge: json!({ "sent_to": "a•••@example.org", "minutes": 10 }),
        ..verify("email_code", flow)
    }
}

/// The corners of a code that a phone reads.
const QR: &str = "M4 4h7v7h-7zm14 0h7v7h-7zm-14 14h7v7h-7zm9-12h2v4h-2zm-2 8h9v2h-9zm5 5h4v4h-4z";

fn enrol() -> Enrol {
    let qr =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\"><path d=\"{QR}\"/></svg>");
    Enrol {
        flow: Flow { step: Some(StepOf { n: 2, of: 3 }), others: false, ..flow() },
        kind: "totp".into(),
        now: NOW,
        challenge: json!({
            "qr": qr,
            "secret_groups": ["JBSW", "Y3DP", "EHPK", "3PXP", "JBSW", "Y3DP", "EHPK", "3PXP"],
            "uri": "otpauth://totp/Doorward:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Doorward",
        }),
        ..Enrol::default()
    }
}

fn new_password(flow: Flow, end_others: Option<bool>) -> Enrol {
    let mut challenge =
        json!({ "least": 8, "most": 256, "rules": "minlength: 8; maxlength: 256; allowed: unicode;" });
    if let Some(end_others) = end_others {
        challenge.as_object_mut().into_iter().for_each(|page| {
            page.insert("end_others".into(), end_others.into());
        });
    }
    Enrol { flow, kind: "password".into(), challenge, ..Enrol::default() }
}

fn sms_enrol(round: &str, flow: Flow) -> Enrol {
    let phone = if round == "number" { "+4915123456789" } else { "" };
    Enrol {
        flow,
        kind: "sms_code".into(),
        now: NOW,
        resend_at: (round == "code").then_some(Timestamp(NOW.0 + 28_000)),
        challenge: json!({ "round": round, "phone": phone, "sent_to": "+49 •••••••89", "minutes": 10 }),
        ..Enrol::default()
    }
}

fn sms_code(sent_to: Option<&str>) -> Verify {
    Verify {
        resend_at: Some(Timestamp(NOW.0 + 28_000)),
        challenge: json!({ "round": "code", "phone": "", "sent_to": sent_to, "minutes": 10 }),
        ..verify("sms_code", flow())
    }
}

/// The path went to the phone, and could go by mail.
fn dot_grid_by_text() -> Verify {
    let challenge = json!({
        "sent_to": "+49 •••••••89", "minutes": 10, "side": 4, "length": 6, "route": "sms", "other": "mail",
    });
    Verify { challenge, ..dot_grid(flow()) }
}

fn dot_grid(flow: Flow) -> Verify {
    Verify {
        resend_at: Some(Timestamp(NOW.0 + 28_000)),
        challenge: json!({ "sent_to": "a•••@example.org", "minutes": 10, "side": 4, "length": 6, "route": "mail", "other": null }),
        ..verify("dot_grid", flow)
    }
}

fn image(flow: Flow) -> Verify {
    Verify { challenge: json!({ "max_bytes": 10_000_000, "max_mb": 10 }), ..verify("image_passcode", flow) }
}

fn image_enrol(flow: Flow, again: bool) -> Enrol {
    let challenge = json!({
        "max_bytes": 10_000_000, "max_mb": 10, "again": again, "format": "JPEG", "width": 4032, "height": 3024,
    });
    Enrol { flow, kind: "image_passcode".into(), challenge, ..Enrol::default() }
}

fn pattern(flow: Flow) -> Verify {
    Verify { challenge: json!({ "most": 64 }), ..verify("pointer_pattern", flow) }
}

fn pattern_enrol(flow: Flow, again: bool) -> Enrol {
    let challenge = json!({ "again": again, "most": 64, "min_events": 8, "min_bits": 18, "bits": 22 });
    Enrol { flow, kind: "pointer_pattern".into(), challenge, ..Enrol::default() }
}

fn face(flow: Flow) -> Verify {
    verify("face", flow)
}

fn face_enrol(flow: Flow, consented: bool) -> Enrol {
    let consent = json!({
        "version": 1, "parts": ["what", "why", "long", "where", "who", "optional", "withdraw"],
        "words": { "en": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    });
    let consent = if consented { Value::Null } else { consent };
    Enrol { flow, kind: "face".into(), challenge: json!({ "consent": consent }), ..Enrol::default() }
}

fn handover(stage: &'static str, flow: Flow) -> Handover {
    let link = "https://id.example.org/phone?token=4Jk2mXv0QyTqVd3n8sWc7uZ1bRfGhKpLxEoAiNtSgYM";
    Handover {
        flow,
        kind: "face".into(),
        stage,
        link: link.into(),
        qr: crate::authentication::qr::drawing(link).unwrap_or_default(),
        phone: "Chrome (Android)".into(),
    }
}

fn phone(stage: &'static str) -> Phone {
    Phone {
        csrf: "c5Rf".into(),
        token: "qT7w".into(),
        handover: "h8Zk3".into(),
        client: flow().client,
        asker: "Firefox (Linux)".into(),
        enrolling: false,
        stage,
        number: "47".into(),
    }
}

fn recovery_codes(flow: Flow) -> Enrol {
    let code = |n: u32| format!("{n}K3F-9M2X-7QTR-{n}WZH");
    Enrol {
        flow,
        kind: "recovery_code".into(),
        challenge: json!({
            "codes": (0..10).map(code).collect::<Vec<_>>(), "host": "id.example", "username": "alice",
        }),
        ..Enrol::default()
    }
}

fn consent() -> Consent {
    let scope = |name: &str, optional, granted| Scope { name: name.into(), optional, granted };
    let scopes = vec![
        scope("openid", false, true),
        scope("profile", false, false),
        scope("email", true, false),
        scope("offline_access", true, false),
        scope("https://shop.example/orders.read", false, false),
    ];
    Consent { flow: flow(), account: "a1".into(), scopes }
}

fn account() -> Account {
    let factor = |id: &str, kind: &str, name: &str, removable| Authenticator {
        id: id.into(),
        kind: kind.into(),
        name: name.into(),
        created_at: day(90),
        last_used_at: Some(day(2)).filter(|_| removable),
        removable,
        needed: false,
        replaceable: kind == "recovery_code",
        usable: true,
        detail: if kind == "recovery_code" {
            json!({ "left": 3, "of": 10, "low": true })
        } else {
            Value::Null
        },
    };
    let passkey = |id: &str, name: &str, backup: &str| Authenticator {
        detail: json!({
            "backup": backup, "rp_id": "id.example", "user_id": "AQID", "credential_id": format!("key-{id}"),
        }),
        ..factor(id, "passkey", name, true)
    };
    let face = Authenticator {
        detail: json!({ "agreed_at": day(90), "version": 1 }),
        replaceable: true,
        ..factor("a9", "face", "", true)
    };
    Account {
        console: console("factors", Some("notice-factor-added")),
        username: "alice".into(),
        factors: vec![
            factor("a1", "password", "", false),
            factor("a2", "email_code", "alice@example.org", false),
            factor("a3", "totp", "My phone", true),
            factor("a4", "recovery_code", "", true),
            passkey("a5", "Laptop", "bound"),
            passkey("a6", "Password manager", "synced"),
            Authenticator { needed: true, ..passkey("a7", "Tablet", "eligible") },
            Authenticator {
                detail: json!({ "key": "key-a8" }),
                ..factor("a8", "registered_device", "Chrome on Android", true)
            },
            face,
        ],
        addable: vec!["passkey".into(), "totp".into()],
        frozen: false,
        offers_end: true,
    }
}

fn day(days: i64) -> Timestamp {
    Timestamp(NOW.0 - days * 86_400_000)
}

fn console(here: &'static str, notice: Option<&str>) -> Console {
    Console {
        csrf: "c5Rf".into(),
        here,
        name: "Alice Liddell".into(),
        error: None,
        notice: notice.map(str::to_owned),
    }
}

fn sessions() -> Sessions {
    let session = |id: &str, label: &str, current| Session {
        id: id.into(),
        label: label.into(),
        address: "192.0.2.7".into(),
        created_at: day(3),
        last_seen_at: day(0),
        current,
    };
    Sessions {
        console: console("sessions", Some("notice-session-ended")),
        devices: vec![Device {
            id: "d1".into(),
            label: "Firefox (Linux)".into(),
            address: "192.0.2.7".into(),
            expires_at: day(-20),
        }],
        sessions: vec![session("s1", "Firefox (Linux)", true), session("s2", "Safari (iPhone)", false)],
    }
}

fn apps() -> Apps {
    let app = |id: &str, verified, used_at| App {
        id: id.into(),
        client: Client { verified, ..client() },
        scopes: ["openid", "email", "offline_access", "https://shop.example/orders.read"]
            .map(String::from)
            .into(),
        since: day(40),
        used_at,
    };
    Apps {
        console: console("apps", None),
        apps: vec![app("shop", true, Some(day(1))), app("other", false, None)],
    }
}

fn activity() -> Activity {
    let event = |id: &str, kind: &str, factor: &str, app: &str| Happening {
        id: id.into(),
        kind: kind.into(),
        factor: factor.into(),
        app: app.into(),
        at: day(1),
        address: "192.0.2.7".into(),
        browser: "Firefox on Linux".into(),
        by_operator: kind == "account-created",
    };
    Activity {
        console: console("activity", None),
        days: 90,
        events: vec![
            event("e1", "session-begun", "", ""),
            event("e2", "grant-made", "", "Shop"),
            event("e3", "factor-added", "totp", ""),
            Happening {
                address: String::new(),
                browser: String::new(),
                ..event("e4", "account-created", "", "")
            },
            event("e5", "other", "", ""),
        ],
        later: true,
        older: Some("c3VyZQ".into()),
    }
}

fn profile(error: Option<Fault>) -> Profile {
    let field = |name: &'static str, text: &str| (name, text.to_owned());
    let names = [
        "name",
        "given_name",
        "middle_name",
        "family_name",
        "nickname",
        "gender",
        "birthdate",
        "profile",
        "website",
        "zoneinfo",
        "locale",
        "formatted",
        "street_address",
        "postal_code",
        "locality",
        "region",
        "country",
    ];
    let mut fields: BTreeMap<_, _> = names.map(|name| field(name, "")).into();
    fields.extend([
        field("name", "Alice Liddell"),
        field("zoneinfo", "Europe/London"),
        field("locality", "Oxford"),
    ]);
    Profile {
        console: Console { error, ..console("profile", None) },
        username: "alice".into(),
        fields,
        attributes: attributes(false),
        zones: vec!["Europe/London", "UTC"],
        picture: Some("/picture/p1c".into()),
        max_mb: 10,
        email: ProfileContact {
            address: Some("alice@example.org".into()),
            verified: true,
            ..ProfileContact::default()
        },
        phone: Some(ProfileContact { waiting: Some("+4915123456789".into()), ..ProfileContact::default() }),
    }
}

/// One of each state, and one that was made just now.
fn invitations() -> AdminInvitations {
    let line = |id: &str, email: &str, state: &'static str| InvitationLine {
        id: id.into(),
        email: email.into(),
        state,
        sent_at: Some(day(3)).filter(|_| !email.is_empty()),
        expires_at: day(1),
        used_at: Some(day(2)).filter(|_| state == "used"),
        account_id: Some("a1".to_owned()).filter(|_| state == "used"),
    };
    AdminInvitations {
        frame: admin_frame("invitations"),
        may_change: true,
        closed: false,
        invitations: vec![
            line("i3", "carol@example.org", "open"),
            line("i2", "", "lapsed"),
            line("i1", "alice@example.org", "used"),
        ],
        next: Some("c5Rf".into()),
        form: InvitationForm { language: "en".into(), ..InvitationForm::default() },
        link: Some("https://id.example/register?invitation=t0k3n".into()),
    }
}

/// One of each type; the first is another's to change.
fn attributes(admin: bool) -> Vec<AttributeField> {
    let field = |name: &str, label: &str, kind: &'static str, value: &str| AttributeField {
        id: format!("attribute-{name}"),
        label: label.into(),
        kind,
        value: value.into(),
        editable: admin || name != "department" && name != "keyholder",
        longest: 500,
    };
    vec![
        field("department", "Department", "string", "Tea parties"),
        field("keyholder", "Holds a key", "boolean", "true"),
        field("nickname_at_work", "Nickname at work", "string", ""),
        field("desk", "Number of the desk", "number", "7"),
        field("on_call", "On call", "boolean", "true"),
        field("languages", "Languages", "list", "English\nFrench"),
        field("badge", "Badge", "json", "{}"),
    ]
}

fn contact(error: Option<Fault>) -> ContactChange {
    ContactChange {
        console: Console { error, ..console("profile", None) },
        contact: "email",
        address: "alice@example.com".into(),
    }
}

fn privacy(export: Option<String>) -> Privacy {
    Privacy { console: console("privacy", None), export, days: 14 }
}

fn broken() -> ErrorPage {
    ErrorPage {
        title_key: "error-request-title".into(),
        message_key: "error-request-message".into(),
        error_id: "7F3K".into(),
        details: Some(ErrorDetails {
            error: "invalid_request".into(),
            error_description: "redirect_uri is not registered".into(),
            client_id: Some("shop".into()),
        }),
        action: Some(Action { href: "/".into(), label_key: "action-home".into() }),
        ..ErrorPage::default()
    }
}

fn caught() -> CaughtMail {
    CaughtMail {
        to: "alice@example.org".into(),
        from: Some("Doorward <doorward@localhost>".into()),
        subject: "123 456 is your code to sign in to Shop".into(),
        at: NOW,
        text: "Use this code to sign in to Shop:\n\n    123 456\n\n@localhost #123456\n".into(),
        html: Some("<p>Use this code to sign in to <strong>Shop</strong>:</p><p>123 456</p>".into()),
        code: Some("123456".into()),
    }
}

/// Every page, in its usual state and in those that look different.
pub fn samples() -> Vec<Sample> {
    let wrong = Fault::new("error-username-empty").about("username");
    let unverified = Client { verified: false, ..client() };
    let summary = |id: &str, subject: &str| MailSummary {
        id: id.into(),
        to: "alice@example.org".into(),
        subject: subject.into(),
        sms: false,
        at: NOW,
    };
    vec![
        sample("identifier", &identifier(start(), "")),
        sample("identifier-error", &identifier(Flow { error: Some(wrong), ..start() }, "al")),
        sample("identifier-account", &identifier(Flow { client: None, ..start() }, "")),
        sample(
            "identifier-logo",
            &identifier(
                Flow { client: Some(Client { logo: Some("/logo/shop".into()), ..client() }), ..start() },
                "",
            ),
        ),
        sample("identifier-host", &identifier(Flow { client: Some(unverified), ..start() }, "")),
        sample(
            "identifier-unknown-key",
            &identifier(Flow { error: Some(Fault::new("error-credential-unknown")), ..start() }, ""),
        ),
        sample("identifier-accounts", &Identifier { accounts: signed_in(), ..identifier(start(), "") }),
        sample(
            "account-accounts",
            &Accounts { console: console("accounts", None), accounts: signed_in(), room: true },
        ),
        sample("account-accounts-bare", &Accounts::default()),
        sample("identifier-bare", &Identifier { flow: start(), ..Identifier::default() }),
        sample("identifier-recovers", &Identifier { flow: start(), recovers: true, ..Identifier::default() }),
        sample("identifier-registers", &Identifier { registers: true, ..identifier(start(), "") }),
        sample("register", &Register { flow: start(), typed: String::new() }),
        sample(
            "register-error",
            &Register {
                flow: Flow { error: Some(Fault::new("error-contact-email").about("username")), ..start() },
                typed: "alice".into(),
            },
        ),
        sample("details", &details(flow())),
        sample("details-error", &details(failed(Fault::new("error-claim-empty").about("given_name")))),
        sample("details-terms", &Details { claims: Vec::new(), ..details(flow()) }),
        sample("number", &Number { flow: flow(), waiting: None }),
        sample("number-waiting", &Number { flow: flow(), waiting: Some("+491701234567".into()) }),
        sample("password", &verify("password", flow())),
        sample(
            "password-error",
            &verify("password", failed(Fault::new("error-password-wrong").about("password"))),
        ),
        sample("password-limit", &verify("password", failed(Fault::new("error-too-many-tries").until(NOW)))),
        sample("email-code", &email_code(flow(), Some(28))),
        sample("email-code-late", &email_code(flow(), Some(-5))),
        sample(
            "email-code-unnamed",
            &Verify { challenge: json!({ "sent_to": null, "minutes": 10 }), ..email_code(flow(), None) },
        ),
        sample(
            "email-code-held",
            &Verify {
                send_refused_until: Some(Timestamp(NOW.0 + 3_600_000)),
                ..email_code(flow(), Some(28))
            },
        ),
        sample(
            "email-code-sent",
            &email_code(Flow { notice: Some("notice-code-sent".into()), ..flow() }, None),
        ),
        sample("totp", &verify("totp", flow())),
        sample("totp-trust", &Verify { trust_days: Some(30), ..verify("totp", flow()) }),
        sample("totp-error", &verify("totp", failed(Fault::new("error-totp-wrong").about("code")))),
        sample("password-enrol", &new_password(Flow { others: false, ..flow() }, None)),
        sample(
            "password-change",
            &new_password(
                Flow {
                    client: None,
                    others: false,
                    ..failed(Fault::new("error-password-common").about("password"))
                },
                Some(true),
            ),
        ),
        sample("totp-enrol", &enrol()),
        sample("image", &image(flow())),
        sample("image-error", &image(failed(Fault::new("error-image-wrong").about("image")))),
        sample("image-enrol", &image_enrol(flow(), false)),
        sample(
            "image-enrol-error",
            &image_enrol(failed(Fault::new("error-image-uniform").about("image")), false),
        ),
        sample("image-again", &image_enrol(flow(), true)),
        sample("pattern", &pattern(flow())),
        sample("pattern-error", &pattern(failed(Fault::new("error-pattern-wrong").about("pattern")))),
        sample("pattern-enrol", &pattern_enrol(flow(), false)),
        sample(
            "pattern-enrol-error",
            &pattern_enrol(failed(Fault::new("error-pattern-simple").about("pattern")), false),
        ),
        sample("pattern-again", &pattern_enrol(flow(), true)),
        sample("face", &face(flow())),
        sample("face-error", &face(failed(Fault::new("error-camera-refused")))),
        sample("face-consent", &face_enrol(flow(), false)),
        sample(
            "face-consent-error",
            &face_enrol(failed(Fault::new("error-face-consent").about("agree")), false),
        ),
        sample("face-consent-only", &face_enrol(Flow { others: false, ..flow() }, false)),
        sample("face-consent-optional", &face_enrol(Flow { optional: true, others: false, ..flow() }, false)),
        sample("face-enrol", &face_enrol(flow(), true)),
        sample("handover", &handover("open", flow())),
        sample("handover-number", &handover("claimed", flow())),
        sample("handover-number-nameless", &Handover { phone: String::new(), ..handover("claimed", flow()) }),
        sample("handover-waits", &handover("confirmed", flow())),
        sample("handover-over", &handover("over", failed(Fault::new("error-handover-mismatched")))),
        sample("phone", &phone("offered")),
        sample("phone-nameless", &Phone { asker: String::new(), client: None, ..phone("offered") }),
        sample("phone-number", &phone("claimed")),
        sample("phone-camera", &phone("confirmed")),
        sample("phone-camera-enrol", &Phone { enrolling: true, ..phone("confirmed") }),
        sample("phone-begun", &phone("begun")),
        sample("phone-passed", &phone("passed")),
        sample("phone-failed", &phone("failed")),
        sample("phone-declined", &Phone { stage: "declined", ..Phone::default() }),
        sample("phone-over", &phone("over")),
        sample("recovery-code", &verify("recovery_code", flow())),
        sample(
            "recovery-code-error",
            &verify("recovery_code", failed(Fault::new("error-recovery-wrong").about("code"))),
        ),
        sample("recovery-code-enrol", &recovery_codes(flow())),
        sample(
            "recovery-code-unsaved",
            &recovery_codes(failed(Fault::new("error-recovery-unsaved").about("saved"))),
        ),
        sample("sms-code", &sms_code(Some("+49 •••••••89"))),
        sample("sms-code-unnamed", &sms_code(None)),
        sample(
            "sms-code-held",
            &Verify { send_refused_until: Some(Timestamp(NOW.0 + 3_600_000)), ..sms_code(None) },
        ),
        sample("sms-number", &sms_enrol("number", flow())),
        sample(
            "sms-number-error",
            &sms_enrol("number", failed(Fault::new("error-phone-format").about("phone"))),
        ),
        sample("sms-enrol", &sms_enrol("code", flow())),
        sample("dot-grid", &dot_grid(flow())),
        sample("dot-grid-by-text", &dot_grid_by_text()),
        sample("dot-grid-error", &dot_grid(failed(Fault::new("error-dot-grid-format").about("code")))),
        sample("passkey", &passkey(flow())),
        sample("passkey-error", &passkey(failed(Fault::new("error-passkey-refused")))),
        sample(
            "passkey-enrol",
            &Enrol { kind: "passkey".into(), challenge: json!({ "options": CREATION }), ..enrol() },
        ),
        sample("registered-device", &device(flow())),
        sample("registered-device-error", &device(failed(Fault::new("error-registered-device-refused")))),
        sample("registered-device-enrol", &device_enrol(flow())),
        sample("offer-device", &Offer { flow: flow(), kind: "registered_device".into(), days: 14 }),
        sample(
            "identifier-device-unknown",
            &identifier(Flow { error: Some(Fault::new("error-registered-device-unknown")), ..start() }, ""),
        ),
        sample(
            "totp-enrol-error",
            &Enrol {
                flow: failed(Fault::new("error-totp-wrong").about("code")),
                name: Some("Kim's \"pocket\" <phone>".into()),
                ..enrol()
            },
        ),
        sample(
            "other",
            &Other {
                flow: flow(),
                factors: ["totp", "email_code", "password"]
                    .map(|kind| Way { kind: kind.into(), current: kind == "totp" })
                    .into(),
            },
        ),
        sample("consent", &consent()),
        sample("consent-of-stranger", &stranger()),
        sample("code-of-device", &DeviceCode { csrf: "c5Rf".into(), typed: "WDJB-MJHT".into(), error: None }),
        sample(
            "code-of-device-wrong",
            &DeviceCode {
                csrf: "c5Rf".into(),
                typed: "WDJB-MJHX".into(),
                error: Some(Fault::new("error-device-code").about("user_code")),
            },
        ),
        sample("ask-of-device", &device_ask()),
        sample("done-of-device", &DeviceDone { allowed: true }),
        sample("refused-of-device", &DeviceDone { allowed: false }),
        sample(
            "logout-confirm",
            &LogoutConfirm {
                csrf: "c5Rf".into(),
                request: "sealed".into(),
                client: Some(client()),
                identity: Some("alice@example.org".into()),
            },
        ),
        sample("logout-own", &LogoutConfirm { csrf: "c5Rf".into(), ..LogoutConfirm::default() }),
        sample(
            "logout-done",
            &LogoutDone {
                return_uri: Some("https://shop.example/bye".into()),
                client: Some(client()),
                ..LogoutDone::default()
            },
        ),
        sample(
            "logout-back",
            &LogoutDone { return_uri: Some("https://shop.example/bye".into()), ..LogoutDone::default() },
        ),
        sample("logout-alone", &LogoutDone::default()),
        sample(
            "logout-others",
            &LogoutDone {
                csrf: "c5Rf".into(),
                others: vec![SignedIn {
                    session: "s2".into(),
                    name: "Bob Hatter".into(),
                    username: "bob@example.org".into(),
                    current: false,
                }],
                ..LogoutDone::default()
            },
        ),
        sample(
            "logout-frames",
            &LogoutFrames {
                frames: vec!["https://shop.example/out?iss=https%3A%2F%2Fid.example.org&sid=s1".into()],
                on: "https://shop.example/bye".into(),
            },
        ),
        sample(
            "form-post",
            &FormPost {
                action: "https://shop.example/callback".into(),
                fields: [("code", "c0de"), ("state", "a&b"), ("iss", "https://id.example")]
                    .map(|(name, value)| FormField { name: name.into(), value: value.into() })
                    .into(),
            },
        ),
        sample("error", &broken()),
        sample("error-bare", &ErrorPage::default()),
        sample("account", &account()),
        sample("account-bare", &Account::default()),
        sample("account-sessions", &sessions()),
        sample("account-sessions-bare", &Sessions::default()),
        sample("account-apps", &apps()),
        sample("account-apps-none", &Apps { apps: Vec::new(), ..apps() }),
        sample("account-activity", &activity()),
        sample(
            "account-activity-none",
            &Activity { events: Vec::new(), later: false, older: None, ..activity() },
        ),
        sample("account-profile", &profile(None)),
        sample(
            "account-profile-error",
            &profile(Some(Fault::new("error-profile-birthdate").about("birthdate"))),
        ),
        sample(
            "account-profile-bare",
            &Profile { picture: None, phone: None, email: ProfileContact::default(), ..profile(None) },
        ),
        sample("account-contact", &contact(None)),
        sample("account-contact-error", &contact(Some(Fault::new("error-code-wrong").about("code")))),
        sample("account-privacy", &privacy(None)),
        sample("account-privacy-ready", &privacy(Some("t0k3n".into()))),
        sample("account-leaving", &Leaving { days: 14 }),
        sample("account-stay", &Stay { flow: flow(), due_at: NOW }),
        sample("account-frozen", &Account { frozen: true, ..account() }),
        sample(
            "not-me",
            &NotMe { csrf: "c5Rf".into(), account: "a1".into(), about: "f1".into(), ..NotMe::default() },
        ),
        sample(
            "recover-link",
            &RecoverLink {
                journey: "j7Q2mWc".into(),
                csrf: "c5Rf".into(),
                code: "123456".into(),
                elsewhere: false,
            },
        ),
        sample(
            "recover-elsewhere",
            &RecoverLink { code: "123456".into(), elsewhere: true, ..RecoverLink::default() },
        ),
        sample("recovered", &Recovered { waits: Some("j7Q2mWc".into()) }),
        sample("recovered-late", &Recovered::default()),
        sample(
            "reset-stop",
            &StopReset {
                csrf: "c5Rf".into(),
                account: "0197".into(),
                reset: "0198".into(),
                token: "qT7w".into(),
                done: false,
            },
        ),
        sample("reset-stopped", &StopReset { done: true, ..StopReset::default() }),
        sample("not-me-done", &NotMe { done: true, ..NotMe::default() }),
        sample("offer", &Offer { flow: flow(), kind: "passkey".into(), days: 14 }),
        sample("enrol-optional", &Enrol { flow: Flow { optional: true, ..flow() }, ..enrol() }),
        sample(
            "home",
            &Home {
                issuer: "http://localhost:8080".into(),
                relying_party: Some("http://localhost:8081".into()),
            },
        ),
        sample(
            "dev-mail",
            &CaughtMails {
                messages: vec![
                    MailSummary {
                        to: "+4915123456789".into(),
                        sms: true,
                        ..summary("m3", "123456 is your code to sign in to Shop.")
                    },
                    summary("m2", "123 456 is your code to sign in to Shop"),
                    summary("m1", "A new way to sign in was added to your account"),
                ],
            },
        ),
        sample("dev-mail-none", &CaughtMails::default()),
        sample("dev-message", &caught()),
        sample("dev-text", &CaughtMail { to: "+4915123456789".into(), from: None, html: None, ..caught() }),
        sample(
            "admin",
            &AdminOverview {
                frame: admin_frame("overview"),
                issuer: "http://localhost:8080".into(),
                storage: "SQLite".into(),
                accounts: 2,
                clients: 1,
                waiting: 3,
                days: bars(&[(5, 1), (20, 0)]),
                sign_ins: 25,
                failures: 1,
                checks: [("database", "fine"), ("mail", "warn"), ("clock", "fail"), ("weather", "fine")]
                    .map(|(about, state)| OverviewCheck {
                        about: about.into(),
                        state: state.into(),
                        detail: "sqlite, schema 15".into(),
                    })
                    .into(),
                factors: ["password", "totp"]
                    .map(|kind| FactorCount { kind: kind.into(), count: 2, share: 50 })
                    .into(),
            },
        ),
        sample("admin-bare", &AdminOverview::default()),
        sample(
            "admin-clients",
            &AdminClients {
                frame: admin_frame("clients"),
                q: "sh".into(),
                may_change: true,
                clients: vec![
                    ClientLine {
                        id: "shop".into(),
                        name: "The Shop".into(),
                        public: false,
                        disabled: true,
                        last_used_at: Some(NOW),
                        unused: false,
                    },
                    ClientLine {
                        id: "shelf".into(),
                        name: String::new(),
                        public: true,
                        disabled: false,
                        last_used_at: None,
                        unused: true,
                    },
                ],
                next: Some("c5Rf".into()),
            },
        ),
        sample(
            "admin-clients-none",
            &AdminClients { frame: admin_frame("clients"), ..AdminClients::default() },
        ),
        sample(
            "admin-client-kinds",
            &AdminClientNew {
                frame: admin_frame("clients"),
                kinds: vec!["web", "single-page", "native", "machine", "device", "mcp"],
                ..AdminClientNew::default()
            },
        ),
        sample(
            "admin-client-new",
            &AdminClientNew {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-invalid")),
                    faults: vec!["redirect_uris: must be absolute".into()],
                    ..admin_frame("clients")
                },
                chosen: "web",
                returns: true,
                name: "Shop".into(),
                redirect_uris: "shop.example/cb".into(),
                ..AdminClientNew::default()
            },
        ),
        sample("admin-client", &admin_client()),
        sample("admin-client-secret", &AdminClient { secret: Some("s3cr3t".into()), ..admin_client() }),
        sample(
            "admin-client-test",
            &AdminClientTest {
                frame: admin_frame("clients"),
                id: "shop".into(),
                name: "Shop".into(),
                refused: None,
                scope: "openid email".into(),
                refresh: true,
                tokens: vec![
                    TestToken {
                        name: "id_token",
                        header: "{\n  \"alg\": \"RS256\"\n}".into(),
                        claims: "{\n  \"iss\": \"https://id.example.org\"\n}".into(),
                        checks: vec![
                            TestCheck { name: "verified", good: true },
                            TestCheck { name: "nonce", good: true },
                            TestCheck { name: "at_hash", good: false },
                        ],
                        expires_at: Some(NOW),
                    },
                    TestToken {
                        name: "access_token",
                        header: String::new(),
                        claims: String::new(),
                        checks: Vec::new(),
                        expires_at: Some(NOW),
                    },
                ],
            },
        ),
        sample(
            "admin-client-test-refused",
            &AdminClientTest {
                frame: admin_frame("clients"),
                refused: Some(TestRefusal { code: "access_denied".into(), description: "No".into() }),
                ..AdminClientTest::default()
            },
        ),
        sample(
            "admin-client-looked-at",
            &AdminClient { may_change: false, problems: Vec::new(), last_used_at: None, ..admin_client() },
        ),
        sample(
            "admin-accounts",
            &AdminAccounts {
                frame: admin_frame("accounts"),
                q: "al".into(),
                may_change: true,
                accounts: vec![AccountLine {
                    id: "a1".into(),
                    username: "alice".into(),
                    full_name: "Alice Liddell".into(),
                    email: "alice@example.org".into(),
                    disabled: true,
                }],
                next: Some("c5Rf".into()),
            },
        ),
        sample(
            "admin-account-new",
            &AdminAccountNew { frame: admin_frame("accounts"), form: admin_account().form },
        ),
        sample("admin-account", &admin_account()),
        sample(
            "admin-account-typed",
            &AdminAccount {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-typed").about("typed")),
                    ..admin_frame("accounts")
                },
                disabled: true,
                frozen: false,
                factors: Vec::new(),
                removable: Vec::new(),
                sessions: Vec::new(),
                roles: Vec::new(),
                ..admin_account()
            },
        ),
        sample(
            "admin-keys",
            &AdminKeys {
                frame: admin_frame("keys"),
                may_change: true,
                keys: ["active", "next", "retired"]
                    .map(|state| AdminKey {
                        kid: format!("k-{state}"),
                        algorithm: "RS256".into(),
                        state: state.into(),
                        since: NOW,
                        verifies_until: Some(NOW).filter(|_| state == "retired"),
                        asked: state == "active",
                        encrypts: state == "next",
                    })
                    .into(),
            },
        ),
        sample(
            "admin-policy",
            &AdminPolicy {
                frame: admin_frame("policy"),
                levels: vec![
                    PolicyLevel {
                        acr: "urn:doorward:acr:two-step".into(),
                        chains: vec![vec![vec!["password".into()], vec!["totp".into(), "email_code".into()]]],
                        usual: true,
                        administers: false,
                    },
                    PolicyLevel {
                        acr: "urn:doorward:acr:aal2".into(),
                        chains: vec![vec![vec!["passkey".into()]]],
                        usual: false,
                        administers: true,
                    },
                ],
                newest: policy_version(3),
                may_change: true,
                account: "alice".into(),
                client: "shop".into(),
                acr: "urn:doorward:acr:aal2".into(),
                address: "192.0.2.7".into(),
                played: Some(played()),
            },
        ),
        sample("admin-policy-edit", &policy_edit()),
        sample(
            "admin-policy-reviewed",
            &AdminPolicyEdit {
                reviewed: true,
                changes: policy_changes(),
                account: "alice".into(),
                played: Some(played()),
                ..policy_edit()
            },
        ),
        sample(
            "admin-policy-refused",
            &AdminPolicyEdit {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-invalid")),
                    faults: vec!["session.idle must not be longer than session.absolute".into()],
                    ..admin_frame("policy")
                },
                ..policy_edit()
            },
        ),
        sample(
            "admin-policy-history",
            &AdminPolicyHistory {
                frame: admin_frame("policy"),
                versions: vec![
                    policy_version(3),
                    PolicyVersionLine { restores: None, by: String::new(), ..policy_version(2) },
                ],
                next: Some("c5Rf".into()),
            },
        ),
        sample(
            "admin-policy-history-none",
            &AdminPolicyHistory { frame: admin_frame("policy"), ..AdminPolicyHistory::default() },
        ),
        sample(
            "admin-policy-version",
            &AdminPolicyVersion {
                frame: admin_frame("policy"),
                line: policy_version(2),
                compared: 1,
                changes: policy_changes(),
                newest: 3,
                ahead: policy_changes(),
                may_restore: true,
                reason: String::new(),
            },
        ),
        sample(
            "admin-policy-version-same",
            &AdminPolicyVersion { frame: admin_frame("policy"), ..AdminPolicyVersion::default() },
        ),
        sample(
            "admin-policy-unknown",
            &AdminPolicy {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-no-account").about("account")),
                    ..admin_frame("policy")
                },
                account: "nobody".into(),
                ..AdminPolicy::default()
            },
        ),
        sample("admin-invitations", &invitations()),
        sample(
            "admin-invitations-closed",
            &AdminInvitations {
                frame: admin_frame("invitations"),
                closed: true,
                ..AdminInvitations::default()
            },
        ),
        sample(
            "admin-transfer",
            &AdminTransfer {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-import-parameters").about("parameters")),
                    ..admin_frame("transfer")
                },
                formats: vec!["ndjson", "csv", "django", "keycloak", "firebase"],
                format: "firebase".into(),
                parameters: "{}".into(),
                megabytes: 16,
                ..AdminTransfer::default()
            },
        ),
        sample("admin-transfer-clean", &transferred(Vec::new(), false)),
        sample("admin-transfer-imported", &transferred(Vec::new(), true)),
        sample(
            "admin-transfer-faulty",
            &transferred(vec![ImportFault { number: 3, fault: "email: not an address".into() }], false),
        ),
        sample(
            "admin-webhooks",
            &AdminWebhooks {
                frame: admin_frame("webhooks"),
                may_change: true,
                webhooks: vec![
                    WebhookLine {
                        id: "w1".into(),
                        url: "https://crm.example/hooks".into(),
                        description: "CRM".into(),
                        active: true,
                        waiting: 3,
                        dead: 0,
                    },
                    WebhookLine {
                        id: "w2".into(),
                        url: "https://old.example/hooks".into(),
                        description: String::new(),
                        active: false,
                        waiting: 0,
                        dead: 12,
                    },
                ],
                form: webhook_form(),
                kinds: vec!["account.created", "account.deleted"],
            },
        ),
        sample(
            "admin-webhooks-none",
            &AdminWebhooks { frame: admin_frame("webhooks"), ..AdminWebhooks::default() },
        ),
        sample("admin-webhook", &admin_webhook()),
        sample(
            "admin-webhook-secret",
            &AdminWebhook { secret: Some("whsec_s3cr3t".into()), ..admin_webhook() },
        ),
        sample(
            "admin-webhook-looked-at",
            &AdminWebhook { may_change: false, active: false, tries: Vec::new(), ..admin_webhook() },
        ),
        sample("admin-brand", &admin_brand()),
        sample(
            "admin-brand-refused",
            &AdminBrand {
                frame: AdminFrame {
                    error: Some(Fault::new("error-admin-invalid")),
                    notice: None,
                    ..admin_brand().frame
                },
                client: Some(BrandOwner { id: "shop".into(), name: "The Shop".into() }),
                logo: None,
                is_set: false,
                name: BrandField { is_wrong: true, ..brand_field("name", "name", "Ac\u{fffd}me", "") },
                picture: BrandField { is_wrong: true, ..brand_field("logo", "logo", "", "") },
                groups: vec![BrandGroup {
                    mode: "dark",
                    fields: vec![BrandField {
                        is_wrong: true,
                        ..brand_field("sheet_dark", "sheet", "#888888", "#1b1e21")
                    }],
                }],
                wrong: vec![
                    brand_fault("name", "name", "error-brand-name"),
                    brand_fault("logo", "logo", "error-brand-large"),
                    BrandFault {
                        dark: true,
                        upper: "#a9adb3".into(),
                        lower: "#888888".into(),
                        ratio: "1.57".into(),
                        least: "4.5".into(),
                        ..brand_fault("sheet_dark", "sheet", "error-brand-contrast")
                    },
                ],
                ..admin_brand()
            },
        ),
        sample("admin-brand-looked-at", &AdminBrand { may_change: false, ..admin_brand() }),
        sample(
            "admin-audit",
            &AdminAudit {
                frame: admin_frame("audit"),
                filter: AuditFilter { event: "client.changed".into(), ..AuditFilter::default() },
                events: vec![AdminEvent {
                    event: "client.changed".into(),
                    at: NOW,
                    account: "a1".into(),
                    client: "shop".into(),
                    address: "192.0.2.7".into(),
                    detail: "{\"by\":\"operator\"}".into(),
                }],
                next: Some("c5Rf".into()),
            },
        ),
        sample("admin-audit-none", &AdminAudit { frame: admin_frame("audit"), ..AdminAudit::default() }),
        sample(
            "api",
            &ApiViewer {
                root: "http://localhost:8080/api/v1".into(),
                operations: vec![ApiOperation {
                    method: "PATCH".into(),
                    path: "/api/v1/clients/{client_id}".into(),
                    summary: "Changes a client".into(),
                    parameters: vec!["client_id".into(), "If-Match".into()],
                    scope: "admin.clients.write".into(),
                    roles: vec!["owner", "administrator"],
                }],
            },
        ),
        sample("setup", &Setup { csrf: "c5Rf".into(), token: "t0k3n".into(), ..Setup::default() }),
        sample(
            "setup-error",
            &Setup {
                csrf: "c5Rf".into(),
                name: "Ann".into(),
                email: "ann@example.org".into(),
                error: Some(Fault::new("error-password-common").about("password")),
                ..Setup::default()
            },
        ),
    ]
}

fn played() -> PlayedSignIn {
    PlayedSignIn {
        questions: vec![
            PlayedQuestion {
                kind: "password".into(),
                others: vec!["passkey".into(), "totp".into()],
                enrols: false,
            },
            PlayedQuestion { kind: "totp".into(), others: Vec::new(), enrols: true },
        ],
        succeeds: true,
        acr: "urn:doorward:acr:aal2".into(),
        needs: vec![
            ("urn:doorward:acr:aal2".into(), "request"),
            ("urn:doorward:acr:two-step".into(), "client"),
            ("urn:doorward:acr:aal2".into(), "account"),
            ("urn:doorward:acr:aal2".into(), "condition"),
        ],
    }
}

fn policy_version(number: i64) -> PolicyVersionLine {
    PolicyVersionLine {
        number,
        at: Some(NOW),
        by: "ada".into(),
        reason: "The audit asked for shorter sessions".into(),
        restores: Some(1),
    }
}

fn policy_changes() -> Vec<PolicyChange> {
    let change =
        |setting: &str, entry: Option<&str>, before: Option<&str>, after: Option<&str>| PolicyChange {
            setting: setting.into(),
            label: setting.replace('.', "-"),
            entry: entry.map(str::to_owned),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
    vec![
        change("session.idle", None, Some("1h"), Some("30m")),
        change("policy.clients", Some("shop"), None, Some("urn:doorward:acr:aal2")),
        change("policy.groups", Some("staff"), Some("urn:doorward:acr:aal2"), None),
    ]
}

fn policy_edit() -> AdminPolicyEdit {
    let field = |setting: &'static str, kind: &'static str, table: &'static str, value: &str| PolicyField {
        setting,
        label: setting.replace('.', "-"),
        kind,
        table,
        rows: value.lines().count().clamp(2, 12),
        options: Vec::new(),
        value: value.into(),
        set: true,
        fixed: false,
        changed: true,
    };
    let options = ["off", "invitation", "on"].map(|value| FieldOption { value, on: value == "on" }).to_vec();
    let levels =
        "urn:doorward:acr:two-step = passkey\nurn:doorward:acr:two-step = password + totp / email_code";
    AdminPolicyEdit {
        frame: admin_frame("policy"),
        version: 3,
        groups: vec![
            PolicyGroup {
                heading: "levels",
                fields: vec![
                    field("policy.levels", "lines", "levels", levels),
                    field("policy.default_level", "line", "", "urn:doorward:acr:two-step"),
                ],
            },
            PolicyGroup {
                heading: "demands",
                fields: vec![
                    field("policy.clients", "lines", "map", "shop = urn:doorward:acr:aal2"),
                    field(
                        "policy.conditions",
                        "lines",
                        "conditions",
                        "away = urn:doorward:acr:aal2; outside 10.0.0.0/8",
                    ),
                ],
            },
            PolicyGroup {
                heading: "registration",
                fields: vec![
                    PolicyField { options, ..field("registration.mode", "choice", "", "on") },
                    field("registration.require", "lines", "list", "name"),
                    field("policy.confirmation_counts", "switch", "", "true"),
                    PolicyField { fixed: true, ..field("session.idle", "line", "", "1h") },
                ],
            },
        ],
        reason: "The audit asked for it".into(),
        ..AdminPolicyEdit::default()
    }
}

fn transferred(faults: Vec<ImportFault>, imported: bool) -> AdminTransfer {
    AdminTransfer {
        frame: admin_frame("transfer"),
        formats: vec!["ndjson", "csv"],
        format: "csv".into(),
        vouch: true,
        parameters: String::new(),
        megabytes: 16,
        report: Some(ImportReport {
            clean: faults.is_empty(),
            accounts: 12,
            disabled: 1,
            without_password: 2,
            seeds: 3,
            schemes: vec![ImportScheme { name: "bcrypt", count: 7 }],
            more: faults.len() as u64,
            faults,
        }),
        imported,
    }
}

fn brand_field(id: &str, part: &'static str, value: &str, ours: &str) -> BrandField {
    BrandField { id: id.into(), part, value: value.into(), ours: ours.into(), is_wrong: false }
}

fn brand_fault(id: &str, part: &str, key: &'static str) -> BrandFault {
    BrandFault { id: id.into(), part: part.into(), key, ..BrandFault::default() }
}

fn admin_brand() -> AdminBrand {
    let tones = |dark: &str, ours: [&str; 6]| {
        let parts = ["paper", "sheet", "ink", "soft", "line", "edge"];
        let field = |(part, ours): (&'static str, &str)| {
            let value = if part == "sheet" { ours } else { "" };
            brand_field(&format!("{part}{dark}"), part, value, ours)
        };
        parts.into_iter().zip(ours).map(field).collect()
    };
    let light = tones("", ["#f4f2ee", "#ffffff", "#1b1d1f", "#5a5e63", "#dedbd4", "#82868b"]);
    let dark = tones("_dark", ["#121416", "#1b1e21", "#eceae6", "#a9adb3", "#2f3438", "#7d8389"]);
    AdminBrand {
        frame: AdminFrame { notice: Some("notice-saved".into()), ..admin_frame("brand") },
        client: None,
        version: "q83v".into(),
        may_change: true,
        is_set: true,
        logo: Some("/static/icon.svg".into()),
        megabytes: 2,
        name: brand_field("name", "name", "Acme", ""),
        picture: brand_field("logo", "logo", "", ""),
        accents: vec![
            brand_field("accent", "accent", "#0b57d0", "#115e56"),
            brand_field("accent_dark", "accent", "#9cc0ff", ""),
        ],
        round: brand_field("round", "round", "0.25rem", "0.625rem"),
        groups: vec![BrandGroup { mode: "light", fields: light }, BrandGroup { mode: "dark", fields: dark }],
        is_open: true,
        wrong: Vec::new(),
    }
}

fn webhook_form() -> WebhookForm {
    WebhookForm {
        url: "https://crm.example/hooks".into(),
        description: "CRM".into(),
        events: "account.*\nsession.ended".into(),
    }
}

fn admin_webhook() -> AdminWebhook {
    let delivery = |state: &str, error: &str| WebhookTry {
        id: state.into(),
        event: "account.created".into(),
        at: NOW,
        state: state.into(),
        attempts: 3,
        next_at: (state == "waiting").then_some(NOW),
        status: (state != "waiting").then_some(500),
        error: error.into(),
    };
    AdminWebhook {
        frame: admin_frame("webhooks"),
        id: "w1".into(),
        version: 2,
        may_change: true,
        active: true,
        form: webhook_form(),
        kinds: vec!["account.created", "account.deleted"],
        secret: None,
        old_until: Some(NOW),
        waiting: 1,
        dead: 1,
        tries: vec![delivery("dead", "answered 500"), delivery("waiting", ""), delivery("delivered", "")],
    }
}

fn admin_client() -> AdminClient {
    let field = |field, kind, value: &str, words: &[&'static str]| FieldView {
        field,
        kind,
        value: value.into(),
        options: words.iter().map(|word| FieldOption { value: word, on: *word == value }).collect(),
    };
    AdminClient {
        frame: AdminFrame { notice: Some("notice-saved".into()), ..admin_frame("clients") },
        id: "shop".into(),
        client_name: "The Shop".into(),
        version: 3,
        disabled: true,
        public: false,
        created_at: NOW,
        last_used_at: Some(NOW),
        may_change: true,
        has_secret: true,
        secret: None,
        problems: vec![ClientTrouble {
            about: "redirect_uri".into(),
            value: "https://shop.example/wrong".into(),
            times: 4,
            at: NOW,
        }],
        snippets: vec![
            Snippet { library: "Authlib", code: "oauth.register('doorward')".into() },
            Snippet { library: "curl", code: "curl https://id.example/token".into() },
        ],
        groups: vec![
            FieldGroup {
                heading: "identity",
                fields: vec![
                    field("client_name", "line", "The Shop", &[]),
                    field("verified", "switch", "true", &[]),
                ],
            },
            FieldGroup {
                heading: "protocol",
                fields: vec![
                    field("redirect_uris", "lines", "https://shop.example/cb", &[]),
                    field("application_type", "choice", "web", &["web", "native"]),
                    field("response_types", "choices", "code", &["code"]),
                ],
            },
        ],
    }
}

fn admin_account() -> AdminAccount {
    AdminAccount {
        frame: admin_frame("accounts"),
        id: "a1".into(),
        username: "alice".into(),
        version: 2,
        disabled: false,
        own_role: "support",
        roles: vec!["owner", "administrator", "support", "auditor"],
        may_change: true,
        may_help: true,
        frozen: true,
        reset_opens_at: Some(NOW),
        leaves_at: Some(NOW),
        factors: ["password", "totp"]
            .map(|kind| AccountFactor {
                kind: kind.into(),
                called: if kind == "totp" { "Phone".into() } else { String::new() },
                usable: kind == "password",
                created_at: NOW,
                last_used_at: Some(NOW).filter(|_| kind == "password"),
            })
            .into(),
        removable: vec!["totp".into()],
        sessions: vec![AccountSession {
            label: "Firefox (Linux)".into(),
            address: "192.0.2.7".into(),
            created_at: NOW,
            last_seen_at: NOW,
        }],
        form: AccountForm {
            username: "alice".into(),
            full_name: "Alice Liddell".into(),
            email: "alice@example.org".into(),
            email_verified: true,
            phone: "+4915123456789".into(),
            groups: "staff\nnight shift".into(),
            attributes: attributes(true),
        },
    }
}

fn admin_frame(here: &'static str) -> AdminFrame {
    AdminFrame {
        csrf: "c5Rf".into(),
        logout_csrf: "c5Rf".into(),
        here,
        admin_name: "Ann".into(),
        admin_role: "owner",
        places: vec![
            "overview",
            "clients",
            "accounts",
            "invitations",
            "transfer",
            "keys",
            "policy",
            "brand",
            "webhooks",
            "audit",
        ],
        ..AdminFrame::default()
    }
}

/// Every mail: its template, and what whoever sends it must give.
pub fn mails() -> Vec<(&'static str, Value)> {
    let common = json!({
        "lang": "en", "dir": "ltr", "host": "id.example", "at": NOW.0, "browser": "Firefox (Linux)", "address": "192.0.2.7",
        "look": Look::default(),
    });
    let acme = Look { name: Some("Acme".into()), logo: Some("cid:logo@doorward".into()), ..Look::default() };
    let with = |more: Value| {
        let mut all = common.clone();
        if let (Some(all), Some(more)) = (all.as_object_mut(), more.as_object()) {
            all.extend(more.clone());
        }
        all
    };
    vec![
        ("code", with(json!({ "code": "123456", "client": "Shop", "minutes": 10 }))),
        (
            "dot_grid",
            with(json!({
                "code": "3-9-12-16-1-7", "client": "Shop", "minutes": 10,
                "picture": [[5, 0, 1, 0], [0, 0, 6, 0], [2, 0, 0, 3], [0, 0, 0, 4]],
            })),
        ),
        (
            "notice",
            with(
                json!({ "event": "factor-added", "factor": "totp", "not_me_uri": "https://id.example/not-me/a1/f1?token=t0k3n" }),
            ),
        ),
        ("notice", with(json!({ "event": "password-changed", "factor": "password" }))),
        ("notice", with(json!({ "event": "recovered", "factor": "password" }))),
        (
            "recover",
            with(json!({
                "code": "123456", "minutes": 10, "client": "Shop", "link": "https://id.example/login/j7Q/link?code=123456",
            })),
        ),
        ("register", with(json!({ "code": "123456", "client": "Shop", "minutes": 10 }))),
        ("registered", with(json!({ "client": "Shop", "sign_in_uri": "https://id.example/account" }))),
        (
            "invitation",
            with(json!({
                "link": "https://id.example/register?invitation=t0k3n", "expires_at": NOW.0,
            })),
        ),
        (
            "reset",
            with(json!({
                "opens_at": NOW.0, "closes_at": NOW.0, "stop_uri": "https://id.example/reset/a1/r1?token=t0k3n",
            })),
        ),
        (
            "change",
            with(json!({
                "event": "app-removed", "name": "Shop", "not_me_uri": "https://id.example/not-me/a1/-?token=t0k3n",
            })),
        ),
        ("change", with(json!({ "event": "unheard-of", "name": "", "browser": "" }))),
        ("confirm", with(json!({ "code": "123456", "client": "id.example", "minutes": 10 }))),
        ("notice", with(json!({ "event": "factor-used", "factor": "recovery_code" }))),
        ("notice", with(json!({ "event": "factor-disabled", "factor": "email_code", "browser": "" }))),
        ("code", with(json!({ "code": "123456", "client": "Shop", "minutes": 10, "look": acme }))),
    ]
}
