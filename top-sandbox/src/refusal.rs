//! Replies that say no.

mod codes;

use std::fmt;

use top_runtime::Value;

/// An `error_response`: what the sandbox, or a handler, says instead of carrying a call out.
///
/// The message is the platform's for the code; it can be changed.
///
/// ```
/// use top_sandbox::ErrorResponse;
/// let refusal = ErrorResponse::new(15).with_sub_code("isv.trade-not-exist").with_sub_msg("交易不存在");
/// assert_eq!(refusal.msg(), "Remote Service Error");
/// assert_eq!(refusal.to_string(), "15 Remote Service Error: isv.trade-not-exist: 交易不存在");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    code: u32,
    msg: String,
    sub_code: Option<String>,
    sub_msg: Option<String>,
    signed: Option<Signed>,
}

/// What the sandbox signed where it came to another signature.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signed {
    sign_method: &'static str,
    string_to_sign: String,
}

impl ErrorResponse {
    /// With a code, and the platform's message for it.
    #[must_use]
    pub fn new(code: u32) -> Self {
        Self { code, msg: codes::message(code).to_owned(), sub_code: None, sub_msg: None, signed: None }
    }

    /// With another message.
    #[must_use]
    pub fn with_msg(mut self, msg: impl Into<String>) -> Self {
        self.msg = msg.into();
        self
    }

    /// With a finer code: `isv.*` where the caller is at fault, `isp.*` where the provider is.
    #[must_use]
    pub fn with_sub_code(mut self, sub_code: impl Into<String>) -> Self {
        self.sub_code = Some(sub_code.into());
        self
    }

    /// With what the finer code means.
    #[must_use]
    pub fn with_sub_msg(mut self, sub_msg: impl Into<String>) -> Self {
        self.sub_msg = Some(sub_msg.into());
        self
    }

    /// Every code of the platform that has a message of its own, for a test that wants to see its code under all of them.
    ///
    /// ```
    /// use top_sandbox::{Fault, ErrorResponse};
    /// let faults: Vec<_> = ErrorResponse::codes().map(|code| Fault::Error(ErrorResponse::new(code))).collect();
    /// assert!(faults.contains(&Fault::Error(ErrorResponse::new(27))));
    /// ```
    pub fn codes() -> impl Iterator<Item = u32> {
        codes::all()
    }

    /// The platform's code.
    #[must_use]
    pub fn code(&self) -> u32 {
        self.code
    }

    /// What the code means, in English.
    #[must_use]
    pub fn msg(&self) -> &str {
        &self.msg
    }

    /// The finer code.
    #[must_use]
    pub fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }

    /// What the finer code means.
    #[must_use]
    pub fn sub_msg(&self) -> Option<&str> {
        self.sub_msg.as_deref()
    }

    /// A parameter that must be given; without a name where it may be one of several.
    pub(crate) fn missing_parameter(name: &str, why: impl Into<String>) -> Self {
        let tail = if name.is_empty() { String::new() } else { format!(":{name}") };
        Self::new(40).with_sub_code(format!("isv.missing-parameter{tail}")).with_sub_msg(why)
    }

    /// A parameter that cannot be read, or breaks a rule.
    pub(crate) fn invalid_parameter(name: &str, why: impl Into<String>) -> Self {
        Self::new(41).with_sub_code(format!("isv.invalid-parameter:{name}")).with_sub_msg(why)
    }

    /// A handler that did not do its work.
    pub(crate) fn of_provider(why: impl Into<String>) -> Self {
        Self::new(15).with_sub_code("isp.unknown-error").with_sub_msg(why)
    }

    /// With the text that was signed; the session in it is masked.
    pub(crate) fn with_signed(mut self, sign_method: &'static str, string_to_sign: String) -> Self {
        self.signed = Some(Signed { sign_method, string_to_sign });
        self
    }

    /// The content of `error_response`.
    pub(crate) fn content(&self, request_id: &str) -> Value {
        let mut members =
            vec![("code", Value::from(i64::from(self.code))), ("msg", self.msg.as_str().into())];
        let mut add = |name, text: Option<&str>| members.extend(text.map(|text| (name, text.into())));
        add("sub_code", self.sub_code());
        add("sub_msg", self.sub_msg());
        add("request_id", Some(request_id));
        add("sign_method", self.signed.as_ref().map(|signed| signed.sign_method));
        add("string_to_sign", self.signed.as_ref().map(|signed| signed.string_to_sign.as_str()));
        members.into_iter().collect()
    }
}

impl fmt::Display for ErrorResponse {
    /// Code, message, finer code and what that means, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.msg)?;
        self.sub_code().into_iter().chain(self.sub_msg()).try_for_each(|part| write!(f, ": {part}"))
    }
}
