//! `topctl diff`.

use std::path::Path;
use std::process::ExitCode;

use top_codegen::{Change, Diagnostic, Effect, diff};

use crate::args::{Diff, Format};
use crate::plain::plain;
use crate::remark::{Refusal, Remark};
use crate::report::Reporter;
use crate::{load, output};

/// The exit code for a breaking change.
const BREAKING: u8 = 3;

pub(crate) fn run(args: &Diff, reporter: &Reporter) -> Result<ExitCode, Refusal> {
    if [&args.old, &args.new].iter().all(|file| file.as_path() == Path::new("-")) {
        let notice = Diagnostic::new("OLD and NEW cannot both be standard input")
            .with_help("save one of them as a file");
        return Err(Remark::of_file("<stdin>", notice).into());
    }
    let (old, new) = (load::one(&args.old, reporter), load::one(&args.new, reporter));
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(Refusal(mut errors)), Err(Refusal(more))) => {
            errors.extend(more);
            return Err(Refusal(errors));
        }
        (Err(refusal), Ok(_)) | (Ok(_), Err(refusal)) => return Err(refusal),
    };
    let changes = diff(&old, &new);
    match args.format {
        Format::Text => output::print(lines(&changes).as_bytes())?,
        Format::Json => output::print(&output::json(&changes)?)?,
    }
    let breaks = changes.iter().any(|change| change.effect == Effect::Breaking);
    Ok(if breaks { ExitCode::from(BREAKING) } else { ExitCode::SUCCESS })
}

fn lines(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no change\n".to_owned();
    }
    changes.iter().map(|change| plain(&change.to_string()) + "\n").collect()
}
