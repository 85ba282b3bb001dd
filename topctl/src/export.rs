//! `topctl export`.

use top_codegen::export;

use crate::args::{Export, ExportFormat};
use crate::diagnostic::Diagnostics;
use crate::load;
use crate::output::{self, Staged};
use crate::report::Reporter;

pub(crate) fn run(args: &Export, reporter: &Reporter) -> Result<(), Diagnostics> {
    let apis = load::load_all(&args.files, args.strict, reporter)?;
    let document = match args.format {
        ExportFormat::Openapi => export::openapi(&apis),
        ExportFormat::JsonSchema => export::json_schema(&apis),
    };
    let text = output::json(&document)?;
    match &args.out {
        None => output::print(&text),
        Some(path) => Ok(Staged::write(path, &text)?.persist()?),
    }
}
