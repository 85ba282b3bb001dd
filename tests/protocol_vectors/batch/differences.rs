//! Intended differences from the SDK.

use top_runtime::TopApi;
use top_runtime::error::ErrorKind;
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport};

use super::Results;
use super::sent::{Call, Sent};
use crate::check::{Checked, ensure, same};
use crate::client::now;

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", session = none)]
struct GetTime;

#[derive(TopApi)]
#[top_api(method = "taobao.user.seller.get", session = none)]
struct GetSeller {
    #[top(required)]
    fields: Vec<String>,
}

/// A vector that the client does not follow.
pub(super) struct Difference {
    pub(super) vector: &'static str,
    pub(super) why: &'static str,
    pub(super) ours: Allowance,
}

/// What differs.
#[derive(Clone, Copy)]
pub(super) enum Allowance {
    /// The calls, which are those of the client after this change.
    Request(fn(&mut Vec<Call>)),
    /// The results only.
    Results(fn(&[Sent], &Results) -> Checked),
    /// Requests and results.
    All(fn(&[Sent], &Results) -> Checked),
}

const COMMON: &str = "the client repeats common parameters in each call, as the server would merge them";

const SEPARATOR: &str = "the separator is fixed: a value in a call or in JSON cannot contain it";

const fn common(vector: &'static str) -> Difference {
    Difference { vector, why: COMMON, ours: Allowance::Request(merge) }
}

/// One entry per vector.
pub(super) const DIFFERENCES: &[Difference] = &[
    common("three_same"),
    common("public_method"),
    common("public_params"),
    common("single"),
    common("check_skipped_with_public"),
    Difference {
        vector: "custom_separator",
        why: SEPARATOR,
        ours: Allowance::All(|sent, _| header_is_absent(sent)),
    },
    Difference {
        vector: "resp_custom_sep_regex",
        why: SEPARATOR,
        ours: Allowance::All(|sent, results| header_is_absent(sent).and_then(|()| is_mismatch(results))),
    },
    Difference {
        vector: "check_fails",
        why: "a request that violates its rules is the error of its call: the others are sent",
        ours: Allowance::All(|_, _| is_refused_alone()),
    },
    Difference {
        vector: "empty_list",
        why: "a batch without calls has no results, and sends nothing",
        ours: Allowance::Results(|_, results| {
            same("results", results.as_ref().map_err(ToString::to_string)?.len(), 0)
        }),
    },
    Difference {
        vector: "resp_count_mismatch",
        why: "replies that cannot be assigned are an error, not a success without results",
        ours: Allowance::Results(|_, results| is_mismatch(results)),
    },
    Difference {
        vector: "resp_empty_item",
        why: "an empty reply is the error of its call, not an exception",
        ours: Allowance::Results(|_, results| {
            let replies = results.as_ref().map_err(ToString::to_string)?;
            ensure("the first call has no reply", replies[0].is_ok())?;
            let error = replies[1].as_ref().err().ok_or("the second call has a reply")?;
            ensure("another kind", matches!(error.kind(), ErrorKind::UnexpectedBody(_)))
        }),
    },
];

/// Adds the parameters of the first part to each call, as the server does. Those of a call win.
fn merge(calls: &mut Vec<Call>) {
    let common = calls.remove(0).into_iter();
    let common: Call =
        common.map(|(name, value)| (name.trim_start_matches("#PUBLIC#").to_owned(), value)).collect();
    for call in calls {
        for (name, value) in &common {
            call.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn header_is_absent(sent: &[Sent]) -> Checked {
    let [sent] = sent else { return Err(format!("{} requests", sent.len())) };
    same("headers", sent.headers.len(), 1)
}

fn is_mismatch(results: &Results) -> Checked {
    let error = results.as_ref().err().ok_or("there are results")?;
    ensure("not the error of the batch", error.is_of_batch() && error.may_have_executed())?;
    ensure("another kind", matches!(error.kind(), ErrorKind::UnexpectedBody(_)))
}

/// Sends the declared requests of the vector, of which the second lacks a parameter.
fn is_refused_alone() -> Checked {
    let gateway = InMemoryTransport::new(|request: &HttpRequest| {
        assert_eq!(request.body().as_bytes().unwrap(), "method=taobao.time.get");
        Ok(HttpResponse::new(r#"{"time_get_response":{"time":"2016-01-01 12:00:00"}}"#))
    });
    let client = top_runtime::Client::builder("12345678", "helloworld").transport(gateway).build();
    let client = client.map_err(|error| error.to_string())?;
    let (time, seller) =
        now(client.batch((&GetTime, &GetSeller { fields: vec![] }))).map_err(|error| error.to_string())?;
    time.map_err(|error| error.to_string())?;
    let error = seller.err().ok_or("the request without `fields` was sent")?;
    same("path", error.issues()[0].path.as_str(), "fields")
}
