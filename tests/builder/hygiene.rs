//! The code of `build` does not depend on names in scope at the struct.

#![no_implicit_prelude]
#![allow(dead_code, missing_docs)]

// The user's types and traits with names of the standard library.
struct Option;
struct Vec;
struct String;
struct Some;
struct None;
struct Init;
trait Into {
    fn into(self);
}
trait From {}
trait Default {
    fn default();
}
mod core {}
mod std {}

#[derive(::top_runtime::TopValue)]
#[top(build)]
pub(super) struct Ticket<'a> {
    pub(super) id: i64,
    pub(super) text: ::std::string::String,
    pub(super) cow: ::std::borrow::Cow<'a, str>,
    #[top(required)]
    pub(super) list: ::std::vec::Vec<i64>,
    pub(super) is_set: bool,
    pub(super) note: ::std::option::Option<::std::string::String>,
    pub(super) numbers: ::std::vec::Vec<i64>,
}

#[derive(::top_runtime::TopApi)]
#[top_api(method = "a.b", build)]
pub(super) struct Call {
    pub(super) text: ::std::string::String,
    pub(super) note: ::std::option::Option<::std::string::String>,
    pub(super) init: ::std::option::Option<i64>,
}

#[test]
fn build_ignores_user_names_of_the_standard_library() {
    let ticket = Ticket::new(TicketInit {
        id: 1,
        text: ::std::convert::From::from("a"),
        cow: ::std::borrow::Cow::Borrowed("b"),
        list: ::std::convert::From::from([1]),
        is_set: true,
    });
    let ticket = ticket.note("c").numbers([1, 2]);
    ::std::assert_eq!(ticket.note.as_deref(), ::std::option::Option::Some("c"));
    ::std::assert_eq!(ticket.numbers, [1, 2]);
    ::std::assert_eq!(Call::new("a").init(1).note("d").init, ::std::option::Option::Some(1));
}
