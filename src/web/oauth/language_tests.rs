//! In which language the pages of a sign-in come, and how the menu changes it.

use super::browser_tests::{Answer, REQUEST, Served};

const FORM: &str = "application/x-www-form-urlencoded";

/// A browser that keeps its cookies.
struct Tab {
    served: Served,
    cookies: Vec<String>,
    accepted: &'static str,
}

impl Tab {
    async fn new(accepted: &'static str) -> Self {
        Self { served: Served::new().await, cookies: Vec::new(), accepted }
    }

    fn keep(&mut self, answer: &Answer) {
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let name = pair.split('=').next().unwrap();
            self.cookies.retain(|kept| !kept.starts_with(&format!("{name}=")));
            self.cookies.push(pair.to_owned());
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        let cookies = self.cookies.join("; ");
        let headers = [("cookie", cookies.as_str()), ("accept-language", self.accepted)];
        let answer = self.served.send("GET", path, &headers, "").await;
        self.keep(&answer);
        answer
    }

    /// From an authorization request to the address of its first page.
    async fn begin(&mut self, more: &str) -> String {
        let answer = self.get(&format!("/authorize?{REQUEST}{more}")).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").to_owned()
    }

    async fn choose(&mut self, language: &str, to: &str) -> Answer {
        let cookies = self.cookies.join("; ");
        let headers =
            [("cookie", cookies.as_str()), ("content-type", FORM), ("sec-fetch-site", "same-origin")];
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("language", language), ("to", to)])
            .finish();
        let answer = self.served.send("POST", "/language", &headers, &body).await;
        self.keep(&answer);
        answer
    }
}

