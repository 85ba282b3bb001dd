//! Replies with a wrong structure: nested forms, elements instead of texts, partly wrapped lists.

use libtest_mimic::Trial;
use top_runtime::error::ErrorKind;

use super::sample::{read, root, trade};
use crate::gateway::unexpected_body_reason;
use crate::trials;

pub(super) fn trials() -> Vec<Trial> {
    trials![
        json_inside_xml,
        xml_inside_json,
        text_beside_elements,
        elements_in_the_place_of_texts,
        several_roots,
        lists_of_mixed_names,
        wrapper_and_bare_elements,
        same_element_scattered,
        names_with_prefixes,
        tags_that_do_not_match,
    ]
}

/// The text of the root or of a list may be JSON: JSON texts are accepted for objects and lists.
fn json_inside_xml() {
    let body = root(r#"{"trades":{"trade":[{"tid":1}]}}"#);
    assert_eq!(read(body).unwrap().trades[0].tid, 1);
    let body = root(r#"<trades>{"trade":[{"tid":1},{"tid":2}]}</trades>"#);
    assert_eq!(read(body).unwrap().trades.len(), 2);
}

/// XML inside a JSON string is a text.
fn xml_inside_json() {
    let body = r#"{"trades_sold_get_response":"<trades><trade><tid>1</tid></trade></trades>"}"#;
    assert!(matches!(read(body).as_ref().map_err(top_runtime::Error::kind), Err(ErrorKind::Decode(_))));
    let body = r#"{"trades_sold_get_response":{"trades":{"trade":[{"tid":1,"buyer_nick":"<a/>"}]}}}"#;
    assert_eq!(read(body).unwrap().trades[0].buyer_nick.as_deref(), Some("<a/>"));
}

/// Text between elements is ignored.
fn text_beside_elements() {
    let body = root("a<trades>b<trade>c<tid>1</tid>d</trade>e</trades>f");
    assert_eq!(read(body).unwrap().trades[0].tid, 1);
}

/// Elements instead of a text: an optional number is `None` with an issue; a text contains them as
/// JSON.
fn elements_in_the_place_of_texts() {
    let body = trade("<modified><a>1</a></modified><buyer_nick><b>2</b></buyer_nick>");
    let reply = read(body).unwrap();
    assert_eq!(reply.issues()[0].path, "trades[0].modified");
    assert_eq!(reply.trades[0].buyer_nick.as_deref(), Some(r#"{"b":"2"}"#));
}

fn several_roots() {
    for body in [
        "<trades_sold_get_response/><trades_sold_get_response/>",
        "<trades_sold_get_response/>text",
        "text<trades_sold_get_response/>",
        "<trades_sold_get_response/>{}",
        "{}<trades_sold_get_response/>",
        "<?xml version=\"1.0\"?>",
        "<!-- only a comment -->",
        "</trades_sold_get_response>",
        "<![CDATA[<trades_sold_get_response/>]]>",
        "&lt;trades_sold_get_response/&gt;",
    ] {
        assert!(!unexpected_body_reason(read(body)).is_empty(), "{body}");
    }
}

/// Two names in one wrapper: the declared one is the list, the other is unknown.
fn lists_of_mixed_names() {
    let trades = "<trade><tid>1</tid></trade><other><tid>2</tid></other><trade><tid>3</tid></trade>";
    let body = root(&format!("<trades>{trades}</trades>"));
    let tids: Vec<_> = read(body).unwrap().trades.iter().map(|trade| trade.tid).collect();
    assert_eq!(tids, [1, 3]);
}

/// Elements without a wrapper are a list, repeated or single.
fn wrapper_and_bare_elements() {
    let trade = |tid| format!("<trades><tid>{tid}</tid></trades>");
    for count in 1..3 {
        let trades: String = (0..count).map(trade).collect();
        let body = root(&trades);
        assert_eq!(read(body).unwrap().trades.len(), count);
    }
}

fn same_element_scattered() {
    let body = root(
        "<trades><tid>1</tid></trades><total_results>2</total_results><trades><tid>2</tid></trades>\
         <total_results>3</total_results>",
    );
    let reply = read(body).unwrap();
    assert_eq!(reply.trades.len(), 2);
    // A repeated number is a list, which is an issue.
    assert_eq!((reply.total_results, reply.issues()[0].path.as_str()), (None, "total_results"));
}

fn names_with_prefixes() {
    let body = "<t:trades_sold_get_response xmlns:t=\"urn:x\"><t:trades><u:trade><tid>1</tid></u:trade></t:trades>\
        </t:trades_sold_get_response>";
    assert_eq!(read(body).unwrap().trades[0].tid, 1);
}

fn tags_that_do_not_match() {
    for body in [
        "<trades_sold_get_response><trades></trades_sold_get_response></trades>",
        "<trades_sold_get_response><a></b></trades_sold_get_response>",
        "<trades_sold_get_response><a/></a></trades_sold_get_response>",
        "<trades_sold_get_response><a b=\"</trades_sold_get_response>",
        "<trades_sold_get_response><!-- </trades_sold_get_response>",
        "<trades_sold_get_response><![CDATA[</trades_sold_get_response>",
    ] {
        assert!(!unexpected_body_reason(read(body)).is_empty(), "{body}");
    }
}
