//! Writes the Rust of every definition of the corpus into one file, each API in a module of its own.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use top_codegen::{Options, Written, read, write};

fn main() -> Result<(), Box<dyn Error>> {
    let definitions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/metadata");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("apis.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    let mut count = 0;
    if definitions.is_dir() {
        println!("cargo::rerun-if-changed={}", definitions.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&definitions)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            let written = generate(&file)?;
            write!(
                code,
                "/// Generated.\npub mod {} {{\n{}}}\n\n",
                written.module,
                with_forms(&written.code)
            )?;
            count += 1;
        }
    }
    write!(
        code,
        "/// How many APIs there are: none where the corpus is missing.\npub const APIS: usize = {count};\n"
    )?;
    fs::write(out, code)?;
    Ok(())
}

/// The Rust of one definition, whose test fills every field.
fn generate(file: &Path) -> Result<Written, Box<dyn Error>> {
    let document = read(&file.display().to_string(), &fs::read(file)?)?;
    let mut options = Options::default();
    options.test_fields = usize::MAX;
    Ok(write(&document.api, &options))
}

/// The generated test, which goes on to the other forms that a reply has.
fn with_forms(code: &str) -> String {
    const LAST: &str = "assert_eq!(received.into_inner(), replied);";
    code.replace(LAST, "crate::forms::check(&sandbox, &sent, &replied).await?;\n        assert_eq!(received.into_inner(), replied);")
}
