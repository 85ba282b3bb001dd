//! Meaning of the platform's codes: who has to act, whether the call may have been executed, and
//! the public source.
//!
//! Each protocol has a table of its own codes, and some share the codes of TOP. Tests compare the
//! tables in `docs/reliability.md` and `docs/platform-codes.md` with them.

use std::fmt;

/// Who has to act on an error of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlatformErrorKind {
    /// The caller: request, clock, app key or app secret is wrong.
    Caller,
    /// The seller: the session is missing, expired or of another app or level.
    Session,
    /// The owner of the app: it needs a permission.
    Permission,
    /// Nobody: a rate limit or quota was hit; waiting resolves it.
    Throttled,
    /// The platform or the provider: the call may succeed later.
    Transient,
    /// Depends on the API, which refused the operation.
    Api,
}

/// The tables of codes of a protocol, most specific first.
#[derive(Clone, Copy)]
pub(crate) struct Codes(pub(super) &'static [&'static [Code]]);

impl fmt::Debug for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Codes(..)")
    }
}

/// One row of a table. The first row that matches an error decides.
pub(crate) struct Code {
    when: When,
    pub(crate) kind: PlatformErrorKind,
    /// Whether the call may have been executed. `false` requires a source.
    pub(crate) maybe_executed: bool,
    /// Whether a parameter of the API is missing or wrong.
    pub(crate) about_parameters: bool,
    /// Whether the timestamp was rejected: a clock is wrong.
    pub(crate) about_clock: bool,
    /// Advice for common codes.
    pub(crate) advice: Option<&'static str>,
    /// Public document, for the tables in the documents.
    source: Option<Source>,
}

