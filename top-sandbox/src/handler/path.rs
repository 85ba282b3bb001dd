//! Paths with variables: `/orders/{order_id}`.

use percent_encoding::percent_decode_str;

/// Returns the variables of a path, decoded. `None` if the path does not match the template.
///
/// A variable is a whole segment of the template in braces. It matches a segment that is not empty.
pub(super) fn variables(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (mut expected, mut found) =
        (template.strip_prefix('/')?.split('/'), path.strip_prefix('/')?.split('/'));
    let mut variables = Vec::new();
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return Some(variables),
            (Some(expected), Some(found)) => {
                let found = percent_decode_str(found).decode_utf8_lossy();
                match variable(expected) {
                    Some(name) if !found.is_empty() => variables.push((name.to_owned(), found.into_owned())),
                    None if expected == found => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
}

/// Returns the name of a variable. `None` for any other segment.
fn variable(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}').filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_match_whole_segments() {
        const NONE: &[(&str, &str)] = &[];
        for (template, path, expected) in [
            ("/order/get", "/order/get", Some(NONE)),
            ("/order/get", "/order/get/", None),
            ("/order/get", "/order", None),
            ("/orders/{id}", "/orders/7", Some(&[("id", "7")])),
            ("/orders/{id}", "/orders/", None),
            ("/orders/{id}", "/orders/7/items", None),
            (
                "/orders/{id}/items/{item}",
                "/orders/7/items/a%2Fb%20%E4%B8%AD",
                Some(&[("id", "7"), ("item", "a/b 中")]),
            ),
            ("/orders/x{id}", "/orders/x7", None),
            ("/or%zz/{}", "/or%zz/{}", Some(NONE)),
            ("/中", "/%E4%B8%AD", Some(NONE)),
            ("taobao.time.get", "/taobao.time.get", None),
        ] {
            let found = variables(template, path);
            let found = found.as_ref().map(|variables| {
                variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>()
            });
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }
}
