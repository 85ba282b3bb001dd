//! What each code of the platform means: who has to act, whether the call may have been executed, and the public source.
//!
//! The only place that decides on a code. `docs/reliability.md` shows the same table, which a test compares with this one.

use std::fmt;

use super::PlatformErrorKind;

/// One row of the table. The first row that matches an error decides.
pub(super) struct Code {
    when: When,
    pub(super) kind: PlatformErrorKind,
    /// Whether the call may have been executed. `false` needs a source.
    pub(super) maybe_executed: bool,
    /// What to do, for codes that everybody meets.
    pub(super) advice: Option<&'static str>,
    /// The public document that says so. For the table in `docs/reliability.md`.
    #[cfg_attr(not(test), expect(dead_code))]
    source: Option<Source>,
}

/// What a row matches.
#[derive(Clone, Copy)]
enum When {
    /// A sub code, whatever the code; `*` stands for any text.
    Sub(&'static str),
    /// Codes from the first to the last, whatever the sub code.
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
    /// The error table on the page of `taobao.tbk.dg.vegas.tlj.create`, which creates something and is to be called again.
    TljCreate = 3,
}

/// The call was refused before the API did anything, by a source.
const fn refused(when: When, kind: PlatformErrorKind, source: Source) -> Code {
    Code { when, kind, maybe_executed: false, advice: None, source: Some(source) }
}

/// The call may have been executed, or no source says that it was not.
const fn possible(when: When, kind: PlatformErrorKind) -> Code {
    Code { when, kind, maybe_executed: true, advice: None, source: None }
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

/// Specific sub codes come first, as old and new codes share them; then the gateway's own codes; then families of sub codes.
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
        .advise("the session is over or belongs to another app: have the seller authorise again"),
    refused(code(28), Caller, ErrorCodes),
    refused(code(29), Caller, ErrorCodes).advise("check the app key, and that it belongs to this gateway"),
    refused(code(30), Caller, ErrorCodes),
    refused(code(31), Caller, ErrorCodes)
        .advise("check the clock of this machine: it may be off by ten minutes at most"),
    refused(Codes(32, 34), Caller, ErrorCodes),
    refused(Codes(40, 41), Caller, ErrorCodes),
    refused(code(42), Permission, ErrorCodes),
    refused(code(43), Caller, ErrorCodes),
    refused(code(44), Session, ErrorCodes),
    refused(code(47), Caller, ErrorCodes),
    refused(code(53), Session, ErrorCodes),
    possible(CodeAlone(88), Transient),
    possible(code(88), Session),
    refused(Sub("isv.missing-parameter*"), Caller, ErrorCodes),
    refused(Sub("isv.invalid-parameter*"), Caller, ErrorCodes),
    refused(Sub("isv.parameters-mismatch*"), Caller, ErrorCodes),
    refused(Sub("isv.appkey*"), Caller, ErrorCodes),
    refused(Sub("isv.invalid-signature"), Caller, ErrorCodes),
    refused(Sub("isv.timestamp-limit-error"), Caller, ErrorCodes),
    refused(Sub("isv.replayattack-timestamp-invalid-error"), Caller, ErrorCodes),
    // The gateway has had this very request before, and may have executed it then.
    possible(Sub("isv.request-replay-error"), Caller),
    // Some APIs tell of work that was begun by codes that are formally the caller's, as `isv.FAIL_BIZ_SERVICE_TIMEOUT`.
    possible(Sub("isv.*timeout*"), Api),
    possible(Sub("isv.*exception*"), Api),
    possible(Sub("isv.*system*"), Api),
    possible(Sub("isv.*unknown*"), Api),
    refused(Sub("isv.*"), Api, ErrorCodes),
    possible(Sub("isp.*"), Transient),
    possible(Sub("ism.*"), Transient),
    possible(Always, Api),
];

/// The row of the table for an error.
pub(super) fn find(code: &str, sub_code: &str) -> &'static Code {
    let number = code.trim().parse().ok();
    let sub_code = sub_code.trim();
    let [.., last] = &CODES;
    CODES.iter().find(|row| row.when.matches(number, sub_code)).unwrap_or(last)
}

impl When {
    fn matches(self, code: Option<i64>, sub_code: &str) -> bool {
        match self {
            Self::Sub(pattern) => is_like(sub_code, pattern),
            Self::Codes(first, last) => code.is_some_and(|code| (first..=last).contains(&code)),
            Self::CodeAlone(alone) => code == Some(alone) && sub_code.is_empty(),
            Self::Always => true,
        }
    }
}

/// Whether a text is like a pattern of literal parts with any text for each `*` between them, in any letter case.
fn is_like(text: &str, pattern: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let Some(end) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(end)
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
    fn a_pattern_matches_whole_texts_in_any_case() {
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
            assert_eq!(is_like(text, pattern), matches, "{text} {pattern}");
        }
    }

    #[test]
    fn nothing_is_surely_not_executed_without_a_source() {
        for row in &CODES {
            assert!(row.maybe_executed || row.source.is_some(), "{}", row.when);
        }
    }

    #[test]
    fn every_row_is_reached() {
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

    /// A row as the page has it.
    fn row(code: &Code) -> String {
        let again = matches!(code.kind, Throttled | Transient);
        let word = |yes| if yes { "yes" } else { "no" };
        let source = code.source.map_or_else(String::new, |source| format!("{} ", source as u8));
        let (again, maybe) = (word(again), word(code.maybe_executed));
        format!("| {} | `{:?}` | {again} | {maybe} | {source}|", code.when, code.kind)
    }

    #[test]
    fn the_page_shows_this_table() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");
        let page = std::fs::read_to_string(page).unwrap();
        let (_, after) = page.split_once("| code | kind | again | maybe executed | source |\n").unwrap();
        let found: Vec<_> = after.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
        let expected: Vec<_> = CODES.iter().map(row).collect();
        assert_eq!(found, expected, "the table should be:\n{}", expected.join("\n"));
    }
}
