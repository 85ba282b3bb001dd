//! Properties of text that several modules need.

/// Returns `true` for a CJK unified ideograph.
pub(crate) fn is_chinese(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}')
}

/// Returns `true` if any character is Chinese.
pub(crate) fn contains_chinese(text: &str) -> bool {
    text.chars().any(is_chinese)
}

/// Returns the first line, cut to 40 characters, for messages.
pub(crate) fn shortened(text: &str) -> String {
    let mut chars = text.lines().next().unwrap_or_default().chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { start + "..." } else { start }
}
