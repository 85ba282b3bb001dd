//! TOP: the gateways of Taobao, `/router/rest`.
//!
//! Source: the platform's page on calling APIs.

use super::SystemValue::{
    AppKey, Format, Method, PartnerId, Session, SignMethod, Simplify, TargetAppKey, Timestamp, Version,
};
use super::codes::PlatformErrorKind::{Api, Caller, Permission, Session as NoSession, Throttled, Transient};
use super::codes::Source::{ErrorCodes, FlowControl, Migration, TljCreate};
use super::codes::When::{Always, CodeAlone, Codes as Numbers, Message, Sub};
use super::codes::{Code, Codes, code, possible, refused, wrong_parameter};
use super::{Documents, Platform, Protocol, ReplyForm, SYSTEM_PARAMS, SystemValue, TimeFormat};

/// The system parameters that are sent, sorted by name.
pub(super) const SYSTEM: [(&str, SystemValue); 10] = [
    ("app_key", AppKey),
    ("format", Format),
    ("method", Method),
    ("partner_id", PartnerId),
    ("session", Session),
    ("sign_method", SignMethod),
    ("simplify", Simplify),
    ("target_app_key", TargetAppKey),
    ("timestamp", Timestamp),
    ("v", Version),
];

/// Names of the sign methods.
pub(super) const SIGN_METHODS: [&str; 3] = ["md5", "hmac", "hmac-sha256"];

pub(super) static PROTOCOL: Protocol = Protocol {
    name: "TOP",
    system: &SYSTEM,
    reserved: &SYSTEM_PARAMS,
    reserved_here: &[],
    sign_methods: SIGN_METHODS,
    time: TimeFormat::Text,
    has_paths: false,
    json_lists: false,
    documents: Documents::No,
    reply: ReplyForm::Envelope,
    codes: CODES,
};

pub(crate) static TOP: Platform = Platform {
    methods: Some(&PROTOCOL),
    paths: None,
    method_path: "",
    path_prefix: "",
    sign_method: 2,
    simplify: false,
    xml: false,
    batches: true,
};

pub(super) const APPLY: &str = "apply for the permission to call this API in the app's console";

pub(super) const CODES: Codes = Codes(&[&NOTICES, &LIMITS, &NUMBERS, &FAMILIES]);

/// Errors that only their message tells apart.
static NOTICES: [Code; 1] = [refused(Message("*platform system blacklist*offline*"), Caller, Migration)
    .advise("this app left TOP for IOP: call it with `Gateway::ALIEXPRESS`")];

/// Sub codes of limits and permissions, whatever the code is.
pub(super) static LIMITS: [Code; 6] = [
    refused(Sub("accesscontrol.limited-by-*"), Throttled, FlowControl),
    refused(Sub("isv.access-limited-by-*"), Throttled, FlowControl),
    refused(Sub("isp.call-limited"), Throttled, TljCreate),
    refused(Sub("isv.permission-*"), Permission, ErrorCodes).advise(APPLY),
    refused(Sub("isv.invalid-permission*"), Permission, ErrorCodes),
    refused(Sub("isv.persistent-session-not-exist"), NoSession, ErrorCodes),
];

/// Codes of the gateway.
static NUMBERS: [Code; 24] = [
    possible(code(3), Transient),
    refused(Numbers(4, 8), Throttled, FlowControl),
    possible(code(9), Caller),
    possible(code(10), Transient),
    refused(Numbers(11, 13), Permission, ErrorCodes).advise(APPLY),
    refused(code(21), Caller, ErrorCodes),
    refused(code(22), Caller, ErrorCodes)
        .advise("check the method's name, and that the API is for this gateway"),
    refused(Numbers(23, 24), Caller, ErrorCodes),
    refused(code(25), Caller, ErrorCodes)
        .advise("check the app secret; the string to sign is in `client.prepare(&request)`"),
    refused(code(26), NoSession, ErrorCodes)
        .advise("call it with a session: `client.session(&key).execute(&request)`"),
    refused(code(27), NoSession, ErrorCodes)
        .advise("the session has expired or belongs to another app: the seller must authorise again"),
    refused(code(28), Caller, ErrorCodes),
    refused(code(29), Caller, ErrorCodes).advise("check the app key, and that it belongs to this gateway"),
    refused(code(30), Caller, ErrorCodes),
    refused(code(31), Caller, ErrorCodes)
        .advise("check the clock of this machine: the tolerance is 10 minutes")
        .clock(),
    refused(Numbers(32, 34), Caller, ErrorCodes),
    wrong_parameter(Numbers(40, 41), ErrorCodes),
    refused(code(42), Permission, ErrorCodes),
    wrong_parameter(code(43), ErrorCodes),
    refused(code(44), NoSession, ErrorCodes),
    refused(code(47), Caller, ErrorCodes),
    refused(code(53), NoSession, ErrorCodes),
    possible(CodeAlone(88), Transient),
    possible(code(88), NoSession),
];

/// Families of sub codes.
pub(super) static FAMILIES: [Code; 16] = [
    wrong_parameter(Sub("isv.missing-parameter*"), ErrorCodes),
    wrong_parameter(Sub("isv.invalid-parameter*"), ErrorCodes),
    wrong_parameter(Sub("isv.parameters-mismatch*"), ErrorCodes),
    refused(Sub("isv.appkey*"), Caller, ErrorCodes),
    refused(Sub("isv.invalid-signature"), Caller, ErrorCodes),
    refused(Sub("isv.timestamp-limit-error"), Caller, ErrorCodes).clock(),
    refused(Sub("isv.replayattack-timestamp-invalid-error"), Caller, ErrorCodes).clock(),
    // The gateway received the same request before, and may have executed it.
    possible(Sub("isv.request-replay-error"), Caller),
    // Some APIs report failures during execution with codes of the caller, such as
    // `isv.FAIL_BIZ_SERVICE_TIMEOUT`.
    possible(Sub("isv.*timeout*"), Api),
    possible(Sub("isv.*exception*"), Api),
    possible(Sub("isv.*system*"), Api),
    possible(Sub("isv.*unknown*"), Api),
    refused(Sub("isv.*"), Api, ErrorCodes),
    possible(Sub("isp.*"), Transient),
    possible(Sub("ism.*"), Transient),
    possible(Always, Api),
];
