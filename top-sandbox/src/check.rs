//! Whether a request may pass.

mod diagnosis;
pub(crate) mod format;
mod session;
pub(crate) mod signature;
mod timestamp;

use std::time::SystemTime;

use top_runtime::Params;

use crate::accounts::{Accounts, App};
use crate::arrival::Arrival;
use crate::gateway::Gateway;
use crate::handler::{Handler, Handlers};
use crate::refusal::ErrorResponse;
use crate::reply::Form;

/// A request that passed.
pub(crate) struct Admitted<'g> {
    pub(crate) handler: &'g Handler,
    pub(crate) form: Form,
    /// The nick of the seller who gave the session.
    pub(crate) seller: Option<&'g str>,
}

/// Makes the checks, in the order that the crate's documentation tells.
pub(crate) fn admit<'g>(
    gateway: &'g Gateway,
    arrival: &Arrival,
    now: SystemTime,
) -> Result<Admitted<'g>, ErrorResponse> {
    let given = &arrival.given;
    let handler = method(given, gateway.handlers())?;
    let app = app(given, gateway.accounts())?;
    timestamp::check(given, now)?;
    version(given, handler)?;
    let form = format::check(given)?;
    signature::check(arrival, &app.secret)?;
    let seller = session::check(given, handler, gateway.accounts())?;
    Ok(Admitted { handler, form, seller })
}

/// 21 without a method, 22 with one that nothing answers.
fn method<'g>(given: &Params, handlers: &'g Handlers) -> Result<&'g Handler, ErrorResponse> {
    // What the platform was seen to say.
    let name = given
        .get("method")
        .ok_or_else(|| ErrorResponse::new(21).with_sub_msg("http传入的参数加入method字段"))?;
    handlers.get(name).ok_or_else(|| {
        let known = handlers.methods().join(", ");
        ErrorResponse::new(22)
            .with_sub_msg(format!("no handler for `{name}`; there are handlers for: {known}"))
    })
}

/// 28 without an app key, 29 with one that is not known.
fn app<'g>(given: &Params, accounts: &'g Accounts) -> Result<&'g App, ErrorResponse> {
    let key = given.get("app_key").ok_or_else(|| ErrorResponse::new(28))?;
    accounts.app(key).ok_or_else(|| {
        ErrorResponse::new(29)
            .with_sub_code("isv.appkey-not-exists")
            .with_sub_msg(format!("the sandbox knows no app `{key}`"))
    })
}

/// 32 without a version, 33 with another than the API's.
fn version(given: &Params, handler: &Handler) -> Result<(), ErrorResponse> {
    match given.get("v") {
        None => Err(ErrorResponse::new(32)),
        Some(version) if version == handler.version => Ok(()),
        Some(version) => {
            let expected = handler.version;
            Err(ErrorResponse::new(33).with_sub_msg(format!("`v` is `{version}`, the API's is `{expected}`")))
        }
    }
}
