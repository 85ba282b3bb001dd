//! Format of a reply: the form of each protocol.

use top_runtime::Value;
use top_runtime::codec::Encode;
use top_runtime::server::{plain_json, root_name, wrapped_json};

use super::{Reply, xml};
use crate::error_response::ErrorResponse;

/// Root of an error on TOP and `/sync`.
const ERROR: &str = "error_response";

/// Root of the replies of Qimen.
const QIMEN: &str = "response";

/// Format of a reply, selected by the protocol, `format` and `simplify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReplyFormat {
    /// JSON with a root that is named after the method, and wrapped lists.
    Json,
    /// JSON without a root; lists are arrays.
    SimplifiedJson,
    /// XML with the structure of [`Json`](Self::Json).
    Xml,
    /// JSON of `/sync`: like [`Json`](Self::Json), with textual codes of errors.
    IopJson,
    /// JSON of `/sync` without a root.
    IopSimplifiedJson,
    /// JSON of `/rest`: without a root, and with a `code` in success and error.
    IopFlat,
    /// JSON of Qimen: the root `response`, and lists as arrays.
    QimenJson,
    /// XML of Qimen.
    QimenXml,
}

impl ReplyFormat {
    /// Every format.
    #[cfg(any(test, fuzzing))]
    pub(crate) const ALL: [Self; 8] = [
        Self::Json,
        Self::SimplifiedJson,
        Self::Xml,
        Self::IopJson,
        Self::IopSimplifiedJson,
        Self::IopFlat,
        Self::QimenJson,
        Self::QimenXml,
    ];

    /// Encodes the response of a typed handler, with lists as the format requires.
    pub(crate) fn encode(self, response: &dyn Encode) -> Result<Value, ErrorResponse> {
        let text = match self {
            Self::Json | Self::Xml | Self::IopJson | Self::QimenXml => wrapped_json(response),
            Self::SimplifiedJson | Self::IopSimplifiedJson | Self::IopFlat | Self::QimenJson => {
                plain_json(response)
            }
        };
        let text = text.map_err(|issues| match issues.first() {
            Some(issue) => unwritable(issue.to_string()),
            None => unwritable("unknown reason"),
        })?;
        text.parse().map_err(|error: top_runtime::error::ValueError| unwritable(error.to_string()))
    }

    /// Returns the reply with these members.
    pub(crate) fn write(self, api: &str, content: Value, request_id: &str) -> Result<Reply, ErrorResponse> {
        let mut members = match content {
            Value::Object(members) => members,
            Value::Null => Vec::new(),
            _ => return Err(unwritable("expected an object")),
        };
        // A declared response may have the fields: the platform's replies contain them.
        let has = |members: &[(String, Value)], name| members.iter().any(|(known, _)| known == name);
        match self {
            // The provider of the API writes the reply, not the platform.
            Self::QimenJson | Self::QimenXml if !has(&members, "flag") => {
                members.insert(0, ("flag".to_owned(), "success".into()));
            }
            Self::IopFlat if !has(&members, "code") => members.insert(0, ("code".to_owned(), "0".into())),
            _ => {}
        }
        if !matches!(self, Self::QimenJson | Self::QimenXml) && !has(&members, "request_id") {
            members.push(("request_id".to_owned(), request_id.into()));
        }
        let content = Value::Object(members);
        Ok(match self {
            Self::Json => Reply::json(&Value::from_iter([(root_name(api), content)])),
            Self::SimplifiedJson => Reply::json(&content),
            Self::Xml => write_xml(&root_name(api), &content)?,
            Self::IopJson => Reply::iop(&Value::from_iter([(root_name(api), content)])),
            Self::IopSimplifiedJson | Self::IopFlat => Reply::iop(&content),
            Self::QimenJson => Reply::json(&Value::from_iter([(QIMEN, content)])),
            Self::QimenXml => write_xml(QIMEN, &content)?,
        })
    }

    /// Returns the reply with an error response. Simplified JSON has the root of errors, too.
    pub(crate) fn write_error(self, error: &ErrorResponse, request_id: &str) -> Reply {
        let rooted = |root, content| Value::from_iter([(root, content)]);
        match self {
            Self::Json | Self::SimplifiedJson => Reply::json(&rooted(ERROR, error.top_content(request_id))),
            Self::Xml => Reply::xml(ERROR, &error.top_content(request_id)),
            Self::IopJson | Self::IopSimplifiedJson => {
                Reply::iop(&rooted(ERROR, error.iop_content(request_id)))
            }
            Self::IopFlat => Reply::iop(&error.flat_content(request_id)),
            Self::QimenJson => Reply::json(&rooted(QIMEN, error.qimen_content(request_id))),
            Self::QimenXml => Reply::xml(QIMEN, &error.qimen_content(request_id)),
        }
    }

