//! `docs/errors.md` shows the output of the quickstart. `BLESS=1` rewrites it there.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn page_on_errors_shows_the_output_of_the_quickstart() {
    let output = Command::new(env!("CARGO_BIN_EXE_quickstart")).output().expect("the quickstart runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = fs::read_to_string(&path).expect("a page");
    let mut blocks = page.split("```").skip(1).step_by(2);
    let block =
        blocks.find_map(|block| block.strip_prefix("text\n").filter(|text| text.starts_with("alibaba.")));
    let block = block.expect("a block with the output");
    if block != printed && env::var_os("BLESS").is_some() {
        return fs::write(&path, page.replace(block, &printed)).expect("a page");
    }
    assert_eq!(block, printed, "BLESS=1 rewrites the block");
}
