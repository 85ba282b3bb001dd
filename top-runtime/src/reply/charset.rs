//! The charset of a reply, whatever its head says.
//!
//! | the body | is read as |
//! |---|---|
//! | begins with UTF-8's byte order mark | UTF-8 |
//! | is UTF-8, and ASCII or with a character of three or more bytes, as Chinese is | UTF-8, also where another charset is declared |
//! | is declared as GBK, GB2312 or GB18030 | GB18030, of which the others are parts; what is none in it becomes U+FFFD |
//! | is UTF-8 | UTF-8, whatever is declared |
//! | is declared as UTF-8, or not at all | UTF-8; what is none in it becomes U+FFFD |
//! | anything else | no reply |
//!
//! So a wrong declaration does no harm to a text in UTF-8. The one doubt is a text declared as GBK that is UTF-8, too, with characters
//! of two bytes alone: that is two Chinese characters more likely than one Greek letter after the other.
//!
//! A charset is declared in the content type, else in the first line of an XML document.

use bytes::{Buf as _, Bytes};
use bytestring::ByteString;

/// What is read, for the error about what is not.
pub(super) const READ: &str =
    if cfg!(feature = "gbk") { "UTF-8 or GBK" } else { "UTF-8, or GBK with the feature `gbk`" };

/// A reply's text, which is the body itself where that is UTF-8; where it is in a charset that cannot be read, which that is.
pub(super) fn decode(mut body: Bytes, content_type: &str) -> Result<ByteString, String> {
    if body.starts_with(b"\xef\xbb\xbf") {
        body.advance(3);
        return Ok(utf8(&body));
    }
    let declared = of_content_type(content_type).or_else(|| of_xml(&body)).unwrap_or_default();
    let refused = || String::from_utf8_lossy(declared).to_ascii_lowercase();
    match ByteString::try_from(body.clone()) {
        Ok(text) if !is_gbk(declared) || is_plainly_utf8(&text) => Ok(text),
        _ if is_gbk(declared) => gbk(&body).ok_or_else(refused),
        _ if is_utf8(declared) => Ok(utf8(&body)),
        _ => Err(refused()),
    }
}

/// What is no UTF-8 becomes U+FFFD.
fn utf8(body: &Bytes) -> ByteString {
    ByteString::try_from(body.clone()).unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned().into())
}

/// Whether a text that is UTF-8 is nothing else by accident.
fn is_plainly_utf8(text: &str) -> bool {
    text.is_ascii() || text.chars().any(|c| c.len_utf8() > 2)
}

fn is_utf8(charset: &[u8]) -> bool {
    is_one_of(charset, &["", "utf-8", "utf8", "us-ascii", "ascii"])
}

/// The names that GBK and what it was before and after go by.
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

/// The charset that a content type names, in any spelling that was seen: `charset=GBK`, `Charset = "gbk"`.
fn of_content_type(content_type: &str) -> Option<&[u8]> {
    let charset = content_type.as_bytes().split(|byte| *byte == b';').skip(1).find_map(|parameter| {
        let (name, value) = split_at(parameter, b'=')?;
        name.trim_ascii().eq_ignore_ascii_case(b"charset").then(|| unquoted(value.trim_ascii()))
    })?;
    (!charset.is_empty()).then_some(charset)
}

/// The charset that the first line of an XML document names.
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

/// What stands before and behind a byte.
fn split_at(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|other| *other == byte)?;
    Some((&text[..at], &text[at + 1..]))
}

/// A text without the quotes around it, and without the blanks in them.
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
    fn a_text_in_utf_8_is_read_whatever_is_declared() {
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
    fn gbk_is_read_where_it_is_declared() {
        let (text, four_bytes) = (b"\xd6\xd0\xce\xc4", b"\x94\x39\xfc\x36");
        for declared in
            ["charset=GBK", "Charset=gb2312", "charset = 'GB18030'", "boundary=x; charset=\"cp936\""]
        {
            assert_eq!(read(text, &format!("a/b;{declared}")), Ok("中文".to_owned()), "{declared}");
        }
        assert_eq!(read(four_bytes, "a/b;charset=gb18030"), Ok("😀".to_owned()));
        // Valid UTF-8, too: a Cyrillic letter.
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
    fn gbk_is_named_where_it_cannot_be_read() {
        assert_eq!(read(b"\xd6\xd0", "a/b;charset=GBK"), Err("gbk".to_owned()));
    }

    #[test]
    fn what_is_no_utf_8_is_replaced_or_refused() {
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
