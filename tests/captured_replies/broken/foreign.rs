//! Replies in a charset other than UTF-8, and replies that define or fetch entities.

use libtest_mimic::Trial;

use super::sample::{read, root, trade};
use crate::apis::trade::GetSoldTrades;
use crate::gateway::{Gateway, unexpected_body_reason};
use crate::trials;

pub(super) fn trials() -> Vec<Trial> {
    trials![
        charset_named_by_http,
        charset_named_by_the_declaration,
        charset_of_two_bytes,
        billion_laughs,
        external_entities,
    ]
}

/// 茶 in GBK, as an old gateway writes it.
fn gbk() -> Vec<u8> {
    let body = trade("<buyer_nick>??</buyer_nick>").into_bytes();
    let at = body.iter().position(|byte| *byte == b'?').unwrap();
    [&body[..at], b"\xb2\xe8", &body[at + 2..]].concat()
}

/// An unsupported charset of the header is an error.
fn charset_named_by_http() {
    for content_type in ["text/xml;charset=GBK", "text/xml; charset=\"gb18030\""] {
        let result = Gateway::with_reply(gbk()).content_type(content_type).ask(&GetSoldTrades);
        assert_eq!(result.unwrap().trades[0].buyer_nick.as_deref(), Some("茶"), "{content_type}");
    }
    let result = Gateway::with_reply(gbk()).content_type("text/xml;charset=utf-16").ask(&GetSoldTrades);
    assert!(unexpected_body_reason(result).contains("charset is `utf-16`"));
    // ASCII is equal in all of them.
    let result = Gateway::with_reply(trade("")).content_type("text/xml;charset=GBK").ask(&GetSoldTrades);
    assert_eq!(result.unwrap().trades[0].tid, 1);
}

/// Without a charset in the HTTP header, the XML declaration applies. Default: UTF-8.
fn charset_named_by_the_declaration() {
    let body = [b"<?xml version=\"1.0\" encoding=\"GBK\"?>".as_slice(), &gbk()].concat();
    let reply = read(body).unwrap();
    assert_eq!(reply.trades[0].buyer_nick.as_deref(), Some("茶"));
    assert!(read(gbk()).unwrap().trades[0].buyer_nick.as_ref().unwrap().contains('\u{fffd}'));
    let body = "<?xml version=\"1.0\" encoding=\"GBK\"?>".to_owned() + &trade("<buyer_nick>茶</buyer_nick>");
    assert_eq!(read(body).unwrap().trades[0].buyer_nick.as_deref(), Some("茶"));
}

fn charset_of_two_bytes() {
    let text = "<trades_sold_get_response/>";
    let little: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for body in [little, big] {
        assert!(!unexpected_body_reason(read(body)).is_empty());
    }
}

/// A document type is refused before its content is parsed, so entities cannot be defined.
fn billion_laughs() {
    let mut body = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">".to_owned();
    for level in 1..10 {
        let inner = if level == 1 { "&lol;".to_owned() } else { format!("&lol{};", level - 1) };
        body.extend(["<!ENTITY lol", &level.to_string(), " \"", &inner.repeat(10), "\">"]);
    }
    body += "]>";
    body += &root("<total_results>&lol9;</total_results>");
    assert!(unexpected_body_reason(read(body)).contains("document type"));
    // An undefined entity is a short text.
    assert_eq!(
        read(trade("<buyer_nick>&lol9;</buyer_nick>")).unwrap().trades[0].buyer_nick.as_deref(),
        Some("&lol9;")
    );
}

/// Neither a file nor a URL is fetched.
fn external_entities() {
    for doctype in [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">",
        "<!DOCTYPE a PUBLIC \"-//A\" \"http://127.0.0.1:1/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
    ] {
        let body = doctype.to_owned() + &trade("<buyer_nick>&x;</buyer_nick>");
        assert!(unexpected_body_reason(read(body)).contains("document type"), "{doctype}");
    }
}
