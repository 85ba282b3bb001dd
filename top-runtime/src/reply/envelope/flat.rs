//! Replies of APIs of IOP with a path: the response is the top object.

use crate::error::Error;
use crate::outcome::is_success_word;
use crate::tree::{Content, Node};

use super::foreign::{is_error_type, is_qimen_error, qimen_error};
use super::{Expected, Payload, text};

/// Limit in bytes of the text about wrong parameters.
const MAX_DETAILS: usize = 1000;

impl Expected<'_> {
    /// Returns the payload of a successful reply.
    pub(super) fn flat<'t>(&self, root: Node<'t>, body: &str) -> Result<Payload<'t>, Error> {
        if let Some(error) = root.member("error_response") {
            return Err(self.platform_error(error, root, body));
        }
        let code = text(root, "code").unwrap_or_default().trim();
        // The code of a successful reply is 0. A response may have a code of its own, which is no error
        // of the platform.
        let has_error_type = is_error_type(root) && !self.declares("type");
        let is_error = match code {
            "" => has_error_type && text(root, "message").is_some() && !self.declares("message"),
            code => !is_success_word(code) && (!self.declares("code") || has_error_type),
        };
        if is_error {
            return Err(self.platform_error(root, root, body));
        }
        if !self.declares("response") && is_qimen_error(root) {
            return Err(self.unexpected(body, qimen_error(self.protocol.name)));
        }
        if let Some(name) = self.foreign_root(root) {
            let reason = format!(
                "it has the root `{name}`, as replies of TOP and of IOP's APIs with a name have: an API with a path \
                 replies without one"
            );
            return Err(self.unexpected(body, reason));
        }
        Ok(Payload { node: root, request_id: text(root, "request_id").unwrap_or_default() })
    }

    /// Returns the root of a reply of an API with a name, if the reply has one.
    fn foreign_root<'t>(&self, root: Node<'t>) -> Option<&'t str> {
        let mut members = root.members()?.filter(|(name, _)| *name != "request_id");
        let (name, node) = members.next().filter(|_| members.next().is_none())?;
        let is_root = name.ends_with("_response") && matches!(node.content(), Content::Object(_));
        (is_root && !self.declares(name)).then_some(name)
    }
}

/// Returns the text of the member `detail` of an error: which parameters are wrong.
pub(super) fn details(error: Node<'_>) -> Option<String> {
    let Content::Array(items) = error.member("detail")?.content() else {
        return None;
    };
    let mut details = String::new();
    for item in items {
        let parts = ["field", "code", "message"].into_iter().filter_map(|name| text(item, name));
        let parts: Vec<_> = item.scalar().into_iter().chain(parts).collect();
        if details.len() > MAX_DETAILS {
            break;
        }
        if !parts.is_empty() {
            let separator = if details.is_empty() { "" } else { "; " };
            details = [&details, separator, &parts.join(": ")].concat();
        }
    }
    (!details.is_empty()).then_some(details)
}