    /// Returns `true` for XML.
    pub(super) fn is_xml(self) -> bool {
        matches!(self, Self::Xml | Self::QimenXml)
    }
}

fn write_xml(root: &str, content: &Value) -> Result<Reply, ErrorResponse> {
    match xml::find_invalid_name(root, content) {
        Some(name) => Err(unwritable(format!("`{name}` is not a valid XML element name"))),
        None => Ok(Reply::xml(root, content)),
    }
}

/// The error response for a handler's response that cannot be encoded.
fn unwritable(reason: impl std::fmt::Display) -> ErrorResponse {
    ErrorResponse::handler_failure(format!("the handler's response cannot be encoded: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(format: ReplyFormat, content: &str) -> Result<String, ErrorResponse> {
        let reply = format.write("taobao.time.get", content.parse().unwrap(), "r1")?;
        Ok(String::from_utf8(reply.body.to_vec()).unwrap())
    }

    #[test]
    fn request_id_is_added_to_the_response() {
        for (content, json, xml) in [
            ("{}", r#"{"request_id":"r1"}"#, "<request_id>r1</request_id>"),
            ("null", r#"{"request_id":"r1"}"#, "<request_id>r1</request_id>"),
            (
                r#"{"a":[1.50,null]}"#,
                r#"{"a":[1.50,null],"request_id":"r1"}"#,
                "<a>1.50</a><a></a><request_id>r1</request_id>",
            ),
            (r#"{"request_id":"own"}"#, r#"{"request_id":"own"}"#, "<request_id>own</request_id>"),
        ] {
            let rooted = format!(r#"{{"time_get_response":{json}}}"#);
            let document = format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\" ?><time_get_response>{xml}</time_get_response><!--sandbox-->"
            );
            assert_eq!(write(ReplyFormat::Json, content), Ok(rooted));
            assert_eq!(write(ReplyFormat::SimplifiedJson, content).as_deref(), Ok(json));
            assert_eq!(write(ReplyFormat::Xml, content), Ok(document));
        }
        for format in ReplyFormat::ALL {
            assert_eq!(write(format, "[1]").map_err(|error| error.code()), Err(15));
        }
    }

    #[test]
    fn invalid_xml_names_are_refused() {
        assert!(write(ReplyFormat::Json, r#"{"2024 年":1}"#).is_ok());
        let error = write(ReplyFormat::Xml, r#"{"2024 年":1}"#).unwrap_err();
        assert!(
            error
                .sub_msg()
                .is_some_and(|reason| reason.contains("`2024 年` is not a valid XML element name")),
            "{error:?}"
        );
    }

    #[test]
    fn each_gateway_has_its_own_form() {
        let content = r#"{"tids":[1],"code":"7"}"#;
        for (format, expected) in [
            (ReplyFormat::IopJson, r#"{"time_get_response":{"tids":[1],"code":"7","request_id":"r1"}}"#),
            (ReplyFormat::IopSimplifiedJson, r#"{"tids":[1],"code":"7","request_id":"r1"}"#),
            (ReplyFormat::IopFlat, r#"{"tids":[1],"code":"7","request_id":"r1"}"#),
            (ReplyFormat::QimenJson, r#"{"response":{"flag":"success","tids":[1],"code":"7"}}"#),
            (
                ReplyFormat::QimenXml,
                "<?xml version=\"1.0\" encoding=\"utf-8\" ?><response><flag>success</flag>\
                 <tids>1</tids><code>7</code></response><!--sandbox-->",
            ),
        ] {
            assert_eq!(write(format, content).as_deref(), Ok(expected));
        }
        assert_eq!(write(ReplyFormat::IopFlat, "{}").as_deref(), Ok(r#"{"code":"0","request_id":"r1"}"#));
        let own = r#"{"flag":"failure","code":"S003","message":"m"}"#;
        let expected = format!(r#"{{"response":{own}}}"#);
        assert_eq!(write(ReplyFormat::QimenJson, own).as_deref(), Ok(&*expected), "the provider's own flag");
    }
}