fn language(answer: &Answer) -> &str {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let shown = answer.body.split("<html lang=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(answer.header("content-language"), shown);
    assert_eq!(answer.header("vary"), "accept-language, cookie");
    shown
}

#[tokio::test]
async fn the_client_is_asked_before_the_browser() {
    let mut tab = Tab::new("fr, en;q=0.5").await;
    let page = tab.begin("&ui_locales=tlh+de-AT+ja").await;
    assert_eq!(language(&tab.get(&page).await), "de", "OpenID Connect Core 3.1.2.1");
    // Every page of that journey, and no other.
    assert_eq!(language(&tab.get("/").await), "fr");
    let other = tab.begin("").await;
    assert_eq!(language(&tab.get(&other).await), "fr");
    assert_eq!(language(&tab.get(&page).await), "de");
    for garbage in
        ["", "&ui_locales=", "&ui_locales=tlh", "&ui_locales=%3Cb%3E+*+..%2Fde", "&claims_locales=de"]
    {
        let page = tab.begin(garbage).await;
        assert_eq!(language(&tab.get(&page).await), "fr", "{garbage}");
    }
}

#[tokio::test]
async fn what_was_set_comes_before_what_the_browser_says_and_the_default_last() {
    let mut tab = Tab::new("tlh").await;
    assert_eq!(language(&tab.get("/").await), "en");
    tab.accepted = "hi-IN";
    assert_eq!(language(&tab.get("/").await), "hi");
    tab.cookies.push("__Host-doorward-language=zh-Hans".into());
    assert_eq!(language(&tab.get("/").await), "zh-Hans");
    assert_eq!(language(&tab.get("/?ui_locales=pt-BR").await), "pt");
    tab.cookies.push("__Host-doorward-language=pt".into());
    assert_eq!(language(&tab.get("/").await), "hi", "of two cookies none counts");
}

#[tokio::test]
async fn the_menu_leads_back_to_the_page_and_the_journey_goes_on() {
    let mut tab = Tab::new("en").await;
    let page = tab.begin("&ui_locales=de").await;
    let before = tab.get(&page).await;
    assert!(before.body.contains(&format!("name=\"to\" value=\"{page}\"")), "{}", before.body);
    let answer = tab.choose("ar", &page).await;
    assert_eq!((answer.status, answer.header("location")), (303, page.as_str()));
    let cookie = "__Host-doorward-language=ar; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax";
    assert_eq!(answer.header("set-cookie"), cookie);
    let after = tab.get(&page).await;
    assert_eq!(language(&after), "ar", "a choice comes before what the client asked for");
    assert!(after.body.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let journey = page.split('/').nth(2).unwrap();
    assert!(after.body.contains(&format!("action=\"/login/{journey}/identifier\"")));
    // Elsewhere it is a matter of the browser, and of what the next client asks for.
    assert_eq!(language(&tab.get("/").await), "ar");
    let other = tab.begin("&ui_locales=de").await;
    assert_eq!(language(&tab.get(&other).await), "de");
    tab.choose("en", &page).await;
    assert_eq!(language(&tab.get(&page).await), "en");
}

#[tokio::test]
async fn the_menu_changes_nothing_of_somebody_elses_journey() {
    let mut tab = Tab::new("en").await;
    let page = tab.begin("&ui_locales=de").await;
    let own = std::mem::take(&mut tab.cookies);
    let stranger = tab.choose("ar", &page).await;
    assert_eq!(stranger.status, 303);
    tab.cookies = own;
    assert_eq!(language(&tab.get(&page).await), "de");
}

#[tokio::test]
async fn the_menu_leads_nowhere_else_and_takes_nothing_else() {
    let mut tab = Tab::new("en").await;
    for to in ["//evil.example", "/\\evil.example", "https://evil.example/", "/\t/evil.example", ""] {
        let answer = tab.choose("de", to).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{to:?}");
    }
    for wrong in ["tlh", "DE", "", "de; Domain=evil.example"] {
        let answer = tab.choose(wrong, "/logout?a=1").await;
        assert_eq!((answer.header("location"), answer.header("set-cookie")), ("/logout?a=1", ""), "{wrong}");
    }
    let headers = [("content-type", FORM), ("sec-fetch-site", "cross-site")];
    let forged = tab.served.send("POST", "/language", &headers, "language=de&to=/").await;
    assert_eq!((forged.status, forged.header("set-cookie")), (403, ""));
    let by_link = tab.get("/language?language=de&to=/").await;
    assert_eq!((by_link.status, by_link.header("set-cookie")), (405, ""), "a link sets nothing");
}

#[tokio::test]
async fn an_error_is_told_in_the_language_that_was_asked_for() {
    let mut tab = Tab::new("ja").await;
    let wrong = format!("/authorize?{}&ui_locales=fr", REQUEST.replace("%2Fcb%3Fa%3Db", "%2Fother"));
    let page = tab.get(&wrong).await;
    assert_eq!((page.status, page.header("content-language")), (400, "fr"));
    assert!(
        page.body.contains("<html lang=\"fr\" dir=\"ltr\">")
            && page.body.contains("Erreur") | page.body.contains("demande")
    );
    // The menu leads back to the same request, which does not ask for a language again.
    let to = page.body.split("name=\"to\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(to.starts_with("/authorize?client_id=shop") && !to.contains("ui_locales"), "{to}");
    assert_eq!(tab.get("/nowhere").await.header("content-language"), "ja");
    tab.choose("hi", "/nowhere").await;
    assert_eq!(tab.get("/nowhere").await.header("content-language"), "hi");
}

#[tokio::test]
async fn discovery_names_the_languages_there_are() {
    let served = Served::with(|config| {
        config.locale.offered = vec!["de".into(), "ar".into()];
        config.locale.default = "de".into();
    })
    .await;
    let document = served.get("/.well-known/openid-configuration").await;
    let document: serde_json::Value = serde_json::from_str(&document.body).unwrap();
    assert_eq!(document["ui_locales_supported"], serde_json::json!(["de", "ar"]));
    let page = served.send("GET", "/?ui_locales=en", &[("accept-language", "en")], "").await;
    assert_eq!(page.header("content-language"), "de", "what is not offered is not shown");
    assert_eq!(page.body.matches("name=\"language\"").count(), 2);
}
