//! The types that hostile replies are read into, and bodies that grow: a few bytes of input become up to eight megabytes.

#[allow(dead_code)] // the names are for tests
#[path = "../../tests/bounds/wide.rs"]
mod wide;

use std::collections::BTreeMap;

use top_runtime::__v0_1_0::read_reply;
use top_runtime::codec::Decode;
use top_runtime::{Json, Reply, TopValue, Value};

use wide::Wide;

/// How large a body gets: as large as a client takes.
const MAX_BODY: usize = 8 << 20;

/// How large the body of a reply is that is looked at as a whole: what is printed is a multiple of it.
pub(crate) const MAX_SHOWN: usize = 64 << 10;

/// A value that holds itself in every way that there is.
#[derive(Debug, TopValue)]
struct Deep {
    id: Option<i64>,
    child: Option<Box<Deep>>,
    list: Vec<Deep>,
    map: Option<BTreeMap<String, Deep>>,
    rows: Vec<Wide>,
    any: Option<Value>,
    json: Option<Json<Box<Nested>>>,
    #[top(outcome)]
    result: Option<Box<Verdict>>,
}

/// What serde reads.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Nested {
    json: Vec<Nested>,
}

/// A verdict that may be that of another one.
#[derive(Debug, TopValue)]
struct Verdict {
    #[top(success)]
    success: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(outcome)]
    result: Vec<Verdict>,
}

/// Maps of maps, and lists of them.
#[derive(Debug, TopValue)]
struct Maps {
    map: Option<BTreeMap<String, BTreeMap<String, Vec<Leaf>>>>,
    maps: Vec<BTreeMap<String, Wide>>,
    lists: Vec<Vec<Vec<i64>>>,
    values: Vec<Value>,
    texts: BTreeMap<String, String>,
}

/// A value with what must be there.
#[derive(Debug, TopValue)]
struct Leaf {
    id: i64,
    code: Code,
}

/// A coded value of which no other is taken.
#[derive(Debug, TopValue)]
enum Code {
    #[top("A")]
    A,
    #[top("B")]
    B,
}

/// Reads a body as each type.
pub fn read_all(simplify: bool, body: &[u8]) {
    look::<Deep>(simplify, body);
    look::<Maps>(simplify, body);
    look::<Wide>(simplify, body);
    look::<Vec<Wide>>(simplify, body);
}

fn look<T: Decode + std::fmt::Debug>(simplify: bool, body: &[u8]) {
    let read = read_reply::<T>("taobao.fuzz", simplify, body.to_vec().into());
    match read {
        Ok(reply) => kept(&reply, body.len()),
        Err(error) => {
            let text = error.to_string();
            assert!(!text.contains(['\n', '\r']) && text.len() < 8 << 10, "{text}");
        }
    }
}

/// What is kept besides the value is bounded, whatever the body holds.
fn kept<T: Decode + std::fmt::Debug>(reply: &Reply<T>, len: usize) {
    assert!(reply.issues().len() <= 256);
    for issue in reply.issues() {
        assert!(issue.path.len() < 1100 && issue.found.len() < 1100, "{issue}");
    }
    let unknown = reply.unknown_fields();
    assert!(unknown.len() <= 1000 && unknown.iter().all(|path| path.len() < 1100));
    if len <= MAX_SHOWN {
        assert!(!format!("{reply:?} {}", reply.value()).is_empty());
    }
}

/// Makes a body of a few bytes: pieces of text behind two bytes each, which say how often the piece stands there and what becomes of
/// the body before it.
pub fn grow(input: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for piece in input.split(|byte| *byte == b'\n') {
        let [how, times, text @ ..] = piece else { continue };
        let times = 1_usize << (times % 24);
        match how % 5 {
            0 => append(&mut body, text, times),
            1 => body = repeated(&body, text, times),
            2 => body = around(&body, text, times),
            3 => body = quoted(&body),
            _ => body.splice(..0, text.iter().copied()).for_each(drop),
        }
        body.truncate(MAX_BODY);
    }
    body
}

fn append(body: &mut Vec<u8>, text: &[u8], times: usize) {
    let times = times.min(MAX_BODY.saturating_sub(body.len()) / text.len().max(1) + 1);
    body.extend(text.repeat(times));
}

/// The body so often, with a text in between.
fn repeated(body: &[u8], text: &[u8], times: usize) -> Vec<u8> {
    let one = [text, body].concat();
    let times = times.min(MAX_BODY / one.len().max(1));
    [body, &one.repeat(times)].concat()
}

/// Brackets around the body so often, closed as they were opened.
fn around(body: &[u8], text: &[u8], times: usize) -> Vec<u8> {
    let close = |byte: &u8| match byte {
        b'{' => Some(b'}'),
        b'[' => Some(b']'),
        _ => None,
    };
    let closed: Vec<u8> = text.iter().rev().filter_map(close).collect();
    let times = times.min(MAX_BODY.saturating_sub(body.len()) / text.len().max(1));
    [&text.repeat(times), body, &closed.repeat(times)].concat()
}

/// The body as a text in JSON, its backslashes such that it grows by as much each time.
fn quoted(body: &[u8]) -> Vec<u8> {
    let mut text = vec![b'"'];
    for byte in body.iter().take(MAX_BODY) {
        match byte {
            b'"' => text.extend(b"\\u0022"),
            b'\\' => text.extend(b"\\u005c"),
            byte => text.push(*byte),
        }
    }
    text.push(b'"');
    text
}
