//! `topctl call`: calls any API.

pub(crate) mod args;
mod check;
mod pretty;
mod profile;

use std::process::ExitCode;

use args::Call;
use top_codegen::Diagnostic;
use top_runtime::{Error, Params};

use crate::diagnostic::Diagnostics;
use crate::report::Reporter;
use crate::sanitize::{sanitize, sanitize_json};
use crate::secret_file::error;
use crate::{load, output};

pub(crate) fn run(args: &Call, reporter: &Reporter) -> Result<ExitCode, Diagnostics> {
    if let Some(page) = &args.page {
        let api = load::load_one(page, reporter)?;
        check::check(&page.display().to_string(), &api, &args.method, &args.params)?;
    }
    let (builder, session) = profile::builder(args)?;
    let client =
        builder.build_blocking().map_err(|cause| error("client", Diagnostic::new(cause.to_string())))?;
    let params: Params = args.params.iter().cloned().collect();
    if args.dry_run {
        let prepared = match &session {
            Some(session) => client.session(session).prepare_call(&args.method, &params),
            None => client.prepare_call(&args.method, &params),
        };
        return match prepared {
            Ok(prepared) => {
                output::print(format!("not sent: --dry-run\n{}", prepared.explain()).as_bytes())?;
                Ok(ExitCode::SUCCESS)
            }
            Err(cause) => Ok(failed(&cause)),
        };
    }
    let reply = match &session {
        Some(session) => client.session(session).call(&args.method, &params),
        None => client.call(&args.method, &params),
    };
    let reply = match reply {
        Ok(reply) => reply,
        Err(cause) => return Ok(failed(&cause)),
    };
    let body = if args.json { sanitize_json(reply.body()) } else { pretty::pretty(reply.body()) };
    let text = if args.json {
        body + "\n"
    } else {
        let attempts =
            if reply.attempts() > 1 { format!(", {} attempts", reply.attempts()) } else { String::new() };
        let request_id = sanitize(reply.request_id());
        format!("{}: answered, request id {request_id}{attempts}\n\n{body}\n", sanitize(&args.method))
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Prints an error of a call, and returns its exit code.
fn failed(cause: &Error) -> ExitCode {
    anstream::eprintln!("error: {}", sanitize(&cause.to_string()));
    cause.exit_code()
}
