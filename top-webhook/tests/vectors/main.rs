//! Vectors of the official SDKs, one named test each: the check of callbacks.
//!
//! `spi_sign.json` was made with the Java SDK, `spi_php2026.json` with the PHP SDK of 2026. Where the
//! two differ, the rule of Java decides; [`php::DEFECTS`] lists each difference with its reason. A
//! test fails if a listed difference no longer exists, or if one is not listed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod addresses;
mod php;
mod request;
mod spi;
mod timestamps;

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;

const JAVA: &str = include_str!("../../../tests/protocol_vectors/data/spi_sign.json");
const PHP: &str = include_str!("../../../tests/protocol_vectors/data/spi_php2026.json");

/// Result of a test: the reason of a failure.
type Checked = Result<(), String>;

fn vectors(file: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(file).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn trial(file: &str, vector: Value) -> Trial {
    let id = vector["id"].as_str().unwrap().to_owned();
    let check = match vector["kind"].as_str().unwrap() {
        "spi" | "spi_check" => spi::check,
        "spi_timestamp" => timestamps::check,
        "spi_source_ip" => addresses::check,
        other => panic!("{id}: unknown kind {other}"),
    };
    Trial::test(format!("{file}::{id}"), move || check(&vector).map_err(Into::into))
}

fn main() {
    let arguments = Arguments::from_args();
    let java = vectors(JAVA).into_iter().map(|vector| trial("spi_sign", vector));
    let php = vectors(PHP).into_iter().map(|vector| trial("spi_php2026", vector));
    let differences = Trial::test("spi_php2026::differences_are_listed", || php::check().map_err(Into::into));
    libtest_mimic::run(&arguments, java.chain(php).chain([differences]).collect()).exit();
}
