//! The types that hostile replies are read into, and the reading.

use std::collections::BTreeMap;

use bytes::Bytes;
use top_runtime::codec::Decode;
use top_runtime::{Error, Json, Reply, TopValue, Value};

/// A value that holds itself in every way that there is.
#[derive(Debug, Default, TopValue)]
pub(crate) struct Tree {
    pub(crate) id: Option<i64>,
    pub(crate) child: Option<Box<Tree>>,
    pub(crate) list: Vec<Tree>,
    pub(crate) map: Option<BTreeMap<String, Tree>>,
    pub(crate) any: Option<Value>,
    pub(crate) json: Option<Json<serde_json::Value>>,
}

/// A reply with a map of lists.
#[derive(Debug, TopValue)]
pub(crate) struct Maps {
    pub(crate) map: BTreeMap<String, Vec<Leaf>>,
}

/// A value that must be whole.
#[derive(Debug, TopValue)]
pub(crate) struct Leaf {
    pub(crate) id: i64,
}

/// A reply that lists its errors.
#[derive(Debug, TopValue)]
pub(crate) struct Failures {
    #[top(outcome)]
    pub(crate) errors: Vec<Failure>,
}

/// One error of a reply.
#[derive(Debug, TopValue)]
pub(crate) struct Failure {
    #[top(success)]
    pub(crate) ok: bool,
    #[top(error_code)]
    pub(crate) code: Option<String>,
}

/// Reads the content of a reply's root.
pub(crate) fn read<T: Decode>(content: &str) -> Result<Reply<T>, Error> {
    let body = format!("{{\"test_ask_response\":{content}}}");
    top_runtime::__v0_1_0::read_reply("test.ask", false, Bytes::from(body))
}

/// A text as JSON writes it, with backslashes as `\u005c` so that texts in texts grow by a constant each.
pub(crate) fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\u005c").replace('"', "\\u0022");
    format!("\"{escaped}\"")
}
