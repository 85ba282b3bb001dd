//! Code generation in a build script.

#![allow(clippy::expect_used, clippy::unwrap_used)] // what is not expected fails the test

use std::fs;

use tempfile::TempDir;
use top_codegen::{Generator, Options};

fn definition(method: &str, sku: &str) -> String {
    format!(
        "{{\"name\": \"{method}\",\n\"requestParams\": [{{\"name\": \"{sku}\", \"type\": \"String\"}}],\n\
         \"responseParams\": []}}"
    )
}

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn each_document_becomes_a_module() {
    let folder = folder(&[
        ("apis/deep/b.json", definition("example.b.get", "sku")),
        ("apis/a.json", definition("example.a.get", "sku")),
        ("c.json", definition("example.c.get", "sku")),
    ]);
    let mut options = Options::default();
    options.test = false;
    let generated = Generator::new()
        .options(options)
        .document(folder.path().join("c.json"))
        .folder(folder.path().join("apis"))
        .generate()
        .expect("three modules");
    let modules: Vec<_> = generated.source.lines().filter(|line| line.starts_with("pub mod")).collect();
    assert_eq!(modules, ["pub mod example_a_get {", "pub mod example_b_get {", "pub mod example_c_get {"]);
    assert!(!generated.source.contains("#[cfg(test)]") && generated.warnings.is_empty());
}

#[test]
fn warnings_name_their_documents() {
    let twice = "{\"name\": \"example.a.get\", \"requestParams\": [{\"name\": \"a\"},\n{\"name\": \"a\"}]}";
    let folder = folder(&[("a.json", twice.to_owned())]);
    let generated = Generator::new().folder(folder.path()).generate().expect("a module");
    let message = generated.warnings[0].to_string();
    assert!(message.contains("a.json:2: `a` is a duplicate"), "{message}");
}

#[test]
fn other_files_in_folders_are_warnings_unless_named_or_alone() {
    let folder = folder(&[
        ("apis/a.json", definition("example.a.get", "sku")),
        ("apis/index.json", "{\"files\": []}".to_owned()),
        ("apis/README.md", "# Documents".to_owned()),
        ("notes/note.txt", "a note".to_owned()),
    ]);
    let apis = folder.path().join("apis");
    let generated = Generator::new().folder(&apis).generate().expect("a module");
    assert_eq!(generated.warnings.len(), 2, "{:?}", generated.warnings);
    assert!(generated.warnings.iter().all(top_codegen::FileDiagnostic::is_not_a_document));
    assert_eq!(Generator::new().folder(&apis).strict().generate().expect_err("two strangers").0.len(), 2);
    assert!(Generator::new().folder(&apis).document(apis.join("index.json")).generate().is_err());
    assert!(Generator::new().folder(folder.path().join("notes")).generate().is_err());
}

#[test]
fn invalid_derive_fails_the_build() {
    let file = "{\"name\": \"example.a.get\", \"requestParams\": [{\"name\": \"a\", \"type\": \"byte[]\"}]}";
    let folder = folder(&[("a.json", file.to_owned())]);
    let mut options = Options::default();
    options.derives = vec!["serde::Serialize".to_owned()];
    let errors = Generator::new().folder(folder.path()).options(options).generate().expect_err("no serde");
    assert!(errors.to_string().contains("a.json: `Serialize` cannot be derived"), "{errors}");
}

#[test]
fn all_errors_are_reported_one_per_line() {
    let folder = folder(&[
        ("apis/a.json", definition("example.a.get", "s ku")),
        ("apis/b.json", definition("example.b.get", "sku")),
        ("apis/b2.json", definition("example.b.get", "sku_id")),
    ]);
    let errors = Generator::new()
        .folder(folder.path().join("apis"))
        .folder(folder.path().join("none"))
        .document(folder.path().join("none.txt"))
        .generate()
        .expect_err("no modules");
    let lines = format!("{errors:?}");
    assert_eq!(errors.0.len(), 4, "{lines}");
    for message in [
        "none: the folder cannot",
        "none.txt: the file cannot",
        "a.json:2: expected a field's name",
        "b2.json: `example",
    ] {
        assert_eq!(lines.lines().filter(|line| line.contains(message)).count(), 1, "{message}\n{lines}");
    }
}

#[test]
fn error_prints_as_in_the_readme() {
    let readme = include_str!("../README.md");
    let line = readme.lines().find_map(|line| line.strip_prefix("error: top-example-build-script@0.1.0: "));
    let text = include_str!("../../examples/build-script/apis/example.stock.get.json");
    let name = "apis/example.stock.get.json";
    let folder = folder(&[(name, text.replace("\"sku\"", "\"s ku\""))]);
    let errors = Generator::new().folder(folder.path().join("apis")).generate().expect_err("no module");
    let printed = errors.0[0].to_string().replace(&format!("{}/", folder.path().display()), "");
    assert_eq!(line, Some(printed.as_str()));
}
