//! Generates a module for each document in `apis`.

fn main() -> Result<(), top_codegen::Diagnostics> {
    top_codegen::Generator::new().folder("apis").write_to_out_dir()
}
