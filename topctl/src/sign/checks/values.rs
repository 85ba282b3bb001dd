//! Values of parameters, and the place of the body.

use super::Finding;
use crate::sign::args::Protocol;
use crate::sign::request::{Request, is_blank};

/// First words of methods.
const FAMILIES: [&str; 14] = [
    "taobao.",
    "tmall.",
    "alibaba.",
    "alitrip.",
    "cainiao.",
    "aliexpress.",
    "aliyun.",
    "yunos.",
    "youku.",
    "wdk.",
    "xiami.",
    "global.",
    "qimen.",
    "account.",
];

pub(super) fn check(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    sign_method(request, protocol, findings);
    method(request, protocol, findings);
    session(request, protocol, findings);
    body(request, protocol, findings);
    let format = request.text("format").filter(|format| !is_blank(format.as_bytes()));
    if format.is_some_and(|format| !matches!(&*format, "json" | "xml" | "json2" | "xml2")) {
        // The value is not shown: users pass a session to the wrong argument of an SDK.
        findings.push(Finding::mistake(
            "`format` is neither `json` nor `xml`",
            "was a session passed in its place?",
        ));
    }
    if protocol != Protocol::Iop && request.text("v").is_some_and(|v| v != "2.0") {
        findings.push(Finding::mistake("`v` is not `2.0`", "send `v=2.0`"));
    }
    each_value(request, findings);
}

fn sign_method(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    let Some(method) = request.text("sign_method") else { return };
    let (valid, help): (&[&str], _) = match protocol {
        Protocol::Iop => (&["sha256", "HmacSHA256"], "write `sha256`, and sign with HMAC-SHA256"),
        Protocol::Top | Protocol::Qimen => {
            (&["md5", "hmac", "hmac-sha256"], "write `md5`, `hmac` or `hmac-sha256`")
        }
    };
    if protocol == Protocol::Iop && method == "md5" {
        findings.push(Finding::note("`sign_method` is `md5`, which the documents of IOP do not have", help));
    } else if !valid.contains(&&*method) {
        findings.push(Finding::mistake("`sign_method` has a value that the gateway does not know", help));
    }
}

fn method(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    let Some(method) = request.text("method") else { return };
    let shown = method.trim();
    if method.trim() != method || !method.contains('.') || method.contains(['/', ' ']) {
        let help = "send the name that the API's page shows, such as `taobao.time.get`";
        findings.push(Finding::mistake(format!("wrong method name: `{shown}`"), help));
    } else if !FAMILIES.iter().any(|family| method.starts_with(family)) && !is_qimen_method(protocol) {
        let help = "most names begin with `taobao.`, `tmall.`, `alibaba.` or `aliexpress.`: is the first word missing?";
        findings.push(Finding::note(format!("`{shown}` does not begin with a known word"), help));
    }
    if method.starts_with("aliexpress.") && request.host().ends_with(".taobao.com") {
        let help = "AliExpress left this gateway in 2023: call https://api-sg.aliexpress.com/sync";
        findings.push(Finding::mistake("wrong gateway: the method is one of AliExpress", help));
    }
}

/// Standard interfaces of Qimen have names such as `deliveryorder.create`.
fn is_qimen_method(protocol: Protocol) -> bool {
    protocol == Protocol::Qimen
}

fn session(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    let has = |name| request.param(name).is_some();
    let has_path = protocol == Protocol::Iop && request.api_path().is_some();
    if has("access_token") && !has("session") && protocol != Protocol::Iop {
        findings.push(Finding::mistake("the session is sent as `access_token`", "send it as `session`"));
    }
    if has("session") && !has("access_token") && has_path {
        findings.push(Finding::mistake(
            "the session is sent as `session`",
            "APIs with a path take it as `access_token`",
        ));
    }
    for name in ["app_key", "session", "access_token", "sign"] {
        if request.text(name).is_some_and(|text| text.trim() != text || text.starts_with(['"', '\''])) {
            findings.push(Finding::mistake(
                format!("`{name}` has blanks or quotes around its value"),
                "remove them",
            ));
        }
    }
}

fn body(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    let has_document = request.document.is_some();
    match protocol {
        Protocol::Top if has_document => findings.push(Finding::mistake(
            "the body is a document, not a form",
            "send the parameters as a form: application/x-www-form-urlencoded, or multipart/form-data with files",
        )),
        Protocol::Qimen if !has_document && request.path().starts_with("/router/qimen") => findings.push(Finding::mistake(
            "the body is not an XML document",
            "send the system parameters in the query and the document as body",
        )),
        _ => {}
    }
    let content_type = request.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let charset = content_type.split_once("charset=").map(|(_, charset)| charset.trim_matches(['"', ' ']));
    if charset.is_some_and(|charset| !matches!(charset.split(';').next(), Some("utf-8" | "utf8"))) {
        findings.push(Finding::mistake(
            "charset: the content type names another charset than UTF-8",
            "send UTF-8",
        ));
    }
    if request.params.iter().any(|param| param.is_file) && content_type.starts_with("application/") {
        findings.push(Finding::mistake(
            "a file is sent, but the body is not multipart/form-data",
            "send a multipart form",
        ));
    }
}

fn each_value(request: &Request, findings: &mut Vec<Finding>) {
    for param in request.params.iter().filter(|param| !param.is_file) {
        let name = &param.name;
        let Ok(text) = str::from_utf8(&param.value) else {
            findings.push(Finding::mistake(
                format!("charset: `{name}` is not UTF-8"),
                "encode text as UTF-8, not as GBK",
            ));
            continue;
        };
        if text.contains('\u{fffd}') || (text.len() > 1 && text.bytes().all(|byte| byte == b'?')) {
            let title = format!("charset: the characters of `{name}` were lost before the request was sent");
            findings.push(Finding::note(title, "read and convert text as UTF-8 everywhere"));
        }
        if is_encoded(text) {
            let title = format!("`{name}` was encoded twice");
            findings.push(Finding::note(title, "encode each value once, when it is sent"));
        }
        if is_blank(text.as_bytes()) {
            findings.push(Finding::note(
                format!("`{name}` is blank"),
                "leave it out: blank values are neither sent nor signed",
            ));
        }
        if text.strip_prefix('@').is_some_and(is_file_path) {
            findings.push(Finding::mistake(
                format!("`{name}` is the path of a file"),
                "send the file's content as multipart/form-data",
            ));
        }
    }
}

/// Whether a text is a path with a root, a drive or a dot, which no nick begins with.
fn is_file_path(text: &str) -> bool {
    let has_drive = text.starts_with(|char: char| char.is_ascii_alphabetic()) && text.get(1..2) == Some(":");
    has_drive || ["/", "./", "../"].iter().any(|start| text.starts_with(start))
}

/// Whether a text has escapes of UTF-8 beyond ASCII, or only escapes in place of punctuation.
fn is_encoded(text: &str) -> bool {
    let escapes = text.match_indices('%').filter(|(at, _)| {
        text.get(at + 1..at + 3).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    });
    escapes.count() > 0
        && !text.contains(|char: char| {
            char.is_whitespace() || !char.is_ascii() || matches!(char, '{' | '"' | ':' | '&')
        })
}
