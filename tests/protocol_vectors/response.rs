//! Replies: decoded bodies, compared with the SDK.

pub(crate) mod better;
pub(crate) mod compare;
pub(crate) mod expected;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::Error;
use top_runtime::transport::{HttpResponse, InMemoryTransport, ParamPlacement};

use crate::apis::{Api, Seen};
use crate::check::{Checked, ensure};
use crate::client::{builder, call};
use crate::vector::{Vector, text};
use crate::{sample, typed};
use better::BETTER;
use compare::compare;
use expected::Expected;

/// Returns one test per vector.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/response.json")).into_iter();
    vectors.map(|vector| vector.trial("response", check)).collect()
}

fn check(vector: &Vector) -> Checked {
    let read = read(&vector.input);
    let of_sdk = Expected::of_sdk(&vector.expect);
    let as_sdk = of_sdk
        .as_ref()
        .ok_or_else(|| "the SDK throws an exception: what do we do?".to_owned())
        .and_then(|expected| compare(&read, expected));
    let Some(better) = BETTER.iter().find(|better| better.vector == vector.id) else {
        return as_sdk.map_err(|found| format!("{found}\n  all of it: {read:?}"));
    };
    ensure("it is listed as a difference and is none", as_sdk.is_err())?;
    let expected = better.expected(&vector.expect);
    compare(&read, &expected).map_err(|found| format!("{}: {found}\n  all of it: {read:?}", better.why))
}

/// Executes the API with a gateway that replies with the vector's body.
fn read(input: &Value) -> Result<Seen, Error> {
    let body = text(input, "body").to_owned();
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body.clone())));
    let mut settings = input.clone();
    settings["check"] = false.into();
    let client = builder(&settings, ParamPlacement::Body).transport(gateway).build().unwrap();
    let method = text(input, "method");
    let request = (Api::find(method).read)(&typed::params(&sample::request(method))).unwrap();
    request.execute_raw(&call(&settings, &client))
}
