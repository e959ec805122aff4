//! The sections about OAuth and OpenID Connect: sessions, journeys, tokens, keys, clients.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use super::{resource::Resources, section::section, setting::choice, words::Words};

section! {
    /// How long a person stays signed in at the provider.
    Session {
        /// Ends after this long without use.
        idle: Duration = "1h";
        /// Ends after this long in any case (NIST SP 800-63B-4 section 2.2.3: at most 24 hours at AAL2).
        absolute: Duration = "24h";
        /// Ends after this long in any case when "Keep me signed in" was ticked. Then only for single-factor levels. "0s": never
        /// offered. It is offered in whole days, so with less than one it is not either.
        remember: Duration = "30d";
        /// Accounts that one browser may be signed in to at the same time, at most 5. With 1, who signs in signs everybody
        /// else out there.
        accounts: u32 = 5;
    }
}

section! {
    /// A sign-in on its way through the pages.
    Journey {
        /// How long a person may take from the first page to the last; while a code that was sent in it is good, longer, up to
        /// two hours from its beginning.
        lifetime: Duration = "30m";
        /// Sign-ins that one browser may have open at the same time; one more ends the oldest.
        per_browser: u32 = 20;
    }
}

section! {
    /// How long what the token endpoint deals in is good for.
    Token {
        /// Authorization codes (RFC 6749 section 4.1.2: at most 10 minutes).
        code_lifetime: Duration = "60s";
        /// Access tokens.
        access_lifetime: Duration = "10m";
        /// ID tokens.
        id_lifetime: Duration = "1h";
        /// Refresh tokens end after this long without use (RFC 9700 section 4.14.2).
        refresh_idle: Duration = "30d";
        /// Refresh tokens end this long after the sign-in they stem from.
        refresh_absolute: Duration = "365d";
        /// For this long a used refresh token gets one more successor, while the first is unused, so that a lost
        /// answer logs nobody out. "0s" for none: then every second use revokes the family.
        refresh_reuse_grace: Duration = "30s";
    }
}

section! {
    /// The keys that sign tokens, and those that requests are encrypted to.
    Key {
        /// Algorithms there is a key for: RS256 always (OpenID Connect Discovery section 3), ES256 and EdDSA beside it. No client can
        /// ask for another.
        algorithms: Vec<String> = ["RS256", "ES256", "EdDSA"];
        /// Kinds of keys that clients may encrypt their request objects to: RSA-OAEP (an RSA key, good for RSA-OAEP-256 too) and
        /// ECDH-ES (on P-256). [] for none. What is encrypted to clients needs none of them.
        encryption: Vec<String> = ["RSA-OAEP", "ECDH-ES"];
        /// Size of new RSA keys: 2048, 3072 or 4096.
        rsa_bits: u32 = 2048;
        /// How long others may cache the JWKS. A new key is published at least this long before it signs.
        jwks_max_age: Duration = "15m";
        /// A key is in use for this long, then the next one takes over. One that signed stays published for a day more, longer than any
        /// token is good, and is known here while a session may last whose ID token comes back as a hint: session.remember at least.
        rotation: Duration = "90d";
    }
}

choice! {
    /// What the `aud` of a client's assertion may be.
    AssertionAudience {
        /// The issuer, as one string.
        Issuer = "issuer",
        /// The issuer or the URL of the token endpoint.
        IssuerOrTokenEndpoint = "issuer_or_token_endpoint",
    }
}

section! {
    /// Relying parties.
    Client {
        /// What `aud` may be in a client's private_key_jwt: "issuer" (one string, as draft-ietf-oauth-rfc7523bis
        /// section 4 demands), or "issuer_or_token_endpoint" for clients that know OpenID Connect Core section 9 only.
        assertion_audience: AssertionAudience = "issuer";
        /// Directory of *.toml files that declare clients; applied at each start.
        directory: Option<PathBuf>, such as "/etc/doorward/clients.d";
        /// Whether a client may describe itself: its client_id is then the https URL of its metadata document
        /// (draft-ietf-oauth-client-id-metadata-document), as clients of the Model Context Protocol have it. People are told that
        /// nobody has checked it, and are always asked.
        documents: bool = false;
        /// The hosts that such documents may be at. Without any: every public one.
        document_hosts: Vec<String> = [], such as ["agent.example.org"];
        /// How long a client's record may be answered from memory: at most one second.
        cache: Duration = "1s";
    }
}

section! {
    /// The authorization endpoint.
    OAuth {
        /// Whether confidential clients, too, must use PKCE (RFC 7636). Public clients always must.
        require_pkce: bool = false;
        /// Whether every authorization request must be pushed (RFC 9126). A client can be made to alone, by its
        /// require_pushed_authorization_requests.
        require_pushed_requests: bool = false;
        /// Whether ID tokens and access tokens may come back through the browser: the implicit and hybrid flows of OpenID
        /// Connect. RFC 9700 section 2.1.2 advises against it; only for old clients, and for certification.
        front_channel_tokens: bool = false;
        /// How long a person's permission for a client holds. Without it: until it is withdrawn.
        consent_lifetime: Option<Duration>, such as "365d";
        /// Scopes beside the standard ones that clients may ask for.
        scopes: Vec<String> = [], such as ["orders:read"];
        /// What people read of a scope when they are asked for their permission, and in the list of applications with access: one
        /// text, or one for each language. The standard scopes have words already, which these take the place of:
        /// "orders:read" = { en = "See your orders", de = "Ihre Bestellungen sehen" }
        scope_words: BTreeMap<String, Words> = {};
        /// Whether a DPoP proof needs a nonce of this server (RFC 9449 section 8). Without one, proofs can be made long before
        /// they are used, and a wrong clock at the client is an obstacle.
        dpop_nonce: bool = true;
        /// Resource servers that tokens can be asked for by their URI (RFC 8707), with the scopes that mean something there. Their
        /// access tokens may have a lifetime, an algorithm and a format ("jwt" or "opaque") of their own:
        /// "https://api.example.org" = { scopes = ["orders:read"], lifetime = "5m", algorithm = "ES256", format = "jwt" }
        resources: Resources = {};
    }
}
