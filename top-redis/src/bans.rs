//! Bans as texts: fields of a hash, and messages.

use std::time::Duration;

use top_runtime::error::ActiveBan;
use top_runtime::retry::SharedBan;

/// Longest time of a ban. The platform's are shorter than a day.
const MAX_LEFT: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// A message of the channel.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Message {
    Ban(SharedBan),
    Clear,
}

impl Message {
    /// Reads a message. `None` for a message of another version.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text == "clear" {
            return Some(Self::Clear);
        }
        let mut parts = text.strip_prefix("ban\n")?.splitn(4, '\n');
        let left = Duration::from_micros(parts.next()?.parse().ok()?);
        let (code, sub_code) = (parts.next()?, parts.next()?);
        let (session, method) = scope(parts.next()?)?;
        let ban = SharedBan::new(method, left, ban(code, sub_code));
        Some(Self::Ban(ban.session(session.map(str::to_owned))))
    }
}

/// Creates a ban from codes of Redis.
pub(crate) fn ban(code: &str, sub_code: &str) -> ActiveBan {
    ActiveBan::new(code.to_owned(), Some(sub_code.to_owned()).filter(|code| !code.is_empty()))
}

/// Returns the field of a scope. Digests contain no colon.
pub(crate) fn field(method: &str, session: Option<&str>) -> String {
    format!("{}:{method}", session.unwrap_or_default())
}

fn scope(field: &str) -> Option<(Option<&str>, &str)> {
    let (session, method) = field.split_once(':')?;
    Some((Some(session).filter(|session| !session.is_empty()), method))
}

/// Returns a duration in microseconds, within the range of a ban.
pub(crate) fn micros(left: Duration) -> u64 {
    u64::try_from(left.min(MAX_LEFT).as_micros()).unwrap_or(u64::MAX)
}

/// Returns a code on one line: lines separate the parts of a message.
pub(crate) fn one_line(code: &str) -> String {
    code.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_of_a_ban_is_read() {
        let text = "ban\n1500000\n7\naccesscontrol.limited-by-app-access-count\n:taobao.time.get";
        let codes = ban("7", "accesscontrol.limited-by-app-access-count");
        let expected = SharedBan::new("taobao.time.get", Duration::from_millis(1500), codes);
        assert_eq!(Message::parse(text), Some(Message::Ban(expected)));
        let expected = SharedBan::new("a.b", Duration::from_micros(1), ban("5", ""));
        let expected = expected.session(Some("ab12".to_owned()));
        assert_eq!(Message::parse("ban\n1\n5\n\nab12:a.b"), Some(Message::Ban(expected)));
        assert_eq!(Message::parse("clear"), Some(Message::Clear));
    }

    #[test]
    fn other_messages_are_ignored() {
        for text in ["", "ban", "ban\n", "ban\n-1\n7\n\n:a.b", "ban\n1\n7", "ban\n1\n7\n\nmethod", "lift\n1"]
        {
            assert_eq!(Message::parse(text), None, "{text}");
        }
    }

    #[test]
    fn longest_ban_stays_in_the_range_of_the_scripts() {
        // Lua counts exactly up to 2^53.
        assert!(micros(Duration::MAX) < (1 << 53) / 2);
    }
}
