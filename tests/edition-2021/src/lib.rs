//! The derives in a crate of edition 2021, where `gen` is not a keyword and the prelude has no
//! `Future`. The test is that this compiles.
#![deny(warnings, missing_docs, clippy::pedantic)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use top_runtime::{DateTime, Decimal, Json, Millis, Outcome, Price, Seconds, TopApi, TopValue, Value};

/// Parameter names that are keywords in one of the two editions.
#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "test.edition.all", response = Response, session = required, idempotent, any_of(gen, r#async))]
pub struct AskAll {
    /// A keyword of edition 2024 only.
    pub gen: Option<String>,
    /// A keyword of edition 2018 and later.
    pub r#async: Option<i64>,
    /// A list of scalars, sent as `a,b`.
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
    /// Any value.
    pub rest: Option<&'a T>,
}

/// A newtype.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TopValue)]
pub struct Tid(pub i64);

/// A generic newtype.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Listed<T>(Vec<T>);

/// Members of every value type.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(any_of(price, rate))]
pub struct Part {
    /// Money.
    pub price: Option<Price>,
    /// A number.
    pub rate: Option<Decimal>,
    /// A date and time.
    pub at: Option<DateTime>,
    /// In milliseconds.
    pub millis: Millis,
    /// In seconds.
    pub seconds: Seconds,
    /// JSON text in a string.
    pub extra: Option<Json<serde_json::Value>>,
    /// Anything.
    pub any: Value,
    /// Named values.
    pub map: BTreeMap<String, Vec<bool>>,
    /// A nested value of the same type.
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

/// A response with an outcome.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct Response {
    /// The outcome.
    #[top(outcome)]
    pub result: ResultCode,
}

/// Outcome keys on fields.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub struct ResultCode {
    /// `0` means success.
    #[top(success = 0)]
    pub code: Option<i64>,
    /// Text of a failure.
    #[top(error_message)]
    pub message: Option<String>,
}

/// An outcome read by a function.
#[derive(Debug, Clone, PartialEq, TopValue)]
#[top(outcome = read_outcome)]
pub struct FunctionOutcome {
    /// The data.
    pub data: Option<String>,
}

fn read_outcome(_: &Value) -> Outcome {
    Outcome::Success
}
