//! Replies in a charset that is not UTF-8, and those that define or fetch entities.

use libtest_mimic::Trial;

use super::sample::{read, root, trade};
use crate::apis::trade::GetSoldTrades;
use crate::gateway::{Gateway, not_top};
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

/// 茶 in GBK, as the gateway wrote it long ago.
fn gbk() -> Vec<u8> {
    let body = trade("<buyer_nick>??</buyer_nick>").into_bytes();
    let at = body.iter().position(|byte| *byte == b'?').unwrap();
    [&body[..at], b"\xb2\xe8", &body[at + 2..]].concat()
}

/// A charset that the header names and that we do not read is said, not guessed at.
fn charset_named_by_http() {
    for content_type in ["text/xml;charset=GBK", "text/xml; charset=\"gb18030\""] {
        let answer = Gateway::answering(gbk()).content_type(content_type).ask(&GetSoldTrades);
        assert_eq!(answer.unwrap().trades[0].buyer_nick.as_deref(), Some("茶"), "{content_type}");
    }
    let answer = Gateway::answering(gbk()).content_type("text/xml;charset=utf-16").ask(&GetSoldTrades);
    assert!(not_top(answer).contains("charset is `utf-16`"));
    // What is ASCII alone means the same in all of them.
    let answer = Gateway::answering(trade("")).content_type("text/xml;charset=GBK").ask(&GetSoldTrades);
    assert_eq!(answer.unwrap().trades[0].tid, 1);
}

/// Where HTTP says nothing, the document's word counts; what neither calls GBK is UTF-8.
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
        assert!(!not_top(read(body)).is_empty());
    }
}

/// Entities are not defined here: a document type is refused before anything in it is looked at.
fn billion_laughs() {
    let mut body = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">".to_owned();
    for level in 1..10 {
        let inner = if level == 1 { "&lol;".to_owned() } else { format!("&lol{};", level - 1) };
        body.extend(["<!ENTITY lol", &level.to_string(), " \"", &inner.repeat(10), "\">"]);
    }
    body += "]>";
    body += &root("<total_results>&lol9;</total_results>");
    assert!(not_top(read(body)).contains("document type"));
    // Used without being defined they are texts, and short ones.
    assert_eq!(
        read(trade("<buyer_nick>&lol9;</buyer_nick>")).unwrap().trades[0].buyer_nick.as_deref(),
        Some("&lol9;")
    );
}

/// Nothing is fetched, neither a file nor an address.
fn external_entities() {
    for doctype in [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">",
        "<!DOCTYPE a PUBLIC \"-//A\" \"http://127.0.0.1:1/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
    ] {
        let body = doctype.to_owned() + &trade("<buyer_nick>&x;</buyer_nick>");
        assert!(not_top(read(body)).contains("document type"), "{doctype}");
    }
}
