//! The rules of the house, read off its own source: who may import whom, who may name which crate, how long a file is.
//!
//! `CONTRIBUTING.md` says why. A rule that stands in the way is changed here, in the open.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Modules from left to right, one line a layer. A module imports only from the lines below its own.
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["demo", "server"],
    &["web"],
    &["app"],
    &["administration"],
    &["oauth"],
    &["authentication"],
    &["delivery", "face"],
    &["jose", "outbound"],
    &["storage"],
    &["config", "text"],
    &["random"],
    &["clock", "secret", "system"],
];

/// Macros stand at the root of the crate; here is the module that each belongs to.
const MACROS: &[(&str, &str)] = &[("on_both", "storage")];

/// Crates that only some places name: the start of their paths below `src/`.
const CRATES: &[(&str, &[&str])] = &[
    ("axum", &["web/", "server", "cli", "demo"]),
    ("hyper", &["web/", "server"]),
    // `clock` derives how a moment is stored.
    ("sqlx", &["storage/", "clock.rs"]),
    ("sqlx_postgres", &["storage/"]),
    ("sqlx_sqlite", &["storage/"]),
    ("sqlx_core", &["storage/"]),
    // A test reads the file itself, for what must not be left in it.
    ("rusqlite", &["storage/database/", "authentication/guide/tests/faces/keeping.rs"]),
    ("rustix", &["server/room.rs", "system/memory.rs"]),
    ("libc", &["system/turns.rs"]),
    ("x509_parser", &["web/certificate.rs"]),
    ("jsonwebtoken", &["jose/"]),
    // OpenSSL lies below it.
    ("josekit", &["jose/encrypt"]),
    ("lettre", &["delivery/mail"]),
    ("argon2", &["authentication/factor/slow_hash.rs", "authentication/factor/password/"]),
    // Hashes of other software.
    ("scrypt", &["authentication/factor/password/"]),
    ("bcrypt", &["authentication/factor/password/"]),
    ("csv", &["administration/transfer/"]),
    (
        "image",
        &[
            "authentication/factor/image_passcode/",
            "face/",
            "administration/picture.rs",
            "web/account/tests/",
        ],
    ),
    // The one extractor that reads files.
    ("multer", &["web/extract/upload.rs"]),
    ("zxcvbn", &["authentication/factor/password/"]),
    ("totp_rs", &["authentication/factor/totp/"]),
    ("webauthn_rs", &["authentication/factor/passkey/"]),
    ("phonenumber", &["authentication/factor/sms_code/"]),
    // Every call goes through `outbound`; `demo` is somebody else's application.
    ("reqwest", &["outbound/", "demo/"]),
    ("ort", &["face/"]),
    ("ort_tract", &["face/"]),
    ("fluent_templates", &["text"]),
    ("rand", &["random.rs", "jose/"]),
    ("clap", &["cli/", "main.rs"]),
    ("utoipa", &["web/api/"]),
    ("utoipa_axum", &["web/api/"]),
    ("governor", &["web/api/access.rs"]),
];

/// Crates that are not even in the lock file: there is one TLS.
const ABSENT: &[&str] = &["native-tls", "tokio-openssl", "tokio-native-tls", "hyper-tls"];

/// Crates that may come in by these only: OpenSSL encrypts tokens, and does nothing else.
const UNDER: &[(&str, &[&str])] = &[("openssl", &["josekit"]), ("openssl-sys", &["openssl"])];

/// Lines of a file, its tests apart.
const LONGEST: usize = 450;

/// Files that may be longer, and why.
const LONGER: &[(&str, &str)] = &[
    ("authentication/journey.rs", "the one place where the order of a sign-in is written"),
    ("web/page/samples.rs", "one filling of every page, side by side"),
];

