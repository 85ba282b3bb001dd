//! Generates Rust from documents, one module per API: the definitions and pages of the repository, and of the larger corpus if
//! `TOP_CORPUS` is set.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use top_codegen::{Options, Written, read, write};

/// Modules, with the folders of their documents in the repository and in the corpus.
const MODULES: [(&str, Option<&str>, &str); 3] = [
    ("definitions", Some("metadata"), "corpus/metadata"),
    ("pages", Some("pages"), "corpus/pages"),
    ("seeds", None, "seeds"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TOP_CORPUS");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../top-codegen/tests/documents");
    let corpus = env::var_os("TOP_CORPUS").map(PathBuf::from);
    let mut code = String::new();
    for (module, in_own, in_corpus) in MODULES {
        let mut apis = BTreeMap::new();
        for folder in
            in_own.map(|name| own.join(name)).into_iter().chain(corpus.as_ref().map(|c| c.join(in_corpus)))
        {
            println!("cargo::rerun-if-changed={}", folder.display());
            add_apis(&mut apis, &folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        write!(code, "#[allow(missing_docs)]\npub mod {module} {{\n")?;
        for (name, written) in apis {
            write!(code, "pub mod {name} {{\n{}}}\n\n", with_forms(&written.code)?)?;
        }
        code.push_str("}\n");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("apis.rs"), code)?;
    Ok(())
}

/// Adds the Rust of each document in a folder, by module name. Its tests fill every field.
fn add_apis(apis: &mut BTreeMap<String, Written>, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut options = Options::default();
    options.test_fields = usize::MAX;
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if !file.is_file() {
            continue;
        }
        match read(&file.display().to_string(), &fs::read(&file)?) {
            Ok(document) => {
                let written = write(&document.api, &options);
                apis.insert(written.module.clone(), written);
            }
            // Another test covers refused documents.
            Err(problem) => println!("cargo::warning={problem}"),
        }
    }
    Ok(())
}

/// Changes to the generated test of an API, and whether every test must contain the changed text.
///
/// The future is boxed, so that the runtime is compiled once and not for each API. The reply is passed on to the tests of its other
/// forms.
const CHANGES: [(&str, &str, bool); 4] = [
    ("#[tokio::test]\n    async fn", "#[test]\n    fn", true),
    (
        "_wire() -> Result<(), Box<dyn Error>> {\n",
        "_wire() -> Result<(), Box<dyn Error>> { crate::forms::run(Box::pin(async {\n",
        true,
    ),
    (
        "assert_eq!(received.into_inner(), replied);",
        "crate::forms::check(&sandbox, &sent, &replied).await?; assert_eq!(received.into_inner(), replied);",
        false,
    ),
    ("        Ok(())\n    }\n", "        Ok(()) })) }\n", true),
];

/// Returns the generated code with a changed test.
fn with_forms(code: &str) -> Result<String, String> {
    CHANGES.iter().try_fold(code.to_owned(), |code, &(generated, ours, always)| {
        match code.matches(generated).count() {
            1 => Ok(code.replace(generated, ours)),
            0 if !always => Ok(code),
            count => {
                Err(format!("expected `{generated}` once in the generated code, found it {count} times"))
            }
        }
    })
}
