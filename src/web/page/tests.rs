//! What pages hold, what each weighs, and how some of them read.

mod letters;
mod words;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{samples::*, *};
use crate::{
    administration::brand::style,
    storage::{brand::Brand, testing::Scratch},
    text::{colour::Colour, palette::lightened, variables::Variables},
    web::{assets::asset, language::Languages},
};

fn pages() -> Pages {
    Pages::new(Languages::default()).unwrap()
}

fn page(name: &str) -> String {
    let sample = samples().into_iter().find(|sample| sample.name == name).unwrap();
    pages().render(&sample.template, &sample.chrome, &sample.view).unwrap()
}

fn page_in(name: &str, language: &str) -> String {
    let sample = samples().into_iter().find(|sample| sample.name == name).unwrap();
    pages().render(&sample.template, &sample.chrome.in_language(language), &sample.view).unwrap()
}

/// What stands in the middle of a page.
fn body(name: &str) -> String {
    let html = page(name);
    let body = html.split("<main>").nth(1).unwrap().split("</main>").next().unwrap();
    body.trim().to_owned()
}

/// Values of an attribute in a page, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.match_indices(&start).filter_map(|(at, _)| page.get(at + start.len()..)?.split('"').next()).collect()
}

/// How many scripts a page loads: the one, and beside it that of the camera where there is one.
fn scripts(html: &str) -> usize {
    1 + html.matches("<section id=\"face\"").count()
}

/// Replaces every text in a view, except the kind of a factor, which is ours and names the template of its part.
fn poison(value: &mut Value, payload: &str) {
    match value {
        Value::String(text) => *text = payload.into(),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, payload)),
        Value::Object(fields) => {
            let texts = fields.iter_mut().filter(|(name, _)| *name != "kind");
            texts.for_each(|(_, field)| poison(field, payload));
        }
        _ => {}
    }
}

/// The view of a mail in another language.
fn in_language(mut view: Value, language: &str) -> Value {
    view["lang"] = language.into();
    view["dir"] = text::direction(language).into();
    view
}

#[test]
fn every_page_renders_and_every_page_has_a_sample() {
    let pages = pages();
    let mut seen = BTreeSet::new();
    for sample in samples() {
        let html = pages.render(&sample.template, &sample.chrome, &sample.view);
        let html = html.unwrap_or_else(|error| panic!("{}: {error:#}", sample.name));
        assert!(
            html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"),
            "{}",
            sample.name
        );
        seen.insert(sample.template);
    }
    let partial = |name: &String| {
        let folders = ["part/", "mail/", "sms/"];
        let of_factor =
            name.starts_with("factor/") && !name.ends_with("/verify.html") && !name.ends_with("/enrol.html");
        of_factor || folders.iter().any(|folder| name.starts_with(folder))
    };
    let all: BTreeSet<String> = text::templates().into_iter().filter(|name| !partial(name)).collect();
    let frames = BTreeSet::from(
        ["account/frame.html", "admin/frame.html", "base.html", "login/frame.html"].map(str::to_owned),
    );
    assert_eq!(all.difference(&seen).cloned().collect::<BTreeSet<_>>(), frames);
}

#[test]
fn what_a_template_is_given_is_written_down() {
    let book = include_str!("../../../docs/pages.md");
    let mut missing = BTreeSet::new();
    for sample in samples() {
        let template = match &*sample.template.split('/').collect::<Vec<_>>() {
            ["factor", _, page] => format!("factor/<kind>/{page}"),
            _ => sample.template.clone(),
        };
        let Some((_, rest)) = book.split_once(&format!("### `{template}`")) else {
            missing.insert(template);
            continue;
        };
        let own = rest.split("\n### ").next().unwrap();
        let common = book.split("## What each page is given").next().unwrap();
        for key in sample.view.as_object().unwrap().keys() {
            let told = format!("- `{key}`: ");
            if !own.contains(&told) && !common.contains(&told) {
                missing.insert(format!("{template}: {key}"));
            }
        }
    }
    for (mail, _) in mails() {
        if !book.contains(&format!("- `{mail}`: ")) {
            missing.insert(mail.to_owned());
        }
    }
    assert!(missing.is_empty(), "docs/pages.md: {missing:#?}");
}

