//! Classifies a body by its content: a reply in one of its forms, an error of the platform, or
//! neither.

mod flat;
mod foreign;
mod provider;

use crate::codec::encode::Kind;
use crate::error::{Context, Error, PlatformError, UnexpectedBody};
use crate::outcome::is_success_word;
use crate::protocol::{Protocol, ReplyForm};
use crate::tree::{Content, MAX_DEPTH, Members, Node, Tree, parse_reply};

/// Properties of the call that a body is the reply to.
pub(super) struct Expected<'a> {
    pub(super) method: &'a str,
    pub(super) simplify: bool,
    pub(super) protocol: &'static Protocol,
    /// Wire type of the declared response.
    pub(super) kind: Kind,
}

/// The part of a successful reply that the response is decoded from.
#[derive(Clone, Copy)]
pub(super) struct Payload<'t> {
    pub(super) node: Node<'t>,
    /// Empty if the reply has none.
    pub(super) request_id: &'t str,
}

/// Parses a body and passes its payload to `read`. Returns an error if the body is not a successful
/// reply.
pub(super) fn with_payload<R>(
    expected: &Expected<'_>,
    body: &str,
    read: impl FnOnce(Payload<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    if body.trim_start().starts_with('<') {
        let tree = parse_xml(body).map_err(|reason| expected.unexpected(body, reason))?;
        return read(expected.payload(tree.root(), body)?);
    }
    let tree = parse_reply(body, MAX_DEPTH)
        .map_err(|error| expected.unexpected(body, format!("it is not JSON: {error}")))?;
    read(expected.payload(tree.root(), body)?)
}

#[cfg(feature = "xml")]
fn parse_xml(body: &str) -> Result<Tree<'_>, String> {
    crate::tree::parse_xml(body).map_err(|error| format!("it is not XML: {error}"))
}

#[cfg(not(feature = "xml"))]
fn parse_xml(_: &str) -> Result<Tree<'_>, String> {
    Err("it is XML or HTML, and the feature `xml` is off".to_owned())
}

