//! `topctl export`.

use top_codegen::export;

use crate::args::{Export, Form};
use crate::load;
use crate::output::{self, Staged};
use crate::remark::Refusal;
use crate::report::Reporter;

pub(crate) fn run(args: &Export, reporter: &Reporter) -> Result<(), Refusal> {
    let apis = load::all(&args.files, args.strict, reporter)?;
    let document = match args.form {
        Form::Openapi => export::openapi(&apis),
        Form::JsonSchema => export::json_schema(&apis),
    };
    let text = output::json(&document)?;
    match &args.out {
        None => output::print(&text),
        Some(path) => Ok(Staged::write(path, &text)?.put()?),
    }
}
