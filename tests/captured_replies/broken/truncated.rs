//! Truncated replies.

use libtest_mimic::Trial;
use top_runtime::Error;
use top_runtime::error::ErrorKind;

use super::sample::{TRADES, read, xml};
use crate::trials;

pub(super) fn trials() -> Vec<Trial> {
    trials![complete_sample, xml_at_every_byte, json_at_every_byte, xml_from_every_byte_on]
}

/// The complete sample is a reply.
fn complete_sample() {
    let reply = read(xml()).unwrap();
    assert_eq!((reply.issues(), reply.trades.len()), ([].as_slice(), TRADES));
    assert_eq!(reply.trades[7].buyer_message.as_deref(), Some("<急> & 谢谢 茶&杯 ≤ 3 😀 中\u{a0}é"));
    assert_eq!(reply.trades[0].orders[1].payment.as_ref().map(ToString::to_string).as_deref(), Some("8.50"));
    assert!(xml().len() > 5_000, "{}", xml().len());
}

/// Every prefix without the end of the root is an error, also within a character.
fn xml_at_every_byte() {
    let body = xml();
    let end = body.find("<!--top010").unwrap();
    for len in 0..body.len() {
        match read(&body.as_bytes()[..len]).map_err(Error::into_kind) {
            Err(ErrorKind::UnexpectedBody(_)) if len != end => {}
            Ok(reply) if len >= end => assert_eq!(reply.trades.len(), TRADES),
            other => panic!("cut after {len} of {} bytes (the root ends at {end}): {other:?}", body.len()),
        }
    }
}

fn json_at_every_byte() {
    let body = r#"{"trades_sold_get_response":{"total_results":1,"trades":{"trade":[{"tid":3,"orders":{"order":[{"oid":4,
        "title":"茶\u676f\"😀\n","num":-1.5e0}]},"is_3D":null,"buyer_rate":false}]},"request_id":"r1"}}"#;
    assert_eq!(read(body).map(|reply| reply.trades.len()).ok(), Some(1));
    for len in 0..body.len() {
        match read(&body.as_bytes()[..len]).map_err(Error::into_kind) {
            Err(ErrorKind::UnexpectedBody(_)) => {}
            other => panic!("cut after {len} of {} bytes: {other:?}", body.len()),
        }
    }
}

/// A reply without its beginning is never decoded as the reply.
fn xml_from_every_byte_on() {
    let body = xml();
    let root = body.find("<trades_sold").unwrap();
    for start in 1..body.len() {
        match read(&body.as_bytes()[start..]).map_err(Error::into_kind) {
            Err(ErrorKind::UnexpectedBody(_)) => {}
            Ok(reply) if start == root => assert_eq!(reply.trades.len(), TRADES),
            other => panic!("from byte {start} on: {other:?}"),
        }
    }
}
