//! Generates one file with a module per API, from the documents of the repository and of the corpus
//! in `TOP_CORPUS`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use top_codegen::model::Protocol;
use top_codegen::{ModuleCode, Options, read, write};

/// Module names, with their folders in the repository and in the corpus.
const MODULES: [(&str, Option<&str>, &str); 6] = [
    ("definitions", Some("metadata"), "corpus/metadata"),
    ("pages", Some("pages"), "corpus/pages"),
    ("seeds", None, "seeds"),
    ("iop_definitions", Some("iop/lazada"), "corpus/iop/lazada"),
    ("iop_pages", Some("iop/aliexpress"), "corpus/iop/aliexpress"),
    ("topics", Some("topics"), "corpus/topics"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TOP_CORPUS");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../top-codegen/tests/documents");
    let corpus = env::var_os("TOP_CORPUS").map(PathBuf::from);
    let mut code = String::new();
    for (module, in_own, in_corpus) in MODULES {
        let mut apis: BTreeMap<String, (Protocol, ModuleCode)> = BTreeMap::new();
        let in_corpus = corpus.as_ref().map(|corpus| corpus.join(in_corpus)).filter(|folder| folder.is_dir());
        for folder in in_own.map(|name| own.join(name)).into_iter().chain(in_corpus) {
            println!("cargo::rerun-if-changed={}", folder.display());
            add_apis(&mut apis, &folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        write!(code, "#[allow(missing_docs)]\npub mod {module} {{\n")?;
        for (name, (protocol, written)) in apis {
            write!(code, "pub mod {name} {{\n{}}}\n\n", with_forms(protocol, &written.code)?)?;
        }
        code.push_str("}\n");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("apis.rs"), code)?;
    Ok(())
}

/// Generates the code of each document in a folder, by module name. The tests set every field.
fn add_apis(
    apis: &mut BTreeMap<String, (Protocol, ModuleCode)>,
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
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
                apis.insert(written.module.clone(), (document.api.protocol, written));
            }
            // Rejected documents are covered by other tests.
            Err(error) => println!("cargo::warning={error}"),
        }
    }
    Ok(())
}

/// Changes to the generated tests, and whether each test must contain them: the future is boxed, so
/// that the runtime is compiled once instead of per API, and replies of TOP are checked in all wire
/// formats.
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

/// Applies the changes to generated code. Topics have no tests.
fn with_forms(protocol: Protocol, code: &str) -> Result<String, String> {
    if protocol == Protocol::Tmc {
        return Ok(code.to_owned());
    }
    let changes = CHANGES.iter().filter(|(_, _, always)| *always || protocol == Protocol::Top);
    changes.into_iter().try_fold(code.to_owned(), |code, &(generated, ours, always)| {
        match code.matches(generated).count() {
            1 => Ok(code.replace(generated, ours)),
            0 if !always => Ok(code),
            count => {
                Err(format!("expected `{generated}` once in the generated code, found it {count} times"))
            }
        }
    })
}
