//! The `error_response` of the platform.

mod content;

use std::borrow::Cow;
use std::fmt;

use crate::codes;

/// An `error_response`: returned by a check of the sandbox, a handler or a fault.
///
/// | part | meaning |
/// |---|---|
/// | `code` | code of the platform: a number, or a text for the gateways of IOP |
/// | `msg` | the platform's English message for the code, unless replaced |
/// | `sub_code` | detailed code: `isv.*` if the caller is at fault, `isp.*` if the provider is |
/// | `sub_msg` | message of the detailed code |
///
/// ```
/// use top_sandbox::ErrorResponse;
/// let error = ErrorResponse::new(15).with_sub_code("isv.trade-not-exist").with_sub_msg("交易不存在");
/// assert_eq!(error.msg(), "Remote Service Error");
/// assert_eq!(error.to_string(), "15 Remote Service Error: isv.trade-not-exist: 交易不存在");
/// ```
///
/// Each gateway writes the error in its own form: `error_response` with a number on TOP, with a textual
/// code on `/sync`, flat on `/rest`, and `response` with `flag` = `failure` on the gateways of Qimen.
/// Numbers become the textual codes of IOP (27: `IllegalAccessToken`), and textual codes the numbers of
/// TOP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    code: u32,
    /// Textual code of IOP, if the error was created with one.
    text_code: Option<Box<str>>,
    /// Message in place of that of the code.
    msg: Option<String>,
    sub_code: Option<String>,
    sub_msg: Option<String>,
    /// Seconds of a ban.
    ban: Option<u64>,
    signed: Option<Box<Signed>>,
}

/// The text that the sandbox signed, if the signature was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signed {
    sign_method: &'static str,
    string_to_sign: String,
}

impl ErrorResponse {
    /// Creates an error response with the platform's message for the code.
    ///
    /// Codes without a message of their own get `Remote service error`.
    #[must_use]
    pub fn new(code: u32) -> Self {
        Self { code, text_code: None, msg: None, sub_code: None, sub_msg: None, ban: None, signed: None }
    }

    /// Creates an error response with a textual code, as the gateways of IOP use them.
    ///
    /// [`code`](Self::code) is the number of TOP that means the same, or 15 for a code of a single API.
    ///
    /// ```
    /// use top_sandbox::ErrorResponse;
    /// assert_eq!(ErrorResponse::iop("IllegalAccessToken").code(), 27);
    /// let error = ErrorResponse::iop("InvalidOrderId").with_msg("no such order");
    /// assert_eq!(error.to_string(), "InvalidOrderId no such order");
    /// ```
    #[must_use]
    pub fn iop(code: impl Into<String>) -> Self {
        let text = code.into().into_boxed_str();
        let error = Self::new(codes::iop::number(&text));
        Self { text_code: Some(text), ..error }
    }

    /// Creates the error response of a ban: code 7, and the seconds where each gateway tells them.
    pub(crate) fn ban(sub_code: &str, seconds: u64) -> Self {
        let error = Self::new(codes::APP_CALL_LIMITED)
            .with_sub_code(sub_code)
            .with_sub_msg(format!("This ban will last for {seconds} more seconds"));
        Self { ban: Some(seconds), ..error }
    }

    /// Replaces the message.
    #[must_use]
    pub fn with_msg(mut self, msg: impl Into<String>) -> Self {
        self.msg = Some(msg.into());
        self
    }

    /// Sets the detailed code: `isv.*` if the caller is at fault, `isp.*` if the provider is.
    #[must_use]
    pub fn with_sub_code(mut self, sub_code: impl Into<String>) -> Self {
        self.sub_code = Some(sub_code.into());
        self
    }

    /// Sets the message of the detailed code.
    #[must_use]
    pub fn with_sub_msg(mut self, sub_msg: impl Into<String>) -> Self {
        self.sub_msg = Some(sub_msg.into());
        self
    }

    /// Returns every code of the platform that has a message of its own, in ascending order.
    ///
    /// ```
    /// use top_sandbox::{Fault, ErrorResponse};
    /// let faults: Vec<_> = ErrorResponse::codes().map(|code| Fault::Error(ErrorResponse::new(code))).collect();
    /// assert!(faults.contains(&Fault::Error(ErrorResponse::new(27))));
    /// ```
    pub fn codes() -> impl Iterator<Item = u32> {
        codes::all()
    }

    /// Returns every textual code of IOP that has a message of its own.
    pub fn iop_codes() -> impl Iterator<Item = &'static str> {
        codes::iop::all()
    }

    /// Returns the platform's code.
    #[must_use]
    pub fn code(&self) -> u32 {
        self.code
    }

    /// Returns the message of the code.
    #[must_use]
    pub fn msg(&self) -> &str {
        let of_text = || self.text_code.as_deref().and_then(codes::iop::message);
        self.msg.as_deref().or_else(of_text).unwrap_or_else(|| codes::message(self.code))
    }

    /// Returns the textual code that a gateway of IOP writes.
    ///
    /// ```
    /// use top_sandbox::ErrorResponse;
    /// assert_eq!(ErrorResponse::new(27).text_code(), "IllegalAccessToken");
    /// ```
    #[must_use]
    pub fn text_code(&self) -> Cow<'_, str> {
        match &self.text_code {
            Some(text) => Cow::Borrowed(text),
            None => codes::iop::code(self.code, self.sub_code()),
        }
    }

    /// Returns the detailed code.
    #[must_use]
    pub fn sub_code(&self) -> Option<&str> {
        self.sub_code.as_deref()
    }

    /// Returns the message of the detailed code.
    #[must_use]
    pub fn sub_msg(&self) -> Option<&str> {
        self.sub_msg.as_deref()
    }

    /// Code 40. `name` is empty if any of several parameters would do.
    pub(crate) fn missing_parameter(name: &str, reason: impl Into<String>) -> Self {
        let suffix = if name.is_empty() { String::new() } else { format!(":{name}") };
        Self::new(codes::MISSING_ARGUMENTS)
            .with_sub_code(format!("isv.missing-parameter{suffix}"))
            .with_sub_msg(reason)
    }

    /// Code 41: a parameter cannot be decoded, or violates a rule.
    pub(crate) fn invalid_parameter(name: &str, reason: impl Into<String>) -> Self {
        Self::new(codes::INVALID_ARGUMENTS)
            .with_sub_code(format!("isv.invalid-parameter:{name}"))
            .with_sub_msg(reason)
    }

    /// Code 15: a handler failed.
    pub(crate) fn handler_failure(reason: impl Into<String>) -> Self {
        Self::new(codes::REMOTE_SERVICE_ERROR).with_sub_code("isp.unknown-error").with_sub_msg(reason)
    }

    /// Adds the text that the sandbox signed. The session in it must be masked.
    pub(crate) fn with_signed(mut self, sign_method: &'static str, string_to_sign: String) -> Self {
        self.signed = Some(Box::new(Signed { sign_method, string_to_sign }));
        self
    }
}

impl fmt::Display for ErrorResponse {
    /// Writes code, message, detailed code and its message on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text_code {
            Some(text) => write!(f, "{text} {}", self.msg())?,
            None => write!(f, "{} {}", self.code, self.msg())?,
        }
        self.sub_code().into_iter().chain(self.sub_msg()).try_for_each(|part| write!(f, ": {part}"))
    }
}