#[test]
fn pages_hold_what_the_rules_for_all_pages_demand() {
    for sample in samples() {
        let html = page(sample.name);
        let name = sample.name;
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}: one heading");
        assert_eq!(html.matches("<main>").count(), 1, "{name}");
        assert!(!html.contains(" style="), "{name}: no inline style");
        assert!(!html.contains(" onclick=") && !html.contains(" onsubmit="), "{name}: no inline handler");
        assert_eq!(html.matches("<script").count(), scripts(&html), "{name}: one script");
        assert!(html.contains("nonce=\"bm9uY2U\""), "{name}");
        let styles =
            ["<link rel=\"stylesheet\"", "<style nonce=\"bm9uY2U\">"].map(|tag| html.matches(tag).count());
        // The first page of a sign-in brings its style, so that it is painted after one round trip.
        let first = ["login/identifier.html", "register/address.html"].contains(&&*sample.template);
        assert_eq!(styles, if first { [0, 1] } else { [1, 0] }, "{name}");
        assert_eq!(html.matches("<style").count(), styles[1], "{name}");
        let ids = attributes(&html, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: {ids:?}");
        for target in attributes(&html, "aria-describedby").iter().flat_map(|list| list.split_whitespace()) {
            assert!(ids.contains(&target), "{name}: {target} describes nothing");
        }
        for target in attributes(&html, "for").iter().chain(&attributes(&html, "aria-labelledby")) {
            assert!(ids.contains(target), "{name}: {target} labels nothing");
        }
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            // A search changes nothing, and its address can be kept.
            if form.contains("role=\"search\"") {
                assert!(form.contains("method=\"get\"") && !form.contains("name=\"csrf\""), "{name}");
                continue;
            }
            assert!(form.contains("method=\"post\""), "{name}");
            // One goes to the client, with nothing of ours; the language menu needs no more than to come from here.
            let menu = form.contains("action=\"/language\"");
            assert_eq!(form.contains("name=\"csrf\""), name != "form-post" && !menu, "{name}");
            let owned = ["/login/", "/consent/", "/device/"];
            let of_journey = owned.iter().any(|path| form.contains(&format!("action=\"{path}")));
            assert_eq!(of_journey, form.contains("name=\"journey\""), "{name}");
        }
        for address in attributes(&html, "src").iter().chain(&attributes(&html, "action")) {
            // The two that lead to clients.
            let to_clients = ["form-post", "logout-frames"].contains(&name);
            assert!(address.starts_with('/') || to_clients, "{name}: {address} is elsewhere");
        }
        let failed = sample.view.get("error").is_some_and(|error| !error.is_null());
        assert_eq!(html.contains("<title>Error: "), failed, "{name}");
        assert_eq!(html.contains("role=\"alert\""), failed, "{name}");
        assert!(!html.contains('\u{2068}'), "{name}: invisible marks");
    }
}

#[test]
fn the_names_for_scripts_and_assistive_tools_are_stable() {
    let both = |html: &str, name: &str| {
        assert!(html.contains(&format!("id=\"{name}\"")), "id {name}");
        assert!(html.contains(&format!("name=\"{name}\"")), "name {name}");
    };
    for (sample, names) in [
        ("identifier", &["username", "login-form", "login-submit"][..]),
        ("password", &["password", "login-form", "login-submit"]),
        ("email-code", &["code", "login-form", "login-submit"]),
        ("totp", &["code", "login-form", "login-submit"]),
        ("totp-enrol", &["code", "login-form", "login-submit"]),
        ("sms-code", &["code", "login-form", "login-submit"]),
        ("sms-number", &["phone", "login-form", "login-submit"]),
        ("sms-enrol", &["code", "login-form", "login-submit"]),
        ("dot-grid", &["code", "login-form", "login-submit"]),
        ("passkey", &["login-form", "login-submit"]),
        ("passkey-enrol", &["login-form", "login-submit", "name"]),
        ("registered-device", &["login-form", "login-submit"]),
        ("registered-device-enrol", &["login-form", "login-submit", "name"]),
        ("consent", &["consent-form", "consent-allow", "consent-deny"]),
        ("code-of-device", &["device-form", "user_code", "device-submit"]),
        ("ask-of-device", &["device-form", "device-allow", "device-deny"]),
        ("logout-confirm", &["logout-confirm"]),
        ("account", &["logout-confirm"]),
    ] {
        let html = page(sample);
        for name in names {
            both(&html, name);
        }
        assert!(html.matches("id=\"login-submit\"").count() <= 1, "{sample}");
    }
    assert!(page("error").contains("id=\"error-page\""));
    for sample in ["identifier", "identifier-error", "identifier-account", "identifier-host"] {
        assert!(!page(sample).contains("id=\"password\""), "{sample}");
    }
    assert!(!page("password").contains("name=\"username\""), "the name is not asked twice");
}

