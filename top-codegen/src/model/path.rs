//! Paths of APIs: `/orders/{order_id}`.

use super::name::wire_name_error;

/// A part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPart<'a> {
    /// Text that is sent as documented, with its slashes: `/orders/`.
    Text(&'a str),
    /// Name of the parameter whose value takes this place: `order_id`.
    Variable(&'a str),
}

/// Splits a path into text and variables. Braces without a partner are text.
///
/// ```
/// use top_codegen::model::{PathPart, path_parts};
///
/// let parts: Vec<_> = path_parts("/orders/{order_id}").collect();
/// assert_eq!(parts, [PathPart::Text("/orders/"), PathPart::Variable("order_id")]);
/// ```
pub fn path_parts(path: &str) -> impl Iterator<Item = PathPart<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            rest = after;
            return Some(PathPart::Variable(name));
        }
        let start = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
        let end = rest[start..].find('{').map_or(rest.len(), |at| start + at);
        let (text, after) = rest.split_at(end);
        rest = after;
        (!text.is_empty()).then_some(PathPart::Text(text))
    })
}

/// Returns why a text is not a valid path, such as `it does not begin with a slash`; `None` for a
/// valid path. A variable is a whole segment, and no variable occurs twice.
#[must_use]
pub fn path_error(path: &str) -> Option<String> {
    let Some(segments) = path.strip_prefix('/') else {
        return Some("it does not begin with `/`".to_owned());
    };
    let mut variables: Vec<&str> = Vec::new();
    for segment in segments.split('/') {
        if segment.is_empty() {
            return Some("a segment between slashes is empty".to_owned());
        }
        if matches!(segment, "." | "..") {
            return Some(format!("the segment `{segment}` points to another path"));
        }
        if let Some(name) = segment.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
            if variables.contains(&name) {
                return Some(format!("the variable `{name}` occurs twice"));
            }
            let braces = name.contains(['{', '}']).then(|| "it has braces inside of braces".to_owned());
            if let Some(fault) = wire_name_error(name).or(braces) {
                return Some(format!("the variable in `{segment}` is no name of a parameter: {fault}"));
            }
            variables.push(name);
        } else if let Some(fault) = odd(segment) {
            return Some(fault);
        }
    }
    None
}

/// Returns a character that a segment must not have.
fn odd(segment: &str) -> Option<String> {
    let is_plain =
        |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '~' | ':' | '@');
    let odd = segment.chars().find(|char| !is_plain(*char))?;
    Some(format!("it has {odd:?}, and segments have letters, digits, `_`, `-`, `.`, `~`, `:` and `@`"))
}

#[cfg(test)]
mod tests {
    use super::{PathPart, path_error, path_parts};

    #[test]
    fn variables_are_whole_segments() {
        for path in ["/order/get", "/orders/{order_id}/items", "/v1.0/a-b/~c"] {
            assert_eq!(path_error(path), None, "{path}");
        }
        for path in [
            "", "order", "/", "/a//b", "/a/", "/a b", "/a/../b", "/a/{id", "/a/x{id}", "/{}", "/{a b}",
            "/{a}/{a}", "/订单", "/a?b",
        ] {
            assert!(path_error(path).is_some(), "{path}");
        }
    }

    #[test]
    fn parts_cover_the_whole_path() {
        for path in ["/a/{b}/c/{d}", "/a", "", "{", "/a/{b", "}{", "{a}{b}"] {
            let text: String = path_parts(path)
                .map(|part| match part {
                    PathPart::Text(text) => text.to_owned(),
                    PathPart::Variable(name) => format!("{{{name}}}"),
                })
                .collect();
            assert_eq!(text, path);
        }
    }
}