/// Condition of a row. Texts are patterns in lower case, compared without regard to case; `*`
/// matches any text.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// A sub code with any code, or a code that is such a text.
    Sub(&'static str),
    /// A code that is a text.
    Name(&'static str),
    /// A range of codes with any sub code.
    Codes(i64, i64),
    /// A code without a sub code.
    CodeAlone(i64),
    /// A message or the message of the sub code.
    Message(&'static str),
    /// The type of an error of IOP.
    Type(&'static str),
    /// Every error.
    Always,
}

/// A public document of the platform, numbered as in `docs/reliability.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// "Troubleshooting and error codes", articles 101645 and 102707.
    ErrorCodes = 1,
    /// "API access count limitation", article 108426.
    FlowControl = 2,
    /// The error table on the page of `taobao.tbk.dg.vegas.tlj.create`, which creates an item and
    /// asks the caller to repeat the call.
    TljCreate = 3,
    /// "Error messages" of the Lazada Open Platform, article 108138: errors of the API platform are
    /// those of a request that fails the basic verification.
    IopErrors = 4,
    /// Notice of AliExpress that its apps left TOP, document 1236.
    Migration = 5,
}

/// Row of an error that precedes execution, according to a source.
pub(super) const fn refused(when: When, kind: PlatformErrorKind, source: Source) -> Code {
    Code {
        when,
        kind,
        maybe_executed: false,
        about_parameters: false,
        about_clock: false,
        advice: None,
        source: Some(source),
    }
}

/// Row of a request with a missing or wrong parameter.
pub(super) const fn wrong_parameter(when: When, source: Source) -> Code {
    let mut code = refused(when, PlatformErrorKind::Caller, source);
    code.about_parameters = true;
    code
}

/// Row of an error that may follow execution: no source excludes it.
pub(super) const fn possible(when: When, kind: PlatformErrorKind) -> Code {
    let mut code = refused(when, kind, Source::ErrorCodes);
    code.maybe_executed = true;
    code.source = None;
    code
}

pub(super) const fn code(code: i64) -> When {
    When::Codes(code, code)
}

impl Code {
    pub(super) const fn advise(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }

    /// Marks the row of a rejected timestamp.
    pub(super) const fn clock(mut self) -> Self {
        self.about_clock = true;
        self
    }
}

/// The row of errors that no table has.
static UNKNOWN: Code = possible(When::Always, PlatformErrorKind::Api);

/// The parts of an error that decide its meaning. Absent ones are empty.
#[derive(Clone, Copy, Default)]
pub(crate) struct ErrorTexts<'e> {
    pub(crate) code: &'e str,
    pub(crate) sub_code: &'e str,
    pub(crate) error_type: &'e str,
    pub(crate) messages: [&'e str; 2],
}

impl Codes {
    /// Returns the row of an error.
    pub(crate) fn find(self, error: ErrorTexts<'_>) -> &'static Code {
        let error = ErrorTexts { code: error.code.trim(), sub_code: error.sub_code.trim(), ..error };
        let number = error.code.parse().ok();
        self.rows().find(|row| row.when.matches(number, &error)).unwrap_or(&UNKNOWN)
    }

    /// Whether a code is a text that a table has.
    pub(crate) fn has_name(self, code: &str) -> bool {
        matches!(self.find(ErrorTexts { code, ..ErrorTexts::default() }).when, When::Name(_))
    }

    fn rows(self) -> impl Iterator<Item = &'static Code> {
        self.0.iter().copied().flatten()
    }
}

impl When {
    fn matches(self, code: Option<i64>, error: &ErrorTexts<'_>) -> bool {
        match self {
            Self::Sub(pattern) => is_like(error.sub_code, pattern) || is_like(error.code, pattern),
            Self::Name(pattern) => is_like(error.code, pattern),
            Self::Codes(first, last) => code.is_some_and(|code| (first..=last).contains(&code)),
            Self::CodeAlone(expected) => code == Some(expected) && error.sub_code.is_empty(),
            Self::Message(pattern) => error.messages.iter().any(|text| is_like(text, pattern)),
            Self::Type(name) => error.error_type.trim().eq_ignore_ascii_case(name),
            Self::Always => true,
        }
    }
}

/// Matches a text against a pattern in lower case, ignoring the case of the text. `*` matches any
/// text. Takes at most the product of both lengths: a gateway may send long texts.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    let (mut at, mut next) = (0, 0);
    // After the last `*`: its place in the pattern, and the beginning of the text after its match.
    let mut star = None;
    while let Some(byte) = text.get(at) {
        match pattern.get(next) {
            Some(b'*') => {
                next += 1;
                star = Some((next, at));
            }
            Some(expected) if expected.eq_ignore_ascii_case(byte) => (at, next) = (at + 1, next + 1),
            _ => {
                let Some((after, matched)) = star else { return false };
                (at, next) = (matched + 1, after);
                star = Some((after, at));
            }
        }
    }
    pattern[next..].iter().all(|byte| *byte == b'*')
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sub(pattern) | Self::Name(pattern) => write!(f, "`{pattern}`"),
            Self::Codes(first, last) if first == last => write!(f, "{first}"),
            Self::Codes(first, last) => write!(f, "{first} to {last}"),
            Self::CodeAlone(code) => write!(f, "{code} without a sub code"),
            Self::Message(pattern) => write!(f, "message `{pattern}`"),
            Self::Type(name) => write!(f, "type `{name}`"),
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
            assert_eq!(is_like(text, pattern), matches, "{text} {pattern}");
        }
    }

    #[test]
    fn rows_of_refusals_have_a_source() {
        for row in tables().into_iter().flat_map(Codes::rows) {
            assert!(row.maybe_executed || row.source.is_some(), "{}", row.when);
        }
    }

    #[test]
    fn every_row_is_reachable() {
        for codes in tables() {
            for row in codes.rows() {
                let text = |pattern: &str| pattern.replace('*', "x");
                let (mut code, mut sub_code, mut error_type, mut message) = Default::default();
                match row.when {
                    When::Sub(pattern) => sub_code = text(pattern),
                    When::Name(pattern) => code = text(pattern),
                    When::Codes(first, _) => (code, sub_code) = (first.to_string(), "x".to_owned()),
                    When::CodeAlone(number) => code = number.to_string(),
                    When::Message(pattern) => message = text(pattern),
                    When::Type(name) => error_type = name.to_owned(),
                    When::Always => {}
                }
                let error: [String; 4] = [code, sub_code, error_type, message];
                let [code, sub_code, error_type, message] = error.each_ref().map(String::as_str);
                let error = ErrorTexts { code, sub_code, error_type, messages: [message, ""] };
                assert!(std::ptr::eq(codes.find(error), row), "{}", row.when);
            }
        }
    }

    fn tables() -> [Codes; 3] {
        [&super::super::TOP, &super::super::IOP, &super::super::QIMEN].map(|platform| platform.main().codes)
    }

    fn word(yes: bool) -> &'static str {
        if yes { "yes" } else { "no" }
    }

    /// Formats a row like `docs/reliability.md`.
    fn row(code: &Code) -> String {
        let retryable =
            word(matches!(code.kind, PlatformErrorKind::Throttled | PlatformErrorKind::Transient));
        let source = code.source.map_or_else(String::new, |source| format!("{} ", source as u8));
        let maybe = word(code.maybe_executed);
        format!("| {} | `{:?}` | {retryable} | {maybe} | {source}|", code.when, code.kind)
    }

    #[test]
    fn the_document_contains_this_table() {
        let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");
        let document = std::fs::read_to_string(document).unwrap();
        let (_, after) = document.split_once("| code | kind | again | maybe executed | source |\n").unwrap();
        let found: Vec<_> = after.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
        let expected: Vec<_> = super::super::TOP.main().codes.rows().map(row).collect();
        assert_eq!(found, expected, "the table should be:\n{}", expected.join("\n"));
    }

    /// Codes of IOP that are documented or seen, for which the page has a row each.
    const IOP_CODES: [&str; 24] = [
        "ApiCallLimit",
        "AppCallLimit",
        "AppApiCallLimit",
        "SellerCallLimit",
        "IllegalAccessToken",
        "IllegalRefreshToken",
        "MissingAccessToken",
        "InvalidSession",
        "IllegalTimestamp",
        "InvalidTimestamp",
        "IncompleteSignature",
        "InvalidSignature",
        "InvalidAppKey",
        "IllegalAppKey",
        "MissingParameter",
        "InvalidParameter",
        "InvalidApiPath",
        "InvalidApi",
        "InsufficientPermission",
        "AppPermissionDenied",
        "ServiceTimeout",
        "ServiceUnavailable",
        "InvalidCode",
        "4154",
    ];

    fn page_row(name: &str, code: &Code) -> String {
        let class = match (code.kind, code.maybe_executed) {
            (PlatformErrorKind::Throttled | PlatformErrorKind::Transient, false) => "`RefusedForNow`",
            (PlatformErrorKind::Throttled | PlatformErrorKind::Transient, true) => "`MaybeExecuted`",
            _ => "none",
        };
        let (maybe, advice) = (word(code.maybe_executed), code.advice.unwrap_or_default());
        let space = if advice.is_empty() { "" } else { " " };
        format!("| {name} | `{:?}` | {class} | {maybe} | {advice}{space}|\n", code.kind)
    }

    /// Returns the tables of the page, each after its heading.
    fn page_tables() -> [(&'static str, String); 4] {
        let all = |codes: Codes| codes.rows().map(|row| page_row(&row.when.to_string(), row)).collect();
        let iop = super::super::IOP.main().codes;
        let named = IOP_CODES.iter().map(|code| {
            let row = iop.find(ErrorTexts { code, error_type: "ISV", ..ErrorTexts::default() });
            page_row(&format!("`{code}`"), row)
        });
        [
            ("## Codes of TOP", all(super::super::TOP.main().codes)),
            ("## Codes of IOP", named.collect()),
            ("## Rules for all codes of IOP", all(iop)),
            ("## Codes of a provider of Qimen", all(super::super::PROVIDER_CODES)),
        ]
    }

    #[test]
    fn the_page_of_codes_contains_every_row() {
        const HEAD: &str = "| code | kind | retry class | maybe executed | advice |\n|---|---|---|---|---|\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/platform-codes.md");
        let mut page = std::fs::read_to_string(path).unwrap();
        for (heading, rows) in page_tables() {
            let (before, after) = page.split_once(&format!("{heading}\n")).expect(heading);
            let (text, table) = after.split_once(HEAD).expect(heading);
            let end: usize =
                table.split_inclusive('\n').take_while(|line| line.starts_with('|')).map(str::len).sum();
            if table[..end] != rows && std::env::var_os("BLESS").is_some() {
                page = [before, heading, "\n", text, HEAD, &rows, &table[end..]].concat();
                std::fs::write(path, &page).unwrap();
                continue;
            }
            assert_eq!(table[..end], rows, "{path}; BLESS=1 rewrites the table");
        }
    }
}
