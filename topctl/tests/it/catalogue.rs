//! Catalogues as workspaces of crates.

use crate::folder::{DEFINITION, Folder};

const ADD: &[&str] = &["add", "docs", "--out", "market", "--crate", "market"];

/// Adds a third API to `docs`, and a fourth with another first word in the package of the first.
fn folder() -> Folder {
    let folder = Folder::new();
    for method in ["example.time.get", "other.stock.list"] {
        folder.write(&format!("docs/{method}.json"), DEFINITION.replace("example.stock.get", method));
    }
    folder
}

fn run(folder: &Folder, more: &[&str]) -> String {
    let ran = folder.run(&[ADD, more].concat());
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    ran.stderr
}

/// Returns the lines of a file from the given one up to an empty line.
fn lines(text: &str, first: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| *line != first);
    lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn few_apis_share_one_crate_with_a_feature_per_package() {
    let folder = folder();
    assert!(run(&folder, &[]).ends_with("`market` has 4 APIs in 3 packages\n"));
    assert_eq!(
        folder.tree("market"),
        [
            "Cargo.toml",
            "market/Cargo.toml",
            "market/src/lib.rs",
            "market/src/stock/example_stock_get.rs",
            "market/src/stock/mod.rs",
            "market/src/stock/other_stock_list.rs",
            "market/src/ticket/example_ticket_create.rs",
            "market/src/ticket/mod.rs",
            "market/src/time/example_time_get.rs",
            "market/src/time/mod.rs",
        ]
    );
    let manifest = folder.read("market/market/Cargo.toml");
    assert_eq!(
        lines(&manifest, "full = ["),
        [
            "full = [",
            "    \"stock\",",
            "    \"ticket\",",
            "    \"time\",",
            "]",
            "stock = []",
            "ticket = []",
            "time = []"
        ]
    );
    assert_eq!(lines(&manifest, "[dependencies]"), ["[dependencies]", "top-runtime.workspace = true"]);
    let dev = ["[dev-dependencies]", "tokio.workspace = true", "top-sandbox.workspace = true"];
    assert_eq!(lines(&manifest, dev[0]), dev);
    let lib = folder.read("market/market/src/lib.rs");
    assert!(lib.contains("\n//! | `stock` | 2 |\n//! | `ticket` | 1 |\n"), "{lib}");
    assert!(lib.contains("\n/// 2 APIs.\n#[cfg(feature = \"stock\")]\npub mod stock;\n"), "{lib}");
}

#[test]
fn many_apis_are_split_into_re_exported_parts() {
    let folder = folder();
    let message = run(&folder, &["--apis-per-crate", "2", "--no-tests"]);
    assert!(message.ends_with("`market` has 4 APIs in 3 packages and 2 parts\n"), "{message}");
    let manifest = folder.read("market/market/Cargo.toml");
    assert_eq!(
        lines(&manifest, "]"),
        [
            "]",
            "stock = [\"dep:market_part1\", \"market_part1?/stock\"]",
            "ticket = [\"dep:market_part2\", \"market_part2?/ticket\"]",
            "time = [\"dep:market_part2\", \"market_part2?/time\"]",
        ]
    );
    assert_eq!(
        lines(&manifest, "[dependencies]"),
        [
            "[dependencies]",
            "market_part1 = { path = \"../market_part1\", version = \"0.1.0\", optional = true }",
            "market_part2 = { path = \"../market_part2\", version = \"0.1.0\", optional = true }",
        ]
    );
    assert_eq!(folder.tree("market/market"), ["Cargo.toml", "src/lib.rs"]);
    let lib = folder.read("market/market/src/lib.rs");
    assert!(lib.ends_with("\n#[cfg(feature = \"time\")]\npub use ::market_part2::time;\n"), "{lib}");
    let part = folder.read("market/market_part2/Cargo.toml");
    assert_eq!(lines(&part, "]"), ["]", "ticket = []", "time = []"]);
    assert!(!folder.read("market/Cargo.toml").contains("tokio") && !part.contains("[dev-dependencies]"));
}

