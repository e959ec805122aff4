//! The tables themselves.

use super::{Attribute, Kind, Mutability, Returned};

/// A text that the client writes, in any letter case.
const fn text(name: &'static str, about: &'static str) -> Attribute {
    Attribute {
        name,
        kind: Kind::String,
        several: false,
        required: false,
        exact: false,
        mutability: Mutability::ReadWrite,
        returned: Returned::Default,
        unique: false,
        canonical: &[],
        references: &[],
        within: &[],
        about,
    }
}

const fn of(kind: Kind, attribute: Attribute) -> Attribute {
    Attribute { kind, ..attribute }
}

const fn exact(attribute: Attribute) -> Attribute {
    Attribute { exact: true, ..attribute }
}

const fn required(attribute: Attribute) -> Attribute {
    Attribute { required: true, ..attribute }
}

const fn read_only(attribute: Attribute) -> Attribute {
    Attribute { mutability: Mutability::ReadOnly, ..attribute }
}

const fn immutable(attribute: Attribute) -> Attribute {
    Attribute { mutability: Mutability::Immutable, ..attribute }
}

const fn usual(attribute: Attribute, canonical: &'static [&'static str]) -> Attribute {
    Attribute { canonical, ..attribute }
}

const fn reference(attribute: Attribute, references: &'static [&'static str]) -> Attribute {
    Attribute { kind: Kind::Reference, exact: true, references, ..attribute }
}

const fn complex(name: &'static str, about: &'static str, within: &'static [Attribute]) -> Attribute {
    Attribute { kind: Kind::Complex, within, ..text(name, about) }
}

const fn several(attribute: Attribute) -> Attribute {
    Attribute { several: true, ..attribute }
}

const DISPLAY: Attribute = text("display", "For people to read");
const PRIMARY: Attribute = of(Kind::Boolean, text("primary", "Whether it comes before the others"));
const TYPE: Attribute = text("type", "What it is for");

/// What every resource has (RFC 7643 section 3.1). `schemas` is written by whoever shows the resource.
pub const COMMON: &[Attribute] = &[
    Attribute {
        returned: Returned::Always,
        unique: true,
        ..read_only(exact(text("id", "The identifier here; of an account, the `sub` of its tokens")))
    },
    exact(text("externalId", "The identifier that the provisioning client uses")),
    read_only(complex(
        "meta",
        "What this server knows of the resource",
        &[
            read_only(exact(text("resourceType", "User or Group"))),
            read_only(of(Kind::DateTime, text("created", "When it was made"))),
            read_only(of(Kind::DateTime, text("lastModified", "When it last changed"))),
            read_only(reference(text("location", "Its address"), &["uri"])),
            read_only(exact(text("version", "Its version, as the ETag"))),
        ],
    )),
    Attribute {
        returned: Returned::Always,
        ..read_only(several(reference(text("schemas", "The schemas of the resource"), &["uri"])))
    },
];

/// RFC 7643 section 4.1.
pub const USER: &[Attribute] = &[
    Attribute {
        unique: true,
        ..required(text(
            "userName",
            "What its person signs in with; with an @ it must be the primary address",
        ))
    },
    complex(
        "name",
        "The parts of the person's name",
        &[
            text("formatted", "The whole name"),
            text("familyName", "The claim family_name"),
            text("givenName", "The claim given_name"),
            text("middleName", "The claim middle_name"),
            text("honorificPrefix", "As in Dr."),
            text("honorificSuffix", "As in III"),
        ],
    ),
    text("displayName", "The claim name"),
    text("nickName", "The claim nickname"),
    reference(text("profileUrl", "The claim profile"), &["external"]),
    text("title", "As in Vice President"),
    text("userType", "As in Employee"),
    text("preferredLanguage", "What its person likes to read (RFC 9110 section 12.5.4)"),
    text("locale", "The claim locale"),
    text("timezone", "The claim zoneinfo"),
    of(Kind::Boolean, text("active", "Whether it may sign in; without, its sessions and grants end")),
    Attribute {
        mutability: Mutability::WriteOnly,
        returned: Returned::Never,
        ..exact(text("password", "A new password; everything begun with the one before ends"))
    },
    several(complex(
        "emails",
        "Addresses; the primary one (else that for work, else the first) is the claim email",
        &[text("value", "The address"), DISPLAY, usual(TYPE, &["work", "home", "other"]), PRIMARY],
    )),
    several(complex(
        "phoneNumbers",
        "Numbers; the primary one (else the mobile one, else the first) is the claim phone_number, if it is a number of E.164",
        &[
            text("value", "The number"),
            DISPLAY,
            usual(TYPE, &["work", "home", "mobile", "fax", "pager", "other"]),
            PRIMARY,
        ],
    )),
    several(complex(
        "ims",
        "Addresses for instant messages",
        &[text("value", "The address"), DISPLAY, TYPE, PRIMARY],
    )),
    several(complex(
        "photos",
        "Pictures; the primary one (else the first) is the claim picture, if it is at an https address",
        &[
            reference(text("value", "Where it is"), &["external"]),
            DISPLAY,
            usual(TYPE, &["photo", "thumbnail"]),
            PRIMARY,
        ],
    )),
    several(complex(
        "addresses",
        "Where the person is reached by letter; the primary one (else the first) is the claim address",
        &[
            text("formatted", "The whole address"),
            text("streetAddress", "Street and house"),
            text("locality", "City"),
            text("region", "State or region"),
            text("postalCode", "Postal code"),
            text("country", "Country"),
            usual(TYPE, &["work", "home", "other"]),
            PRIMARY,
        ],
    )),
    read_only(several(complex(
        "groups",
        "The groups of the account, the claim groups; changed by changing those",
        &[
            read_only(exact(text("value", "The identifier of the group"))),
            read_only(reference(text("$ref", "Its address"), &["Group"])),
            read_only(text("display", "Its name")),
            read_only(usual(TYPE, &["direct"])),
        ],
    ))),
    several(complex(
        "entitlements",
        "What the person is entitled to; kept, and of no meaning here",
        &[text("value", "What"), DISPLAY, TYPE, PRIMARY],
    )),
    several(complex(
        "roles",
        "What the person does; kept, and of no meaning here: nobody administers by it",
        &[text("value", "What"), DISPLAY, TYPE, PRIMARY],
    )),
];

/// RFC 7643 section 4.2.
pub const GROUP: &[Attribute] = &[
    Attribute {
        unique: true,
        ..required(exact(text("displayName", "Its name, as it stands in the claim groups")))
    },
    several(complex(
        "members",
        "Who is in it",
        &[
            required(immutable(exact(text("value", "The identifier of the account")))),
            immutable(reference(text("$ref", "Its address"), &["User"])),
            immutable(usual(TYPE, &["User"])),
            immutable(text("display", "Its user name")),
        ],
    )),
];

/// RFC 7643 section 4.3. Kept and shown; of no meaning here.
pub const ENTERPRISE: &[Attribute] = &[
    text("employeeNumber", "The number of the employee"),
    text("costCenter", "The cost centre"),
    text("organization", "The organisation"),
    text("division", "The division"),
    text("department", "The department"),
    complex(
        "manager",
        "Whom the person reports to",
        &[
            exact(text("value", "The identifier of the account")),
            reference(text("$ref", "Its address"), &["User"]),
            text("displayName", "The name"),
        ],
    ),
];
