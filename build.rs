//! Tells the tests which of their companions are there, so that a missing one shows as `ignored` and never as passed; and the
//! linker how.
//!
//! `scripts/test` starts the companions and sets these variables; plain `cargo test` works without them.

/// Variable and the `cfg` that stands for it.
const COMPANIONS: [(&str, &str); 3] = [
    ("DOORWARD_TEST_POSTGRES", "with_postgres"),
    ("DOORWARD_TEST_CHROMIUM", "with_chromium"),
    ("DOORWARD_TEST_NODE", "with_node"),
];

fn main() {
    // `sqlx::migrate!` and `rust_embed` do not notice a new file by themselves.
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=locales");
    for (variable, cfg) in COMPANIONS {
        println!("cargo::rerun-if-env-changed={variable}");
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        if std::env::var_os(variable).is_some_and(|value| !value.is_empty()) {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
    // Addresses that are set at the start take 30 KB in this form and nearly 4 MB, all read then, in the older one.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux")
        && std::env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu")
    {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
