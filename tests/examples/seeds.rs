//! Writes the initial corpus for fuzzing: `cargo run -p top-tests --example seeds`.
//!
//! Sources: the protocol vectors, the documents of other tests, and the larger corpus if
//! `TOP_CORPUS` is set.

#![allow(clippy::unwrap_used)]

#[path = "../protocol_vectors/multipart/base64.rs"]
mod base64;

use std::path::Path;

use serde_json::Value;

fn main() -> std::io::Result<()> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (target, id, seed) in
        [replies(tests)?, hostile(), requests(tests)?, documents(tests)?, callbacks(tests)?, frames(tests)?]
            .concat()
    {
        let folder = tests.join("../fuzz/corpus").join(target);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(id), seed)?;
    }
    Ok(())
}

type Seed = (&'static str, String, Vec<u8>);

/// Reads the vectors of a file.
fn vectors(tests: &Path, file: &str) -> std::io::Result<Vec<Value>> {
    let text = std::fs::read_to_string(tests.join("protocol_vectors/data").join(file))?;
    let file: Value = serde_json::from_str(&text)?;
    Ok(file["vectors"].as_array().cloned().unwrap_or_default())
}

/// Writes reply bodies by their requested form. Their root has the name for the API of the fuzz
/// targets, so that it is decoded.
fn replies(tests: &Path) -> std::io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for vector in vectors(tests, "response.json")? {
        let input = &vector["input"];
        let target = match (&input["format"], &input["simplify"]) {
            (Value::String(format), _) if format == "xml" => "xml",
            (_, Value::Bool(true)) => "simplified",
            _ => "json",
        };
        let method = input["method"].as_str().unwrap_or_default();
        let method = method.strip_prefix("taobao.").unwrap_or(method);
        let root = format!("{}_response", method.replace('.', "_"));
        let body = input["body"].as_str().unwrap_or_default();
        seeds.push((target, text(&vector["id"]), body.replace(&root, "fuzz_response").into_bytes()));
    }
    Ok(seeds)
}

/// Writes the frames of the official SDK.
fn frames(tests: &Path) -> std::io::Result<Vec<Seed>> {
    let json = std::fs::read_to_string(tests.join("../top-messages/tests/vectors/tmc_frame.json"))?;
    let file: Value = serde_json::from_str(&json)?;
    let mut seeds = Vec::new();
    for vector in file["vectors"].as_array().into_iter().flatten() {
        let hex = [&vector["input"]["hex"], &vector["expect"]["hex"]].into_iter().find_map(Value::as_str);
        let hex = hex.unwrap_or_default();
        let byte = |at: usize| hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let bytes = (0..hex.len()).step_by(2).filter_map(byte).collect();
        seeds.push(("frame", text(&vector["id"]), bytes));
    }
    Ok(seeds)
}

/// Writes growing bodies: pieces of text, each after two bytes.
///
/// | byte | meaning |
/// |---|---|
/// | first, modulo 5 | append, repeat, bracket, quote, or prepend the piece |
/// | second, modulo 24 | exponent of 2 for the number of repetitions |
fn hostile() -> Vec<Seed> {
    let seeds: [(&str, &[u8]); 8] = [
        (
            "texts",
            b"\x00\x00{}\n\x02\x05{\"child\":\n\x03\x00\n\x02\x05{\"child\":\n\x03\x00\n\x02\x01{\"list\":",
        ),
        (
            "long_name",
            b"\x00\x00{\"map\":{\"\n\x00\x14n\n\x00\x00\":{\"k\":[\n\x00\x09{\"id\":[]},\n\x00\x00{}]}}}",
        ),
        ("elements", b"\x00\x00[\n\x00\x14{},\n\x00\x00{}]\n\x02\x00{\"rows\":"),
        ("members", b"\x00\x00{\n\x00\x12\"x\":1,\n\x00\x00\"f001\":2}"),
        ("maps", b"\x00\x00{\"maps\":[\n\x00\x10{\"a\":{},\"b\":{}},\n\x00\x00{}]}"),
        ("half_pairs", b"\x00\x00{\"any\":\"\n\x00\x10\\ud83d\\x\n\x00\x00\"}"),
        ("verdicts", b"\x00\x00[{}]\n\x02\x05{\"result\":[\n\x03\x00\n\x02\x04{\"result\":"),
        ("json", b"\x00\x00[]\n\x02\x05{\"json\":[\n\x03\x00\n\x02\x04{\"child\":{\"json\":"),
    ];
    seeds.map(|(id, seed)| ("hostile", id.to_owned(), seed.to_vec())).into()
}

/// Writes requests of the official SDK, with and without files.
fn requests(tests: &Path) -> std::io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for file in ["request.json", "multipart.json"] {
        for vector in vectors(tests, file)? {
            let http = &vector["expect"]["http"];
            let line = text(&http["request_line"]);
            let query = line
                .split_once('?')
                .and_then(|(_, query)| query.split_once(' '))
                .map_or("", |(query, _)| query);
            let headers = http["headers"].as_array().into_iter().flatten();
            let mut content_type =
                headers.filter(|header| header[0] == "Content-Type").map(|header| text(&header[1]));
            let head = format!("{}\n{query}\n", content_type.next_back().unwrap_or_default());
            let body = match http["body_base64"].as_str() {
                Some(digits) => base64::decode(digits),
                None => text(&http["body"]).into_bytes(),
            };
            seeds.push(("form", text(&vector["id"]), [head.into_bytes(), body].concat()));
        }
    }
    Ok(seeds)
}

/// Writes callbacks of the official SDKs.
fn callbacks(tests: &Path) -> std::io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for file in ["spi_sign.json", "spi_php2026.json"] {
        for vector in vectors(tests, file)? {
            let input = &vector["input"];
            let line = |name: &str| text(&input[name]) + "\n";
            let list = text(&input["headers"]["top-sign-list"]) + "\n";
            let seed = [line("content_type"), list, line("query_string"), text(&input["body"])].concat();
            seeds.push(("webhook", format!("{file}.{}", text(&vector["id"])), seed.into_bytes()));
        }
    }
    Ok(seeds)
}

/// Returns the folders of documents in the workspace and in the corpus.
const OWN: [&str; 8] = [
    "examples/build-script/apis",
    "top-codegen/tests/documents/iop/aliexpress",
    "top-codegen/tests/documents/iop/lazada",
    "top-codegen/tests/documents/metadata",
    "top-codegen/tests/documents/pages",
    "top-codegen/tests/documents/topics",
    "top-codegen/tests/pages",
    "topctl/tests/fixtures",
];
const CORPUS: [&str; 3] = ["seeds", "corpus/pages", "corpus/metadata"];

/// Writes pages and definitions.
fn documents(tests: &Path) -> std::io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    let mut folders = OWN.map(|folder| tests.join("..").join(folder)).to_vec();
    match std::env::var_os("TOP_CORPUS") {
        Some(corpus) => folders.extend(CORPUS.map(|folder| Path::new(&corpus).join(folder))),
        None => println!("no seeds from the corpus, as TOP_CORPUS is not set"),
    }
    for (at, folder) in folders.iter().enumerate() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let target = match path.extension().and_then(|extension| extension.to_str()) {
                Some("txt" | "md") => "page",
                Some("json") => "definition",
                _ => continue,
            };
            let name = path.file_name().unwrap().to_string_lossy();
            seeds.push((target, format!("{at}.{name}"), std::fs::read(&path)?));
        }
    }
    Ok(seeds)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
