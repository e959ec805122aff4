//! Who may do what on the admin side: roles of accounts, permissions, and the one table between them.
//!
//! A person has one role; a service has permissions by the scopes of its token. Whatever asks for something names a
//! permission, and nothing else decides.

/// What somebody administers as, the mightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Everything, roles among it. There is always one.
    Owner,
    /// Everything but roles.
    Administrator,
    /// Helps people who cannot sign in.
    Support,
    /// Reads everything, the audit log among it, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Administrator, Self::Support, Self::Auditor];

    /// As it is stored, written and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Administrator => "administrator",
            Self::Support => "support",
            Self::Auditor => "auditor",
        }
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether somebody with this role may do it.
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().contains(&self)
    }

    /// Whether somebody with this role may act on an account with `other`: nobody reaches up, and none but owners their equals.
    /// Else helping an owner with a lost factor would be a way to become one.
    pub fn may_act_on(self, other: Option<Self>) -> bool {
        self == Self::Owner || other.is_none_or(|other| self < other)
    }
}

macro_rules! permissions {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $name:literal for [$($role:ident),+]; )+) => {
        /// Something that may be allowed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Permission { $( $(#[doc = $doc])+ $variant, )+ }

        impl Permission {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The scope by which a token carries it (RFC 6749 section 3.3).
            pub const fn scope(self) -> &'static str {
                match self { $( Self::$variant => concat!("admin.", $name), )+ }
            }

            /// The roles that have it.
            pub const fn roles(self) -> &'static [Role] {
                match self { $( Self::$variant => &[$(Role::$role),+], )+ }
            }

            /// What it allows, for the developer of a client.
            pub fn about(self) -> String {
                match self { $( Self::$variant => concat!($($doc),+).trim().to_owned(), )+ }
            }
        }
    };
}

permissions! {
    /// See clients and what they did wrong.
    ClientsRead = "clients.read" for [Owner, Administrator, Support, Auditor];
    /// Register, change and remove clients, and give them secrets.
    ClientsWrite = "clients.write" for [Owner, Administrator];
    /// Find accounts, and see how they sign in and where.
    AccountsRead = "accounts.read" for [Owner, Administrator, Support, Auditor];
    /// Make, change and remove accounts, and put them into groups.
    AccountsWrite = "accounts.write" for [Owner, Administrator];
    /// Help people: let them sign in or not, end their sessions, remove a lost factor, begin a reset.
    AccountsHelp = "accounts.help" for [Owner, Administrator, Support];
    /// See accounts and groups by SCIM.
    ScimRead = "scim.read" for [Owner, Administrator, Auditor];
    /// Make, change and remove accounts and groups by SCIM.
    ScimWrite = "scim.write" for [Owner, Administrator];
    /// Say who administers.
    RolesWrite = "roles.write" for [Owner];
    /// See the signing keys.
    KeysRead = "keys.read" for [Owner, Administrator, Auditor];
    /// Replace and revoke signing keys.
    KeysWrite = "keys.write" for [Owner, Administrator];
    /// See what a sign-in must prove, and try it out.
    PolicyRead = "policy.read" for [Owner, Administrator, Support, Auditor];
    /// Say what a sign-in must prove, and how long what it gives is good for.
    PolicyWrite = "policy.write" for [Owner, Administrator];
    /// See how pages and mails look.
    BrandsRead = "brands.read" for [Owner, Administrator, Support, Auditor];
    /// Say how pages and mails look.
    BrandsWrite = "brands.write" for [Owner, Administrator];
    /// Read and export the audit log.
    AuditRead = "audit.read" for [Owner, Administrator, Auditor];
    /// See which services are told what happens, and how they fare.
    WebhooksRead = "webhooks.read" for [Owner, Administrator, Auditor];
    /// Say which services are told what happens.
    WebhooksWrite = "webhooks.write" for [Owner, Administrator];
    /// See how the service is doing.
    StatusRead = "status.read" for [Owner, Administrator, Support, Auditor];
}

impl Permission {
    /// What begins every scope of the admin side.
    pub const PREFIX: &'static str = "admin.";

    /// The permission that a scope carries.
    pub fn of_scope(scope: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.scope() == scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_may_everything_and_an_auditor_changes_nothing() {
        for permission in Permission::ALL {
            assert!(Role::Owner.may(*permission), "{permission:?}");
            let reads = permission.scope().ends_with(".read");
            assert_eq!(Role::Auditor.may(*permission), reads, "{permission:?}");
            assert_eq!(Permission::of_scope(permission.scope()), Some(*permission));
            assert!(permission.scope().starts_with(Permission::PREFIX) && !permission.about().is_empty());
        }
        assert!(!Role::Administrator.may(Permission::RolesWrite));
        assert_eq!(Permission::of_scope("admin."), None);
    }

    #[test]
    fn nobody_reaches_up() {
        use Role::{Administrator, Auditor, Owner, Support};
        let may = |role: Role| {
            [None, Some(Auditor), Some(Support), Some(Administrator), Some(Owner)]
                .map(|other| role.may_act_on(other))
        };
        assert_eq!(may(Owner), [true; 5]);
        assert_eq!(may(Administrator), [true, true, true, false, false]);
        assert_eq!(may(Support), [true, true, false, false, false]);
        assert_eq!(may(Auditor), [true, false, false, false, false]);
        assert!(Role::ALL.into_iter().all(|role| Role::parse(role.name()) == Some(role)));
    }
}
