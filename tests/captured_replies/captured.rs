//! Whole bodies, each read as what it is: our own in `bodies/`, and those that other people captured, in the corpus that
//! `TOP_CORPUS` names. What a body says is read a second time, by `serde_json`, and compared.

mod expected;
mod own;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::check::same;
use expected::Body;

/// One test per body; without the corpus, one test in place of its bodies that says so.
pub(crate) fn trials() -> Vec<Trial> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("captured_replies/bodies");
    let mut trials = of_folder("bodies", own, own::TABLE);
    trials.extend(match std::env::var_os("TOP_CORPUS") {
        Some(corpus) => of_folder("captured", Path::new(&corpus).join("corpus/responses"), table::TABLE),
        None => vec![Trial::test("captured::skipped", || {
            println!("skipped: the captured replies of the corpus, as TOP_CORPUS is not set");
            Ok(())
        })],
    });
    trials
}

/// A test per body of a folder, and one that none of its files is forgotten.
fn of_folder(name: &'static str, folder: PathBuf, table: &'static [Body]) -> Vec<Trial> {
    let trial = |(file, expected): &'static Body| {
        let path = folder.join(file);
        Trial::test(format!("{name}::{file}"), move || {
            expected.check(&std::fs::read_to_string(path)?).map_err(Into::into)
        })
    };
    let mut trials: Vec<Trial> = table.iter().map(trial).collect();
    trials.push(Trial::test(format!("{name}::table_is_complete"), move || {
        let mut files = BTreeSet::new();
        for entry in folder.read_dir()? {
            files.insert(entry?.file_name().to_string_lossy().into_owned());
        }
        files.remove("index.json");
        same("files", &table.iter().map(|(file, _)| (*file).to_owned()).collect(), &files).map_err(Into::into)
    }));
    trials
}
