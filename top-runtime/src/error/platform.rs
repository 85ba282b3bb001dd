//! Errors of the platform: `error_response`, and its forms in other protocols.

mod ban;

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::issue::{escape_control, message, quote_excerpt};
use crate::protocol::TOP;
pub use crate::protocol::codes::PlatformErrorKind;
use crate::protocol::codes::{Code, Codes, ErrorTexts};

/// Error of the platform: the object `error_response` of a reply, or its form in another protocol.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PlatformError {
    /// Code of the platform: a number of TOP and Qimen, a text of IOP, such as `ApiCallLimit`. Empty
    /// if the reply has none.
    pub code: String,
    /// Meaning of the code, in English.
    pub msg: String,
    /// Sub code: `isv.*` is the caller's fault, `isp.*` the provider's.
    pub sub_code: Option<String>,
    /// Meaning of the sub code, often in Chinese.
    pub sub_msg: Option<String>,
    /// Type of an error of IOP: `ISV`, `ISP` or `SYSTEM`. `None` for other platforms.
    pub error_type: Option<String>,
    /// Header `Date` of the reply: the gateway's time.
    pub(crate) date: Option<SystemTime>,
    codes: Codes,
}

impl PlatformError {
    /// Creates an error of TOP.
    pub(crate) fn new(code: String, msg: String, sub_code: Option<String>, sub_msg: Option<String>) -> Self {
        Self { code, msg, sub_code, sub_msg, error_type: None, date: None, codes: TOP.main().codes }
    }

    /// Sets the type of an error of IOP.
    pub(crate) fn with_type(self, error_type: Option<String>) -> Self {
        Self { error_type, ..self }
    }

    /// Sets the tables that the codes are looked up in.
    pub(crate) fn with_codes(self, codes: Codes) -> Self {
        Self { codes, ..self }
    }

    /// Returns who has to act on the error.
    #[must_use]
    pub fn kind(&self) -> PlatformErrorKind {
        self.meaning().kind
    }

