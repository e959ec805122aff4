//! The sections about proving who is here: the factors and their limits.

use std::{path::PathBuf, time::Duration};

use super::section::section;

section! {
    /// Passwords, hashed with Argon2id (RFC 9106). Costs that change are applied at the next sign-in of each account.
    Password {
        /// Memory of one hash, in KiB (OWASP: 19456 with 2 iterations, or 47104 with 1).
        memory_kib: u32 = 19456;
        /// Passes over that memory.
        iterations: u32 = 2;
        /// Lanes of one hash.
        parallelism: u32 = 1;
        /// Hashes computed at the same time. Without it: one per core.
        lanes: Option<u32>, such as 4;
        /// Sign-ins that may wait for a lane; more are told to try again (503).
        queue: u32 = 64;
        /// Least characters of a password with a second factor beside it (NIST SP 800-63B-4 section 3.1.1.2).
        min_length: u32 = 8;
        /// Least characters of a password that is the only factor (the same section).
        min_length_single: u32 = 15;
        /// Most characters of a password (the same section: at least 64).
        max_length: u32 = 256;
        /// Least strength of a new password, from 0 to 4, by the estimate of zxcvbn, which knows words, names, dates, rows of
        /// keys and what is left of a password without them; 0 leaves it to the lists.
        min_score: u32 = 3;
        /// How many of an account's last passwords, the present one among them, are not taken again.
        history: u32 = 5;
        /// A list of stolen passwords, looked up in new ones: the SHA-1 digests, ordered, that "Have I Been Pwned" gives out.
        /// Searched where it lies, so it needs no memory.
        breached_file: Option<PathBuf>, such as "/var/lib/doorward/pwned-passwords-sha1-ordered-by-hash.txt";
    }
}

section! {
    /// Six-digit codes sent by mail.
    EmailCode {
        /// How long a code is good for (NIST SP 800-63B-4 section 3.1.3.2: at most 10 minutes).
        lifetime: Duration = "10m";
        /// Wrong tries after which a code is dead.
        tries: u32 = 5;
        /// Waits before the first, the second, … time a code may be asked for again; the last one repeats.
        resend_wait: Vec<Duration> = ["30s", "60s", "120s"];
        /// Codes sent to one address in an hour.
        per_address_per_hour: u32 = 5;
        /// Codes that one network (IPv4 /32, IPv6 /64) may cause in an hour.
        per_network_per_hour: u32 = 30;
        /// Codes sent in an hour to one address from devices that have signed in to its account; counted apart.
        known_device_per_hour: u32 = 10;
    }
}

section! {
    /// How guessing is slowed down: per account and factor, over every path and node.
    Throttle {
        /// The time over which tries are counted.
        window: Duration = "15m";
        /// Tries in a window; the next one is refused and told when to come back.
        tries_per_window: u32 = 10;
        /// Failures in a row after which a second factor is disabled, and a password is refused on unknown devices until
        /// a mailed code is given (NIST SP 800-63B-4 section 3.2.2: at most 100).
        disable_after: u32 = 100;
    }
}

section! {
    /// Codes of authenticator apps (TOTP, RFC 6238).
    Totp {
        /// The name that the app shows. Without it: the issuer's host.
        issuer_name: Option<String>, such as "Example";
        /// Steps of 30 seconds that a clock may be off, to either side (RFC 6238 section 5.2).
        skew_steps: u32 = 1;
    }
}
