//! Comparison of two documents of one API.
//!
//! A client made from the old document sends the old request and expects the old reply. A request
//! may therefore accept more, and a reply may contain more. Any other change is breaking.

mod change;
mod fields;
mod fit;
mod limits;

pub use change::{Change, Effect, Side};

use crate::Api;
use crate::model::{Protocol, Session};

/// Lists the changes: first the API itself, then its request, then its reply.
///
/// ```
/// use top_codegen::{Effect, diff, read};
///
/// let old = br#"{"name": "example.stock.get", "requestParams": [{"name": "sku", "type": "String"}]}"#;
/// let new = br#"{"name": "example.stock.get", "requestParams": [{"name": "sku", "type": "String", "required": true}]}"#;
/// let changes = diff(&read("old.json", old)?.api, &read("new.json", new)?.api);
/// assert_eq!(changes[0].effect, Effect::Breaking);
/// assert_eq!(changes[0].to_string(), "breaking: request `sku`: optional -> required");
/// # Ok::<(), top_codegen::FileDiagnostic>(())
/// ```
#[must_use]
pub fn diff(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    about(old, new, &mut changes);
    fields::compare(Side::Request, "", &old.request, &new.request, &mut changes);
    fields::compare(Side::Response, "", &old.response, &new.response, &mut changes);
    changes
}

fn about(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let mut texts = |effect, what: &'static str, before: &str, after: &str| {
        if before != after && !before.is_empty() && !after.is_empty() {
            changes.push(Change::new(effect, Side::Api, "", what, before, after));
        }
    };
    texts(Effect::Breaking, "method", &old.method, &new.method);
    texts(Effect::Breaking, "http", http(old.protocol), http(new.protocol));
    texts(session_effect(new.session), "session", session(old.session), session(new.session));
    texts(Effect::Compatible, "title", &old.title, &new.title);
    texts(Effect::Compatible, "description", &old.description, &new.description);
    error_codes(old, new, changes);
}

/// Lists added and removed error codes: a client reports unknown codes, too.
fn error_codes(old: &Api, new: &Api, changes: &mut Vec<Change>) {
    let lacks = |api: &Api, code: &str| !api.error_codes.iter().any(|known| known.code == code);
    let mut add = |before: &str, after: &str| {
        changes.push(Change::new(Effect::Compatible, Side::Api, "", "error_code", before, after));
    };
    old.error_codes.iter().filter(|code| lacks(new, &code.code)).for_each(|code| add(&code.code, ""));
    new.error_codes.iter().filter(|code| lacks(old, &code.code)).for_each(|code| add("", &code.code));
}

/// Returns the HTTP method of a path; empty for other protocols.
fn http(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::IopRest(http) => http.as_str(),
        Protocol::Top | Protocol::IopSync | Protocol::Tmc => "",
    }
}

fn session_effect(now: Session) -> Effect {
    if now == Session::Required { Effect::Breaking } else { Effect::Compatible }
}

/// Returns the session requirement as text; empty if the document does not state it, which skips
/// the comparison.
fn session(session: Session) -> &'static str {
    match session {
        Session::Required => "required",
        Session::NotRequired => "not required",
        Session::Unknown => "",
    }
}
