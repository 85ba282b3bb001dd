//! `topctl new`.

use std::env;
use std::path::Path;

use snapbox::cmd::Command;

use crate::folder::{Folder, PAGE};

/// Runs cargo in a new project, offline and with the versions of this workspace.
fn cargo(folder: &Folder, project: &str, args: &[&str]) {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    folder.write(&format!("{project}/Cargo.lock"), std::fs::read(lock).unwrap());
    let command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .current_dir(folder.path().join(project))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("new"))
        .args(args);
    command.assert().success();
}

#[test]
fn new_projects_compile_and_pass_their_tests() {
    let folder = Folder::new();
    folder.write("ticket.txt", PAGE);
    folder.run(&["new", "clock"]).done();
    folder.run(&["new", "deep/my-shop", "--page", "ticket.txt"]).done();
    for project in ["clock", "deep/my-shop"] {
        cargo(&folder, project, &["fmt", "--check"]);
        cargo(&folder, project, &["test", "--offline", "--quiet"]);
    }
    assert!(folder.read("deep/my-shop/pages/ticket.txt") == PAGE);
    assert!(folder.read("deep/my-shop/Cargo.toml").starts_with("[package]\nname = \"my-shop\"\n"));
    assert!(!folder.path().join("deep/my-shop/src/main.rs").exists());
}

#[test]
fn existing_folders_invalid_names_and_invalid_pages_are_refused() {
    let folder = Folder::new();
    folder.write("used/note.txt", "note");
    folder.write("broken.txt", "no page");
    for (arguments, expected) in [
        (&["new", "used"][..], "the folder is not empty"),
        (&["new", "Shop"], "not a valid name of a package"),
        (&["new", "fn"], "not a valid name of a package"),
        (&["new", "tokio"], "not a valid name of a package"),
        (&["new", ".."], "not a valid name of a package"),
        (&["new", "shop", "--page", "broken.txt"], "broken.txt"),
        (&["new", "shop", "--page", "absent.txt"], "no such file"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(expected), "{arguments:?}: {}", ran.stderr);
    }
    assert!(!folder.path().join("shop").exists());
    assert_eq!(folder.read("used/note.txt"), "note");
}
