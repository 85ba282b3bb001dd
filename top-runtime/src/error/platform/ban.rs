//! Duration of a ban, which the platform tells in a message.

use std::time::Duration;

/// Returns the seconds in a text about a ban, such as "this ban will last for 5 more seconds", "this
/// ban will last 1 seconds" or "wait 30 more seconds".
pub(super) fn duration(text: &str) -> Option<Duration> {
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let seconds = (0..words.len()).find_map(|at| {
        let number: u64 = words.get(at)?.parse().ok()?;
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied();
        let mut after = words[at + 1..].iter().copied();
        let next = after.next();
        let (is_more, unit) = if next == Some("more") { (true, after.next()) } else { (false, next) };
        let is_second = unit.is_some_and(|unit| matches!(unit, "second" | "seconds" | "s"));
        let is_lasting = matches!(before, Some("last" | "lasts"))
            || (before == Some("for") && at >= 2 && matches!(words[at - 2], "last" | "lasts"));
        // The unit is left out in some texts.
        (is_lasting && (is_second || is_more || unit.is_none()) || is_more && is_second).then_some(number)
    })?;
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ban_durations_are_parsed_from_any_wording() {
        for (text, seconds) in [
            ("This ban will last for 31062 more seconds", Some(31_062)),
            ("this BAN will Last For 1 more seconds", Some(1)),
            ("Api access frequency exceeds the limit. this ban will last 1 seconds", Some(1)),
            ("this ban will last 14229 second(s).", Some(14_229)),
            ("will last for 5 seconds", Some(5)),
            ("limited, 60 more seconds to go", Some(60)),
            ("the ban lasts 7s", None),
            ("will last for 9", Some(9)),
            ("This ban will last for more seconds", None),
            ("last for 99999999999999999999999 more", None),
            ("2 seconds ago 300 calls were made", None),
            ("the last 3 calls failed", None),
            ("", None),
        ] {
            assert_eq!(duration(text), seconds.map(Duration::from_secs), "{text}");
        }
    }
}
