//! Replies of Qimen: the provider's own document, or an error of the gateway or of the provider.

use crate::error::{Context, Error, PlatformError};
use crate::outcome::is_success_word;
use crate::protocol::PROVIDER_CODES;
use crate::tree::{Content, Node};

use super::foreign::is_failure;
use super::{Expected, Payload, is_root_of, text};

impl Expected<'_> {
    /// Returns the payload of a successful reply: the content of the root `response`, which XML has
    /// always and JSON mostly, else the whole document.
    pub(super) fn provided<'t>(&self, root: Node<'t>, body: &str) -> Result<Payload<'t>, Error> {
        if let Some(error) = root.member("error_response") {
            return Err(self.platform_error(error, root, body));
        }
        let is_root =
            |name: &str| (name == "response" && !self.declares(name)) || is_root_of(name, self.method);
        let inner = root.members().and_then(|mut members| {
            members.find(|(name, node)| is_root(name) && matches!(node.content(), Content::Object(_)))
        });
        let response = inner.map_or(root, |(_, node)| node);
        if is_failure(response) || self.has_error_code(response) {
            return Err(self.refusal(response, body));
        }
        let request_id =
            text(response, "request_id").or_else(|| text(root, "request_id")).unwrap_or_default();
        Ok(Payload { node: response, request_id })
    }

    /// Whether a reply without a flag has a code and a message of a failure, and the response has no
    /// such code.
    fn has_error_code(&self, response: Node<'_>) -> bool {
        let is_failure =
            text(response, "code").is_some_and(|code| !code.is_empty() && !is_success_word(code));
        is_failure
            && text(response, "flag").is_none()
            && text(response, "message").is_some()
            && !self.declares("code")
    }

    /// Returns the error of a reply that reports a failure.
    fn refusal(&self, response: Node<'_>, body: &str) -> Error {
        let field = |name| text(response, name).filter(|text| !text.is_empty()).map(str::to_owned);
        let request_id = field("request_id");
        let sub_code = field("sub_code");
        // Codes of the gateway are numbers below 100. Low ones may be the provider's, unless the reply
        // has the id of the call or a sub code, which the gateway adds: they would allow a retry.
        let number = field("code").and_then(|code| code.trim().parse::<u8>().ok());
        let is_of_gateway = request_id.is_some()
            || sub_code.is_some()
            || number.is_some_and(|code| (20..100).contains(&code));
        let codes = if is_of_gateway { self.protocol.codes } else { PROVIDER_CODES };
        let context = Context::new(self.method)
            .with_request_id(request_id.as_deref().unwrap_or_default())
            .with_body(body);
        let msg = field("message").or_else(|| field("msg")).unwrap_or_default();
        let sub_msg = field("sub_message").or_else(|| field("sub_msg"));
        let error = PlatformError::new(field("code").unwrap_or_default(), msg, sub_code, sub_msg);
        Error::new(context, error.with_codes(codes))
    }
}
