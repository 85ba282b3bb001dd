//! The path of an API: its text, which is signed, and its form in the URL.

use std::fmt::Write as _;

/// Appends a segment to the path of a URL. All but the unreserved characters are percent-encoded,
/// `/` too, so that a value is always one segment.
pub(super) fn push_segment(segment: &str, url: &mut String) {
    url.push('/');
    for &byte in segment.as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':' | b'@') {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::push_segment;

    #[test]
    fn a_value_is_one_segment_of_the_url() {
        for (value, url) in [
            ("1001", "/1001"),
            ("a b/c?d#e%f", "/a%20b%2Fc%3Fd%23e%25f"),
            ("订单-1_~.x:y@z", "/%E8%AE%A2%E5%8D%95-1_~.x:y@z"),
        ] {
            let mut encoded = String::new();
            push_segment(value, &mut encoded);
            assert_eq!(encoded, url);
        }
    }
}
