//! Tokens, in the form of each endpoint.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use top_runtime::Value;

/// An issued token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(super) session: String,
    pub(super) refresh: String,
    pub(super) nick: String,
    /// Number of the seller.
    pub(super) id: u64,
    pub(super) session_life: Duration,
    pub(super) refresh_life: Duration,
    pub(super) issued_at: SystemTime,
}

impl Token {
    /// Returns the members of a reply of TOP: numbers are numbers, the nick is percent-encoded.
    pub(crate) fn top_reply(&self) -> Value {
        let (session_life, refresh_life) = (seconds(self.session_life), seconds(self.refresh_life));
        Value::from_iter([
            ("access_token", text(&self.session)),
            ("token_type", text("Bearer")),
            ("expires_in", Value::from(session_life)),
            ("refresh_token", text(&self.refresh)),
            ("re_expires_in", Value::from(refresh_life)),
            ("r1_expires_in", Value::from(session_life)),
            ("r2_expires_in", Value::from(session_life)),
            ("w1_expires_in", Value::from(session_life)),
            ("w2_expires_in", Value::from(session_life)),
            ("taobao_user_nick", Value::from(utf8_percent_encode(&self.nick, NON_ALPHANUMERIC).to_string())),
            ("taobao_user_id", Value::from(self.id.to_string())),
            ("expire_time", Value::from(self.end_in_millis(self.session_life))),
            ("refresh_token_valid_time", Value::from(self.end_in_millis(self.refresh_life))),
        ])
    }

    /// Returns the members of a reply of IOP: numbers are texts.
    pub(crate) fn iop_reply(&self) -> Value {
        let number = |number: i64| Value::from(number.to_string());
        Value::from_iter([
            ("access_token", text(&self.session)),
            ("refresh_token", text(&self.refresh)),
            ("expires_in", number(seconds(self.session_life))),
            ("refresh_expires_in", number(seconds(self.refresh_life))),
            ("expire_time", number(self.end_in_millis(self.session_life))),
            ("refresh_token_valid_time", number(self.end_in_millis(self.refresh_life))),
            ("account_id", Value::from(self.id.to_string())),
            ("seller_id", Value::from(self.id.to_string())),
            ("user_id", Value::from(self.id.to_string())),
            ("user_nick", text(&self.nick)),
            ("account", text(&self.nick)),
            ("account_platform", text("seller_center")),
        ])
    }

    fn end_in_millis(&self, life: Duration) -> i64 {
        let end = self.issued_at.checked_add(life).and_then(|end| end.duration_since(UNIX_EPOCH).ok());
        i64::try_from(end.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
    }
}

fn text(text: &str) -> Value {
    text.into()
}

fn seconds(life: Duration) -> i64 {
    i64::try_from(life.as_secs()).unwrap_or(i64::MAX)
}
