//! `topctl diff`.

use std::path::Path;
use std::process::ExitCode;

use top_codegen::{Change, Diagnostic, Effect, diff};

use crate::args::{Diff, Format};
use crate::diagnostic::{Diagnostics, SourceDiagnostic};
use crate::report::Reporter;
use crate::sanitize::sanitize;
use crate::{load, output};

/// Exit code for a breaking change.
const BREAKING: u8 = 3;

pub(crate) fn run(args: &Diff, reporter: &Reporter) -> Result<ExitCode, Diagnostics> {
    if [&args.old, &args.new].iter().all(|file| file.as_path() == Path::new("-")) {
        let diagnostic = Diagnostic::new("OLD and NEW cannot both be standard input")
            .with_help("save one of them to a file");
        return Err(SourceDiagnostic::for_file("<stdin>", diagnostic).into());
    }
    let (old, new) = (load::load_one(&args.old, reporter), load::load_one(&args.new, reporter));
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(Diagnostics(mut errors)), Err(Diagnostics(more))) => {
            errors.extend(more);
            return Err(Diagnostics(errors));
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => return Err(errors),
    };
    let changes = diff(&old, &new);
    match args.format {
        Format::Text => output::print(to_lines(&changes).as_bytes())?,
        Format::Json => output::print(&output::json(&changes)?)?,
    }
    let breaks = changes.iter().any(|change| change.effect == Effect::Breaking);
    Ok(if breaks { ExitCode::from(BREAKING) } else { ExitCode::SUCCESS })
}

fn to_lines(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no change\n".to_owned();
    }
    changes.iter().map(|change| sanitize(&change.to_string()) + "\n").collect()
}
