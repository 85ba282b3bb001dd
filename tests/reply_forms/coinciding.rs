//! Values that a form cannot distinguish: one test per row of the table in `docs/forms.md`.
//!
//! | module | values |
//! |---|---|
//! | [`written`] | values that the runtime can encode |
//! | [`received`] | forms that gateways send and that the runtime never encodes |
//!
//! These are the values that [`crate::carried`] excludes.

mod received;
mod written;

use std::fmt::Debug;
use std::marker::PhantomData;

use top_runtime::api::{ApiSpec, Request};
use top_runtime::codec::Decode;
use top_runtime::session::Optional;
use top_runtime::{Error, Reply, TopApi, TopValue};

use crate::ask::{FORMS, Form, ask};
use crate::property::{bodies, tree};
use crate::xml;

/// A request whose response has one member.
struct Ask<T>(PhantomData<fn() -> T>);

/// A response with one member.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Of<T: Decode> {
    v: T,
}

/// An element that may be empty.
#[derive(Debug, Clone, PartialEq, Default, TopValue)]
struct Leaf {
    name: Option<String>,
}

/// A leaf.
fn leaf(name: &str) -> Leaf {
    Leaf { name: Some(name.to_owned()) }
}

impl<T> Request for Ask<T> {
    fn params(&self, _: &mut top_runtime::__v0_1_0::ParamWriter<'_>) {}
}

impl<T: Decode> TopApi for Ask<T> {
    type Response = Of<T>;
    type Session = Optional;
    const SPEC: ApiSpec = ApiSpec::new::<Optional>("example.row");
}

/// Asserts that a value is encoded in these three forms, and decoded from each as these values.
#[track_caller]
fn assert_forms<T: Decode + Clone + PartialEq + Debug>(value: T, forms: [&str; 3], back: [T; 3]) {
    let value = Of { v: value };
    let mut in_xml = String::new();
    if let top_runtime::Value::Object(members) = tree(&value) {
        for (name, value) in &members {
            xml::element(name, value, &mut in_xml);
        }
    }
    let simplified = top_runtime::server::plain_json(&value).unwrap();
    assert_eq!([tree(&value).to_string(), simplified, in_xml], forms, "written");
    for ((form, body), back) in FORMS.into_iter().zip(bodies("example.row", &value)).zip(back) {
        let reply = read::<T>(form, &body).unwrap_or_else(|error| panic!("{form:?}: {error}"));
        assert_eq!(*reply, Of { v: back }, "{form:?}");
        assert_eq!(reply.issues(), [], "{form:?}");
    }
}

/// Asserts that a value is encoded in these three forms and decoded unchanged from each.
#[track_caller]
fn assert_round_trip<T: Decode + Clone + PartialEq + Debug>(value: T, forms: [&str; 3]) {
    let back = std::array::from_fn(|_| value.clone());
    assert_forms(value, forms, back);
}

fn read<T: Decode>(form: Form, body: &str) -> Result<Reply<Of<T>>, Error> {
    ask(form, &Ask(PhantomData), body)
}
