//! Meaning of the platform's codes: who has to act, whether the call may have been executed, and
//! the public source.
//!
//! The only place that interprets codes. A test compares the table in `docs/reliability.md` with
//! it.

use std::fmt;

use super::PlatformErrorKind;

/// One row of the table. The first row that matches an error decides.
pub(super) struct Code {
    when: When,
    pub(super) kind: PlatformErrorKind,
    /// Whether the call may have been executed. `false` requires a source.
    pub(super) maybe_executed: bool,
    /// Whether a parameter of the API is missing or wrong.
    pub(super) about_parameters: bool,
    /// Advice for common codes.
    pub(super) advice: Option<&'static str>,
    /// Public document, for the table in `docs/reliability.md`.
    #[cfg_attr(not(test), expect(dead_code))]
    source: Option<Source>,
}

/// Condition of a row.
#[derive(Clone, Copy)]
enum When {
    /// A sub code with any code; `*` matches any text.
    Sub(&'static str),
    /// A range of codes with any sub code.
    Codes(i64, i64),
    /// A code without a sub code.
    CodeAlone(i64),
    /// Every error.
    Always,
}

/// A public document of the platform, numbered as in `docs/reliability.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// "Troubleshooting and error codes", articles 101645 and 102707.
    ErrorCodes = 1,
    /// "API access count limitation", article 108426.
    FlowControl = 2,
    /// The error table on the page of `taobao.tbk.dg.vegas.tlj.create`, which creates an item and
    /// asks the caller to repeat the call.
    TljCreate = 3,
}

/// Row of an error that precedes execution, according to a source.
const fn refused(when: When, kind: PlatformErrorKind, source: Source) -> Code {
    Code { when, kind, maybe_executed: false, about_parameters: false, advice: None, source: Some(source) }
}

/// Row of a request with a missing or wrong parameter.
const fn wrong_parameter(when: When) -> Code {
    let mut code = refused(when, Caller, ErrorCodes);
    code.about_parameters = true;
    code
}

/// Row of an error that may follow execution: no source excludes it.
const fn possible(when: When, kind: PlatformErrorKind) -> Code {
    Code { when, kind, maybe_executed: true, about_parameters: false, advice: None, source: None }
}

const fn code(code: i64) -> When {
    When::Codes(code, code)
}

impl Code {
    const fn advise(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }
}

use PlatformErrorKind::{Api, Caller, Permission, Session, Throttled, Transient};
use Source::{ErrorCodes, FlowControl, TljCreate};
use When::{Always, CodeAlone, Codes, Sub};

const APPLY: &str = "apply for the permission to call this API in the app's console";

/// Order: sub codes that old and new codes share, then codes of the gateway, then families of sub
/// codes.
static CODES: [Code; 46] = [
    refused(Sub("accesscontrol.limited-by-*"), Throttled, FlowControl),
    refused(Sub("isv.access-limited-by-*"), Throttled, FlowControl),
    refused(Sub("isp.call-limited"), Throttled, TljCreate),
    refused(Sub("isv.permission-*"), Permission, ErrorCodes).advise(APPLY),
    refused(Sub("isv.invalid-permission*"), Permission, ErrorCodes),
    refused(Sub("isv.persistent-session-not-exist"), Session, ErrorCodes),
    possible(code(3), Transient),
    refused(Codes(4, 8), Throttled, FlowControl),
    possible(code(9), Caller),
    possible(code(10), Transient),
    refused(Codes(11, 13), Permission, ErrorCodes).advise(APPLY),
    refused(code(21), Caller, ErrorCodes),
    refused(code(22), Caller, ErrorCodes)
        .advise("check the method's name, and that the API is for this gateway"),
    refused(Codes(23, 24), Caller, ErrorCodes),
    refused(code(25), Caller, ErrorCodes)
        .advise("check the app secret; the string to sign is in `client.prepare(&request)`"),
    refused(code(26), Session, ErrorCodes)
        .advise("call it with a session: `client.session(&key).execute(&request)`"),
    refused(code(27), Session, ErrorCodes)
        .advise("the session has expired or belongs to another app: the seller must authorise again"),
    refused(code(28), Caller, ErrorCodes),
    refused(code(29), Caller, ErrorCodes).advise("check the app key, and that it belongs to this gateway"),
    refused(code(30), Caller, ErrorCodes),
    refused(code(31), Caller, ErrorCodes)
        .advise("check the clock of this machine: the tolerance is 10 minutes"),
    refused(Codes(32, 34), Caller, ErrorCodes),
    wrong_parameter(Codes(40, 41)),
    refused(code(42), Permission, ErrorCodes),
    wrong_parameter(code(43)),
    refused(code(44), Session, ErrorCodes),
    refused(code(47), Caller, ErrorCodes),
    refused(code(53), Session, ErrorCodes),
    possible(CodeAlone(88), Transient),
    possible(code(88), Session),
    wrong_parameter(Sub("isv.missing-parameter*")),
    wrong_parameter(Sub("isv.invalid-parameter*")),
    wrong_parameter(Sub("isv.parameters-mismatch*")),
    refused(Sub("isv.appkey*"), Caller, ErrorCodes),
    refused(Sub("isv.invalid-signature"), Caller, ErrorCodes),
    refused(Sub("isv.timestamp-limit-error"), Caller, ErrorCodes),
    refused(Sub("isv.replayattack-timestamp-invalid-error"), Caller, ErrorCodes),
    // The gateway received the same request before, and may have executed it.
    possible(Sub("isv.request-replay-error"), Caller),
    // Some APIs report failures during execution with codes of the caller, such as
    // `isv.FAIL_BIZ_SERVICE_TIMEOUT`.
    possible(Sub("isv.*timeout*"), Api),
    possible(Sub("isv.*exception*"), Api),
    possible(Sub("isv.*system*"), Api),
    possible(Sub("isv.*unknown*"), Api),
    refused(Sub("isv.*"), Api, ErrorCodes),
    possible(Sub("isp.*"), Transient),
    possible(Sub("ism.*"), Transient),
    possible(Always, Api),
];

