//! Facts of the platform's protocols: system parameters, names, blanks, signing order, codes.
//!
//! Each protocol is one [`Protocol`], in a file of its own. Client, signature and reply read it and
//! know no protocol by name.

pub(crate) mod blank;
pub(crate) mod codes;
mod iop;
pub(crate) mod names;
mod qimen;
mod request;
mod top;

use std::cmp::Ordering;

pub(crate) use iop::{IOP, IOP_PATHS};
pub(crate) use qimen::{PROVIDER_CODES, QIMEN, QIMEN_CLOUD};
pub use request::{BodyFormat, HttpMethod};
pub(crate) use top::TOP;

use codes::Codes;

/// Names of the system parameters (公共参数) of TOP, sorted. No API parameter can have one of these
/// names.
pub(crate) const SYSTEM_PARAMS: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

/// Names of the system parameters of APIs with a path, sorted.
pub(crate) const PATH_SYSTEM_PARAMS: [&str; 7] =
    ["access_token", "app_key", "partner_id", "session", "sign", "sign_method", "timestamp"];

/// A protocol: what differs between the gateways in a call and in its reply.
#[derive(Debug)]
pub(crate) struct Protocol {
    /// Name in messages.
    pub(crate) name: &'static str,
    /// The system parameters that are sent, sorted by name.
    pub(crate) system: &'static [(&'static str, SystemValue)],
    /// Names that no parameter of an API can have.
    pub(crate) reserved: &'static [&'static str],
    /// The reserved names that the derives accept, as other protocols do not reserve them.
    pub(crate) reserved_here: &'static [&'static str],
    /// Values of `sign_method`: for MD5, HMAC-MD5 and HMAC-SHA256. Empty: not accepted.
    pub(crate) sign_methods: [&'static str; 3],
    pub(crate) time: TimeFormat,
    /// Whether APIs have paths, which are the beginning of the signed text.
    pub(crate) has_paths: bool,
    /// Whether a list of scalars is a parameter in JSON, not a text with commas.
    pub(crate) json_lists: bool,
    pub(crate) documents: Documents,
    pub(crate) reply: ReplyForm,
    pub(crate) codes: Codes,
}

impl Protocol {
    /// Whether a system parameter is sent.
    pub(crate) fn has(&self, value: SystemValue) -> bool {
        self.system.iter().any(|(_, system)| *system == value)
    }
}

/// The value of a system parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SystemValue {
    AppKey,
    Format,
    Method,
    PartnerId,
    Session,
    SignMethod,
    Simplify,
    TargetAppKey,
    Timestamp,
    Version,
}

/// The text of a timestamp. Its length is constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// `yyyy-MM-dd HH:mm:ss` in GMT+8.
    Text,
    /// Milliseconds since 1970.
    Millis,
}

/// Whether a request may be one document in place of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Documents {
    No,
    Allowed,
    Only,
}

/// The form of a successful reply and of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReplyForm {
    /// A root with the name of the method, or none if the reply is simplified; `error_response`.
    Envelope,
    /// As [`Self::Envelope`]; an object `resp_result` has the outcome of the business call.
    EnvelopeWithResult,
    /// The members of the response beside `code` and `request_id`; an error has `type`, `code` and
    /// `message`.
    Flat,
    /// The provider's own document; an error has `flag`, `code` and `message`.
    Provider,
}

/// A group of gateways that serve APIs by the same protocols.
#[derive(Debug)]
pub(crate) struct Platform {
    /// Protocol of APIs with a name.
    pub(crate) methods: Option<&'static Protocol>,
    /// Protocol of APIs with a path.
    pub(crate) paths: Option<&'static Protocol>,
    /// What follows the address of the gateway, for APIs with a name.
    pub(crate) method_path: &'static str,
    /// What follows the address of the gateway, before the path of an API.
    pub(crate) path_prefix: &'static str,
    /// Index of the default sign method in [`Protocol::sign_methods`].
    pub(crate) sign_method: usize,
    /// Whether replies are simplified by default.
    pub(crate) simplify: bool,
    /// Whether replies are XML by default.
    pub(crate) xml: bool,
    /// Whether several calls can be sent in one request.
    #[cfg_attr(not(feature = "batch"), expect(dead_code))]
    pub(crate) batches: bool,
}

impl Platform {
    /// Returns the protocol of APIs with a name, or that of all APIs if none has one.
    pub(crate) const fn main(&self) -> &'static Protocol {
        match (self.methods, self.paths) {
            (Some(protocol), _) | (None, Some(protocol)) => protocol,
            (None, None) => &top::PROTOCOL,
        }
    }
}

/// Compares parameter names in signing order: by UTF-16 code unit, as the official SDK does.
///
/// The order differs from that of bytes only for characters beyond U+FFFF.
pub(crate) fn name_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use super::{IOP, IOP_PATHS, QIMEN, QIMEN_CLOUD, TOP};

    #[test]
    fn system_parameters_are_sorted_and_reserved() {
        for platform in [&TOP, &IOP, &IOP_PATHS, &QIMEN, &QIMEN_CLOUD] {
            for protocol in [platform.methods, platform.paths].into_iter().flatten() {
                assert!(protocol.system.is_sorted_by_key(|(name, _)| name), "{}", protocol.name);
                for (name, _) in protocol.system {
                    assert!(protocol.reserved.contains(name), "{}: {name}", protocol.name);
                }
                assert!(protocol.reserved.contains(&"sign"), "{}", protocol.name);
                let default = protocol.sign_methods.get(platform.sign_method);
                assert!(default.is_some_and(|name| !name.is_empty()), "{}", protocol.name);
            }
        }
    }
}