impl Expected<'_> {
    fn unexpected(&self, body: &str, reason: String) -> Error {
        let context = Context::new(self.method).with_body(body);
        Error::new(context, UnexpectedBody { reason, content_type: None })
    }

    /// Returns the payload of a successful reply.
    fn payload<'t>(&self, root: Node<'t>, body: &str) -> Result<Payload<'t>, Error> {
        if self.protocol.reply == ReplyForm::Provider && !root.is_scalar() {
            return self.provided(root, body);
        }
        let Some(members) = root.members() else {
            return Err(self.unexpected(body, "it is not an object".to_owned()));
        };
        match self.protocol.reply {
            ReplyForm::Flat => self.flat(root, body),
            _ => self.enveloped(root, &members, body),
        }
    }

    /// Returns the payload of a reply of TOP, or of an API of IOP with a name.
    fn enveloped<'t>(&self, root: Node<'t>, members: &Members<'t>, body: &str) -> Result<Payload<'t>, Error> {
        if let Some(error) = root.member("error_response") {
            return Err(self.platform_error(error, root, body));
        }
        if self.simplify && !self.declares("code") && self.is_flat_error(root) {
            return Err(self.platform_error(root, root, body));
        }
        if !self.declares("type") && foreign::is_iop_error(root) {
            if self.protocol.reply == ReplyForm::EnvelopeWithResult {
                return Err(self.platform_error(root, root, body));
            }
            return Err(self.unexpected(body, foreign::IOP_ERROR.to_owned()));
        }
        if !self.declares("response") && foreign::is_qimen_error(root) {
            return Err(self.unexpected(body, foreign::qimen_error(self.protocol.name)));
        }
        let by_name = members.clone().filter(|(name, _)| is_root_of(name, self.method)).last();
        if let (None, Some(error)) = (&by_name, self.error_in_unknown_root(root)) {
            return Err(self.platform_error(error, root, body));
        }
        let payload = by_name.map(|(_, node)| node).or_else(|| self.unnamed(root)).ok_or_else(|| {
            let reason =
                format!("it has neither the root `{}` nor a field of the reply", root_name(self.method));
            self.unexpected(body, reason)
        })?;
        let request_id = text(payload, "request_id").or_else(|| text(root, "request_id")).unwrap_or_default();
        Ok(Payload { node: payload, request_id })
    }

    /// Returns the payload of a reply without the root of the method: the top object if the reply
    /// is simplified, else the only object inside of it.
    fn unnamed<'t>(&self, root: Node<'t>) -> Option<Node<'t>> {
        let mut members = root.members()?;
        let has_declared_field = members.clone().any(|(name, _)| self.declares(name));
        let mut objects = members.clone().filter(|(_, node)| matches!(node.content(), Content::Object(_)));
        let only = objects.next().filter(|_| objects.next().is_none());
        let has_id = text(root, "request_id").is_some();
        match (self.kind, only) {
            _ if has_declared_field => Some(root),
            (_, Some((name, node))) if name.ends_with("_response") => Some(node),
            // No field is declared: any object is accepted.
            (Kind::Any, _) => members.next().map(|_| root),
            // A root of another name is accepted if it contains a declared field.
            (Kind::Object(_, table), Some((_, node))) if table.has_member_in(node) => Some(node),
            _ => (has_id && self.simplify).then_some(root),
        }
    }

    /// Returns the error in a root of another name. Without this rule, a response whose fields are all
    /// optional would be a success without content.
    fn error_in_unknown_root<'t>(&self, root: Node<'t>) -> Option<Node<'t>> {
        let Kind::Object(_, table) = self.kind else { return None };
        let (_, node) = root.members()?.find(|(name, _)| name.ends_with("_response"))?;
        let is_error = self.is_flat_error(node)
            && text(node, "code") != Some("0")
            && !table.has("code")
            && !table.has_member_in(node);
        is_error.then_some(node)
    }

    /// Returns `true` if the declared response has a field of this name.
    fn declares(&self, name: &str) -> bool {
        matches!(self.kind, Kind::Object(_, table) if table.has(name))
    }

    /// Returns `true` for an error without `error_response`, as some simplified replies have it.
    fn is_flat_error(&self, root: Node<'_>) -> bool {
        let is_iop = self.protocol.reply == ReplyForm::EnvelopeWithResult;
        // Codes of IOP are texts.
        let is_code =
            |code: &str| code.parse::<i64>().is_ok() || (is_iop && self.protocol.codes.has_name(code));
        let code = text(root, "code").filter(|code| is_code(code));
        let is_text = |name| root.member(name).is_some_and(|msg| matches!(msg.content(), Content::Text(_)));
        let msg = is_text("msg") || (is_iop && is_text("message"));
        // Replies of AliExpress have codes of success beside their message.
        let is_success = is_iop && code.is_some_and(is_success_word);
        code.is_some()
            && msg
            && !is_success
            && (text(root, "sub_code").is_some() || text(root, "request_id").is_some())
    }

    /// Returns an error of the platform. At least one of its fields must be present.
    fn platform_error(&self, error: Node<'_>, root: Node<'_>, body: &str) -> Error {
        let field = |name| text(error, name).filter(|text| !text.is_empty()).map(str::to_owned);
        // APIs of IOP with a path have `message`.
        let (code, msg, sub_code) =
            (field("code"), field("msg").or_else(|| field("message")), field("sub_code"));
        if code.is_none() && msg.is_none() && sub_code.is_none() {
            return self.unexpected(
                body,
                "its `error_response` has neither `code` nor `msg` nor `sub_code`".to_owned(),
            );
        }
        let request_id = text(error, "request_id").or_else(|| text(root, "request_id")).unwrap_or_default();
        let context = Context::new(self.method).with_request_id(request_id).with_body(body);
        let sub_msg = field("sub_msg").or_else(|| flat::details(error));
        let error = PlatformError::new(code.unwrap_or_default(), msg.unwrap_or_default(), sub_code, sub_msg);
        Error::new(context, error.with_type(field("type")).with_codes(self.protocol.codes))
    }
}

/// Returns the text of a scalar member.
fn text<'t>(node: Node<'t>, name: &str) -> Option<&'t str> {
    node.member(name).and_then(Node::scalar)
}

/// Returns the members of replies that belong to the protocol, not to the response.
pub(super) fn members_of(protocol: &Protocol) -> &'static [&'static str] {
    match protocol.reply {
        ReplyForm::Flat => &["code", "request_id", "_trace_id_"],
        _ => &["request_id"],
    }
}

/// Returns the name of the root: the method without `taobao.`, dots as underscores, then
/// `_response`.
pub(crate) fn root_name(method: &str) -> String {
    format!("{}_response", method.strip_prefix("taobao.").unwrap_or(method).replace('.', "_"))
}

/// Compares a name with [`root_name`] without allocation.
fn is_root_of(name: &str, method: &str) -> bool {
    let Some(name) = name.strip_suffix("_response") else {
        return false;
    };
    let method = method.strip_prefix("taobao.").unwrap_or(method);
    name.len() == method.len()
        && name.bytes().zip(method.bytes()).all(|(a, b)| a == b || (a == b'_' && b == b'.'))
}

#[cfg(test)]
mod tests {
    use super::{is_root_of, root_name};

    #[test]
    fn root_names_omit_the_prefix_taobao_only() {
        for (method, root) in [
            ("taobao.sungari.jgb.open.appeal.achieve", "sungari_jgb_open_appeal_achieve_response"),
            ("alibaba.niaochao.complaintticket.create", "alibaba_niaochao_complaintticket_create_response"),
        ] {
            assert_eq!(root_name(method), root);
            assert!(is_root_of(root, method) && !is_root_of("x_response", method) && !is_root_of("", method));
        }
    }
}
