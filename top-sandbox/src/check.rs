//! Checks of system parameters, in the order that the crate documentation lists.

pub(crate) mod format;
mod session;
pub(crate) mod signature;
mod signature_hint;
mod timestamp;
mod version;

#[cfg(test)]
mod property;

use std::time::SystemTime;

use top_runtime::Params;
use top_runtime::api::HttpMethod;

use crate::accounts::{Accounts, App};
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::handler::{Handler, Handlers};
use crate::incoming::IncomingRequest;
use crate::protocol::Protocol;
use crate::reply::ReplyFormat;

/// A request that passed all checks.
pub(crate) struct Admitted<'g> {
    pub(crate) handler: &'g Handler,
    pub(crate) format: ReplyFormat,
    /// Nick of the seller, if the request has a session.
    pub(crate) seller: Option<String>,
}

/// Checks a request. The error is that of the first check that fails.
pub(crate) fn admit<'g>(
    handlers: &'g Handlers,
    accounts: &Accounts,
    incoming: &IncomingRequest,
    now: SystemTime,
) -> Result<Admitted<'g>, ErrorResponse> {
    if let Some(error) = &incoming.error {
        return Err(error.clone());
    }
    let (params, protocol) = (&incoming.params, incoming.protocol);
    let handler = find_handler(incoming, handlers)?;
    let app = find_app(params, accounts)?;
    timestamp::check(protocol, params, now)?;
    version::check(protocol, params, handler)?;
    check_target(protocol, params)?;
    let format = format::check(protocol, params)?;
    signature::check(incoming, &app.secret)?;
    let seller = session::check(protocol, params, handler, accounts, now)?;
    match &incoming.document_error {
        Some(error) => Err(error.clone()),
        None => Ok(Admitted { handler, format, seller }),
    }
}

/// Checks the public parameters of a batch, and returns the format of its replies.
pub(crate) fn admit_batch(
    accounts: &Accounts,
    public: &IncomingRequest,
    now: SystemTime,
) -> Result<ReplyFormat, ErrorResponse> {
    if let Some(error) = &public.error {
        return Err(error.clone());
    }
    let params = &public.params;
    let app = find_app(params, accounts)?;
    timestamp::check(Protocol::Top, params, now)?;
    if params.get("v").is_none() {
        return Err(ErrorResponse::new(codes::MISSING_VERSION));
    }
    let format = format::check(Protocol::Top, params)?;
    signature::check(public, &app.secret)?;
    Ok(format)
}

/// Checks a call of a batch that passed its own checks.
pub(crate) fn admit_call<'g>(
    handlers: &'g Handlers,
    accounts: &Accounts,
    call: &IncomingRequest,
    format: ReplyFormat,
    now: SystemTime,
) -> Result<Admitted<'g>, ErrorResponse> {
    let handler = find_handler(call, handlers)?;
    version::check(Protocol::Top, &call.params, handler)?;
    let seller = session::check(Protocol::Top, &call.params, handler, accounts, now)?;
    Ok(Admitted { handler, format, seller })
}

/// Errors: code 21 without a method, 22 for an API without a handler, and for a path that is called by
/// another method of HTTP.
fn find_handler<'g>(
    incoming: &IncomingRequest,
    handlers: &'g Handlers,
) -> Result<&'g Handler, ErrorResponse> {
    let name = incoming.api.as_str();
    if name.is_empty() {
        // Text of the platform, from a captured reply.
        return Err(ErrorResponse::new(codes::MISSING_METHOD).with_sub_msg("http传入的参数加入method字段"));
    }
    let is_path = incoming.protocol == Protocol::IopPath;
    let invalid = |reason| ErrorResponse::new(codes::INVALID_METHOD).with_sub_msg(reason);
    let handler = handlers.get(name).filter(|_| name.starts_with('/') == is_path).ok_or_else(|| {
        let names = handlers.names().join(", ");
        invalid(format!("no handler for `{name}`; there are handlers for: {names}"))
    })?;
    let found = incoming.http_method.as_str();
    match handler.http.map(HttpMethod::as_str) {
        Some(expected) if expected != found => {
            Err(invalid(format!("`{name}` is called by {expected}, not by {found}")))
        }
        _ => Ok(handler),
    }
}

/// Errors: code 28 without an app key, 29 for an unknown one.
fn find_app<'g>(params: &Params, accounts: &'g Accounts) -> Result<&'g App, ErrorResponse> {
    let key = params.get("app_key").ok_or_else(|| ErrorResponse::new(codes::MISSING_APP_KEY))?;
    accounts.app(key).ok_or_else(|| {
        ErrorResponse::new(codes::INVALID_APP_KEY)
            .with_sub_code("isv.appkey-not-exists")
            .with_sub_msg(format!("the sandbox has no app `{key}`"))
    })
}

/// Errors: code 40 without the parameter that names the called party on the gateways of Qimen.
fn check_target(protocol: Protocol, params: &Params) -> Result<(), ErrorResponse> {
    let name = match protocol {
        Protocol::Top | Protocol::IopMethod | Protocol::IopPath => return Ok(()),
        Protocol::QimenCloud => "target_app_key",
        Protocol::Qimen => "customerId",
    };
    match params.get(name) {
        Some(_) => Ok(()),
        None => Err(ErrorResponse::missing_parameter(
            name,
            format!("`{name}`: expected the called party, found nothing"),
        )),
    }
}