    fn meaning(&self) -> &'static Code {
        self.codes.find(ErrorTexts {
            code: &self.code,
            sub_code: self.sub_code.as_deref().unwrap_or_default(),
            error_type: self.error_type.as_deref().unwrap_or_default(),
            messages: [&self.msg, self.sub_msg.as_deref().unwrap_or_default()],
        })
    }

    /// Returns `true` if the timestamp was rejected: a clock is wrong.
    pub(super) fn refuses_clock(&self) -> bool {
        let sub = self.sub_code.as_deref().unwrap_or_default();
        let by_sub_code =
            matches!(sub, "isv.timestamp-limit-error" | "isv.replayattack-timestamp-invalid-error");
        by_sub_code || self.meaning().about_clock
    }

    /// Returns the duration of a ban, parsed from the messages.
    pub(super) fn ban(&self) -> Option<Duration> {
        let texts = [self.sub_msg.as_deref(), Some(&self.msg)];
        texts.into_iter().flatten().find_map(ban::duration)
    }

    /// Returns `false` if a public source states that the error precedes execution.
    pub(super) fn may_have_executed(&self) -> bool {
        self.meaning().maybe_executed
    }

    /// Returns `true` if a parameter of the request is missing or wrong.
    pub(super) fn is_about_parameters(&self) -> bool {
        self.meaning().about_parameters
    }

    /// Returns `true` if the sub code names a time limit, such as `isp.remote-service-timeout`.
    pub(super) fn names_a_timeout(&self) -> bool {
        self.may_have_executed() && self.sub_code_contains(&["timeout"])
    }

    /// Returns `true` if the sub code names a failure of the API, not a refusal.
    pub(super) fn names_a_failure(&self) -> bool {
        self.may_have_executed() && self.sub_code_contains(&["exception", "system", "unknown"])
    }

    fn sub_code_contains(&self, words: &[&str]) -> bool {
        let texts = [self.sub_code.as_deref().unwrap_or_default(), &self.code];
        texts.iter().any(|text| {
            let text = text.to_ascii_lowercase();
            words.iter().any(|word| text.contains(word))
        })
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the platform refused the call: ")?;
        match &*self.code {
            "" => f.write_str("no code")?,
            code => write!(f, "code {}", escape_control(code))?,
        }
        if !self.msg.is_empty() {
            write!(f, " {}", message(&self.msg))?;
        }
        if let Some(sub_code) = &self.sub_code {
            write!(f, ", sub_code {}", quote_excerpt(sub_code))?;
        }
        if let Some(sub_msg) = &self.sub_msg {
            write!(f, ", sub_msg {}", message(sub_msg))?;
        }
        match self.meaning().advice {
            Some(advice) => write!(f, " ({advice})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PlatformError, PlatformErrorKind};

    fn error(code: &str, sub_code: &str, sub_msg: &str) -> PlatformError {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PlatformError::new(code.to_owned(), String::new(), text(sub_code), text(sub_msg))
    }

    #[test]
    fn codes_determine_who_has_to_act() {
        for (code, sub_code, kind) in [
            ("7", "accesscontrol.limited-by-app-access-count", PlatformErrorKind::Throttled),
            ("15", "isp.call-limited", PlatformErrorKind::Throttled),
            ("27", "invalid-sessionkey", PlatformErrorKind::Session),
            ("11", "isv.permission-api-package-limit", PlatformErrorKind::Permission),
            ("15", "isp.top-remote-connection-timeout", PlatformErrorKind::Transient),
            ("10", "", PlatformErrorKind::Transient),
            ("25", "isv.invalid-signature", PlatformErrorKind::Caller),
            ("50", "isv.invalid-parameter", PlatformErrorKind::Caller),
            ("530", "isp.item-update-service-error:GENERIC_FAILURE", PlatformErrorKind::Transient),
            ("15", "isv.item-not-exist", PlatformErrorKind::Api),
            ("530", "isv.trade-already-exists", PlatformErrorKind::Api),
            ("15", "isv.item-update-service-error:ITEM_NOT_FOUND", PlatformErrorKind::Api),
            ("15", "isv.missing-parameter:tid", PlatformErrorKind::Caller),
            ("29", "isv.appkey-not-exists", PlatformErrorKind::Caller),
            ("15", "P08", PlatformErrorKind::Api),
            ("", "", PlatformErrorKind::Api),
        ] {
            assert_eq!(error(code, sub_code, "").kind(), kind, "{code} {sub_code}");
        }
    }

    #[test]
    fn only_documented_refusals_count_as_not_executed() {
        for (code, sub_code) in [
            ("15", "isp.top-remote-connection-timeout"),
            ("15", "isp.top-remote-service-unavailable"),
            ("15", "isp.refund-service-unavailable"),
            ("15", "isp.remote-connection-error"),
            ("15", "isp.top-remote-connection-error"),
            ("15", "isp.top-remote-connection-control-error"),
            ("50", "isp.runtime-max-limit"),
            ("520", "isp.null-pointer-exception"),
            ("15", "ism.json-decode-error"),
            ("15", "isv.FAIL_BIZ_SERVICE_TIMEOUT"),
            ("15", "isv.request-replay-error"),
            ("15", "P08"),
            ("15", ""),
            ("3", ""),
            ("9", ""),
            ("10", ""),
            ("88", ""),
            ("", ""),
            ("777", ""),
        ] {
            assert!(error(code, sub_code, "").may_have_executed(), "{code} {sub_code}");
        }
        for (code, sub_code) in [
            ("7", "accesscontrol.limited-by-api-access-count"),
            ("4", ""),
            ("11", "isv.permission-api-package-limit"),
            ("27", "invalid-sessionkey"),
            ("25", "isv.invalid-signature"),
            ("41", ""),
            ("50", "isv.invalid-parameter"),
            ("15", "isv.item-not-exist"),
            ("15", "isp.call-limited"),
        ] {
            assert!(!error(code, sub_code, "").may_have_executed(), "{code} {sub_code}");
        }
    }
}
