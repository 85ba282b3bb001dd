//! Whole bodies: those in `bodies/`, and captured ones in the corpus of `TOP_CORPUS`. Each is also
//! parsed by `serde_json` and compared.

mod expected;
mod own;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::check::same;
use expected::Body;

/// Returns one test per body. Without the corpus, one test prints `skipped`.
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

/// Returns one test per body of a folder, and one that the table has every file.
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
