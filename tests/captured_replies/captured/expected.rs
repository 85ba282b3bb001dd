//! Expected results of bodies.

use serde_json::Value;
use top_runtime::codec::Decode;
use top_runtime::error::{ErrorKind, PlatformErrorKind};
use top_runtime::server::{plain_json, wrapped_json};
use top_runtime::session::{NoSession, Permits};
use top_runtime::{Error, Reply, TopApi};

use crate::apis::time::GetTime;
use crate::check::{Checked, same, tells};
use crate::gateway::{Gateway, platform};

/// File of a body, and its expected result.
pub(super) type Body = (&'static str, Expected);

/// Expected result of a body.
pub(super) enum Expected {
    /// A reply that this function checks.
    Reply(fn(&str) -> Checked),
    /// An error of the platform of this kind.
    Error(PlatformErrorKind),
    /// An error of the platform without envelope, as the reply to a simplified call.
    FlatError(PlatformErrorKind),
    /// Not a reply, with a reason that contains this text.
    NotTop(&'static str),
}

impl Expected {
    pub(super) fn check(&self, body: &str) -> Checked {
        match *self {
            Self::Reply(check) => check(body),
            Self::Error(cause) => error(Gateway::with_reply(body), body, cause),
            Self::FlatError(cause) => error(Gateway::with_reply(body).simplified(), body, cause),
            Self::NotTop(reason) => match Gateway::with_reply(body).ask(&GetTime).map_err(Error::into_kind) {
                Err(ErrorKind::UnexpectedBody(error)) if error.reason.contains(reason) => Ok(()),
                other => Err(format!("expected what is no reply as {reason}, got {other:?}")),
            },
        }
    }
}

/// Asserts that JSON is decoded completely, without issues.
pub(super) fn json<A: TopApi<Session: Permits<NoSession, A>> + Default>(body: &str) -> Checked {
    let decode_completely = json_of(body)?;
    let members = decode_completely.as_object().into_iter().flatten();
    let content = members.map(|(_, content)| content).next().ok_or("no root")?;
    let reply = read(Gateway::with_reply(body), &A::default())?;
    all_of(&reply, content, wrapped_json)
}

/// Asserts that simplified JSON is decoded completely, without issues.
pub(super) fn simplified<A: TopApi<Session: Permits<NoSession, A>> + Default>(body: &str) -> Checked {
    let reply = read(Gateway::with_reply(body).simplified(), &A::default())?;
    all_of(&reply, &json_of(body)?, plain_json)
}

/// Asserts that XML is decoded completely, without issues. Compares the tree, as there is no second
/// XML parser.
pub(super) fn xml<A: TopApi<Session: Permits<NoSession, A>> + Default>(body: &str) -> Checked {
    let reply = read(Gateway::with_reply(body), &A::default())?;
    let tree = json_of(&reply.value().to_string())?;
    all_of(&reply, &tree, wrapped_json)
}

/// The second parser rejects control characters in strings, so the test compares the time with the
/// body.
pub(super) fn control_characters(body: &str) -> Checked {
    let reply = Gateway::with_reply(body).ask(&GetTime).map_err(|error| error.to_string())?;
    let found = body.contains(&reply.time.to_string()) && reply.issues().is_empty();
    if found { Ok(()) } else { Err(format!("{reply:?}")) }
}

fn read<A: TopApi<Session: Permits<NoSession, A>>>(
    gateway: Gateway,
    request: &A,
) -> Result<Reply<A::Response>, String> {
    gateway.ask(request).map_err(|error| error.to_string())
}

/// Asserts that the reply has no issues and no unknown fields, and equals the content of the body.
fn all_of<T: Decode>(
    reply: &Reply<T>,
    content: &Value,
    write: fn(&dyn top_runtime::codec::Encode) -> Result<String, Vec<top_runtime::error::Issue>>,
) -> Checked {
    same("issues", &reply.issues(), &[].as_slice())?;
    same("unknown fields", &reply.unknown_fields(), &Vec::new())?;
    let mut content = content.clone();
    let id = content.as_object_mut().and_then(|members| members.remove("request_id"));
    same("request_id", &reply.request_id(), &id.as_ref().and_then(Value::as_str).unwrap_or_default())?;
    let ours = write(&**reply).map_err(|issues| format!("{issues:?}"))?;
    tells("", &json_of(&ours)?, &content)
}

/// Asserts that the error has the fields of the body and the expected kind.
fn error(gateway: Gateway, body: &str, cause: PlatformErrorKind) -> Checked {
    let (error, request_id) = platform(gateway.ask(&GetTime));
    let field = |name: &str| if body.starts_with('<') { element(body, name) } else { member(body, name) };
    same("code", &error.code, &field("code"))?;
    same("msg", &error.msg, &field("msg"))?;
    same("sub_code", &error.sub_code.clone().unwrap_or_default(), &field("sub_code"))?;
    same("sub_msg", &error.sub_msg.clone().unwrap_or_default(), &field("sub_msg"))?;
    same("request_id", &request_id, &field("request_id"))?;
    same("cause", &error.kind(), &cause)
}

/// Returns a field of an error in JSON, with or without envelope.
fn member(body: &str, name: &str) -> String {
    let body = json_of(body).unwrap_or_default();
    match &body.get("error_response").unwrap_or(&body)[name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Returns a field of an error in XML.
fn element(body: &str, name: &str) -> String {
    let inner = body.split_once(&format!("<{name}>")).map(|(_, rest)| rest);
    let inner = inner.and_then(|rest| rest.split_once(&format!("</{name}>")));
    inner.map(|(text, _)| text.to_owned()).unwrap_or_default()
}

fn json_of(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
