//! `topctl schema`.

use top_codegen::schema;

use crate::args::Schema;
use crate::diagnostic::Diagnostics;
use crate::report::Reporter;
use crate::{load, output};

pub(crate) fn run(args: &Schema, reporter: &Reporter) -> Result<(), Diagnostics> {
    let api = load::load_one(&args.file, reporter)?;
    output::print(&output::json(&schema(&api))?)
}
