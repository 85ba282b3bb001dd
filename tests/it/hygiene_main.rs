//! The derives in a crate without a prelude, with all lints denied. The test is that this compiles.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![allow(unreachable_pub)] // a test target exports nothing

/// A request with every attribute of a request.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::top_runtime::TopApi)]
#[top_api(
    method = "test.strict",
    response = Answer,
    session = required,
    idempotent,
    version = "2.0",
    any_of(number, texts)
)]
pub struct Ask {
    /// A number.
    #[top(range = -1..=9)]
    pub number: ::core::option::Option<i64>,
    /// Texts.
    #[top(max_items = 2, item = "text")]
    pub texts: ::std::vec::Vec<::std::string::String>,
    /// A text.
    #[top(required, max_len = 3, max_bytes = 9, rename = "otherText")]
    pub text: ::std::string::String,
    /// No longer used.
    #[deprecated]
    pub old: ::core::option::Option<State>,
    /// Flattened members.
    #[top(flatten)]
    pub page: Page,
    /// A file.
    pub file: ::core::option::Option<::top_runtime::File>,
}

/// Members of other structs.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::top_runtime::TopValue)]
pub struct Page {
    /// Page number.
    pub page_no: ::core::option::Option<i64>,
}

/// A request that borrows.
#[derive(::core::fmt::Debug, ::top_runtime::TopApi)]
#[top_api(method = "test.strict.borrowed")]
pub struct Borrowed<'a, T> {
    /// Borrowed.
    pub text: &'a str,
    /// Generic.
    pub rest: ::std::vec::Vec<T>,
}

/// A deprecated request with bounds in both places.
#[deprecated]
#[derive(::core::fmt::Debug, ::top_runtime::TopApi)]
#[top_api(method = "test.strict.generic", response = Listed<T>)]
pub struct Generic<T: ::core::clone::Clone, U>
where
    U: ::core::clone::Clone + ::top_runtime::TopValue,
{
    /// One.
    pub one: T,
    /// Many.
    pub many: ::std::vec::Vec<T>,
    /// Another.
    #[deprecated]
    pub other: ::core::option::Option<Listed<U>>,
}

/// A generic value.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::top_runtime::TopValue)]
pub struct Listed<T: ::core::clone::Clone> {
    /// Rows.
    pub rows: ::std::vec::Vec<T>,
    /// More of them.
    pub more: ::core::option::Option<::std::boxed::Box<Listed<T>>>,
}

/// A request without parameters.
#[derive(::top_runtime::TopApi)]
#[top_api(method = "test.strict.unit")]
pub struct Unit;

/// A response with outcome attributes.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::top_runtime::TopValue)]
pub struct Answer {
    /// The outcome.
    #[top(success = 0)]
    pub code: ::core::option::Option<i64>,
    /// The error message.
    #[top(error_message)]
    pub message: ::core::option::Option<::std::string::String>,
    /// Errors inside.
    #[top(outcome)]
    pub errors: ::std::vec::Vec<Finding>,
    /// Itself.
    pub next: ::core::option::Option<::std::boxed::Box<Answer>>,
}

/// One error.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::top_runtime::TopValue)]
pub struct Finding {
    /// Its code.
    #[top(error_code)]
    pub code: ::core::option::Option<State>,
}

/// An outcome from a function.
#[derive(::core::fmt::Debug, ::top_runtime::TopValue)]
#[top(outcome = judge, any_of(a, b))]
pub struct Judged {
    /// One.
    pub a: ::core::option::Option<i64>,
    /// Two.
    pub b: ::core::option::Option<u32>,
}

fn judge(_: &::top_runtime::Value) -> ::top_runtime::Outcome {
    ::top_runtime::Outcome::Success
}

/// Text codes.
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::top_runtime::TopValue)]
pub enum State {
    /// On.
    #[top("ON")]
    On,
    /// Another.
    #[top(other)]
    Other(::std::string::String),
}

/// Integer codes without `other`.
#[derive(
    ::core::fmt::Debug,
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::cmp::PartialEq,
    ::top_runtime::TopValue,
)]
pub enum Level {
    /// One.
    #[top(1)]
    One,
    /// Two.
    #[top(2)]
    Two,
}

#[test]
fn derives_compile_without_a_prelude() {
    let client = ::top_runtime::Client::builder("1", "s").build();
    let ::core::result::Result::Ok(client) = client else {
        ::std::panic!("a key and a secret make a client")
    };
    ::std::assert!(::core::result::Result::is_ok(&client.prepare(&Unit)));
    let borrowed = Borrowed { text: "t", rest: ::std::vec![Level::One, Level::Two] };
    ::std::assert!(::core::result::Result::is_ok(&client.prepare(&borrowed)));
    let judged = Judged { a: ::core::option::Option::None, b: ::core::option::Option::Some(1) };
    ::std::assert_eq!(::std::format!("{judged:?}"), "Judged { a: None, b: Some(1) }");
}
