//! Mails and text messages: what they say first, and how one reads.

use insta::assert_snapshot;
use serde_json::json;

use super::{in_language, mails, pages};

#[test]
fn a_mail_says_the_code_first_and_ends_with_what_autofill_reads() {
    let pages = pages();
    let (template, view) = mails().remove(0);
    let mail = pages.text().mail(template, &view).unwrap();
    assert_eq!(mail.subject, "123 456 is your code to sign in to Shop");
    assert_snapshot!(mail.text, @r"
    Use this code to sign in to Shop:

        123 456

    It works once, for 10 minutes. Never give it to anybody, not even to us.

    The code was asked for here:
    - Time: 3 March 2026, 14:05 UTC
    - Browser: Firefox (Linux)
    - Network address: 192.0.2.7

    Was this not you? Then ignore this mail: without the code nobody gets in. If such mails keep coming, change your password.

    @id.example #123456
    ");
    assert!(mail.html.contains(">123 456</p>"));
}

#[test]
fn a_mailed_path_is_told_in_numbers_and_as_a_picture() {
    let pages = pages();
    let (template, view) = mails().remove(1);
    let mail = pages.text().mail(template, &view).unwrap();
    assert_eq!(mail.subject, "3-9-12-16-1-7 is your code to sign in to Shop");
    assert!(mail.text.contains("\n\n    3-9-12-16-1-7\n\n"), "{}", mail.text);
    let picture = "\n    ⑤  ·  ①  ·\n    ·  ·  ⑥  ·\n    ②  ·  ·  ③\n    ·  ·  ·  ④\n\n";
    assert!(mail.text.contains(picture), "{}", mail.text);
    assert!(mail.text.trim_end().ends_with("@id.example #3-9-12-16-1-7"));
    assert_eq!(mail.html.matches("width:40px").count(), 16);
}

#[test]
fn a_text_message_says_the_code_first_and_fits_one_segment() {
    let pages = pages();
    let view =
        json!({ "lang": "en", "code": "123456", "client": "Shop", "host": "id.example", "minutes": 10 });
    assert_eq!(
        pages.text().sms("code", &view).unwrap(),
        "123456 is your code for Shop. Never give it to anybody.\n\n@id.example #123456"
    );
    let long = json!({ "lang": "en", "code": "123456", "client": "x".repeat(500), "host": "id.some-company.example" });
    let text = pages.text().sms("code", &long).unwrap();
    assert!(text.len() <= 160 && text.is_ascii(), "{text}");
}

#[test]
fn a_notice_says_what_changed_and_where_to_undo_it() {
    let pages = pages();
    let (template, view) = mails().remove(2);
    let mail = pages.text().mail(template, &view).unwrap();
    assert_eq!(mail.subject, "A new way to sign in was added to your account");
    assert!(mail.text.starts_with("“Authenticator app” can now be used"));
    assert!(mail.text.trim_end().ends_with("https://id.example/not-me/a1/f1?token=t0k3n"));
}

#[test]
fn a_mail_in_german_reads_like_this() {
    let (template, view) = mails().remove(0);
    let mail = pages().text().mail(template, in_language(view, "de")).unwrap();
    assert_eq!(mail.subject, "123 456 ist Ihr Code zur Anmeldung bei Shop");
    assert_snapshot!(mail.text, @r"
    Mit diesem Code melden Sie sich bei Shop an:

        123 456

    Der Code gilt einmal, 10 Minuten lang. Geben Sie ihn niemandem, auch uns nicht.

    Der Code wurde hier angefordert:
    - Zeit: 3. März 2026, 14:05 UTC
    - Browser: Firefox (Linux)
    - Netzwerkadresse: 192.0.2.7

    Waren Sie das nicht? Dann ignorieren Sie diese E-Mail: Ohne den Code kommt niemand hinein. Wenn immer wieder solche E-Mails kommen, ändern Sie Ihr Passwort.

    @id.example #123456
    ");
    let (template, view) = mails().remove(2);
    let notice = pages().text().mail(template, in_language(view, "de")).unwrap();
    assert_eq!(notice.subject, "Ihrem Konto wurde eine neue Anmeldemethode hinzugefügt");
}
