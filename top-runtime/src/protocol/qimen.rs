//! Qimen: the cloud scenes, whose calls are those of TOP, and the standard interfaces, which take a
//! document.
//!
//! Sources: the platform's pages on Qimen; the form of replies as seen in public code.

use super::codes::PlatformErrorKind::Api;
use super::codes::When::Always;
use super::codes::{Code, Codes, possible};
use super::top::{CODES, SIGN_METHODS, SYSTEM};
use super::{Documents, Platform, Protocol, ReplyForm, SYSTEM_PARAMS, TimeFormat};

static CLOUD: Protocol = Protocol { name: "Qimen", documents: Documents::Allowed, ..PROTOCOL };

static STANDARD: Protocol = Protocol { name: "Qimen", documents: Documents::Only, ..PROTOCOL };

const PROTOCOL: Protocol = Protocol {
    name: "Qimen",
    system: &SYSTEM,
    reserved: &SYSTEM_PARAMS,
    reserved_here: &[],
    sign_methods: SIGN_METHODS,
    time: TimeFormat::Text,
    has_paths: false,
    json_lists: false,
    documents: Documents::Allowed,
    reply: ReplyForm::Provider,
    codes: CODES,
};

/// A scene: `/router/qm`.
pub(crate) static QIMEN_CLOUD: Platform = Platform { methods: Some(&CLOUD), xml: false, ..PLATFORM };

/// The standard interfaces: `/router/qimen/service`.
pub(crate) static QIMEN: Platform = Platform { methods: Some(&STANDARD), xml: true, ..PLATFORM };

const PLATFORM: Platform = Platform {
    methods: None,
    paths: None,
    method_path: "",
    path_prefix: "",
    // MD5, as the official clients sign.
    sign_method: 0,
    simplify: false,
    xml: false,
    batches: false,
};

/// Codes of an error that the provider reports, not the gateway: they have no meaning of TOP, and
/// the provider may have done its part.
pub(crate) const PROVIDER_CODES: Codes = Codes(&[&PROVIDER]);

static PROVIDER: [Code; 1] = [possible(Always, Api)];