#[test]
fn second_run_changes_nothing() {
    let folder = folder();
    run(&folder, &["--apis-per-crate", "2"]);
    let message = run(&folder, &["--apis-per-crate", "2"]);
    assert!(message.starts_with("0 files are written, 14 are unchanged\n"), "{message}");
}

#[test]
fn new_api_moves_no_existing_package() {
    let folder = folder();
    run(&folder, &[]);
    for method in ["example.area.get", "example.stock.put"] {
        folder.write(&format!("new/{method}.json"), DEFINITION.replace("example.stock.get", method));
    }
    let before = folder.tree("market");
    let add = ["add", "new", "--out", "market", "--crate", "market", "--apis-per-crate", "4"];
    folder.run(&add).done();
    let mut after = folder.tree("market");
    after.retain(|file| !before.contains(file));
    assert_eq!(
        after,
        [
            "market/src/stock/example_stock_put.rs",
            "market_part1/Cargo.toml",
            "market_part1/src/area/example_area_get.rs",
            "market_part1/src/area/mod.rs",
            "market_part1/src/lib.rs",
        ]
    );
    let lib = folder.read("market/market/src/lib.rs");
    assert!(lib.contains("pub use ::market_part1::area;") && lib.contains("pub mod time;"), "{lib}");
    assert!(folder.read("market/market/src/stock/mod.rs").contains("pub mod example_stock_get;"));
}

#[test]
fn oversized_crate_is_a_warning() {
    let folder = folder();
    let first =
        ["add", "page.txt", "stock.json", "--out", "market", "--crate", "market", "--apis-per-crate", "2"];
    folder.run(&first).done();
    for method in ["example.stock.put", "example.stock.list"] {
        folder.write(&format!("docs/{method}.json"), DEFINITION.replace("example.stock.get", method));
    }
    let message = run(&folder, &["--apis-per-crate", "2"]);
    assert!(
        message.contains("warning: the crate has grown to 5 APIs") && message.contains("--> market/market"),
        "{message}"
    );
    assert_eq!(folder.tree("market/market_part1/src/time").len(), 2);
}

#[test]
fn edited_module_prevents_all_writes() {
    let folder = folder();
    run(&folder, &[]);
    let module = "market/market/src/time/example_time_get.rs";
    let edited = folder.read(module) + "// mine\n";
    folder.write(module, &edited);
    folder.write("docs/new.json", DEFINITION.replace("example.stock.get", "example.area.get"));
    let before = folder.tree("market");
    let errors = folder.run(ADD).refused();
    assert!(errors.contains("the file was edited since topctl wrote it"), "{errors}");
    let mut after = folder.tree("market");
    after.retain(|file| !before.contains(file));
    assert_eq!(after, ["market/src/time/example_time_get.rs.new"]);
    assert_eq!(folder.read(module), edited);
    run(&folder, &["--force"]);
    assert!(!folder.read(module).contains("mine"));
}

#[test]
fn crates_inherit_edited_workspace_settings() {
    let folder = folder();
    run(&folder, &["--apis-per-crate", "2"]);
    let edited = folder
        .read("market/Cargo.toml")
        .replace("version = \"0.1.0\"\nedition", "version = \"3.2.1\"\nlicense = \"MIT\"\nedition")
        .replace("publish = false\n", "");
    folder.write("market/Cargo.toml", &edited);
    run(&folder, &["--apis-per-crate", "2"]);
    assert_eq!(folder.read("market/Cargo.toml"), edited);
    let manifest = folder.read("market/market/Cargo.toml");
    assert!(manifest.contains("\nlicense.workspace = true\n") && !manifest.contains("publish"), "{manifest}");
    assert!(manifest.contains("version = \"3.2.1\", optional = true"), "{manifest}");
}

