//! The `error_response` of the platform.

use std::fmt;

use top_runtime::Value;

use crate::codes;

/// An `error_response`: returned by a check of the sandbox, a handler or a fault.
///
/// | part | meaning |
/// |---|---|
/// | `code` | code of the platform |
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    code: u32,
    msg: String,
    sub_code: Option<String>,
    sub_msg: Option<String>,
    signed: Option<Signed>,
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
        Self { code, msg: codes::message(code).to_owned(), sub_code: None, sub_msg: None, signed: None }
    }

    /// Replaces the message.
    #[must_use]
    pub fn with_msg(mut self, msg: impl Into<String>) -> Self {
        self.msg = msg.into();
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

    /// Returns the platform's code.
    #[must_use]
    pub fn code(&self) -> u32 {
        self.code
    }

    /// Returns the message of the code.
    #[must_use]
    pub fn msg(&self) -> &str {
        &self.msg
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
        self.signed = Some(Signed { sign_method, string_to_sign });
        self
    }

    /// Returns the members of `error_response`.
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
    /// Writes code, message, detailed code and its message on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.msg)?;
        self.sub_code().into_iter().chain(self.sub_msg()).try_for_each(|part| write!(f, ": {part}"))
    }
}
