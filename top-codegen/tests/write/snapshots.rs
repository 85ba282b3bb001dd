//! Snapshots of generated code, compared with reviewed files. `BLESS=1` rewrites them.

mod names;
mod protocols;
mod replies;
mod types;

use std::path::PathBuf;
use std::{env, fs};

use top_codegen::{Api, Options, write};

/// Compares the code and the warnings with `tests/write/expected/NAME.rs`.
fn check(name: &str, api: &Api) {
    let written = write(api, &Options::default());
    let mut found = String::new();
    for warning in &written.warnings {
        found.extend(["// warning: ", warning.message(), "\n"]);
    }
    found.push_str(&written.code);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/write/expected/{name}.rs"));
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} differs; if it is right, run again with BLESS=1. Found:\n{found}",
        path.display()
    );
}
