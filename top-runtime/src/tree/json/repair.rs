//! Mends what strict parsers refuse and real replies hold.

use std::fmt;

/// The text with raw control characters inside strings escaped, or `None` where there are none.
///
/// Real replies hold them (in descriptions that sellers typed), and only strict parsers mind.
pub(crate) fn repair(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut done, mut quoted, mut escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped && byte >= 0x20 => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            0..=0x1f if quoted => {
                // After a backslash the pair stands for the character: the backslash begins the escape that is written here.
                let backslash = if escaped { "" } else { "\\" };
                let _ = fmt::Write::write_fmt(
                    &mut out,
                    format_args!("{}{backslash}u{byte:04x}", &text[done..at]),
                );
                done = at + 1;
                escaped = false;
            }
            _ => {}
        }
    }
    out.push_str(&text[done..]);
    (done > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn repairs_control_characters_in_strings_only() {
        assert_eq!(repair("{ \n \"a\": 1 }"), None);
        let mended = repair("{\"a\":\n\"x\ty\\\"\nz\\\u{1}\"}").unwrap_or_default();
        assert_eq!(mended, "{\"a\":\n\"x\\u0009y\\\"\\u000az\\u0001\"}");
    }
}
