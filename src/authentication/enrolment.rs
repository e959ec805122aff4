//! What it takes to change what an account proves itself with: the one function that says so.

use super::policy::Chain;

/// The proofs, all made in the same journey, that enrolling, replacing or removing a factor needs: the strongest the
/// account can give. `None` when it cannot give enough.
///
/// Beside the password that is a factor it holds already; for the first such factor it is a code to an address that
/// was verified before (NIST SP 800-63B-4 section 4.1.2). Enrolling never rests on a password alone, and a factor that
/// is `shut` (disabled after too many failures) is not replaced by weaker proofs: its owner needs help.
pub fn proofs_for(enrolled: &[String], shut: &[String]) -> Option<Chain> {
    if !enrolled.iter().any(|kind| kind == "password") {
        return None;
    }
    let strong = |kind: &&String| !matches!(kind.as_str(), "password" | "email_code");
    let held: Vec<String> = enrolled.iter().filter(strong).cloned().collect();
    let second = match (held.is_empty(), shut.iter().any(|kind| strong(&kind))) {
        (false, _) => held,
        (true, true) => return None,
        (true, false) => vec!["email_code".to_owned()],
    };
    second.iter().any(|kind| enrolled.contains(kind)).then(|| vec![vec!["password".to_owned()], second])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proofs(enrolled: &[&str]) -> Option<Chain> {
        beside(enrolled, &[])
    }

    fn beside(enrolled: &[&str], shut: &[&str]) -> Option<Chain> {
        let owned = |kinds: &[&str]| kinds.iter().map(ToString::to_string).collect::<Vec<_>>();
        proofs_for(&owned(enrolled), &owned(shut))
    }

    #[test]
    fn a_password_alone_enrols_nothing() {
        assert_eq!(proofs(&["password"]), None);
        assert_eq!(proofs(&["email_code"]), None);
    }

    #[test]
    fn weaker_proofs_do_not_enrol_beside_a_stronger_factor() {
        assert_eq!(proofs(&["password", "email_code"]).unwrap()[1], ["email_code"]);
        assert_eq!(proofs(&["password", "email_code", "totp"]).unwrap()[1], ["totp"]);
    }

    #[test]
    fn a_disabled_factor_is_not_replaced_by_a_mailed_code() {
        assert_eq!(beside(&["password", "email_code"], &["totp"]), None);
        assert_eq!(beside(&["password", "email_code"], &["email_code"]).unwrap()[1], ["email_code"]);
        assert_eq!(beside(&["password", "passkey"], &["totp"]).unwrap()[1], ["passkey"]);
    }
}