#[test]
fn a_fault_is_told_once_and_joined_to_its_field() {
    let html = page("totp-error");
    assert!(html.contains("<p id=\"code-error\"><a href=\"#code\">That code did not work."), "{html}");
    assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"code-error\""), "{html}");
    assert!(!page("totp").contains("aria-invalid"));
    let html = page("password-limit");
    assert!(html.contains(
        "Too many tries. Try again at <time datetime=\"2026-03-03T14:05:00Z\" data-clock>14:05 UTC</time>"
    ));
}

#[test]
fn a_name_that_nobody_checked_is_not_shown() {
    assert!(page("identifier").contains("to continue to <strong><bdi>Shop</bdi></strong>"));
    let html = page("identifier-host");
    assert!(
        html.contains("to continue to <strong><bdi>shop.example</bdi></strong>") && !html.contains("Shop")
    );
}

#[test]
fn the_wait_for_a_new_code_is_told_as_a_time_and_never_blocks_without_a_script() {
    let html = page("email-code");
    assert!(
        html.contains("data-wait=\"28\"") && html.contains("at <time datetime=\"2026-03-03T14:05:28Z\""),
        "{html}"
    );
    assert_eq!(attributes(&html, "data-left"), ["10", "20", "30", "0"]);
    assert!(!html.contains(" disabled"));
    assert!(!page("email-code-late").contains("resend-wait"));
    assert!(!page("email-code-sent").contains("resend-wait"));
    assert_eq!(attributes(&page("email-code-held"), "data-left"), ["0"]);
}

#[test]
fn a_path_of_dots_is_sent_another_way_where_there_is_one() {
    let html = page("dot-grid-by-text");
    assert!(html.contains("+49 •••••••89") && html.contains("Send them by e-mail instead"), "{html}");
    assert!(html.contains("id=\"resend\" name=\"route\" value=\"sms\""), "{html}");
    assert!(html.contains("id=\"reroute\" name=\"route\" value=\"mail\""), "{html}");
    assert!(!page("dot-grid").contains("reroute"));
}

#[test]
fn no_text_from_outside_becomes_markup() {
    let pages = pages();
    for payload in
        ["\"'><script>alert(1)</script><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}"]
    {
        for mut sample in samples() {
            poison(&mut sample.view, payload);
            sample.chrome.back = Some(payload.into());
            let html = pages.render(&sample.template, &sample.chrome, &sample.view);
            let html = html.unwrap_or_else(|error| panic!("{}: {error:#}", sample.name));
            assert_eq!(html.matches("<script").count(), scripts(&html), "{}", sample.name);
            assert!(!html.contains("<img src=x") && !html.contains("\"'>"), "{}", sample.name);
            for attribute in ["href", "action", "src"] {
                assert!(!html.contains(&format!("{attribute}=\"javascript:")), "{}", sample.name);
            }
        }
        for (template, view) in mails() {
            let mut view = view;
            poison(&mut view, payload);
            let mail = pages.text().mail(template, &view).unwrap();
            assert!(!mail.html.contains("<script") && !mail.html.contains("<img src=x"), "{template}");
            assert!(!mail.html.contains("href=\"javascript:"), "{template}");
            assert!(!mail.subject.contains('\n'));
        }
    }
}

