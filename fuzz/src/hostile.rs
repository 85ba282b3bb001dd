//! Response types for hostile replies, and growing bodies: a few bytes of input become up to 8 MB.

#[allow(dead_code)] // the wire names are for tests
#[path = "../../tests/bounds/wide.rs"]
mod wide;

use std::collections::BTreeMap;

use top_runtime::__v0_1_0::read_reply;
use top_runtime::codec::Decode;
use top_runtime::{Json, Reply, TopValue, Value};

use wide::Wide;

/// Maximum size of a body, equal to the default `max_body` of a client.
const MAX_BODY: usize = 8 << 20;

/// Maximum size of a body whose reply is printed, as the output is a multiple of it.
pub(crate) const MAX_SHOWN: usize = 64 << 10;

/// A value that contains itself in every supported way.
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

/// A type for serde.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Nested {
    json: Vec<Nested>,
}

/// A recursive outcome.
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

/// A value with required members.
#[derive(Debug, TopValue)]
struct Leaf {
    id: i64,
    code: Code,
}

/// A coded value without `other`.
#[derive(Debug, TopValue)]
enum Code {
    #[top("A")]
    A,
    #[top("B")]
    B,
}

/// Decodes a body into each type.
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

/// Asserts the limits of issues and unknown fields.
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

/// Builds a body from a few bytes: pieces of text, each after two bytes with the number of
/// repetitions and the operation on the body before it.
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

/// Repeats the body, with a separator.
fn repeated(body: &[u8], text: &[u8], times: usize) -> Vec<u8> {
    let one = [text, body].concat();
    let times = times.min(MAX_BODY / one.len().max(1));
    [body, &one.repeat(times)].concat()
}

/// Encloses the body in matching brackets, repeatedly.
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

/// Encodes the body as a JSON string, with backslashes such that each encoding adds a constant
/// length.
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
