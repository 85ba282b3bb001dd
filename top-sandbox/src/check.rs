//! Checks of system parameters, in the order that the crate documentation lists.

pub(crate) mod format;
mod session;
pub(crate) mod signature;
mod signature_hint;
mod timestamp;

use std::time::SystemTime;

use top_runtime::Params;

use crate::accounts::{Accounts, App};
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::handler::{Handler, Handlers};
use crate::incoming::IncomingRequest;
use crate::reply::ReplyFormat;

/// A request that passed all checks.
pub(crate) struct Admitted<'g> {
    pub(crate) handler: &'g Handler,
    pub(crate) format: ReplyFormat,
    /// Nick of the seller, if the request has a session.
    pub(crate) seller: Option<&'g str>,
}

/// Checks a request. The error is that of the first check that fails.
pub(crate) fn admit<'g>(
    handlers: &'g Handlers,
    accounts: &'g Accounts,
    incoming: &IncomingRequest,
    now: SystemTime,
) -> Result<Admitted<'g>, ErrorResponse> {
    if let Some(error) = &incoming.error {
        return Err(error.clone());
    }
    let params = &incoming.params;
    let handler = find_handler(params, handlers)?;
    let app = find_app(params, accounts)?;
    timestamp::check(params, now)?;
    check_version(params, handler)?;
    let format = format::check(params)?;
    signature::check(incoming, &app.secret)?;
    let seller = session::check(params, handler, accounts)?;
    Ok(Admitted { handler, format, seller })
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
    timestamp::check(params, now)?;
    if params.get("v").is_none() {
        return Err(ErrorResponse::new(codes::MISSING_VERSION));
    }
    let format = format::check(params)?;
    signature::check(public, &app.secret)?;
    Ok(format)
}

/// Checks a call of a batch that passed its own checks.
pub(crate) fn admit_call<'g>(
    handlers: &'g Handlers,
    accounts: &'g Accounts,
    call: &IncomingRequest,
    format: ReplyFormat,
) -> Result<Admitted<'g>, ErrorResponse> {
    let handler = find_handler(&call.params, handlers)?;
    check_version(&call.params, handler)?;
    let seller = session::check(&call.params, handler, accounts)?;
    Ok(Admitted { handler, format, seller })
}

/// Errors: code 21 without a method, 22 for a method without a handler.
fn find_handler<'g>(params: &Params, handlers: &'g Handlers) -> Result<&'g Handler, ErrorResponse> {
    let method = params.get("method").ok_or_else(|| {
        // Text of the platform, from a captured reply.
        ErrorResponse::new(codes::MISSING_METHOD).with_sub_msg("http传入的参数加入method字段")
    })?;
    handlers.get(method).ok_or_else(|| {
        let methods = handlers.methods().join(", ");
        ErrorResponse::new(codes::INVALID_METHOD)
            .with_sub_msg(format!("no handler for `{method}`; there are handlers for: {methods}"))
    })
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

/// Errors: code 32 without a version, 33 for a version other than the API's.
fn check_version(params: &Params, handler: &Handler) -> Result<(), ErrorResponse> {
    match params.get("v") {
        None => Err(ErrorResponse::new(codes::MISSING_VERSION)),
        Some(version) if version == handler.version => Ok(()),
        Some(version) => Err(ErrorResponse::new(codes::INVALID_VERSION)
            .with_sub_msg(format!("expected `v` = `{}`, found `{version}`", handler.version))),
    }
}