#[test]
fn the_sign_in_page_weighs_at_most_thirty_kilobytes() {
    let small = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        std::io::Write::write_all(&mut encoder, bytes).unwrap();
        encoder.finish().unwrap().len()
    };
    let (style, script) =
        (small(&asset("style.css").unwrap().bytes), small(&asset("doorward.js").unwrap().bytes));
    assert!(style <= 10_000, "{style}");
    assert!(script <= 12_000, "{script}");
    let camera = small(&asset("face.js").unwrap().bytes);
    assert!(camera <= 15_000, "{camera}");
    assert!(!asset("doorward.js").unwrap().bytes.windows(12).any(|part| part == b"getUserMedia"));
    for name in [
        "identifier",
        "password",
        "email-code",
        "consent",
        "totp-enrol",
        "passkey",
        "passkey-enrol",
        "face",
        "face-enrol",
        "face-consent",
    ] {
        for language in text::languages() {
            let html = page_in(name, &language);
            let linked = if html.contains("<style") { 0 } else { style };
            let html = small(html.as_bytes());
            assert!(html + linked <= 8_000 + style, "{name} in {language}: {html}");
            assert!(html + linked + script + asset("icon.svg").unwrap().bytes.len() <= 30_000, "{name}");
        }
    }
}

#[test]
fn the_first_page_reads_like_this() {
    assert_snapshot!(body("identifier"), @r##"
    <div class="card">
    <h1>Sign in</h1>
    <p class="to">to continue to <strong><bdi>Shop</bdi></strong></p>
    <form id="login-form" name="login-form" method="post" action="/login/j7Q2mWc/identifier" data-once novalidate>
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><label for="username">E-mail or user name</label>
    <input id="username" name="username" type="text" inputmode="email" autocomplete="username webauthn" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="254" dir="auto" required value="" autofocus>
    <button id="login-submit" name="login-submit" value="1">Continue</button>
    </form>
    <form class="beside" id="passkey-form" method="post" action="/login/j7Q2mWc/passkey" data-passkey="get" data-options="{&quot;challenge&quot;:&quot;q83v&quot;,&quot;timeout&quot;:300000,&quot;rpId&quot;:&quot;id.example&quot;,&quot;allowCredentials&quot;:[],&quot;userVerification&quot;:&quot;required&quot;}">
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><input type="hidden" name="credential" value="">
    <p id="passkey-news" role="status" data-closed="The passkey prompt was closed or timed out. Try again or use another way" data-held="This device already has a passkey for your account. Use another device" data-missing="This browser cannot use passkeys here. Use another way" data-failed="The passkey could not be used on this page. Try again or use another way"></p><button class="plain" id="passkey-submit" name="passkey-submit" value="1">Sign in with a passkey</button>
    </form>
    <section id="known-devices" aria-labelledby="known-devices-title" data-device="name" data-question="{&quot;issuer&quot;:&quot;https://id.example&quot;,&quot;nonce&quot;:&quot;q83v&quot;,&quot;purpose&quot;:&quot;prove&quot;,&quot;keys&quot;:null,&quot;user&quot;:null,&quot;names&quot;:[]}" data-sure="Forget this account on this device? You will have to sign in another way, and can register the device again then." hidden>
    <h2 id="known-devices-title">Known on this device</h2>
    <p id="device-news" role="status" data-missing="This browser keeps no keys here, perhaps because its window is a private one. Use another way" data-failed="The key of this browser could not be used. Try again or use another way" data-held="This browser is registered for your account already" data-elsewhere="This browser is not registered for your account. Use another way" data-forgotten="It is forgotten on this device. On your account page you can remove it for good."></p>
    <ul class="known"></ul>
    <template>
    <li>
    <form method="post" action="/login/j7Q2mWc/registered_device">
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><input type="hidden" name="key" value=""><input type="hidden" name="signature" value=""><button name="device-submit" value="1">Continue as <strong><bdi></bdi></strong></button>
    </form>
    <button type="button" class="text">Not on this device any more <bdi class="unseen"></bdi></button>
    </li>
    </template>
    </section>
    <h2 id="another-account" hidden>Another account</h2>
    <p class="hint links">
    <a href="https://shop.example/privacy" rel="noopener noreferrer" target="_blank">Privacy notice</a>
    <a href="https://shop.example/terms" rel="noopener noreferrer" target="_blank">Terms</a>
    </p>
    <div class="ways">
    <form method="post" action="/login/j7Q2mWc/cancel" data-once>
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><button class="text" name="cancel" value="1">Cancel</button>
    </form>
    </div>
    </div>
    "##);
}

#[test]
fn the_consent_page_reads_like_this() {
    assert_snapshot!(body("consent"), @r##"
    <div class="card">
    <h1>Allow access?</h1>
    <p class="to"><strong><bdi>Shop</bdi></strong> wants to use your account.</p>
    <form class="identity" method="post" action="/login/j7Q2mWc/restart">
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><input type="hidden" name="account" value="a1"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><circle cx="12" cy="9" r="3.75"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/></svg>
    <span class="who" dir="auto">alice@example.org</span>
    <button class="text" name="restart" value="1">Not you?</button>
    </form>
    <form id="consent-form" name="consent-form" method="post" action="/consent/j7Q2mWc" data-once>
    <input type="hidden" name="journey" value="j7Q2mWc"><input type="hidden" name="csrf" value="c5Rf"><input type="hidden" name="account" value="a1"><fieldset>
    <legend>It will be able to</legend>
    <ul class="scopes">
    <li>
    <span class="fixed">Know who you are <small>allowed before</small></span>
    </li>
    <li>
    <span class="fixed">See your name and other details of your profile</span>
    </li>
    <li>
    <label class="check"><input type="checkbox" name="scope" value="email" checked><span>See your e-mail address <small>optional</small></span></label>
    </li>
    <li>
    <label class="check"><input type="checkbox" name="scope" value="offline_access" checked><span>Keep this access, even when you are away <small>optional</small></span></label>
    </li>
    <li>
    <span class="fixed">Use “<bdi dir="ltr">https://shop.example/orders.read</bdi>”</span>
    </li>
    </ul>
    </fieldset>
    <p class="hint">You will be sent to <bdi dir="ltr">shop.example</bdi>. You can take this back at any time: in your account, under “Apps”.</p>
    <p class="hint links">
    <a href="https://shop.example/privacy" rel="noopener noreferrer" target="_blank">Privacy notice</a>
    <a href="https://shop.example/terms" rel="noopener noreferrer" target="_blank">Terms</a>
    </p>
    <div class="pair">
    <button class="plain" id="consent-deny" name="consent-deny" value="1">Cancel</button>
    <button id="consent-allow" name="consent-allow" value="1">Allow</button>
    </div>
    </form>
    </div>
    "##);
}

#[test]
fn a_scope_is_described_in_the_words_of_the_operator() {
    let words = "{ 'https://shop.example/orders.read' = { en = 'See your <orders>', de = 'Bestellungen' }, email = 'Mail' }";
    let words = crate::config::setting::Setting::from_text(words).unwrap();
    let pages = Pages::saying(Languages::default(), words).unwrap();
    let sample = samples().into_iter().find(|sample| sample.name == "consent").unwrap();
    let shown = |language: &str| {
        let chrome = sample.chrome.clone().in_language(language);
        pages.render(&sample.template, &chrome, &sample.view).unwrap()
    };
    let english = shown("en");
    assert!(english.contains("<span class=\"fixed\">See your &lt;orders&gt;</span>"), "{english}");
    assert!(english.contains("<span>Mail <small>") && english.contains("Know who you are"), "{english}");
    assert!(shown("de").contains(">Bestellungen</span>") && shown("ja").contains("See your &lt;orders&gt;"));
}

#[test]
fn the_error_page_reads_like_this() {
    assert_snapshot!(body("error"), @r##"
    <div class="card" id="error-page">
    <h1>This application sent a request we cannot accept</h1>
    <p>You did nothing wrong. Tell the makers of the application what stands in the details below.</p>
    <a class="button" href="/">Go to the front page</a>
    <p class="hint">If you ask for help, quote <bdi dir="ltr">7F3K</bdi>.</p>
    <details>
    <summary>Details for the makers of the application</summary>
    <dl>
    <dt>error</dt><dd><code dir="ltr">invalid_request</code></dd>
    <dt>error_description</dt><dd><code lang="en" dir="ltr">redirect_uri is not registered</code></dd>
    <dt>client_id</dt><dd><code dir="ltr">shop</code></dd>
    </dl>
    </details>
    </div>
    "##);
}

#[test]
fn a_page_that_is_not_given_everything_is_an_error() {
    let chrome = Chrome::new("en", "n", "/", false);
    assert!(pages().render("login/identifier.html", &chrome, json!({ "journey": "j" })).is_err());
    assert!(pages().render("no/such.html", &chrome, json!({})).is_err());
}

/// Samples that are looked at in colours of an operator's own, too.
const DRESSED: [&str; 5] = ["identifier", "password", "consent", "account", "error"];

/// Such a look, with the files that it refers to.
fn dressed(directory: &Path) -> Look {
    let light = "#6a1b9a";
    let brand = Brand {
        accent: Some(light.into()),
        accent_dark: Colour::parse(light).map(|colour| lightened(colour, &Variables::default()).to_string()),
        ..Brand::default()
    };
    let logo = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"48\"><circle cx=\"24\" cy=\"24\" r=\"20\" fill=\"{light}\"/></svg>"
    );
    let folder = directory.join("brand/acme");
    std::fs::create_dir_all(&folder).unwrap();
    let css = Some(style(&brand));
    std::fs::write(folder.join("style.css"), style(&brand)).unwrap();
    std::fs::write(folder.join("logo.svg"), logo).unwrap();
    let file = |name: &str| Some(format!("/brand/acme/{name}"));
    Look { name: Some("Acme".into()), logo: file("logo.svg"), style: file("style.css"), css }
}

/// Writes every sample in every language as a file, to look at: `DOORWARD_SAMPLES=dir cargo test samples_to_look_at`. Without that
/// they go when they were found to be there.
#[test]
fn samples_to_look_at() {
    let (scratch, named) = (Scratch::new(), std::env::var_os("DOORWARD_SAMPLES"));
    let directory = named.as_deref().map_or(scratch.path(), Path::new);
    std::fs::create_dir_all(directory.join("static")).unwrap();
    for file in ["style.css", "doorward.js", "face.js", "icon.svg"] {
        std::fs::write(directory.join("static").join(file), &asset(file).unwrap().bytes).unwrap();
    }
    let acme = dressed(directory);
    let pages = pages();
    let mut written = BTreeSet::new();
    let mut write = |path: PathBuf, text: String| {
        std::fs::write(&path, text).unwrap();
        assert!(written.insert(path.clone()), "{path:?} was written before");
    };
    for language in text::languages().iter().map(String::as_str).chain(["en-XA", "ar-XB"]) {
        let folder = directory.join(language);
        std::fs::create_dir_all(&folder).unwrap();
        for sample in samples() {
            let mut looks = vec![(sample.name.to_owned(), sample.chrome.in_language(language))];
            if DRESSED.contains(&sample.name) {
                looks.push((format!("branded-{}", sample.name), looks[0].1.clone().looking(acme.clone())));
            }
            for (name, chrome) in looks {
                let html = pages.render(&sample.template, &chrome, &sample.view).unwrap();
                write(folder.join(name).with_extension("html"), html);
            }
        }
        for (number, (template, view)) in mails().into_iter().enumerate() {
            let mail = pages.text().mail(template, in_language(view, language)).unwrap();
            write(folder.join(format!("mail-{number}-{template}.html")), mail.html);
            write(folder.join(format!("mail-{number}-{template}.txt")), mail.text);
        }
    }
    for path in written {
        assert!(std::fs::metadata(&path).unwrap().len() > 0, "{path:?}");
    }
}
