//! Replies: what we read from a body against what the SDK read.

pub(crate) mod better;
pub(crate) mod compare;
pub(crate) mod wanted;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::Error;
use top_runtime::transport::{HttpResponse, InMemoryTransport, ParamPlacement};

use crate::apis::{Api, Seen};
use crate::check::{Checked, holds};
use crate::client::{builder, call};
use crate::vector::{Vector, text};
use crate::{sample, typed};
use better::BETTER;
use compare::compare;
use wanted::Wanted;

/// One test per vector.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/response.json")).into_iter();
    vectors.map(|vector| vector.trial("response", check)).collect()
}

fn check(vector: &Vector) -> Checked {
    let read = read(&vector.input);
    let of_sdk = Wanted::of_sdk(&vector.expect);
    let as_sdk = of_sdk
        .as_ref()
        .ok_or_else(|| "the SDK throws an exception: what do we do?".to_owned())
        .and_then(|wanted| compare(&read, wanted));
    let Some(better) = BETTER.iter().find(|better| better.vector == vector.id) else {
        return as_sdk.map_err(|found| format!("{found}\n  all of it: {read:?}"));
    };
    holds("it is listed as a difference and is none", as_sdk.is_err())?;
    let wanted = better.wanted(&vector.expect);
    compare(&read, &wanted).map_err(|found| format!("{}: {found}\n  all of it: {read:?}", better.why))
}

/// Executes the API with a gateway that answers with the vector's body.
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