/// Returns the row of an error.
pub(super) fn find(code: &str, sub_code: &str) -> &'static Code {
    let number = code.trim().parse().ok();
    let sub_code = sub_code.trim();
    let [.., last] = &CODES;
    CODES.iter().find(|row| row.when.matches(number, sub_code)).unwrap_or(last)
}

impl When {
    fn matches(self, code: Option<i64>, sub_code: &str) -> bool {
        match self {
            Self::Sub(pattern) => is_like(sub_code.as_bytes(), pattern.as_bytes()),
            Self::Codes(first, last) => code.is_some_and(|code| (first..=last).contains(&code)),
            Self::CodeAlone(expected) => code == Some(expected) && sub_code.is_empty(),
            Self::Always => true,
        }
    }
}

/// Matches a text against a pattern in lower case, ignoring the case of the text. `*` matches any
/// text. Compares bytes, as a failed call looks up its codes several times.
fn is_like(text: &[u8], pattern: &[u8]) -> bool {
    match pattern {
        [] => text.is_empty(),
        [b'*'] => true,
        [b'*', rest @ ..] => (0..=text.len()).any(|at| is_like(&text[at..], rest)),
        [first, rest @ ..] => text
            .split_first()
            .is_some_and(|(byte, text)| byte.eq_ignore_ascii_case(first) && is_like(text, rest)),
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sub(pattern) => write!(f, "`{pattern}`"),
            Self::Codes(first, last) if first == last => write!(f, "{first}"),
            Self::Codes(first, last) => write!(f, "{first} to {last}"),
            Self::CodeAlone(code) => write!(f, "{code} without a sub code"),
            Self::Always => f.write_str("anything else"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_texts_in_any_case() {
        for (text, pattern, matches) in [
            ("isp.call-limited", "isp.call-limited", true),
            ("isp.call-limited-x", "isp.call-limited", false),
            ("ISV.Invalid-Parameter:tid", "isv.invalid-parameter*", true),
            ("isv.FAIL_BIZ_SERVICE_TIMEOUT", "isv.*timeout*", true),
            ("isv.timeout", "isv.*timeout*", true),
            ("isp.timeout", "isv.*timeout*", false),
            ("isv.time", "isv.*timeout*", false),
            ("", "isv.*", false),
        ] {
            assert_eq!(is_like(text.as_bytes(), pattern.as_bytes()), matches, "{text} {pattern}");
        }
    }

    #[test]
    fn rows_of_refusals_have_a_source() {
        for row in &CODES {
            assert!(row.maybe_executed || row.source.is_some(), "{}", row.when);
        }
    }

    #[test]
    fn every_row_is_reachable() {
        for row in &CODES {
            let (code, sub_code) = match row.when {
                Sub(pattern) => (String::new(), pattern.replace('*', "x")),
                Codes(first, _) => (first.to_string(), "x".to_owned()),
                CodeAlone(code) => (code.to_string(), String::new()),
                Always => (String::new(), String::new()),
            };
            assert!(std::ptr::eq(find(&code, &sub_code), row), "{}", row.when);
        }
    }

    /// Formats a row like the document.
    fn row(code: &Code) -> String {
        let retryable = matches!(code.kind, Throttled | Transient);
        let word = |yes| if yes { "yes" } else { "no" };
        let source = code.source.map_or_else(String::new, |source| format!("{} ", source as u8));
        let (retryable, maybe) = (word(retryable), word(code.maybe_executed));
        format!("| {} | `{:?}` | {retryable} | {maybe} | {source}|", code.when, code.kind)
    }

    #[test]
    fn the_document_contains_this_table() {
        let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");
        let document = std::fs::read_to_string(document).unwrap();
        let (_, after) = document.split_once("| code | kind | again | maybe executed | source |\n").unwrap();
        let found: Vec<_> = after.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
        let expected: Vec<_> = CODES.iter().map(row).collect();
        assert_eq!(found, expected, "the table should be:\n{}", expected.join("\n"));
    }
}
