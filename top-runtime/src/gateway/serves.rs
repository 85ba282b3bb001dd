//! Which APIs a gateway serves.

use crate::issue::{Issue, quote_excerpt};
use crate::protocol::names::is_path;
use crate::protocol::{BodyFormat, Documents, Platform, Protocol};

/// Returns the protocol that a platform serves an API by.
///
/// # Errors
///
/// The platform does not serve it: which gateways do.
pub(crate) fn protocol_of(
    platform: &Platform,
    name: &str,
    body: BodyFormat,
) -> Result<&'static Protocol, Issue> {
    let main = platform.main().name;
    let served = if is_path(name) { platform.paths } else { platform.methods };
    let Some(protocol) = served else {
        return Err(not_served(main, name));
    };
    match (protocol.documents, body) {
        (Documents::No, BodyFormat::Json | BodyFormat::Xml) => {
            let expected = format!(
                "a form, as this is a gateway of {main}: a document is taken by `Gateway::qimen()` and \
                 `Gateway::qimen_cloud(..)`"
            );
            Err(Issue::at("body", expected, "a document"))
        }
        (Documents::Only, BodyFormat::Form) => {
            let expected = "a document, as this is the gateway of Qimen's standard interfaces: declare `body = xml`, \
                            or pass one with `Params::xml_body`; scenes with forms are served by \
                            `Gateway::qimen_cloud(..)`";
            Err(Issue::at("body", expected, "a form"))
        }
        _ => Ok(protocol),
    }
}

/// Returns the issue of an API that a platform does not serve.
fn not_served(platform: &str, name: &str) -> Issue {
    let (at, expected) = if is_path(name) {
        let expected = format!(
            "an API with a name, as this is a gateway of {platform}: APIs with a path are served by gateways of IOP, \
             such as `Gateway::ALIEXPRESS` and `Gateway::LAZADA_SG`"
        );
        ("path", expected)
    } else {
        let expected = "an API with a path, as this gateway serves no others: APIs with a name are served by gateways \
                        of TOP, by `Gateway::ALIEXPRESS` and by `Gateway::ALIBABA`";
        ("method", expected.to_owned())
    };
    Issue::at(at, expected, quote_excerpt(name))
}
