//! The derives in a crate of edition 2021, where `gen` is a name and the prelude has no `Future`: that this compiles is the test.
#![deny(warnings, missing_docs, clippy::pedantic)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Millis, Outcome, Price, Seconds, TopApi, TopValue, Value};

/// Every type of parameter, and names that are keywords in one edition and not in the other.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "test.edition.all", response = Answer, session = required, idempotent, any_of(gen, r#async))]
pub struct AskAll {
    /// A keyword of edition 2024 only.
    pub gen: Option<String>,
    /// A keyword of edition 2018 and later.
    pub r#async: Option<i64>,
    /// A list that is joined.
    #[top(required, max_items = 3)]
    pub tids: Vec<i64>,
    /// A struct.
    #[top(rename = "object_d_o")]
    pub object: Part,
}

/// A request that borrows, and is generic.
#[derive(Debug, TopApi)]
#[top_api(method = "test.edition.borrow", session = none)]
pub struct AskBorrowed<'a, T> {
    /// Borrowed text.
    #[top(max_len = 8)]
    pub nick: &'a str,
    /// Text that may be borrowed.
    pub note: Cow<'a, str>,
    /// Whatever can be sent.
    pub rest: Option<&'a T>,
}

/// Every type of member.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(any_of(price, rate))]
pub struct Part {
    /// Money.
    pub price: Option<Price>,
    /// A number.
    pub rate: Option<Decimal>,
    /// Times.
    pub at: Option<DateTime>,
    /// In milliseconds.
    pub millis: Millis,
    /// In seconds.
    pub seconds: Seconds,
    /// JSON in a text.
    pub extra: Option<Json<serde_json::Value>>,
    /// Anything.
    pub any: Value,
    /// Named values.
    pub map: BTreeMap<String, Vec<bool>>,
    /// Itself.
    pub inner: Option<Box<Part>>,
    /// A coded value.
    pub state: State,
}

/// Text codes.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub enum State {
    /// Open.
    #[top("OPEN")]
    Open,
    /// Another code.
    #[top(other)]
    Other(String),
}

/// The reply.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Answer {
    /// The verdict.
    #[top(outcome)]
    pub result: Verdict,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Verdict {
    /// Zero is good.
    #[top(success = 0)]
    pub code: Option<i64>,
    /// Why not.
    #[top(error_message)]
    pub message: Option<String>,
}

/// A verdict by a function.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(outcome = judge)]
pub struct Judged {
    /// The data.
    pub data: Option<String>,
}

fn judge(_: &Value) -> Outcome {
    Outcome::Success
}
