//! Writes the Rust of every definition and every page of the project's shared folder into one file, each API in a module of its
//! own. Nothing of the folder is in the repository, so the file is as good as empty where the folder is missing.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use top_codegen::{Options, Written, read, write};

/// The folders, and the modules that their APIs stand in.
const FOLDERS: [(&str, &str); 3] =
    [("definitions", "corpus/metadata"), ("pages", "corpus/pages"), ("seeds", "seeds")];

fn main() -> Result<(), Box<dyn Error>> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", shared.display());
    let mut code = String::new();
    let mut count = 0;
    for (module, folder) in FOLDERS {
        let apis = apis(&shared.join(folder))?;
        count += apis.len();
        write!(code, "#[allow(missing_docs)]\npub mod {module} {{\n")?;
        for (name, written) in apis {
            write!(code, "pub mod {name} {{\n{}}}\n\n", with_forms(&written.code))?;
        }
        code.push_str("}\n");
    }
    write!(code, "/// How many APIs there are.\npub const APIS: usize = {count};\n")?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("apis.rs"), code)?;
    Ok(())
}

/// The Rust of each document in a folder, by the name of its module. The tests in it fill every field.
fn apis(folder: &Path) -> Result<BTreeMap<String, Written>, Box<dyn Error>> {
    let mut apis = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(apis);
    }
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
    Ok(apis)
}

/// The generated test, which goes on to the other forms that a reply has.
fn with_forms(code: &str) -> String {
    const LAST: &str = "assert_eq!(received.into_inner(), replied);";
    code.replace(LAST, &format!("crate::forms::check(&sandbox, &sent, &replied).await?;\n{LAST}"))
}
