//! Writes the wide structs of the benchmarks. Run in the folder of the workspace.

use top_benches::wide::draw::WIDE;

fn main() -> std::io::Result<()> {
    for wide in WIDE {
        let file = format!("benches/serde/src/{}.rs", wide.name.to_lowercase());
        std::fs::write(file, wide.source())?;
    }
    Ok(())
}
