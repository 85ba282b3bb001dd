//! Compilation of the crates of a catalogue.

use std::env;
use std::path::{Path, PathBuf};

use snapbox::cmd::Command;

use crate::folder::{DEFINITION, Folder};

const PROGRAM: &str = "\
use market::stock::example_stock_get::GetStock;

fn main() {
    println!(\"{:?}\", GetStock { sku: \"CUP-01\".to_owned(), warehouses: Vec::new() });
}
";

const MANIFEST: &str = "\
[package]
name = \"user\"
edition = \"2024\"

[dependencies]
market = { path = \"../market\", features = [\"stock\"] }
";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs cargo in the workspace, offline and with warnings as errors.
fn cargo(folder: &Folder, args: &[&str]) {
    let command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .current_dir(folder.path().join("market"))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue"))
        .env("RUSTFLAGS", "-D warnings")
        .args(["check", "--offline"])
        .args(args);
    command.assert().success();
}

/// Every value type with serde, and an enum of codes.
const VALUES: &str = r#"{"name": "example.values.get", "requestParams": [{"name": "day", "type": "Date", "required": true},
{"name": "status", "type": "Number", "description": "1:open,2:closed"}, {"name": "price", "type": "Price"},
{"name": "rate", "type": "BigDecimal"}, {"name": "tree", "type": "Object"}]}"#;

/// Packages named like built-in modules and crates, in one crate and in several.
#[test]
fn catalogue_compiles_with_one_feature_and_with_all() {
    for most in ["1000", "2"] {
        let folder = Folder::new();
        for method in
            ["example.std.get", "example.serde.get", "example.top_runtime.get", "example.market_part1.get"]
        {
            folder.write(&format!("docs/{method}.json"), DEFINITION.replace("example.stock.get", method));
        }
        folder.write("docs/values.json", VALUES);
        let add = [
            "add",
            "docs",
            "--out",
            "market",
            "--crate",
            "market",
            "--derive",
            "Eq,serde::Serialize,serde::Deserialize",
        ];
        folder.run(&[&add[..], &["--no-tests", "--apis-per-crate", most]].concat()).done();
        folder.write("market/user/Cargo.toml", MANIFEST);
        folder.write("market/user/src/main.rs", PROGRAM);
        folder.write("market/Cargo.lock", std::fs::read(repository().join("Cargo.lock")).unwrap());
        cargo(&folder, &["--package", "user"]);
        cargo(&folder, &["--workspace", "--all-features"]);
    }
}
