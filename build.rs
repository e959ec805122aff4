//! Tells the tests which of their companions are there, so that a missing one shows as `ignored` and never as passed.
//!
//! `scripts/test` starts the companions and sets these variables; plain `cargo test` works without them.

/// Variable and the `cfg` that stands for it.
const COMPANIONS: [(&str, &str); 3] = [
    ("DOORWARD_TEST_POSTGRES", "with_postgres"),
    ("DOORWARD_TEST_CHROMIUM", "with_chromium"),
    ("DOORWARD_TEST_NODE", "with_node"),
];

fn main() {
    // `sqlx::migrate!` and `static_loader!` do not notice a new file by themselves.
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=locales");
    for (variable, cfg) in COMPANIONS {
        println!("cargo::rerun-if-env-changed={variable}");
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        if std::env::var_os(variable).is_some_and(|value| !value.is_empty()) {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}
