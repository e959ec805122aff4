//! PKCE (RFC 7636), with S256 only: `plain` protects nothing that S256 does not protect better (RFC 9700 2.1.1).

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::secret::equal;

/// The one `code_challenge_method`.
pub const METHOD: &str = "S256";

/// Section 4.2: whether this is what S256 makes of a verifier, 32 bytes in unpadded base64url.
pub fn is_challenge(text: &str) -> bool {
    text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// Section 4.1: 43 to 128 unreserved characters.
pub fn is_verifier(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

/// Section 4.2: what S256 makes of a verifier.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// Section 4.6: whether `verifier` is well-formed and the one that `challenge` was made from.
pub fn verify(challenge: &str, verifier: &str) -> bool {
    is_verifier(verifier) && equal(self::challenge(verifier).as_bytes(), challenge.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_vector_of_rfc_7636_appendix_b_holds() {
        assert!(is_challenge(CHALLENGE) && verify(CHALLENGE, VERIFIER));
    }

    #[test]
    fn a_verifier_that_is_none_fits_not_even_its_own_challenge() {
        let challenge = |text: &str| URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()));
        for text in [&"a".repeat(42), &"a".repeat(129), &format!("{}+", "a".repeat(42)), &"ä".repeat(30)] {
            assert!(!verify(&challenge(text), text), "{text:?}");
        }
        let shortest = "a".repeat(43);
        assert!(verify(&challenge(&shortest), &shortest));
    }

    #[test]
    fn a_challenge_is_never_its_own_verifier() {
        assert!(!verify(VERIFIER, VERIFIER), "plain is refused");
        assert!(!verify(CHALLENGE, CHALLENGE));
        assert!(!verify("", ""));
    }

    #[test]
    fn shapes_are_those_of_the_clauses() {
        assert!(!is_verifier(&"a".repeat(42)) && is_verifier(&"a".repeat(43)));
        assert!(is_verifier(&"~".repeat(128)) && !is_verifier(&"a".repeat(129)));
        assert!(!is_verifier(&format!("{}+", "a".repeat(50))) && !is_verifier(&"é".repeat(30)));
        let padded = format!("{CHALLENGE}=");
        let short = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c";
        // The last character carries two bits that must be zero.
        let loose = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN";
        for wrong in [padded.as_str(), short, loose, "", &"+".repeat(43)] {
            assert!(!is_challenge(wrong), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn only_the_verifier_itself_fits(verifier in "[A-Za-z0-9._~-]{43,128}", at in 0usize..43) {
            let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
            prop_assert!(is_challenge(&challenge) && verify(&challenge, &verifier));
            let mut other: Vec<u8> = verifier.clone().into_bytes();
            other[at] = if other[at] == b'x' { b'y' } else { b'x' };
            prop_assert!(!verify(&challenge, std::str::from_utf8(&other).unwrap()));
        }
    }
}
