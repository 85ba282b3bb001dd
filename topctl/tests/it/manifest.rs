//! Dependency lines that are printed for a manifest.

use std::path::Path;

use crate::folder::Folder;

/// Returns the repository that the command was built from.
fn repository() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().display().to_string()
}

#[test]
fn all_dependencies_are_printed_without_a_manifest() {
    let message = Folder::new().run(&["add", "page.txt", "--out", "apis.rs"]).stderr;
    let repository = repository();
    let lines = format!(
        "The Cargo.toml of the package needs:\n\n\
         [dependencies]\n\
         top-runtime = {{ path = \"{repository}/top-runtime\" }}\n\n\
         [dev-dependencies]\n\
         top-sandbox = {{ path = \"{repository}/top-sandbox\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    );
    assert!(message.ends_with(&format!("{lines}\n")), "{message}");
}

#[test]
fn dependency_lines_use_the_requested_source() {
    let folder = Folder::new();
    let git = ["add", "page.txt", "--runtime-git", "https://example.com/top.git", "--no-tests"];
    let message = folder.run(&git).stderr;
    assert!(message.contains("top-runtime = { git = \"https://example.com/top.git\" }\n"), "{message}");
    assert!(!message.contains("top-sandbox") && !message.contains("tokio"), "{message}");
    let message = folder.run(&["add", "page.txt", "--runtime-path", &repository()]).stderr;
    assert!(message.contains("/top-runtime\" }"), "{message}");
    let errors = folder.run(&["add", "page.txt", "--runtime-path", "docs"]);
    assert!(
        errors.code == 1 && errors.stderr.contains("the folders `top-runtime` and `top-sandbox`"),
        "{}",
        errors.stderr
    );
}

#[test]
fn only_missing_dependencies_are_printed() {
    let folder = Folder::new();
    let package = "[package]\nname = \"shop\"\n\n[dependencies]\ntop-runtime = \"0.1\"\ntokio = \"1\"\n";
    folder.write("Cargo.toml", package);
    let message = folder.run(&["add", "page.txt", "--derive", "serde::Serialize", "--out", "apis.rs"]).stderr;
    assert!(message.contains("Cargo.toml lacks:\n\n[dependencies]\ntop-runtime = "), "{message}");
    assert!(message.contains(", features = [\"serde\"] }\nserde = "), "{message}");
    assert!(message.contains("\n[dev-dependencies]\ntop-sandbox = "), "{message}");
    assert!(message.contains("tokio = { version = \"1\", features = [\"macros\", \"rt\"] }"), "{message}");

    let whole = format!(
        "{}serde.workspace = true\n\n[dev-dependencies]\ntop-sandbox = \"0.1\"\ntokio = {{ version = \"1\", features = [\"full\"] }}\n",
        package
            .replace("top-runtime = \"0.1\"", "top-runtime = { version = \"0.1\", features = [\"serde\"] }")
    );
    folder.write("Cargo.toml", whole);
    folder.write("src/lib.rs", "");
    let message =
        folder.run(&["add", "page.txt", "--derive", "serde::Serialize", "--out", "src/apis.rs"]).stderr;
    assert!(!message.contains("Cargo.toml"), "{message}");
}

#[test]
fn quiet_hides_dependency_lines() {
    let ran = Folder::new().run(&["add", "page.txt", "--quiet"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn catalogue_prints_its_dependency_lines() {
    let message = Folder::new().run(&["add", "docs", "--out", "market", "--crate", "market"]).stderr;
    assert!(
        message.contains(
            "\n[dependencies]\nmarket = { path = \"market/market\", features = [\"stock\"] }\ntop-runtime = "
        ),
        "{message}"
    );
}
