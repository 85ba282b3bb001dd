//! Replies that are too deep or too long.

use std::time::{Duration, Instant};
use top_runtime::error::ErrorKind;

use libtest_mimic::Trial;
use top_runtime::{Error, TopApi, TopValue};

use super::sample::{read, root, trade};
use crate::apis::message::ConsumeMessages;
use crate::apis::trade::GetSoldTrades;
use crate::gateway::{Gateway, unexpected_body_reason};
use crate::trials;

pub(super) fn trials() -> Vec<Trial> {
    trials![
        deep_xml,
        deep_json,
        deep_json_inside_a_text,
        deep_type,
        longer_than_allowed,
        elements_without_end,
        many_equal_elements,
        many_names,
        one_long_text,
        many_entities,
    ]
}

/// Depth of the deep replies, which would overflow a stack.
const DEEP: usize = 10_000;

/// Length of the longest reply in bytes, above the default `max_body`.
const LONGEST: usize = 20 << 20;

/// Length of replies that are read to their end, short enough for tests without optimisation.
const LONG: usize = 4 << 20;

/// Time limit for a slow machine without optimisation. A quadratic algorithm takes days.
const PATIENCE: Duration = Duration::from_secs(60);

fn deep_xml() {
    let (open, close) = ("<a>".repeat(DEEP), "</a>".repeat(DEEP));
    assert!(unexpected_body_reason(read(open.as_str())).contains("deeper"));
    assert!(unexpected_body_reason(read(format!("{open}{close}"))).contains("deeper"));
    let inside = root(&format!("<unknown>{open}{close}</unknown>"));
    assert!(unexpected_body_reason(read(inside)).contains("deeper"));
}

fn deep_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
        assert!(unexpected_body_reason(read(deep.as_str())).contains("deeper"));
        assert!(unexpected_body_reason(read(open.repeat(DEEP))).contains("deeper"));
        let inside = format!(r#"{{"trades_sold_get_response":{{"unknown":{deep}}}}}"#);
        assert!(unexpected_body_reason(read(inside)).contains("deeper"));
    }
}

/// serde decodes a `Json` field; the runtime decodes objects and lists in texts. Neither overflows.
fn deep_json_inside_a_text() {
    let deep = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let body = format!(
        r#"{{"tmc_messages_consume_response":{{"messages":{{"tmc_message":[{{"id":1,"topic":"t","content":"{deep}"}}]}}}}}}"#
    );
    let reply = Gateway::with_reply(body).ask(&ConsumeMessages).unwrap();
    assert_eq!((reply.messages.len(), reply.issues()[0].path.as_str()), (0, "messages[0].content"));
    let body = format!(r#"{{"trades_sold_get_response":{{"trades":"{deep}"}}}}"#);
    assert_eq!(read(body).unwrap().trades.len(), 0);
}

/// A recursive type decodes to the depth limit of a reply.
fn deep_type() {
    #[derive(TopApi)]
    #[top_api(method = "example.tree", response = Tree)]
    struct GetTree;
    #[derive(Debug, TopValue)]
    struct Tree {
        child: Option<Box<Tree>>,
    }
    let nested = |depth: usize| format!("{}{}", "<child>".repeat(depth), "</child>".repeat(depth));
    let ask = |depth| {
        Gateway::with_reply(format!("<example_tree_response>{}</example_tree_response>", nested(depth)))
            .ask(&GetTree)
    };
    let mut depth = 0;
    let reply = ask(127).unwrap();
    let mut next = reply.child.as_ref();
    while let Some(tree) = next {
        depth += 1;
        next = tree.child.as_ref();
    }
    // The innermost element is empty and has no child.
    assert_eq!(depth, 126);
    assert!(unexpected_body_reason(ask(128)).contains("deeper"));
}

/// The default `max_body` refuses 20 MB.
fn longer_than_allowed() {
    assert!(unexpected_body_reason(read("<a>".repeat(LONGEST / 3))).contains("longer than"));
    assert!(unexpected_body_reason(read("x".repeat(LONGEST))).contains("longer than"));
}

fn elements_without_end() {
    let result = long("<a>".repeat(LONGEST / 3));
    assert!(unexpected_body_reason(result).contains("deeper"));
}

/// Millions of elements of one name are a list; all are unknown to this type.
fn many_equal_elements() {
    let body = format!("<trades_sold_get_response>{}</trades_sold_get_response>", "<a/>".repeat(LONG / 4));
    assert_eq!(long(body).unwrap().trades.len(), 0);
    let body = |count| {
        format!(
            "<trades_sold_get_response><trades>{}</trades></trades_sold_get_response>",
            "<trade/>".repeat(count)
        )
    };
    let Err(ErrorKind::Decode(error)) = long(body(LONG / 8)).map_err(Error::into_kind) else {
        panic!("more than 256 MiB of trades")
    };
    assert!(error.issue.expected.contains("256 MiB"), "{}", error.issue);
    let reply = long(body(LONG / 16)).unwrap();
    assert_eq!(reply.trades.len(), 0, "a trade has an id");
    assert_eq!(reply.issues().len(), 256, "that many issues are kept");
}

/// Distinct names are not compared pairwise.
fn many_names() {
    for between in ["", "<b/>"] {
        let elements: Vec<_> = (0..LONG / 16).map(|number| format!("<a{number}/>")).collect();
        let elements = elements.join(between);
        let body = root(&elements);
        assert_eq!(long(body).unwrap().trades.len(), 0);
    }
}

fn one_long_text() {
    assert_eq!(nick(&"a".repeat(LONGEST)), LONGEST);
}

/// Texts of many pieces are joined in linear time.
fn many_entities() {
    for (piece, len) in [("a&amp;", 2), ("<![CDATA[a]]>", 1), ("&", 1), ("a<!-- -->", 1)] {
        let count = LONG / 2 / piece.len();
        assert_eq!(nick(&piece.repeat(count)), count * len, "{piece}");
    }
}

/// Returns the length of the decoded text.
fn nick(xml: &str) -> usize {
    let body = trade(&format!("<buyer_nick>{xml}</buyer_nick>"));
    long(body).unwrap().trades[0].buyer_nick.as_ref().map_or(0, String::len)
}

/// Decodes a long body with a large `max_body`, and asserts the time limit.
fn long(body: String) -> Result<top_runtime::Reply<crate::apis::trade::SoldTrades>, Error> {
    let started = Instant::now();
    let result = Gateway::with_reply(body).max_body(2 * LONGEST).ask(&GetSoldTrades);
    assert!(started.elapsed() < PATIENCE, "it took {:?}", started.elapsed());
    result
}
