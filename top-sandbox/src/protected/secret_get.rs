//! The API that returns keys: `taobao.top.secret.get`.

use std::sync::Arc;

use top_runtime::clock::Clock;
use top_runtime::{Params, Value};

use super::index::{COLUMNS, HASH_LEN};
use super::{Keys, ProtectedOwner};
use crate::accounts::{Ledger, SessionState};
use crate::error_response::ErrorResponse;
use crate::handler::Handler;

/// Name of the API.
pub(crate) const METHOD: &str = "taobao.top.secret.get";

/// Seconds after which a key should be replaced, and after which it must not be used.
const INTERVALS: (i64, i64) = (3_600, 7_200);

/// Returns the handler of the API.
pub(crate) fn handler(keys: &Arc<Keys>, ledger: &Arc<Ledger>, clock: &Arc<dyn Clock>) -> Handler {
    let (keys, ledger, clock) = (Arc::clone(keys), Arc::clone(ledger), Arc::clone(clock));
    Handler::untyped(move |params| {
        let owner = owner(params, &ledger, &*clock)?;
        key(&keys, &owner, params)
    })
}

/// Returns the owner of the key: an account of the caller, the seller of the session, or the app.
fn owner(params: &Params, ledger: &Ledger, clock: &dyn Clock) -> Result<ProtectedOwner, ErrorResponse> {
    if let Some(id) = params.get("customer_user_id") {
        return id.parse().map(ProtectedOwner::Account).map_err(|_| {
            let reason = format!("`customer_user_id`: expected a number, found `{id}`");
            ErrorResponse::invalid_parameter("customer_user_id", reason)
        });
    }
    match params.get("session").map(|session| ledger.session(session, clock.now())) {
        Some(SessionState::Valid(nick)) => Ok(ProtectedOwner::Seller(nick)),
        _ => Ok(ProtectedOwner::App),
    }
}

fn key(keys: &Keys, owner: &ProtectedOwner, params: &Params) -> Result<Value, ErrorResponse> {
    if params.get("random_num").is_none() {
        let reason = "`random_num`: expected a value, found nothing";
        return Err(ErrorResponse::missing_parameter("random_num", reason));
    }
    let version = match params.get("secret_version") {
        None => keys.version(),
        // The version of a key of the app is negative in texts.
        Some(text) => text.strip_prefix('-').unwrap_or(text).parse().map_err(|_| {
            let reason = format!("`secret_version`: expected a number, found `{text}`");
            ErrorResponse::invalid_parameter("secret_version", reason)
        })?,
    };
    let key = keys.get(owner, version).ok_or_else(|| {
        ErrorResponse::new(15)
            .with_sub_code("20005")
            .with_sub_msg(format!("there is no key of version {version}"))
    })?;
    let config = format!(
        r#"{{"publish_status":"1","encrypt_slide_size":"{COLUMNS}","encrypt_index_compress_len":"{HASH_LEN}"}}"#
    );
    Ok(Value::from_iter([
        ("secret", Value::from(key.to_base64())),
        ("secret_version", Value::from(i64::from(version))),
        ("interval", Value::from(INTERVALS.0)),
        ("max_interval", Value::from(INTERVALS.1)),
        ("app_config", Value::from(config)),
    ]))
}
