//! What others say of a message that they do not take, without whom it was for and what it was to prove: errors stand in
//! the log and in the outbox, which more people read than the message.

use serde_json::Value;

use super::Letter;

/// What stands in the place of what is left out.
const LEFT_OUT: char = '…';

/// An error about this letter, without its recipient, its code and its links.
pub(super) fn hush(error: &str, letter: &Letter) -> String {
    let to = letter.to.as_str();
    // A server may say a name in the form that it uses itself: the domain in ASCII, a number without its plus sign.
    let name = to.split_once('@').map(|(name, _)| format!("{name}@"));
    let mut secrets: Vec<String> =
        [Some(to.to_owned()), name, to.strip_prefix('+').map(str::to_owned)].into_iter().flatten().collect();
    if let Some(code) = letter.context.get("code").and_then(Value::as_str) {
        secrets.extend([code.to_owned(), grouped(code, ' '), grouped(code, '\u{a0}')]);
    }
    let values = letter.context.as_object().into_iter().flat_map(|fields| fields.values());
    secrets.extend(values.filter_map(Value::as_str).filter(|text| text.contains("://")).map(str::to_owned));
    secrets.iter().fold(error.to_owned(), |error, secret| without(&error, secret))
}

/// A code as it is written to be read.
fn grouped(code: &str, space: char) -> String {
    let half = code.len().div_ceil(2);
    match (code.get(..half), code.get(half..)) {
        (Some(first), Some(last)) => format!("{first}{space}{last}"),
        _ => code.to_owned(),
    }
}

/// Whatever the case: addresses have none that counts.
fn without(text: &str, secret: &str) -> String {
    let secret = secret.to_ascii_lowercase();
    if secret.is_empty() {
        return text.to_owned();
    }
    let lower = text.to_ascii_lowercase();
    let (mut kept, mut rest) = (String::with_capacity(text.len()), 0);
    for (at, found) in lower.match_indices(&secret) {
        kept.push_str(text.get(rest..at).unwrap_or_default());
        kept.push(LEFT_OUT);
        rest = at + found.len();
    }
    kept.push_str(text.get(rest..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::delivery::Channel;

    fn letter(to: &str) -> Letter {
        Letter {
            channel: Channel::Mail,
            to: to.into(),
            template: "code".into(),
            context: json!({
                "code": "123456", "client": "Shop", "minutes": 10, "link": "https://id.example.org/login/j/link?code=7",
            }),
            locale: "en".into(),
            client_id: String::new(),
        }
    }

    #[test]
    fn nobody_reads_in_an_error_whom_a_message_was_for_or_what_it_proves() {
        for (to, said, kept) in [
            ("alice@example.org", "550 <Alice@Example.org> unknown", "550 <…> unknown"),
            ("alice@bücher.example", "550 alice@xn--bcher-kva.example: no", "550 …xn--bcher-kva.example: no"),
            ("+4915123456789", "no 4915123456789, no +4915123456789", "no …, no …"),
            ("a@b", "spam: 123 456 is 123456, 123\u{a0}456", "spam: … is …, …"),
            ("a@b", "see https://id.example.org/login/j/link?code=7 of Shop", "see … of Shop"),
            ("a@b", "the mail server said nothing for 10 s", "the mail server said nothing for 10 s"),
        ] {
            assert_eq!(hush(said, &letter(to)), kept);
        }
        assert_eq!(hush("as it is", &letter("")), "as it is");
    }
}
