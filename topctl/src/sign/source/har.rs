//! Reads an entry of a HAR file, version 1.2.

use serde_json::Value;

use crate::sign::request::{Param, Place, Request};
use crate::sign::time;

/// Reads a HAR file, an entry of it, or the request of an entry. `None` for another JSON text.
pub(super) fn parse(json: &Value) -> Option<Result<Request, String>> {
    if let Some(entries) = json.pointer("/log/entries") {
        let entries = entries.as_array()?;
        let signed = entries.iter().find(|entry| url_or_body(entry, "sign="));
        return Some(match signed {
            Some(entry) => entry_request(entry).ok_or_else(no_url),
            None => Err("no entry of the HAR file has the parameter `sign`".to_owned()),
        });
    }
    let has_url =
        json.pointer("/request/url").or_else(|| json.get("url").filter(|_| json.get("postData").is_some()));
    has_url.map(|_| entry_request(json).ok_or_else(no_url))
}

fn no_url() -> String {
    "the HAR entry has no URL".to_owned()
}

fn url_or_body(entry: &Value, text: &str) -> bool {
    let parts = [entry.pointer("/request/url"), entry.pointer("/request/postData/text")];
    parts.into_iter().flatten().filter_map(Value::as_str).any(|part| part.contains(text))
        || entry.pointer("/request/postData/params").and_then(Value::as_array).is_some_and(|params| {
            params.iter().any(|param| param.get("name").and_then(Value::as_str) == Some("sign"))
        })
}

fn entry_request(entry: &Value) -> Option<Request> {
    let request = entry.get("request").unwrap_or(entry);
    let mut read = Request::from_url(request.get("url")?.as_str()?);
    let started = entry.get("startedDateTime").and_then(Value::as_str);
    read.sent_at = started.and_then(|text| time::parse_rfc3339(text).ok());
    let Some(post) = request.get("postData") else { return Some(read) };
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    read.content_type = text(post, "mimeType");
    let is_multipart =
        read.content_type.as_deref().is_some_and(|content_type| content_type.starts_with("multipart/"));
    let body = text(post, "text").filter(|body| !body.is_empty() && !is_multipart);
    match (body, post.get("params").and_then(Value::as_array)) {
        (Some(body), _) => read.add_body(&body),
        (None, Some(params)) => {
            for param in params {
                let name = text(param, "name").unwrap_or_default();
                read.params.push(match text(param, "fileName") {
                    Some(file) => Param::file(&name, &file),
                    None => Param::from_text(&name, &text(param, "value").unwrap_or_default(), Place::Body),
                });
            }
        }
        (None, None) => {}
    }
    Some(read)
}
