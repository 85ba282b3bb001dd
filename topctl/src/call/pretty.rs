//! Indents JSON without a change of its values.

use crate::sanitize::{sanitize, sanitize_json};

/// Deepest indentation. The library limits the depth of a reply.
const MAX_INDENT: usize = 64;

/// Indents JSON: numbers, texts and the order of members stay. Another body becomes one safe line.
pub(super) fn pretty(body: &str) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(body).is_err() {
        return sanitize(body);
    }
    let (mut output, mut depth) = (String::with_capacity(body.len() * 2), 0_usize);
    let (mut in_text, mut is_escaped) = (false, false);
    let mut tokens = body.chars().peekable();
    while let Some(char) = tokens.next() {
        if in_text {
            output.push(char);
            in_text = is_escaped || char != '"';
            is_escaped = !is_escaped && char == '\\';
            continue;
        }
        if char.is_whitespace() {
            continue;
        }
        let mut peek = || {
            while tokens.next_if(|next| next.is_whitespace()).is_some() {}
            tokens.peek().copied()
        };
        match char {
            '{' | '[' => {
                output.push(char);
                if matches!(peek(), Some('}' | ']')) {
                    output.extend(tokens.next());
                } else {
                    depth += 1;
                    break_line(&mut output, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut output, depth);
                output.push(char);
            }
            ',' => {
                output.push(char);
                break_line(&mut output, depth);
            }
            ':' => output.push_str(": "),
            '"' => {
                in_text = true;
                output.push(char);
            }
            char => output.push(char),
        }
    }
    sanitize_json(&output)
}

fn break_line(output: &mut String, depth: usize) {
    output.push('\n');
    output.push_str(&"  ".repeat(depth.min(MAX_INDENT)));
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn values_stay_as_they_came() {
        let json = "{\"b\":1.10, \"a\": [ ] ,\"c\":[9007199254740993,\"x: \\\"{,\"]}";
        let expected =
            "{\n  \"b\": 1.10,\n  \"a\": [],\n  \"c\": [\n    9007199254740993,\n    \"x: \\\"{,\"\n  ]\n}";
        assert_eq!(pretty(json), expected);
    }

    #[test]
    fn other_bodies_are_one_safe_line() {
        assert_eq!(pretty("<a>\n\u{1b}[2J</a>").lines().count(), 1);
        assert!(!pretty("<a>\u{1b}[2J</a>").contains('\u{1b}'));
    }
}
