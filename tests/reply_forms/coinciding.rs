//! The values that a form cannot tell apart: the table of the documentation, a test per row.
//!
//! [`written`] has the values that a gateway in Rust could write; [`received`] what gateways send that no value of ours is written
//! as. What [`crate::carried`] leaves out is here.

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

/// A request whose reply has one member.
struct Ask<T>(PhantomData<fn() -> T>);

/// A reply of one member.
#[derive(Debug, Clone, PartialEq, TopValue)]
struct Of<T: Decode> {
    v: T,
}

/// An element that may have nothing in it.
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

/// A value is written in these three ways, and read back from each as these values.
#[track_caller]
fn row<T: Decode + Clone + PartialEq + Debug>(value: T, forms: [&str; 3], back: [T; 3]) {
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

/// A value that all forms carry, written in these three ways.
#[track_caller]
fn kept<T: Decode + Clone + PartialEq + Debug>(value: T, forms: [&str; 3]) {
    let back = std::array::from_fn(|_| value.clone());
    row(value, forms, back);
}

fn read<T: Decode>(form: Form, body: &str) -> Result<Reply<Of<T>>, Error> {
    ask(form, &Ask(PhantomData), body)
}
