//! What a manifest needs for the generated code: shown, and only as far as it is missing.

use std::path::Path;

use crate::folder::Folder;

/// The repository that the command was built from.
fn repository() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().display().to_string()
}

#[test]
fn without_a_manifest_all_lines_are_shown() {
    let said = Folder::new().run(&["add", "page.txt", "--out", "apis.rs"]).stderr;
    let repository = repository();
    let lines = format!(
        "The Cargo.toml of the package needs:\n\n\
         [dependencies]\n\
         top-runtime = {{ path = \"{repository}/top-runtime\" }}\n\n\
         [dev-dependencies]\n\
         top-sandbox = {{ path = \"{repository}/top-sandbox\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    );
    assert!(said.ends_with(&format!("{lines}\n")), "{said}");
}

#[test]
fn the_lines_name_the_libraries_where_the_user_says_they_are() {
    let folder = Folder::new();
    let git = ["add", "page.txt", "--runtime-git", "https://example.com/top.git", "--no-tests"];
    let said = folder.run(&git).stderr;
    assert!(said.contains("top-runtime = { git = \"https://example.com/top.git\" }\n"), "{said}");
    assert!(!said.contains("top-sandbox") && !said.contains("tokio"), "{said}");
    let said = folder.run(&["add", "page.txt", "--runtime-path", &repository()]).stderr;
    assert!(said.contains("/top-runtime\" }"), "{said}");
    let errors = folder.run(&["add", "page.txt", "--runtime-path", "docs"]);
    assert!(
        errors.code == 1 && errors.stderr.contains("the folders `top-runtime` and `top-sandbox`"),
        "{}",
        errors.stderr
    );
}

#[test]
fn only_what_a_manifest_lacks_is_shown() {
    let folder = Folder::new();
    let package = "[package]\nname = \"shop\"\n\n[dependencies]\ntop-runtime = \"0.1\"\ntokio = \"1\"\n";
    folder.write("Cargo.toml", package);
    let said = folder.run(&["add", "page.txt", "--derive", "serde::Serialize", "--out", "apis.rs"]).stderr;
    assert!(said.contains("Cargo.toml lacks:\n\n[dependencies]\nserde = "), "{said}");
    assert!(
        !said.contains("top-runtime =") && said.contains("\n[dev-dependencies]\ntop-sandbox = "),
        "{said}"
    );
    assert!(said.contains("tokio = { version = \"1\", features = [\"macros\", \"rt\"] }"), "{said}");

    let whole = format!(
        "{package}serde.workspace = true\n\n[dev-dependencies]\ntop-sandbox = \"0.1\"\ntokio = {{ version = \"1\", features = [\"full\"] }}\n"
    );
    folder.write("Cargo.toml", whole);
    folder.write("src/lib.rs", "");
    let said =
        folder.run(&["add", "page.txt", "--derive", "serde::Serialize", "--out", "src/apis.rs"]).stderr;
    assert!(!said.contains("Cargo.toml"), "{said}");
}

#[test]
fn quiet_shows_no_lines() {
    let ran = Folder::new().run(&["add", "page.txt", "--quiet"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn a_catalogue_says_how_to_depend_on_it() {
    let said = Folder::new().run(&["add", "docs", "--out", "market", "--crate", "market"]).stderr;
    assert!(
        said.contains(
            "\n[dependencies]\nmarket = { path = \"market/market\", features = [\"stock\"] }\ntop-runtime = "
        ),
        "{said}"
    );
}
