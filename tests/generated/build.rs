//! Writes the Rust of documents into one file, each API in a module of its own: of the definitions and pages that the repository
//! holds, and of those of the larger corpus that `TOP_CORPUS` names.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use top_codegen::{ModuleCode, Options, read, write};

/// The modules of the APIs, each with the folder of its documents in the repository and in the corpus.
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

/// Adds the Rust of each document in a folder, by the name of its module. The tests in it fill every field.
fn add_apis(apis: &mut BTreeMap<String, ModuleCode>, folder: &Path) -> Result<(), Box<dyn Error>> {
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
            // Which documents are refused is another test's matter.
            Err(problem) => println!("cargo::warning={problem}"),
        }
    }
    Ok(())
}

/// Where the test of an API differs from the generated one, and whether each generated one has that: its future is boxed, so that
/// the runtime is compiled once and not for each API, and a reply goes on to the other forms that it has.
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

/// The generated code with its test changed.
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