#[test]
fn incomplete_workspace_manifest_is_an_error() {
    let folder = folder();
    let own = "[workspace]\nmembers = [\"market\"]\n[workspace.package]\nversion = \"1.0.0\"\n\
               [workspace.dependencies]\ntop-runtime = \"0.1.0\"\n";
    folder.write("market/Cargo.toml", own);
    let errors = folder.run(ADD).refused();
    assert!(
        errors
            .contains("lacks `top-sandbox` in [workspace.dependencies], `tokio` in [workspace.dependencies]"),
        "{errors}"
    );
    assert_eq!(folder.tree("market"), ["Cargo.toml"]);
    let errors = folder.run(&[ADD, &["--no-tests", "--apis-per-crate", "2"]].concat()).refused();
    assert!(errors.contains("lacks `market_part1` in `members` of [workspace], `market_part2`"), "{errors}");
    run(&folder, &["--no-tests"]);
    assert_eq!(folder.read("market/Cargo.toml"), own);
    folder.write("market/Cargo.toml", "[workspace\n");
    assert!(folder.run(ADD).refused().contains("invalid manifest"));
}

#[test]
fn crates_of_derives_become_dependencies() {
    let folder = folder();
    run(&folder, &["--derive", "serde::Serialize,Eq"]);
    assert!(
        folder.read("market/Cargo.toml").contains("\nserde = { version = \"1\", features = [\"derive\"] }\n")
    );
    assert!(folder.read("market/market/Cargo.toml").contains("\nserde.workspace = true\n"));
    let more = [ADD, &["--derive", "schemars::JsonSchema"]].concat();
    let errors = folder.run(&more).refused();
    assert!(errors.contains("lacks `schemars` in [workspace.dependencies]"), "{errors}");
    folder.write("market/Cargo.toml", folder.read("market/Cargo.toml") + "schemars = \"1\"\n");
    folder.run(&more).done();
    assert!(folder.read("market/market/Cargo.toml").contains("\nschemars.workspace = true\n"));
}

#[test]
fn kept_tests_keep_their_dependencies() {
    let folder = folder();
    run(&folder, &[]);
    folder.run(&["add", "page.txt", "--out", "market", "--crate", "market", "--no-tests"]).done();
    assert!(folder.read("market/market/Cargo.toml").contains("[dev-dependencies]"));
    run(&folder, &["--no-tests"]);
    assert!(!folder.read("market/market/Cargo.toml").contains("[dev-dependencies]"));
}

#[test]
fn invalid_crate_names_are_refused() {
    let folder = folder();
    for name in ["", "1688", "Market", "type", "a b", "std", "top-runtime", "../market", "-x", "main"] {
        let ran = folder.run(&["add", "docs", "--out", "market", &format!("--crate={name}")]);
        assert_eq!(ran.code, 2, "{name}");
    }
    for args in [
        &["add", "docs", "--crate", "market"][..],
        &["add", "docs", "--out", "market", "--apis-per-crate", "5"],
        &["add", "docs", "--out", "market", "--crate", "market", "--apis-per-crate", "0"],
        &["add", "docs", "--out", "market", "--crate", "market", "--module-per-api"],
    ] {
        assert_eq!(folder.run(args).code, 2, "{args:?}");
    }
    let errors = folder.run(&["add", "docs", "--out", "no/market", "--crate", "market"]).refused();
    assert!(errors.contains("the output folder does not exist") && folder.made().is_empty(), "{errors}");
    folder.run(&["add", "docs", "--out", "market", "--crate", "my-market", "--apis-per-crate", "2"]).done();
    let lib = folder.read("market/my-market/src/lib.rs");
    assert!(
        lib.contains("pub use ::my_market_part1::stock;")
            && folder.read("market/my-market-part1/Cargo.toml").contains("name = \"my-market-part1\""),
        "{lib}"
    );
}
