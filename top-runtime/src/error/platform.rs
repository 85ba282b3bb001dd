//! Errors of the platform.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::codes::{self, Code};
use crate::issue::{escape_control, message, quote_excerpt};

/// An `error_response`.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlatformError {
    /// The platform's code, a number; empty where the reply has none.
    pub code: String,
    /// What the code means, in English.
    pub msg: String,
    /// The finer code: `isv.*` says that the caller is at fault, `isp.*` that the provider is.
    pub sub_code: Option<String>,
    /// What the finer code means, often in Chinese.
    pub sub_msg: Option<String>,
    /// The header `Date` of the reply: the gateway's time.
    pub(crate) date: Option<SystemTime>,
}

/// Who has to do something about an error of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlatformErrorKind {
    /// The caller: the request, the clock, the key or the secret is wrong.
    Caller,
    /// The seller: the session is missing, over, or not good enough.
    Session,
    /// Whoever grants permissions to the app or the seller.
    Permission,
    /// Nobody but time: a limit was hit.
    Throttled,
    /// The platform or the provider: it may work later.
    Transient,
    /// The API: it refused the business.
    Api,
}

impl PlatformError {
    pub(crate) fn new(code: String, msg: String, sub_code: Option<String>, sub_msg: Option<String>) -> Self {
        Self { code, msg, sub_code, sub_msg, date: None }
    }

    /// Who has to do something about it.
    #[must_use]
    pub fn kind(&self) -> PlatformErrorKind {
        self.meaning().kind
    }

    fn meaning(&self) -> &'static Code {
        codes::find(&self.code, self.sub_code.as_deref().unwrap_or_default())
    }

    /// Whether the timestamp was refused, which says that a clock is wrong.
    pub(super) fn refuses_clock(&self) -> bool {
        let sub = self.sub_code.as_deref().unwrap_or_default();
        let named = matches!(sub, "isv.timestamp-limit-error" | "isv.replayattack-timestamp-invalid-error");
        named || self.code.trim() == "31"
    }

    /// How long a ban will last, by the number in its text.
    pub(super) fn ban(&self) -> Option<Duration> {
        let text = self.sub_msg.as_deref()?.to_ascii_lowercase();
        let (_, rest) = text.split_once("last for")?;
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().map(Duration::from_secs)
    }

    /// Whether the call may have been executed: unless a source says that such an error comes before that.
    pub(super) fn may_have_executed(&self) -> bool {
        self.meaning().maybe_executed
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the platform refused the call: code {} {}",
            escape_control(&self.code),
            message(&self.msg)
        )?;
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
    use std::time::Duration;

    use super::{PlatformError, PlatformErrorKind};

    fn error(code: &str, sub_code: &str, sub_msg: &str) -> PlatformError {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PlatformError::new(code.to_owned(), String::new(), text(sub_code), text(sub_msg))
    }

    #[test]
    fn codes_say_who_has_to_act() {
        for (code, sub_code, cause) in [
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
            assert_eq!(error(code, sub_code, "").kind(), cause, "{code} {sub_code}");
        }
    }

    #[test]
    fn only_what_the_gateway_or_the_api_refused_was_surely_not_executed() {
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

    #[test]
    fn bans_are_read_from_their_text() {
        let ban = |text| error("7", "", text).ban();
        assert_eq!(ban("This ban will last for 31062 more seconds"), Some(Duration::from_secs(31_062)));
        assert_eq!(ban("this BAN will Last For 1 more seconds"), Some(Duration::from_secs(1)));
        assert_eq!(ban("This ban will last for more seconds"), None);
        assert_eq!(ban("last for 99999999999999999999999 more"), None);
    }
}
