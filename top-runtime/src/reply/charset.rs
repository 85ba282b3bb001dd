//! Detects the charset of a reply. The first row that applies decides:
//!
//! | body | decoded as |
//! |---|---|
//! | starts with the byte order mark of UTF-8 | UTF-8 |
//! | valid UTF-8: ASCII only, or with a character of 3 or more bytes | UTF-8, whatever is declared |
//! | declared as GBK, GB2312 or GB18030 | GB18030, a superset of the others; invalid bytes become U+FFFD |
//! | valid UTF-8 | UTF-8, whatever is declared |
//! | declared as UTF-8, or not declared | UTF-8; invalid bytes become U+FFFD |
//! | anything else | rejected |
//!
//! So a wrong declaration does not damage UTF-8. One case is ambiguous: text declared as GBK that
//! is also valid UTF-8 with characters of 2 bytes only. It is decoded as GBK, because Chinese is
//! more likely than a sequence of Greek or Cyrillic letters.
//!
//! The charset is declared in the content type, else in the first line of an XML document.

use bytes::{Buf as _, Bytes};
use bytestring::ByteString;

/// Supported charsets, for error texts.
pub(super) const SUPPORTED: &str =
    if cfg!(feature = "gbk") { "UTF-8 or GBK" } else { "UTF-8, or GBK with the feature `gbk`" };

/// Decodes a body; UTF-8 is not copied. Returns the name of an unsupported charset as error.
pub(super) fn decode(mut body: Bytes, content_type: &str) -> Result<ByteString, String> {
    if body.starts_with(b"\xef\xbb\xbf") {
        body.advance(3);
        return Ok(utf8(&body));
    }
    let declared = of_content_type(content_type).or_else(|| of_xml(&body)).unwrap_or_default();
    let unsupported = || String::from_utf8_lossy(declared).to_ascii_lowercase();
    match ByteString::try_from(body.clone()) {
        Ok(text) if !is_gbk(declared) || is_plainly_utf8(&text) => Ok(text),
        _ if is_gbk(declared) => gbk(&body).ok_or_else(unsupported),
        _ if is_utf8(declared) => Ok(utf8(&body)),
        _ => Err(unsupported()),
    }
}

/// Decodes UTF-8. Invalid bytes become U+FFFD.
fn utf8(body: &Bytes) -> ByteString {
    ByteString::try_from(body.clone()).unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned().into())
}

/// Returns `true` if valid UTF-8 is hardly text in another charset.
fn is_plainly_utf8(text: &str) -> bool {
    text.is_ascii() || text.chars().any(|c| c.len_utf8() > 2)
}

fn is_utf8(charset: &[u8]) -> bool {
    is_one_of(charset, &["", "utf-8", "utf8", "us-ascii", "ascii"])
}

/// Returns `true` for the names of GBK, of its predecessor and of its successor.
fn is_gbk(charset: &[u8]) -> bool {
    is_one_of(charset, &["gbk", "gb2312", "gb18030", "x-gbk", "cp936", "ms936", "windows-936"])
}

