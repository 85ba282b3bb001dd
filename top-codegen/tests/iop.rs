//! Definitions and pages of IOP, and topics: those of `tests/documents`, and those of the corpus in
//! `TOP_CORPUS` if set, become code.

#![allow(clippy::expect_used)] // a document that is not as expected fails the test

#[path = "pages/folders.rs"]
mod folders;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use top_codegen::model::Protocol;
use top_codegen::{Api, Options, read, write};

/// Returns a folder of `tests/documents`.
fn own(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(folder)
}

/// Lists the documents of IOP, own and those of the corpus.
fn documents() -> Vec<PathBuf> {
    let mut paths = folders::documents("iop/lazada", "json");
    paths.extend(folders::documents("iop/aliexpress", "md"));
    paths
}

fn api(path: &Path) -> Api {
    let name = path.display().to_string();
    let document = read(&name, &fs::read(path).expect("a file")).unwrap_or_else(|error| panic!("{error}"));
    for warning in &document.warnings {
        println!("{name}:{}: {}", warning.line().unwrap_or_default(), warning.message());
    }
    document.api
}

#[test]
fn every_document_becomes_valid_code_for_its_protocol() {
    for path in documents() {
        let api = api(&path);
        let written = write(&api, &Options::default());
        for warning in &written.warnings {
            println!("{}:{}: {}", path.display(), warning.line().unwrap_or_default(), warning.message());
        }
        syn::parse_file(&written.code)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", path.display(), written.code));
        let name = if matches!(api.protocol, Protocol::IopRest(_)) { "path" } else { "method" };
        assert!(api.protocol.is_iop(), "{}", path.display());
        assert!(written.code.contains(&format!("{name} = \"{}\"", api.method)), "{}", written.code);
    }
}

/// Changes one line of a document.
fn damaged(text: &str, line: usize, change: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = line % lines.len();
    match change % 8 {
        0 => lines.truncate(line),
        1 => drop(lines.remove(line)),
        2 => lines.insert(line, lines[line].clone()),
        3 => lines[line] = lines[line].replace(['"', '|'], ""),
        4 => lines[line] = lines[line].replace(|char: char| char.is_ascii_digit(), "{"),
        5 => lines[line].insert_str(0, "&nbsp;└ "),
        6 => lines[line] = lines[line].replace(' ', "\u{a0}\t"),
        _ => lines.swap(line, 0),
    }
    lines.join("\n")
}

proptest! {
    /// A damaged document is an error on one line, or becomes valid code.
    #[test]
    fn damaged_documents_never_become_invalid_code(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<usize>(), any::<usize>()), 1..4),
    ) {
        let mut paths = folders::files(&own("iop/lazada"), "json");
        paths.extend(folders::files(&own("iop/aliexpress"), "md"));
        paths.extend(folders::files(&own("topics"), "txt"));
        let path = at.get(&paths);
        let mut text = fs::read_to_string(path).expect("a document");
        for (line, change) in changes {
            if text.lines().next().is_some() {
                text = damaged(&text, line, change);
            }
        }
        match read("damaged", text.as_bytes()) {
            Ok(document) => {
                let written = write(&document.api, &Options::default());
                prop_assert!(syn::parse_file(&written.code).is_ok(), "{}", written.code);
            }
            Err(error) => prop_assert_eq!(error.to_string().lines().count(), 1),
        }
    }
}

#[test]
fn error_codes_are_a_table_in_the_docs_of_the_request() {
    let code = write(&api(&own("iop/lazada/parcel-api.getparcel.json")), &Options::default()).code;
    let table = "/// # Error codes\n///\n/// | code | meaning | solution |\n/// |---|---|---|\n\
                 /// | `P404` | P404: no such parcel | Check the id. |\n/// | `P429` | too \\| many | Wait a minute. |\n";
    assert!(code.contains(table), "{code}");
}

#[test]
fn topics_become_messages() {
    for path in ["example_parcel_StopReached.txt", "example_parcel_Lost.json"] {
        let api = api(&own("topics").join(path));
        assert_eq!(api.protocol, Protocol::Tmc);
        let written = write(&api, &Options::default());
        assert_eq!(written.warnings, []);
        syn::parse_file(&written.code).expect("valid code");
        assert!(
            written.code.contains(&format!("#[top_message(topic = \"{}\")]", api.method)),
            "{}",
            written.code
        );
        assert!(written.code.contains("pub parcel_id: i64"), "{}", written.code);
    }
}
