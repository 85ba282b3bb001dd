//! `topctl sign`: explains signatures, and finds why one is refused.

pub(crate) mod args;
mod candidates;
mod checks;
mod explain;
mod mistake;
mod plan;
mod report;
mod request;
mod rewrite;
mod search;
mod secret;
mod source;
mod time;

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use args::{Protocol, Sign};
use checks::{Finding, Severity};
use plan::Plan;
use request::Request;
use search::{Given, Spelling};
use top_codegen::Diagnostic;

use crate::diagnostic::Diagnostics;
use crate::input::Input;
use crate::{output, secret_file};

/// Exit code for a request that the platform refuses.
const REFUSED: u8 = 3;

pub(crate) fn run(args: &Sign) -> Result<ExitCode, Diagnostics> {
    let request = read_request(args)?;
    let protocol = args.protocol.unwrap_or_else(|| request.detect_protocol());
    let secret = secret::read(args.secret_file.as_deref())?;
    let plan = Plan::documented(&request, protocol);
    if !args.check {
        let explained = explain::explain(&request, protocol, &plan, secret.as_deref().map(String::as_str));
        let text = if args.json { output::json(&explained)? } else { explained.to_text().into_bytes() };
        output::print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(secret) = secret else {
        let diagnostic = Diagnostic::new("`--check` needs the app secret")
            .with_help("set TOP_APP_SECRET, or pass `--secret-file FILE`");
        return Err(secret_file::error("TOP_APP_SECRET", diagnostic));
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs().cast_signed());
    let mut findings = signature_findings(&request, protocol, &plan, &secret);
    for finding in checks::check(&request, protocol, args.at, now) {
        if !findings.iter().any(|found| found.title == finding.title) {
            findings.push(finding);
        }
    }
    let report = report::Report::new(&request, protocol, &plan, findings);
    output::print(&if args.json { output::json(&report)? } else { report.to_text().into_bytes() })?;
    Ok(if report.is_refused() { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
}

fn read_request(args: &Sign) -> Result<Request, Diagnostics> {
    let (name, text) = match (&args.request, &args.file) {
        (Some(request), _) if request != "-" => ("REQUEST".to_owned(), request.clone()),
        (_, file) => {
            let input = Input::new(file.as_deref().unwrap_or(Path::new("-")));
            let bytes = input.bytes().map_err(Diagnostics::from)?;
            (input.name, String::from_utf8_lossy(&bytes).into_owned())
        }
    };
    source::parse(&text).map_err(|message| {
        let help = "pass a URL with its query, a curl line, a HAR entry, a JSON object of the parameters, or a line of a log";
        secret_file::error(&name, Diagnostic::new(message).with_help(help))
    })
}

/// Compares the signature, and searches the mistakes that lead to another one.
fn signature_findings(request: &Request, protocol: Protocol, plan: &Plan<'_>, secret: &str) -> Vec<Finding> {
    let sign = request.params.iter().find(|param| param.name.eq_ignore_ascii_case("sign"));
    let Some(sign) = sign.map(request::Param::text).filter(|sign| !sign.trim().is_empty()) else {
        return Vec::new();
    };
    let candidates = candidates::candidates(request, protocol);
    let Some(found) = search::search(plan, secret, &Given::new(&sign), &candidates) else {
        return vec![Finding::mistake(
            "the signature comes from another secret or from another request: no common mistake leads to it",
            "check that the secret belongs to this app key, and that nothing changes the request after signing",
        )];
    };
    let mut findings: Vec<Finding> = found
        .mistakes
        .iter()
        .map(|mistake| Finding {
            severity: Severity::Mistake,
            title: mistake.title.clone(),
            help: mistake.help.clone(),
        })
        .collect();
    let spelling = match found.spelling {
        Spelling::Upper => None,
        Spelling::Lower => Some("lower case: the signature has lower-case digits"),
        Spelling::Base64 => Some("the signature is base64 in place of hexadecimal digits"),
        Spelling::Middle => Some("the signature is cut to 16 digits"),
    };
    findings.extend(
        spelling
            .map(|title| Finding::mistake(title, "write the whole digest as upper-case hexadecimal digits")),
    );
    findings
}
