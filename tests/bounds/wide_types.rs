//! Types with many members: each is found in any order, what must come is reported if it does not,
//! and unknown members are listed.

use top_runtime::codec::{Decode, Decoder, Encode, Encoder, Kind, Node};
use top_runtime::error::ErrorKind;
use top_runtime::{Fields, TopValue, fields};

use crate::apis::{quoted, read};
use crate::wide::{NAMES, Wide};

/// Declares a struct with 40 optional members after those given.
macro_rules! with_forty {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty,)* }) => {
        with_forty! { $(#[$meta])* $name { $($(#[$attr])* $field: $type,)* }
            a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
            c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
        }
    };
    ($(#[$meta:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty,)* } $($member:ident)*) => {
        $(#[$meta])*
        #[derive(Debug, TopValue)]
        struct $name {
            $($member: Option<i64>,)*
            $($(#[$attr])* $field: $type,)*
        }
    };
}

with_forty! {
    /// A wide struct with members of every kind that a missing member matters to.
    struct Mixed {
        needed: i64,
        defaulted: Defaulted,
        boxed: Box<Option<i64>>,
        #[top(flatten)]
        inner: Inner,
        #[top(flatten)]
        maybe: Option<Maybe>,
        last: bool,
    }
}

/// A struct among the members of another.
#[derive(Debug, TopValue)]
struct Inner {
    inner_id: i64,
}

/// A struct that may be among the members of another.
#[derive(Debug, TopValue)]
struct Maybe {
    maybe_id: i64,
    maybe_name: Option<String>,
}

/// A number with a value of its own for a missing member.
#[derive(Debug)]
struct Defaulted(i64);

impl Encode for Defaulted {
    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
    }

    fn kind() -> Kind {
        Kind::Number
    }
}

impl Decode for Defaulted {
    fn placeholder() -> Self {
        Self(0)
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        self.0.decode(node, decoder);
    }

    fn decode_missing(&mut self, _: &mut Decoder<'_>) {
        self.0 = 7;
    }
}

with_forty! {
    /// A wide struct of any type of value.
    struct Generic {
        rows: Vec<Generic>,
        #[top(outcome)]
        result: Option<Done>,
    }
}

/// The outcome of a call.
#[derive(Debug, TopValue)]
struct Done {
    #[top(success)]
    done: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
}

/// Returns the path and the expectation of the issue that ends decoding.
fn issue_of(content: &str) -> (String, String) {
    let error = read::<Mixed>(content).unwrap_err();
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error}") };
    (decode.issue.path.clone(), decode.issue.expected.clone())
}

#[test]
fn missing_members_of_a_wide_struct_are_decoded_as_missing() {
    let reply = read::<Mixed>("{\"last\":true,\"inner_id\":2,\"d9\":3,\"needed\":1}").unwrap();
    assert_eq!((reply.needed, reply.inner.inner_id, reply.d9, reply.last), (1, 2, Some(3), true));
    assert_eq!((reply.defaulted.0, *reply.boxed, reply.a0), (7, None, None));
    assert!(reply.maybe.is_none());
    assert_eq!(reply.issues(), []);
    let reply = read::<Mixed>(
        "{\"maybe_id\":5,\"defaulted\":6,\"boxed\":\"8\",\"last\":0,\"inner_id\":2,\"needed\":1}",
    )
    .unwrap();
    assert_eq!(reply.maybe.as_ref().map(|maybe| maybe.maybe_id), Some(5));
    assert_eq!((reply.defaulted.0, *reply.boxed, reply.last), (6, Some(8), false));
    assert!(reply.maybe.as_ref().is_some_and(|maybe| maybe.maybe_name.is_none()));
}

#[test]
fn first_missing_member_in_the_order_of_a_wide_struct_is_reported() {
    let value = "a value".to_owned();
    assert_eq!(issue_of("{\"last\":true}"), ("needed".to_owned(), value.clone()));
    assert_eq!(issue_of("{\"needed\":1}"), ("inner_id".to_owned(), value.clone()));
    assert_eq!(issue_of("{\"inner_id\":1,\"needed\":1,\"a0\":1}"), ("last".to_owned(), value.clone()));
    assert_eq!(issue_of("{\"inner_id\":1,\"needed\":null,\"last\":\"y\"}"), ("needed".to_owned(), value));
}

#[test]
fn issues_of_a_wide_struct_are_in_its_order() {
    let reply = read::<Generic>("{\"rows\":[{\"d9\":[]}],\"b3\":[],\"a1\":{}}").unwrap();
    let paths: Vec<_> = reply.issues().iter().map(|issue| issue.path.clone()).collect();
    assert_eq!(paths, ["a1", "b3", "rows[0].d9"]);
}

#[test]
fn outcome_in_a_wide_struct_is_found() {
    let error = read::<Generic>("{\"a0\":1,\"result\":{\"done\":false,\"code\":\"E1\"}}").unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error:?}") };
    assert_eq!(business.code(), Some("E1"));
    assert!(read::<Generic>("{\"a0\":1,\"result\":{\"done\":true}}").is_ok());
}

#[test]
fn wide_struct_in_a_json_text_is_decoded() {
    let rows = format!("{{\"rows\":[{}]}}", quoted("{\"d9\":1,\"rows\":{}}"));
    assert_eq!(read::<Generic>(&rows).unwrap().rows[0].d9, Some(1));
}

#[test]
fn fields_of_a_wide_struct_are_those_of_its_table() {
    assert_eq!(fields!(Generic, "a0", "rows.d9", "result.code").to_string(), "a0,rows.d9,result.code");
    let names = Fields::<Mixed>::all().to_string();
    assert!(names.starts_with("a0,a1,"), "{names}");
    assert!(names.ends_with("d9,needed,defaulted,boxed,inner_id,maybe_id,maybe_name,last"), "{names}");
}

/// Returns an object with the members in this order. Their values are their numbers.
fn members(order: impl Iterator<Item = usize>) -> String {
    let members: Vec<_> = order.map(|at| format!("\"{}\":{at}", NAMES[at])).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn members_of_a_600_field_struct_decode_in_any_order() {
    let len = NAMES.len();
    let in_order = format!("{:?}", &*read::<Wide>(&members(0..len)).unwrap());
    assert!(in_order.contains("f599: Some(599)"));
    for content in
        [members((0..len).rev()), members((0..len).map(|at| at * 7 % len)), members((0..len).chain(0..len))]
    {
        let reply = read::<Wide>(&content).unwrap();
        assert_eq!(format!("{:?}", *reply), in_order);
        assert_eq!(reply.unknown_fields(), [""; 0]);
    }
}

#[test]
fn unknown_member_of_a_600_field_struct_is_ignored() {
    let long = "f".repeat(200);
    let content =
        format!("{{\"f600\":1,\"f001\":2,\"F002\":3,\"\":4,\"f\":5,\"f00\":6,\"f0011\":7,\"{long}\":8}}");
    let reply = read::<Wide>(&content).unwrap();
    assert_eq!(reply.f001, Some(2));
    let mut unknown = reply.unknown_fields();
    assert!(unknown.pop().is_some_and(|long| long.starts_with("ffff")));
    assert_eq!(unknown, ["f600", "F002", "", "f", "f00", "f0011"]);
}