#[test]
fn imports_point_to_the_right_only() {
    let rank = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut faults = BTreeSet::new();
    for (path, code) in sources() {
        let module = module_of(&path);
        let Some(own) = rank(&module) else {
            if module != "lib" {
                faults.insert(format!("src/{module} has no place in LAYERS"));
            }
            continue;
        };
        for root in ["crate", "doorward"] {
            for name in named_below(&code, root) {
                let owner =
                    MACROS.iter().find(|(name_of, _)| *name_of == name).map_or(&*name, |(_, owner)| owner);
                match rank(owner) {
                    _ if owner == module => {}
                    Some(other) if other > own => {}
                    _ => {
                        faults.insert(format!("{path}: {module} may not import {name}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_foreign_crate_is_named_only_where_it_is_wrapped() {
    let mut faults = Vec::new();
    for (path, code) in sources() {
        for (name, places) in CRATES {
            if !places.iter().any(|place| path.starts_with(place)) && !named_below(&code, name).is_empty() {
                faults.push(format!("{path} names {name}, which only {places:?} may"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_two_files_declare_what_the_compiler_cannot_check() {
    let marks = |code: &str| code.matches("unsafe ").count() + code.matches("unsafe_").count();
    let named: Vec<_> = sources().into_iter().map(|(path, code)| (path, marks(&code))).collect();
    let named: Vec<_> = named.iter().filter(|(_, marks)| *marks > 0).collect();
    // The name of the lint, three times, a declaration and two calls; the name of the lint, a value and two calls.
    assert_eq!(named, [&("system/memory.rs".to_owned(), 6), &("system/turns.rs".to_owned(), 4)]);
}

#[test]
fn there_is_one_tls() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    for name in ABSENT {
        assert!(
            !lock.contains(&format!("name = \"{name}\"\n")),
            "{name} came in; cargo tree -i {name} says by whom"
        );
    }
}

#[test]
fn what_is_brought_in_for_one_purpose_comes_by_one_way() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let packages: Vec<(&str, &str)> = lock
        .split("[[package]]\n")
        .filter_map(|package| Some((package.strip_prefix("name = \"")?.split_once('"')?.0, package)))
        .collect();
    for (name, ways) in UNDER {
        // In the list of dependencies a name stands alone, or before a version.
        let needs = |package: &str| {
            package.contains(&format!(" \"{name}\",")) || package.contains(&format!(" \"{name} "))
        };
        let by: Vec<&str> = packages.iter().filter(|(_, text)| needs(text)).map(|(by, _)| *by).collect();
        assert_eq!(by, *ways, "what brings {name}");
    }
}

#[test]
fn files_are_short_and_begin_by_saying_what_they_own() {
    let mut faults = Vec::new();
    let tests = modules_of_tests();
    for (path, text) in files("src", &["rs"]) {
        let stem = Path::new(&path).file_stem().unwrap().to_str().unwrap();
        if tests.contains(stem) || stem.ends_with("_tests") || path.contains("/suite/") {
            continue;
        }
        if !text.starts_with("//!") {
            faults.push(format!("{path} does not begin with a //! line"));
        }
        let lines = lines_without_tests(&text);
        let apart = path.contains("/tests/");
        if lines > LONGEST && !apart && !LONGER.iter().any(|(long, _)| *long == path) {
            faults.push(format!("{path} has {lines} lines; {LONGEST} are the most"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_property_is_among_the_evidence() {
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/evidence")).unwrap();
    let part = script.split_once("\nproperties() {").unwrap().1.split_once("\n}").unwrap().0;
    let words: Vec<&str> =
        part.split_once(" -- ").unwrap().1.split_whitespace().filter(|word| *word != "\\").collect();
    let modules: Vec<String> = sources()
        .into_iter()
        .filter(|(_, code)| code.contains("proptest! {"))
        .map(|(path, _)| format!("{}::tests::", path_of_module(&path)))
        .collect();
    let left: Vec<_> =
        modules.iter().filter(|module| !words.iter().any(|word| module.contains(word))).collect();
    assert!(left.is_empty(), "`scripts/evidence properties` does not run {left:?}");
    // The walks are no properties of `proptest`.
    let idle: Vec<_> = words
        .iter()
        .filter(|word| **word != "journey" && !modules.iter().any(|module| module.contains(**word)))
        .collect();
    assert!(idle.is_empty(), "`scripts/evidence properties` names what has no property: {idle:?}");
}

#[test]
fn nothing_is_left_for_later() {
    // In two pieces, or this file would find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!(")];
    let mut faults = Vec::new();
    for directory in ["src", "tests", "conformance", "examples", "benches", "templates", "static", "scripts"]
    {
        for (path, text) in files(directory, &["rs", "html", "txt", "css", "js", "mjs", "sh", "test"]) {
            faults.extend(
                marks.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{path}: {mark}")),
            );
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_migration_has_its_pair() {
    let names = |database: &str| -> BTreeSet<String> {
        files(&format!("migrations/{database}"), &["sql"]).into_iter().map(|(path, _)| path).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, postgres);
    for (number, name) in (1..).zip(&sqlite) {
        assert!(name.starts_with(&format!("{number:04}_")), "{name} is out of order");
    }
}

#[test]
fn the_rules_read_source_as_it_is_written() {
    let code = "use crate::{\n    a::{b, c},\n    d::e as f,\n    g,\n};\nlet x = crate::h::i(); $crate::j::k; a_crate::l;";
    assert_eq!(named_below(code, "crate"), ["a", "d", "g", "h", "j"]);
    assert_eq!(code_of("a // crate::b\n//! crate::c\nd"), "a \n\nd\n");
    assert_eq!(module_of("web/login/mod.rs"), "web");
    assert_eq!(module_of("clock.rs"), "clock");
    for path in ["jose/verify.rs", "jose/verify/mod.rs", "jose/verify_tests.rs", "jose/verify/tests.rs"] {
        assert_eq!(path_of_module(path), "jose::verify");
    }
    let body =
        "a\n#[cfg(test)]\n#[path = \"b.rs\"]\nmod b;\n#[cfg(test)]\nfn c() {}\nd\n#[cfg(test)]\nmod e {\n}\n";
    assert_eq!(lines_without_tests(body), 4, "a, c with its mark, and d");
}

/// The first segments named below `root`: `a` and `c` of `root::{a::b, c}`.
fn named_below(code: &str, root: &str) -> Vec<String> {
    let mut names = Vec::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    for (start, _) in code.match_indices(&format!("{root}::")) {
        // Part of a longer word, or a text such as a tracing target.
        if code[..start].ends_with(is_part) || code[..start].ends_with('"') {
            continue;
        }
        let rest = &code[start + root.len() + 2..];
        let Some(list) = rest.strip_prefix('{') else {
            names.push(rest.chars().take_while(|c| is_part(*c)).collect());
            continue;
        };
        let (mut depth, mut name, mut named) = (0, String::new(), false);
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => named = false,
                c if depth == 0 && !named && is_part(c) => {
                    name.push(c);
                    continue;
                }
                _ => {}
            }
            if !name.is_empty() {
                names.push(std::mem::take(&mut name));
                named = c != ',';
            }
        }
        if !name.is_empty() {
            names.push(name);
        }
    }
    names
}

/// Names of the modules that are declared for tests only.
fn modules_of_tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, code) in sources() {
        for rest in code.split("#[cfg(test)]").skip(1) {
            let item = rest.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#["));
            let name = item.and_then(|item| item.split_once("mod ")?.1.strip_suffix(';'));
            names.extend(name.map(str::to_owned));
        }
    }
    names
}

/// How many lines a file has, its modules of tests apart, be they at its end or files of their own.
fn lines_without_tests(text: &str) -> usize {
    let (mut lines, mut count) = (text.lines().peekable(), 0);
    while let Some(line) = lines.next() {
        let mut marks = 1;
        if line == "#[cfg(test)]" {
            while lines.next_if(|next| next.starts_with("#[")).is_some() {
                marks += 1;
            }
            let module = lines.peek().filter(|item| item.contains("mod "));
            if module.is_some_and(|module| module.ends_with('{')) {
                break;
            }
            if module.is_some() {
                lines.next();
                continue;
            }
        }
        count += marks;
    }
    count
}

/// The module that a path below `src/` is, or holds the tests of: `a::b` of `a/b/tests.rs`.
fn path_of_module(path: &str) -> String {
    let path = path.trim_end_matches(".rs").trim_end_matches("_tests");
    path.trim_end_matches("/tests").trim_end_matches("/mod").replace('/', "::")
}

/// The top-level module a path below `src/` belongs to.
fn module_of(path: &str) -> String {
    path.split('/').next().unwrap().trim_end_matches(".rs").to_owned()
}

/// Source without its comments.
fn code_of(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.split_once("//").map_or(line, |(code, _)| code))).collect()
}

/// Every file of `src`, as its path below `src/` and its code.
fn sources() -> Vec<(String, String)> {
    let sources = files("src", &["rs"]);
    assert!(sources.len() > 20, "the source is found");
    sources.into_iter().map(|(path, text)| (path, code_of(&text))).collect()
}

/// Files below `directory` whose name ends so, as their path below it and their text. What tools leave in folders of their own
/// (`node_modules`, `.next`) is not ours.
fn files(directory: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).into_iter().flatten() {
            let entry = entry.unwrap();
            let (path, name) = (entry.path(), entry.file_name());
            let theirs = name == "node_modules" || name.to_string_lossy().starts_with('.');
            if !path.is_dir() {
                found.push(path);
            } else if !theirs {
                walk(&path, found);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    found
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.to_str().unwrap().ends_with(ending)))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect()
}