fn is_one_of(charset: &[u8], names: &[&str]) -> bool {
    names.iter().any(|name| charset.eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(feature = "gbk")]
#[allow(clippy::unnecessary_wraps)] // without the feature there is none
fn gbk(body: &[u8]) -> Option<ByteString> {
    Some(encoding_rs::GB18030.decode_without_bom_handling(body).0.into_owned().into())
}

#[cfg(not(feature = "gbk"))]
fn gbk(_: &[u8]) -> Option<ByteString> {
    None
}

/// Returns the charset of a content type, in the spellings that servers use: `charset=GBK`,
/// `Charset = "gbk"`.
fn of_content_type(content_type: &str) -> Option<&[u8]> {
    let charset = content_type.as_bytes().split(|byte| *byte == b';').skip(1).find_map(|parameter| {
        let (name, value) = split_at(parameter, b'=')?;
        name.trim_ascii().eq_ignore_ascii_case(b"charset").then(|| unquoted(value.trim_ascii()))
    })?;
    (!charset.is_empty()).then_some(charset)
}

/// Returns the charset of an XML declaration.
fn of_xml(body: &[u8]) -> Option<&[u8]> {
    let declaration = body.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(200).position(|byte| *byte == b'>')?;
    let declaration = &declaration[..end];
    let name = b"encoding";
    let at = declaration.windows(name.len()).position(|part| part == name)?;
    let value = declaration[at + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    value[1..].split(|byte| byte == quote).next().map(<[u8]>::trim_ascii)
}

/// Splits a text at the first occurrence of a byte.
fn split_at(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|candidate| *candidate == byte)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Removes quotes around a text, then whitespace.
fn unquoted(mut text: &[u8]) -> &[u8] {
    while let [b'"' | b'\'', rest @ ..] | [rest @ .., b'"' | b'\''] = text {
        text = rest;
    }
    text.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8], content_type: &str) -> Result<String, String> {
        decode(Bytes::copy_from_slice(body), content_type).map(String::from)
    }

    #[test]
    fn utf_8_is_detected_whatever_is_declared() {
        for declared in ["", ";charset=utf-8", ";charset=GBK", ";charset=foo", "; charset = \"iso-8859-1\""] {
            let content_type = format!("text/javascript{declared}");
            for text in ["plain", "中文 é", "😀"] {
                assert_eq!(read(text.as_bytes(), &content_type), Ok(text.to_owned()), "{declared}");
            }
        }
        assert_eq!(read("\u{feff}é".as_bytes(), "a/b;charset=gbk"), Ok("é".to_owned()));
        assert_eq!(read("é".as_bytes(), "a/b;charset=latin1"), Ok("é".to_owned()));
    }

    #[cfg(feature = "gbk")]
    #[test]
    fn declared_gbk_is_decoded() {
        let (text, four_bytes) = (b"\xd6\xd0\xce\xc4", b"\x94\x39\xfc\x36");
        for declared in
            ["charset=GBK", "Charset=gb2312", "charset = 'GB18030'", "boundary=x; charset=\"cp936\""]
        {
            assert_eq!(read(text, &format!("a/b;{declared}")), Ok("中文".to_owned()), "{declared}");
        }
        assert_eq!(read(four_bytes, "a/b;charset=gb18030"), Ok("😀".to_owned()));
        // Also valid UTF-8: a Cyrillic letter.
        assert_eq!(read(b"\xd2\xbb", "a/b;charset=gbk"), Ok("一".to_owned()));
        assert_eq!(read(b"\xd6\xd0\xff", "a/b;charset=gbk"), Ok("中\u{fffd}".to_owned()));
        let xml = b"<?xml version='1.0' encoding = 'GBK' ?><a>\xd6\xd0</a>";
        assert_eq!(read(xml, "text/xml"), Ok("<?xml version='1.0' encoding = 'GBK' ?><a>中</a>".to_owned()));
        assert!(
            read(xml, "text/xml;charset=utf-8").is_ok_and(|text| text.contains("<a>\u{fffd}\u{fffd}</a>"))
        );
    }

    #[cfg(not(feature = "gbk"))]
    #[test]
    fn gbk_is_an_error_without_the_feature() {
        assert_eq!(read(b"\xd6\xd0", "a/b;charset=GBK"), Err("gbk".to_owned()));
    }

    #[test]
    fn invalid_utf_8_is_replaced_or_rejected() {
        assert_eq!(read(b"a\xff", ""), Ok("a\u{fffd}".to_owned()));
        assert_eq!(read(b"a\xff", "a/b;charset=UTF8"), Ok("a\u{fffd}".to_owned()));
        assert_eq!(read(b"a\xff", "a/b;charset="), Ok("a\u{fffd}".to_owned()));
        assert_eq!(read(b"a\xff", "a/b;charset=Shift_JIS"), Err("shift_jis".to_owned()));
        for broken in
            ["<?xml", "<?xml encoding", "<?xml encoding=>", "<?xml encoding=\">", "<?xml encoding=中>"]
        {
            assert!(read(broken.as_bytes(), "").is_ok());
        }
    }
}
