//! The READMEs contain the output of the quickstart.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn readmes_contain_the_output_of_the_quickstart() {
    let output = Command::new(env!("CARGO_BIN_EXE_quickstart")).output().expect("a built quickstart");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text");
    for readme in ["README.md", "README.zh-CN.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(readme);
        let text = fs::read_to_string(path).expect("a README");
        let mut blocks = text.split("```").skip(1).step_by(2);
        assert!(
            blocks.any(|block| block.strip_prefix("text\n") == Some(&printed)),
            "{readme} does not contain\n{printed}"
        );
    }
}
