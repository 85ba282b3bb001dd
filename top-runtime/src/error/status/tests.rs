use std::io;

use super::*;
use crate::error::transport::TransportError;
use crate::error::{
    ActiveBan, BusinessError, Context, DecodeError, HttpError, PlatformError, Throttled, UnexpectedBody,
};
use crate::issue::Issue;
use crate::outcome::BusinessFailure;

fn error(kind: impl Into<ErrorKind>) -> Error {
    Error::new(Context::new("a.b"), kind)
}

fn platform(code: &str, sub_code: &str) -> Error {
    let sub_code = (!sub_code.is_empty()).then(|| sub_code.to_owned());
    error(PlatformError::new(code.to_owned(), "m".to_owned(), sub_code, None))
}

fn http(status: u16) -> Error {
    error(HttpError { status, retry_after: None })
}

fn issue() -> Issue {
    Issue::at("a", "b", "c")
}

fn throttled(ban: Option<ActiveBan>) -> Error {
    error(Throttled { left: std::time::Duration::from_secs(3), ban })
}

/// One error per row of the table.
fn rows() -> Vec<(&'static str, Error)> {
    let timed_out = || io::Error::from(io::ErrorKind::TimedOut);
    let ban = ActiveBan::new("7".to_owned(), None);
    let failure = BusinessFailure { code: Some("1".to_owned()), message: None, details: Vec::new() };
    let unexpected = UnexpectedBody { reason: "it is HTML".to_owned(), content_type: None };
    vec![
        ("`Invalid`", error(vec![issue()])),
        ("`Platform`: a parameter is missing or wrong", platform("15", "isv.invalid-parameter")),
        ("`Platform`: the API refused the operation", platform("15", "isv.item-not-exist")),
        ("`Business`", error(BusinessError { failure, is_inferred: false })),
        ("`Platform`: session missing or expired", platform("27", "invalid-sessionkey")),
        ("`Platform`: no permission for the API", platform("11", "isv.permission-api-package-limit")),
        ("`Platform`: app key, signature or timestamp", platform("25", "")),
        ("`Transport`: a mistake in the program", error(TransportError::permanent("no runtime"))),
        ("`Throttled`", throttled(Some(ban))),
        ("`Platform`: a limit was hit", platform("7", "accesscontrol.limited-by-app-access-count")),
        ("`Http`: status 429", http(429)),
        ("`Transport`: nothing was sent", error(TransportError::not_sent("refused"))),
        ("`Transport`: the reply was lost", error(TransportError::maybe_sent("reset"))),
        ("`Platform`: it failed for now", platform("15", "isp.remote-service-error")),
        ("`Platform`: the API failed", platform("15", "isv.system-error")),
        ("`Http`: status 500 or more", http(502)),
        ("`Transport`: no connection in time", error(TransportError::not_sent(timed_out()))),
        ("`Transport`: no reply in time", error(TransportError::maybe_sent(timed_out()))),
        ("`Platform`: its sub code names a timeout", platform("15", "isp.remote-service-timeout")),
        ("`Http`: status 408 or 504", http(504)),
        ("`Http`: any other status", http(404)),
        ("`UnexpectedBody`", error(unexpected)),
        ("`Decode`", error(DecodeError { issue: issue() })),
    ]
}

#[test]
fn the_document_contains_this_table() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/web-services.md");
    let document = std::fs::read_to_string(document).unwrap();
    let (_, after) = document.split_once("| error | HTTP status | `kind` | exit code |\n").unwrap();
    let found: Vec<_> = after.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    let row = |(text, error): (&str, Error)| {
        let (status, class) = (error.http_status().as_u16(), error.class());
        format!("| {text} | {status} | `{}` | {} |", class.name(), error.exit_number())
    };
    let expected: Vec<_> = rows().into_iter().map(row).collect();
    assert_eq!(found, expected, "the table should be:\n{}", expected.join("\n"));
}

#[test]
fn exit_code_75_means_that_nothing_was_executed() {
    for (text, error) in rows() {
        let code = error.exit_number();
        let may_have_executed = error.may_have_executed();
        assert_eq!(error.exit_code(), ExitCode::from(code));
        assert!(code != 75 || !may_have_executed, "{text}");
        assert!(code != 69 || may_have_executed, "{text}");
        // An earlier attempt counts, too.
        let after = error.after(2, crate::error::Earlier::MaybeExecuted);
        assert!(after.exit_number() != 75, "{text}");
    }
}

#[test]
fn a_time_limit_is_found_in_a_chain_of_sources() {
    let inner = io::Error::from(io::ErrorKind::TimedOut);
    assert!(TransportError::maybe_sent(io::Error::other(inner)).is_timeout());
    assert!(!TransportError::maybe_sent(io::Error::other("TimedOut")).is_timeout());
}

#[test]
fn every_refused_parameter_is_the_data_of_the_request() {
    for (code, sub_code) in [("40", ""), ("41", ""), ("43", ""), ("15", "isv.missing-parameter:tid")] {
        assert_eq!(platform(code, sub_code).http_status(), 422, "{code} {sub_code}");
    }
    for (code, sub_code) in [("29", "isv.appkey-not-exists"), ("31", ""), ("22", ""), ("47", "")] {
        assert_eq!(platform(code, sub_code).http_status(), 500, "{code} {sub_code}");
    }
}
