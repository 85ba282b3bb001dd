//! `topctl new`: creates a project.

pub(crate) mod args;
mod templates;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use args::New;
use templates::{CI, LIB, MAIN, TIME_PAGE};
use top_codegen::{Diagnostic, package};

use crate::add;
use crate::add::library_source::LibrarySource;
use crate::args::Add;
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::input::Input;
use crate::load::Loaded;
use crate::output::write_error;
use crate::report::Reporter;

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }";

pub(crate) fn run(args: &New, reporter: &Reporter) -> Result<(), Diagnostics> {
    let folder = args.folder.as_path();
    let name = package_name(folder)?;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(error(folder, "the folder is not empty", "choose another name, or remove the folder"));
    }
    let (page_name, page) = match &args.page {
        Some(path) => {
            let page = Loaded::read(&Input::new(path))?.bytes;
            // Standard input has no name.
            let file_name = path.file_name().filter(|name| *name != "-");
            let file_name = file_name.map_or_else(|| PathBuf::from("page.txt"), PathBuf::from);
            (file_name, page)
        }
        None => (PathBuf::from("taobao.time.get.json"), TIME_PAGE.as_bytes().to_vec()),
    };
    let page_path = folder.join("pages").join(page_name);
    let add = add_args(args, &page_path);
    let source = LibrarySource::from_args(&add)?;
    let mut files = vec![
        (folder.join("Cargo.toml"), manifest(&name, &source, args.page.is_none())),
        (folder.join(".gitignore"), "/target\n".to_owned()),
        (folder.join(".github/workflows/ci.yml"), CI.to_owned()),
        (folder.join("src/lib.rs"), LIB.to_owned()),
    ];
    if args.page.is_none() {
        files.push((folder.join("src/main.rs"), MAIN.replace("LIBRARY", &name.replace('-', "_"))));
    }
    write(&page_path, &page)?;
    for (path, text) in &files {
        write(path, text.as_bytes())?;
    }
    add::run(&add, reporter)?;
    format_code(&folder.join("src/api.rs"), reporter);
    reporter.status(&format!("{}: created; `cargo test` calls the API in a local gateway", folder.display()));
    Ok(())
}

/// Returns the name of the package: the last part of the folder.
fn package_name(folder: &Path) -> Result<String, Diagnostics> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let module = name.replace('-', "_");
    // The rule of catalogues: a valid module name that is no keyword.
    let is_valid = !name.is_empty() && package(&format!("crate.{module}")) == module;
    if is_valid
        && !matches!(
            module.as_str(),
            "api" | "core" | "std" | "test" | "tokio" | "top_runtime" | "top_sandbox"
        )
    {
        return Ok(name.to_owned());
    }
    let help = "write a lower-case letter followed by lower-case letters, digits, `_` and `-`; no keyword or crate in use";
    Err(error(folder, "the last part of the folder is not a valid name of a package", help))
}

fn add_args(args: &New, page: &Path) -> Add {
    Add {
        files: vec![page.to_owned()],
        out: Some(args.folder.join("src/api.rs")),
        module_per_api: false,
        crate_name: None,
        apis_per_crate: None,
        derive: Vec::new(),
        no_tests: false,
        force: false,
        strict: false,
        runtime_path: args.runtime_path.clone(),
        runtime_git: args.runtime_git.clone(),
    }
}

fn manifest(name: &str, source: &LibrarySource, has_program: bool) -> String {
    let runtime = source.line("top-runtime", "");
    let sandbox = source.line("top-sandbox", "");
    let (program, test) = if has_program {
        (format!("{TOKIO}\n"), String::new())
    } else {
        (String::new(), format!("{TOKIO}\n"))
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{program}{runtime}\n\n[dev-dependencies]\n{test}{sandbox}\n"
    )
}

/// Formats a file as the CI workflow expects. The checksum in its first line ignores formatting.
fn format_code(path: &Path, reporter: &Reporter) {
    let formatted = Command::new("rustfmt").args(["--edition", "2024"]).arg(path).output();
    if !formatted.is_ok_and(|output| output.status.success()) {
        reporter.status("rustfmt did not run: run `cargo fmt` in the project");
    }
}

fn write(path: &Path, text: &[u8]) -> Result<(), Diagnostics> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|cause| write_error(path, &cause).into())
}

fn error(folder: &Path, message: &str, help: &str) -> Diagnostics {
    SourceDiagnostic::for_file(folder.display().to_string(), Diagnostic::new(message).with_help(help)).into()
}
