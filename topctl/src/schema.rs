//! `topctl schema`.

use top_codegen::schema;

use crate::args::Schema;
use crate::remark::Refusal;
use crate::report::Reporter;
use crate::{load, output};

pub(crate) fn run(args: &Schema, reporter: &Reporter) -> Result<(), Refusal> {
    let api = load::one(&args.file, reporter)?;
    output::print(&output::json(&schema(&api))?)
}
