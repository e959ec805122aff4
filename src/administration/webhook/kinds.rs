//! What can be told, and which events of the audit log each stands for.

/// What happened, as the audit log calls it, and what receivers are told.
const TOLD: [(&str, &str); 37] = [
    ("account.created", "account.created"),
    ("account.registered", "account.created"),
    ("account.changed", "account.changed"),
    ("account.kept", "account.changed"),
    ("account.role_changed", "account.changed"),
    ("registration.told", "account.changed"),
    ("profile.changed", "account.changed"),
    ("email.changed", "account.changed"),
    ("email.verified", "account.changed"),
    ("email.given_up", "account.changed"),
    ("phone.changed", "account.changed"),
    ("phone.removed", "account.changed"),
    ("account.groups_changed", "account.changed"),
    ("account.enabled", "account.enabled"),
    ("account.disabled", "account.disabled"),
    ("account.leaving", "account.leaving"),
    ("account.deleted", "account.deleted"),
    ("account.erased", "account.deleted"),
    ("account.displaced", "account.deleted"),
    ("factor.added", "factor.added"),
    ("factor.replaced", "factor.replaced"),
    ("account.recovered", "factor.replaced"),
    ("factor.removed", "factor.removed"),
    ("factor.reset", "factor.removed"),
    ("factor.consent_withdrawn", "factor.removed"),
    ("factor.disabled", "factor.disabled"),
    ("session.begun", "session.begun"),
    ("session.ended", "session.ended"),
    ("session.others_ended", "session.ended"),
    ("session.all_ended", "session.ended"),
    ("client.created", "client.created"),
    ("client.changed", "client.changed"),
    ("client.enabled", "client.enabled"),
    ("client.disabled", "client.disabled"),
    ("client.secret_rotated", "client.changed"),
    ("client.secret_ended", "client.changed"),
    ("client.deleted", "client.deleted"),
];

/// What a receiver is told that is tried out; nobody asks for it.
pub const TEST: &str = "webhook.test";

/// What receivers are told of an event; `None` for what is not their business.
pub fn told(kind: &str) -> Option<&'static str> {
    TOLD.iter().find(|(happened, _)| *happened == kind).map(|(_, told)| *told)
}

/// Every kind that can be told.
pub fn all() -> Vec<&'static str> {
    let mut kinds: Vec<&str> = TOLD.iter().map(|(_, told)| *told).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Whether somebody may ask for it: a kind, or the beginning of one with a star.
pub fn is_known(wanted: &str) -> bool {
    all().into_iter().any(|kind| wants(wanted, kind))
}

/// Whether `wanted` covers `kind`.
pub fn wants(wanted: &str, kind: &str) -> bool {
    match wanted.strip_suffix('*') {
        // `account.*`, not `acc*`.
        Some(start) if start.is_empty() || start.ends_with('.') => kind.starts_with(start),
        Some(_) => false,
        None => wanted == kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_asked_for_by_name_or_by_family() {
        for known in ["*", "account.*", "account.created", "session.ended", "client.*"] {
            assert!(is_known(known), "{known}");
        }
        for unknown in
            ["", "acc*", "account", "account.", "account.creat*", "factor.verified", "**", "mail.*"]
        {
            assert!(!is_known(unknown), "{unknown}");
        }
        assert!(wants("account.*", "account.deleted") && !wants("account.*", "factor.added"));
        assert_eq!(told("account.erased"), Some("account.deleted"));
        assert_eq!(told("factor.verified"), None);
    }
}
