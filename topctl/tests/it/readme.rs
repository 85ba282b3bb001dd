//! Compares the READMEs with the output of the command.

use std::fs;
use std::path::Path;

use crate::folder::{DEFINITION, Folder, PAGE};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the first code block of a README with this start, without the language tag.
pub(crate) fn block(readme: &str, start: &str) -> String {
    let text = read(readme);
    let blocks = text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let mut found = blocks.map(|(_, block)| block).filter(|block| block.starts_with(start));
    found.next().unwrap_or_else(|| panic!("{readme}: no block starts with {start}")).to_owned()
}

#[test]
fn generated_file_matches_the_main_readme() {
    let folder = Folder::new();
    folder.write("ticket.txt", PAGE);
    folder.write("src/lib.rs", "");
    folder.run(&["add", "ticket.txt", "-o", "src/ticket.rs"]).done();
    let file = folder.read("src/ticket.rs");
    let (code, _) = file.split_once("\n#[cfg(test)]").expect("a test at the end");
    let page = "docs/from-page-to-code.md";
    let shown = block(page, "// Made by topctl");
    if shown != code && std::env::var_os("BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(page);
        fs::write(path, read(page).replace(&shown, code)).expect("a page");
    } else {
        assert_eq!(shown, code, "{page}; BLESS=1 rewrites the block");
    }
    assert!(PAGE.contains(&block(page, "名称")));
    assert!(block(page, "cargo install").ends_with("\ntopctl add ticket.txt -o src/ticket.rs\n"));
}

/// Returns generated code without its first line and its test.
fn generated(folder: &Folder, file: &str) -> String {
    let code = folder.run(&["add", file]).done();
    let (_, code) = code.split_once("\n\n").expect("a first line");
    code.split("\n#[cfg(test)]").next().unwrap_or_default().to_owned()
}

#[test]
fn documents_of_iop_and_topics_match_the_page_about_them() {
    let page = "docs/from-page-to-code.md";
    let folder = Folder::new();
    for (file, start, code_start) in [
        ("depot_stock.md", "# getDepotStock", "use top_runtime::{Json"),
        ("example_parcel_StopReached.txt", "example_parcel_StopReached", "use top_runtime::{TopMessage"),
    ] {
        let document = read(&format!("topctl/tests/fixtures/{file}"));
        folder.write(file, &document);
        assert_eq!(block(page, start), document);
        assert_eq!(block(page, code_start), generated(&folder, file), "{page}: {file}");
    }
}

#[test]
fn generated_code_matches_the_command_readme() {
    let readme = "topctl/README.md";
    assert!(PAGE.contains(&block(readme, "名称")));
    let code = Folder::new().run(&["add", "page.txt"]).done();
    assert!(code.contains(&block(readme, "/// 开工单")), "{code}");
}

#[test]
fn incomplete_page_error_matches_the_readme() {
    let folder = Folder::new();
    let end = PAGE.find("t(\"杯子碎了\")").expect("a setter");
    folder.write("cut.txt", &PAGE[..end]);
    let errors = folder.run(&["add", "cut.txt"]).refused();
    assert_eq!(errors.trim_end(), block("topctl/README.md", "error: expected the heading").trim_end());
}

#[test]
fn edited_file_error_matches_the_readme() {
    let folder = Folder::new();
    let add = ["add", "stock.json", "--no-tests", "-o", "apis.rs"];
    folder.run(&add).done();
    let edited = folder.read("apis.rs").replace("quantity: Option<i64>", "quantity: Option<u32>");
    folder.write("apis.rs", edited);
    let errors = folder.run(&add).refused();
    assert_eq!(errors.trim_end(), block("topctl/README.md", "--- apis.rs").trim_end());
}

#[test]
fn listed_changes_match_the_readme() {
    let folder = Folder::new();
    let new = DEFINITION.replace("\"maxLength\": 32", "\"maxLength\": 16");
    folder.write("new.json", new.replace("\"maxListSize\": 20", "\"maxListSize\": 50"));
    let changes = folder.run(&["diff", "stock.json", "new.json"]);
    assert_eq!((changes.code, changes.stdout), (3, block("topctl/README.md", "breaking: ")));
}

#[test]
fn catalogue_files_match_the_readme() {
    let folder = Folder::new();
    for method in ["taobao.trade.fullinfo.get", "taobao.item.get"] {
        folder.write(&format!("apis/{method}.json"), DEFINITION.replace("example.stock.get", method));
    }
    let add = ["add", "apis", "--out", "taobao", "--crate", "taobao", "--apis-per-crate", "1"];
    folder.run(&add).done();
    let made = folder.tree("taobao");
    for line in block("topctl/README.md", "taobao/Cargo.toml").lines() {
        let path =
            line.split_whitespace().next().and_then(|path| path.strip_prefix("taobao/")).expect("a path");
        let in_a_part =
            |made: &String| path.strip_prefix("taobao_part1/").is_some_and(|path| made.ends_with(path));
        assert!(made.iter().any(|made| made == path || in_a_part(made)), "{path}: {made:?}");
    }
}
