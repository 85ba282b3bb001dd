//! IOP: AliExpress, Alibaba.com, Lazada, Taobao overseas and Daraz.
//!
//! APIs with a name are called at `/sync`, APIs with a path at `/rest`. Sources: AliExpress,
//! document 1385; Lazada Open Platform, documents 120691 and 120693. Their example
//! signatures are in `tests/protocol_vectors`.

use super::SystemValue::{AppKey, PartnerId, Session, SignMethod, Timestamp};
use super::codes::PlatformErrorKind::{Caller, Permission, Session as NoSession, Throttled, Transient};
use super::codes::Source::IopErrors;
use super::codes::When::{Name, Type};
use super::codes::{Code, Codes, possible, refused, wrong_parameter};
use super::top::{APPLY, FAMILIES, LIMITS, SYSTEM};
use super::{Documents, PATH_SYSTEM_PARAMS, Platform, Protocol, ReplyForm, SystemValue, TimeFormat};

/// Names that no parameter of an API with a name can have. `access_token` would be a second session.
const METHOD_RESERVED: [&str; 12] = [
    "access_token",
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

/// The system parameters of APIs with a path, sorted by name.
const PATH_SYSTEM: [(&str, SystemValue); 5] = [
    ("access_token", Session),
    ("app_key", AppKey),
    ("partner_id", PartnerId),
    ("sign_method", SignMethod),
    ("timestamp", Timestamp),
];

/// The official SDK accepts HMAC-SHA256 only.
const SIGN_METHODS: [&str; 3] = ["", "", "sha256"];

static METHODS: Protocol = Protocol {
    name: "IOP",
    system: &SYSTEM,
    reserved: &METHOD_RESERVED,
    reserved_here: &["access_token"],
    sign_methods: SIGN_METHODS,
    time: TimeFormat::Millis,
    has_paths: false,
    json_lists: true,
    documents: Documents::No,
    reply: ReplyForm::EnvelopeWithResult,
    codes: CODES,
};

static PATHS: Protocol = Protocol {
    name: "IOP",
    system: &PATH_SYSTEM,
    reserved: &PATH_SYSTEM_PARAMS,
    reserved_here: &[],
    sign_methods: SIGN_METHODS,
    time: TimeFormat::Millis,
    has_paths: true,
    json_lists: true,
    documents: Documents::No,
    reply: ReplyForm::Flat,
    codes: CODES,
};

/// Gateways with both kinds of APIs.
pub(crate) static IOP: Platform = Platform {
    methods: Some(&METHODS),
    paths: Some(&PATHS),
    method_path: "/sync",
    path_prefix: "/rest",
    sign_method: 2,
    // As the official SDK asks for.
    simplify: true,
    xml: false,
    batches: false,
};

/// Gateways whose APIs all have paths.
pub(crate) static IOP_PATHS: Platform = Platform {
    methods: None,
    paths: Some(&PATHS),
    method_path: "/rest",
    path_prefix: "/rest",
    sign_method: 2,
    simplify: false,
    xml: false,
    batches: false,
};

/// Codes are texts. Numbers are those of single APIs, and have no meaning of TOP.
const CODES: Codes = Codes(&[&NAMES, &LIMITS, &FAMILIES]);

static NAMES: [Code; 16] = [
    refused(Name("*calllimit"), Throttled, IopErrors).advise("too many calls: wait until the ban ends"),
    refused(Name("illegalrefreshtoken"), NoSession, IopErrors)
        .advise("the refresh token has expired or was used: the seller must authorise again"),
    refused(Name("illegalaccesstoken"), NoSession, IopErrors)
        .advise("the access token has expired or belongs to another app: refresh it, or let the seller authorise again"),
    refused(Name("*accesstoken*"), NoSession, IopErrors)
        .advise("call it with a session: `client.session(&key).execute(&request)`"),
    refused(Name("invalidsession"), NoSession, IopErrors)
        .advise("the session has expired: refresh it, or let the seller authorise again"),
    refused(Name("*timestamp*"), Caller, IopErrors)
        .advise("check the clock of this machine: the tolerance is 2 hours")
        .clock(),
    refused(Name("*signature*"), Caller, IopErrors)
        .advise("check the app secret; the string to sign is in `client.prepare(&request)`"),
    refused(Name("*appkey*"), Caller, IopErrors)
        .advise("check the app key, and that it belongs to this gateway"),
    wrong_parameter(Name("missingparameter"), IopErrors).advise("add the parameter that the message names"),
    wrong_parameter(Name("invalidparameter"), IopErrors).advise("correct the parameter that the message names"),
    refused(Name("invalidapi*"), Caller, IopErrors)
        .advise("check the name or path, and that the API is for this gateway"),
    refused(Name("*permission*"), Permission, IopErrors).advise(APPLY),
    possible(Name("*timeout*"), Transient).advise("the call may have been executed: check before a retry"),
    possible(Name("*unavailable*"), Transient).advise("the call may have been executed: check before a retry"),
    possible(Type("isp"), Transient),
    possible(Type("system"), Transient),
];
