//! Errors of the platform, and what each of its codes means for the caller.
//!
//! Source of the codes: the platform's pages on error codes and flow control; which of them are worth a second try is our reading.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::Context;
use crate::issue::{excerpt, message, on_one_line};

/// An `error_response`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Platform {
    pub(super) context: Context,
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
pub enum Cause {
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

impl Platform {
    pub(crate) fn new(
        context: Context,
        code: String,
        msg: String,
        sub_code: Option<String>,
        sub_msg: Option<String>,
    ) -> Self {
        Self { context, code, msg, sub_code, sub_msg, date: None }
    }

    /// Who has to do something about it.
    #[must_use]
    pub fn cause(&self) -> Cause {
        let sub = self.sub_code.as_deref().unwrap_or_default();
        let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| sub.starts_with(prefix));
        match self.code.trim().parse::<i64>() {
            // The finer code decides where it is clear, as old and new codes share these.
            _ if begins(&["accesscontrol.limited-by", "isv.access-limited-by", "isp.call-limited"]) => {
                Cause::Throttled
            }
            _ if begins(&["isv.permission-", "isv.invalid-permission"]) => Cause::Permission,
            _ if begins(&["isv.persistent-session-not-exist"]) => Cause::Session,
            Ok(4..=8) => Cause::Throttled,
            Ok(3 | 10) => Cause::Transient,
            Ok(88) if sub.is_empty() => Cause::Transient,
            Ok(11..=13 | 42) => Cause::Permission,
            Ok(26 | 27 | 44 | 53 | 88) => Cause::Session,
            Ok(9 | 21..=25 | 28..=41 | 43 | 47) => Cause::Caller,
            _ if begins(&["isp.", "ism."]) => Cause::Transient,
            _ if begins(&["isv."]) => Cause::Caller,
            _ => Cause::Api,
        }
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

    /// Only a remote service that was reached and did not answer as it should may have done the work.
    pub(super) fn may_have_executed(&self) -> bool {
        let sub = self.sub_code.as_deref().unwrap_or_default();
        let reached = !["unavailable", "connection-error", "connection-control-error", "runtime-max-limit"]
            .iter()
            .any(|word| sub.contains(word));
        self.cause() == Cause::Transient && reached && (sub.starts_with("isp.") || sub.starts_with("ism."))
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the platform refused the call: code {} {}", on_one_line(&self.code), message(&self.msg))?;
        if let Some(sub_code) = &self.sub_code {
            write!(f, ", sub_code {}", excerpt(sub_code))?;
        }
        if let Some(sub_msg) = &self.sub_msg {
            write!(f, ", sub_msg {}", message(sub_msg))?;
        }
        match advice(&self.code) {
            Some(advice) => write!(f, " ({advice})"),
            None => Ok(()),
        }
    }
}

/// What to do about a code that everybody meets.
fn advice(code: &str) -> Option<&'static str> {
    Some(match code.trim() {
        "11" | "12" | "13" => "apply for the permission to call this API in the app's console",
        "22" => "check the method's name, and that the API is for this gateway",
        "25" => "check the app secret; the string to sign is in `client.prepare(&request)`",
        "26" => "call it with a session: `client.session(&key).execute(&request)`",
        "27" => "the session is over or belongs to another app: have the seller authorise again",
        "29" => "check the app key, and that it belongs to this gateway",
        "31" => "check the clock of this machine: it may be off by ten minutes at most",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Cause, Context, Platform};

    fn error(code: &str, sub_code: &str, sub_msg: &str) -> Platform {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Platform::new(Context::new("m"), code.to_owned(), String::new(), text(sub_code), text(sub_msg))
    }

    #[test]
    fn codes_say_who_has_to_act() {
        for (code, sub_code, cause) in [
            ("7", "accesscontrol.limited-by-app-access-count", Cause::Throttled),
            ("15", "isp.call-limited", Cause::Throttled),
            ("27", "invalid-sessionkey", Cause::Session),
            ("11", "isv.permission-api-package-limit", Cause::Permission),
            ("15", "isp.top-remote-connection-timeout", Cause::Transient),
            ("10", "", Cause::Transient),
            ("25", "isv.invalid-signature", Cause::Caller),
            ("50", "isv.invalid-parameter", Cause::Caller),
            ("530", "isp.item-update-service-error:GENERIC_FAILURE", Cause::Transient),
            ("15", "P08", Cause::Api),
            ("", "", Cause::Api),
        ] {
            assert_eq!(error(code, sub_code, "").cause(), cause, "{code} {sub_code}");
        }
    }

    #[test]
    fn only_lost_answers_may_have_executed() {
        assert!(error("15", "isp.top-remote-connection-timeout", "").may_have_executed());
        assert!(!error("15", "isp.top-remote-service-unavailable", "").may_have_executed());
        assert!(!error("10", "", "").may_have_executed());
        assert!(!error("50", "isv.invalid-parameter", "").may_have_executed());
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
