//! Intended differences from the requests of the SDK.

use serde_json::Value;
use top_runtime::error::ErrorKind;
use top_runtime::server::read_request;
use top_runtime::transport::ParamPlacement;
use top_runtime::{Error, Params, Prepared, TopApi, TopValue};

use super::compare;
use super::sent::Sent;
use crate::apis::Api;
use crate::check::{Checked, ensure, same};
use crate::client::{builder, call, on};
use crate::typed;
use crate::vector::{Vector, text};

/// A difference, and a test of the client's behaviour.
pub(crate) struct Difference {
    pub(crate) vector: &'static str,
    pub(crate) why: &'static str,
    pub(crate) ours: fn(&Vector) -> Checked,
}

/// Signs a vector's request with another declaration of its API.
macro_rules! prepare_as {
    ($request:ty, $vector:expr) => {{
        let params = typed::params(&$vector.input["params"]);
        let request = read_request::<$request>(&params).map_err(|issue| issue.to_string())?;
        let client = builder(&$vector.input, ParamPlacement::Query).build().unwrap();
        on!(&call(&$vector.input, &client), call => call.prepare(&request))
    }};
}

/// Vectors whose declared request differs from the SDK's.
pub(crate) const DIFFERENCES: &[Difference] = &[
    Difference {
        vector: "seed_jym_null_vo",
        why: "the SDK sends the four letters `null` for an object that is not there; we leave the parameter out",
        ours: |vector| {
            let sent = Sent::by(&vector.input, ParamPlacement::Query)?;
            compare::signed(&vector.input, &sent)?;
            compare::query(vector, &sent)?;
            ensure("something is in the body", sent.body.is_empty())
        },
    },
    Difference {
        vector: "seed_niaochao_uffff_truncates",
        why: "the SDK takes U+FFFF for the end of a text; we send all of it",
        ours: |vector| {
            let sent = Sent::by(&vector.input, ParamPlacement::Query)?;
            compare::signed(&vector.input, &sent)?;
            compare::query(vector, &sent)?;
            let json: Value = serde_json::from_str(&sent.body["create_request"]).unwrap();
            same("comment", text(&json, "user_comment"), "before\u{ffff}after")
        },
    },
    Difference {
        vector: "udf_overrides_public_name",
        why: "the SDK sends a parameter called as a protocol parameter beside that and signs only one; we refuse it",
        ours: |vector| refused(&prepare_declared(vector)?, "format"),
    },
    Difference {
        vector: "inventory_adjust_empty_list",
        why: "the page requires the list; the SDK takes the text `[]` for a value, we refuse an empty list before sending",
        ours: |vector| {
            refused(&prepare_declared(vector)?, "adjust_request")?;
            // With `Option<Vec<_>>`, an explicit empty list is sent as the SDK does.
            let sent = prepare_as!(AdjustToNothing, vector).map_err(|error| error.to_string())?;
            same("body", sent.body(), b"adjust_request=%5B%5D&app_name=top".as_slice())
        },
    },
];

/// Vectors whose declared request equals the SDK's, and that a stricter declaration refuses.
pub(crate) const STRICTER: &[Difference] = &[
    Difference {
        vector: "seed_kongur_empty_strings",
        why: "empty text is never sent: where the field is not optional that is most likely a mistake",
        ours: |vector| refused(&prepare_as!(PushWithKey, vector), "kongur_app_key"),
    },
    Difference {
        vector: "seed_kongur_blank_top",
        why: "the same for blank text",
        ours: |vector| refused(&prepare_as!(PushWithKey, vector), "kongur_app_key"),
    },
    Difference {
        vector: "all_types",
        why: "an element with a comma arrives as two: it is refused where the list is given as a list",
        ours: |vector| {
            let given = vector.input["params"].as_array().unwrap().iter();
            let list = given.clone().find(|field| field["name"] == "str_list").unwrap();
            let items: Vec<_> = list["value"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let client = builder(&vector.input, ParamPlacement::Query).build().unwrap();
            let params = Params::new().with("str_list", items);
            refused(&client.prepare_call("taobao.wiretest.all.types", &params), "str_list[2]")
        },
    },
];

/// The settlement API with a required key.
#[derive(TopApi)]
#[top_api(method = "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate")]
struct PushWithKey {
    kongur_app_key: String,
}

/// The inventory API with an optional list.
#[derive(TopApi)]
#[top_api(method = "cainiao.merchant.inventory.adjust")]
struct AdjustToNothing {
    adjust_request: Option<Vec<Adjustment>>,
    app_name: String,
}

#[derive(TopValue)]
struct Adjustment {
    quantity: i64,
}

/// Signs a vector's request with its declaration.
fn prepare_declared(vector: &Vector) -> Result<Result<Prepared, Error>, String> {
    let read = Api::find(text(&vector.input, "method")).read;
    let request = read(&typed::params(&vector.input["params"])).map_err(|issue| issue.to_string())?;
    let client = builder(&vector.input, ParamPlacement::Query).build().unwrap();
    Ok(request.prepare(&call(&vector.input, &client)))
}

/// Asserts that a refused request has one issue, at this path.
fn refused(prepared: &Result<Prepared, Error>, path: &str) -> Checked {
    match prepared {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => {
            let paths: Vec<_> = error.issues().iter().map(|issue| issue.path.as_str()).collect();
            same("paths of the issues", paths, vec![path])
        }
        other => Err(format!("it is not refused: {other:?}")),
    }
}
