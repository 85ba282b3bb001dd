//! The captured replies of the project's shared folder, each read as what it is. Nothing of them is copied here: what a body says
//! is read a second time, by `serde_json`, and compared.

mod expected;
mod table;

use std::path::PathBuf;

use libtest_mimic::Trial;

use crate::check::{Checked, same};
use table::TABLE;

/// One test per captured reply; where there are none, one test that says so.
pub(crate) fn trials() -> Vec<Trial> {
    let folder = folder();
    if !folder.join("index.json").is_file() {
        return vec![Trial::test("captured::skipped", move || {
            println!(
                "skipped: there is no {}. The captured replies are other people's and not part of this repository; a body of our \
                 own stands in `fixtures` for each thing that is odd about them.",
                folder.display()
            );
            Ok(())
        })];
    }
    let index = folder.join("index.json");
    let listed = Trial::test("captured::table_is_complete", move || {
        let index: serde_json::Value = serde_json::from_slice(&std::fs::read(index)?)?;
        let files = index.as_array().into_iter().flatten().filter_map(|entry| entry["file"].as_str());
        let (mut files, mut known): (Vec<_>, Vec<_>) =
            (files.collect(), TABLE.iter().map(|(file, _)| *file).collect());
        files.sort_unstable();
        known.sort_unstable();
        same("files", &known, &files).map_err(Into::into)
    });
    let trial = |&(file, ref wanted): &'static (&str, expected::Expected)| {
        let path = folder.join(file);
        Trial::test(format!("captured::{file}"), move || {
            let body = std::fs::read_to_string(path)?;
            let checked: Checked = wanted.check(&body);
            checked.map_err(Into::into)
        })
    };
    std::iter::once(listed).chain(TABLE.iter().map(trial)).collect()
}

/// Beside the workspace.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/responses"))
}
