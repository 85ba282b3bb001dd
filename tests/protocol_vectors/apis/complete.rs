//! The declarations have every field of the pages.

use libtest_mimic::Trial;
use top_runtime::server::root_name;
use top_runtime::transport::{HttpResponse, InMemoryTransport, ParamPlacement};

use super::{APIS, Api};
use crate::check::{Checked, same, same_text};
use crate::client::{builder, call};
use crate::{sample, typed};

/// One test per API.
pub(crate) fn trials() -> Vec<Trial> {
    let trial = |api: &'static Api| {
        Trial::test(format!("apis::{}", api.method), || {
            request(api).and_then(|()| reply(api)).map_err(Into::into)
        })
    };
    APIS.iter().map(trial).collect()
}

/// A request with every parameter and member arrives with every one.
fn request(api: &Api) -> Checked {
    let settings = serde_json::json!({"check": false});
    let params = typed::params(&sample::request(api.method));
    let request = (api.read)(&params).map_err(|issue| format!("read_request: {issue}"))?;
    let client = builder(&settings, ParamPlacement::Query).build().unwrap();
    let prepared = request.prepare(&call(&settings, &client)).map_err(|error| error.to_string())?;
    let sent: Vec<_> = form_urlencoded::parse(prepared.body()).collect();
    same("number of parameters", sent.len(), params.iter().count())?;
    sent.iter().try_for_each(|(name, text)| same_text(name, text, params.get(name).unwrap_or_default()))
}

/// Asserts that a reply with every field is decoded completely.
fn reply(api: &Api) -> Checked {
    if !DECLARED_REPLIES.contains(&api.method) {
        return Ok(());
    }
    let settings = serde_json::json!({"check": false});
    let (sent, expected) = sample::reply(api.method);
    let body = serde_json::json!({root_name(api.method): sent}).to_string();
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body.clone())));
    let client = builder(&settings, ParamPlacement::Body).transport(gateway).build().unwrap();
    let request = (api.read)(&typed::params(&sample::request(api.method))).unwrap();
    let seen = request.execute_raw(&call(&settings, &client)).map_err(|error| error.to_string())?;
    same("issues", seen.issues, Vec::new())?;
    same("reply", seen.fields, expected)
}

/// The APIs of the reply vectors. The other APIs have no response, as their vectors have none.
const DECLARED_REPLIES: [&str; 7] = [
    "alibaba.jym.servicecenter.mediation.result.push",
    "alibaba.kongur.compromisecommunicate.pushcompromisecommunicate",
    "alibaba.niaochao.complaintticket.create",
    "taobao.rdc.aligenius.identification.case.update",
    "taobao.sungari.jgb.open.appeal.achieve",
    "taobao.wiretest.all.types",
    "taobao.wiretest.code.field",
];
