//! Folders of test documents: `tests/documents`, and the corpus in `TOP_CORPUS`.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Returns the folder in `TOP_CORPUS`, which contains `seeds/` and `corpus/`.
pub(crate) fn corpus() -> Option<PathBuf> {
    let Some(folder) = env::var_os("TOP_CORPUS").map(PathBuf::from) else {
        println!("skipped: the documents of the corpus, as TOP_CORPUS is not set");
        return None;
    };
    assert!(
        folder.join("corpus").is_dir(),
        "TOP_CORPUS: there is no folder `corpus` in {}",
        folder.display()
    );
    Some(folder)
}

/// Lists files with a suffix in order: first those of the repository, then those of the corpus.
pub(crate) fn documents(kind: &str, ending: &str) -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(kind);
    let corpus = corpus().map(|folder| folder.join("corpus").join(kind));
    std::iter::once(own).chain(corpus).flat_map(|folder| files(&folder, ending)).collect()
}

/// Lists the files in a folder with a suffix, in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    assert!(!paths.is_empty(), "no file ends with .{ending} in {}", folder.display());
    paths.sort();
    paths
}
